//! The table `sources`: the boards that are read on a schedule.

use sea_orm::{
    QueryOrder,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};

use crate::types::id::SourceId;

/// A board.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sources")]
pub struct Model {
    /// The board.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SourceId,
    /// Its kind.
    pub connector: String,
    /// Its token.
    pub board: String,
    /// The employer, where the payload does not name it.
    pub company_name: String,
    /// The tag of the last answer.
    pub etag: Option<String>,
    /// When it is to be read again.
    pub due_at: DateTimeUtc,
    /// Entries of the last complete reading.
    pub last_count: i32,
    /// How often in a row it was not found.
    pub gone_count: i32,
    /// Since when it is not found.
    pub gone_since: Option<DateTimeUtc>,
    /// When it was added.
    pub created_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// All boards, by name.
pub fn all() -> Select<Entity> {
    Entity::find()
        .order_by_asc(Column::Connector)
        .order_by_asc(Column::Board)
}

/// One board.
pub fn by_id(id: SourceId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The boards that are due.
pub fn due(now: DateTimeUtc) -> Select<Entity> {
    Entity::find()
        .filter(Column::DueAt.lte(now))
        .order_by_asc(Column::DueAt)
}

/// Adds a board unless it is there; gives the one that is there.
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

/// The tag covers no longer what we know of the board: the next reading is a whole one.
pub async fn forget_tag(
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
