//! Reads applications and their histories.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, Select};

use crate::{
    error::{Error, Result},
    features::applications::{
        ApplicationRow, Applications, EventRow, Stage,
        entity::{application, application_event},
    },
    platform::db::keyset::ByTime,
    types::{
        actor::Actor,
        cursor::List,
        id::{ApplicationId, PostingId},
        page::{Page, Slice},
    },
};

/// The order of a list of applications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "ApplicationOrder")]
pub enum ApplicationOrder {
    /// Last changed first. An application that changes moves to the front, and a client that is paging may miss it.
    #[default]
    LastChanged,
    /// Last created first. The position of an application does not depend on changes.
    Newest,
    /// First created first. The position of an application does not depend on changes; new ones are added at the end.
    Oldest,
}

impl ApplicationOrder {
    /// The list that the cursors of this order belong to.
    #[must_use]
    pub const fn list(self) -> List {
        match self {
            Self::LastChanged => List::Applications,
            Self::Newest => List::ApplicationsNewest,
            Self::Oldest => List::ApplicationsOldest,
        }
    }

    const fn column(self) -> application::Column {
        match self {
            Self::LastChanged => application::Column::UpdatedAt,
            Self::Newest | Self::Oldest => application::Column::CreatedAt,
        }
    }

    const fn instant(self, row: &ApplicationRow) -> DateTime<Utc> {
        match self {
            Self::LastChanged => row.updated_at,
            Self::Newest | Self::Oldest => row.created_at,
        }
    }
}

/// A filter of applications.
#[derive(Clone, Debug, Default)]
pub struct ApplicationFilter {
    /// Only these stages; all if empty.
    pub stages: Vec<Stage>,
    /// True for archived applications only, false for the others.
    pub archived: bool,
}

impl Applications {
    /// One application of the actor; NOT_FOUND if there is none.
    pub async fn get(&self, actor: &Actor, id: ApplicationId) -> Result<ApplicationRow> {
        self.find(actor, id)
            .await?
            .ok_or_else(|| Error::not_found("application"))
    }

    /// One application of the actor; none if there is none.
    pub async fn find(&self, actor: &Actor, id: ApplicationId) -> Result<Option<ApplicationRow>> {
        Ok(application::of_by_id(actor, id)
            .one(self.platform.db.conn())
            .await?)
    }

    /// One page in the given order; the page may hold a cursor of that order.
    pub async fn list(
        &self,
        actor: &Actor,
        filter: &ApplicationFilter,
        order: ApplicationOrder,
        page: &Page,
    ) -> Result<Slice<ApplicationRow>> {
        let (by, id) = (order.column(), application::Column::Id);
        let by = match order {
            ApplicationOrder::Oldest => ByTime::oldest(by, id),
            ApplicationOrder::LastChanged | ApplicationOrder::Newest => ByTime::newest(by, id),
        };
        let (conn, select) = (self.platform.db.conn(), matching(actor, filter));
        by.page(conn, select, page, |row| (order.instant(row), row.id.0))
            .await
    }

    /// The postings of the actor's open applications, the newest first.
    pub async fn open_postings(&self, actor: &Actor, limit: u64) -> Result<Vec<PostingId>> {
        Ok(application::open_postings(self.platform.db.conn(), actor, limit).await?)
    }

    /// The number of applications that match.
    pub async fn count(&self, actor: &Actor, filter: &ApplicationFilter) -> Result<u64> {
        Ok(matching(actor, filter)
            .count(self.platform.db.conn())
            .await?)
    }

    /// The actor's applications with these ids; other ids are missing from the result.
    pub async fn batch(
        &self,
        actor: &Actor,
        ids: &[ApplicationId],
    ) -> Result<HashMap<ApplicationId, Arc<ApplicationRow>>> {
        let rows = application::of(actor)
            .filter(application::Column::Id.is_in(ids.iter().copied()))
            .all(self.platform.db.conn())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.id, Arc::new(row)))
            .collect())
    }

    /// The histories of these applications, in order.
    pub async fn batch_events(
        &self,
        actor: &Actor,
        ids: &[ApplicationId],
    ) -> Result<HashMap<ApplicationId, Arc<Vec<EventRow>>>> {
        let events = application_event::of_applications(actor, ids)
            .all(self.platform.db.conn())
            .await?;
        let mut histories: HashMap<ApplicationId, Vec<EventRow>> = HashMap::new();
        for event in events {
            histories
                .entry(event.application_id)
                .or_default()
                .push(event);
        }
        Ok(histories
            .into_iter()
            .map(|(id, history)| (id, Arc::new(history)))
            .collect())
    }
}

fn matching(actor: &Actor, filter: &ApplicationFilter) -> Select<application::Entity> {
    let select = application::of(actor).filter(application::Column::Archived.eq(filter.archived));
    if filter.stages.is_empty() {
        select
    } else {
        select.filter(application::Column::Stage.is_in(filter.stages.iter().copied()))
    }
}
