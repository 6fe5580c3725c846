//! The arguments that take an id.

use serde_json::{Value, json};

use super::{
    Asker, Case, Thing,
    Thing::{
        AgentProposal, Answer, ApiToken, Application, Award, Certification, Document, Education,
        Employment, Event, Evidence, Export, Identity, Import, ImportEntry, Language, Letter,
        Notification, Passkey, Person, Project, Public, Publication, RecordedAnswer, Report,
        Resume, Session, SkillClaim, Tailoring, User, Volunteering,
    },
};

/// The types of `node`.
const ANYTHING: &[Thing] = &[
    Application,
    Event,
    Document,
    Resume,
    Letter,
    Tailoring,
    Answer,
    RecordedAnswer,
    AgentProposal,
    Notification,
    Session,
    ApiToken,
    User,
    Report,
    Employment,
    Education,
    SkillClaim,
    Language,
    Project,
    Certification,
    Volunteering,
    Publication,
    Award,
    Evidence,
    Identity,
    Passkey,
    Export,
    Person,
    Import,
    ImportEntry,
];
const ADMINS: &[&str] = &["admin"];
const MODERATORS: &[&str] = &["moderator", "admin"];
pub(super) const NOBODY: &[&str] = &[];

pub(super) const fn case(
    place: &'static str,
    things: &'static [Thing],
    open_to: &'static [&'static str],
    ask: fn(&Asker, &str) -> (&'static str, Value),
) -> Case {
    Case {
        place,
        things,
        open_to,
        ask,
    }
}

/// Postings and companies: Alice owns none.
pub(super) const fn public(place: &'static str) -> Case {
    case(place, &[Public], NOBODY, |_, _| {
        ("{ __typename }", json!({}))
    })
}

