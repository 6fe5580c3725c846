//! The table `posting_embeddings`: vectors of what open postings ask for. On PostgreSQL it has the numbers as an array as well.

use std::collections::BTreeMap;

use sea_orm::{
    DbBackend, ExprTrait, PaginatorTrait, Statement, Value,
    entity::prelude::*,
    sea_query::{
        Alias, CaseStatement, DynIden, Expr, Func, IntoIden, OnConflict, Query, SelectStatement,
    },
};

use super::posting_reading;
use crate::{
    features::jobs::entity::posting,
    types::{id::PostingId, vector::Vector},
};

/// The column with the numbers as an array, on PostgreSQL.
const ARRAY: &str = "floats";
/// The statement of pgvector: exact, because no index is made.
const NEAREST: &str = "SELECT e.posting_id FROM posting_embeddings e JOIN postings p ON p.id = e.posting_id \
    WHERE e.model = $1 AND octet_length(e.vector) = $2 AND p.closed_at IS NULL AND p.hidden_at IS NULL \
    ORDER BY CAST(e.floats AS vector) <=> CAST(CAST($3 AS real[]) AS vector), e.posting_id DESC LIMIT $4";
/// One vector for each of some texts.
const OF_TEXTS: &str = "SELECT text_hash, vector FROM (SELECT text_hash, vector, \
    row_number() OVER (PARTITION BY text_hash ORDER BY posting_id) AS place FROM posting_embeddings WHERE text_hash IN (";

/// A vector of a posting.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posting_embeddings")]
pub struct Model {
    /// The posting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub posting_id: PostingId,
    /// The model.
    pub model: String,
    /// The hash of model and text.
    pub text_hash: Vec<u8>,
    /// The numbers, of unit length, little-endian.
    pub vector: Vec<u8>,
    /// When the posting was read whose text it was made of.
    pub read_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The models: that of all languages, and those of some. An empty name leaves postings out.
#[derive(Clone, Copy, Debug)]
pub struct Models<'a> {
    /// For all languages.
    pub common: &'a str,
    /// By the code of a language.
    pub of: &'a BTreeMap<String, String>,
}

impl Models<'_> {
    /// The model of a posting.
    fn of_posting(&self) -> Expr {
        if self.of.is_empty() {
            return Expr::value(self.common);
        }
        let language = || Expr::col((posting::Entity, posting::Column::Language));
        let mut model = CaseStatement::new();
        for (code, own) in self.of {
            let is_of = language()
                .eq(code.as_str())
                .or(language().like(format!("{code}-%")));
            model = model.case(is_of, Expr::value(own.as_str()));
        }
        model.finally(Expr::value(self.common)).into()
    }
}

/// A posting whose vector is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The posting.
    pub posting_id: PostingId,
    /// When it was read.
    pub read_at: DateTimeUtc,
}

/// Open postings that were read and have no vector of their model and of their text as it was read.
fn without_vector(models: Models<'_>) -> SelectStatement {
    let own = |column| Expr::col((Entity, column));
    let read = |column| Expr::col((posting_reading::Entity, column));
    let is_due = own(Column::PostingId)
        .is_null()
        .or(own(Column::ReadAt).ne(read(posting_reading::Column::ReadAt)))
        .or(own(Column::Model).ne(models.of_posting()));
    Query::select()
        .from(posting_reading::Entity)
        .inner_join(
            posting::Entity,
            Expr::col((posting::Entity, posting::Column::Id))
                .equals((posting_reading::Entity, posting_reading::Column::PostingId)),
        )
        .left_join(
            Entity,
            own(Column::PostingId)
                .equals((posting_reading::Entity, posting_reading::Column::PostingId)),
        )
        .and_where(Expr::col((posting::Entity, posting::Column::ClosedAt)).is_null())
        .and_where(models.of_posting().ne(""))
        .and_where(is_due)
        .to_owned()
}

/// Postings that wait for their vectors, the newest first, below a posting.
pub async fn waiting(
    conn: &impl ConnectionTrait,
    models: Models<'_>,
    below: Option<PostingId>,
    limit: u64,
) -> Result<Vec<Waiting>, DbErr> {
    let id = (posting_reading::Entity, posting_reading::Column::PostingId);
    let mut select = without_vector(models);
    select
        .column(id)
        .column((posting_reading::Entity, posting_reading::Column::ReadAt))
        .order_by(id, sea_orm::Order::Desc)
        .limit(limit);
    if let Some(below) = below {
        select.and_where(Expr::col(id).lt(below));
    }
    let rows = conn.query_all(&select).await?;
    let waiting = rows.iter().map(|row| {
        Ok(Waiting {
            posting_id: row.try_get_by_index(0)?,
            read_at: row.try_get_by_index(1)?,
        })
    });
    waiting.collect()
}

/// The number of postings that wait for their vectors.
pub async fn count_waiting(conn: &impl ConnectionTrait, models: Models<'_>) -> Result<i64, DbErr> {
    let mut select = without_vector(models);
    select.expr(Func::count(Expr::val(1)));
    let row = conn.query_one(&select).await?;
    row.map_or(Ok(0), |row| row.try_get_by_index(0))
}

