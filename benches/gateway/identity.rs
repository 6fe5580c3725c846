//! Access tokens of the users: signed here with the gateway's key, verified by the reference as strictly as by the gateway.

use std::{fs, path::Path};

use careergraph::{
    platform::clock::Clock,
    types::{
        actor::Role,
        id::{SessionId, UserId},
    },
};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode,
    jwk::Jwk,
};
use serde::{Deserialize, Serialize};

use crate::Done;

/// Issuer and audience of the tokens.
pub const ISSUER: &str = "careergraph-bench";
const TYPE: &str = "at+jwt";

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    sid: SessionId,
    role: Role,
    iat: i64,
    exp: i64,
}

/// Verifies tokens.
pub struct Verifier {
    id: String,
    key: DecodingKey,
    validation: Validation,
}

/// A token for each user, valid for a day.
pub fn tokens(folder: &Path, users: &[UserId]) -> Done<Vec<String>> {
    let (id, key) = key(folder)?;
    let clock = Clock::default();
    let header = Header {
        kid: Some(id),
        typ: Some(TYPE.to_owned()),
        ..Header::new(Algorithm::EdDSA)
    };
    let iat = clock.now().timestamp();
    let token = |user: &UserId| {
        let (iss, aud) = (ISSUER.to_owned(), ISSUER.to_owned());
        let claims = Claims {
            iss,
            aud,
            sub: *user,
            sid: SessionId(clock.new_id()),
            role: Role::User,
            iat,
            exp: iat + 86_400,
        };
        Ok(encode(&header, &claims, &key)?)
    };
    users.iter().map(token).collect()
}

impl Verifier {
    /// Reads the key that the gateway created.
    pub fn open(folder: &Path) -> Done<Self> {
        let (id, key) = key(folder)?;
        let key = DecodingKey::from_jwk(&Jwk::from_encoding_key(&key, Algorithm::EdDSA)?)?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[ISSUER]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        Ok(Self {
            id,
            key,
            validation,
        })
    }

    /// The user of a token.
    pub fn user(&self, token: &str) -> Option<UserId> {
        let header = decode_header(token).ok()?;
        let ours = header.typ.as_deref() == Some(TYPE) && header.kid.as_deref() == Some(&self.id);
        ours.then(|| {
            decode::<Claims>(token, &self.key, &self.validation)
                .ok()
                .map(|token| token.claims.sub)
        })
        .flatten()
    }
}

/// The only key of the folder, with its id.
fn key(folder: &Path) -> Done<(String, EncodingKey)> {
    let file = fs::read_dir(folder.join("keys"))?
        .next()
        .ok_or("no key was made")??
        .path();
    let id = file
        .file_stem()
        .and_then(|name| name.to_str())
        .ok_or("the key has no name")?
        .to_owned();
    Ok((id, EncodingKey::from_ed_pem(&fs::read(file)?)?))
}
