//! The operations of imports and of the synchronisation with LinkedIn.

use serde_json::json;

use super::Bench;
use crate::imports;

impl Bench {
    pub(super) async fn imports(&mut self) {
        let fields = "totalCount pageInfo { endCursor } nodes { id state files { name } counts { add } entries(first: 2) { totalCount nodes { id } } }";
        let page = self
            .gql(
                &format!("{{ viewer {{ imports(first: 10) {{ {fields} }} }} }}"),
                json!({}),
            )
            .await;
        let found = &page["viewer"]["imports"];
        let (after, id) = (&found["pageInfo"]["endCursor"], &found["nodes"][0]["id"]);
        let next = "query($after: String) { viewer { imports(after: $after) { nodes { id } } } }";
        self.gql(next, json!({ "after": after })).await;
        let entries = "query($id: ID!) { viewer { importPlan(id: $id) { resultsCsv
            entries { totalCount nodes { id } }
            skills: entries(filter: { sections: [SKILLS], actions: [ADD], results: [ADDED] }) { totalCount nodes { id } } } profile { jsonResume } }
            node(id: $id) { id } }";
        self.gql(entries, json!({ "id": id })).await;
        let archive = r#"{ "basics": { "label": "Planner" }, "work": [{ "name": "Fernhill", "position": "Hand", "highlights": ["Led."] }],
            "skills": [{ "name": "Knots" }] }"#;
        for (title, apply) in [
            ("an import that adds", true),
            ("an import that keeps", true),
            ("an import that is cancelled", false),
        ] {
            self.app.platform.db.statement_counter().listen();
            let plan = imports::upload(&self.user, "cv.json", archive.as_bytes()).await;
            self.look(&format!("the plan of {title}")).await;
            let input = json!({ "id": plan["id"], "expectedVersion": plan["version"] });
            if apply {
                let query = "mutation($input: ApplyImportInput!) { applyImport(input: $input) { userErrors { message } } }";
                let choice = json!({ "section": null, "choice": "USE_IMPORT" });
                let mut input = input;
                input["sections"] = json!([choice]);
                self.gql(query, json!({ "input": input })).await;
                self.app.platform.db.statement_counter().listen();
                self.app.run_tasks().await;
                self.look(title).await;
            } else {
                let query = "mutation($input: CancelImportInput!) { cancelImport(input: $input) { userErrors { message } } }";
                let input = json!({ "id": plan["id"] });
                self.gql(query, json!({ "input": input })).await;
            }
        }
        self.app.platform.db.statement_counter().listen();
        self.app.imports.sweep().await.unwrap();
        self.look("the sweep of imports").await;
        let linkedin = "{ viewer { linkedIn { state hasIdentityToken domains { name rows } lastPlan { id } } } }";
        self.gql(linkedin, json!({})).await;
        self.app.platform.db.statement_counter().listen();
        self.app.linkedin.schedule().await.unwrap();
        self.look("the schedule of LinkedIn").await;
    }
}
