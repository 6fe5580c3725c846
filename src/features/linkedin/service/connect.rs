//! Connects LinkedIn with a token, and disconnects it.

use chrono::{DateTime, Utc};
use secrecy::SecretString;

use super::{
    api::{Api, TokenCheck},
    token::{self, PATH},
    view::Account,
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        linkedin::{AccountRow, LinkedIn, State, TokenSource, entity::account},
    },
    platform::unit_of_work::{Change, Unit},
    types::{actor::Person, object_kind::ObjectKind, origin::Origin, write::Write},
};

/// An unchecked token.
#[derive(Debug)]
pub struct NewToken {
    /// The token as it was pasted; none for that of the linked identity.
    pub access: Option<SecretString>,
    /// When it expires, if the user says so.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A token that LinkedIn accepts.
struct Consent {
    source: TokenSource,
    /// None for the token of the identity, which is stored there.
    sealed: Option<Vec<u8>>,
    expires_at: Option<DateTime<Utc>>,
}

impl LinkedIn {
    /// Connects LinkedIn, or consents anew. The token is checked by a request, which also runs for a dry run, and the first run is started.
    pub async fn connect(
        &self,
        write: &Write<'_>,
        person: &Person,
        new: NewToken,
        origin: &Origin,
    ) -> Result<Account> {
        self.require_enabled()?;
        let consent = self.consent_of(person, new).await?;
        let actor = person.actor();
        let act = async |unit: &Unit| {
            let (mut row, is_new) = self.claim(unit, write).await?;
            let now = self.platform.clock.now();
            row.state = State::Preparing;
            row.token = consent.sealed.clone();
            row.token_source = Some(consent.source);
            row.token_expires_at = consent.expires_at;
            row.connected_at = Some(now);
            row.problem = None;
            row.retries = 0;
            // Another member may have consented: everything is read again.
            row.changes_from = None;
            let possible_from = row.possible_from(now);
            if possible_from <= now {
                self.start_run(unit, &mut row, true).await?;
            } else {
                (row.run_id, row.next_at) = (None, Some(possible_from));
            }
            self.save(unit, row.clone(), is_new).await?;
            let entry = Entry::own(Action::ConnectLinkedIn, actor.user_id, origin);
            self.audit.record(unit, entry).await?;
            Ok(Account::of(row, now))
        };
        self.platform.write(write, act).await
    }

    /// Disconnects LinkedIn: deletes the token and what is known about the account there. What was imported stays.
    pub async fn disconnect(
        &self,
        write: &Write<'_>,
        person: &Person,
        origin: &Origin,
    ) -> Result<Account> {
        let actor = person.actor();
        let act = async |unit: &Unit| {
            let (row, is_new) = self.claim(unit, write).await?;
            if is_new || row.state == State::NotConnected {
                return Err(not_connected().into());
            }
            // The time of the last run stays: connecting again is no way around the limit.
            let row = AccountRow {
                version: row.version,
                started_at: row.started_at,
                ..account::first(actor.user_id)
            };
            self.save(unit, row.clone(), false).await?;
            let entry = Entry::own(Action::DisconnectLinkedIn, actor.user_id, origin);
            self.audit.record(unit, entry).await?;
            Ok(Account::of(row, self.platform.clock.now()))
        };
        self.platform.write(write, act).await
    }

    /// The row of the actor at its next version, locked until the transaction ends, and whether it is the first one.
    async fn claim(&self, unit: &Unit, write: &Write<'_>) -> Result<(AccountRow, bool)> {
        let actor = write.actor;
        self.users.lock_to_count(unit, actor.user_id).await?;
        let found = account::of(actor).one(unit).await?;
        let is_new = found.is_none();
        let mut row = found.unwrap_or_else(|| account::first(actor.user_id));
        write.check_version(row.version)?;
        row.version += 1;
        Ok((row, is_new))
    }

    async fn save(&self, unit: &Unit, row: AccountRow, is_new: bool) -> Result<()> {
        unit.changed(change(&row)).await;
        Ok(account::save(unit, row, is_new).await?)
    }

    pub(super) fn require_enabled(&self) -> Result<()> {
        if self.is_enabled() {
            return Ok(());
        }
        let message = "The operator of this server has not enabled the synchronisation with LinkedIn. Import the archive that LinkedIn gives you instead.";
        Err(Refusal::invalid("input", message).into())
    }

    /// Finds the token that is meant, and asks LinkedIn whether it is accepted.
    async fn consent_of(&self, person: &Person, new: NewToken) -> Result<Consent> {
        use secrecy::ExposeSecret;

        let user = person.actor().user_id;
        let (consent, token) = if let Some(pasted) = new.access {
            let token = token::parse(pasted.expose_secret())?;
            if new
                .expires_at
                .is_some_and(|end| end <= self.platform.clock.now())
            {
                let message = "This token has expired; create a new one.";
                return Err(Refusal::invalid("input.expiresAt", message).into());
            }
            let consent = Consent {
                source: TokenSource::Pasted,
                sealed: Some(self.seal(user, &token)?),
                expires_at: new.expires_at,
            };
            (consent, token)
        } else {
            let kept = self.kept_token(user).await?.ok_or_else(|| {
                let message = "A token is required: create one with the token generator of LinkedIn's developer portal, with the scope r_dma_portability_self_serve.";
                Refusal::invalid(PATH, message)
            })?;
            let consent = Consent {
                source: TokenSource::Identity,
                sealed: None,
                expires_at: kept.ends_at,
            };
            (consent, kept.access)
        };
        let api = Api::new(&self.platform, &token)?;
        let refused = match api.check().await? {
            TokenCheck::Accepted => return Ok(consent),
            TokenCheck::Refused => {
                "LinkedIn does not accept this token; create a new one with the token generator, and copy all of it."
            }
            TokenCheck::NotPermitted => {
                "LinkedIn does not let this token read your data: it needs the scope r_dma_portability_self_serve, and LinkedIn offers this in the European Economic Area and Switzerland only."
            }
            TokenCheck::Failed => {
                return Err(Error::unavailable(
                    "LinkedIn does not answer as it should; try again later.",
                ));
            }
        };
        Err(Refusal::invalid(PATH, refused).into())
    }
}

/// The refusal for an account that is not connected.
pub(super) fn not_connected() -> Refusal {
    Refusal::invalid("input", "LinkedIn is not connected; use connectLinkedIn.")
}

/// The change of a synchronisation, for the change feed.
pub(super) const fn change(row: &AccountRow) -> Change {
    let user = row.user_id;
    Change::of(user, ObjectKind::LinkedInSync, user.0, Some(row.version))
}
