//! Postings by their addresses, as other features know them.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::ConnectionTrait;

use crate::{
    error::Result,
    features::jobs::{
        Jobs,
        entity::{posting, posting_source},
        source::normalized_url,
    },
    types::id::PostingId,
};

/// Addresses that one statement looks for.
const BATCH: usize = 1_000;

impl Jobs {
    /// The address of a posting in the form in which these are compared; none for the page of all postings of an employer, and for what is no
    /// address of the web.
    #[must_use]
    pub fn address_key(address: &str) -> Option<String> {
        normalized_url::key(address).filter(|key| normalized_url::identifies_posting(key))
    }

    /// The postings at these addresses, by [`Jobs::address_key`]. One that leads to several postings, or to a hidden one, is that of none.
    pub async fn postings_at(
        &self,
        conn: &impl ConnectionTrait,
        addresses: &[String],
    ) -> Result<HashMap<String, PostingId>> {
        let keys = addresses.iter();
        let keys: Vec<String> = keys.filter_map(|it| Self::address_key(it)).collect();
        let mut found: BTreeMap<String, Vec<PostingId>> = BTreeMap::new();
        for keys in keys.chunks(BATCH) {
            for (key, posting) in posting_source::at(conn, keys).await? {
                let postings = found.entry(key).or_default();
                if !postings.contains(&posting) {
                    postings.push(posting);
                }
            }
        }
        let single = found.into_iter().filter_map(|(key, postings)| {
            let [only] = postings.as_slice() else {
                return None;
            };
            Some((key, *only))
        });
        let single: Vec<(String, PostingId)> = single.collect();
        let mut shown = HashSet::new();
        for some in single.chunks(BATCH) {
            let ids: Vec<PostingId> = some.iter().map(|(_, id)| *id).collect();
            let cards = posting::cards(conn, &ids).await?;
            shown.extend(cards.into_iter().map(|card| card.id));
        }
        Ok(single
            .into_iter()
            .filter(|(_, id)| shown.contains(id))
            .collect())
    }
}
