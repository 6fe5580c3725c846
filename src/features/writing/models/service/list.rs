//! Reads the ledger.

use sea_orm::PaginatorTrait;

use crate::{
    error::Result,
    features::writing::models::{
        AiRunRow, LanguageModels,
        entity::run::{self, Column},
    },
    platform::db::keyset::ByTime,
    types::{
        actor::Actor,
        page::{Page, Slice},
    },
};

impl LanguageModels {
    /// One page of the requests of the actor, newest first.
    pub async fn runs(&self, actor: &Actor, page: &Page) -> Result<Slice<AiRunRow>> {
        let newest = ByTime::newest(Column::CreatedAt, Column::Id);
        let (conn, select) = (self.platform.db.conn(), run::of(actor));
        newest
            .page(conn, select, page, |row| (row.created_at, row.id.0))
            .await
    }

    /// The number of them.
    pub async fn count_runs(&self, actor: &Actor) -> Result<u64> {
        Ok(run::of(actor).count(self.platform.db.conn()).await?)
    }
}