pub(super) const CASES: &[Case] = &[
    case("Query.node(id)", ANYTHING, NOBODY, |_, id| {
        (
            "query($id: ID!) { node(id: $id) { __typename id ... on Application { note } ... on Notification { title } ... on Person { name notes } ... on Document { title } ... on Resume { name content { summary { text } } } ... on Letter { postingTitle content { text } } ... on Answer { question } ... on AgentProposal { input } } ... on Tailoring { postingTitle proposals { after } } }",
            json!({ "id": id }),
        )
    }),
    case("DismissSuggestionInput.id", ANYTHING, NOBODY, |_, id| {
        (
            "mutation($id: ID!) { dismissSuggestion(input: { id: $id }) { suggestion { id message } } }",
            json!({ "id": id }),
        )
    }),
    case("RestoreSuggestionInput.id", ANYTHING, NOBODY, |_, id| {
        (
            "mutation($id: ID!) { restoreSuggestion(input: { id: $id }) { suggestion { id message } } }",
            json!({ "id": id }),
        )
    }),
    case("Query.nodes(ids)", ANYTHING, NOBODY, |_, id| {
        (
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            json!({ "ids": [id, id] }),
        )
    }),
    case("Viewer.application(id)", &[Application], NOBODY, |_, id| {
        (
            "query($id: ID!) { viewer { application(id: $id) { id note events { id } } } }",
            json!({ "id": id }),
        )
    }),
    case("Admin.user(id)", &[User], ADMINS, |_, id| {
        (
            "query($id: ID!) { admin { user(id: $id) { email name } } }",
            json!({ "id": id }),
        )
    }),
    case("AuditFilter.subjectId", &[User], ADMINS, |_, id| {
        (
            "query($id: ID!) { admin { auditEntries(filter: { subjectId: $id }) { totalCount nodes { action } } } }",
            json!({ "id": id }),
        )
    }),
    case("AuditFilter.actorId", &[User], ADMINS, |_, id| {
        (
            "query($id: ID!) { admin { auditEntries(filter: { actorId: $id }) { totalCount nodes { action } } } }",
            json!({ "id": id }),
        )
    }),
    case("SuspendUserInput.id", &[User], ADMINS, |_, id| {
        (
            "mutation($id: ID!) { suspendUser(input: { id: $id, reason: \"x\" }) { account { email } userErrors { message } } }",
            json!({ "id": id }),
        )
    }),
    case("ReinstateUserInput.id", &[User], ADMINS, |_, id| {
        (
            "mutation($id: ID!) { reinstateUser(input: { id: $id }) { account { email } userErrors { message } } }",
            json!({ "id": id }),
        )
    }),
    case("ChangeRoleInput.id", &[User], ADMINS, |_, id| {
        (
            "mutation($id: ID!) { changeRole(input: { id: $id, role: ADMIN }) { account { email } userErrors { message } } }",
            json!({ "id": id }),
        )
    }),
    case("RevokeUserSessionsInput.id", &[User], ADMINS, |_, id| {
        (
            "mutation($id: ID!) { revokeUserSessions(input: { id: $id }) { account { email } userErrors { message } } }",
            json!({ "id": id }),
        )
    }),
    case("ResolveReportInput.id", &[Report], MODERATORS, |_, id| {
        (
            "mutation($id: ID!) { resolveReport(input: { id: $id, verdict: DISMISSED }) { report { text } userErrors { message } } }",
            json!({ "id": id }),
        )
    }),
    case("RevokeSessionInput.id", &[Session], NOBODY, |_, id| {
        (
            "mutation($id: ID!) { revokeSession(input: { id: $id }) { revoked userErrors { message } } }",
            json!({ "id": id }),
        )
    }),
    case("RevokeApiTokenInput.id", &[ApiToken], NOBODY, |_, id| {
        (
            "mutation($id: ID!) { revokeApiToken(input: { id: $id }) { revoked userErrors { message } } }",
            json!({ "id": id }),
        )
    }),
    case("UnlinkIdentityInput.id", &[Identity], NOBODY, |_, id| {
        (
            "mutation($id: ID!) { unlinkIdentity(input: { id: $id }) { unlinked userErrors { message } } }",
            json!({ "id": id }),
        )
    }),
    case("RenamePasskeyInput.id", &[Passkey], NOBODY, |_, id| {
        let query = "mutation($id: ID!) { renamePasskey(input: { id: $id, name: \"x\" }) { passkey { name } userErrors { message } } }";
        (query, json!({ "id": id }))
    }),
    case("RemovePasskeyInput.id", &[Passkey], NOBODY, |_, id| {
        (
            "mutation($id: ID!) { removePasskey(input: { id: $id }) { removed userErrors { message } } }",
            json!({ "id": id }),
        )
    }),
    case("MarkReadInput.ids", &[Notification], NOBODY, |_, id| {
        (
            "mutation($id: ID!) { markRead(input: { ids: [$id] }) { marked unreadNotificationCount } }",
            json!({ "id": id }),
        )
    }),
    case("Viewer.document(id)", &[Document], NOBODY, |_, id| {
        (
            "query($id: ID!) { viewer { document(id: $id) { title } } }",
            json!({ "id": id }),
        )
    }),
    case("UpdateDocumentInput.id", &[Document], NOBODY, |_, id| {
        let query = "mutation($input: UpdateDocumentInput!) { updateDocument(input: $input) { document { title } userErrors { message } } }";
        let input = json!({ "id": id, "expectedVersion": 1, "title": "Mine" });
        (query, json!({ "input": input }))
    }),
    case("RemoveDocumentInput.id", &[Document], NOBODY, |_, id| {
        let query = "mutation($input: RemoveDocumentInput!) { removeDocument(input: $input) { removedDocumentId userErrors { message } } }";
        (
            query,
            json!({ "input": { "id": id, "expectedVersion": 1 } }),
        )
    }),
    case(
        "MoveApplicationInput.id",
        &[Application],
        NOBODY,
        |_, id| {
            let query = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { application { note } userErrors { message } } }";
            (
                query,
                json!({ "input": { "id": id, "expectedVersion": 3, "to": "SCREENING" } }),
            )
        },
    ),
    case(
        "CloseApplicationInput.id",
        &[Application],
        NOBODY,
        |_, id| {
            let query = "mutation($input: CloseApplicationInput!) { closeApplication(input: $input) { application { note } userErrors { message } } }";
            (
                query,
                json!({ "input": { "id": id, "expectedVersion": 3, "outcome": "REJECTED" } }),
            )
        },
    ),
    case(
        "ReopenApplicationInput.id",
        &[Application],
        NOBODY,
        |_, id| {
            let query = "mutation($input: ReopenApplicationInput!) { reopenApplication(input: $input) { application { note } userErrors { message } } }";
            (
                query,
                json!({ "input": { "id": id, "expectedVersion": 3, "to": "APPLIED", "reason": "x" } }),
            )
        },
    ),
    case(
        "UpdateApplicationInput.id",
        &[Application],
        NOBODY,
        |_, id| {
            let query = "mutation($input: UpdateApplicationInput!) { updateApplication(input: $input) { application { note } userErrors { message } } }";
            (
                query,
                json!({ "input": { "id": id, "expectedVersion": 3, "priority": 1 } }),
            )
        },
    ),
    case(
        "CorrectApplicationInput.id",
        &[Application],
        NOBODY,
        |asker, id| {
            let query = "mutation($input: CorrectApplicationInput!) { correctApplication(input: $input) { application { note } userErrors { message } } }";
            (
                query,
                json!({ "input": { "id": id, "expectedVersion": 3, "eventId": asker.own.event_id, "reason": "x" } }),
            )
        },
    ),
    case(
        "CorrectApplicationInput.eventId",
        &[Event],
        NOBODY,
        |asker, id| {
            let query = "mutation($input: CorrectApplicationInput!) { correctApplication(input: $input) { application { note } userErrors { message } } }";
            (
                query,
                json!({ "input": { "id": asker.own.id, "expectedVersion": 1, "eventId": id, "reason": "x" } }),
            )
        },
    ),
    case(
        "CorrectApplicationDateInput.id",
        &[Application],
        NOBODY,
        |asker, id| {
            let query = "mutation($input: CorrectApplicationDateInput!) { correctApplicationDate(input: $input) { application { note } userErrors { message } } }";
            let input = json!({ "id": id, "expectedVersion": 3, "eventId": asker.own.event_id, "occurredOn": "2024", "reason": "x" });
            (query, json!({ "input": input }))
        },
    ),
    case(
        "CorrectApplicationDateInput.eventId",
        &[Event],
        NOBODY,
        |asker, id| {
            let query = "mutation($input: CorrectApplicationDateInput!) { correctApplicationDate(input: $input) { application { note } userErrors { message } } }";
            let input = json!({ "id": asker.own.id, "expectedVersion": 1, "eventId": id, "occurredOn": "2024", "reason": "x" });
            (query, json!({ "input": input }))
        },
    ),
    case(
        "DeleteApplicationInput.id",
        &[Application],
        NOBODY,
        |_, id| {
            let query = "mutation($input: DeleteApplicationInput!) { deleteApplication(input: $input) { deletedApplicationId userErrors { message } } }";
            (
                query,
                json!({ "input": { "id": id, "expectedVersion": 3 } }),
            )
        },
    ),
    case(
        "RankApplicationInput.id",
        &[Application],
        NOBODY,
        |_, id| {
            let query = "mutation($input: RankApplicationInput!) { rankApplication(input: $input) { application { note } userErrors { message } } }";
            (query, json!({ "input": { "id": id } }))
        },
    ),
    case(
        "RankApplicationInput.belowId",
        &[Application],
        NOBODY,
        |asker, id| {
            let query = "mutation($input: RankApplicationInput!) { rankApplication(input: $input) { application { note } userErrors { message } } }";
            (
                query,
                json!({ "input": { "id": asker.own.id, "belowId": id } }),
            )
        },
    ),
    case("Viewer.person(id)", &[Person], NOBODY, |_, id| {
        (
            "query($id: ID!) { viewer { person(id: $id) { id name notes } } }",
            json!({ "id": id }),
        )
    }),
    case("UpdatePersonInput.id", &[Person], NOBODY, |_, id| {
        (
            "mutation($id: ID!) { updatePerson(input: { id: $id, expectedVersion: 1, notes: \"x\" }) { person { name } userErrors { message } } }",
            json!({ "id": id }),
        )
    }),
    case("RemovePersonInput.id", &[Person], NOBODY, |_, id| {
        (
            "mutation($id: ID!) { removePerson(input: { id: $id, expectedVersion: 1 }) { removedPersonId userErrors { message } } }",
            json!({ "id": id }),
        )
    }),
    public("CreateApplicationInput.postingId"),
    public("MatchScore.compare(with)"),
    public("PostingFilter.companyId"),
    public("PostingFilter.companies"),
    public("PostingFilterNone.companies"),
    public("PersonFilter.companyId"),
    public("Moderation.posting(id)"),
    public("ReportPostingInput.postingId"),
    public("HidePostingInput.id"),
    public("ShowPostingInput.id"),
    public("UpdateCompanyInput.id"),
];
