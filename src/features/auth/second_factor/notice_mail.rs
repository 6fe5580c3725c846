//! The mail that notifies the owner of an account of a change of its second factors.

use serde::{Deserialize, Serialize};

use crate::{
    error::Result,
    features::{
        mail::{Addressee, Mail, Message, Recipient, Template, Text},
        users::UserRow,
    },
    platform::unit_of_work::Unit,
};

/// A change of the second factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::features::auth) enum Notice {
    /// One-time codes were enabled.
    TotpOn,
    /// One-time codes were disabled.
    TotpOff,
    /// New recovery codes were generated.
    RecoveryCodesMade,
    /// A recovery code was used.
    RecoveryCodeUsed,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
}

/// Queues the mail about a change inside the caller's transaction.
pub(super) async fn queue(mail: &Mail, conn: &Unit, user: &UserRow, notice: Notice) -> Result<()> {
    let message = Message {
        to: Recipient::User(user),
        template: NoticeMail { notice },
    };
    mail.queue(conn, message).await
}

/// The mail about a change.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::features::auth) struct NoticeMail {
    /// What changed.
    notice: Notice,
}

impl Template for NoticeMail {
    const NAME: &'static str = "auth.notice";
    const EARLIER_KIND: Option<&'static str> = Some("auth.send_notice");
    type Writer = ();

    async fn write(self, (): &(), _to: Addressee) -> Result<Option<Text>> {
        Ok(Some(text(self.notice)))
    }
}

/// To the owner of an account whose second factors changed.
fn text(notice: Notice) -> Text {
    let (subject, what) = match notice {
        Notice::TotpOn => (
            "One-time codes were enabled",
            "From now on, a sign-in to your account at Careergraph also needs a one-time code.",
        ),
        Notice::TotpOff => (
            "One-time codes were disabled",
            "A sign-in to your account at Careergraph no longer needs a one-time code.",
        ),
        Notice::RecoveryCodesMade => (
            "New recovery codes",
            "New recovery codes were generated for your account at Careergraph; the old ones are invalid.",
        ),
        Notice::RecoveryCodeUsed => (
            "A recovery code was used",
            "A recovery code of your account at Careergraph was used and is now invalid.",
        ),
        Notice::PasskeyAdded => (
            "A passkey was added",
            "A passkey was added to your account at Careergraph. It can be used to sign in.",
        ),
        Notice::PasskeyRemoved => (
            "A passkey was removed",
            "A passkey was removed from your account at Careergraph.",
        ),
    };
    let body = format!(
        "{what}\n\nIf you did not do this, request a new password at once, which ends all sessions; then check your second factors.\n"
    );
    Text { subject, body }
}
