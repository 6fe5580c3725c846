//! The tailorings of a résumé.

use std::sync::Arc;

use async_graphql::Context;

use super::{
    loader::TailoringsOf,
    object::{Newest, Tailoring},
};
use crate::{
    error::Result,
    features::writing::tailoring::TailoringRow,
    graphql::{context, page::Connection},
    types::{
        area::Area,
        cursor::{Cursor, List},
        id::ResumeId,
        page::Page,
    },
};

/// The newest tailoring of a résumé; none if there is none.
pub async fn newest_of(
    ctx: &Context<'_>,
    (resume, newest): (ResumeId, Newest),
) -> Result<Option<Tailoring>> {
    let rows = rows_of(ctx, resume).await?;
    let first = rows.first().map(Arc::clone);
    Ok(first.map(|row| Tailoring::new(row, newest)))
}

/// A page of the tailorings of a résumé, newest first.
pub async fn page_of(
    ctx: &Context<'_>,
    (resume, newest): (ResumeId, Newest),
    first: Option<i32>,
    after: Option<&str>,
) -> Result<Connection<Tailoring>> {
    let page = Page::parse(first, after, List::Tailorings)?;
    let rows = rows_of(ctx, resume).await?;
    let position = |row: &Arc<TailoringRow>| Cursor {
        key: row.created_at.timestamp_micros(),
        id: row.id.0,
    };
    let is_after = |row: &&Arc<TailoringRow>| {
        let here = position(row);
        page.after
            .is_none_or(|after| (here.key, here.id) < (after.key, after.id))
    };
    let limit = usize::try_from(page.limit()).unwrap_or(usize::MAX);
    let found = rows.iter().filter(is_after).take(limit).cloned();
    let slice = page.slice(found.collect(), position);
    let total = u64::try_from(rows.len()).unwrap_or_default();
    Ok(Connection::new(
        slice.map(|row| Tailoring::new(row, newest.clone())),
        List::Tailorings,
        page.after.is_some(),
        Area::Writing,
        move || std::future::ready(Ok(total)),
    ))
}

async fn rows_of(ctx: &Context<'_>, resume: ResumeId) -> Result<Arc<Vec<Arc<TailoringRow>>>> {
    let found = context::load(ctx, Area::Writing, TailoringsOf(resume)).await?;
    Ok(found.unwrap_or_default())
}
