//! Templates: the queued form of a mail, and its rendering when it is sent.

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

/// A kind of mail. Its value is queued; the text is rendered when the mail is sent, from the data at that time.
pub trait Template: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The name in the queue; never reused for another shape.
    const NAME: &'static str;
    /// The kind of task with which earlier versions queued the same value.
    const EARLIER_KIND: Option<&'static str> = None;
    /// The dependencies of the rendering. Must not hold a [`super::Mail`], which would form a reference cycle.
    type Writer: Clone + Send + Sync + 'static;

    /// The address of a mail that was queued for an address; `None` if the mail no longer applies.
    fn address(
        &self,
        _writer: &Self::Writer,
    ) -> impl Future<Output = Result<Option<Email>>> + Send {
        std::future::ready(Ok(None))
    }

    /// The text; `None` if the mail no longer applies.
    fn write(
        self,
        writer: &Self::Writer,
        to: Addressee,
    ) -> impl Future<Output = Result<Option<Text>>> + Send;
}

/// The recipient of a mail.
pub struct Addressee {
    /// The address.
    pub email: Email,
    /// The account that has the address, if there is one.
    pub user: Option<UserRow>,
}

/// What a mail says: a message of `crates/texts`, which is written in the language of the recipient when the mail is sent.
pub struct Text {
    pub(super) name: &'static str,
    pub(super) values: Vec<(&'static str, String)>,
    pub(super) access: Option<Access>,
}

/// A token that the recipient uses.
pub(super) struct Access {
    /// The address of the page that takes it, up to the token; empty if none is configured.
    pub(super) page: String,
    pub(super) token: String,
}

impl Text {
    /// The message with this name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            values: Vec::new(),
            access: None,
        }
    }

    /// With a value in it.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.values.push((name, value));
        self
    }

    /// With a token: as a link to a page of the app, or bare if no page is configured.
    #[must_use]
    pub fn with_token(mut self, page: &str, token: String) -> Self {
        let page = page.to_owned();
        self.access = Some(Access { page, token });
        self
    }
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
        // Retried, because a newer version of the server may know the template.
        let read = all.get(name).ok_or_else(|| {
            Failure::Retry(Error::internal(format!("no mail template is named {name}")))
        })?;
        read(value).map_err(Failure::GiveUp)
    }
}

type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<Option<T>>> + Send + 'a>>;

/// A queued mail with a known template.
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
