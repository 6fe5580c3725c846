//! No id of one user works for another, nor tells that it is one: every argument that takes an id × everybody who is not its owner.
//! What is asked with an id of Alice's is answered as with an id that nobody has, word for word. The arguments are read from the
//! schema: a new one without a row here fails the test.

use std::collections::BTreeSet;

use careergraph::{config::Preset, types::actor::Role};
use serde_json::{Value, json};

use self::{
    Thing::{
        ApiToken, Application, Education, Employment, Event, Export, Identity, Language,
        Notification, Passkey, Report, Session, SkillClaim, User,
    },
    cases::CASES,
};
use crate::{
    kit::{
        Answer, Client, Device, IdentityProvider, ORIGIN, Setup, TestApp, TestApplication, TestUser,
    },
    personal_data::{EXPORT, ask},
    providers::{link, person},
    second_factor::{asked_for_new, begin, code, confirm, register},
};

mod cases;

/// What stands wherever Alice types.
const CANARY: &str = "Quetzalcoatlus";

/// What an argument names.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Thing {
    Application,
    Event,
    Notification,
    Session,
    ApiToken,
    User,
    Report,
    Employment,
    Education,
    SkillClaim,
    Language,
    Identity,
    Passkey,
    Export,
    /// Of the catalogue: the same for everybody.
    Public,
}

/// Those who are not Alice.
const WHO: [&str; 7] = [
    "anonymous",
    "other",
    "moderator",
    "admin",
    "suspended",
    "signed out",
    "API token of another",
];

/// An argument: what it names, who may use it with a thing of Alice's, and how to ask.
struct Case {
    place: &'static str,
    things: &'static [Thing],
    open_to: &'static [&'static str],
    ask: fn(&Asker, &str) -> (&'static str, Value),
}

/// Somebody who asks, and an application of their own where one is needed.
struct Asker {
    client: Client,
    own: TestApplication,
}

/// Alice's things.
struct Alice {
    user: TestUser,
    ids: Vec<(Thing, String)>,
}

