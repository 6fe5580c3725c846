//! Plans that runs make: of what is new only, and never applied by themselves.

use serde_json::{Value, json};

use super::{World, disconnect, job};
use crate::kit::{board::Reply, eventually, fault, page};

const PLAN: &str = "{ viewer { linkedIn { lastPlan { id state source fileName version total
    entries(first: 100) { nodes { section action fields { name imported } } } } }
    profile { version employments { company title startedOn endedOn source } skills { name } } } }";

impl World {
    async fn seen_by_user(&self) -> Value {
        let answer = self.ada.client.gql(PLAN, json!({})).await;
        answer.data("viewer").clone()
    }

    /// The plan that was made last.
    async fn plan(&self) -> Value {
        self.seen_by_user().await["linkedIn"]["lastPlan"].clone()
    }

    async fn plans(&self) -> i64 {
        self.app.count_rows("import_jobs").await
    }

    /// Reads everything, an hour later.
    async fn read_again(&self) {
        self.advance(61);
        assert_eq!(
            self.sync().await.data("syncLinkedIn.userErrors"),
            &json!([])
        );
        self.app.run_tasks().await;
    }

    async fn apply(&self) {
        let plan = self.plan().await;
        let query = "mutation($input: ApplyImportInput!) { applyImport(input: $input) { userErrors { message } } }";
        let input = json!({ "id": plan["id"], "expectedVersion": plan["version"] });
        let answer = self.ada.client.gql(query, json!({ "input": input })).await;
        assert_eq!(answer.data("applyImport.userErrors"), &json!([]));
        eventually("the plan is applied", || async {
            self.app.run_tasks().await;
            (self.plan().await["state"] == "APPLIED").then_some(())
        })
        .await;
    }
}

/// Action and company or name of the entries of a section.
fn entries(plan: &Value, section: &str) -> Vec<String> {
    let nodes = plan["entries"]["nodes"].as_array().unwrap().iter();
    let of_section = nodes.filter(|node| node["section"] == section);
    let said = |node: &Value| {
        let fields = node["fields"].as_array().unwrap().clone();
        let named = fields
            .into_iter()
            .find(|field| field["name"] == "company" || field["name"] == "name");
        let name = named.map_or(Value::Null, |field| field["imported"][0].clone());
        format!(
            "{} {}",
            node["action"].as_str().unwrap(),
            name.as_str().unwrap_or_default()
        )
    };
    of_section.map(said).collect()
}

/// A member with two jobs and a skill.
async fn member() -> World {
    let world = World::new().await;
    let jobs = json!([job("Fernhill"), job("Marl")]);
    world
        .linkedin
        .pages("POSITIONS", [page("POSITIONS", &jobs, None)]);
    world.linkedin.rows("SKILLS", &json!([{ "Name": "Knots" }]));
    world
}

#[tokio::test]
async fn run_makes_a_plan_and_applies_nothing() {
    let world = member().await;
    assert_eq!(world.plan().await, Value::Null);
    world.connect_and_run().await;
    let seen = world.seen_by_user().await;
    let plan = &seen["linkedIn"]["lastPlan"];
    assert_eq!(
        (&plan["state"], &plan["source"]),
        (&json!("PLANNED"), &json!("DMA_SNAPSHOT"))
    );
    assert_eq!(entries(plan, "EMPLOYMENTS"), ["ADD Fernhill", "ADD Marl"]);
    assert_eq!(entries(plan, "SKILLS"), ["ADD Knots"]);
    assert_eq!(seen["profile"]["version"], 0);

    world.apply().await;
    let profile = world.seen_by_user().await["profile"].clone();
    let first = &profile["employments"][0];
    assert_eq!(
        (&first["company"], &first["startedOn"], &first["source"]),
        (&json!("Fernhill"), &json!("2019"), &json!("DMA_SNAPSHOT"))
    );
    assert_eq!(profile["skills"][0]["name"], "Knots");
}

#[tokio::test]
async fn what_was_planned_already_makes_no_new_plan() {
    let world = member().await;
    world.connect_and_run().await;
    // The same rows in another order, and one of them twice.
    let jobs = json!([job("Marl"), job("Fernhill"), job("Marl")]);
    world.linkedin.rows("POSITIONS", &jobs);
    world.read_again().await;
    assert_eq!(
        (world.plans().await, world.health().await.1),
        (1, String::new())
    );
    world.apply().await;
    world.read_again().await;
    assert_eq!(world.plans().await, 1);

    world.linkedin.rows(
        "SKILLS",
        &json!([{ "Name": "Knots" }, { "Name": "Splicing" }]),
    );
    world.read_again().await;
    assert_eq!(world.plans().await, 2);
    let plan = world.plan().await;
    assert_eq!(entries(&plan, "SKILLS"), ["KEEP Knots", "ADD Splicing"]);
    assert_eq!(entries(&plan, "EMPLOYMENTS").len(), 2);
}

