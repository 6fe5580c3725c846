//! What a reading is made of: columns of `postings`.

use std::collections::HashMap;

use sea_orm::{DerivePartialModel, entity::prelude::*};

use crate::{
    features::jobs::entity::{
        posting::{self, Entity},
        posting_location::{self, Model as LocationRow},
    },
    types::{
        amount::Amount,
        id::PostingId,
        work::{PayPeriod, RemoteMode, Seniority},
    },
};

/// A posting.
#[derive(Clone, Debug, PartialEq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
#[expect(missing_docs, reason = "the columns of the row, which documents them")]
pub struct StoredPosting {
    pub id: PostingId,
    pub company_name: String,
    pub title: String,
    pub description: String,
    pub language: Option<String>,
    pub seniority: Seniority,
    pub remote_mode: RemoteMode,
    pub pay_min: Option<Amount>,
    pub pay_max: Option<Amount>,
    pub pay_currency: Option<String>,
    pub pay_period: Option<PayPeriod>,
    pub posted_at: DateTimeUtc,
}

/// Postings with their places.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// The postings.
    pub postings: HashMap<PostingId, StoredPosting>,
    places: HashMap<PostingId, Vec<LocationRow>>,
}

impl Stored {
    /// Reads postings with their places.
    pub async fn read(conn: &impl ConnectionTrait, ids: &[PostingId]) -> Result<Self, DbErr> {
        let postings: Vec<StoredPosting> = posting::Entity::find()
            .filter(posting::Column::Id.is_in(ids.iter().copied()))
            .into_partial_model()
            .all(conn)
            .await?;
        let mut places: HashMap<PostingId, Vec<LocationRow>> = HashMap::new();
        for place in posting_location::of_postings(ids).all(conn).await? {
            places.entry(place.posting_id).or_default().push(place);
        }
        Ok(Self {
            postings: postings
                .into_iter()
                .map(|posting| (posting.id, posting))
                .collect(),
            places,
        })
    }

    /// The places of a posting.
    #[must_use]
    pub fn places_of(&self, id: PostingId) -> &[LocationRow] {
        self.places.get(&id).map_or(&[], Vec::as_slice)
    }

    /// True if a posting is the same in both, with its places.
    #[must_use]
    pub fn has_same(&self, id: PostingId, other: &Self) -> bool {
        self.postings.get(&id) == other.postings.get(&id)
            && self.places_of(id) == other.places_of(id)
    }
}
