//! Greenhouse Job Board API: `GET /v1/boards/{token}/jobs?content=true` (developers.greenhouse.io/job-board.html).
//! The response holds the complete board; `content` is HTML escaped as text, and `updated_at` is not the date of publication.

use reading::{contract, markdown::markdown, mode, pay::period_of, place, text, words::words};
use serde_json::Value;
use url::Url;

use super::{
    board::{self, BoardError},
    board_fields,
    connector::{Connector, Recognised},
    conversions,
    entries::{Form, ListAt},
    field,
    listing::{Listing, ParseError, Skipped},
    pay,
    record::{Pay, Place, PostingRecord},
    request::BoardRequest,
};
use crate::features::jobs::entity::skip::SkipReason;

const LABEL: &str = "Greenhouse";
const HOSTS: &[&str] = &[
    "boards.greenhouse.io",
    "job-boards.greenhouse.io",
    "boards.eu.greenhouse.io",
    "job-boards.eu.greenhouse.io",
];
/// Names of custom fields that employers use for the kind of contract, folded; the API has no such field.
const EMPLOYMENT_FIELDS: &[&str] = &[
    "employment type",
    "job type",
    "time type",
    "contract type",
    "commitment",
    "type of employment",
    "employment status",
    "working time",
    "work schedule",
    "contract",
    "vertragsart",
    "beschaftigungsart",
    "anstellungsart",
    "type de contrat",
    "tipo de contrato",
    "tipo di contratto",
    "contractvorm",
];
/// Names of custom fields for the mode of work.
const WORKPLACE_FIELDS: &[&str] = &[
    "workplace type",
    "workplace",
    "work type",
    "work model",
    "work mode",
    "working model",
    "work arrangement",
    "work location type",
    "location type",
    "remote status",
    "remote type",
    "remote policy",
    "remote hybrid onsite",
    "arbeitsmodell",
    "teletravail",
];
/// Names of custom fields that are answered with yes or no.
const REMOTE_FIELDS: &[&str] = &[
    "remote",
    "is remote",
    "remote eligible",
    "remote ok",
    "remote friendly",
];

/// The payloads of the API.
const FORM: Form = Form {
    board: LABEL,
    expected: "an object with a list `jobs`, or one job",
    list: ListAt::Field("jobs"),
    is_single,
    read: posting,
};

/// Boards at Greenhouse, on its own pages or embedded in the employer's.
pub(super) struct Greenhouse;

impl Connector for Greenhouse {
    fn name(&self) -> &'static str {
        "greenhouse"
    }

    fn label(&self) -> &'static str {
        LABEL
    }

    fn base(&self) -> &'static str {
        "https://boards-api.greenhouse.io"
    }

    fn detect(&self, url: &Url) -> Option<String> {
        if board::is_at(url, &["boards-api.greenhouse.io"]) && url.path().starts_with("/v1/boards/")
        {
            return board::token_in_segment(url, 2);
        }
        if !board::is_at(url, HOSTS) {
            return None;
        }
        // Embedded boards: /embed/job_board?for={token}
        board::token_in_query(url, "for")
            .or_else(|| board::token_in_path(url).filter(|token| token != "embed"))
    }

    fn start(&self, base: &Url, board: &str) -> Result<Vec<BoardRequest>, BoardError> {
        let url = board::api_url(
            base,
            &["v1", "boards"],
            board,
            &["jobs"],
            &[("content", "true"), ("pay_transparency", "true")],
        )?;
        Ok(vec![BoardRequest::get(url)])
    }

    fn parse(&self, payload: &[u8]) -> Result<Listing, ParseError> {
        FORM.listing(payload)
    }

    fn recognise(&self, payload: &Value) -> Option<Recognised> {
        let job = if is_single(payload) {
            payload
        } else {
            field::list(payload, "/jobs").first()?
        };
        let url = Url::parse(field::raw(job, "/absolute_url")?).ok()?;
        Some(Recognised {
            board: self.detect(&url),
        })
    }
}

/// The response of `/jobs/{id}` is a single job, the only form that may contain pay.
fn is_single(payload: &Value) -> bool {
    payload.get("jobs").is_none()
        && payload.get("id").is_some()
        && payload.get("absolute_url").is_some()
}