#[tokio::test]
async fn what_is_gone_or_not_read_deletes_nothing() {
    let world = member().await;
    world.connect_and_run().await;
    world.apply().await;
    world.linkedin.pages("SKILLS", []);
    world.linkedin.rows("POSITIONS", &json!([]));
    world.read_again().await;
    assert_eq!(world.plans().await, 1);
    // Half of the jobs, before the server fails.
    world.linkedin.pages(
        "POSITIONS",
        [
            page("POSITIONS", &json!([job("Marl")]), None),
            fault(400, "No"),
        ],
    );
    world.read_again().await;
    assert_eq!(
        world.domain("POSITIONS").await,
        (1, "INCOMPLETE".to_owned())
    );
    assert_eq!(world.plans().await, 1);
    let profile = world.seen_by_user().await["profile"].clone();
    assert_eq!(profile["employments"].as_array().unwrap().len(), 2);
    assert_eq!(profile["skills"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn part_that_was_read_before_a_fault_is_planned() {
    let world = World::new().await;
    let collector = "https://collector.example/rest/memberSnapshotData?start=1";
    let jobs = json!([job("Fernhill"), job("Marl")]);
    let first = page("POSITIONS", &jobs, Some(collector));
    world.linkedin.pages("POSITIONS", [first]);
    world
        .linkedin
        .always("SKILLS", Reply::status(503).header("retry-after", "0"));
    world.connect_and_run().await;
    let plan = world.plan().await;
    assert_eq!(entries(&plan, "EMPLOYMENTS"), ["ADD Fernhill", "ADD Marl"]);
    assert_eq!(world.health().await.1, "INCOMPLETE");
    world.read_again().await;
    assert_eq!(world.plans().await, 1, "the same part again is nothing new");
}

#[tokio::test]
async fn run_by_the_changelog_plans_what_was_touched() {
    let world = World::of_member().await;
    world.connect_and_run().await;
    world.apply().await;
    world.advance(60 * 27);
    let at = world.clock.now().timestamp_millis();
    world.linkedin.event(1, at - 1_000, "people/skills");
    world
        .linkedin
        .rows("SKILLS", &json!([{ "Name": "Splicing" }]));
    world.linkedin.rows("POSITIONS", &json!([job("Peel")]));
    world.tick().await;
    let plan = world.plan().await;
    assert_eq!(entries(&plan, "SKILLS"), ["ADD Splicing"]);
    assert!(entries(&plan, "EMPLOYMENTS").is_empty());
}

#[tokio::test]
async fn plan_that_was_not_applied_in_time_comes_again() {
    let world = member().await;
    world.connect_and_run().await;
    world.advance(60 * 24 * 2);
    world.read_again().await;
    assert_eq!(world.plans().await, 2);
    assert_eq!(world.plan().await["state"], "PLANNED");

    let cancel = "mutation($input: CancelImportInput!) { cancelImport(input: $input) { userErrors { message } } }";
    let id = world.plan().await["id"].clone();
    let answer = world
        .ada
        .client
        .gql(cancel, json!({ "input": { "id": id } }))
        .await;
    assert_eq!(answer.data("cancelImport.userErrors"), &json!([]));
    world.advance(60 * 27);
    world.tick().await;
    assert_eq!(world.plans().await, 2, "its owner did not want it");
    world.read_again().await;
    assert_eq!(world.plans().await, 3, "and now asks for it");
}

#[tokio::test]
async fn run_whose_plan_is_refused_says_so_and_tries_again() {
    let world = World::with(|config| config.imports.plans_per_user = 1).await;
    world.linkedin.rows("SKILLS", &json!([{ "Name": "Knots" }]));
    world.connect_and_run().await;
    world
        .linkedin
        .rows("SKILLS", &json!([{ "Name": "Splicing" }]));
    world.read_again().await;
    assert_eq!(
        world.health().await,
        ("CONNECTED".to_owned(), "PLAN_REFUSED".to_owned())
    );
    assert_eq!(world.plans().await, 1);
    world.app.execute("DELETE FROM import_jobs").await;
    world.read_again().await;
    assert_eq!(world.health().await.1, "");
    assert_eq!(entries(&world.plan().await, "SKILLS"), ["ADD Splicing"]);
}

#[tokio::test]
async fn disconnecting_keeps_what_was_imported() {
    let world = member().await;
    world.connect_and_run().await;
    world.apply().await;
    disconnect(&world.ada, world.version().await).await;
    let seen = world.seen_by_user().await;
    assert_eq!(seen["linkedIn"]["lastPlan"], Value::Null);
    assert_eq!(seen["profile"]["employments"].as_array().unwrap().len(), 2);
    assert_eq!(world.plans().await, 1);
}
