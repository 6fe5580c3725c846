//! Mail: every mail of the product is queued here, written by the template of the feature that sends it, completed with what all mails
//! share, and handed to the transport of `platform/mail`, unless its address is suppressed.

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

/// The outgoing mails.
#[derive(Clone)]
pub struct Mail {
    platform: Platform,
    users: Users,
    templates: Templates,
}

/// A mail to be queued.
pub struct Message<'a, T> {
    /// Who gets it.
    pub to: Recipient<'a>,
    /// What it says.
    pub template: T,
}

/// Who gets a mail. An erasure of the recipient deletes what is queued.
#[derive(Clone, Copy)]
pub enum Recipient<'a> {
    /// The owner of an account, at the address that it has when the mail is sent.
    User(&'a UserRow),
    /// An address, with an account or without. The queue keeps its hash only: [`Template::address`] finds it again.
    Address(&'a Email),
}

impl Mail {
    /// The mails of this platform; templates are registered by the features that send them.
    #[must_use]
    pub fn new(platform: Platform, users: Users) -> Self {
        Self {
            platform,
            users,
            templates: Templates::default(),
        }
    }
}
