//! Plans of proposals.

use serde_json::json;

use super::Bench;

impl Bench {
    pub(super) async fn proposals(&mut self) {
        let card = self.user.apply("Proposed").await;
        self.app.platform.db.statement_counter().listen();
        let id = crate::proposals::planted(&self.app, &self.user, &card.id, "Note").await;
        self.look("a mutation that is proposed").await;
        let list = "query($isOpen: Boolean!, $after: String) { viewer { proposals(isOpen: $isOpen, first: 5, after: $after) {
            totalCount pageInfo { endCursor } nodes { id } } } }";
        for is_open in [true, false] {
            let page = self.gql(list, json!({ "isOpen": is_open })).await;
            let after = &page["viewer"]["proposals"]["pageInfo"]["endCursor"];
            self.gql(list, json!({ "isOpen": is_open, "after": after }))
                .await;
        }
        let one = "query($id: ID!) { viewer { proposal(id: $id) { state } } node(id: $id) { id } }";
        self.gql(one, json!({ "id": id })).await;
        let reject =
            "mutation($id: ID!) { rejectAgentProposal(input: { id: $id }) { proposal { state } } }";
        self.gql(reject, json!({ "id": id })).await;
        let card = self.user.apply("Accepted").await;
        let id = crate::proposals::planted(&self.app, &self.user, &card.id, "Note").await;
        let accept = "mutation($id: ID!) { acceptAgentProposal(input: { id: $id }) { proposal { state } userErrors { message } } }";
        self.gql(accept, json!({ "id": id })).await;
        self.app.platform.db.statement_counter().listen();
        self.app.proposals.clone().sweep().await.expect("a sweep");
        self.look("the sweep of proposals").await;
    }
}
