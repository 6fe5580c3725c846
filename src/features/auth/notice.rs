//! What the owner of an account is told when its second factors change. A task names the account; the address is the one that it has
//! when the mail goes out.

use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Auth,
    templates::{self, Notice},
};
use crate::{
    error::{Error, Result},
    features::users::UserRow,
    platform::{
        mail::Mail,
        queue::{Failure, Owner, Task},
    },
    types::{email::Email, id::UserId},
};

/// The owner of an account is to be told something.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendNotice {
    /// The account.
    pub user_id: UserId,
    /// What happened.
    pub notice: Notice,
    /// Names the mail in all its tries.
    pub mail_id: Uuid,
    /// Mails to one address go out one after the other.
    pub lane: String,
}

impl Task for SendNotice {
    const KIND: &'static str = "auth.send_notice";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }

    fn lane(&self) -> Option<String> {
        Some(self.lane.clone())
    }
}

impl Auth {
    /// Has the owner told, inside the caller's transaction; after the commit the caller wakes the queue.
    pub(super) async fn tell_owner(
        &self,
        conn: &impl ConnectionTrait,
        user: &UserRow,
        notice: Notice,
    ) -> Result<()> {
        let task = SendNotice {
            user_id: user.id,
            notice,
            mail_id: self.platform.clock.new_id(),
            lane: Owner::address_key(&user.email),
        };
        self.platform.queue.publish(conn, &task).await
    }

    /// Handles [`SendNotice`].
    pub async fn on_send_notice(self, task: SendNotice) -> std::result::Result<(), Failure> {
        let found = self
            .users
            .find_by_id(self.platform.db.conn(), task.user_id)
            .await?;
        let Some(user) = found else { return Ok(()) };
        let email = Email::parse("email", &user.email)
            .map_err(|refusal| Failure::GiveUp(Error::from(refusal)))?;
        let words = templates::about(task.notice);
        self.deliver(Mail {
            id: task.mail_id,
            to: email,
            subject: words.subject.to_owned(),
            text: words.text,
        })
        .await
    }
}
