//! The postings that a user saved: those of their open applications.

use std::{collections::HashMap, sync::Arc};

use matching::prepared::Posting;

use crate::{
    error::Result,
    features::matching::{Knowledge, Matching},
    types::{actor::Actor, id::PostingId},
};

/// Saved postings that are looked at, the newest.
const SAVED_MAX: u64 = 50;

impl Matching {
    /// The saved postings of the actor, prepared.
    pub(super) async fn saved(
        &self,
        knowledge: &Arc<Knowledge>,
        actor: &Actor,
    ) -> Result<HashMap<PostingId, Posting>> {
        let ids = self.applications.open_postings(actor, SAVED_MAX).await?;
        self.readings(knowledge, &ids).await
    }
}
