//! What two rows of one application have in common.

use crate::{date::PartialDate, record::Application};

/// Parameters of an address that do not say which posting it is.
const TRACKING: [&str; 9] = [
    "gh_src",
    "lever-source",
    "ref",
    "source",
    "trk",
    "src",
    "refid",
    "trackingid",
    "fbclid",
];

/// What two rows of the same application have in common.
pub(super) fn identity(application: &Application) -> String {
    let fold = |text: &str| text.to_lowercase();
    let day = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    format!(
        "{}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}",
        fold(&application.company),
        fold(&application.role),
        application.url.as_deref().map(posting).unwrap_or_default(),
        day(application.applied_on),
        day(application.saved_on)
    )
}

/// An address without what does not say which posting it is.
fn posting(address: &str) -> String {
    let Ok(url) = url::Url::parse(address) else {
        return address.to_owned();
    };
    let mut query: Vec<String> = url
        .query_pairs()
        .filter(|(name, _)| {
            let name = name.to_lowercase();
            !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())
        })
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    query.sort();
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = url.path().trim_end_matches('/');
    format!("{host}{path}?{}", query.join("&"))
}