#[tokio::test]
async fn every_argument_that_takes_an_id_has_a_row() {
    let app = TestApp::start().await;
    let known: BTreeSet<String> = CASES.iter().map(|case| case.place.to_owned()).collect();
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
    let (app, _provider) = house().await;
    let alice = Alice::of(&app).await;
    let before = alice.everything().await;
    let mut wrong = Vec::new();
    for who in WHO {
        let asker = Asker::of(&app, who).await;
        for case in CASES.iter().filter(|case| !case.open_to.contains(&who)) {
            for (thing, id) in alice
                .ids
                .iter()
                .filter(|(thing, _)| case.things.contains(thing))
            {
                let nobodys = unlike(id);
                let (of_alice, of_nobody) =
                    (asker.ask(case, id).await, asker.ask(case, &nobodys).await);
                let (found, expected) = (gist(&of_alice, id), gist(&of_nobody, &nobodys));
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

/// What admins may see of an account is the account: nothing that she wrote but her name.
#[tokio::test]
async fn an_admin_sees_the_account_and_nothing_that_is_kept_in_it() {
    let (app, _provider) = house().await;
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

/// An app with postings, passkeys and a provider, at which Alice sits.
async fn house() -> (TestApp, IdentityProvider) {
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

impl Alice {
    async fn of(app: &TestApp) -> Self {
        let user = app.sign_up("alice").await;
        let other_session = user.sign_in_again(app).await;
        let application = user.apply(CANARY).await;
        let note = "mutation($input: UpdateApplicationInput!) { updateApplication(input: $input) { application { id } userErrors { message } } }";
        let input =
            json!({ "id": application.id, "expectedVersion": application.version, "note": CANARY });
        user.client
            .gql(note, json!({ "input": input }))
            .await
            .data("updateApplication.application.id");
        let close = "mutation($input: CloseApplicationInput!) { closeApplication(input: $input) { application { id } userErrors { message } } }";
        let input = json!({ "id": application.id, "expectedVersion": application.version + 1, "outcome": "REJECTED" });
        user.client
            .gql(close, json!({ "input": input }))
            .await
            .text_at("closeApplication.application.id");
        app.run_tasks().await;
        let token = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { apiToken { id } userErrors { message } } }";
        let input = json!({ "name": CANARY, "scopes": [{ "area": "USERS", "verb": "READ" }] });
        user.client
            .gql(token, json!({ "input": input }))
            .await
            .text_at("createApiToken.apiToken.id");
        for (version, (section, entry)) in (0..).zip([
            ("Employments", json!({ "company": CANARY, "title": CANARY })),
            ("Educations", json!({ "school": CANARY })),
            ("Skills", json!({ "name": CANARY, "level": "EXPERT" })),
            (
                "Languages",
                json!({ "name": CANARY, "proficiency": "NATIVE" }),
            ),
        ]) {
            let set = format!(
                "mutation($input: Set{section}Input!) {{ set{section}(input: $input) {{ profile {{ id }} }} }}"
            );
            let input = json!({ "expectedVersion": version, section.to_lowercase(): [entry] });
            user.client
                .gql(&set, json!({ "input": input }))
                .await
                .text_at(&format!("set{section}.profile.id"));
        }
        let posting = app
            .anonymous()
            .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
            .await
            .text_at("jobs.nodes.0.id");
        let report = "mutation($id: ID!) { reportPosting(input: { postingId: $id, reason: OTHER, text: \"Quetzalcoatlus\" }) { reported } }";
        user.client
            .gql(report, json!({ "id": posting }))
            .await
            .data("reportPosting.reported");
        let made = Device::new()
            .make(&asked_for_new(&user.client).await, ORIGIN)
            .await
            .unwrap();
        register(&user.client, CANARY, &made)
            .await
            .text_at("registerPasskey.passkey.id");
        link(app, &user.client).await;
        ask(&user.client, EXPORT)
            .await
            .text_at("exportAccount.export.id");
        let mut alice = Self {
            user,
            ids: Vec::new(),
        };
        alice.gather(app, &other_session).await;
        alice
    }

    async fn gather(&mut self, app: &TestApp, other_session: &TestUser) {
        let seen = self.user.client.gql(EVERYTHING, json!({})).await;
        let at = |path: &str| seen.text_at(&format!("viewer.{path}"));
        let moderator = app
            .promote(&app.sign_up("seer").await, Role::Moderator)
            .await;
        let reports = moderator
            .client
            .gql("{ moderation { reports { nodes { id } } } }", json!({}))
            .await;
        let current = other_session
            .client
            .gql("{ viewer { sessions { id current } } }", json!({}))
            .await;
        let sessions = current.data("viewer.sessions").as_array().unwrap().clone();
        let session = sessions
            .iter()
            .find(|session| session["current"] == true)
            .unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        self.ids = vec![
            (User, at("user.id")),
            (Application, at("applications.nodes.0.id")),
            (Event, at("applications.nodes.0.events.0.id")),
            (Notification, at("notifications.nodes.0.id")),
            (ApiToken, at("apiTokens.0.id")),
            (Employment, at("profile.employments.0.id")),
            (Education, at("profile.educations.0.id")),
            (SkillClaim, at("profile.skills.0.id")),
            (Language, at("profile.languages.0.id")),
            (Report, reports.text_at("moderation.reports.nodes.0.id")),
            (Session, session),
            (Identity, at("identities.0.id")),
            (Passkey, at("secondFactors.passkeys.0.id")),
            (Export, at("exports.0.id")),
        ];
    }

    async fn everything(&self) -> Value {
        self.user
            .client
            .gql(EVERYTHING, json!({}))
            .await
            .data("viewer")
            .clone()
    }
}

const EVERYTHING: &str = "{ viewer { user { id email name role } sessions { id } apiTokens { id lastUsedAt } unreadNotificationCount \
     profile { version employments { id company } educations { id school } skills { id name } languages { id name } } \
     applications { nodes { id version note stage events { id seq } } } notifications { nodes { id readAt } } \
     identities { id email } secondFactors { totpSince passkeys { id name lastUsedAt } } exports { id state } \
     audit { nodes { seq action } } } }";

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

/// An id of the same kind that nobody has.
fn unlike(id: &str) -> String {
    format!(
        "{}_0192f00000007000800000000000beef",
        id.split('_').next().unwrap()
    )
}

/// What an answer says, but for the id that was asked for and what differs from answer to answer.
fn gist(answer: &Answer, id: &str) -> String {
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
