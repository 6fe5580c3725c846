//! The order MATCH: postings that are ranked for a user, as far as a search finds them.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ColumnTrait, ConnectionTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, Query, SelectStatement},
};

use super::{
    FoundPage, Search,
    criteria::Order,
    fulltext,
    statement::{self, is_by_index},
};
use crate::{
    error::{Error, Result},
    features::jobs::{Jobs, entity::posting},
    types::{
        cursor::Cursor,
        id::PostingId,
        page::{Page, Slice},
    },
};

/// A posting with the key of its place in the ranking, higher first.
pub type Ranked = (PostingId, i64);

impl Search {
    /// True if the postings are wanted in the order of a ranking.
    #[must_use]
    pub fn is_by_match(&self) -> bool {
        self.order() == Order::Match
    }
}

impl Jobs {
    /// One page of those of the ranked postings that a search finds, in their order.
    pub async fn search_ranked(
        &self,
        search: &mut Search,
        page: &Page,
        ranked: Vec<Ranked>,
    ) -> Result<FoundPage> {
        let read_at = self.platform.clock.now();
        search.look_through(self.windows());
        self.look_up_cities(search).await?;
        let found = self.among(search, &ranked).await?;
        let matched: Vec<Ranked> = ranked
            .into_iter()
            .filter(|(id, _)| found.contains(id))
            .collect();
        let total = u64::try_from(matched.len()).map_err(Error::internal)?;
        let is_after = |(id, key): &Ranked| match page.after {
            Some(after) => (*key, id.0) < (after.key, after.id),
            None => true,
        };
        let limit = usize::try_from(page.limit()).map_err(Error::internal)?;
        let shown = matched.into_iter().filter(is_after).take(limit).collect();
        let slice = page.slice(shown, |(id, key): &Ranked| Cursor {
            key: *key,
            id: id.0,
        });
        let ids: Vec<PostingId> = slice.rows.iter().map(|(_, (id, _))| *id).collect();
        let cards: HashMap<_, _> = self.batch_postings(&ids).await?;
        let rows = slice.rows.into_iter();
        let rows = rows.filter_map(|(cursor, (id, _))| {
            let card = cards.get(&id)?;
            Some((cursor, card.as_ref().clone()))
        });
        Ok(FoundPage {
            postings: Slice {
                rows: rows.collect(),
                has_next: slice.has_next,
            },
            total: Some(total),
            counted: None,
            read_at,
        })
    }

    /// Those of the ranked postings that a search finds.
    async fn among(&self, search: &Search, ranked: &[Ranked]) -> Result<HashSet<PostingId>> {
        if ranked.is_empty() {
            return Ok(HashSet::new());
        }
        let conn = self.platform.db.conn();
        let ids: Vec<PostingId> = ranked.iter().map(|(id, _)| *id).collect();
        let rows = conn.query_all(&self.statement_of(search, ids)?).await?;
        let ids = rows.iter().map(|row| row.try_get_by_index(0));
        Ok(ids.collect::<std::result::Result<_, _>>()?)
    }

    fn statement_of(&self, search: &Search, ids: Vec<PostingId>) -> Result<SelectStatement> {
        let backend = self.platform.db.backend();
        let most = u64::try_from(ids.len()).map_err(Error::internal)?;
        let wanted = statement::wanted(search, &search.filter, most, backend);
        if !is_by_index(search) && wanted.narrowed.is_some() {
            let listed = statement::filtered(search, &search.filter)
                .filter(posting::Column::Id.is_in(ids))
                .select_only()
                .column(posting::Column::Id);
            return Ok(QueryTrait::into_query(listed));
        }
        let row = Expr::col((Alias::new("posting_rows"), Alias::new(fulltext::ID)));
        let wanted = fulltext::Wanted {
            by_rank: false,
            rows: wanted.rows.clone().add(row.is_in(ids)),
            ..wanted
        };
        Ok(Query::select()
            .column(Alias::new(fulltext::ID))
            .from_subquery(fulltext::matches(&wanted, backend), Alias::new("hits"))
            .to_owned())
    }
}
