//! Checks the values of a profile and its targets. Fields that a change leaves out stay as they are.

mod apply;

use std::collections::HashSet;

use url::Url;

use crate::{
    error::Refusal,
    features::profiles::{Link, NoticePeriod, PayFloor, WorkAuthorization},
    types::{
        amount::{Amount, NotAnAmount},
        currency,
        partial_date::PartialDate,
        text::{Line, Prose},
        work::{EmploymentType, PayPeriod, RemoteMode, Seniority, TimeUnit},
    },
};

pub(super) const LINKS_MAX: usize = 20;
const TITLES_MAX: usize = 20;
const COUNTRIES_MAX: usize = 50;
const EXCLUDED_MAX: usize = 100;
const LINE_MAX: usize = 200;
/// As much as LinkedIn takes.
const HEADLINE_MAX: usize = 220;
const URL_MAX: usize = 2_000;

/// An unchecked change of a profile.
#[derive(Clone, Debug, Default)]
pub struct ProfileChange {
    /// At most 220 characters.
    pub headline: Option<String>,
    /// At most 5 000 characters.
    pub summary: Option<String>,
    /// At most 200 characters.
    pub location: Option<String>,
    /// All links, at most 20.
    pub links: Option<Vec<NewLink>>,
    /// The jobs that the user looks for.
    pub targets: Option<TargetsChange>,
}

/// An unchecked link.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// 1 to 60 characters.
    pub label: String,
    /// `http` or `https`.
    pub url: String,
}

/// An unchecked change of the targets. Each list replaces the current one; duplicates are dropped, names also in another letter case.
#[derive(Clone, Debug, Default)]
pub struct TargetsChange {
    /// At most 20.
    pub titles: Option<Vec<String>>,
    /// Seniority levels wanted.
    pub seniority: Option<Vec<Seniority>>,
    /// ISO 3166-1 alpha-2, upper case; at most 50.
    pub countries: Option<Vec<String>>,
    /// Remote modes wanted: on site, hybrid or remote.
    pub remote_modes: Option<Vec<RemoteMode>>,
    /// Kinds of contract wanted.
    pub employment_types: Option<Vec<EmploymentType>>,
    /// The minimum pay.
    pub pay_floor: FieldChange<NewPayFloor>,
    /// At most 100.
    pub excluded_companies: Option<Vec<String>>,
    /// At most 50, each country once.
    pub work_authorizations: Option<Vec<NewWorkAuthorization>>,
    /// The time between the resignation and the first free day.
    pub notice_period: FieldChange<NewNoticePeriod>,
    /// The date from which the user could begin.
    pub available_from: FieldChange<PartialDate>,
}

/// A change of a field that may be empty.
#[derive(Clone, Debug, Default)]
pub enum FieldChange<T> {
    /// Leaves it as it is.
    #[default]
    Keep,
    /// Removes its value.
    Clear,
    /// Sets it to this value.
    Set(T),
}

/// Whether the user may work in a country, unchecked.
#[derive(Clone, Debug)]
pub struct NewWorkAuthorization {
    /// A code of ISO 3166-1, or a name.
    pub country: String,
    /// True if an employer must sponsor a visa or permit.
    pub needs_sponsorship: bool,
}

/// A notice period, unchecked.
#[derive(Clone, Copy, Debug)]
pub struct NewNoticePeriod {
    /// 0 to 366 days, 52 weeks or 24 months.
    pub count: i32,
    /// The unit.
    pub unit: TimeUnit,
}

/// An unchecked minimum pay.
#[derive(Clone, Debug)]
pub struct NewPayFloor {
    /// The amount, or why the given value is none.
    pub amount: Result<Amount, NotAnAmount>,
    /// ISO 4217, upper case.
    pub currency: String,
    /// The period that the amount is paid for.
    pub period: PayPeriod,
}

/// A checked change.
pub(super) struct CheckedChange {
    headline: Option<String>,
    summary: Option<String>,
    location: Option<String>,
    links: Option<Vec<Link>>,
    targets: CheckedTargets,
}

