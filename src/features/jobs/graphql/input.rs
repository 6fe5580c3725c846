//! The filter of a posting search.

use async_graphql::InputObject;

use crate::{
    error::{Error, Result},
    features::jobs::{Filter, FilterField, Near, PayFilter, Values, near_filter},
    graphql::scalar::{AmountValue, Instant},
    types::{
        id::CompanyId,
        rates::Rates,
        work::{EmploymentType, RemoteMode, Seniority},
    },
};

/// Filters a search. Fields that are left out match all postings. A posting must have at least one value of each list, every value of the
/// lists in `all`, and no value of the lists in `none`. A list has at most 50 values; an unknown name is refused.
#[derive(InputObject, Default)]
pub struct PostingFilter {
    /// On site, hybrid or remote.
    remote_modes: Option<Vec<RemoteMode>>,
    /// Countries, by code (ISO 3166-1 alpha-2, such as `PT`) or name. With several fields about places, one place of the posting must match
    /// all of them.
    countries: Option<Vec<String>>,
    /// States and provinces, by code (such as `US-TX`) or name.
    regions: Option<Vec<String>>,
    /// Cities, by name, such as `Lisbon`, `Cambridge, GB` or `Cambridge, US-MA`.
    cities: Option<Vec<String>>,
    /// A place within a distance.
    near: Option<NearFilter>,
    /// Skills of the dictionary, by slug or label.
    skills: Option<Vec<String>>,
    /// Languages of the text, by code (ISO 639-1, such as `pt`) or name; not those that the job requires.
    languages: Option<Vec<String>>,
    /// The kind of contract.
    employment_types: Option<Vec<EmploymentType>>,
    /// The seniority.
    seniorities: Option<Vec<Seniority>>,
    /// Employers.
    companies: Option<Vec<CompanyId>>,
    /// One more employer of `companies`.
    company_id: Option<CompanyId>,
    /// Industries, as `Company.industry` spells them.
    industries: Option<Vec<String>>,
    /// Numbers of employees, as `Company.sizeBand` spells them, such as `51-200`.
    company_sizes: Option<Vec<String>>,
    /// States a pay (true) or none (false).
    has_pay: Option<bool>,
    /// The minimum pay; postings without a stated pay do not match.
    pay: Option<PayFilterInput>,
    /// Published at or after this time.
    posted_since: Option<Instant>,
    /// Of companies at which the viewer knows people (true) or none (false); see `Viewer.connections`. UNAUTHENTICATED without a token.
    pub(super) has_connection: Option<bool>,
    /// The posting has every value of these lists.
    all: Option<PostingFilterAll>,
    /// The posting has no value of these lists.
    none: Option<PostingFilterNone>,
}

/// Values that a posting must have, all of them. The places may be different ones.
#[derive(InputObject, Default)]
pub struct PostingFilterAll {
    /// Skills of the dictionary, by slug or label.
    skills: Option<Vec<String>>,
    /// Countries, by code or name.
    countries: Option<Vec<String>>,
    /// States and provinces, by code or name.
    regions: Option<Vec<String>>,
    /// Cities, by name.
    cities: Option<Vec<String>>,
}

/// Values that a posting must not have, none of them.
#[derive(InputObject, Default)]
pub struct PostingFilterNone {
    /// On site, hybrid or remote.
    remote_modes: Option<Vec<RemoteMode>>,
    /// Countries, by code or name; no place of the posting is in one of them.
    countries: Option<Vec<String>>,
    /// States and provinces, by code or name.
    regions: Option<Vec<String>>,
    /// Cities, by name.
    cities: Option<Vec<String>>,
    /// Skills of the dictionary, by slug or label.
    skills: Option<Vec<String>>,
    /// Languages of the text, by code or name.
    languages: Option<Vec<String>>,
    /// The kind of contract.
    employment_types: Option<Vec<EmploymentType>>,
    /// The seniority.
    seniorities: Option<Vec<Seniority>>,
    /// Employers.
    companies: Option<Vec<CompanyId>>,
    /// Industries, as `Company.industry` spells them.
    industries: Option<Vec<String>>,
    /// Numbers of employees, as `Company.sizeBand` spells them.
    company_sizes: Option<Vec<String>>,
}

