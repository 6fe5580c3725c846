//! What two rows of one application have in common.

use reading::{company::Name, tracking::is_tracking};

use crate::{date::PartialDate, record::Application};

/// What two rows of the same application have in common. A legal form tells companies apart, but one may leave it out.
pub(super) fn identity(application: &Application) -> String {
    let fold = |text: &str| text.to_lowercase();
    let day = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    format!(
        "{}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}",
        Name::read(&application.company).base,
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
        .filter(|(name, _)| !is_tracking(name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    query.sort();
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = url.path().trim_end_matches('/');
    format!("{host}{path}?{}", query.join("&"))
}