/// A checked change of the targets.
struct CheckedTargets {
    titles: Option<Vec<String>>,
    seniority: Option<Vec<Seniority>>,
    countries: Option<Vec<String>>,
    remote_modes: Option<Vec<RemoteMode>>,
    employment_types: Option<Vec<EmploymentType>>,
    pay_floor: FieldChange<PayFloor>,
    excluded_companies: Option<Vec<String>>,
    work_authorizations: Option<Vec<WorkAuthorization>>,
    notice_period: FieldChange<NoticePeriod>,
    available_from: FieldChange<PartialDate>,
}

impl ProfileChange {
    pub(super) fn check(self) -> Result<CheckedChange, Refusal> {
        let line = |path: &str, text: Option<String>, max: usize| {
            text.map(|text| line_or_empty(path, &text, max)).transpose()
        };
        Ok(CheckedChange {
            headline: line("input.headline", self.headline, HEADLINE_MAX)?,
            summary: self
                .summary
                .map(|text| Prose::parse("input.summary", &text, 5_000).map(Prose::into_string))
                .transpose()?,
            location: line("input.location", self.location, LINE_MAX)?,
            links: self.links.map(check_links).transpose()?,
            targets: self.targets.unwrap_or_default().check()?,
        })
    }
}

impl TargetsChange {
    fn check(self) -> Result<CheckedTargets, Refusal> {
        let named = |field: &str, names: Option<Vec<String>>, max| {
            let path = format!("input.targets.{field}");
            names.map(|names| lines(&path, &names, max)).transpose()
        };
        Ok(CheckedTargets {
            titles: named("titles", self.titles, TITLES_MAX)?,
            seniority: self.seniority.map(distinct),
            countries: self.countries.as_deref().map(check_countries).transpose()?,
            remote_modes: self.remote_modes.map(distinct),
            employment_types: self.employment_types.map(distinct),
            pay_floor: self.pay_floor.check(check_pay_floor)?,
            excluded_companies: named("excludedCompanies", self.excluded_companies, EXCLUDED_MAX)?,
            work_authorizations: self
                .work_authorizations
                .map(check_work_authorizations)
                .transpose()?,
            notice_period: self.notice_period.check(check_notice_period)?,
            available_from: self.available_from,
        })
    }
}

impl<T> FieldChange<T> {
    fn check<C>(
        self,
        check: impl FnOnce(T) -> Result<C, Refusal>,
    ) -> Result<FieldChange<C>, Refusal> {
        Ok(match self {
            Self::Keep => FieldChange::Keep,
            Self::Clear => FieldChange::Clear,
            Self::Set(value) => FieldChange::Set(check(value)?),
        })
    }
}

fn line_or_empty(path: &str, text: &str, max: usize) -> Result<String, Refusal> {
    Ok(Line::parse_optional(path, text, max)?
        .map(Line::into_string)
        .unwrap_or_default())
}

fn lines(path: &str, texts: &[String], max: usize) -> Result<Vec<String>, Refusal> {
    at_most(path, texts.len(), max)?;
    let line = |(i, text): (usize, &String)| {
        Line::parse(&format!("{path}.{i}"), text, LINE_MAX).map(Line::into_string)
    };
    let lines: Result<Vec<String>, Refusal> = texts.iter().enumerate().map(line).collect();
    lines.map(distinct_names)
}

/// The distinct names in their order, ignoring case: the first spelling stays.
pub(super) fn distinct_names(names: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    let is_new = |name: &String| seen.insert(name.to_lowercase());
    names.into_iter().filter(is_new).collect()
}

/// Refuses a list with more than `max` values.
pub(super) fn at_most(path: &str, given: usize, max: usize) -> Result<(), Refusal> {
    if given <= max {
        Ok(())
    } else {
        Err(Refusal::invalid(
            path,
            format!("The list has {given} entries; at most {max} are allowed."),
        ))
    }
}

/// The distinct values in their order. Quadratic; the lists are short.
fn distinct<T: PartialEq>(values: Vec<T>) -> Vec<T> {
    values.into_iter().fold(Vec::new(), |mut seen, value| {
        if !seen.contains(&value) {
            seen.push(value);
        }
        seen
    })
}

