//! An import of the user: a plan, its entries and report, and what it wrote.

use serde_json::json;

use super::Canary;
use crate::imports;

impl Canary<'_> {
    pub(super) async fn import(&self) {
        let company = self.word("import");
        let document = json!({ "work": [{ "name": company, "position": "x", "remote": true }], "hobbies": ["x"] });
        let plan = imports::upload(&self.user, "cv.json", document.to_string().as_bytes()).await;
        let query = "mutation($input: ApplyImportInput!) { applyImport(input: $input) { plan { state } userErrors { message } } }";
        let input = json!({ "id": plan["id"], "expectedVersion": plan["version"] });
        self.ask(query, json!({ "input": input })).await;
        self.app.run_tasks().await;
    }
}
