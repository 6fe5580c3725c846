//! Updates a posting from a record, and returns the fields that differ.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, Iden, IntoActiveModel, Iterable, TryIntoModel,
};

use super::{
    fingerprint,
    identity::KeyedRecord,
    rows::{self, NewRows},
};
use crate::{
    error::Result,
    features::jobs::{
        Jobs, PostingRow,
        entity::{
            posting,
            posting_change::{Change, What},
            posting_fingerprint, posting_location, posting_skill,
        },
    },
    platform::hashing::content_hash,
    types::{
        id::{PostingId, SkillId},
        rates::Rates,
        rows::insert,
        schema_name::schema_name,
    },
};

/// A stored posting, and the record that it shows from now on.
pub(in crate::features::jobs::service) struct Rewrite<'a> {
    /// The row as it is stored.
    pub row: PostingRow,
    /// The record, with its keys and its company.
    pub keyed: KeyedRecord<'a>,
}

/// The fields of postings that a rewrite changed, by the names of the schema, and the changes for readers.
#[derive(Default)]
pub(in crate::features::jobs::service) struct Rewritten {
    /// Fields by posting; postings without a change are missing.
    pub fields: BTreeMap<PostingId, BTreeSet<String>>,
    /// Changes by posting.
    pub changes: Vec<Change>,
}

impl Jobs {
    /// Rewrites postings whose records differ: row, places, skills and fingerprints. Keeps their ids and first dates.
    pub(in crate::features::jobs::service) async fn rewrite(
        &self,
        conn: &impl ConnectionTrait,
        rewrites: Vec<Rewrite<'_>>,
    ) -> Result<Rewritten> {
        let now = self.platform.clock.now();
        let ids: Vec<PostingId> = rewrites.iter().map(|rewrite| rewrite.row.id).collect();
        let mut done = Rewritten::default();
        if ids.is_empty() {
            return Ok(done);
        }
        let (mut around, mut stale) = (NewRows::default(), Vec::new());
        for rewrite in &rewrites {
            let row = next_row(rewrite, self.rates(), now);
            let fields = differing(&rewrite.row, &row);
            if !fields.is_empty() {
                done.changes.extend(changes(&rewrite.row, &row));
                row.update(conn).await?;
                done.fields.insert(rewrite.row.id, fields);
            }
            around.around(rewrite.keyed.record, rewrite.row.id);
        }
        let skills = around.skill_rows(conn, &self.platform.clock).await?;
        let (stored_places, stored_skills) = (
            posting_location::of_postings(&ids).all(conn).await?,
            posting_skill::rows_of(&ids).all(conn).await?,
        );
        let places = by_posting(
            around
                .locations
                .iter()
                .cloned()
                .filter_map(|row| row.try_into_model().ok()),
            |row: &posting_location::Model| row.posting_id,
        );
        let new_skills = by_posting(
            skills
                .iter()
                .cloned()
                .filter_map(|row| row.try_into_model().ok()),
            |row: &posting_skill::Model| row.posting_id,
        );
        let old_places = by_posting(stored_places, |row| row.posting_id);
        let old_skills = by_posting(stored_skills, |row| row.posting_id);
        for id in &ids {
            let has_same_skills = skills_of(old_skills.get(id)) == skills_of(new_skills.get(id));
            let has_same_places = old_places.get(id) == places.get(id);
            for (is_same, field) in [(has_same_places, "locations"), (has_same_skills, "skills")] {
                if !is_same {
                    done.fields.entry(*id).or_default().insert(field.to_owned());
                }
            }
            if !has_same_places || !has_same_skills {
                stale.push(*id);
            }
        }
        posting_location::clear(conn, &stale).await?;
        posting_skill::clear(conn, &stale).await?;
        let is_stale = |id: &sea_orm::ActiveValue<PostingId>| stale.contains(id.as_ref());
        let locations = around
            .locations
            .into_iter()
            .filter(|row| is_stale(&row.posting_id));
        insert::<posting_location::Entity>(conn, locations).await?;
        let skills = skills.into_iter().filter(|row| is_stale(&row.posting_id));
        insert::<posting_skill::Entity>(conn, skills).await?;
        let prints = rewrites
            .iter()
            .flat_map(|rewrite| fingerprint::of(rewrite.row.id, rewrite.keyed.record));
        self.put_fingerprints(conn, &ids, prints.collect()).await?;
        Ok(done)
    }

    /// Replaces the fingerprints of those of these postings that have others.
    async fn put_fingerprints(
        &self,
        conn: &impl ConnectionTrait,
        ids: &[PostingId],
        prints: Vec<posting_fingerprint::Model>,
    ) -> Result<()> {
        let key =
            |print: &posting_fingerprint::Model| (print.posting_id, print.band_key, print.simhash);
        let stored = posting_fingerprint::of_postings(ids).all(conn).await?;
        let (old, new): (BTreeSet<_>, BTreeSet<_>) = (
            stored.iter().map(key).collect(),
            prints.iter().map(key).collect(),
        );
        let changed: BTreeSet<PostingId> = old
            .symmetric_difference(&new)
            .map(|(id, _, _)| *id)
            .collect();
        let changed: Vec<PostingId> = changed.into_iter().collect();
        let prints = prints
            .into_iter()
            .filter(|print| changed.contains(&print.posting_id));
        Ok(posting_fingerprint::put(conn, &changed, prints).await?)
    }
}

