//! Passkeys of an account: credentials that live on people's devices and sign what we ask (WebAuthn).

use sea_orm::{ActiveModelTrait, IntoActiveModel, PaginatorTrait};

use super::{
    SecondFactor, assertions,
    entity::passkey,
    notice_mail::{self, Notice},
    webauthn::{self, RelyingParty},
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::sign_in_methods,
    },
    types::{actor::Person, id::PasskeyId, origin::Origin, text::Line},
};

/// Passkeys of one user.
const PASSKEYS_MAX: u64 = 20;

impl SecondFactor {
    /// What a page hands to the browser to make a passkey.
    pub async fn begin_passkey(&self, person: &Person, origin: &Origin) -> Result<String> {
        let party = RelyingParty::of(&self.platform.config)?;
        self.step_up
            .require_recent_for(person, Action::AddPasskey, origin)
            .await?;
        let user = self.users.get(person.actor()).await?;
        let known = passkey::of(user.id).all(self.platform.db.conn()).await?;
        let question = party.ask_for_new(&user, known)?;
        assertions::ask(&self.platform, question, Some(user.id)).await
    }

    /// Adds the passkey that was made.
    pub async fn add_passkey(
        &self,
        person: &Person,
        name: &str,
        credential: &str,
        origin: &Origin,
    ) -> Result<passkey::Model> {
        let party = RelyingParty::of(&self.platform.config)?;
        let name = Line::parse("input.name", name, 100)?.into_string();
        let user = self.users.get(person.actor()).await?;
        let unusable = || {
            Refusal::invalid(
                "input.credential",
                "This passkey is not accepted; begin again.",
            )
        };
        let (answer, challenge) = webauthn::read_new(credential).ok_or_else(unusable)?;
        let question = assertions::take_question(&self.platform, &challenge, Some(user.id))
            .await?
            .ok_or_else(unusable)?;
        let made = party
            .check_new(&question.state, &answer)
            .map_err(|_| unusable())?;
        let row = passkey::Model {
            id: PasskeyId(self.platform.clock.new_id()),
            user_id: user.id,
            credential_id: made.credential_id,
            name,
            public_key: made.public_key,
            state: made.state,
            transports: made.transports,
            created_at: self.platform.clock.now(),
            last_used_at: None,
        };
        let tx = self.platform.begin().await?;
        // Of several that are made at once, each sees those before it.
        self.users.lock(&tx, user.id).await?;
        if passkey::of(user.id).count(&tx).await? >= PASSKEYS_MAX {
            return Err(Refusal::invalid(
                "input",
                format!("You have {PASSKEYS_MAX} passkeys already; remove one first."),
            )
            .into());
        }
        if passkey::by_credential(&row.credential_id)
            .one(&tx)
            .await?
            .is_some()
        {
            return Err(unusable().into());
        }
        let row = row.into_active_model().reset_all().insert(&tx).await?;
        notice_mail::queue(&self.mail, &tx, &user, Notice::PasskeyAdded).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::AddPasskey, user.id, origin).target(row.id),
            )
            .await?;
        tx.commit().await?;
        Ok(row)
    }

    /// Gives a passkey of the caller another name.
    pub async fn rename_passkey(
        &self,
        person: &Person,
        id: PasskeyId,
        name: &str,
        origin: &Origin,
    ) -> Result<passkey::Model> {
        let name = Line::parse("input.name", name, 100)?.into_string();
        let tx = self.platform.begin().await?;
        let mut row = passkey::one_of(person.actor(), id)
            .one(&tx)
            .await?
            .ok_or_else(|| Error::not_found("passkey"))?;
        passkey::rename(&tx, id, name.clone()).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::RenamePasskey, row.user_id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        row.name = name;
        Ok(row)
    }

    /// Removes a passkey of the caller, unless it is their last way in.
    pub async fn remove_passkey(
        &self,
        person: &Person,
        id: PasskeyId,
        origin: &Origin,
    ) -> Result<()> {
        self.step_up
            .require_recent_for(person, Action::RemovePasskey, origin)
            .await?;
        let tx = self.platform.begin().await?;
        // Of two who go at once, the second sees what the first left.
        let user = self.users.locked(&tx, person.actor().user_id).await?;
        if passkey::one_of(person.actor(), id)
            .one(&tx)
            .await?
            .is_none()
            || !passkey::remove(&tx, id).await?
        {
            return Err(Error::not_found("passkey"));
        }
        if !sign_in_methods::has_any(&tx, &user).await? {
            return Err(Refusal::invalid(
                "input.id",
                "This is the last way into your account; set a password first.",
            )
            .into());
        }
        notice_mail::queue(&self.mail, &tx, &user, Notice::PasskeyRemoved).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::RemovePasskey, user.id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        Ok(())
    }
}
