//! Checks the values of a profile and its targets. Fields that a change leaves out stay as they are.

use url::Url;

use crate::{
    error::Refusal,
    features::profiles::{Link, Links, PayFloor, ProfileRow, Targets},
    types::{
        amount::{Amount, NotAnAmount},
        text::{Line, Prose},
        work::{EmploymentType, PayPeriod, RemoteMode, Seniority},
    },
};

const LINKS_MAX: usize = 20;
const TITLES_MAX: usize = 20;
const COUNTRIES_MAX: usize = 50;
const EXCLUDED_MAX: usize = 100;
const LINE_MAX: usize = 200;
const URL_MAX: usize = 2_000;

/// An unchecked change of a profile.
#[derive(Clone, Debug, Default)]
pub struct ProfileChange {
    /// At most 200 characters.
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

/// An unchecked change of the targets. Each list replaces the current one; duplicates are dropped.
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
    pub pay_floor: PayFloorChange,
    /// At most 100.
    pub excluded_companies: Option<Vec<String>>,
}

/// A change of the minimum pay.
#[derive(Clone, Debug, Default)]
pub enum PayFloorChange<F = NewPayFloor> {
    /// Leaves it as it is.
    #[default]
    Keep,
    /// Removes it.
    Clear,
    /// Sets it to this.
    Set(F),
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
    targets: TargetsChange,
    pay_floor: PayFloorChange<PayFloor>,
}

impl ProfileChange {
    pub(super) fn check(self) -> Result<CheckedChange, Refusal> {
        let mut targets = self.targets.unwrap_or_default();
        let pay_floor = match std::mem::take(&mut targets.pay_floor) {
            PayFloorChange::Keep => PayFloorChange::Keep,
            PayFloorChange::Clear => PayFloorChange::Clear,
            PayFloorChange::Set(floor) => PayFloorChange::Set(check_pay_floor(floor)?),
        };
        let line = |path: &str, text: Option<String>| {
            text.map(|text| line_or_empty(path, &text)).transpose()
        };
        Ok(CheckedChange {
            headline: line("input.headline", self.headline)?,
            summary: self
                .summary
                .map(|text| Prose::parse("input.summary", &text, 5_000).map(Prose::into_string))
                .transpose()?,
            location: line("input.location", self.location)?,
            links: self.links.map(check_links).transpose()?,
            targets: targets.check()?,
            pay_floor,
        })
    }
}

impl CheckedChange {
    /// Writes the fields that the change sets into the row.
    pub(super) fn apply(self, row: &mut ProfileRow) {
        set(&mut row.headline, self.headline);
        set(&mut row.summary, self.summary);
        set(&mut row.location, self.location);
        set(&mut row.links, self.links.map(Links));
        self.targets.apply(&mut row.targets);
        match self.pay_floor {
            PayFloorChange::Keep => {}
            PayFloorChange::Clear => row.targets.pay_floor = None,
            PayFloorChange::Set(floor) => row.targets.pay_floor = Some(floor),
        }
    }
}

impl TargetsChange {
    fn check(self) -> Result<Self, Refusal> {
        Ok(Self {
            titles: self
                .titles
                .map(|titles| lines("input.targets.titles", &titles, TITLES_MAX))
                .transpose()?,
            seniority: self.seniority.map(distinct),
            countries: self.countries.as_deref().map(check_countries).transpose()?,
            remote_modes: self.remote_modes.map(distinct),
            employment_types: self.employment_types.map(distinct),
            pay_floor: PayFloorChange::Keep,
            excluded_companies: self
                .excluded_companies
                .map(|names| lines("input.targets.excludedCompanies", &names, EXCLUDED_MAX))
                .transpose()?,
        })
    }

    fn apply(self, targets: &mut Targets) {
        set(&mut targets.titles, self.titles);
        set(&mut targets.seniority, self.seniority);
        set(&mut targets.countries, self.countries);
        set(&mut targets.remote_modes, self.remote_modes);
        set(&mut targets.employment_types, self.employment_types);
        set(&mut targets.excluded_companies, self.excluded_companies);
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn line_or_empty(path: &str, text: &str) -> Result<String, Refusal> {
    Ok(Line::parse_optional(path, text, LINE_MAX)?
        .map(Line::into_string)
        .unwrap_or_default())
}

fn lines(path: &str, texts: &[String], max: usize) -> Result<Vec<String>, Refusal> {
    at_most(path, texts.len(), max)?;
    let line = |(i, text): (usize, &String)| {
        Line::parse(&format!("{path}.{i}"), text, LINE_MAX).map(Line::into_string)
    };
    texts
        .iter()
        .enumerate()
        .map(line)
        .collect::<Result<_, _>>()
        .map(distinct)
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
        })
    };
    links.into_iter().enumerate().map(link).collect()
}

fn check_url(path: &str, text: &str) -> Result<String, Refusal> {
    let text = Line::parse(path, text, URL_MAX)?.into_string();
    let url = Url::parse(&text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .map(String::from);
    // The parser escapes characters, which makes the address longer.
    url.filter(|url| url.len() <= URL_MAX).ok_or_else(|| {
        Refusal::invalid(path, format!("A web address starts with https:// or http:// and has at most {URL_MAX} characters."))
    })
}

fn check_countries(countries: &[String]) -> Result<Vec<String>, Refusal> {
    at_most("input.targets.countries", countries.len(), COUNTRIES_MAX)?;
    let known = |(i, name): (usize, &String)| {
        let country = reading::place::country(name);
        country.map(str::to_owned).ok_or_else(|| {
            let shown: String = name.chars().filter(|c| !c.is_control()).take(20).collect();
            Refusal::invalid(
                &format!("input.targets.countries.{i}"),
                format!(
                    "\"{shown}\" is no country; a code of ISO 3166-1 is expected, for example DE."
                ),
            )
        })
    };
    let codes: Result<Vec<String>, Refusal> = countries.iter().enumerate().map(known).collect();
    Ok(distinct(codes?))
}

fn check_pay_floor(floor: NewPayFloor) -> Result<PayFloor, Refusal> {
    let amount = floor
        .amount
        .map_err(|why| Refusal::invalid("input.targets.payFloor.amount", why.to_string()))?;
    if !is_code(&floor.currency, 3) {
        let message = "A currency is three upper-case letters of ISO 4217, for example EUR.";
        return Err(Refusal::invalid("input.targets.payFloor.currency", message));
    }
    Ok(PayFloor {
        amount,
        currency: floor.currency,
        period: floor.period,
    })
}

fn is_code(text: &str, letters: usize) -> bool {
    text.len() == letters && text.bytes().all(|byte| byte.is_ascii_uppercase())
}
