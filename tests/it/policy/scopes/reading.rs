//! Queries, the subscription, and the fields under the viewer, the admin and the moderator.

use super::Need::{self, Person, Public, Scope};

/// The field, its requirement, and an operation that can only fail for a missing scope.
pub(super) const READING: &[(&str, Need, &str)] = &[
    ("Query.viewer", Public, "{ viewer { __typename } }"),
    ("Query.node", Public, "{ node(id: \"x\") { id } }"),
    ("Query.nodes", Public, "{ nodes(ids: []) { id } }"),
    (
        "Query.signInProviders",
        Public,
        "{ signInProviders { name } }",
    ),
    ("Query.jobs", Public, "{ jobs(first: 1) { totalCount } }"),
    ("Query.sources", Person, "{ sources { id } }"),
    ("Query.reprocessing", Person, "{ reprocessing { id } }"),
    ("Query.matching", Person, "{ matching { version } }"),
    ("Query.moderation", Person, "{ moderation { __typename } }"),
    ("Query.admin", Person, "{ admin { __typename } }"),
    (
        "Moderation.reports",
        Person,
        "{ moderation { reports { totalCount } } }",
    ),
    (
        "Moderation.posting",
        Person,
        "{ moderation { posting(id: \"$posting\") { id } } }",
    ),
    ("Admin.users", Person, "{ admin { users { totalCount } } }"),
    (
        "Admin.user",
        Person,
        "{ admin { user(id: \"$user\") { id } } }",
    ),
    (
        "Admin.settings",
        Person,
        "{ admin { settings { signUpOpen } } }",
    ),
    (
        "Admin.auditEntries",
        Person,
        "{ admin { auditEntries { totalCount } } }",
    ),
    (
        "Viewer.user",
        Scope("USERS READ"),
        "{ viewer { user { id } } }",
    ),
    ("Viewer.sessions", Person, "{ viewer { sessions { id } } }"),
    (
        "Viewer.apiTokens",
        Person,
        "{ viewer { apiTokens { id } } }",
    ),
    (
        "Viewer.identities",
        Person,
        "{ viewer { identities { id } } }",
    ),
    (
        "Viewer.audit",
        Person,
        "{ viewer { audit { totalCount } } }",
    ),
    ("Viewer.exports", Person, "{ viewer { exports { id } } }"),
    (
        "Viewer.secondFactors",
        Person,
        "{ viewer { secondFactors { recoveryCodesLeft } } }",
    ),
    (
        "Viewer.matches",
        Scope("PROFILES READ"),
        "{ viewer { matches { totalCount } } }",
    ),
    (
        "Viewer.skillDemand",
        Scope("APPLICATIONS READ"),
        "{ viewer { skillDemand { postings } } }",
    ),
    (
        "Viewer.profile",
        Scope("PROFILES READ"),
        "{ viewer { profile { headline skills { name } } } }",
    ),
    (
        "Viewer.documents",
        Scope("DOCUMENTS READ"),
        "{ viewer { documents(first: 1) { totalCount nodes { id title } } } }",
    ),
    (
        "Viewer.document",
        Scope("DOCUMENTS READ"),
        "{ viewer { document(id: \"$document\") { id title path } } }",
    ),
    (
        "Viewer.documentUsage",
        Scope("DOCUMENTS READ"),
        "{ viewer { documentUsage { bytes documents } } }",
    ),
    (
        "Viewer.linkedIn",
        Scope("PROFILES READ"),
        "{ viewer { linkedIn { state hasIdentityToken } } }",
    ),
    (
        "Viewer.applications",
        Scope("APPLICATIONS READ"),
        "{ viewer { applications(first: 1) { totalCount nodes { id } } } }",
    ),
    (
        "Viewer.application",
        Scope("APPLICATIONS READ"),
        "{ viewer { application(id: \"$application\") { id events { id } } } }",
    ),
    (
        "Viewer.board",
        Scope("APPLICATIONS READ"),
        "{ viewer { board { stage } } }",
    ),
    (
        "Viewer.connections",
        Scope("CONNECTIONS READ"),
        "{ viewer { connections(first: 1) { totalCount } } }",
    ),
    (
        "Viewer.person",
        Scope("CONNECTIONS READ"),
        "{ viewer { person(id: \"$person\") { id } } }",
    ),
    (
        "Viewer.notifications",
        Scope("NOTIFICATIONS READ"),
        "{ viewer { notifications(first: 1) { totalCount } } }",
    ),
    (
        "Viewer.unreadNotificationCount",
        Scope("NOTIFICATIONS READ"),
        "{ viewer { unreadNotificationCount } }",
    ),
    (
        "Viewer.analytics",
        Public,
        "{ viewer { analytics { __typename } } }",
    ),
    (
        "Analytics.funnel",
        Scope("ANALYTICS READ"),
        "{ viewer { analytics { funnel { __typename } } } }",
    ),
    (
        "Viewer.imports",
        Scope("PROFILES READ"),
        "{ viewer { imports(first: 1) { totalCount } } }",
    ),
    (
        "Viewer.importPlan",
        Scope("PROFILES READ"),
        "{ viewer { importPlan(id: \"$import\") { id } } }",
    ),
    (
        "Subscription.importProgressed",
        Scope("PROFILES READ"),
        "subscription { importProgressed(id: \"$import\") { id } }",
    ),
    (
        "Viewer.changes",
        Scope("DOCUMENTS READ"),
        "{ viewer { changes(kinds: [DOCUMENT]) { cursor } } }",
    ),
    (
        "Subscription.changed",
        Scope("DOCUMENTS READ"),
        "subscription { changed(kinds: [DOCUMENT]) { cursor } }",
    ),
    (
        "Subscription.notificationReceived",
        Scope("NOTIFICATIONS READ"),
        "subscription { notificationReceived { cursor } }",
    ),
];
