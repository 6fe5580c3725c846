//! A browser and an authenticator with one passkey, in software, from independent crates. Their JSON can be altered by a test.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkey_authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod};
use passkey_client::{Client, DefaultClientData};
use passkey_crypto::AvailableBackend;
use passkey_types::{
    Passkey,
    ctap2::{Aaguid, Ctap2Error},
};
use public_suffix::PublicSuffixList;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use url::Url;

/// The relying party id of the tests.
pub const RP_ID: &str = "careers.example.org";
/// The origin that may use passkeys.
pub const ORIGIN: &str = "https://careers.example.org";

/// A user who is always present and verified.
struct Owner;

#[async_trait]
impl UserValidationMethod for Owner {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        _: UiHint<'a, Passkey>,
        presence: bool,
        verification: bool,
    ) -> Result<UserCheck, Ctap2Error> {
        Ok(UserCheck {
            presence,
            verification,
        })
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }
}

/// The authenticator.
pub struct Device {
    passkey: Arc<Mutex<Option<Passkey>>>,
}

impl Device {
    /// An authenticator without a passkey; the passkey that it creates has a signature counter.
    pub fn new() -> Self {
        Self {
            passkey: Arc::default(),
        }
    }

    /// A copy of the authenticator with the same passkey.
    pub async fn copy(&self) -> Self {
        Self {
            passkey: Arc::new(Mutex::new(self.passkey.lock().await.clone())),
        }
    }

    /// Claims from now on the user handle of another authenticator.
    pub async fn pretend_to_be_of(&self, other: &Self) {
        let handle = other
            .passkey
            .lock()
            .await
            .as_ref()
            .and_then(|passkey| passkey.user_handle.clone());
        self.passkey
            .lock()
            .await
            .as_mut()
            .expect("a passkey")
            .user_handle = handle;
    }

    /// Creates a passkey as a page at `origin` does; returns the credential, or the error.
    pub async fn make(&self, options: &Value, origin: &str) -> Result<Value, String> {
        let request = serde_json::from_value(json!({ "publicKey": options }))
            .expect("options that browsers can read");
        let made = self
            .browser()
            .register(
                &Url::parse(origin).expect("an origin"),
                request,
                DefaultClientData,
            )
            .await;
        made.map(|made| serde_json::to_value(made).expect("JSON"))
            .map_err(|error| format!("{error:?}"))
    }

    /// Signs as a page at `origin` does; returns the credential, or the error.
    pub async fn sign(&self, options: &Value, origin: &str) -> Result<Value, String> {
        let mut options = options.clone();
        // An empty list means any passkey.
        options
            .as_object_mut()
            .expect("options")
            .remove("allowCredentials");
        let request = serde_json::from_value(json!({ "publicKey": options }))
            .expect("options that browsers can read");
        let signed = self
            .browser()
            .authenticate(
                &Url::parse(origin).expect("an origin"),
                request,
                DefaultClientData,
            )
            .await;
        signed
            .map(|signed| serde_json::to_value(signed).expect("JSON"))
            .map_err(|error| format!("{error:?}"))
    }

    fn browser(
        &self,
    ) -> Client<Arc<Mutex<Option<Passkey>>>, Owner, AvailableBackend, PublicSuffixList, ()> {
        let mut authenticator = Authenticator::new(
            Aaguid::new_empty(),
            Arc::clone(&self.passkey),
            Owner,
            AvailableBackend,
        );
        authenticator.set_make_credentials_with_signature_counter(true);
        Client::new(authenticator)
    }
}

/// Flips one bit of a base64url field, counted from the end.
pub fn flip(credential: &mut Value, field: &str, from_end: usize) {
    let mut bytes = URL_SAFE_NO_PAD
        .decode(credential["response"][field].as_str().expect("a field"))
        .expect("base64url");
    let place = bytes.len() - 1 - from_end;
    bytes[place] ^= 1;
    credential["response"][field] = json!(URL_SAFE_NO_PAD.encode(bytes));
}
