//! The table `people`: the people whom a user knows.

use sea_orm::{
    ExprTrait, FromJsonQueryResult, IntoActiveModel, Iterable, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Alias, Expr, OnConflict, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};

use crate::types::{
    id::{CompanyId, PersonId, UserId},
    import_source::ImportSource,
    rows,
};

/// Ids that one statement names.
const BATCH: usize = 1_000;

/// A person whom a user knows. Columns that are computed from others are not exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "people")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonId,
    /// The user who knows the person.
    pub user_id: UserId,
    /// The first name; may be empty.
    pub first_name: String,
    /// The last name; may be empty.
    pub last_name: String,
    /// The folded name, the sort key of the list.
    #[serde(skip)]
    pub name_key: String,
    /// The URL of the person's public profile.
    pub profile_url: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The company, as stated; may be empty.
    pub company: String,
    /// The name of the company as a key; empty if none is stated.
    #[serde(skip)]
    pub company_key: String,
    /// The company, if it is known.
    pub company_id: Option<CompanyId>,
    /// The position; may be empty.
    pub position: String,
    /// When they connected; a partial date as text.
    pub connected_on: Option<String>,
    /// The user's notes.
    pub notes: String,
    /// The user's tags, in their order.
    #[sea_orm(column_type = "JsonBinary")]
    pub tags: Tags,
    /// The folded tags, each between line ends.
    #[serde(skip)]
    pub tag_keys: String,
    /// The folded words of name, company and position, each after a space.
    #[serde(skip)]
    pub words: String,
    /// When the user wants to get in touch; a partial date as text.
    pub follow_up_on: Option<String>,
    /// The source that the person was imported from; none if the user typed it.
    pub source: Option<ImportSource>,
    /// The values of the last import; none if no import had the person.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub imported: Option<Facts>,
    /// Incremented by every change.
    pub version: i32,
    /// The time of creation.
    pub created_at: DateTimeUtc,
    /// The time of the last change.
    pub updated_at: DateTimeUtc,
    /// The time when an import had the person, or the user changed it; the row expires some months later.
    pub seen_at: DateTimeUtc,
}

/// Tags, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Tags(pub Vec<String>);

/// The facts about a person; an empty text is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(default, rename_all = "camelCase")]
pub struct Facts {
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The URL of the person's public profile.
    pub profile_url: String,
    /// The e-mail address.
    pub email: String,
    /// The company.
    pub company: String,
    /// The position.
    pub position: String,
    /// When they connected; a partial date as text.
    pub connected_on: String,
}

/// A field of the facts.
pub type FieldOfFacts = for<'a> fn(&'a mut Facts) -> &'a mut String;

impl Facts {
    /// All fields, with their names in files and in the API.
    pub const FIELDS: [(&'static str, FieldOfFacts); 7] = [
        ("firstName", |facts| &mut facts.first_name),
        ("lastName", |facts| &mut facts.last_name),
        ("profileUrl", |facts| &mut facts.profile_url),
        ("email", |facts| &mut facts.email),
        ("company", |facts| &mut facts.company),
        ("position", |facts| &mut facts.position),
        ("connectedOn", |facts| &mut facts.connected_on),
    ];
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The facts about the person.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Facts {
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            profile_url: text(&self.profile_url),
            email: text(&self.email),
            company: self.company.clone(),
            position: self.position.clone(),
            connected_on: text(&self.connected_on),
        }
    }
}

/// The people whom a user knows.
pub fn of(user: UserId) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user))
}

/// One of them.
pub fn of_by_id(user: UserId, id: PersonId) -> Select<Entity> {
    of(user).filter(Column::Id.eq(id))
}

/// Those with these ids.
pub fn of_by_ids(user: UserId, ids: &[PersonId]) -> Select<Entity> {
    of(user).filter(Column::Id.is_in(ids.iter().copied()))
}

/// Those at these companies, by company and name; at most `limit` of each.
pub async fn first_at(
    conn: &impl ConnectionTrait,
    user: UserId,
    companies: &[CompanyId],
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let (numbered, place) = (Alias::new("numbered"), Alias::new("place"));
    let cards = Query::select()
        .column(Column::Id)
        .expr_as(
            Expr::cust("row_number() OVER (PARTITION BY company_id ORDER BY name_key, id)"),
            place.clone(),
        )
        .from(Entity)
        .and_where(Expr::col(Column::UserId).eq(user))
        .and_where(Expr::col(Column::CompanyId).is_in(companies.iter().copied()))
        .to_owned();
    let first: SelectStatement = Query::select()
        .column(Column::Id)
        .from_subquery(cards, numbered)
        .and_where(Expr::col(place).lte(limit))
        .to_owned();
    of(user)
        .filter(Column::Id.in_subquery(first))
        .order_by_asc(Column::NameKey)
        .order_by_asc(Column::Id)
        .all(conn)
        .await
}

