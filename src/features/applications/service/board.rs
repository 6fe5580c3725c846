//! The application board: one column for each stage, cards in the user's order.

use std::collections::HashMap;

use sea_orm::Iterable;

use super::append::{Written, change};
use crate::{
    error::{Error, Refusal, Result},
    features::applications::{
        ApplicationRow, Applications, Stage,
        entity::{
            application,
            application_undo::{self, Before},
        },
    },
    platform::unit_of_work::{Change, Unit},
    types::{actor::Actor, id::ApplicationId, write::Write},
};

/// A column of the board.
pub struct Column {
    /// The stage.
    pub stage: Stage,
    /// The number of cards in the column, including those not returned.
    pub total: i64,
    /// The first cards of the column, in order.
    pub cards: Vec<ApplicationRow>,
}

/// The smallest gap between two ranks that a card is placed into; below it, the column is renumbered.
const GAP_MIN: f64 = 1e-9;

impl Applications {
    /// Every column, including empty ones, with at most `size` cards.
    pub async fn board(&self, actor: &Actor, size: u64) -> Result<Vec<Column>> {
        let conn = self.platform.db.conn();
        let counts: HashMap<Stage, i64> = application::board_counts(actor)
            .into_tuple()
            .all(conn)
            .await?
            .into_iter()
            .collect();
        let mut cards: HashMap<Stage, Vec<ApplicationRow>> = HashMap::new();
        for card in application::board(actor, size).all(conn).await? {
            cards.entry(card.stage).or_default().push(card);
        }
        let column = |stage| Column {
            stage,
            total: counts.get(&stage).copied().unwrap_or(0),
            cards: cards.remove(&stage).unwrap_or_default(),
        };
        Ok(Stage::iter().map(column).collect())
    }

    /// Moves a card below another of its column, or on top. Adds no event, because the state does not change.
    pub async fn rank(
        &self,
        write: &Write<'_>,
        id: ApplicationId,
        below: Option<ApplicationId>,
    ) -> Result<Written> {
        let act = async |unit: &Unit| {
            let row = self.put(unit, write.actor, id, below).await?;
            self.shown(unit, write, row, None).await
        };
        self.platform.write(write, act).await
    }

    async fn put(
        &self,
        tx: &Unit,
        actor: &Actor,
        id: ApplicationId,
        below: Option<ApplicationId>,
    ) -> Result<ApplicationRow> {
        // Locked, so that what stood before is kept for the version that it stood before.
        let row = application::locked(actor, id)
            .one(tx)
            .await?
            .ok_or_else(|| Error::not_found("application"))?;
        let column = application::column_of(tx, actor, row.stage).await?;
        let others: Vec<(ApplicationId, f64)> = column
            .into_iter()
            .filter(|(other, _)| *other != id)
            .collect();
        let place = match below {
            None => 0,
            Some(below) => {
                let at = others.iter().position(|(other, _)| *other == below);
                at.ok_or_else(|| {
                    Refusal::invalid(
                        "input.belowId",
                        "This card is not in the same column of the board.",
                    )
                })? + 1
            }
        };
        let moved = change(&row, Some(row.version)).at_same_version();
        tx.changed(moved.clone()).await;
        let rank = if let Some(rank) = between(&others, place) {
            rank
        } else {
            for (index, (other, _)) in others.iter().enumerate() {
                application::set_rank(tx, *other, rank_at(index + usize::from(index >= place)))
                    .await?;
                let renumbered = Change {
                    id: other.0,
                    version: None,
                    ..moved
                };
                tx.changed(renumbered).await;
            }
            application_undo::forget_column(tx, actor, row.stage).await?;
            rank_at(place)
        };
        application::set_rank(tx, id, rank).await?;
        let before = Before::Place {
            board_rank: row.board_rank,
        };
        self.keep_before(tx, &row, before).await?;
        Ok(ApplicationRow {
            board_rank: rank,
            ..row
        })
    }
}

/// The rank between two neighbours; `None` if the gap is too small.
fn between(others: &[(ApplicationId, f64)], place: usize) -> Option<f64> {
    let above = place
        .checked_sub(1)
        .and_then(|index| others.get(index))
        .map(|(_, rank)| *rank);
    let below = others.get(place).map(|(_, rank)| *rank);
    match (above, below) {
        (None, None) => Some(1.0),
        (Some(above), None) => Some(above + 1.0),
        (None, Some(below)) => Some(below - 1.0),
        (Some(above), Some(below)) => {
            (below - above > GAP_MIN).then(|| f64::midpoint(above, below))
        }
    }
}

/// The rank of a position after renumbering. Whole numbers allow about thirty insertions at the same position.
fn rank_at(place: usize) -> f64 {
    u32::try_from(place).map_or(f64::MAX, f64::from)
}
