//! Any web page with schema.org `JobPosting` in JSON-LD (schema.org/JobPosting): a page of one job, or a list that embeds several.
//! The token of the board is the URL of the page. A page without a posting is an empty listing: employers remove the markup when a job is
//! filled and keep the page.

mod date;
mod json;
mod json_ld;
mod pay;
mod posting;
mod references;

use serde_json::{Value, json};
use url::Url;

use super::{
    board::{self, BoardError},
    connector::{Connector, Reach},
    field,
    listing::{ENTRIES_MAX, Listing, ParseError},
    request::{BoardRequest, Response, Step},
};

const LABEL: &str = "Job page";
const ACCEPT: &str = "text/html, application/xhtml+xml, application/ld+json, application/json";
/// Sites of boards that have connectors: one that they do not recognise is no page of a job.
const KNOWN_SITES: &[&str] = &["greenhouse.io", "lever.co", "ashbyhq.com"];
/// Labels of host names that do not name an employer.
const COMMON_LABELS: &[&str] = &[
    "www",
    "careers",
    "career",
    "jobs",
    "job",
    "karriere",
    "apply",
    "work",
    "hiring",
    "join",
    "recruiting",
    "co",
    "com",
    "org",
    "net",
    "ac",
    "gov",
];

/// Web pages with `JobPosting` in JSON-LD.
pub(super) struct Page;

impl Connector for Page {
    fn name(&self) -> &'static str {
        "page"
    }

    fn label(&self) -> &'static str {
        LABEL
    }

    /// Not used: the token is the URL.
    fn base(&self) -> &'static str {
        "https://schema.org"
    }

    fn reach(&self) -> Reach {
        Reach::Named
    }

    /// The name in the host: `fernhill` of `careers.fernhill.example`.
    fn company_name(&self, board: &str) -> String {
        let url = Url::parse(board).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or(board);
        let mut labels: Vec<&str> = host.split('.').collect();
        if labels.len() > 1 {
            labels.pop();
        }
        let own = labels
            .iter()
            .rev()
            .find(|label| !COMMON_LABELS.contains(label));
        board::name_of(own.copied().unwrap_or(host))
    }

    fn detect(&self, url: &Url) -> Option<String> {
        let known = |host: &str| {
            KNOWN_SITES.iter().any(|site| {
                host == *site
                    || host
                        .strip_suffix(site)
                        .is_some_and(|rest| rest.ends_with('.'))
            })
        };
        if url.host_str().is_none_or(known) {
            return None;
        }
        let mut page = url.clone();
        page.set_fragment(None);
        field::web_address(page)
    }

    fn start(&self, _base: &Url, board: &str) -> Result<Vec<BoardRequest>, BoardError> {
        let url = Url::parse(board).map_err(|_| BoardError::Token)?;
        let url = self
            .detect(&url)
            .and_then(|page| Url::parse(&page).ok())
            .ok_or(BoardError::Token)?;
        Ok(vec![BoardRequest::get(url).accepting(ACCEPT)])
    }

    fn read(&self, request: &BoardRequest, response: &Response) -> Result<Step, ParseError> {
        Ok(Step::last(read_page(Some(&request.url), response.body())?))
    }

    fn parse(&self, payload: &[u8]) -> Result<Listing, ParseError> {
        if let Ok(kept) = serde_json::from_slice::<Value>(payload)
            && let Some(posting) = kept.get("posting")
        {
            let page = field::raw(&kept, "/page").and_then(|page| Url::parse(page).ok());
            let only = kept.get("only") == Some(&Value::Bool(true));
            let mut listing = listing_of(page.as_ref(), std::slice::from_ref(posting), only);
            listing.single = true;
            return Ok(listing);
        }
        read_page(None, payload)
    }
}

/// The postings of a page, which may be HTML or plain JSON-LD. A script that names a posting but cannot be read proves nothing about it.
fn read_page(url: Option<&Url>, body: &[u8]) -> Result<Listing, ParseError> {
    let text = decoded(body);
    let (scripts, canonical) = if text.trim_start().starts_with(['{', '[']) {
        (vec![text], None)
    } else {
        let found = json_ld::find(&text);
        (found.scripts, found.canonical)
    };
    let canonical = canonical.and_then(|address| match url {
        Some(url) => url.join(&address).ok(),
        None => Url::parse(&address).ok(),
    });
    // A canonical link to another site does not name this page.
    let canonical = canonical.filter(|found| url.is_none_or(|url| url.host() == found.host()));
    let page = canonical.as_ref().or(url);
    let (mut values, mut broken) = (Vec::new(), false);
    for script in &scripts {
        let read = json::values(script);
        broken |= read.is_empty() && script.contains("JobPosting");
        values.extend(read);
    }
    let objects = references::Objects::of(&values);
    let mut postings = Vec::new();
    for value in &values {
        collect(value, 0, &mut postings);
    }
    if broken && postings.is_empty() {
        let found = "a script with a JobPosting that is no JSON".to_owned();
        return Err(ParseError::new(LABEL, "a page with JSON-LD", found));
    }
    let postings: Vec<Value> = postings
        .into_iter()
        .map(|posting| objects.filled(posting))
        .collect();
    Ok(listing_of(page, &postings, postings.len() == 1))
}

fn listing_of(page: Option<&Url>, postings: &[Value], only: bool) -> Listing {
    // Which page it was is needed to read relative addresses again.
    let kept = |entry: &Value| {
        json!({ "page": page.map(Url::as_str), "posting": entry, "only": only }).to_string()
    };
    Listing::collect_with(postings, |entry| posting::read(entry, page, only), kept)
}

/// Adds the objects of type `JobPosting`, wherever they are: alone, in lists, in `@graph`, in items of an `ItemList`.
fn collect<'a>(value: &'a Value, depth: usize, found: &mut Vec<&'a Value>) {
    // serde_json refuses deeper values, so this is only a second limit.
    if depth > 128 || found.len() >= ENTRIES_MAX {
        return;
    }
    match value {
        Value::Array(list) => {
            for item in list {
                collect(item, depth + 1, found);
            }
        }
        Value::Object(map) if is_posting(map.get("@type")) => found.push(value),
        Value::Object(map) => {
            for item in map.values() {
                collect(item, depth + 1, found);
            }
        }
        _ => {}
    }
}

/// `JobPosting`, also with the address of the vocabulary before it or in a list of types.
fn is_posting(kind: Option<&Value>) -> bool {
    match kind {
        Some(Value::String(kind)) => {
            let name = kind.rsplit(['/', ':', '#']).next().unwrap_or_default();
            name.eq_ignore_ascii_case("JobPosting")
        }
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| is_posting(Some(kind))),
        _ => false,
    }
}

/// UTF-8, or else Latin-1.
fn decoded(body: &[u8]) -> String {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    match std::str::from_utf8(body) {
        Ok(text) => text.to_owned(),
        Err(_) => body.iter().map(|byte| char::from(*byte)).collect(),
    }
}
