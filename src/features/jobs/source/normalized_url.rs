//! Normalises URLs of postings for comparison.

use reading::tracking::is_tracking;
use url::{Url, form_urlencoded};

use super::field::URL_CHARS_MAX;

/// The normalised URL: two postings with the same key are one.
/// https, lower-case host, no fragment, no tracking, parameters sorted (`gh_jid` is kept), no slash at the end.
#[must_use]
pub fn key(address: &str) -> Option<String> {
    let mut url = Url::parse(address.trim())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_scheme("https").ok()?;
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    url.set_fragment(None);
    let host = url.host_str()?.trim_end_matches('.').to_owned();
    url.set_host(Some(&host)).ok()?;
    let mut pairs: Vec<(String, String)> = url
        .query_pairs()
        .into_owned()
        .filter(|(name, _)| !is_tracking(name))
        .collect();
    pairs.sort();
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&pairs)
        .finish();
    url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    let key = String::from(url);
    // The URL standard keeps the slash of the root path.
    let key = key.strip_suffix('/').unwrap_or(&key).to_owned();
    (key.len() <= URL_CHARS_MAX).then_some(key)
}

/// Words of a path that lead to a list or a form, not to one posting.
const GENERAL: &[&str] = &[
    "about",
    "about-us",
    "apply",
    "application",
    "career",
    "careers",
    "careers-page",
    "company",
    "en",
    "de",
    "emplois",
    "empleo",
    "fr",
    "home",
    "index.html",
    "index.php",
    "jobs",
    "job",
    "join",
    "join-us",
    "karriere",
    "lavora-con-noi",
    "open-positions",
    "open-roles",
    "openings",
    "opportunities",
    "positions",
    "search",
    "stellen",
    "stellenangebote",
    "team",
    "trabalhe-conosco",
    "vacancies",
    "vacatures",
    "work-with-us",
];

/// True if a normalised URL is the page of one posting: it has a segment or a parameter of its own. `…/careers` is not, and equal for all
/// postings of an employer.
#[must_use]
pub fn identifies_posting(key: &str) -> bool {
    let Ok(url) = Url::parse(key) else {
        return false;
    };
    let own = |segment: &str| {
        let segment = segment.to_ascii_lowercase();
        segment.chars().count() > 2 && !GENERAL.contains(&segment.as_str())
            || segment.bytes().any(|byte| byte.is_ascii_digit())
    };
    url.path_segments()
        .is_some_and(|mut segments| segments.any(own))
        || url.query_pairs().any(|(name, value)| {
            !matches!(&*name, "lang" | "language" | "locale" | "hl") && !value.is_empty()
        })
}
