//! The signatures of a provider's tokens (RFC 7515, with the advice of RFC 8725): by a key that it publishes, found by its id, and an
//! algorithm that is allowed. What a token's header says of other keys is not looked at.

use jsonwebtoken::{
    Algorithm, DecodingKey, Header, Validation, decode, decode_header,
    jwk::{Jwk, KeyAlgorithm, PublicKeyUse},
};
use serde::de::DeserializeOwned;

use super::{Document, Fault, Provider};

impl Provider {
    /// What a token says that the provider has signed, and by which algorithm; `types` are what its header may call it.
    pub(super) async fn signed<T: DeserializeOwned>(
        &self,
        document: &Document,
        token: &str,
        types: &[&str],
    ) -> Result<(T, Algorithm), Fault> {
        let header =
            decode_header(token).map_err(|_| Fault::BadIdToken("its header cannot be read"))?;
        if !self.algorithms.contains(&header.alg) {
            return Err(Fault::BadIdToken("its algorithm is not allowed"));
        }
        if header.crit.is_some() {
            return Err(Fault::BadIdToken("its header asks for what we do not know"));
        }
        if header
            .typ
            .as_deref()
            .is_some_and(|typ| !types.iter().any(|known| known.eq_ignore_ascii_case(typ)))
        {
            return Err(Fault::BadIdToken("it is a token of another type"));
        }
        let key = match key_for(&document.keys, &header) {
            Some(key) => key,
            None => key_for(&self.newer_keys(document).await?, &header)
                .ok_or(Fault::BadIdToken("its key is not known"))?,
        };
        let mut validation = Validation::new(header.alg);
        // What it says is checked by us, against our clock.
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        let claims = decode::<T>(token, &key, &validation)
            .map_err(|_| Fault::BadIdToken("its signature or its form is wrong"))?;
        Ok((claims.claims, header.alg))
    }
}

/// The key that a header names. One that names none means the only key there is (OpenID Connect Core, 10.1).
fn key_for(keys: &[Jwk], header: &Header) -> Option<DecodingKey> {
    let key = match &header.kid {
        Some(id) => keys
            .iter()
            .find(|key| key.common.key_id.as_ref() == Some(id))?,
        None if keys.len() == 1 => keys.first()?,
        None => return None,
    };
    let signs = key
        .common
        .public_key_use
        .as_ref()
        .is_none_or(|purpose| *purpose == PublicKeyUse::Signature);
    let fits = key
        .common
        .key_algorithm
        .is_none_or(|algorithm| algorithm == KeyAlgorithm::from(header.alg));
    DecodingKey::from_jwk(key).ok().filter(|_| signs && fits)
}
