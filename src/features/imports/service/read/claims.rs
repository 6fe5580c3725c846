//! The claims of a sign-in with a provider, which were kept with the identity: the user asks for a plan of them.

use importing::Imported;

use crate::{
    error::{Error, Refusal, Result},
    features::{
        auth::identities::IdentityClaims,
        imports::{Imports, JobRow, ReadImport},
    },
    platform::hashing::content_hash,
    types::{actor::Person, id::IdentityId, import_source::ImportSource, write::Write},
};

const NOTHING: &str = "What this provider says of you is not known here. Sign in with it once more, and import it then.";

impl Imports {
    /// Stores the plan of what a provider said of the user. Nothing of the account is changed.
    pub async fn plan_claims(
        &self,
        write: &Write<'_>,
        person: &Person,
        id: IdentityId,
    ) -> Result<JobRow> {
        let identity = self.auth.identities.get(person, id).await?;
        let said = |claims: &IdentityClaims| *claims != IdentityClaims::default();
        let Some(claims) = identity.claims.filter(said) else {
            return Err(Refusal::invalid("input.id", NOTHING).into());
        };
        let text = serde_json::to_vec(&claims).map_err(Error::internal)?;
        let read = ReadImport {
            source: ImportSource::Oidc,
            file_name: format!("Sign-in with {}", identity.provider),
            sha256: content_hash(&text),
            imported: Imported::default(),
            claims: Some(claims),
        };
        self.plan_read(write, read).await
    }
}
