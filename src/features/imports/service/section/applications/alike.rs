//! Applications that look the same as a row of a file: to the same company, with or without its legal form, for the same role.

use std::collections::HashMap;

use reading::company::Name;

use crate::features::imports::{entity::values::Values, service::section::part::folded};

/// Applications by company and role.
pub(super) struct Alike(HashMap<(String, String), Vec<Other>>);

struct Other {
    company: Name,
    /// The application as a note names it.
    shown: String,
}

impl Alike {
    /// The first application to the same company for the same role, as a note names it.
    pub(super) fn to(&self, values: &Values) -> Option<&str> {
        let company = Name::read(values.text("company"));
        let others = self.0.get(&key(&company, values))?;
        let same = others
            .iter()
            .find(|other| !other.company.conflicts(&company));
        same.map(|other| other.shown.as_str())
    }
}

impl FromIterator<Values> for Alike {
    fn from_iter<T: IntoIterator<Item = Values>>(applications: T) -> Self {
        let mut all: HashMap<_, Vec<Other>> = HashMap::new();
        for values in applications {
            let company = Name::read(values.text("company"));
            let others = all.entry(key(&company, &values)).or_default();
            let shown = shown(&values);
            others.push(Other { company, shown });
        }
        Self(all)
    }
}

fn key(company: &Name, values: &Values) -> (String, String) {
    (company.base.clone(), folded(values.text("role")))
}

/// `"Birch · Cook" (APPLIED, 2026-01-02)`.
fn shown(values: &Values) -> String {
    let about = ["stage", "appliedOn"].map(|field| values.text(field));
    let about = about.into_iter().filter(|text| !text.is_empty());
    let about: Vec<&str> = about.collect();
    let about = if about.is_empty() {
        String::new()
    } else {
        format!(" ({})", about.join(", "))
    };
    format!(
        "\"{} · {}\"{about}",
        values.text("company"),
        values.text("role")
    )
}
