//! Counts for analytics, computed from the histories.

use sea_orm::{
    ConnectionTrait,
    sea_query::{Alias, Expr, ExprTrait, Query},
};

use crate::{
    error::Result,
    features::applications::{Applications, Stage, entity::application_event},
    types::actor::Actor,
};

/// The number of applications that ever reached each stage, by events that were not retracted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// All applications.
    pub all: i64,
    /// For each requested stage; accepted applications count in every one.
    pub stages: Vec<i64>,
    /// Applications closed as ACCEPTED.
    pub accepted: i64,
}

impl Applications {
    /// Counts in one statement.
    pub async fn ever_reached(&self, actor: &Actor, stages: &[Stage]) -> Result<Reached> {
        let named: Vec<(Stage, Alias)> = (0..)
            .zip(stages)
            .map(|(index, stage)| (*stage, Alias::new(format!("stage_{index}"))))
            .collect();
        let (accepted, all, each) = (
            Alias::new("accepted"),
            Alias::new("all_of_them"),
            Alias::new("each"),
        );
        let sum = |expr: Expr| expr.sum().cast_as(Alias::new("bigint"));
        let mut sums = Query::select();
        sums.expr_as(Expr::col(accepted.clone()).count(), all)
            .expr_as(sum(Expr::col(accepted.clone())), accepted.clone());
        for (_, name) in &named {
            let either = Expr::case(
                Expr::col(name.clone())
                    .add(Expr::col(accepted.clone()))
                    .gt(0),
                1,
            )
            .finally(0);
            sums.expr_as(sum(either.into()), name.clone());
        }
        sums.from_subquery(application_event::reached(actor, &named, accepted), each);
        let Some(row) = self.platform.db.conn().query_one(&sums).await? else {
            return Ok(Reached::default());
        };
        // A sum over no rows is null.
        let number = |name: &str| {
            row.try_get::<Option<i64>>("", name)
                .map(Option::unwrap_or_default)
        };
        let stages = (0..stages.len())
            .map(|index| number(&format!("stage_{index}")))
            .collect::<std::result::Result<_, _>>()?;
        Ok(Reached {
            all: number("all_of_them")?,
            stages,
            accepted: number("accepted")?,
        })
    }
}
