//! The relying party of WebAuthn (Level 3, 7.1 and 7.2): challenges for passkeys, and verification of their answers by the library, whose
//! state is stored in the database in its own encoding.

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

/// Maximum number of characters of an answer in JSON; a long one has a few thousand.
const ANSWER_MAX: usize = 32_768;

/// A public key as decoded from the database.
type PublicKey = CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>;
/// A passkey as the library represents it.
type Known<'a> = AuthenticatedCredential<'a, 'a, 16, PublicKey>;

/// The relying party: its id, which passkeys are bound to, and the allowed origins.
pub(super) struct RelyingParty {
    id: RpId,
    origins: Vec<String>,
}

/// A challenge for a passkey.
pub(super) struct Question {
    /// The challenge, which also identifies it.
    pub challenge: Vec<u8>,
    /// The state of the library.
    pub state: Vec<u8>,
    /// The options for the browser, in JSON.
    pub options: String,
}

/// A new passkey.
pub(super) struct NewKey {
    pub credential_id: Vec<u8>,
    pub public_key: Vec<u8>,
    pub state: Vec<u8>,
    pub transports: i16,
}

/// Why an answer is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// It is invalid.
    Wrong,
    /// It is valid except for the signature counter, which decreased: the passkey was copied.
    Copied,
}

impl RelyingParty {
    /// The configured relying party. A host that is an IP address cannot have passkeys.
    pub fn of(config: &Config) -> Result<Self> {
        let (name, origins) = config.relying_party().ok_or_else(|| {
            Error::bad_input(
                "Passkeys need a domain name; the operator must set http.public_url or auth.passkey_rp_id.",
            )
        })?;
        let id = AsciiDomain::try_from(name)
            .map(RpId::Domain)
            .map_err(internal)?;
        Ok(Self { id, origins })
    }

    /// A challenge to create a passkey for this user, on a device without one of the known passkeys.
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

    /// A challenge for any passkey of this server.
    pub fn ask_for_any(&self) -> Result<Question> {
        let (server, client) = DiscoverableCredentialRequestOptions::passkey(&self.id)
            .start_ceremony()
            .map_err(internal)?;
        question(&server, server.encode().map_err(internal)?, &client)
    }

    /// Verifies the answer of a registration; returns the new passkey.
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

    /// Verifies the answer of a sign-in; returns the new state of the passkey.
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

/// Parses a registration and its challenge; `None` if it is invalid.
pub(super) fn read_new(json: &str) -> Option<(Registration, Vec<u8>)> {
    let json = Some(json).filter(|json| json.len() <= ANSWER_MAX)?;
    let answer = Registration::from_json_relaxed(json.as_bytes()).ok()?;
    let challenge = answer.challenge_relaxed().ok()?;
    Some((answer, challenge.0.to_le_bytes().to_vec()))
}

/// Parses an assertion and its challenge; `None` if it is invalid.
pub(super) fn read(json: &str) -> Option<(DiscoverableAuthentication16, Vec<u8>)> {
    let json = Some(json).filter(|json| json.len() <= ANSWER_MAX)?;
    // The library (0.3.0) accepts an answer without a user handle, and panics when it is read.
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

/// The user handle of WebAuthn: the 16 bytes of the user id, which contain no personal data.
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
