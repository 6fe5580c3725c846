//! Hands what was read to the imports, which make a plan of it.

use importing::Imported;

use crate::{
    error::{Error, Kind, Result},
    features::{
        imports::{ReadImport, State},
        linkedin::LinkedIn,
    },
    platform::hashing::content_hash,
    types::{actor::Actor, id::ImportId, import_source::ImportSource, write::Write},
};

impl LinkedIn {
    /// Makes a plan; nothing of it is applied.
    pub(super) async fn make_plan(&self, actor: &Actor, imported: Imported) -> Result<ImportId> {
        let text = serde_json::to_vec(&imported).map_err(Error::internal)?;
        let today = self.platform.clock.now().date_naive();
        let read = ReadImport {
            source: ImportSource::DmaSnapshot,
            file_name: format!("LinkedIn snapshot of {today}"),
            sha256: content_hash(&text),
            imported,
            claims: None,
        };
        let plan = self.imports.plan_read(&Write::by(actor), read).await?;
        Ok(plan.id)
    }

    /// True if the last plan was not applied and cannot be any more, so that the same rows may become another one. A plan that its owner
    /// cancelled, or that is deleted, comes again only when the owner asks for it.
    pub(super) async fn is_plan_over(
        &self,
        actor: &Actor,
        plan: Option<ImportId>,
        by_hand: bool,
    ) -> Result<bool> {
        let Some(plan) = plan else {
            return Ok(false);
        };
        match self.imports.get(actor, plan).await {
            Ok(job) => Ok(match job.state {
                State::Planned | State::Applying | State::Applied => false,
                State::Expired | State::Failed => true,
                State::Cancelled => by_hand,
            }),
            Err(error) if *error.kind() == Kind::NotFound => Ok(by_hand),
            Err(error) => Err(error),
        }
    }
}
