//! The filter of a posting search.

use async_graphql::InputObject;

use crate::{
    error::{Error, Result},
    features::jobs::{Filter, PayFilter},
    graphql::scalar::Instant,
    types::{
        id::CompanyId,
        work::{EmploymentType, RemoteMode, Seniority},
    },
};

/// Maximum number of values in one list of the filter.
const VALUES_MAX: usize = 50;

/// Filters a search. Fields that are left out match all postings; the values of a list are alternatives.
#[derive(InputObject, Default)]
pub struct PostingFilter {
    /// On site, hybrid or remote.
    remote_modes: Option<Vec<RemoteMode>>,
    /// Countries, ISO 3166-1 alpha-2, such as `PT`; the posting has a place in at least one of them.
    countries: Option<Vec<String>>,
    /// The kind of contract.
    employment_types: Option<Vec<EmploymentType>>,
    /// The seniority.
    seniorities: Option<Vec<Seniority>>,
    /// The minimum pay; postings without a stated pay do not match.
    pay: Option<PayFilterInput>,
    /// Published at or after this time.
    posted_since: Option<Instant>,
    /// Only postings of this company.
    company_id: Option<CompanyId>,
}

/// A minimum yearly pay. The upper end of the posting's pay must reach it, in the same currency: amounts are not converted.
#[derive(InputObject)]
pub struct PayFilterInput {
    /// Whole units per year; pay per month, week, day or hour is converted to a full-time year.
    yearly_min: i64,
    /// ISO 4217, such as `EUR`.
    currency: String,
}

impl PostingFilter {
    pub(super) fn parse(self) -> Result<Filter> {
        let countries = self
            .countries
            .unwrap_or_default()
            .iter()
            .map(|code| country(code))
            .collect::<Result<Vec<_>>>()?;
        let longest = [
            self.remote_modes.as_ref().map(Vec::len),
            self.employment_types.as_ref().map(Vec::len),
            self.seniorities.as_ref().map(Vec::len),
        ];
        if countries.len() > VALUES_MAX
            || longest
                .into_iter()
                .flatten()
                .any(|length| length > VALUES_MAX)
        {
            return Err(Error::bad_input(format!(
                "A list of the filter has at most {VALUES_MAX} values."
            )));
        }
        Ok(Filter {
            remote_modes: self.remote_modes.unwrap_or_default(),
            countries,
            employment_types: self.employment_types.unwrap_or_default(),
            seniorities: self.seniorities.unwrap_or_default(),
            pay: self.pay.map(PayFilterInput::parse).transpose()?,
            posted_since: self.posted_since.map(|instant| instant.0),
            company: self.company_id,
        })
    }
}

impl PayFilterInput {
    fn parse(self) -> Result<PayFilter> {
        if self.yearly_min < 0 {
            return Err(Error::bad_input("\"pay.yearlyMin\" must not be negative."));
        }
        let currency = letters(&self.currency, 3).ok_or_else(|| {
            Error::bad_input("\"pay.currency\" is a code of three letters, such as EUR.")
        })?;
        Ok(PayFilter {
            yearly_min: self.yearly_min,
            currency,
        })
    }
}

fn country(code: &str) -> Result<String> {
    letters(code, 2)
        .ok_or_else(|| Error::bad_input("A country is a code of two letters, such as PT."))
}

fn letters(code: &str, length: usize) -> Option<String> {
    (code.len() == length && code.bytes().all(|byte| byte.is_ascii_alphabetic()))
        .then(|| code.to_ascii_uppercase())
}