fn check_links(links: Vec<NewLink>) -> Result<Vec<Link>, Refusal> {
    at_most("input.links", links.len(), LINKS_MAX)?;
    let link = |(i, link): (usize, NewLink)| {
        let label = Line::parse(&format!("input.links.{i}.label"), &link.label, 60)?.into_string();
        Ok(Link {
            label,
            url: check_url(&format!("input.links.{i}.url"), &link.url)?,
            source: None,
        })
    };
    links.into_iter().enumerate().map(link).collect()
}

/// A web address as the profile stores it, or why it does not; `path` is its place in the input.
pub fn check_url(path: &str, text: &str) -> Result<String, Refusal> {
    let text = Line::parse(path, text, URL_MAX)?.into_string();
    let url = Url::parse(&text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"));
    if url.as_ref().is_some_and(has_credentials) {
        let message =
            "This web address has a user name or password, which others would see; remove it.";
        return Err(Refusal::invalid(path, message));
    }
    // The parser escapes characters, which makes the address longer.
    url.map(String::from).filter(|url| url.len() <= URL_MAX).ok_or_else(|| {
        Refusal::invalid(path, format!("A web address starts with https:// or http:// and has at most {URL_MAX} characters."))
    })
}

fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn check_countries(countries: &[String]) -> Result<Vec<String>, Refusal> {
    at_most("input.targets.countries", countries.len(), COUNTRIES_MAX)?;
    let known =
        |(i, name): (usize, &String)| check_country(&format!("input.targets.countries.{i}"), name);
    let codes: Result<Vec<String>, Refusal> = countries.iter().enumerate().map(known).collect();
    Ok(distinct(codes?))
}

fn check_country(path: &str, name: &str) -> Result<String, Refusal> {
    let country = reading::place::country(name);
    country.map(str::to_owned).ok_or_else(|| {
        let rule = "a code of ISO 3166-1 is expected, for example DE.";
        Refusal::invalid(path, format!("\"{}\" is no country; {rule}", shown(name)))
    })
}

fn check_work_authorizations(
    given: Vec<NewWorkAuthorization>,
) -> Result<Vec<WorkAuthorization>, Refusal> {
    let path = "input.targets.workAuthorizations";
    at_most(path, given.len(), COUNTRIES_MAX)?;
    let mut checked: Vec<WorkAuthorization> = Vec::with_capacity(given.len());
    for (i, given) in given.into_iter().enumerate() {
        let path = format!("{path}.{i}.country");
        let country = check_country(&path, &given.country)?;
        if checked.iter().any(|other| other.country == country) {
            let message = format!("{country} is in the list twice; state each country once.");
            return Err(Refusal::invalid(&path, message));
        }
        checked.push(WorkAuthorization {
            country,
            needs_sponsorship: given.needs_sponsorship,
        });
    }
    Ok(checked)
}

fn check_notice_period(period: NewNoticePeriod) -> Result<NoticePeriod, Refusal> {
    let NewNoticePeriod { count, unit } = period;
    let (max, units) = match unit {
        TimeUnit::Day => (366, "days"),
        TimeUnit::Week => (52, "weeks"),
        TimeUnit::Month => (24, "months"),
    };
    if (0..=max).contains(&count) {
        return Ok(NoticePeriod { count, unit });
    }
    let message = format!("A notice period has 0 to {max} {units}.");
    Err(Refusal::invalid(
        "input.targets.noticePeriod.count",
        message,
    ))
}

fn check_pay_floor(floor: NewPayFloor) -> Result<PayFloor, Refusal> {
    let amount = floor
        .amount
        .map_err(|why| Refusal::invalid("input.targets.payFloor.amount", why.to_string()))?;
    if !currency::is_code(&floor.currency) {
        let rule = "three upper-case letters of ISO 4217 are expected, for example EUR.";
        let message = format!("\"{}\" is no currency; {rule}", shown(&floor.currency));
        return Err(Refusal::invalid("input.targets.payFloor.currency", message));
    }
    Ok(PayFloor {
        amount,
        currency: floor.currency,
        period: floor.period,
    })
}

/// The beginning of a value that is none, as a refusal repeats it.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(20).collect()
}