fn posting(job: &Value) -> Result<PostingRecord, Skipped> {
    if job.get("internal_job_id").is_some_and(Value::is_null) {
        return Err(Skipped::withheld(
            field::id(job, "/id"),
            SkipReason::Prospect,
        ));
    }
    let head = field::head(job, "/title", "/absolute_url")?;
    let named = field::line(job, "/location/name", place::RAW_CHARS_MAX).unwrap_or_default();
    let content = field::raw(job, "/content").unwrap_or_default();
    let description = markdown(&text::unescape(content));
    Ok(PostingRecord {
        requisition_id: field::line(job, "/requisition_id", field::ID_CHARS_MAX),
        apply_url: None,
        company: field::line(job, "/company_name", field::ID_CHARS_MAX),
        description: description.text,
        locations: locations(job, &named),
        remote_mode: conversions::remote_mode(remote_mode(job, &named, &head.title)),
        employment_type: conversions::employment_type(contract::settle(
            contract::of_list(custom(job, EMPLOYMENT_FIELDS)),
            &head.title,
        )),
        seniority: conversions::seniority(&head.title),
        pay: advertised_pay(job),
        posted_at: field::time(job, "/first_published"),
        deadline: field::time(job, "/application_deadline"),
        language: field::language(job, "/language"),
        board_fields: board_fields::GREENHOUSE.read(job, description.hidden),
        external_id: head.external_id,
        url: head.url,
        title: head.title,
    })
}

/// If the location names only a mode ("Hybrid"), the offices are used.
fn locations(job: &Value, named: &str) -> Vec<Place> {
    if !place::is_vague(named) {
        return place::read_all([named]);
    }
    let offices = field::list(job, "/offices").iter().filter_map(|office| {
        let line = |pointer| field::line(office, pointer, place::RAW_CHARS_MAX);
        line("/location").or_else(|| line("/name"))
    });
    let offices: Vec<String> = offices.filter(|office| !place::is_vague(office)).collect();
    if offices.is_empty() {
        place::read_all([named])
    } else {
        place::read_all(offices.iter().map(String::as_str))
    }
}

/// A custom field for the mode of work, else the location and the title. A field that only asks for "Remote" is answered with yes or no.
fn remote_mode(job: &Value, place: &str, title: &str) -> Option<mode::Mode> {
    let field = custom(job, WORKPLACE_FIELDS).into_iter().next();
    let remote = metadata(job, REMOTE_FIELDS).any(|entry| {
        let value = entry.get("value");
        let yes = value.and_then(Value::as_str).map(words);
        value == Some(&Value::Bool(true)) || yes.is_some_and(|yes| yes == ["yes"])
    });
    mode::settle(field, [place], title, remote)
}

/// The values of the custom fields with one of these names.
fn custom<'a>(job: &'a Value, names: &'static [&'static str]) -> Vec<&'a str> {
    metadata(job, names)
        .flat_map(|entry| field::texts(entry, "/value"))
        .collect()
}

/// The custom fields with one of these names.
fn metadata<'a>(job: &'a Value, names: &'static [&'static str]) -> impl Iterator<Item = &'a Value> {
    field::list(job, "/metadata").iter().filter(move |entry| {
        field::line(entry, "/name", field::ID_CHARS_MAX)
            .is_some_and(|name| names.contains(&words(&name).join(" ").as_str()))
    })
}

/// `pay_input_ranges`: one range per pay zone, in cents. Zones of the first one's currency and period become one span.
fn advertised_pay(job: &Value) -> Option<Pay> {
    let ranges = field::list(job, "/pay_input_ranges")
        .iter()
        .filter_map(|range| {
            let cents = |pointer| range.pointer(pointer).and_then(Value::as_i64);
            let text = |pointer| field::raw(range, pointer).unwrap_or_default();
            let (min, max) = (cents("/min_cents"), cents("/max_cents"));
            let currency = field::raw(range, "/currency_type")?;
            // The API has no period: the label of the range states it, then its size, and only then a word elsewhere.
            let period = period_of(currency, min, max, text("/title"), text("/blurb"))?;
            pay::stated(min, max, currency, period)
        });
    pay::span(ranges)
}
