//! The side of a server in WebAuthn (Level 3, 7.1 and 7.2): what passkeys are asked, and whether what they answer is good. The library
//! does the checking; what it wants to know again goes through the database as it encodes it.

use serde::Serialize;
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication16, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration,
    RegistrationServerState,
    bin::{Decode, Encode},
    request::{
        AsciiDomain, PublicKeyCredentialDescriptor, RpId, TimedCeremony,
        auth::AuthenticationVerificationOptions,
        register::{
            Nickname, PublicKeyCredentialUserEntity, RegistrationVerificationOptions, UserHandle16,
            Username,
        },
    },
    response::{
        AuthTransports, CredentialId,
        auth::error::AuthCeremonyErr,
        register::{CompressedPubKey, DynamicState, StaticState},
    },
};

use super::entity::passkey;
use crate::{
    config::Config,
    error::{Error, Result},
    features::users::UserRow,
    types::id::UserId,
};

/// Characters of an answer in JSON, at most: a long one has some thousand.
const ANSWER_MAX: usize = 32_768;

/// A public key as it comes out of the database.
type PublicKey = CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>;
/// A passkey as the library knows it.
type Known<'a> = AuthenticatedCredential<'a, 'a, 16, PublicKey>;

/// Who asks: a name that passkeys are bound to, and the pages that may ask in it.
pub(super) struct RelyingParty {
    id: RpId,
    origins: Vec<String>,
}

/// A question to a passkey.
pub(super) struct Question {
    /// What is to be signed; names the question.
    pub challenge: Vec<u8>,
    /// What is to be remembered.
    pub state: Vec<u8>,
    /// What the page hands to the browser, in JSON.
    pub options: String,
}

/// A passkey that was just made.
pub(super) struct NewKey {
    pub credential_id: Vec<u8>,
    pub public_key: Vec<u8>,
    pub state: Vec<u8>,
    pub transports: i16,
}

/// Why an answer is not good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Something in it is wrong.
    Wrong,
    /// All is right but the counter of signatures, which went back: there are two of this passkey.
    Copied,
}

impl RelyingParty {
    /// The one that is configured. A bare address cannot have passkeys.
    pub fn of(config: &Config) -> Result<Self> {
        let (name, origins) = config.relying_party().ok_or_else(|| {
            Error::bad_input(
                "This server has no name, so it cannot have passkeys; its operator sets http.public_url or auth.passkey_rp_id.",
            )
        })?;
        let id = AsciiDomain::try_from(name)
            .map(RpId::Domain)
            .map_err(internal)?;
        Ok(Self { id, origins })
    }

    /// Asks for a new passkey of this user, on a device that has none of these yet.
    pub fn ask_for_new(&self, user: &UserRow, known: Vec<passkey::Model>) -> Result<Question> {
        let handle = handle_of(user.id)?;
        let name = Username::try_from(user.email.as_str())
            .or_else(|_| Username::try_from(user.id.to_string()))
            .map_err(internal)?;
        let entity = PublicKeyCredentialUserEntity {
            name,
            id: &handle,
            display_name: Nickname::try_from(user.name.as_str()).ok(),
        };
        let known = known
            .into_iter()
            .map(descriptor_of)
            .collect::<Result<Vec<_>>>()?;
        let options = PublicKeyCredentialCreationOptions::passkey(&self.id, entity, known);
        let (server, client) = options.start_ceremony().map_err(internal)?;
        question(&server, server.encode().map_err(internal)?, &client)
    }

    /// Asks for a signature of any passkey that a device has for us.
    pub fn ask_for_any(&self) -> Result<Question> {
        let (server, client) = DiscoverableCredentialRequestOptions::passkey(&self.id)
            .start_ceremony()
            .map_err(internal)?;
        question(&server, server.encode().map_err(internal)?, &client)
    }

    /// The passkey that was made, if the answer is good.
    pub fn check_new(
        &self,
        state: &[u8],
        answer: &Registration,
    ) -> std::result::Result<NewKey, Flaw> {
        let state = RegistrationServerState::<16>::decode(state).map_err(|_| Flaw::Wrong)?;
        let options = RegistrationVerificationOptions::<String, String> {
            allowed_origins: &self.origins,
            error_on_unsolicited_extensions: false,
            ..RegistrationVerificationOptions::default()
        };
        let made = state
            .verify(&self.id, answer, &options)
            .map_err(|_| Flaw::Wrong)?;
        let (id, transports, _, key, state, _) = made.into_parts();
        let (Ok(public_key), Ok(state), Ok(transports)) =
            (key.encode(), state.encode(), transports.encode());
        Ok(NewKey {
            credential_id: id.into_inner().to_vec(),
            public_key,
            state: state.to_vec(),
            transports: i16::from(transports),
        })
    }