/// A distance from a centre, which is either a city or a point.
#[derive(InputObject)]
pub struct NearFilter {
    /// The city in the centre, by name, such as `Lisbon`.
    place: Option<String>,
    /// The latitude of the centre in degrees, from -90 to 90.
    latitude: Option<f64>,
    /// The longitude of the centre in degrees, from -180 to 180.
    longitude: Option<f64>,
    /// The distance in kilometres, at most 1 000.
    #[graphql(default = 50.0)]
    radius_km: f64,
}

/// A minimum yearly pay, which the upper end of the posting's pay must reach. Amounts in the same currency are compared exactly, those in
/// others in euros (see `YearlyPay.inEuros`); pay in a currency without a rate is only found in that currency.
#[derive(InputObject)]
pub struct PayFilterInput {
    /// The amount per year; pay per month, week, day or hour is converted to a full-time year.
    yearly_min: AmountValue,
    /// ISO 4217, such as `EUR`.
    currency: String,
}

impl PostingFilter {
    pub(super) fn parse(self, rates: &Rates) -> Result<Filter> {
        let mut any = Values::default();
        any.add_enums(FilterField::RemoteMode, "remoteModes", self.remote_modes)?;
        any.add_enums(
            FilterField::EmploymentType,
            "employmentTypes",
            self.employment_types,
        )?;
        any.add_enums(FilterField::Seniority, "seniorities", self.seniorities)?;
        let one = self.company_id.map(|id| vec![id]);
        any.add_companies("companyId", one)?;
        any.add_companies("companies", self.companies)?;
        for (field, path, names) in [
            (FilterField::Country, "countries", self.countries),
            (FilterField::Region, "regions", self.regions),
            (FilterField::City, "cities", self.cities),
            (FilterField::Skill, "skills", self.skills),
            (FilterField::Language, "languages", self.languages),
            (FilterField::Industry, "industries", self.industries),
            (FilterField::CompanySize, "companySizes", self.company_sizes),
        ] {
            any.add_names(field, path, names)?;
        }
        Ok(Filter {
            any,
            all: self.all.unwrap_or_default().parse()?,
            none: self.none.unwrap_or_default().parse()?,
            near: self.near.map(NearFilter::parse).transpose()?,
            has_pay: self.has_pay,
            pay: self.pay.map(|pay| pay.parse(rates)).transpose()?,
            posted_since: self.posted_since.map(|instant| instant.0),
            connected: None,
        })
    }
}

impl PostingFilterAll {
    fn parse(self) -> Result<Values> {
        let mut all = Values::default();
        for (field, path, names) in [
            (FilterField::Skill, "all.skills", self.skills),
            (FilterField::Country, "all.countries", self.countries),
            (FilterField::Region, "all.regions", self.regions),
            (FilterField::City, "all.cities", self.cities),
        ] {
            all.add_names(field, path, names)?;
        }
        Ok(all)
    }
}

impl PostingFilterNone {
    fn parse(self) -> Result<Values> {
        let mut none = Values::default();
        none.add_enums(
            FilterField::RemoteMode,
            "none.remoteModes",
            self.remote_modes,
        )?;
        none.add_enums(
            FilterField::EmploymentType,
            "none.employmentTypes",
            self.employment_types,
        )?;
        none.add_enums(FilterField::Seniority, "none.seniorities", self.seniorities)?;
        none.add_companies("none.companies", self.companies)?;
        for (field, path, names) in [
            (FilterField::Country, "none.countries", self.countries),
            (FilterField::Region, "none.regions", self.regions),
            (FilterField::City, "none.cities", self.cities),
            (FilterField::Skill, "none.skills", self.skills),
            (FilterField::Language, "none.languages", self.languages),
            (FilterField::Industry, "none.industries", self.industries),
            (
                FilterField::CompanySize,
                "none.companySizes",
                self.company_sizes,
            ),
        ] {
            none.add_names(field, path, names)?;
        }
        Ok(none)
    }
}

impl NearFilter {
    fn parse(self) -> Result<Near> {
        near_filter(
            self.place.as_deref(),
            self.latitude,
            self.longitude,
            self.radius_km,
        )
    }
}

impl PayFilterInput {
    fn parse(self, rates: &Rates) -> Result<PayFilter> {
        let yearly_min = self.yearly_min.0.map_err(|why| {
            Error::bad_input(format!("\"filter.pay.yearlyMin\": {why}")).at("filter.pay.yearlyMin")
        })?;
        PayFilter::new(yearly_min, &self.currency, rates)
    }
}