/// The row as the record has it; what the record does not decide stays as it is.
fn next_row(rewrite: &Rewrite<'_>, rates: &Rates, now: DateTime<Utc>) -> posting::ActiveModel {
    let (old, record) = (&rewrite.row, rewrite.keyed.record);
    let mut row = rows::posting(rewrite.keyed, old.id, rates, now);
    (row.first_seen_at, row.last_seen_at) = (NotSet, NotSet);
    (row.closed_at, row.close_reason) = (NotSet, NotSet);
    row.repost_count = NotSet;
    // The first date stays: an edit, another number or a repost makes no posting new.
    let stated = record.posted_at.filter(|posted| *posted <= old.posted_at);
    row.posted_at = Set(stated.unwrap_or(old.posted_at));
    row.posted_at_inferred = Set(old.posted_at_inferred && stated.is_none());
    row
}

/// Columns that are no field of their own, or that change without the posting.
const SILENT: &[&str] = &[
    "id",
    "company_name",
    "title_key",
    "description_hash",
    "first_seen_at",
    "last_seen_at",
    "closed_at",
    "close_reason",
    "updated_at",
    "hidden_at",
    "hidden_reason",
    "moderation_version",
    "repost_count",
    "pay_yearly_eur",
];

/// The fields that differ, by the names of the schema.
fn differing(old: &PostingRow, new: &posting::ActiveModel) -> BTreeSet<String> {
    let old = old.clone().into_active_model();
    posting::Column::iter()
        .filter(|column| {
            let value = new.get(*column).into_value();
            value.is_some() && value != old.get(*column).into_value()
        })
        .map(|column| column.to_string())
        .filter(|column| !SILENT.contains(&column.as_str()))
        .map(|column| field_of(&column))
        .collect()
}

/// The name of a column in the schema.
fn field_of(column: &str) -> String {
    if column.starts_with("pay_") {
        return "pay".to_owned();
    }
    if column == "hidden_text" {
        return "warnings".to_owned();
    }
    let column = column
        .trim_end_matches("_id_")
        .replace("company_id", "company");
    let mut name = String::new();
    let mut upper = false;
    for c in column.chars() {
        if c == '_' {
            upper = true;
        } else if std::mem::take(&mut upper) {
            name.extend(c.to_uppercase());
        } else {
            name.push(c);
        }
    }
    name
}

/// The changes of a rewrite that readers see.
fn changes(old: &PostingRow, new: &posting::ActiveModel) -> Vec<Change> {
    let Ok(new) = merged(old, new) else {
        return Vec::new();
    };
    let both = |what, of: &dyn Fn(&PostingRow) -> Option<String>| {
        let (before, after) = (of(old), of(&new));
        (before != after).then_some(Change {
            posting: old.id,
            what,
            before,
            after,
        })
    };
    let text =
        |text: &str| (!text.is_empty()).then(|| text.chars().take(2_000).collect::<String>());
    [
        both(What::Title, &|row| text(&row.title)),
        both(What::Places, &|row| text(&row.location)),
        both(What::Pay, &pay_text),
        both(What::RemoteMode, &|row| {
            Some(schema_name(row.remote_mode).to_owned())
        }),
        both(What::EmploymentType, &|row| {
            Some(schema_name(row.employment_type).to_owned())
        }),
        both(What::Description, &|row| {
            Some(description_text(&row.description))
        }),
        both(What::Deadline, &|row| row.deadline.map(instant)),
        both(What::Url, &|row| text(&row.url)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn merged(
    old: &PostingRow,
    new: &posting::ActiveModel,
) -> std::result::Result<PostingRow, sea_orm::DbErr> {
    let mut row = old.clone().into_active_model();
    for column in posting::Column::iter() {
        if let Some(value) = new.get(column).into_value() {
            row.set(column, value);
        }
    }
    row.try_into_model()
}

/// An instant as the schema writes it.
pub(in crate::features::jobs::service) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

fn pay_text(row: &PostingRow) -> Option<String> {
    let ends: Vec<String> = [row.pay_min, row.pay_max]
        .into_iter()
        .flatten()
        .map(|end| end.to_string())
        .collect();
    let period = row.pay_period.map(schema_name).unwrap_or_default();
    Some(format!(
        "{} {} {period}",
        ends.join("–"),
        row.pay_currency.as_deref()?
    ))
}

/// The start of the hash, and the length.
fn description_text(text: &str) -> String {
    let hash: String = content_hash(text.as_bytes()).chars().take(12).collect();
    format!("{hash} ({} characters)", text.chars().count())
}

fn by_posting<R>(
    rows: impl IntoIterator<Item = R>,
    id: impl Fn(&R) -> PostingId,
) -> HashMap<PostingId, Vec<R>> {
    let mut map: HashMap<PostingId, Vec<R>> = HashMap::new();
    for row in rows {
        map.entry(id(&row)).or_default().push(row);
    }
    map
}

fn skills_of(
    rows: Option<&Vec<posting_skill::Model>>,
) -> BTreeMap<SkillId, (&'static str, String)> {
    rows.into_iter()
        .flatten()
        .map(|row| (row.skill_id, (schema_name(row.need), row.quote.clone())))
        .collect()
}
