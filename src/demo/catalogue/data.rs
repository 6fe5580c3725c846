//! The format of `demo/catalogue.toml` and `demo/roles.toml`.

use std::collections::BTreeMap;
use std::collections::HashMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::types::work::{EmploymentType, PayPeriod, Seniority};

use super::error::{CatalogueError, unknown};

const CATALOGUE: &str = include_str!("../../../demo/catalogue.toml");
const ROLES: &str = include_str!("../../../demo/roles.toml");

/// Everything from which postings are generated.
pub struct Catalogue {
    pub countries: BTreeMap<String, Country>,
    pub companies: Vec<DemoCompany>,
    pub texts: BTreeMap<String, Texts>,
    pub roles: Vec<Role>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CatalogueFile {
    countries: BTreeMap<String, Country>,
    companies: Vec<DemoCompany>,
    texts: BTreeMap<String, Texts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RolesFile {
    roles: Vec<Role>,
}

/// The currency and pay level of a country.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    pub name: String,
    pub currency: String,
    pub percent: i64,
    pub period: PayPeriod,
}

/// An invented employer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoCompany {
    /// The key: lower case, unique.
    pub slug: String,
    /// The display name.
    pub name: String,
    /// A domain below `.example`, which is reserved and never resolves.
    pub domain: String,
    /// The industry.
    pub industry: String,
    /// The number of employees: `11-50`, `51-200` … `5001+`.
    pub size_band: String,
    /// The city of the head office.
    pub city: String,
    /// The country of the head office: ISO 3166-1 alpha-2.
    pub country: String,
    /// A description of one sentence.
    #[serde(rename = "about")]
    pub description: String,
    #[serde(default)]
    pub(super) about_in: BTreeMap<String, String>,
    pub(super) perk: String,
    #[serde(default)]
    pub(super) remote_first: bool,
    pub(super) hires: Vec<String>,
    pub(super) offices: Vec<Office>,
}

/// A further office of a company.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    pub city: String,
    pub country: String,
}

/// A role, and its texts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub key: String,
    pub title: String,
    pub family: String,
    #[serde(default = "english")]
    pub language: String,
    pub levels: Vec<Seniority>,
    pub place: WorkPlace,
    pub period: Option<PayPeriod>,
    pub pay: (i64, i64),
    pub summary: String,
    pub tasks: Vec<String>,
    pub needs: Vec<String>,
    pub required: Vec<String>,
    pub preferred: Vec<String>,
}

/// Whether the role can be done remotely.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WorkPlace {
    Desk,
    Mixed,
    Site,
}

/// The texts of postings in one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    pub tasks: Vec<String>,
    pub needs: Vec<String>,
    pub extras: Vec<String>,
    pub offer: Vec<String>,
    pub required: Vec<String>,
    pub preferred: Vec<String>,
    pub and: String,
    pub remote: Vec<String>,
    pub benefits: Vec<String>,
    pub closing: Vec<String>,
    pub pay: String,
    pub thousands: String,
    pub periods: HashMap<PayPeriod, String>,
    pub titles: HashMap<EmploymentType, String>,
    pub levels: HashMap<Seniority, LevelText>,
}

/// How a level appears in the title and in the requirements.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelText {
    pub title: String,
    pub years: String,
}

impl Catalogue {
    /// Parses the compiled-in files.
    pub fn load() -> Result<Self, CatalogueError> {
        let CatalogueFile {
            countries,
            companies,
            texts,
        } = parse("catalogue.toml", CATALOGUE)?;
        let RolesFile { roles } = parse("roles.toml", ROLES)?;
        Ok(Self {
            countries,
            companies,
            texts,
            roles,
        })
    }

    pub fn country(&self, code: &str) -> Result<&Country, CatalogueError> {
        self.countries
            .get(code)
            .ok_or_else(|| unknown("country", code))
    }

    pub fn texts(&self, language: &str) -> Result<&Texts, CatalogueError> {
        self.texts
            .get(language)
            .ok_or_else(|| unknown("language", language))
    }
}

impl DemoCompany {
    /// The relative number of postings.
    pub(super) fn weight(&self) -> u64 {
        match self.size_band.as_str() {
            "11-50" => 3,
            "51-200" => 4,
            "201-500" | "501-1000" => 5,
            "1001-5000" => 7,
            _ => 9,
        }
    }

    /// True if the company has such roles, and texts in the role's language.
    pub(super) fn may_advertise(&self, role: &Role) -> bool {
        self.hires.contains(&role.family)
            && (role.language == "en" || self.about_in.contains_key(&role.language))
    }

    /// The description in a language, or in English if there is none.
    pub(super) fn about(&self, language: &str) -> &str {
        self.about_in.get(language).unwrap_or(&self.description)
    }

    /// The offices, head office first.
    pub(super) fn sites(&self) -> Vec<Office> {
        let head = Office {
            city: self.city.clone(),
            country: self.country.clone(),
        };
        std::iter::once(head)
            .chain(self.offices.iter().cloned())
            .collect()
    }
}

/// Parses one of the demo's files.
pub fn parse<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, CatalogueError> {
    toml::from_str(text).map_err(|source| CatalogueError::Toml { file, source })
}

fn english() -> String {
    "en".to_owned()
}
