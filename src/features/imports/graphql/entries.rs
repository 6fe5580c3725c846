//! The list of the entries of an import.

use std::sync::Arc;

use async_graphql::Context;

use super::{
    entry::ImportEntry,
    loader::{Asked, FirstEntriesOfImport},
};
use crate::{
    error::Result,
    features::imports::{EntryFilter, EntryRow, Imports},
    graphql::{context, page::Connection},
    types::{
        area::Area,
        cursor::{Cursor, List},
        id::ImportId,
        page::Page,
    },
};

/// A page of the entries of an import, in the order of its plan. The first pages of several imports are read together.
pub(super) async fn page(
    ctx: &Context<'_>,
    import: ImportId,
    filter: EntryFilter,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Connection<ImportEntry>> {
    let page = Page::parse(first, after.as_deref(), List::ImportEntries)?;
    let (imports, actor) = (
        context::handle::<Imports>(ctx)?.clone(),
        context::actor(ctx)?.clone(),
    );
    let mut total = None;
    let slice = if page.after.is_some() {
        let reading = imports.entries(&actor, import, &filter, &page);
        let slice = context::within(ctx, Area::Profiles, reading).await?;
        slice.map(Arc::new)
    } else {
        let asked = Asked {
            filter: filter.clone(),
            limit: page.limit(),
            counted: ctx.look_ahead().field("totalCount").exists(),
        };
        let key = FirstEntriesOfImport { import, asked };
        let found = context::load(ctx, Area::Profiles, key).await?;
        let found = found.unwrap_or_default();
        total = found.total;
        page.slice(found.rows.clone(), position)
    };
    let count = move || {
        let (imports, actor, filter) = (imports.clone(), actor.clone(), filter.clone());
        async move {
            match total {
                Some(total) => Ok(total),
                None => imports.count_entries(&actor, import, &filter).await,
            }
        }
    };
    Ok(Connection::new(
        slice.map(ImportEntry),
        List::ImportEntries,
        page.after.is_some(),
        Area::Profiles,
        count,
    ))
}

fn position(row: &Arc<EntryRow>) -> Cursor {
    Cursor {
        key: i64::from(row.ordinal),
        id: row.id.0,
    }
}
