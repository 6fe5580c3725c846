//! Converts a record into rows.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use reading::{
    language, place,
    skill::{self as dictionary, Mention},
    title,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait,
};

use super::identity::KeyedRecord;
use crate::{
    error::Result,
    features::jobs::{
        entity::{posting, posting_location, posting_skill, skill},
        service::search::point,
        source::{Place, PostingRecord},
    },
    platform::{clock::Clock, hashing::content_hash},
    types::{
        amount::Amount,
        id::{PostingId, SkillId},
        rates::Rates,
    },
};

/// Rows that are inserted together.
#[derive(Default)]
pub(super) struct NewRows {
    pub postings: Vec<posting::ActiveModel>,
    pub locations: Vec<posting_location::ActiveModel>,
    pub mentions: Vec<(PostingId, Mention<'static>)>,
}

impl NewRows {
    pub(super) fn posting(
        &mut self,
        keyed: KeyedRecord<'_>,
        id: PostingId,
        rates: &Rates,
        now: DateTime<Utc>,
    ) {
        self.postings.push(posting(keyed, id, rates, now));
        self.around(keyed.record, id);
    }

    /// Adds rows that were made apart.
    pub(super) fn extend(&mut self, rows: Self) {
        self.postings.extend(rows.postings);
        self.locations.extend(rows.locations);
        self.mentions.extend(rows.mentions);
    }

    /// Adds the places and skills of a posting.
    pub(super) fn around(&mut self, record: &PostingRecord, id: PostingId) {
        for (position, place) in (0..).zip(&record.locations) {
            self.locations.push(posting_location::ActiveModel {
                posting_id: Set(id),
                position: Set(position),
                raw: Set(place.raw.clone()),
                city: Set(place.city.clone()),
                country: Set(place.country.clone()),
                ..located(place)
            });
        }
        self.mentions.extend(
            dictionary::mentions(&record.description)
                .into_iter()
                .map(|mention| (id, mention)),
        );
    }

    /// Rows for the mentioned skills; inserts skills that no posting has named before.
    pub(super) async fn skill_rows(
        &self,
        conn: &impl ConnectionTrait,
        clock: &Clock,
    ) -> Result<Vec<posting_skill::ActiveModel>> {
        let named: BTreeMap<&str, &str> = self
            .mentions
            .iter()
            .map(|(_, mention)| (mention.entry.slug.as_str(), mention.entry.label.as_str()))
            .collect();
        let rows = named.iter().map(|(slug, label)| skill::ActiveModel {
            id: Set(SkillId(clock.new_id())),
            slug: Set((*slug).to_owned()),
            label: Set((*label).to_owned()),
        });
        let slugs = named.keys().map(|slug| (*slug).to_owned()).collect();
        let ids: HashMap<String, SkillId> = skill::ensure(conn, rows.collect(), slugs)
            .await?
            .into_iter()
            .map(|skill| (skill.slug, skill.id))
            .collect();
        let rows = self.mentions.iter().filter_map(|(posting, mention)| {
            Some(posting_skill::ActiveModel {
                posting_id: Set(*posting),
                skill_id: Set(*ids.get(&mention.entry.slug)?),
                need: Set(mention.need.into()),
                quote: Set(mention.quote.clone()),
            })
        });
        Ok(rows.collect())
    }
}

/// The columns of a place by the gazetteer; a city that it does not have has no coordinates.
fn located(place: &Place) -> posting_location::ActiveModel {
    let mut place = place.clone();
    place::locate(&mut place, None);
    let degrees = place.point.map(|at| (at.latitude(), at.longitude()));
    let [x, y, z] = match degrees {
        Some((latitude, longitude)) => point(latitude, longitude).map(Some),
        None => [None; 3],
    };
    posting_location::ActiveModel {
        city_id: Set(place.geoname.map(i64::from)),
        region_code: Set(place.region.map(|region| region.code)),
        latitude: Set(degrees.map(|degrees| degrees.0)),
        longitude: Set(degrees.map(|degrees| degrees.1)),
        area: Set(place.area.map(str::to_owned)),
        x: Set(x),
        y: Set(y),
        z: Set(z),
        ..Default::default()
    }
}

/// The row of an open posting.
pub(super) fn posting(
    keyed: KeyedRecord<'_>,
    id: PostingId,
    rates: &Rates,
    now: DateTime<Utc>,
) -> posting::ActiveModel {
    let KeyedRecord {
        record,
        keys,
        company,
    } = keyed;
    let pay = record.pay.as_ref();
    let amount = |hundredths: Option<i64>| hundredths.and_then(Amount::from_hundredths);
    let yearly = pay.and_then(|pay| amount(pay.max.or(pay.min))?.per_year(pay.period));
    let places: Vec<&str> = record
        .locations
        .iter()
        .map(|place| place.raw.as_str())
        .collect();
    let mut row = posting::ActiveModel {
        id: Set(id),
        company_id: Set(company.id),
        company_name: Set(company.name.clone()),
        title: Set(record.title.clone()),
        title_key: Set(title::key(&record.title)),
        description: Set(record.description.clone()),
        description_hash: Set(keys.text.clone()),
        requisition_id: Set(record.requisition_id.clone()),
        url: Set(record.url.clone()),
        apply_url: Set(record.apply_url.clone()),
        location: Set(places.join("; ")),
        remote_mode: Set(record.remote_mode),
        employment_type: Set(record.employment_type),
        seniority: Set(record.seniority),
        pay_min: Set(pay.and_then(|pay| amount(pay.min))),
        pay_max: Set(pay.and_then(|pay| amount(pay.max))),
        pay_currency: Set(pay.map(|pay| pay.currency.clone())),
        pay_period: Set(pay.map(|pay| pay.period)),
        pay_origin: Set(pay.map(|pay| pay.origin)),
        pay_yearly_max: Set(yearly),
        pay_yearly_eur: Set(pay.and_then(|pay| rates.to_euros(yearly?, &pay.currency))),
        language: Set(language_of(record)),
        // A date in the future would keep the posting on top of every list.
        posted_at: Set(record.posted_at.map_or(now, |posted| posted.min(now))),
        posted_at_inferred: Set(record.posted_at.is_none()),
        first_seen_at: Set(now),
        last_seen_at: Set(now),
        deadline: Set(record.deadline),
        closed_at: Set(None),
        close_reason: Set(None),
        updated_at: Set(now),
        // A posting hidden by a moderator stays hidden.
        hidden_at: NotSet,
        hidden_reason: NotSet,
        moderation_version: NotSet,
        repost_count: Set(0),
        ..Default::default()
    };
    record.board_fields.write(&mut row);
    row
}

/// The language that the board states, else the one of the text where it is certain.
fn language_of(record: &PostingRecord) -> Option<String> {
    let detected = || language::detect(&record.title, &record.description).map(str::to_owned);
    record.language.clone().or_else(detected)
}

/// Hash of the complete record. Not a stored format: if it changes, every posting is compared with its record once.
pub(in crate::features::jobs::service) fn record_hash(record: &PostingRecord) -> String {
    content_hash(format!("{record:?}").as_bytes())
}
