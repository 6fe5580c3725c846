//! No id of one user works for another, nor reveals that it exists: every argument that takes an id × every user but its owner. The
//! response to an id of Alice's equals that to an id that does not exist. The arguments are read from the schema: a new one without a
//! row here fails the test.

mod alice;
mod answers;
mod cases;
mod imports;
mod letters;
mod profiles;
mod proposals;
mod resumes;
mod tailoring;

use std::collections::BTreeSet;

use careergraph::{
    config::Preset,
    types::{actor::Role, change_id::ChangeId},
};
use serde_json::{Value, json};

use self::{
    answers::ANSWERS,
    cases::CASES,
    imports::IMPORTS,
    letters::LETTERS,
    profiles::{FACTS, ITEMS},
    proposals::PROPOSALS,
    resumes::RESUMES,
    tailoring::TAILORING,
};
use crate::{
    kit::{Answer, Client, IdentityProvider, Setup, TestApp, TestApplication, TestUser},
    providers::person,
    second_factor::{begin, code, confirm},
};

/// A marker in every text of Alice's.
const CANARY: &str = "Quetzalcoatlus";

/// The type of object that an argument names.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Thing {
    Application,
    Event,
    Document,
    Resume,
    Letter,
    Tailoring,
    Proposal,
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
    Change,
    /// Postings and companies: the same for all viewers.
    Public,
}

/// The other users.
const WHO: [&str; 7] = [
    "anonymous",
    "other",
    "moderator",
    "admin",
    "suspended",
    "signed out",
    "API token of another",
];

/// An argument: what it names, who may use it with an object of Alice's, and the operation.
struct Case {
    place: &'static str,
    things: &'static [Thing],
    open_to: &'static [&'static str],
    ask: fn(&Asker, &str) -> (&'static str, Value),
}

/// A viewer, and an application of their own if one is needed.
struct Asker {
    client: Client,
    own: TestApplication,
}

/// Alice's objects.
struct Alice {
    user: TestUser,
    ids: Vec<(Thing, String)>,
}

/// Every case.
fn cases() -> impl Iterator<Item = &'static Case> {
    [
        CASES, IMPORTS, ITEMS, FACTS, RESUMES, LETTERS, TAILORING, ANSWERS, PROPOSALS,
    ]
    .into_iter()
    .flatten()
}

#[tokio::test]
async fn every_argument_that_takes_an_id_has_a_row() {
    let app = TestApp::start().await;
    let known: BTreeSet<String> = cases().map(|case| case.place.to_owned()).collect();
    let there = places(&app).await;
    let (new, gone): (Vec<_>, Vec<_>) = (
        there.difference(&known).collect(),
        known.difference(&there).collect(),
    );
    assert!(
        new.is_empty() && gone.is_empty(),
        "not in tests/it/policy/isolation/cases.rs: {new:?}; not in the schema: {gone:?}"
    );
}

