//! The parts of expected records.

use chrono::{DateTime, Utc};

use super::{FIXTURES, Listing, Pay, Place, PostingRecord, Skipped, parse};
use crate::{
    features::jobs::{BoardFields, entity::skip::SkipReason},
    types::work::{EmploymentType, PayOrigin, PayPeriod, RemoteMode, Seniority},
};

pub(super) fn fixture(index: usize) -> Listing {
    let (connector, payload) = FIXTURES[index];
    parse(connector, payload)
}

/// A department, and a team where there is one.
pub(super) fn board_fields(department: Option<&str>, team: Option<&str>) -> BoardFields {
    BoardFields {
        department: department.map(str::to_owned),
        team: team.map(str::to_owned),
        hidden_text: None,
    }
}

/// A posting of which nothing is known but the head.
pub(super) fn posting(external_id: &str, url: &str, title: &str) -> PostingRecord {
    PostingRecord {
        external_id: external_id.to_owned(),
        requisition_id: None,
        url: url.to_owned(),
        apply_url: None,
        title: title.to_owned(),
        company: None,
        description: String::new(),
        locations: Vec::new(),
        remote_mode: RemoteMode::Unknown,
        employment_type: EmploymentType::Unknown,
        seniority: Seniority::Unknown,
        pay: None,
        posted_at: None,
        deadline: None,
        language: None,
        board_fields: BoardFields::default(),
    }
}

/// A place; the gazetteer adds where it is.
pub(super) fn at(raw: &str, city: Option<&str>, country: Option<&str>) -> Place {
    let mut place = Place {
        raw: raw.to_owned(),
        city: city.map(str::to_owned),
        country: country.map(str::to_owned),
        area: reading::place::read(raw).area,
        ..Place::default()
    };
    reading::place::locate(&mut place, None);
    place
}

/// Pay of whole units.
pub(super) fn pay(
    min: i64,
    max: i64,
    currency: &str,
    period: PayPeriod,
    origin: PayOrigin,
) -> Option<Pay> {
    cents(min * 100, max * 100, currency, period, origin)
}

#[expect(clippy::unnecessary_wraps, reason = "a record has an optional pay")]
pub(super) fn cents(
    min: i64,
    max: i64,
    currency: &str,
    period: PayPeriod,
    origin: PayOrigin,
) -> Option<Pay> {
    Some(Pay {
        min: Some(min),
        max: Some(max),
        currency: currency.to_owned(),
        period,
        origin,
    })
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "stands where a record has an optional time"
)]
pub(super) fn time(text: &str) -> Option<DateTime<Utc>> {
    Some(text.parse().unwrap())
}

pub(super) fn bad(external_id: Option<&str>, reason: SkipReason) -> Skipped {
    Skipped {
        external_id: external_id.map(str::to_owned),
        reason,
        advertised: true,
    }
}

pub(super) fn withheld(external_id: Option<&str>, reason: SkipReason) -> Skipped {
    Skipped {
        advertised: false,
        ..bad(external_id, reason)
    }
}