/// Inserts people.
pub async fn insert(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    rows::insert::<Entity>(conn, rows).await
}

/// Writes what is known of people that were read in this transaction.
pub async fn replace(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    let written = Column::iter().filter(|column| {
        use Column::{CreatedAt, FollowUpOn, Id, Notes, TagKeys, Tags, UserId};
        !matches!(
            column,
            Id | UserId | CreatedAt | Notes | Tags | TagKeys | FollowUpOn
        )
    });
    let instead = OnConflict::column(Column::Id)
        .update_columns(written)
        .to_owned();
    rows::insert_or::<Entity>(conn, rows, instead).await
}

/// Notes that these people were seen at this time, where that was last noted before `unless_since`.
pub async fn note_seen(
    conn: &impl ConnectionTrait,
    user: UserId,
    ids: &[PersonId],
    at: DateTimeUtc,
    unless_since: DateTimeUtc,
) -> Result<(), DbErr> {
    for ids in ids.chunks(BATCH) {
        Entity::update_many()
            .col_expr(Column::SeenAt, Expr::value(at))
            .filter(Column::UserId.eq(user))
            .filter(Column::Id.is_in(ids.iter().copied()))
            .filter(Column::SeenAt.lt(unless_since))
            .exec(conn)
            .await?;
    }
    Ok(())
}

/// Writes a person as the next version if it is still at the version that was read; false if it is not.
pub async fn update_if(
    conn: &impl ConnectionTrait,
    row: &Model,
    version: i32,
) -> Result<bool, DbErr> {
    let done = Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(row.id))
        .filter(Column::UserId.eq(row.user_id))
        .filter(Column::Version.eq(version))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Deletes a person whom a user knows.
pub async fn delete(conn: &impl ConnectionTrait, user: UserId, id: PersonId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await
        .map(drop)
}

/// Deletes all people whom a user knows.
pub async fn delete_all(conn: &impl ConnectionTrait, user: UserId) -> Result<u64, DbErr> {
    let all = Entity::delete_many().filter(Column::UserId.eq(user));
    Ok(all.exec(conn).await?.rows_affected)
}

/// A user with people who were not seen since this time, those who were not seen for longest.
pub async fn owner_of_unseen(
    conn: &impl ConnectionTrait,
    before: DateTimeUtc,
) -> Result<Option<UserId>, DbErr> {
    let oldest = Entity::find()
        .select_only()
        .column(Column::UserId)
        .filter(Column::SeenAt.lt(before))
        .order_by_asc(Column::SeenAt)
        .limit(1);
    oldest.into_tuple().one(conn).await
}

/// Deletes the people of a user who were not seen since this time; returns their ids.
pub async fn expire(
    conn: &impl ConnectionTrait,
    user: UserId,
    before: DateTimeUtc,
) -> Result<Vec<PersonId>, DbErr> {
    let unseen = Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .filter(Column::SeenAt.lt(before));
    let gone = unseen.exec_with_returning(conn).await?;
    Ok(gone.into_iter().map(|row| row.id).collect())
}

/// The columns that a company is matched by.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Employed {
    /// The person.
    pub id: PersonId,
    /// The user who knows the person.
    pub user_id: UserId,
    /// The company, as stated.
    pub company: String,
    /// The company, if it is known.
    pub company_id: Option<CompanyId>,
}

/// The next people of all users who state a company, in the order of ids.
pub async fn employed_after(
    conn: &impl ConnectionTrait,
    after: Uuid,
    limit: u64,
) -> Result<Vec<Employed>, DbErr> {
    Entity::find()
        .filter(Column::Id.gt(after))
        .filter(Column::CompanyKey.ne(""))
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_partial_model()
        .all(conn)
        .await
}

/// Notes the company of these people, unless they state another one by now.
pub async fn note_company(
    conn: &impl ConnectionTrait,
    ids: &[PersonId],
    key: &str,
    company: Option<CompanyId>,
) -> Result<(), DbErr> {
    for ids in ids.chunks(BATCH) {
        Entity::update_many()
            .col_expr(Column::CompanyId, Expr::value(company))
            .filter(Column::Id.is_in(ids.iter().copied()))
            .filter(Column::CompanyKey.eq(key))
            .exec(conn)
            .await?;
    }
    Ok(())
}
