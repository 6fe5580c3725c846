//! Permissions: every root field of the schema × anonymous, stranger, owner, moderator, admin. A field without a row fails the test,
//! and so does a row without a field.

use std::collections::BTreeSet;

use careergraph::{features::writing::letters::State, types::actor::Role};
use serde_json::{Value, json};

use self::{
    follow::{follow, follow_one, imported},
    table::{of_accounts, of_profiles, of_the_job_search, policy},
};
use crate::{
    kit::{Answer, Setup, TestApp, TestApplication, TestUser, eventually},
    writing::{letters::planted, resumes::tailored, tailoring},
};

mod follow;
mod isolation;
mod profiles;
mod proposed;
mod scopes;
mod table;
pub(crate) mod told;

/// The viewers, in the order of the columns.
const ROLES: [&str; 5] = ["anonymous", "stranger", "owner", "moderator", "admin"];

/// One field: its operation, and the expected response for each viewer.
struct Row {
    field: &'static str,
    ask: fn(&Things) -> (&'static str, Value),
    expect: [Expect; 5],
    /// True if the operation changes none of the [`Things`].
    is_apart: bool,
}

/// The expected response.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Expect {
    /// Data, without errors and without refusals.
    Data,
    /// Null, as for an object that does not exist.
    Null,
    /// An error with this code.
    Error(&'static str),
    /// Exactly this, in JSON.
    Is(&'static str),
}

/// The owner's objects; created again after each operation that may have changed them.
struct Things {
    owner: TestUser,
    application: TestApplication,
    other_application: TestApplication,
    closed_application: TestApplication,
    notification_id: String,
    /// A person whom the owner knows.
    person_id: String,
    /// A document, at its first version.
    document_id: String,
    /// A résumé, at its first version.
    resume_id: String,
    /// A TAILORED résumé, at its first version.
    tailored_id: String,
    /// A tailoring of it with an open proposal, at its first version.
    tailoring: Value,
    /// A letter with a text, at its first version.
    letter: Value,
    /// A letter that is being written.
    begun_letter_id: String,
    /// An answer at its first version, and what was given of it to an application.
    answer_id: String,
    recorded_answer_id: String,
    posting_id: String,
    company_id: String,
    company_version: i64,
    /// A user as the subject of admin operations.
    other_id: String,
    report_id: String,
    import_id: String,
    /// A proposal of an API token, about another application.
    proposal_id: String,
    /// The change that closed the closed application.
    change_id: String,
    /// A number that differs for each operation.
    number: usize,
}

#[tokio::test]
async fn the_table_has_every_root_field_and_no_other() {
    let app = TestApp::start().await;
    let query = "{ __schema { queryType { name fields { name } } mutationType { name fields { name } } subscriptionType { name fields { name } } } }";
    let answer = app.anonymous().gql(query, json!({})).await;
    let roots = ["queryType", "mutationType", "subscriptionType"]
        .map(|root| answer.data(&format!("__schema.{root}")));
    let names = |root: &Value| {
        let of = root["name"].as_str().unwrap().to_owned();
        let fields = root["fields"].as_array().unwrap().clone();
        fields
            .into_iter()
            .map(move |field| format!("{of}.{}", field["name"].as_str().unwrap()))
    };
    let there: BTreeSet<String> = roots.into_iter().flat_map(names).collect();
    let policy: Vec<&Row> = policy().collect();
    let known: BTreeSet<String> = policy.iter().map(|row| row.field.to_owned()).collect();
    assert_eq!(known.len(), policy.len(), "a field has two rows");
    let (new, gone): (Vec<_>, Vec<_>) = (
        there.difference(&known).collect(),
        known.difference(&there).collect(),
    );
    assert!(
        new.is_empty() && gone.is_empty(),
        "not in tests/it/policy/table: {new:?}; not in the schema any more: {gone:?}"
    );
}

#[tokio::test]
async fn everybody_gets_what_the_table_says_of_accounts() {
    hold(of_accounts()).await;
}

#[tokio::test]
async fn everybody_gets_what_the_table_says_of_profiles() {
    hold(of_profiles()).await;
}

#[tokio::test]
async fn everybody_gets_what_the_table_says_of_the_job_search() {
    hold(of_the_job_search()).await;
}

/// An app without workers, with room for the objects of all operations.
async fn roomy() -> TestApp {
    Setup::new()
        .workers(0)
        .config(|config| {
            config.documents.per_user = 10_000;
            config.writing.resumes_per_user = 10_000;
            config.writing.letters_per_user = 10_000;
            config.writing.tailorings_per_user = 10_000;
            config.writing.answers_per_user = 10_000;
            config.imports.plans_per_user = 1_000;
            config.proposals.pending_per_token = 10_000;
        })
        .start()
        .await
}

/// Asks for each of these fields as each viewer.
async fn hold(rows: impl Iterator<Item = &'static Row>) {
    let app = roomy().await;
    app.import_postings().await;
    let (stranger, mut owner, admin) = (
        app.sign_up("stranger").await,
        app.sign_up("owner").await,
        app.admin("admin").await,
    );
    let moderator = app
        .promote(&app.sign_up("moderator").await, Role::Moderator)
        .await;
    let common = Common::of(&app, &admin).await;
    let (mut wrong, mut unchanged) = (Vec::new(), None);
    for (number, (row, column)) in rows
        .flat_map(|row| (0..ROLES.len()).map(move |column| (row, column)))
        .enumerate()
    {
        if row.field == "Mutation.refreshSession" {
            owner = owner.sign_in_again(&app).await;
        }
        let things = match unchanged.take() {
            Some(things) => Things {
                owner: owner.clone(),
                number,
                ..things
            },
            None => Things::of(&app, &owner, &common, number).await,
        };
        let who = [
            None,
            Some(&stranger),
            Some(&owner),
            Some(&moderator),
            Some(&admin),
        ][column];
        let (expected, root) = (row.expect[column], row.field.split('.').nth(1).unwrap());
        let is_of_one = [
            "Subscription.importProgressed",
            "Subscription.documentEvents",
        ];
        let found = if is_of_one.contains(&row.field) {
            follow_one(&app, who, row, &things, (root, expected)).await
        } else if row.field.starts_with("Subscription.") {
            follow(&app, who, row, &things).await
        } else {
            // Signing out uses a separate session, and deletion a separate account.
            let leaving = match (who, row.field) {
                (Some(user), "Mutation.signOut") => Some(user.sign_in_again(&app).await),
                (Some(_), "Mutation.deleteAccount") => {
                    Some(app.sign_up(&format!("leaver{number}")).await)
                }
                _ => None,
            };
            let client = leaving
                .as_ref()
                .or(who)
                .map_or_else(|| app.anonymous(), |user| user.client.clone());
            let (query, variables) = (row.ask)(&things);
            meets(&client.gql(query, variables).await, root, expected)
        };
        if let Err(found) = found.map_err(|found| {
            format!(
                "{} as {}: not {expected:?} but {found}",
                row.field, ROLES[column]
            )
        }) {
            wrong.push(found);
        } else if row.is_apart
            || row.field.starts_with("Query.")
            || matches!(expected, Expect::Error(_))
        {
            unchanged = Some(things);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the response if it is not the expected one.
fn meets(answer: &Answer, root: &str, expected: Expect) -> Result<(), String> {
    let (data, first) = (&answer.json["data"][root], &answer.json["errors"][0]);
    let no_errors = answer.json.get("errors").is_none();
    let met = match expected {
        Expect::Data => {
            no_errors && !data.is_null() && data["userErrors"].as_array().is_none_or(Vec::is_empty)
        }
        Expect::Null => no_errors && data.is_null(),
        Expect::Error(code) => first["extensions"]["code"] == code && data.is_null(),
        Expect::Is(text) => no_errors && *data == serde_json::from_str::<Value>(text).unwrap(),
    };
    if met {
        Ok(())
    } else {
        Err(answer.text.clone())
    }
}

/// State that all operations share.
struct Common {
    posting_id: String,
    /// A posting that no operation hides.
    open_posting_id: String,
    company_id: String,
    other: TestUser,
    reporter: TestUser,
    admin: TestUser,
}

impl Common {
    async fn of(app: &TestApp, admin: &TestUser) -> Self {
        let found = app
            .anonymous()
            .gql(
                "{ jobs(first: 3) { nodes { id company { id } } } }",
                json!({}),
            )
            .await;
        let record = crate::jobs::record("Cook", "You cook.");
        crate::jobs::store(app, "Common", &[record]).await;
        let all = "{ jobs(first: 9) { nodes { id title } } }";
        let all = app.anonymous().gql(all, json!({})).await;
        let all = all.data("jobs.nodes").as_array().expect("postings").clone();
        let open = all.iter().find(|posting| posting["title"] == "Cook");
        let open_posting_id = open.expect("the posting")["id"].as_str();
        Self {
            posting_id: found.text_at("jobs.nodes.0.id"),
            open_posting_id: open_posting_id.expect("an id").to_owned(),
            company_id: found.text_at("jobs.nodes.0.company.id"),
            other: app.sign_up("other").await,
            reporter: app.sign_up("reporter").await,
            admin: admin.clone(),
        }
    }

    /// The current version of the company, which earlier operations may have changed.
    async fn company_version(&self, app: &TestApp) -> i64 {
        let query = "query($id: ID!) { node(id: $id) { ... on Company { version } } }";
        let found = app
            .anonymous()
            .gql(query, json!({ "id": self.company_id }))
            .await;
        found.data("node.version").as_i64().expect("a version")
    }

    /// An open report: a new one if there is none, while the posting is not hidden.
    async fn open_report(&self) -> String {
        let report = "mutation($id: ID!) { reportPosting(input: { postingId: $id, reason: SPAM }) { reported } }";
        self.reporter
            .client
            .gql(report, json!({ "id": self.posting_id }))
            .await;
        let open = self
            .admin
            .client
            .gql(
                "{ moderation { reports(state: OPEN) { nodes { id } } } }",
                json!({}),
            )
            .await;
        open.data("moderation.reports.nodes.0.id")
            .as_str()
            .expect("a report")
            .to_owned()
    }
}

impl Things {
    async fn of(app: &TestApp, owner: &TestUser, common: &Common, number: usize) -> Self {
        let mut closed_application = owner.apply("Closed").await;
        let query = "mutation($input: CloseApplicationInput!) { closeApplication(input: $input) { application { version events { id } } userErrors { message } } }";
        let input = json!({ "input": { "id": closed_application.id, "expectedVersion": closed_application.version, "outcome": "REJECTED" } });
        let closed = owner.client.gql(query, input).await;
        closed_application.version = closed
            .data("closeApplication.application.version")
            .as_i64()
            .unwrap();
        closed_application.event_id = closed.text_at("closeApplication.application.events.1.id");
        let document = owner.document("a.txt", b"a document").await;
        let resume = crate::writing::resumes::master(owner, "R").await;
        // Tasks of the previous operation may notify later than this one.
        let notification_id = eventually("the owner is notified", || async {
            app.run_tasks().await;
            let inbox = owner
                .client
                .gql(
                    "{ viewer { notifications(first: 20) { nodes { id application { id } } } } }",
                    json!({}),
                )
                .await;
            let nodes = inbox
                .data("viewer.notifications.nodes")
                .as_array()
                .unwrap()
                .clone();
            let of_this = nodes
                .iter()
                .find(|node| node["application"]["id"] == closed_application.id.as_str())?;
            Some(of_this["id"].as_str().unwrap().to_owned())
        })
        .await;
        let posting = Some(common.posting_id.as_str());
        let tailored = tailored(owner, &resume, &common.open_posting_id).await;
        let tailoring = tailoring::planted(app, owner, &tailored, (posting, "Tailoring")).await;
        let letter = planted(app, owner, posting, (State::Completed, "Letter")).await;
        let begun_letter = planted(app, owner, posting, (State::Writing, "Letter")).await;
        let value = json!({ "text": "A month" });
        let answer = crate::writing::answers::saved(&owner.client, "Notice?", value).await;
        let closed_id = &closed_application.id;
        let recorded = crate::writing::answers::recorded(owner, closed_id, &answer).await;
        let add = "mutation { addPerson(input: { firstName: \"Ann\" }) { person { id } } }";
        let person = owner.client.gql(add, json!({})).await;
        let about = owner.apply("Third").await;
        let closed = json!(closed_application.id);
        let change = crate::undo::last_of(owner, &closed).await;
        Self {
            proposal_id: crate::proposals::planted(app, owner, &about.id, "Proposed").await,
            change_id: change["id"].as_str().expect("an id").to_owned(),
            person_id: person.text_at("addPerson.person.id"),
            application: owner.apply("First").await,
            other_application: owner.apply("Second").await,
            closed_application,
            notification_id,
            document_id: document["id"].as_str().unwrap().to_owned(),
            resume_id: resume["id"].as_str().unwrap().to_owned(),
            tailored_id: tailored["id"].as_str().unwrap().to_owned(),
            tailoring,
            letter,
            begun_letter_id: begun_letter["id"].as_str().unwrap().to_owned(),
            answer_id: answer["id"].as_str().unwrap().to_owned(),
            recorded_answer_id: recorded["id"].as_str().unwrap().to_owned(),
            posting_id: common.posting_id.clone(),
            company_id: common.company_id.clone(),
            company_version: common.company_version(app).await,
            other_id: common.other.user_id.to_string(),
            report_id: common.open_report().await,
            import_id: imported(owner).await,
            owner: owner.clone(),
            number,
        }
    }
}
