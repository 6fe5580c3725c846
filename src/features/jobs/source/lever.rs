//! Lever Postings API: `GET /v0/postings/{site}?mode=json&skip=&limit=` (github.com/lever/postings-api).
//! A plain list, paged by `skip` and `limit`. Sites in the European Union have their own hosts, hence two connectors.

use reading::{
    contract,
    markdown::markdown,
    mode,
    pay::Period,
    place::{self, Address},
    text,
};
use serde_json::Value;
use url::Url;

use super::{
    board::{self, BoardError},
    board_fields,
    connector::{Connector, Gone, Recognised},
    conversions,
    entries::{Form, ListAt},
    field,
    listing::{Listing, ParseError, Skipped},
    pay,
    record::{Pay, Place, PostingRecord},
    request::{BoardRequest, Response, Step},
};

/// Sites served from the main hosts.
pub(super) const GLOBAL: Lever = Lever {
    name: "lever",
    label: "Lever",
    base: "https://api.lever.co",
    hosts: &["jobs.lever.co"],
    api_hosts: &["api.lever.co"],
};
/// Sites served from the European Union.
pub(super) const EU: Lever = Lever {
    name: "lever_eu",
    label: "Lever (EU)",
    base: "https://api.eu.lever.co",
    hosts: &["jobs.eu.lever.co"],
    api_hosts: &["api.eu.lever.co"],
};

/// Postings per page.
const PAGE_SIZE: usize = 100;

/// Boards at Lever, in one of its regions.
pub(super) struct Lever {
    name: &'static str,
    label: &'static str,
    base: &'static str,
    hosts: &'static [&'static str],
    api_hosts: &'static [&'static str],
}

impl Connector for Lever {
    fn name(&self) -> &'static str {
        self.name
    }

    fn label(&self) -> &'static str {
        self.label
    }

    fn base(&self) -> &'static str {
        self.base
    }

    /// Sites whose API is turned off keep their public pages.
    fn gone(&self) -> Gone {
        Gone::AskPages
    }

    fn detect(&self, url: &Url) -> Option<String> {
        if board::is_at(url, self.api_hosts) && url.path().starts_with("/v0/postings/") {
            return board::token_in_segment(url, 2);
        }
        if board::is_at(url, self.hosts) {
            board::token_in_path(url)
        } else {
            None
        }
    }

    fn start(&self, base: &Url, board: &str) -> Result<Vec<BoardRequest>, BoardError> {
        let url = board::api_url(base, &["v0", "postings"], board, &[], &[])?;
        Ok(vec![page(url, 0)])
    }

    fn read(&self, request: &BoardRequest, response: &Response) -> Result<Step, ParseError> {
        let listing = self.parse(response.body())?;
        let skip = request.memo.as_u64().unwrap_or_default();
        let next = skip.saturating_add(PAGE_SIZE as u64);
        let next = listing.more.then(|| page(request.url.clone(), next));
        Ok(Step {
            listing,
            next: next.into_iter().collect(),
        })
    }

    fn parse(&self, payload: &[u8]) -> Result<Listing, ParseError> {
        let form = Form {
            board: self.label,
            expected: "a list of postings, or one posting",
            list: ListAt::Top,
            is_single,
            read: posting,
        };
        let listing = form.listing(payload)?;
        Ok(Listing {
            more: !listing.single && listing.seen >= PAGE_SIZE,
            ..listing
        })
    }

    fn recognise(&self, payload: &Value) -> Option<Recognised> {
        let posting = if is_single(payload) {
            payload
        } else {
            payload.as_array()?.first()?
        };
        let board = self.detect(&Url::parse(field::raw(posting, "/hostedUrl")?).ok()?)?;
        Some(Recognised { board: Some(board) })
    }
}

/// The page after `skip` postings; the memo holds `skip`.
fn page(mut url: Url, skip: u64) -> BoardRequest {
    url.query_pairs_mut().clear().extend_pairs([
        ("mode", "json"),
        ("skip", &skip.to_string()),
        ("limit", &PAGE_SIZE.to_string()),
    ]);
    BoardRequest::get(url).with_memo(skip.into())
}