    /// The state that a passkey has after this answer, if it is good.
    pub fn check(
        &self,
        state: &[u8],
        answer: &DiscoverableAuthentication16,
        key: &passkey::Model,
    ) -> std::result::Result<Vec<u8>, Flaw> {
        let state =
            DiscoverableAuthenticationServerState::decode(state).map_err(|_| Flaw::Wrong)?;
        let handle = handle_of(key.user_id).map_err(|_| Flaw::Wrong)?;
        let mut known = known(key, &handle).map_err(|_| Flaw::Wrong)?;
        let options = AuthenticationVerificationOptions::<String, String> {
            allowed_origins: &self.origins,
            error_on_unsolicited_extensions: false,
            ..AuthenticationVerificationOptions::default()
        };
        state
            .verify(&self.id, answer, &mut known, &options)
            .map_err(|cause| match cause {
                AuthCeremonyErr::SignatureCounter => Flaw::Copied,
                _ => Flaw::Wrong,
            })?;
        let Ok(state) = known.dynamic_state().encode();
        Ok(state.to_vec())
    }
}

/// What was made, and the question that it answers; `None` if it is no such thing.
pub(super) fn read_new(json: &str) -> Option<(Registration, Vec<u8>)> {
    let json = Some(json).filter(|json| json.len() <= ANSWER_MAX)?;
    let answer = Registration::from_json_relaxed(json.as_bytes()).ok()?;
    let challenge = answer.challenge_relaxed().ok()?;
    Some((answer, challenge.0.to_le_bytes().to_vec()))
}

/// What was signed, and the question that it answers; `None` if it is no such thing.
pub(super) fn read(json: &str) -> Option<(DiscoverableAuthentication16, Vec<u8>)> {
    let json = Some(json).filter(|json| json.len() <= ANSWER_MAX)?;
    // Without a user the library (0.3.0) takes the answer, and panics where the user is asked for.
    let names_user = |answer: serde_json::Value| {
        answer
            .pointer("/response/userHandle")
            .is_some_and(serde_json::Value::is_string)
    };
    if !serde_json::from_str(json).is_ok_and(names_user) {
        return None;
    }
    let answer = DiscoverableAuthentication16::from_json_relaxed(json.as_bytes()).ok()?;
    let challenge = answer.challenge_relaxed().ok()?;
    Some((answer, challenge.0.to_le_bytes().to_vec()))
}

/// Passkeys know their user by the 16 bytes of the id, which say nothing of the person.
fn handle_of(user: UserId) -> Result<UserHandle16> {
    UserHandle16::decode(user.0.into_bytes()).map_err(internal)
}

fn descriptor_of(key: passkey::Model) -> Result<PublicKeyCredentialDescriptor<Vec<u8>>> {
    let transports = u8::try_from(key.transports).map_err(internal)?;
    let transports = AuthTransports::decode(transports).map_err(internal)?;
    Ok(PublicKeyCredentialDescriptor {
        id: CredentialId::decode(key.credential_id).map_err(internal)?,
        transports,
    })
}

fn known<'a>(key: &'a passkey::Model, handle: &'a UserHandle16) -> Result<Known<'a>> {
    let id = CredentialId::<&[u8]>::decode(key.credential_id.as_slice()).map_err(internal)?;
    let fixed = StaticState::<PublicKey>::decode(&key.public_key).map_err(internal)?;
    let state = DynamicState::decode(key.state.as_slice().try_into().map_err(internal)?)
        .map_err(internal)?;
    AuthenticatedCredential::new(id, handle, fixed, state).map_err(internal)
}

fn question(
    server: &impl TimedCeremony,
    state: Vec<u8>,
    client: &impl Serialize,
) -> Result<Question> {
    let challenge = server.sent_challenge().0.to_le_bytes().to_vec();
    Ok(Question {
        challenge,
        state,
        options: serde_json::to_string(client).map_err(Error::internal)?,
    })
}

fn internal(cause: impl std::fmt::Display) -> Error {
    Error::internal(cause.to_string())
}
