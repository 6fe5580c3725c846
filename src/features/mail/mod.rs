//! Mail: queues every mail of the product. A worker renders it with the template of the feature that sends it, adds the footer, and passes
//! it to the transport of `platform/mail`, unless its address is suppressed.

use self::template::Templates;
use crate::{
    features::users::{UserRow, Users},
    platform::Platform,
    types::email::Email,
};

mod compose;
pub mod entity;
mod outbox;
mod personal_data;
mod suppression;
mod template;

pub use self::template::{Addressee, Template, Text};

/// The service of outgoing mails.
#[derive(Clone)]
pub struct Mail {
    platform: Platform,
    users: Users,
    templates: Templates,
}

/// A mail to queue.
pub struct Message<'a, T> {
    /// The recipient.
    pub to: Recipient<'a>,
    /// The template with its values.
    pub template: T,
}

/// The recipient of a mail. An erasure of the recipient deletes queued mails.
#[derive(Clone, Copy)]
pub enum Recipient<'a> {
    /// The owner of an account, at the address that it has when the mail is sent.
    User(&'a UserRow),
    /// An address, with or without an account. The queue keeps only its hash; [`Template::address`] finds the address again.
    Address(&'a Email),
}

impl Mail {
    /// A service on this platform; the features that send mails register their templates.
    #[must_use]
    pub fn new(platform: Platform, users: Users) -> Self {
        Self {
            platform,
            users,
            templates: Templates::default(),
        }
    }
}
