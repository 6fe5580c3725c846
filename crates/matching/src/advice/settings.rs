//! Rules for certificates, languages, preferences and links.

use super::{Context, Draft, Fix, Sink, counted};

const EXPIRY_DAYS: i64 = 90;
const IMPORT_DAYS_MAX: i64 = 180;

pub(super) fn certificate_expires(context: &Context<'_>, sink: Sink<'_>) {
    for certificate in &context.profile.certificates {
        let Some(expires) = certificate.expires else {
            continue;
        };
        let days = expires.signed_duration_since(context.today).num_days();
        if days <= EXPIRY_DAYS {
            let when = if days < 0 {
                "has expired".to_owned()
            } else {
                format!(
                    "expires in {}",
                    counted(usize::try_from(days).unwrap_or_default(), "day", "days")
                )
            };
            let text = format!("\"{}\" {when}.", certificate.name);
            sink(
                Draft::new(&certificate.id, text).quoting(Some(&certificate.id), &certificate.name),
            );
        }
    }
}

pub(super) fn language_without_level(context: &Context<'_>, sink: Sink<'_>) {
    for language in context
        .profile
        .languages
        .iter()
        .filter(|one| !one.has_level)
    {
        let text = format!(
            "How well do you speak {}? Postings ask for a level.",
            language.name
        );
        sink(Draft::new(&language.id, text).quoting(Some(&language.id), &language.name));
    }
}

pub(super) fn place_missing(context: &Context<'_>, sink: Sink<'_>) {
    let profile = context.profile;
    for (subject, is_empty, text) in [
        (
            "places",
            profile.places.is_empty(),
            "Say in which countries you look for work.",
        ),
        (
            "modes",
            profile.modes.is_empty(),
            "Say whether you want to work on site, hybrid or remotely.",
        ),
    ] {
        if is_empty {
            sink(Draft::new(subject, text.to_owned()));
        }
    }
}

pub(super) fn pay_floor_missing(context: &Context<'_>, sink: Sink<'_>) {
    if context.profile.pay_floor.is_none() {
        sink(Draft::new(
            "",
            "Say the lowest pay that you take: nobody else sees it.".to_owned(),
        ));
    }
}

pub(super) fn authorisation_missing(context: &Context<'_>, sink: Sink<'_>) {
    if !context.profile.has_authorisations {
        sink(Draft::new(
            "",
            "Say where you may work, and where you need a visa.".to_owned(),
        ));
    }
}

pub(super) fn target_unknown(context: &Context<'_>, sink: Sink<'_>) {
    let titles = &context.profile.target_titles;
    if titles.is_empty() {
        sink(Draft::new("", "Say which titles you look for.".to_owned()));
    }
    for title in titles
        .iter()
        .filter(|title| context.taxonomy.named_title(title).is_none())
    {
        let text = format!("\"{title}\" is no usual title. A usual one finds more postings.");
        sink(Draft::new(title, text).quoting(None, title));
    }
}

pub(super) fn import_stale(context: &Context<'_>, sink: Sink<'_>) {
    let Some(imported) = context.profile.imported else {
        return;
    };
    let last = context
        .profile
        .edited
        .map_or(imported, |edited| edited.max(imported));
    let days = context.today.signed_duration_since(last).num_days();
    if days > IMPORT_DAYS_MAX {
        sink(Draft::new(
            "",
            format!("The profile was imported and last changed {days} days ago."),
        ));
    }
}

pub(super) fn link_not_https(context: &Context<'_>, sink: Sink<'_>) {
    for url in context
        .profile
        .links
        .iter()
        .filter(|url| url.starts_with("http://"))
    {
        let fix = Fix::SecureLink { url: url.clone() };
        sink(
            Draft::new(url, "This link is not encrypted.".to_owned())
                .quoting(None, url)
                .with_fix(fix),
        );
    }
}
