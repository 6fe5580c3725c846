//! What the mails hold about a user: the suppression of the address. Queued mails to the address are deleted, too.

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::Value as Json;

use super::{Mail, entity};
use crate::{
    error::Result,
    platform::{
        personal_data::{DataSubject, PersonalData, member},
        queue::Owner,
        unit_of_work::Unit,
    },
    types::actor::Actor,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MailExport {
    suppressed_until: Option<DateTime<Utc>>,
}

impl PersonalData for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn schema(&self) -> &'static str {
        include_str!("mail.schema.json")
    }

    fn export<'a>(
        &'a self,
        _actor: &'a Actor,
        subject: &'a DataSubject,
    ) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let found = entity::of(&subject.email, self.platform.clock.now())
                .one(self.platform.db.conn())
                .await?;
            member(&MailExport {
                suppressed_until: found.map(|suppression| suppression.until),
            })
        })
    }

    fn erase<'a>(&'a self, conn: &'a Unit, subject: &'a DataSubject) -> BoxFuture<'a, Result<()>> {
        Box::pin(async {
            entity::erase(conn, &subject.email).await?;
            let owner = Owner::of_address(&subject.email);
            self.platform.queue.forget(conn, &[owner]).await?;
            Ok(())
        })
    }
}
