//! The table `sources`: the job boards that are read on a schedule.

use sea_orm::{
    Condition, ExprTrait, QueryOrder,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};

use crate::types::id::SourceId;

/// A source: one employer's job board.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sources")]
pub struct Model {
    /// The source.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SourceId,
    /// The connector.
    pub connector: String,
    /// The board's token in the API of the connector.
    pub board: String,
    /// The employer's name, if the board does not state it.
    pub company_name: String,
    /// The ETag of the last response.
    pub etag: Option<String>,
    /// The time of the next run.
    pub due_at: DateTimeUtc,
    /// Number of entries in the last complete run.
    pub last_count: i32,
    /// Number of consecutive runs in which the board was not found.
    pub gone_count: i32,
    /// The time since which the board is not found.
    pub gone_since: Option<DateTimeUtc>,
    /// The time when it was added.
    pub created_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// All sources, by name.
pub fn all() -> Select<Entity> {
    Entity::find()
        .order_by_asc(Column::Connector)
        .order_by_asc(Column::Board)
}

/// The sources of these boards, by connector and token.
pub fn of_boards<'a>(boards: impl IntoIterator<Item = (&'a str, &'a str)>) -> Select<Entity> {
    let any = boards
        .into_iter()
        .fold(Condition::any(), |any, (connector, board)| {
            let one = Column::Connector.eq(connector);
            any.add(one.and(Column::Board.eq(board)))
        });
    Entity::find().filter(any)
}

/// One source.
pub fn by_id(id: SourceId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The sources that are due for a run.
pub fn due(now: DateTimeUtc) -> Select<Entity> {
    Entity::find()
        .filter(Column::DueAt.lte(now))
        .order_by_asc(Column::DueAt)
}

/// Adds a source unless it exists; returns the stored one.
pub async fn ensure(
    conn: &impl ConnectionTrait,
    row: ActiveModel,
    connector: &str,
    board: &str,
) -> Result<Option<Model>, DbErr> {
    let once = OnConflict::columns([Column::Connector, Column::Board])
        .do_nothing()
        .to_owned();
    Entity::insert(row)
        .on_conflict(once)
        .try_insert()
        .exec_without_returning(conn)
        .await?;
    Entity::find()
        .filter(Column::Connector.eq(connector))
        .filter(Column::Board.eq(board))
        .one(conn)
        .await
}

/// Clears the ETag, so that the next run reads the complete board.
pub async fn clear_etag(
    conn: &impl ConnectionTrait,
    connector: &str,
    board: &str,
) -> Result<(), DbErr> {
    let forgotten = Entity::update_many()
        .col_expr(Column::Etag, Expr::value(None::<String>))
        .filter(Column::Connector.eq(connector))
        .filter(Column::Board.eq(board));
    forgotten.exec(conn).await.map(|_| ())
}
