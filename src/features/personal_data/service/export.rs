//! Builds the exported document: one member for each part.

use futures_util::future::BoxFuture;
use serde_json::{Map, Value as Json};

use crate::{
    error::{Error, Result},
    features::personal_data::{AccountData, entity::export},
    platform::{
        Platform,
        personal_data::{DataSubject, FORM, PersonalData, Retained, member},
    },
    types::actor::Actor,
};

impl AccountData {
    /// The complete document of an account.
    pub(super) async fn document_of(&self, actor: &Actor) -> Result<Map<String, Json>> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        let account = self.users.find_by_id(conn, actor.user_id).await?;
        let account = account.ok_or_else(|| Error::not_found("account"))?;
        let subject = DataSubject {
            user_id: account.id,
            email: account.email,
        };
        let mut whole = Map::new();
        whole.insert("form".into(), FORM.into());
        whole.insert("exportedAt".into(), member(&now)?);
        for part in self.parts() {
            whole.insert(part.name().into(), part.export(actor, &subject).await?);
        }
        Ok(whole)
    }
}

/// The exports as personal data. They refer to the account and are deleted with it.
pub(in crate::features::personal_data) struct Archives(
    pub(in crate::features::personal_data) Platform,
);

impl PersonalData for Archives {
    fn name(&self) -> &'static str {
        "exports"
    }

    fn schema(&self) -> &'static str {
        include_str!("../exports.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let kept = export::of(actor, self.0.clock.now());
            member(&kept.all(self.0.db.conn()).await?)
        })
    }

    fn retained(&self) -> &'static [Retained] {
        &[
            Retained {
                what: "a hash of the id in `auth.erasures_file`",
                why: "a restored backup must not bring the account back; see [OPERATIONS.md](OPERATIONS.md#backups-and-erased-accounts)",
            },
            Retained {
                what: "sent mails; backups; rate limits of IP addresses for 15 minutes; texts of persisted queries for an hour",
                why: "they are outside of the server, or name no user and expire",
            },
        ]
    }
}