#[tokio::test]
async fn an_id_of_another_is_answered_like_one_that_nobody_has() {
    let (app, _provider) = setup().await;
    let alice = Alice::of(&app).await;
    let before = alice.everything().await;
    let mut wrong = Vec::new();
    for who in WHO {
        let asker = Asker::of(&app, who).await;
        for case in cases().filter(|case| !case.open_to.contains(&who)) {
            for (thing, id) in alice
                .ids
                .iter()
                .filter(|(thing, _)| case.things.contains(thing))
            {
                let nobodys = unlike(id);
                let (of_alice, of_nobody) =
                    (asker.ask(case, id).await, asker.ask(case, &nobodys).await);
                let (found, expected) =
                    (comparable(&of_alice, id), comparable(&of_nobody, &nobodys));
                if found != expected
                    || of_alice.text.contains(CANARY)
                    || of_alice.text.contains(&alice.user.email)
                {
                    wrong.push(format!(
                        "{} with Alice's {thing:?} as {who}:\n  {found}\n  {expected}",
                        case.place
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(
        alice.everything().await,
        before,
        "and nothing of hers has changed"
    );
}

/// Admins see the account, and nothing that she wrote but her name.
#[tokio::test]
async fn an_admin_sees_the_account_and_nothing_that_is_kept_in_it() {
    let (app, _provider) = setup().await;
    let alice = Alice::of(&app).await;
    let secret = begin(&alice.user.client).await.text_at("beginTotp.secret");
    confirm(&alice.user.client, &code(&secret, &app.platform.clock))
        .await
        .data("confirmTotp.recoveryCodes.0");
    let admin = app.admin("root").await;
    let query = "query($id: ID!) { admin { user(id: $id) { id email name role status suspension { reason } createdAt emailVerifiedAt \
                 hasPassword hasTotp passkeyCount providers sessions { id userAgent ipAddress method byCookie createdAt lastUsedAt endsAt current } } } }";
    let seen = admin
        .client
        .gql(query, json!({ "id": alice.user.user_id.to_string() }))
        .await;
    assert_eq!(seen.text_at("admin.user.email"), alice.user.email);
    assert!(
        seen.data("admin.user.sessions")
            .as_array()
            .is_some_and(|sessions| !sessions.is_empty()),
        "{}",
        seen.text
    );
    assert!(
        !seen.text.contains(CANARY) && !seen.text.contains(&secret),
        "{}",
        seen.text
    );
    let ways = ["hasPassword", "hasTotp", "passkeyCount", "providers"]
        .map(|field| &seen.json["data"]["admin"]["user"][field]);
    assert_eq!(
        ways,
        [&json!(true), &json!(true), &json!(1), &json!(["fake"])],
        "which ways in there are, and no more"
    );
    let fields = admin
        .client
        .gql(
            "{ __type(name: \"Account\") { fields { name } } }",
            json!({}),
        )
        .await;
    let fields: Vec<&str> = fields
        .data("__type.fields")
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["name"].as_str().unwrap())
        .collect();
    let known = [
        "id",
        "email",
        "name",
        "role",
        "status",
        "suspension",
        "createdAt",
        "emailVerifiedAt",
        "hasPassword",
        "hasTotp",
        "passkeyCount",
        "providers",
        "sessions",
    ];
    assert_eq!(
        fields, known,
        "may an admin see what is new? Then name it here"
    );
}

/// An app with postings, passkeys and a provider, to which Alice is signed in.
async fn setup() -> (TestApp, IdentityProvider) {
    let provider = IdentityProvider::start(Preset::Generic).await;
    provider.person(person(CANARY, "quetzalcoatlus@example.net", true));
    let app = Setup::new()
        .workers(0)
        .passkeys()
        .config(|config| provider.known_to(config))
        .start()
        .await;
    app.import_postings().await;
    (app, provider)
}

const EVERYTHING: &str = "{ viewer { user { id email name role } sessions { id } apiTokens { id lastUsedAt } unreadNotificationCount \
     profile { version employments { id company evidence { id text } } educations { id school } skills { id name } languages { id name } \
     projects { id name } certifications { id name } volunteerings { id organization } publications { id title } awards { id title } } \
     documents { nodes { id title kind version } } resumes { nodes { id name version newestRevision archivedAt tailoring { id version proposals { id state } } } } \
     letters { nodes { id version state newestRevision archivedAt } } \
     answers { nodes { id version question } } proposals { nodes { id state reason } } \
     applications { nodes { id version note stage events { id seq } answers { id question } } } notifications { nodes { id readAt } } \
     identities { id email } secondFactors { totpSince passkeys { id name lastUsedAt } } exports { id state } imports { nodes { id state version done } } \
     connections { nodes { id version name notes } } audit { nodes { seq action } } } }";

impl Asker {
    async fn of(app: &TestApp, who: &str) -> Self {
        let none = TestApplication {
            id: unlike("appl_"),
            version: 1,
            event_id: unlike("evnt_"),
        };
        if who == "anonymous" {
            return Self {
                client: app.anonymous(),
                own: none,
            };
        }
        let user = app.sign_up(&who.replace(' ', "-").to_lowercase()).await;
        let own = user.apply("Own").await;
        let client = match who {
            "moderator" => app.promote(&user, Role::Moderator).await.client,
            "admin" => app.promote(&user, Role::Admin).await.client,
            "suspended" => {
                let suspend = "mutation($id: ID!) { suspendUser(input: { id: $id, reason: \"x\" }) { account { id } } }";
                let admin = app.admin("warden").await;
                admin
                    .client
                    .gql(suspend, json!({ "id": user.user_id.to_string() }))
                    .await
                    .text_at("suspendUser.account.id");
                user.client
            }
            "signed out" => {
                user.client
                    .gql("mutation { signOut(input: {}) { signedOut } }", json!({}))
                    .await
                    .data("signOut");
                user.client
            }
            "API token of another" => {
                let areas = [
                    "USERS",
                    "PROFILES",
                    "JOBS",
                    "APPLICATIONS",
                    "DOCUMENTS",
                    "NOTIFICATIONS",
                    "ANALYTICS",
                    "CONNECTIONS",
                    "WRITING",
                ];
                let scopes = areas.iter().flat_map(|area| {
                    ["READ", "WRITE"].map(|verb| json!({ "area": area, "verb": verb }))
                });
                let make = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
                let input = json!({ "name": "all", "scopes": scopes.collect::<Vec<_>>() });
                let token = user
                    .client
                    .gql(make, json!({ "input": input }))
                    .await
                    .text_at("createApiToken.secret");
                app.anonymous().with_token(&token)
            }
            _ => user.client,
        };
        Self { client, own }
    }

    async fn ask(&self, case: &Case, id: &str) -> Answer {
        let (query, variables) = (case.ask)(self, id);
        self.client.gql(query, variables).await
    }
}

/// An id of the same type that does not exist.
fn unlike(id: &str) -> String {
    if let Some(change) = ChangeId::parse(id) {
        let object = uuid::Uuid::from_u128(0x0192_f000_0000_7000_8000_0000_0000_beef);
        return ChangeId { object, ..change }.to_string();
    }
    format!(
        "{}_0192f00000007000800000000000beef",
        id.split('_').next().unwrap()
    )
}

/// A response without the requested id and without parts that differ each time.
fn comparable(answer: &Answer, id: &str) -> String {
    let mut json = answer.json.clone();
    json.as_object_mut().map(|json| json.remove("extensions"));
    for error in json["errors"].as_array_mut().into_iter().flatten() {
        error["extensions"]
            .as_object_mut()
            .map(|extensions| extensions.remove("requestId"));
    }
    format!("{} {}", answer.status, json.to_string().replace(id, "ID"))
}

/// Every argument and input field that takes an id, as `Type.field(argument)` and `Input.field`.
async fn places(app: &TestApp) -> BTreeSet<String> {
    let query = "{ __schema { types { name fields { name args { name type { ...T } } } inputFields { name type { ...T } } } } } \
                 fragment T on __Type { name ofType { name ofType { name ofType { name } } } }";
    let answer = app.anonymous().gql(query, json!({})).await;
    let mut found = BTreeSet::new();
    for object in answer.data("__schema.types").as_array().unwrap() {
        let name = object["name"].as_str().unwrap();
        for field in object["fields"].as_array().into_iter().flatten() {
            for argument in field["args"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|argument| takes_id(&argument["type"]))
            {
                found.insert(format!(
                    "{name}.{}({})",
                    field["name"].as_str().unwrap(),
                    argument["name"].as_str().unwrap()
                ));
            }
        }
        for field in object["inputFields"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|field| takes_id(&field["type"]))
        {
            found.insert(format!("{name}.{}", field["name"].as_str().unwrap()));
        }
    }
    found
}

fn takes_id(of: &Value) -> bool {
    of["name"] == "ID" || (of["ofType"].is_object() && takes_id(&of["ofType"]))
}
