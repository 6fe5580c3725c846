//! The company, role and level of a demo posting.

use super::data::{Catalogue, DemoCompany, Role};
use super::error::{CatalogueError, unknown};
use crate::types::work::Seniority;

/// A company that advertises a role at a level.
#[derive(Clone, Copy)]
pub struct Choice<'a> {
    pub company: &'a DemoCompany,
    pub role: &'a Role,
    pub level: Seniority,
}

/// The choice for the company and title of an application.
pub(super) fn pinned<'a>(
    catalogue: &'a Catalogue,
    slug: &str,
    role: &str,
    level: Seniority,
) -> Result<Choice<'a>, CatalogueError> {
    let company = catalogue
        .companies
        .iter()
        .find(|company| company.slug == slug)
        .ok_or_else(|| unknown("company", slug))?;
    let role = catalogue
        .roles
        .iter()
        .find(|one| one.key == role)
        .ok_or_else(|| unknown("role", role))?;
    Ok(Choice {
        company,
        role,
        level,
    })
}

impl Choice<'_> {
    /// True if company, role and level are the same.
    pub fn is(&self, other: &Choice) -> bool {
        (&self.company.slug, &self.role.key, self.level)
            == (&other.company.slug, &other.role.key, other.level)
    }

    /// True if the role or the company has this key.
    pub fn has_key(&self, name: &str) -> bool {
        self.role.key == name || self.company.slug == name
    }

    /// The relative frequency: large companies advertise more, and companies advertise more in their own language.
    pub fn weight(&self) -> u64 {
        let level = match self.level {
            Seniority::Mid | Seniority::Senior => 4,
            Seniority::Lead => 3,
            Seniority::Junior => 2,
            _ => 1,
        };
        let language = if self.role.language == "en" { 1 } else { 3 };
        self.company.weight() * level * language
    }
}
