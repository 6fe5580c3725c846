//! A browser and an authenticator with one passkey, in software, written from WebAuthn Level 3 (5.8, 6.1, 6.5) and RFC 9053; the server uses
//! a library for the same. No crate of others: each turns on features of serde_json, and tests would see another one than the program.
//! The JSON that a page would send can be altered by a test.

use std::sync::Arc;

use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use careergraph::platform::clock::Clock;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use url::Url;

/// The relying party id of the tests.
pub const RP_ID: &str = "careers.example.org";
/// The origin that may use passkeys.
pub const ORIGIN: &str = "https://careers.example.org";

/// Flags of authenticator data: the user is present, the user is verified, a credential follows.
const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const WITH_CREDENTIAL: u8 = 1 << 6;
/// The algorithm ES256 in COSE.
const ES256: i32 = -7;
/// What precedes a P-256 point in a SubjectPublicKeyInfo (RFC 5480).
const SPKI: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

#[derive(Clone)]
struct Passkey {
    id: [u8; 16],
    key: Arc<EcdsaKeyPair>,
    user_handle: String,
    counter: u32,
}

/// The authenticator.
#[derive(Default)]
pub struct Device {
    passkey: Mutex<Option<Passkey>>,
}

impl Device {
    /// An authenticator without a passkey; the passkey that it creates has a signature counter.
    pub fn new() -> Self {
        Self::default()
    }

    /// A copy of the authenticator with the same passkey.
    pub async fn copy(&self) -> Self {
        Self {
            passkey: Mutex::new(self.passkey.lock().await.clone()),
        }
    }

    /// Claims from now on the user handle of another authenticator.
    pub async fn pretend_to_be_of(&self, other: &Self) {
        let handle = other
            .passkey
            .lock()
            .await
            .as_ref()
            .expect("a passkey")
            .user_handle
            .clone();
        self.passkey
            .lock()
            .await
            .as_mut()
            .expect("a passkey")
            .user_handle = handle;
    }

    /// Creates a passkey as a page at `origin` does; returns the credential, or the error.
    pub async fn make(&self, options: &Value, origin: &str) -> Result<Value, String> {
        let rp_id = text(&options["rp"]["id"]);
        may_use(rp_id, origin)?;
        let supported = options["pubKeyCredParams"].as_array().expect("algorithms");
        if !supported
            .iter()
            .any(|algorithm| algorithm["alg"] == json!(ES256))
        {
            return Err("no algorithm in common".to_owned());
        }
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key");
        let made = Passkey {
            id: Clock::default().new_id().into_bytes(),
            key: Arc::new(key),
            user_handle: text(&options["user"]["id"]).to_owned(),
            counter: 1,
        };
        let flags = flags(&options["authenticatorSelection"]["userVerification"]) | WITH_CREDENTIAL;
        let data = [made.data(rp_id, flags), made.attested()].concat();
        let point = made.key.public_key().as_ref();
        let credential = made.credential(&json!({
            "clientDataJSON": client_data("webauthn.create", options, origin),
            "attestationObject": encoded(&unattested(&data)),
            "authenticatorData": encoded(&data),
            "publicKey": encoded(&[&SPKI, point].concat()),
            "publicKeyAlgorithm": ES256,
            "transports": ["internal"],
        }));
        *self.passkey.lock().await = Some(made);
        Ok(credential)
    }

    /// Signs as a page at `origin` does; returns the credential, or the error.
    pub async fn sign(&self, options: &Value, origin: &str) -> Result<Value, String> {
        let rp_id = text(&options["rpId"]);
        may_use(rp_id, origin)?;
        let mut passkey = self.passkey.lock().await;
        let passkey = passkey.as_mut().ok_or("no passkey")?;
        passkey.counter += 1;
        let data = passkey.data(rp_id, flags(&options["userVerification"]));
        let client_data = client_data("webauthn.get", options, origin);
        let hash = digest(
            &SHA256,
            &URL_SAFE_NO_PAD.decode(&client_data).expect("base64url"),
        );
        let signature = passkey
            .key
            .sign(&SystemRandom::new(), &[&data, hash.as_ref()].concat())
            .expect("a signature");
        Ok(passkey.credential(&json!({
            "clientDataJSON": client_data,
            "authenticatorData": encoded(&data),
            "signature": encoded(signature.as_ref()),
            "userHandle": passkey.user_handle,
        })))
    }
}

impl Passkey {
    /// Authenticator data (6.1) without a credential.
    fn data(&self, rp_id: &str, flags: u8) -> Vec<u8> {
        let rp = digest(&SHA256, rp_id.as_bytes());
        [rp.as_ref(), &[flags], &self.counter.to_be_bytes()].concat()
    }

    /// Attested credential data (6.5.1) with a COSE key; the id of the authenticator is zero.
    fn attested(&self) -> Vec<u8> {
        let point = self.key.public_key().as_ref();
        let (x, y) = point[1..].split_at(32);
        [
            &[0; 16][..],
            &[0, 16],
            &self.id,
            &[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20],
            x,
            &[0x22, 0x58, 0x20],
            y,
        ]
        .concat()
    }

    fn credential(&self, response: &Value) -> Value {
        json!({
            "id": encoded(&self.id),
            "rawId": encoded(&self.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": response,
        })
    }
}

/// An attestation object of the format "none", in CBOR.
fn unattested(data: &[u8]) -> Vec<u8> {
    let length = u8::try_from(data.len()).expect("short data");
    [
        b"\xa3cfmtdnonegattStmt\xa0hauthData\x58",
        &[length][..],
        data,
    ]
    .concat()
}

/// The client data in the base64url that the response carries.
fn client_data(purpose: &str, options: &Value, origin: &str) -> String {
    let data = json!({
        "type": purpose,
        "challenge": options["challenge"],
        "origin": origin,
        "crossOrigin": false,
    });
    encoded(data.to_string().as_bytes())
}

/// A page may use the passkeys of its host and of the domains above it.
fn may_use(rp_id: &str, origin: &str) -> Result<(), String> {
    let origin = Url::parse(origin).expect("an origin");
    let host = origin.host_str().expect("a host");
    if host == rp_id || host.ends_with(&format!(".{rp_id}")) {
        Ok(())
    } else {
        Err(format!("{host} may not use passkeys of {rp_id}"))
    }
}

/// The user is always present, and verified where the page asks for it.
fn flags(verification: &Value) -> u8 {
    if verification == "discouraged" {
        PRESENT
    } else {
        PRESENT | VERIFIED
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
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
