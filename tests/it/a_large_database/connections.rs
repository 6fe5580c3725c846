//! The operations of connections.

use serde_json::json;

use super::Bench;
use crate::connections::{import_people, row};

impl Bench {
    pub(super) async fn connections(&mut self) {
        let person = "pageInfo { endCursor } nodes { id version name companyId }";
        for arguments in [
            "first: 5",
            "first: 5, query: \"ann\"",
            "first: 5, filter: { tags: [\"vip\"] }",
            "first: 5, filter: { company: \"Company 7\" }",
            "first: 5, filter: { followUpDue: true }",
            "first: 5, order: LAST_CONNECTED",
            "first: 5, order: FOLLOW_UP",
            "first: 5, order: NEWEST",
        ] {
            let list = format!("connections({arguments}) {{ totalCount {person} }}");
            let page = self
                .gql(&format!("{{ viewer {{ {list} }} }}"), json!({}))
                .await;
            if let Some(cursor) = page["viewer"]["connections"]["pageInfo"]["endCursor"].as_str() {
                let next = format!("connections({arguments}, after: \"{cursor}\") {{ {person} }}");
                self.gql(&format!("{{ viewer {{ {next} }} }}"), json!({}))
                    .await;
            }
        }
        let known = format!("connections(first: 3) {{ totalCount {person} }}");
        let jobs = format!(
            "{{ jobs(filter: {{ hasConnection: true }}) {{ nodes {{ {known} company {{ {known} }} }} }} }}"
        );
        let page = self.gql(&jobs, json!({})).await;
        let found = page["jobs"]["nodes"][0]["connections"].clone();
        let cursor = found["pageInfo"]["endCursor"].as_str().unwrap();
        let next = format!(
            "{{ jobs(first: 1) {{ nodes {{ connections(after: \"{cursor}\") {{ totalCount {person} }} }} }} }}"
        );
        self.gql(&next, json!({})).await;
        let (id, version) = (&found["nodes"][0]["id"], &found["nodes"][0]["version"]);
        let change = "mutation($id: ID!, $version: Int!) { updatePerson(input: { id: $id, expectedVersion: $version, notes: \"x\" }) { userErrors { message } } }";
        self.gql(change, json!({ "id": id, "version": version }))
            .await;
        let remove = "mutation($id: ID!) { removePerson(input: { id: $id, expectedVersion: 2 }) { removedPersonId } }";
        self.gql(remove, json!({ "id": id })).await;
        let add = "mutation { addPerson(input: { firstName: \"Ann\", company: \"Company 9\" }) { person { id } } }";
        self.gql(add, json!({})).await;
        let rows: Vec<_> = (0..50)
            .map(|n| row(["Bo Lind", &format!("bo-{n}"), "Company 3", "Cook", "5"]))
            .collect();
        self.app.platform.db.statement_counter().listen();
        import_people(&self.app, &self.user, &rows).await;
        import_people(&self.app, &self.user, &rows).await;
        self.app.connections.match_companies().await.unwrap();
        self.app.connections.expire().await.unwrap();
        self.look("bringing people in, matching companies, expiry")
            .await;
    }
}
