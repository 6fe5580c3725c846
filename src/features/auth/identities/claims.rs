//! What a provider says about a user: it is kept with the identity, for an import that the user asks for.

use super::{
    Identities, IdentityRow,
    entity::{claims::IdentityClaims, identity},
    provider::{Document, Provider, Tokens, VerifiedIdentity},
};
use crate::{
    error::{Error, Result},
    types::{actor::Person, id::IdentityId},
};

impl Identities {
    /// The identity of the user, with what its provider said last.
    pub async fn get(&self, person: &Person, id: IdentityId) -> Result<IdentityRow> {
        let found = identity::one_of(person.actor(), id);
        let found = found.one(self.platform.db.conn()).await?;
        found.ok_or_else(|| Error::not_found("identity"))
    }

    /// What a provider says at a sign-in or a link, beside what it said before. A provider whose ID tokens have no name is asked once for more;
    /// its failure stops nothing.
    pub(super) async fn claims_of(
        &self,
        (provider, document): (&Provider, &Document),
        vouched: &VerifiedIdentity,
        tokens: &Tokens,
        kept: Option<IdentityClaims>,
    ) -> IdentityClaims {
        let mut claims = vouched.facts.claims.clone();
        if kept.is_none() && claims.whole_name().is_none() {
            let asked = self
                .in_time(provider.user_info(document, vouched, tokens))
                .await;
            if let Ok(Some(facts)) = asked {
                claims = claims.or(facts.claims);
            }
        }
        claims.or(kept.unwrap_or_default())
    }
}
