//! Sealing again what an older key has sealed, so that the old key can go. Rows are walked in small batches and changed only where
//! nobody else has changed them meanwhile: whoever reads or writes them notices nothing.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{
    ConnectionTrait, ExprTrait,
    sea_query::{Alias, Cond, Expr, Func, Order, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Platform,
    queue::{Failure, Owner, Task},
    registry::{Feature, Registry},
};
use crate::error::Result;

pub use super::sealed_column::SealedColumn;

/// Rows that are read at once: some are large.
const BATCH: u64 = 20;
/// Batches of one task; what is left is another's, so that none outlives its lease.
const BATCHES: usize = 25;
/// Looks that must find nothing before a key is no longer looked for: whoever sealed by the old one a moment ago may not have
/// committed yet.
const CLEAN_LOOKS: u8 = 2;

/// Go on sealing again, from this column on, behind this row.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Reseal {
    column: usize,
    after: Option<Uuid>,
}

impl Task for Reseal {
    const KIND: &'static str = "seal.again";

    fn owner(&self) -> Owner {
        Owner::Server
    }

    fn merge_key(&self) -> Option<String> {
        (self.column == 0 && self.after.is_none()).then(|| Self::KIND.to_owned())
    }
}

/// Seals again.
#[derive(Clone)]
pub struct Resealer {
    platform: Platform,
    columns: Arc<Vec<SealedColumn>>,
    /// The newest key, and how often nothing older was found since.
    looks: Arc<Mutex<(String, u8)>>,
}

impl Resealer {
    /// For these columns.
    #[must_use]
    pub fn new(platform: Platform, columns: Vec<SealedColumn>) -> Self {
        Self {
            platform,
            columns: Arc::new(columns),
            looks: Arc::default(),
        }
    }

    /// Has everything sealed again that an older key has sealed.
    pub async fn begin(&self) -> Result<()> {
        self.platform.publish(&Reseal::default()).await
    }

    /// How many values an older key has sealed.
    pub async fn left(&self) -> Result<u64> {
        let mark = self.platform.seal.mark()?;
        let mut left = 0;
        for column in self.columns.iter() {
            let count = stale(*column, &mark)
                .expr_as(Expr::col(Alias::new(column.id)).count(), Alias::new("rows"))
                .to_owned();
            let row = self.platform.db.conn().query_one(&count).await?;
            let count: i64 = row
                .map(|row| row.try_get("", "rows"))
                .transpose()?
                .unwrap_or_default();
            left = u64::saturating_add(left, u64::try_from(count).unwrap_or_default());
        }
        Ok(left)
    }

    /// Begins where something is left of an older key; with one key there is nothing to look for.
    pub async fn schedule(&self) -> Result<()> {
        let ids = self.platform.seal.ids();
        let Some(newest) = ids
            .last()
            .filter(|newest| ids.len() > 1 && !self.is_done(newest))
        else {
            return Ok(());
        };
        let is_clean = self.left().await? == 0;
        self.note(newest, is_clean);
        if is_clean { Ok(()) } else { self.begin().await }
    }

    /// Handles [`Reseal`].
    pub async fn on_reseal(self, task: Reseal) -> std::result::Result<(), Failure> {
        let (mut at, mut after) = (task.column, task.after);
        for _ in 0..BATCHES {
            let Some(column) = self.columns.get(at) else {
                return Ok(());
            };
            after = self.batch(*column, after).await?;
            at += usize::from(after.is_none());
        }
        let rest = Reseal { column: at, after };
        Ok(self.platform.publish(&rest).await?)
    }

    /// Seals some rows again; gives the last of them, none when there were no more.
    async fn batch(&self, column: SealedColumn, after: Option<Uuid>) -> Result<Option<Uuid>> {
        let (id, value) = (Alias::new(column.id), Alias::new(column.column));
        let mut select = stale(column, &self.platform.seal.mark()?);
        select
            .column(id.clone())
            .column(value.clone())
            .order_by(id.clone(), Order::Asc)
            .limit(BATCH);
        if let Some(after) = after {
            select.and_where(Expr::col(id.clone()).gt(after));
        }
        let mut last = None;
        for row in self.platform.db.conn().query_all(&select).await? {
            let (row_id, sealed): (Uuid, Vec<u8>) =
                (row.try_get("", column.id)?, row.try_get("", column.column)?);
            last = Some(row_id);
            let Some(anew) = self.seal_again(column, row_id, &sealed) else {
                continue;
            };
            // Only what is as it was read: a newer value is sealed by the newest key already.
            let unchanged = Cond::all()
                .add(Expr::col(id.clone()).eq(row_id))
                .add(Expr::col(value.clone()).eq(sealed));
            let update = Query::update()
                .table(Alias::new(column.table))
                .value(value.clone(), anew)
                .cond_where(unchanged)
                .to_owned();
            self.platform.db.conn().execute(&update).await?;
        }
        Ok(last)
    }

    /// What cannot be opened is told and left alone: its key may come back.
    fn seal_again(&self, column: SealedColumn, id: Uuid, sealed: &[u8]) -> Option<Vec<u8>> {
        let (seal, context) = (&self.platform.seal, (column.context)(id));
        match seal
            .reveal(&context, sealed)
            .and_then(|plain| seal.close(&context, &plain))
        {
            Ok(anew) => Some(anew),
            Err(error) => {
                let cause = error.cause().map(ToString::to_string);
                tracing::error!(table = column.table, row = %id, cause, "something sealed stays as it is: {error}");
                None
            }
        }
    }

    fn is_done(&self, newest: &str) -> bool {
        let looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        looks.0 == newest && looks.1 >= CLEAN_LOOKS
    }

    fn note(&self, newest: &str, is_clean: bool) {
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        let before = if looks.0 == newest && is_clean {
            looks.1
        } else {
            0
        };
        *looks = (newest.to_owned(), before.saturating_add(u8::from(is_clean)));
    }
}

impl Feature for Resealer {
    fn register(&self, registry: &mut Registry) {
        registry.handle(self, Self::on_reseal);
        registry.schedule("reseal", self, |resealer| async move {
            resealer.schedule().await
        });
    }
}

/// The rows that the newest key has not sealed.
fn stale(column: SealedColumn, mark: &[u8]) -> SelectStatement {
    let value = || Expr::col(Alias::new(column.column));
    let length = i32::try_from(mark.len()).unwrap_or(i32::MAX);
    let begin = Func::cust("substr").args([value(), Expr::val(1_i32), Expr::val(length)]);
    Query::select()
        .from(Alias::new(column.table))
        .and_where(Expr::from(begin).ne(mark.to_vec()))
        .to_owned()
}