/// The response of `/v0/postings/{site}/{id}` is a single posting.
fn is_single(payload: &Value) -> bool {
    payload.get("id").is_some()
        && payload.get("text").is_some()
        && payload.get("hostedUrl").is_some()
}

fn posting(posting: &Value) -> Result<PostingRecord, Skipped> {
    let head = field::head(posting, "/text", "/hostedUrl")?;
    let locations = locations(posting);
    let description = markdown(&html(posting));
    Ok(PostingRecord {
        requisition_id: None,
        apply_url: field::web_url(posting, "/applyUrl").filter(|apply_url| *apply_url != head.url),
        company: None,
        description: description.text,
        remote_mode: conversions::remote_mode(mode::settle(
            field::raw(posting, "/workplaceType"),
            locations.iter().map(|place| place.raw.as_str()),
            &head.title,
            false,
        )),
        locations,
        employment_type: conversions::employment_type(contract::settle(
            contract::of_list(field::texts(posting, "/categories/commitment")),
            &head.title,
        )),
        seniority: conversions::seniority(&head.title),
        pay: advertised_pay(posting),
        posted_at: field::time_ms(posting, "/createdAt"),
        deadline: None,
        language: None,
        board_fields: board_fields::LEVER.read(posting, description.hidden),
        external_id: head.external_id,
        url: head.url,
        title: head.title,
    })
}

/// `description` holds opening and body; the lists, the pay note and the closing are separate fields.
fn html(posting: &Value) -> String {
    let part = |html: &str, plain: &str| {
        let html = field::raw(posting, html).map(str::to_owned);
        html.or_else(|| field::raw(posting, plain).map(text::html_of_plain))
            .unwrap_or_default()
    };
    let mut html = part("/description", "/descriptionPlain");
    if html.is_empty() {
        html =
            part("/opening", "/openingPlain") + &part("/descriptionBody", "/descriptionBodyPlain");
    }
    for list in field::list(posting, "/lists") {
        if let Some(name) = field::raw(list, "/text") {
            html.extend(["<h3>", &text::escape(name), "</h3>"]);
        }
        // Lever returns the items without their list.
        html.extend([
            "<ul>",
            field::raw(list, "/content").unwrap_or_default(),
            "</ul>",
        ]);
    }
    html + &part("/salaryDescription", "/salaryDescriptionPlain")
        + &part("/additional", "/additionalPlain")
}

/// `country` belongs to the main location; the others have only names.
fn locations(posting: &Value) -> Vec<Place> {
    let line = |value: &Value| field::line(value, "", place::RAW_CHARS_MAX);
    let main = posting.pointer("/categories/location").and_then(line);
    let mut names: Vec<String> = field::list(posting, "/categories/allLocations")
        .iter()
        .filter_map(line)
        .collect();
    if let Some(main) = &main
        && !names.contains(main)
    {
        names.insert(0, main.clone());
    }
    let country = field::country_code(posting, "/country");
    let mut places = place::read_all(names.iter().map(String::as_str));
    for place in places
        .iter_mut()
        .filter(|place| Some(&place.raw) == main.as_ref())
    {
        let address = Address {
            country: country.as_deref(),
            ..Address::default()
        };
        place::settle(place, address);
    }
    places
}

/// Intervals of two weeks, half a month or two months, and single payments, cannot be represented and are left out.
fn advertised_pay(posting: &Value) -> Option<Pay> {
    let range = posting.get("salaryRange")?;
    let period = match field::raw(range, "/interval")? {
        "per-year-salary" => Period::Year,
        "per-month-salary" => Period::Month,
        "per-week-salary" => Period::Week,
        "per-day-wage" => Period::Day,
        "per-hour-wage" => Period::Hour,
        _ => return None,
    };
    pay::stated(
        pay::hundredths(range.get("min")),
        pay::hundredths(range.get("max")),
        field::raw(range, "/currency")?,
        period,
    )
}
