//! Counts for analytics, computed from the histories.

use std::sync::LazyLock;

use sea_orm::{ConnectionTrait, Statement};

use crate::{
    error::Result,
    features::applications::{Applications, Stage, entity::application_event},
    types::actor::Actor,
};

/// The stages that are counted.
pub const COUNTED_STAGES: [Stage; 5] = [
    Stage::Applied,
    Stage::Screening,
    Stage::Assessment,
    Stage::Interviewing,
    Stage::Offer,
];

/// The statement is the same for every user, so it is composed once. Every later stage counts as APPLIED, even if the history has no event in
/// APPLIED, because a recruiter wrote first or an imported list states a later stage only.
static STATEMENT: LazyLock<String> = LazyLock::new(|| {
    let tier = |stage: Stage| match stage {
        Stage::Applied => COUNTED_STAGES.to_vec(),
        other => vec![other],
    };
    let tiers: Vec<Vec<Stage>> = COUNTED_STAGES.map(tier).to_vec();
    application_event::reached(&tiers)
});

/// The number of applications that ever reached each stage, by events that were not retracted; later stages count as APPLIED.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// All applications.
    pub all: i64,
    /// For each of [`COUNTED_STAGES`]; accepted applications count in every one.
    pub stages: [i64; COUNTED_STAGES.len()],
    /// Applications closed as ACCEPTED.
    pub accepted: i64,
}

impl Applications {
    /// Counts in one statement.
    pub async fn ever_reached(&self, actor: &Actor) -> Result<Reached> {
        let db = &self.platform.db;
        let statement = Statement::from_sql_and_values(
            db.backend(),
            STATEMENT.as_str(),
            [actor.user_id.into()],
        );
        let Some(row) = db.conn().query_one_raw(statement).await? else {
            return Ok(Reached::default());
        };
        let mut reached = Reached {
            all: row.try_get_by_index(0)?,
            accepted: row.try_get_by_index(1)?,
            ..Reached::default()
        };
        for (index, stage) in reached.stages.iter_mut().enumerate() {
            *stage = row.try_get_by_index(index.saturating_add(2))?;
        }
        Ok(reached)
    }
}
