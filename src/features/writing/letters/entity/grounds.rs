//! The table `letter_grounds`: what the sentences of a letter rest on, as it was when the letter was written. Rows are not changed after that.

use sea_orm::{ActiveValue::Set, FromJsonQueryResult, entity::prelude::*, sea_query::OnConflict};
use serde::{Deserialize, Serialize};
use writing::{fact::Fact, selection::Selection};

use crate::types::{
    actor::Actor,
    id::{LetterId, UserId},
};

/// The form in which new rows are stored.
pub const FORM: u8 = 1;

/// What a letter rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "letter_grounds")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The letter.
    #[sea_orm(primary_key, auto_increment = false)]
    pub letter_id: LetterId,
    /// The owner.
    pub user_id: UserId,
    /// The facts and the posting.
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Grounds,
}

/// The facts that a letter may cite, and what its posting asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub struct Grounds {
    /// The form of the JSON.
    pub form: u8,
    /// The facts of the profile that may be cited, each in one version.
    pub facts: Vec<Fact>,
    /// Where the work is.
    pub locations: Vec<String>,
    /// What the posting asks for.
    pub asked: Vec<Asked>,
    /// The facts that were chosen, and the requirements that they show.
    pub selection: Selection,
}

/// What the posting asks for, in its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    /// An id, unique in the letter.
    pub id: String,
    /// The words of the posting.
    pub text: String,
    /// The skill that they name.
    pub skill: Option<String>,
    /// True if it is required, false if it is nice to have.
    pub required: bool,
    /// True if they are in the title of the posting, false if in its text.
    pub in_title: bool,
    /// The first byte of the words.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Grounds {
    /// The fact with this id.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// The requirement with this id.
    #[must_use]
    pub fn requirement(&self, id: &str) -> Option<&Asked> {
        self.asked.iter().find(|asked| asked.id == id)
    }
}

/// The grounds of all letters of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// Writes the grounds of a letter, in place of those of an earlier attempt.
pub async fn put(conn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let row = ActiveModel {
        letter_id: Set(row.letter_id),
        user_id: Set(row.user_id),
        body: Set(row.body),
    };
    let again = OnConflict::column(Column::LetterId)
        .update_column(Column::Body)
        .to_owned();
    Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(conn)
        .await
        .map(drop)
}
