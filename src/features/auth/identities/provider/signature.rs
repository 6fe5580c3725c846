//! Verifies the signatures of a provider's tokens (RFC 7515, with the advice of RFC 8725): with a published key, found by its id, and an
//! allowed algorithm. Keys in the token's header are ignored.

use jsonwebtoken::{
    Algorithm, DecodingKey, Header, Validation, decode, decode_header,
    jwk::{Jwk, KeyAlgorithm, PublicKeyUse},
};
use serde::de::DeserializeOwned;

use super::{Document, Fault, Provider};

impl Provider {
    /// The claims of a token after its signature is verified; `types` are the allowed `typ` values of its header.
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
            return Err(Fault::BadIdToken(
                "its header has an unknown critical parameter",
            ));
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
        // The times are checked elsewhere, against our clock.
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        let claims = decode::<T>(token, &key, &validation)
            .map_err(|_| Fault::BadIdToken("its signature or its form is wrong"))?;
        Ok((claims.claims, header.alg))
    }
}

/// The key of a header. A header without a key id matches only if there is a single key (OpenID Connect Core, 10.1).
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
