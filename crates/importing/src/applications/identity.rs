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

/// What two rows for one role at one company have in common.
pub(crate) fn role(application: &Application) -> String {
    let company = Name::read(&application.company).base;
    format!("{company}\u{1f}{}", application.role.to_lowercase())
}

/// True if neither the legal form, nor the day, nor the address of two rows for one role tells them apart.
pub(crate) fn can_be_one(one: &Application, other: &Application) -> bool {
    let names = [one, other].map(|it| Name::read(&it.company));
    let [first, second] = &names;
    let differ = |one: Option<String>, other: Option<String>| matches!((one, other), (Some(one), Some(other)) if one != other);
    let day = |it: &Application| it.applied_on.map(|day| day.to_string());
    let address = |it: &Application| it.url.as_deref().map(posting);
    let saved = |it: &Application| it.saved_on.map(|day| day.to_string());
    !first.conflicts(second)
        && !differ(day(one), day(other))
        && !differ(saved(one), saved(other))
        && !differ(address(one), address(other))
}

/// An address without what does not say which posting it is.
pub(crate) fn posting(address: &str) -> String {
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
