//! The operations of résumés and letters.

use serde_json::json;

use super::Bench;
use crate::writing::{
    letters::{begun, edit_of, read},
    resumes::{master, tailored},
};

impl Bench {
    pub(super) async fn writing(&mut self) {
        let fields = "totalCount pageInfo { endCursor } nodes { id name content { name } revisions(first: 2) { nodes { reason changes { place } } } }";
        for filter in ["", ", kind: MASTER", ", archived: true"] {
            let page = self
                .gql(
                    &format!("{{ viewer {{ resumes(first: 10{filter}) {{ {fields} }} }} }}"),
                    json!({}),
                )
                .await;
            let cursor = page["viewer"]["resumes"]["pageInfo"]["endCursor"]
                .as_str()
                .unwrap()
                .to_owned();
            self.gql(
                &format!("{{ viewer {{ resumes(after: \"{cursor}\"{filter}) {{ {fields} }} }} }}"),
                json!({}),
            )
            .await;
        }
        let posting = self
            .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
            .await;
        let posting = posting["jobs"]["nodes"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        self.app.platform.db.statement_counter().listen();
        let resume = master(&self.user, "M").await;
        let copy = tailored(&self.user, &resume, &posting).await;
        self.look("creating a resume and a copy").await;
        let by_id = "query($id: ID!) { viewer { resume(id: $id) { id parent { id } content { name sections { items { statements {
                     citations { text } } } } } } } node(id: $id) { id } }";
        self.gql(by_id, json!({ "id": copy["id"] })).await;
        for (mutation, rest) in [
            ("editResume", ", content: { language: EN, name: \"N\" }"),
            ("restoreResume", ", revision: 1"),
            ("updateResume", ", language: DE"),
            ("archiveResume", ""),
            ("unarchiveResume", ""),
            ("removeResume", ""),
        ] {
            let read = self
                .gql(
                    by_id.replace(" id parent", " version parent").as_str(),
                    json!({ "id": resume["id"] }),
                )
                .await;
            let query = format!(
                "mutation {{ {mutation}(input: {{ id: {}, expectedVersion: {}{rest} }}) {{ userErrors {{ message }} }} }}",
                resume["id"], read["viewer"]["resume"]["version"]
            );
            self.gql(&query, json!({})).await;
        }
    }

    pub(super) async fn letters(&mut self) {
        let fields = "totalCount pageInfo { endCursor } nodes { id postingTitle missing { text } content { text } revisions(first: 2) { nodes { reason } } }";
        for filter in ["", ", archived: true"] {
            let page = self
                .gql(
                    &format!("{{ viewer {{ letters(first: 10{filter}) {{ {fields} }} }} }}"),
                    json!({}),
                )
                .await;
            let cursor = page["viewer"]["letters"]["pageInfo"]["endCursor"]
                .as_str()
                .unwrap()
                .to_owned();
            self.gql(
                &format!("{{ viewer {{ letters(after: \"{cursor}\"{filter}) {{ {fields} }} }} }}"),
                json!({}),
            )
            .await;
        }
        let old = self
            .gql(
                "{ viewer { letters(first: 1) { nodes { id } } } }",
                json!({}),
            )
            .await;
        let old = read(
            &self.user.client,
            &old["viewer"]["letters"]["nodes"][0]["id"],
        )
        .await;
        let posting = self
            .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
            .await;
        let posting = posting["jobs"]["nodes"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        self.app.platform.db.statement_counter().listen();
        let letter = begun(&self.user, &posting).await;
        self.app.run_tasks().await;
        let edit = edit_of(&old, |input| {
            input["paragraphs"] = json!([{ "sentences": [{ "text": "Mine." }] }]);
        });
        crate::writing::letters::write(&self.user.client, "editLetter", &edit).await;
        self.look("writing and editing a letter").await;
        let ledger = "totalCount pageInfo { endCursor } nodes { task letter { id } }";
        let page = self.gql(&format!("{{ viewer {{ languageModels {{ isOn todaysUse {{ tokens }} }} aiRuns(first: 10) {{ {ledger} }} }} }}"), json!({})).await;
        let cursor = page["viewer"]["aiRuns"]["pageInfo"]["endCursor"].clone();
        self.gql(
            &format!("{{ viewer {{ aiRuns(after: {cursor}) {{ {ledger} }} }} }}"),
            json!({}),
        )
        .await;
        let by_id = "query($id: ID!) { viewer { letter(id: $id) { content { text } } } node(id: $id) { id } }";
        self.gql(by_id, json!({ "id": letter["id"] })).await;
    }
}
