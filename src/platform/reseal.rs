//! Seals values again that an older key has sealed, so that the old key can be removed. Rows are processed in small batches and updated
//! only if nobody has changed them meanwhile, so that reads and writes are not affected.

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

/// Rows per batch: some are large.
const BATCH: u64 = 20;
/// Batches per task; the rest is left to a further task, so that none outlives its lease.
const BATCHES: usize = 25;
/// Consecutive scans that must find nothing before an old key is considered unused: a transaction that used it may not have
/// committed yet.
const CLEAN_SCANS: u8 = 2;

/// Task: continue sealing from this column and after this row.
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

/// Seals values again.
#[derive(Clone)]
pub struct Resealer {
    platform: Platform,
    columns: Arc<Vec<SealedColumn>>,
    /// The id of the newest key, and the number of scans that found nothing older.
    scans: Arc<Mutex<(String, u8)>>,
}

impl Resealer {
    /// A resealer of these columns.
    #[must_use]
    pub fn new(platform: Platform, columns: Vec<SealedColumn>) -> Self {
        Self {
            platform,
            columns: Arc::new(columns),
            scans: Arc::default(),
        }
    }

    /// Starts sealing all values again that an older key has sealed.
    pub async fn begin(&self) -> Result<()> {
        self.platform.publish(&Reseal::default()).await
    }

    /// Number of values that an older key has sealed.
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

    /// Starts if an older key is still in use; with a single key there is nothing to do.
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

    /// Seals a batch of rows again; returns the id of the last one, `None` if there were no more.
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
            // Only if the row has not changed: a newer value is already sealed by the newest key.
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

    /// Seals a value again. One that cannot be opened is logged and left unchanged: its key may be restored.
    fn seal_again(&self, column: SealedColumn, id: Uuid, sealed: &[u8]) -> Option<Vec<u8>> {
        let (seal, context) = (&self.platform.seal, (column.context)(id));
        match seal
            .unseal(&context, sealed)
            .and_then(|plain| seal.seal(&context, &plain))
        {
            Ok(anew) => Some(anew),
            Err(error) => {
                let cause = error.cause().map(ToString::to_string);
                tracing::error!(table = column.table, row = %id, cause, "a sealed value cannot be opened and is left unchanged: {error}");
                None
            }
        }
    }

    fn is_done(&self, newest: &str) -> bool {
        let scans = self.scans.lock().unwrap_or_else(PoisonError::into_inner);
        scans.0 == newest && scans.1 >= CLEAN_SCANS
    }

    fn note(&self, newest: &str, is_clean: bool) {
        let mut scans = self.scans.lock().unwrap_or_else(PoisonError::into_inner);
        let before = if scans.0 == newest && is_clean {
            scans.1
        } else {
            0
        };
        *scans = (newest.to_owned(), before.saturating_add(u8::from(is_clean)));
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
