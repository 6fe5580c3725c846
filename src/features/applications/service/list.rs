//! Reading applications and their histories.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ColumnTrait, Condition, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::{
    error::{Error, Result},
    features::applications::{
        ApplicationRow, Applications, EventRow,
        entity::{application, application_event},
    },
    types::{
        actor::Actor,
        cursor::Cursor,
        id::ApplicationId,
        page::{Page, Slice},
        stage::Stage,
    },
};

/// Which applications.
#[derive(Clone, Debug, Default)]
pub struct ApplicationFilter {
    /// In any of these stages; all when empty.
    pub stages: Vec<Stage>,
    /// Archived ones instead of the others.
    pub archived: bool,
}

impl Applications {
    /// One application of the one who asks.
    pub async fn get(&self, actor: &Actor, id: ApplicationId) -> Result<ApplicationRow> {
        self.find(actor, id).await?.ok_or_else(|| Error::not_found("application"))
    }

    /// The same, where a miss is no error.
    pub async fn find(&self, actor: &Actor, id: ApplicationId) -> Result<Option<ApplicationRow>> {
        Ok(application::of_by_id(actor, id).one(self.platform.db.conn()).await?)
    }

    /// One page, last changed first.
    pub async fn list(&self, actor: &Actor, filter: &ApplicationFilter, page: &Page) -> Result<Slice<ApplicationRow>> {
        use application::Column as Is;
        let mut select = matching(actor, filter);
        if let Some(after) = page.after {
            let at = chrono::DateTime::from_timestamp_micros(after.key).unwrap_or_default();
            let tie = Condition::all().add(Is::UpdatedAt.eq(at)).add(Is::Id.lt(ApplicationId(after.id)));
            select = select.filter(Is::UpdatedAt.lte(at)).filter(Condition::any().add(Is::UpdatedAt.lt(at)).add(tie));
        }
        let rows = select.order_by_desc(Is::UpdatedAt).order_by_desc(Is::Id).limit(page.limit()).all(self.platform.db.conn()).await?;
        Ok(page.slice(rows, |row| Cursor { key: row.updated_at.timestamp_micros(), id: row.id.0 }))
    }

    /// How many match.
    pub async fn count(&self, actor: &Actor, filter: &ApplicationFilter) -> Result<u64> {
        Ok(matching(actor, filter).count(self.platform.db.conn()).await?)
    }

    /// These applications of the one who asks; others are missing from the answer.
    pub async fn batch(&self, actor: &Actor, ids: &[ApplicationId]) -> Result<HashMap<ApplicationId, Arc<ApplicationRow>>> {
        let rows = application::of(actor).filter(application::Column::Id.is_in(ids.iter().copied())).all(self.platform.db.conn()).await?;
        Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
    }

    /// The histories of these applications, in order.
    pub async fn batch_events(&self, actor: &Actor, ids: &[ApplicationId]) -> Result<HashMap<ApplicationId, Arc<Vec<EventRow>>>> {
        let events = application_event::of_applications(actor, ids).all(self.platform.db.conn()).await?;
        let mut histories: HashMap<ApplicationId, Vec<EventRow>> = HashMap::new();
        for event in events {
            histories.entry(event.application_id).or_default().push(event);
        }
        Ok(histories.into_iter().map(|(id, history)| (id, Arc::new(history))).collect())
    }
}

fn matching(actor: &Actor, filter: &ApplicationFilter) -> Select<application::Entity> {
    let select = application::of(actor).filter(application::Column::Archived.eq(filter.archived));
    if filter.stages.is_empty() { select } else { select.filter(application::Column::Stage.is_in(filter.stages.iter().copied())) }
}
