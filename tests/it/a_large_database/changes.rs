//! Plans of the change feed.

use chrono::TimeDelta;
use serde_json::json;

use super::Bench;
use crate::kit::Socket;

impl Bench {
    pub(super) async fn changes(&mut self) {
        let page = "query($after: String, $kinds: [ObjectKind!]) { viewer { changes(after: $after, kinds: $kinds, first: 50) {
            cursor hasMore changes { kind objectId operation version actor } } } }";
        let start = crate::changes::cursor_at(self.user.user_id, 0);
        for kinds in [
            json!(null),
            json!(["NOTIFICATION"]),
            json!(["PERSON", "DOCUMENT"]),
        ] {
            self.gql(page, json!({ "after": start, "kinds": kinds }))
                .await;
        }
        self.gql(page, json!({})).await;
        self.undo().await;
        let mut socket = Socket::connect(&self.app, Some(&self.user.access_token)).await;
        self.app.platform.db.statement_counter().listen();
        let follow = "subscription($after: String) { changed(after: $after) { cursor objectId } }";
        socket
            .subscribe("1", follow, json!({ "after": start }))
            .await;
        socket.next_data("1").await;
        self.look(follow).await;
        self.app.platform.db.statement_counter().listen();
        let old = self.app.platform.clock.now() - TimeDelta::days(90);
        self.app.platform.feed.forget_before(old).await.unwrap();
        self.look("changes that are forgotten").await;
    }

    /// Takes back a step, notes, a place on the board, and changes of the profile.
    async fn undo(&mut self) {
        let card = self.user.begin("Undone", "APPLIED").await;
        let last = "query($kind: ObjectKind!, $id: ID!) { viewer { lastChange(kind: $kind, objectId: $id) { id } } }";
        let undo =
            "mutation($id: ID!) { undo(input: { changeId: $id }) { userErrors { message } } }";
        for (mutation, change) in [
            ("move", json!({ "to": "OFFER" })),
            ("update", json!({ "note": "N" })),
        ] {
            let card = self.user.card(&card["id"]).await;
            self.user.step(mutation, &card, &change).await;
            let found = json!({ "kind": "APPLICATION", "id": card["id"] });
            let change = self.gql(last, found).await;
            let change = &change["viewer"]["lastChange"];
            self.gql(undo, json!({ "id": change["id"] })).await;
        }
        self.user
            .done("rank", json!({ "id": card["id"], "belowId": null }))
            .await;
        let version = "{ viewer { profile { id version } } }";
        let profile = self.gql(version, json!({})).await["viewer"]["profile"].clone();
        let set = "mutation($version: Int!) { setSkills(input: { expectedVersion: $version, skills: [] }) { profile { id } userErrors { message } } }";
        let set = self
            .gql(set, json!({ "version": profile["version"] }))
            .await;
        for (kind, id) in [
            ("APPLICATION", &card["id"]),
            ("PROFILE", &set["setSkills"]["profile"]["id"]),
        ] {
            let change = self.gql(last, json!({ "kind": kind, "id": id })).await;
            let change = &change["viewer"]["lastChange"];
            self.gql(undo, json!({ "id": change["id"] })).await;
        }
    }
}
