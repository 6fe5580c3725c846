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
}
