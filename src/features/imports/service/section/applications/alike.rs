//! Applications that look the same as a row of a file: to the same company, with or without its legal form, for the same role.

use std::collections::HashMap;

use reading::company::Name;

use crate::features::{
    applications::Applications,
    imports::{entity::values::Values, service::section::part::folded},
};

/// How one differs whose day may have been corrected, in the file or in the history.
pub(super) const ANOTHER_DAY: &str = "has another day";

/// Applications by company and role.
pub(super) struct Alike(HashMap<(String, String), Vec<Other>>);

struct Other {
    company: Name,
    values: Values,
}

impl Alike {
    /// The first application to the same company for the same role, as a note names it, and how it differs.
    pub(super) fn to(&self, values: &Values) -> Option<(String, String)> {
        let company = Name::read(values.text("company"));
        let others = self.0.get(&key(&company, values))?;
        let mut same = others.iter().filter(|it| !it.company.conflicts(&company));
        let first = same.next()?;
        let mut differences = differences(values, &first.values);
        if same.next().is_some() {
            differences.insert(0, "is one of several");
        }
        Some((shown(&first.values), differences.join(", ")))
    }
}

impl FromIterator<Values> for Alike {
    fn from_iter<T: IntoIterator<Item = Values>>(applications: T) -> Self {
        let mut all: HashMap<_, Vec<Other>> = HashMap::new();
        for values in applications {
            let company = Name::read(values.text("company"));
            let others = all.entry(key(&company, &values)).or_default();
            others.push(Other { company, values });
        }
        Self(all)
    }
}

fn key(company: &Name, values: &Values) -> (String, String) {
    (company.base.clone(), folded(values.text("role")))
}

/// How an application differs from a row of a file.
fn differences(file: &Values, other: &Values) -> Vec<&'static str> {
    let texts = |field| [file, other].map(|values| values.text(field).to_owned());
    let addresses = texts("url").map(|url| Applications::address_key(&url).unwrap_or_default());
    let all = [
        (
            texts("company").map(|name| folded(&name)),
            "has another spelling of the company",
        ),
        (texts("appliedOn"), ANOTHER_DAY),
        (addresses, "has another address"),
    ];
    let differ = |texts: &[String; 2]| {
        let [one, two] = texts;
        one != two && !one.is_empty() && !two.is_empty()
    };
    all.into_iter()
        .filter_map(|(texts, said)| differ(&texts).then_some(said))
        .collect()
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
