//! Templates: what a feature queues of a mail, and how the mail is written when it is sent.

use std::{
    collections::HashMap,
    future::Future,
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    error::{Error, Result},
    features::users::UserRow,
    platform::queue::Failure,
    types::email::Email,
};

/// A kind of mail. Its value is queued; the text is written when the mail is sent, from what is true then.
pub trait Template: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The name in the queue; never reused for another shape.
    const NAME: &'static str;
    /// The kind of task by which an earlier version queued the same value.
    const EARLIER_KIND: Option<&'static str> = None;
    /// What is needed to write it. It must not hold a [`super::Mail`], which holds it.
    type Writer: Clone + Send + Sync + 'static;

    /// The address of a mail that was queued for an address; `None` if it is not to be sent any more.
    fn address(
        &self,
        _writer: &Self::Writer,
    ) -> impl Future<Output = Result<Option<Email>>> + Send {
        std::future::ready(Ok(None))
    }

    /// The text; `None` if the mail is not to be sent any more.
    fn write(
        self,
        writer: &Self::Writer,
        to: Addressee,
    ) -> impl Future<Output = Result<Option<Text>>> + Send;
}

/// Where a mail goes.
pub struct Addressee {
    /// The address.
    pub email: Email,
    /// The account that has the address, if there is one.
    pub user: Option<UserRow>,
}

/// What a template writes: plain text in English.
pub struct Text {
    /// One line.
    pub subject: &'static str,
    /// Paragraphs, the last one with its line end.
    pub body: String,
}

/// The registered templates, by name. Clones share them.
#[derive(Clone, Default)]
pub(super) struct Templates(Arc<RwLock<HashMap<&'static str, Read>>>);

/// Reads a queued value.
type Read = Arc<dyn Fn(Value) -> Result<Box<dyn Draft>> + Send + Sync>;

impl Templates {
    pub fn add<T: Template>(&self, writer: T::Writer) {
        let read = move |value| -> Result<Box<dyn Draft>> {
            let template: T = serde_json::from_value(value).map_err(Error::internal)?;
            let writer = writer.clone();
            Ok(Box::new(TypedDraft { template, writer }))
        };
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(T::NAME, Arc::new(read));
    }

    /// Reads a queued value of the template with this name.
    pub fn read(&self, name: &str, value: Value) -> std::result::Result<Box<dyn Draft>, Failure> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        // A newer version may know it.
        let read = all.get(name).ok_or_else(|| {
            Failure::Retry(Error::internal(format!("no mail template is named {name}")))
        })?;
        read(value).map_err(Failure::GiveUp)
    }
}

type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<Option<T>>> + Send + 'a>>;

/// A queued mail whose template is known.
pub(super) trait Draft: Send + Sync {
    /// See [`Template::address`].
    fn address(&self) -> Pending<'_, Email>;
    /// See [`Template::write`].
    fn write(self: Box<Self>, to: Addressee) -> Pending<'static, Text>;
}

struct TypedDraft<T: Template> {
    template: T,
    writer: T::Writer,
}

impl<T: Template> Draft for TypedDraft<T> {
    fn address(&self) -> Pending<'_, Email> {
        Box::pin(self.template.address(&self.writer))
    }

    fn write(self: Box<Self>, to: Addressee) -> Pending<'static, Text> {
        Box::pin(async move { self.template.write(&self.writer, to).await })
    }
}
