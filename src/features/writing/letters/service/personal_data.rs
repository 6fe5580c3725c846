//! The letters as personal data. All tables refer to the account and are deleted with it.

use std::collections::HashMap;

use futures_util::future::BoxFuture;
use sea_orm::QueryOrder;
use serde::Serialize;
use serde_json::Value as Json;

use super::store::by_letter;
use crate::{
    error::Result,
    features::writing::letters::{
        EventRow, Grounds, LetterRow, Letters, RevisionRow,
        entity::{event, grounds, letter, revision},
    },
    platform::personal_data::{DataSubject, PersonalData, member},
    types::{actor::Actor, id::LetterId},
};

/// A letter with all that belongs to it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct LetterExport {
    #[serde(flatten)]
    letter: LetterRow,
    grounds: Option<Grounds>,
    revisions: Vec<RevisionRow>,
    events: Vec<EventRow>,
}

impl PersonalData for Letters {
    fn name(&self) -> &'static str {
        "letters"
    }

    fn schema(&self) -> &'static str {
        include_str!("../letters.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let conn = self.platform.db.conn();
            let rows = letter::of(actor).order_by_asc(letter::Column::CreatedAt);
            let rows = rows.order_by_asc(letter::Column::Id).all(conn).await?;
            let mut revisions: HashMap<LetterId, Vec<RevisionRow>> = HashMap::new();
            for row in revision::of(actor).all(conn).await? {
                revisions.entry(row.letter_id).or_default().push(row);
            }
            let mut events: HashMap<LetterId, Vec<EventRow>> = HashMap::new();
            for row in event::of(actor).all(conn).await? {
                events.entry(row.letter_id).or_default().push(row);
            }
            let mut grounds: HashMap<LetterId, Grounds> =
                by_letter(grounds::of(actor).all(conn).await?).collect();
            let whole = |letter: LetterRow| LetterExport {
                grounds: grounds.remove(&letter.id),
                revisions: revisions.remove(&letter.id).unwrap_or_default(),
                events: events.remove(&letter.id).unwrap_or_default(),
                letter,
            };
            let whole: Vec<LetterExport> = rows.into_iter().map(whole).collect();
            member(&whole)
        })
    }
}
