//! The operations of documents.

use serde_json::{Value, json};

use super::Bench;

impl Bench {
    pub(super) async fn documents(&mut self) {
        let fields = "totalCount pageInfo { endCursor } nodes { id title }";
        for kind in ["", ", kind: RESUME"] {
            let page = self
                .gql(
                    &format!("{{ viewer {{ documents(first: 10{kind}) {{ {fields} }} }} }}"),
                    json!({}),
                )
                .await;
            let cursor = page["viewer"]["documents"]["pageInfo"]["endCursor"]
                .as_str()
                .unwrap()
                .to_owned();
            self.gql(
                &format!("{{ viewer {{ documents(after: \"{cursor}\"{kind}) {{ {fields} }} }} }}"),
                json!({}),
            )
            .await;
        }
        self.app.platform.db.statement_counter().listen();
        let document = self.user.document("a.txt", b"a document").await;
        self.look("uploading a document").await;
        let by_id = format!(
            "{{ viewer {{ document(id: {0}) {{ id }} documentUsage {{ bytes documents }} }} node(id: {0}) {{ id }} }}",
            document["id"]
        );
        self.gql(&by_id, json!({})).await;
        let update = "mutation($input: UpdateDocumentInput!) { updateDocument(input: $input) { userErrors { message } } }";
        let input = json!({ "id": document["id"], "expectedVersion": 1, "title": "T" });
        self.gql(update, json!({ "input": input })).await;
        let remove = "mutation($input: RemoveDocumentInput!) { removeDocument(input: $input) { userErrors { message } } }";
        let input: Value = json!({ "id": document["id"], "expectedVersion": 2 });
        self.gql(remove, json!({ "input": input })).await;
        self.app.platform.db.statement_counter().listen();
        self.app.documents.sweep().await.unwrap();
        self.look("the sweep of documents").await;
    }
}
