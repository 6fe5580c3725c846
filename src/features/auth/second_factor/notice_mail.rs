//! The mail that tells the owner of an account that its second factors changed.

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
    /// Codes by time were turned on.
    TotpOn,
    /// Codes by time were turned off.
    TotpOff,
    /// There are new recovery codes.
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
            "Codes were turned on",
            "From now on, signing in to your account at Careergraph asks for a code, too.",
        ),
        Notice::TotpOff => (
            "Codes were turned off",
            "Signing in to your account at Careergraph does not ask for a code any more.",
        ),
        Notice::RecoveryCodesMade => (
            "New recovery codes",
            "There are new recovery codes for your account at Careergraph; the old ones are worth nothing any more.",
        ),
        Notice::RecoveryCodeUsed => (
            "A recovery code was used",
            "A recovery code of your account at Careergraph was used; it is good no more.",
        ),
        Notice::PasskeyAdded => (
            "A passkey was added",
            "There is another passkey that opens your account at Careergraph.",
        ),
        Notice::PasskeyRemoved => (
            "A passkey was removed",
            "A passkey does not open your account at Careergraph any more.",
        ),
    };
    let body = format!(
        "{what}\n\nIf it was not you, ask for a new password at once: that ends all sessions; then look at your second factors.\n"
    );
    Text { subject, body }
}
