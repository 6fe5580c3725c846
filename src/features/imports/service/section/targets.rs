//! The jobs that the person looks for: titles, countries, modes of work and kinds of contract, one entry for each list.

use importing::record::{Profile as FileProfile, Targets as FileTargets};

use super::{
    cell::named,
    part::{Facts, Incoming, Part, Wanted, Written, id_of, or_refused, reason},
};
use crate::{
    error::Result,
    features::{
        imports::{
            Section,
            entity::values::Values,
            service::compare::{Existing, Keys},
        },
        profiles::{self, ProfileChange, ProfileEdit, Profiles, TargetsChange},
    },
    platform::unit_of_work::Unit,
    types::{
        actor::Actor,
        import_source::ImportSource,
        schema_name::schema_name,
        work::{EmploymentType, RemoteMode},
    },
};

/// The jobs that the person looks for.
pub(in crate::features::imports::service) struct Targets;

impl Part for Targets {
    const SECTION: Section = Section::Targets;

    fn keys(values: &Values) -> Keys {
        let field = values.0.keys().next().cloned().unwrap_or_default();
        vec![field]
    }

    fn incoming(
        profiles: &Profiles,
        actor: &Actor,
        file: &mut FileProfile,
    ) -> Result<Vec<Incoming>> {
        let targets = std::mem::take(&mut file.targets);
        let read = |(values, note): (Values, Option<String>)| -> Result<Incoming> {
            let mut incoming = Incoming {
                source: targets.source.clone(),
                note,
                ..Incoming::default()
            };
            if values.0.values().all(Vec::is_empty) {
                incoming.values = values;
                incoming.refused = incoming.note.take();
                return Ok(incoming);
            }
            match profiles.checked_change(actor, change(&values)) {
                Ok(stored) => {
                    let field = values.0.keys().next().map_or("", String::as_str);
                    incoming.values = one(field, texts(&stored.targets, field));
                }
                Err(error) => {
                    incoming.refused = Some(reason(&error.into_refusal()?));
                    incoming.values = values;
                }
            }
            Ok(incoming)
        };
        stated(&targets).into_iter().map(read).collect()
    }

    async fn existing(
        profiles: &Profiles,
        unit: &Unit,
        actor: &Actor,
        _facts: &Facts,
    ) -> Result<Vec<Existing>> {
        let targets = profiles.profile_within(unit, actor).await?.targets;
        let lists =
            ["titles", "countries", "remoteModes", "employmentTypes"].map(|field| Existing {
                id: id_of(field),
                values: one(field, texts(&targets, field)),
                ..Existing::default()
            });
        let is_said = |list: &Existing| list.values.0.values().any(|texts| !texts.is_empty());
        Ok(lists.into_iter().filter(is_said).collect())
    }

    async fn write(
        edit: &mut ProfileEdit<'_>,
        _unit: &Unit,
        source: ImportSource,
        wanted: Vec<Wanted>,
    ) -> Result<Vec<Written>> {
        let write = |Wanted { values, .. }: Wanted| {
            let id = id_of(values.0.keys().next().map_or("", String::as_str));
            or_refused(edit.change(change(&values), Some(source)).map(|()| id))
        };
        wanted.into_iter().map(write).collect()
    }
}

/// The lists that a file states, in words of the profile. What the profile has no word for is named in a note.
fn stated(targets: &FileTargets) -> Vec<(Values, Option<String>)> {
    // The country of a city would be more than was said.
    let country = |name: &String| reading::place::country(name).map(str::to_owned);
    let contract = |name: &String| {
        let kind = named::<EmploymentType>(&name.trim().to_uppercase().replace([' ', '-'], "_"));
        let kind = kind.or_else(|| reading::contract::of_field(name).map(EmploymentType::from));
        kind.map(|kind| schema_name(kind).to_owned())
    };
    // `Remote` among the places; `Remote Berlin` names a place as well.
    let mode = |name: &String| {
        let is_word = name.split_whitespace().count() == 1;
        let mode = reading::mode::of_field(name).filter(|_| is_word);
        mode.map(|mode| schema_name(RemoteMode::from(mode)).to_owned())
    };
    let (modes, places): (Vec<String>, Vec<String>) = targets
        .locations
        .iter()
        .cloned()
        .partition(|name| mode(name).is_some());
    let unheld = |_: &String| None;
    let lists = [
        ("industries", mapped(&targets.industries, unheld)),
        ("companySizes", mapped(&targets.company_sizes, unheld)),
        ("companies", mapped(&targets.companies, unheld)),
        (
            "titles",
            mapped(&targets.titles, |title| Some(title.clone())),
        ),
        ("countries", mapped(&places, country)),
        ("remoteModes", mapped(&modes, mode)),
        ("employmentTypes", mapped(&targets.job_types, contract)),
    ];
    let said = lists
        .into_iter()
        .filter(|(_, (known, unknown))| !known.is_empty() || !unknown.is_empty());
    said.map(|(field, (known, unknown))| {
        let note = (!unknown.is_empty())
            .then(|| format!("The profile has no place for: {}.", unknown.join(", ")));
        (one(field, known), note)
    })
    .collect()
}

/// The distinct words of the profile, and the texts that have none.
fn mapped(
    texts: &[String],
    word: impl Fn(&String) -> Option<String>,
) -> (Vec<String>, Vec<String>) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for text in texts {
        match word(text) {
            Some(word) if known.contains(&word) => {}
            Some(word) => known.push(word),
            None => unknown.push(text.clone()),
        }
    }
    (known, unknown)
}

fn one(field: &str, texts: Vec<String>) -> Values {
    let mut values = Values::default();
    values.set(field, texts);
    values
}

fn texts(targets: &profiles::Targets, field: &str) -> Vec<String> {
    match field {
        "titles" => targets.titles.clone(),
        "countries" => targets.countries.clone(),
        "remoteModes" => targets
            .remote_modes
            .iter()
            .map(|mode| schema_name(*mode).to_owned())
            .collect(),
        _ => targets
            .employment_types
            .iter()
            .map(|kind| schema_name(*kind).to_owned())
            .collect(),
    }
}

fn change(values: &Values) -> ProfileChange {
    let of = |field: &str| values.0.get(field).cloned();
    let kinds = of("employmentTypes");
    let modes = of("remoteModes");
    ProfileChange {
        targets: Some(TargetsChange {
            titles: of("titles"),
            countries: of("countries"),
            employment_types: kinds.map(|names| {
                let kinds = names.iter().filter_map(|name| named(name));
                kinds.collect()
            }),
            remote_modes: modes.map(|names| names.iter().filter_map(|name| named(name)).collect()),
            ..TargetsChange::default()
        }),
        ..ProfileChange::default()
    }
}

#[cfg(test)]
mod tests {
    use importing::record::Targets as FileTargets;

    use super::stated;

    #[test]
    fn modes_of_work_are_told_from_places() {
        let locations = ["Lisbon", "Remote", "Belgium", "On-site", "Remote Berlin"];
        let targets = FileTargets {
            locations: locations.map(str::to_owned).to_vec(),
            ..FileTargets::default()
        };
        let said = stated(&targets);
        let shown = said.iter().map(|(values, note)| {
            let (field, texts) = values.0.iter().next().unwrap();
            format!(
                "{field}={} {}",
                texts.join(","),
                note.as_deref().unwrap_or_default()
            )
        });
        assert_eq!(
            shown.collect::<Vec<_>>(),
            [
                "countries=BE The profile has no place for: Lisbon, Remote Berlin.",
                "remoteModes=REMOTE,ONSITE "
            ]
        );
    }
}
