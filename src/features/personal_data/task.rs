//! What is done later: mails to whoever leaves or takes something along, and the archives themselves.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AccountData, entity::export, templates};
use crate::{
    error::Result,
    platform::queue::{Failure, Owner, Task},
    types::id::{ExportId, UserId},
};

/// What an owner is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum News {
    /// Their account will be erased.
    Leaving,
    /// It stays.
    Staying,
    /// Their archive can be fetched.
    Exported,
}

/// A mail to the owner of an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TellOwner {
    /// Whose account.
    pub user_id: UserId,
    /// Names the mail in all its tries.
    pub mail_id: Uuid,
    /// What it tells.
    pub news: News,
}

impl Task for TellOwner {
    const KIND: &'static str = "leaving.tell_owner";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }

    fn lane(&self) -> Option<String> {
        Some(format!("leaving {}", self.user_id))
    }
}

/// An archive is to be put together.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BuildExport {
    /// The archive.
    pub export_id: ExportId,
    /// Whose it is.
    pub user_id: UserId,
}

impl Task for BuildExport {
    const KIND: &'static str = "leaving.build_export";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }
}

impl AccountData {
    /// Handles [`TellOwner`]. What is not so any more is not told.
    pub async fn on_tell_owner(self, task: TellOwner) -> std::result::Result<(), Failure> {
        let Some(user) = self
            .users
            .find_by_id(self.platform.db.conn(), task.user_id)
            .await?
        else {
            return Ok(());
        };
        let words = match (task.news, user.leaves_at) {
            (News::Leaving, Some(at)) => templates::begun(at, user.time_zone()),
            (News::Staying, None) => templates::cancelled(),
            (News::Exported, _) => templates::exported(
                self.platform.clock.now() + export::KEPT_FOR,
                user.time_zone(),
            ),
            (News::Leaving, None) | (News::Staying, Some(_)) => return Ok(()),
        };
        self.auth
            .write_to(&user, task.mail_id, words.subject, words.text)
            .await
    }

    /// Has the owner of an account told, inside the caller's transaction.
    pub(super) async fn tell(
        &self,
        conn: &impl sea_orm::ConnectionTrait,
        user_id: UserId,
        news: News,
    ) -> Result<()> {
        let mail_id = self.platform.clock.new_id();
        self.platform
            .queue
            .publish(
                conn,
                &TellOwner {
                    user_id,
                    mail_id,
                    news,
                },
            )
            .await
    }
}
