//! What files cost: the plan of an import, its application, and the upload of a document cost no more with more rows.

use serde_json::{Value, json};

use super::Bench;
use crate::{
    imports,
    kit::{Setup, TestApp, TestUser},
};

/// A JSON Resume with this number of jobs, skills and languages.
fn resume(rows: usize, about: &str) -> Vec<u8> {
    let each = |item: &dyn Fn(usize) -> Value| (0..rows).map(item).collect::<Vec<Value>>();
    let document = json!({
        "basics": { "label": about, "profiles": [{ "network": "Page", "url": "https://example.org/" }] },
        "work": each(&|n| json!({ "name": format!("Company {n}"), "position": about, "highlights": [format!("Led {n}."), "Built it."] })),
        "skills": each(&|n| json!({ "name": format!("Imported {n}") })),
        "languages": each(&|n| json!({ "language": format!("Language {n}") })),
    });
    document.to_string().into_bytes()
}

impl Bench {
    /// This number of imports; the last one has as many entries of each section, and findings.
    pub(super) async fn import(&mut self, rows: usize) {
        for number in 0..rows {
            let document = resume(rows, &format!("Planner {number}"));
            let plan = imports::upload(&self.user, "cv.json", &document).await;
            self.plan = plan["id"].clone();
        }
    }
}

/// The statements of a piece of work.
async fn cost<T>(app: &TestApp, work: impl Future<Output = T>) -> (u64, T) {
    let before = app.platform.db.statement_counter().count();
    let done = work.await;
    (app.platform.db.statement_counter().count() - before, done)
}

async fn apply(app: &TestApp, user: &TestUser, plan: &Value) {
    let query = "mutation($input: ApplyImportInput!) { applyImport(input: $input) { plan { state } userErrors { message } } }";
    let input = json!({ "id": plan["id"], "expectedVersion": plan["version"] });
    let answer = user.client.gql(query, json!({ "input": input })).await;
    assert_eq!(answer.data("applyImport.userErrors"), &json!([]));
    app.run_tasks().await;
}

/// Each with its maximum number of statements.
const MOST: [(&str, u64); 7] = [
    ("the plan of an import", 50),
    ("an import that adds", 120),
    ("the plan of a newer file", 50),
    ("an import that changes", 115),
    ("the plan of what is there", 50),
    ("an import that keeps", 115),
    ("the upload of a document", 20),
];

#[tokio::test]
async fn files_cost_no_more_with_more_rows() {
    let mut costs = Vec::new();
    for rows in [2, 40] {
        let app = Setup::new().workers(0).start().await;
        let user = app.sign_up("ada").await;
        app.run_tasks().await;
        let mut of_each = Vec::new();
        for about in ["Planner", "Lead", "Lead"] {
            let document = resume(rows, about);
            let (planning, plan) = cost(&app, imports::upload(&user, "cv.json", &document)).await;
            let (applying, ()) = cost(&app, apply(&app, &user, &plan)).await;
            of_each.extend([planning, applying]);
        }
        for number in 0..rows {
            let text = format!("Document {number}.");
            user.document("a.txt", text.as_bytes()).await;
        }
        let (upload, _) = cost(&app, user.document("a.txt", b"The last one.")).await;
        of_each.push(upload);
        for ((what, most), cost) in MOST.into_iter().zip(&of_each) {
            println!("{what:<60} {cost:>10}");
            assert!(*cost <= most, "{what} costs {cost} statements");
        }
        costs.push(of_each);
    }
    assert_eq!(costs[0], costs[1]);
}
