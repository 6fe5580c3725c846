//! The outbox: the task that queues a mail, and its handler.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Mail, Message, Recipient, compose,
    template::{Addressee, Draft, Template},
};
use crate::{
    error::{Error, Result},
    features::users::UserRow,
    platform::{
        mail::{Mail as Letter, SendError},
        queue::{Failure, Owner, Task},
        registry::{Feature, Registry},
        unit_of_work::Unit,
    },
    types::{email::Email, id::UserId},
};

/// A mail to send.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SendMail {
    /// The id of the mail, equal for each attempt.
    mail_id: Uuid,
    /// The account whose owner is the recipient; none if the recipient is an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user_id: Option<UserId>,
    /// The [`Owner::address_key`] of the address. Mails to one address are sent one after the other.
    #[serde(default)]
    lane: String,
    /// The name of the template.
    #[serde(default)]
    template: String,
    /// The serialized template.
    #[serde(flatten)]
    value: Value,
}

impl Task for SendMail {
    const KIND: &'static str = "mail.send";

    fn owner(&self) -> Owner {
        match self.user_id {
            Some(id) => Owner::User(id),
            None => Owner::Address(self.lane.clone()),
        }
    }

    fn lane(&self) -> Option<String> {
        Some(self.lane.clone())
    }
}

impl SendMail {
    fn new<T: Template>(mail_id: Uuid, message: &Message<'_, T>) -> Result<Self> {
        let (user_id, email) = match message.to {
            Recipient::User(user) => (Some(user.id), user.email.as_str()),
            Recipient::Address(email) => (None, email.as_str()),
        };
        Ok(Self {
            mail_id,
            user_id,
            lane: Owner::address_key(email),
            template: T::NAME.to_owned(),
            value: serde_json::to_value(&message.template).map_err(Error::internal)?,
        })
    }

    /// The same task with this template. Earlier versions had one kind of task for each template, which did not hold its name.
    fn of_template(self, name: &str) -> Self {
        Self {
            template: name.to_owned(),
            ..self
        }
    }
}

impl Mail {
    /// Registers a template with its writer, and a handler for the tasks that earlier versions queued for it.
    pub fn register<T: Template>(&self, registry: &mut Registry, writer: T::Writer) {
        self.templates.add::<T>(writer);
        if let Some(kind) = T::EARLIER_KIND {
            registry.handle_earlier(kind, self, |mail: Self, task: SendMail| {
                mail.on_send_mail(task.of_template(T::NAME))
            });
        }
    }

    /// Queues a mail, which is sent after the commit of the unit of work.
    pub async fn queue<T: Template>(&self, unit: &Unit, message: Message<'_, T>) -> Result<()> {
        let task = SendMail::new(self.platform.clock.new_id(), &message)?;
        unit.publish(&task).await
    }

    /// Handles [`SendMail`].
    async fn on_send_mail(self, task: SendMail) -> std::result::Result<(), Failure> {
        let draft = self.templates.read(&task.template, task.value)?;
        let Some(to) = self.addressee(task.user_id, &*draft).await? else {
            return Ok(());
        };
        let email = to.email.clone();
        let locale = to.user.as_ref().map(UserRow::locale).unwrap_or_default();
        if self.is_suppressed(&email).await? {
            return Ok(());
        }
        match draft.write(to).await? {
            Some(text) => {
                let letter = compose::letter(task.mail_id, email, &text, locale);
                self.send(letter.map_err(Failure::GiveUp)?).await
            }
            None => Ok(()),
        }
    }

    async fn addressee(
        &self,
        user: Option<UserId>,
        draft: &dyn Draft,
    ) -> std::result::Result<Option<Addressee>, Failure> {
        let Some(id) = user else {
            let Some(email) = draft.address().await? else {
                return Ok(None);
            };
            let user = self.users.find_by_email(&email).await?;
            return Ok(Some(Addressee { email, user }));
        };
        let conn = self.platform.db.conn();
        let Some(user) = self.users.find_by_id(conn, id).await? else {
            return Ok(None);
        };
        let email = Email::parse("email", &user.email)
            .map_err(|refusal| Failure::GiveUp(refusal.into()))?;
        let user = Some(user);
        Ok(Some(Addressee { email, user }))
    }

    async fn send(&self, letter: Letter) -> std::result::Result<(), Failure> {
        let to = letter.to.clone();
        match self.platform.mail.send(letter).await {
            Ok(()) => Ok(()),
            Err(SendError::Later(error)) => Err(Failure::Retry(error)),
            Err(SendError::Never(error)) => Err(Failure::GiveUp(error)),
            Err(SendError::Refused(error)) => {
                tracing::warn!("a mail server refused a mail: {error}");
                Ok(self.suppress(&to).await?)
            }
        }
    }
}

impl Feature for Mail {
    fn register(&self, registry: &mut Registry) {
        registry.handle(self, Self::on_send_mail);
        registry.schedule("mail.sweep", self, |mail| async move { mail.sweep().await });
        registry.personal_data(self.clone());
    }
}
