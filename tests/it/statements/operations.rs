//! The operations whose statements are counted.

/// Each with its maximum number of statements, with an empty cache. A search by words takes two more on SQLite than on PostgreSQL.
pub(super) const OPERATIONS: &[(&str, &str, u64)] = &[
    ("public data", "{ __typename }", 0),
    ("jobs", "{ jobs { nodes { title location } } }", 1),
    (
        "jobs, counted",
        "{ jobs { totalCount nodes { title } } }",
        2,
    ),
    (
        "jobs { company skills locations }",
        "{ jobs { nodes { company { name } skills { importance skill { label } } locations { raw } } } }",
        4,
    ),
    (
        "jobs { changes }",
        "{ jobs { nodes { changes(first: 5) { totalCount nodes { what from to } } } } }",
        3,
    ),
    (
        "jobs { possibleDuplicates { company } }",
        "{ jobs { nodes { possibleDuplicates { title company { name } } } } }",
        5,
    ),
    (
        "jobs by text { … highlights }",
        "{ jobs(query: \"engineer rust\") { totalCount nodes { company { name } skills { importance } locations { raw } highlights { title { text } description { text } } } } }",
        9,
    ),
    (
        "jobs, three times with highlights",
        "{ a: jobs(query: \"rust\") { nodes { highlights { title { text } } } } b: jobs(query: \"sql\") { nodes { highlights { title { text } } } } c: jobs { nodes { company { slug } } } }",
        10,
    ),
    (
        "applications",
        "{ viewer { applications { nodes { role allowedTransitions { stage } } } } }",
        1,
    ),
    (
        "applications { posting { company skills } snapshot events }",
        "{ viewer { applications { totalCount nodes { posting { title company { name } skills { importance } } snapshot { title } events { seq effective } } } } }",
        7,
    ),
    (
        "documents",
        "{ viewer { documents { totalCount nodes { title path } } } }",
        2,
    ),
    (
        "resumes { content { citations } parent }",
        "{ viewer { resumes(first: 10) { totalCount nodes { name parent { name } content { sections { items { statements { text citations { text isCurrent } } } } } } } } }",
        6,
    ),
    (
        "resumes { revisions { changes } }",
        "{ viewer { resumes(first: 50) { nodes { revisions(first: 3) { totalCount nodes { reason note content { name } changes { place } } } } } } }",
        3,
    ),
    (
        "resumes { tailorings { proposals } }",
        "{ viewer { resumes(first: 30) { nodes { tailoring { id } tailorings(first: 2) { totalCount nodes { postingTitle proposals { state requirements { text } } } } } } } }",
        4,
    ),
    (
        "letters { content { citations } missing }",
        "{ viewer { letters(first: 50) { totalCount nodes { postingTitle missing { text } content { paragraphs { sentences { text citations { text } } } } } } } }",
        4,
    ),
    (
        "answers { versions }",
        "{ viewer { answers(first: 50, text: \"notice\") { totalCount nodes { kind value { __typename } versions(first: 2) { totalCount nodes { question value { __typename } } } } } } }",
        3,
    ),
    (
        "findAnswers",
        "{ viewer { findAnswers(question: { text: \"Your notice period\" }) { similarity answer { question } } } }",
        1,
    ),
    (
        "applications { answers { answer } }",
        "{ viewer { applications { nodes { answers { question value { __typename } answer { version } } } } } }",
        3,
    ),
    (
        "jobs { interviewQuestions }",
        "{ jobs(first: 50) { nodes { interviewQuestions { text requirements { quote isShown } outlines { action { quote evidence } } } } } }",
        19,
    ),
    (
        "languageModels and aiRuns { letter tailoring }",
        "{ viewer { languageModels { isOn todaysUse { tokens } } aiRuns(first: 50) { totalCount nodes { task refused { rules } letter { postingTitle } tailoring { postingTitle wording } } } } }",
        6,
    ),
    (
        "imports",
        "{ viewer { imports { totalCount nodes { fileName state total counts { section add } } } } }",
        2,
    ),
    (
        "imports { files findings }",
        "{ viewer { imports { nodes { files { name } findings(first: 1) { totalCount nodes { kind row } } } } } }",
        2,
    ),
    (
        "imports { entries }",
        "{ viewer { imports { nodes { entries(first: 2) { totalCount nodes { action } } skills: entries(first: 1, filter: { sections: [SKILLS] }) { nodes { action } } } } } }",
        4,
    ),
    (
        "importPlan { entries }",
        "query($plan: ID!) { viewer { importPlan(id: $plan) { entries { totalCount nodes { action fields { name imported } } } } } }",
        3,
    ),
    (
        "linkedIn { lastPlan }",
        "{ viewer { linkedIn { state hasIdentityToken domains { name } lastPlan { id } } } }",
        2,
    ),
    (
        "board",
        "{ viewer { board { stage totalCount applications { role } } } }",
        2,
    ),
    (
        "board { posting { company } events }",
        "{ viewer { board { stage totalCount applications { posting { company { name } } events { seq } } } } }",
        5,
    ),
    (
        "notifications { application { posting } }",
        "{ viewer { notifications { totalCount nodes { application { posting { title } } } } unreadNotificationCount } }",
        5,
    ),
    (
        "proposals",
        "{ viewer { proposals(first: 50) { totalCount nodes { state effects { objectId } } } } }",
        2,
    ),
    (
        "changes { node { posting } }",
        "query($after: String) { viewer { changes(after: $after, kinds: [APPLICATION], first: 100) {
            cursor changes { version node { ... on Application { posting { title } } } } } } }",
        3,
    ),
    (
        "lastChange",
        "{ viewer { lastChange(kind: APPLICATION, objectId: \"appl_00000000000000000000000000000000\") { id } } }",
        1,
    ),
    (
        "nodes(ids)",
        "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Application { posting { company { name } } } } }",
        5,
    ),
    (
        "profile",
        "{ viewer { profile { headline employments { title } educations { school } skills { name } languages { name } } } }",
        5,
    ),
    (
        "profile { employments { evidence { formerVersions } } }",
        "{ viewer { profile { employments { evidence { text skills formerVersions { text } } } } } }",
        4,
    ),
    (
        "profile { skills { hasEvidence } }",
        "{ viewer { profile { skills { hasEvidence evidence { text } } } } }",
        3,
    ),
    (
        "profile { completeness }",
        "{ viewer { profile { completeness { percent gaps { kind } } } } }",
        11,
    ),
    (
        "jobs { match }",
        "{ jobs { nodes { match { score reasons { text } } } } }",
        21,
    ),
    (
        "connections",
        "{ viewer { connections { totalCount nodes { name tags } } } }",
        2,
    ),
    (
        "jobs { connections company { connections } }",
        "{ jobs { nodes { connections(first: 2) { totalCount nodes { name } } company { connections(first: 2) { totalCount nodes { name } } } } } }",
        6,
    ),
    (
        "jobs of companies with connections",
        "{ jobs(filter: { hasConnection: true }) { nodes { title } } }",
        2,
    ),
    (
        "funnel",
        "{ viewer { analytics { funnel { total steps { reached } } } } }",
        1,
    ),
];