/// The number of vectors of these models.
pub async fn count(conn: &impl ConnectionTrait, models: &[&str]) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::Model.is_in(models.iter().copied()))
        .count(conn)
        .await
}

/// The vectors of these postings.
pub fn of(ids: &[PostingId]) -> Select<Entity> {
    Entity::find().filter(Column::PostingId.is_in(ids.iter().copied()))
}

/// The vectors of texts that have one, by the hashes of model and text.
pub async fn of_texts(
    conn: &impl ConnectionTrait,
    hashes: &[Vec<u8>],
) -> Result<Vec<(Vec<u8>, Vec<u8>)>, DbErr> {
    if hashes.is_empty() {
        return Ok(Vec::new());
    }
    let backend = conn.get_database_backend();
    let places: Vec<String> = (1..=hashes.len())
        .map(|place| match backend {
            DbBackend::Postgres => format!("${place}"),
            _ => "?".to_owned(),
        })
        .collect();
    let sql = format!("{OF_TEXTS}{})) AS found WHERE place = 1", places.join(", "));
    let values = hashes.iter().cloned().map(Value::from);
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let rows = conn.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .collect()
}

/// Writes vectors, over earlier ones.
pub async fn put(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    if rows.is_empty() {
        return Ok(());
    }
    let with_array = conn.get_database_backend() == DbBackend::Postgres;
    let mut columns: Vec<DynIden> = [
        Column::PostingId,
        Column::Model,
        Column::TextHash,
        Column::Vector,
        Column::ReadAt,
    ]
    .into_iter()
    .map(IntoIden::into_iden)
    .collect();
    if with_array {
        columns.push(Alias::new(ARRAY).into_iden());
    }
    let mut again = OnConflict::column(Column::PostingId);
    again.update_columns(columns.iter().skip(1).cloned());
    let mut insert = Query::insert();
    insert
        .into_table(Entity)
        .columns(columns)
        .on_conflict(again);
    for row in rows {
        let array = with_array.then(|| {
            let numbers = Vector::from_bytes(&row.vector).to_array();
            Expr::value(numbers).cast_as(Alias::new("real[]"))
        });
        let values = [
            Expr::value(row.posting_id),
            Expr::value(row.model),
            Expr::value(row.text_hash),
            Expr::value(row.vector),
            Expr::value(row.read_at),
        ];
        insert
            .values(values.into_iter().chain(array))
            .map_err(|error| DbErr::Custom(error.to_string()))?;
    }
    conn.execute(&insert).await.map(drop)
}

/// Deletes some vectors of other models than these; returns their number.
pub async fn drop_others(
    conn: &impl ConnectionTrait,
    models: &[&str],
    limit: u64,
) -> Result<u64, DbErr> {
    let some = Query::select()
        .column(Column::PostingId)
        .from(Entity)
        .and_where(Column::Model.is_not_in(models.iter().copied()))
        .limit(limit)
        .to_owned();
    let dropped = Entity::delete_many()
        .filter(Column::PostingId.in_subquery(some))
        .exec(conn)
        .await?;
    Ok(dropped.rows_affected)
}

/// Some vectors of open postings, the newest first, below a posting.
pub async fn page(
    conn: &impl ConnectionTrait,
    model: &str,
    below: Option<PostingId>,
    limit: u64,
) -> Result<Vec<(PostingId, Vec<u8>)>, DbErr> {
    let id = (Entity, Column::PostingId);
    let mut select = Query::select()
        .column(id)
        .column((Entity, Column::Vector))
        .from(Entity)
        .inner_join(
            posting::Entity,
            Expr::col((posting::Entity, posting::Column::Id)).equals(id),
        )
        .and_where(Expr::col((Entity, Column::Model)).eq(model))
        .and_where(Expr::col((posting::Entity, posting::Column::ClosedAt)).is_null())
        .and_where(Expr::col((posting::Entity, posting::Column::HiddenAt)).is_null())
        .order_by(id, sea_orm::Order::Desc)
        .limit(limit)
        .to_owned();
    if let Some(below) = below {
        select.and_where(Expr::col(id).lt(below));
    }
    let rows = conn.query_all(&select).await?;
    rows.iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .collect()
}

/// True if the database compares vectors itself.
pub async fn has_pgvector(conn: &impl ConnectionTrait) -> Result<bool, DbErr> {
    if conn.get_database_backend() != DbBackend::Postgres {
        return Ok(false);
    }
    let sql = "SELECT to_regtype('vector') IS NOT NULL";
    let found = conn
        .query_one_raw(Statement::from_string(DbBackend::Postgres, sql))
        .await?;
    found.map_or(Ok(false), |row| row.try_get_by_index(0))
}

/// The open postings whose vectors are nearest, found by pgvector.
pub async fn nearest(
    conn: &impl ConnectionTrait,
    model: &str,
    vector: &Vector,
    limit: usize,
) -> Result<Vec<PostingId>, DbErr> {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let values = [
        Value::from(model),
        Value::from(i32::try_from(vector.to_bytes().len()).unwrap_or(i32::MAX)),
        Value::from(vector.to_array()),
        Value::from(number(limit)),
    ];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, NEAREST, values);
    let rows = conn.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
