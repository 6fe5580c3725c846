//! Headline, summary and location: one entry for each.

use importing::record::{Profile as FileProfile, Source};
use uuid::Uuid;

use super::{
    cell::Cell,
    part::{Facts, Incoming, Part, Wanted, Written, id_of, of_profile, or_refused, reason},
};
use crate::{
    error::Result,
    features::{
        imports::{
            Section,
            entity::values::Values,
            service::compare::{Existing, Keys},
        },
        profiles::{Profile, ProfileChange, ProfileEdit, Profiles},
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, import_source::ImportSource},
};

const FIELDS: [&str; 3] = ["headline", "summary", "location"];

/// Headline, summary and location.
pub(in crate::features::imports::service) struct Header;

impl Part for Header {
    const SECTION: Section = Section::Profile;

    fn keys(values: &Values) -> Keys {
        let field = values.0.keys().next().cloned().unwrap_or_default();
        vec![field]
    }

    fn incoming(
        profiles: &Profiles,
        actor: &Actor,
        file: &mut FileProfile,
    ) -> Result<Vec<Incoming>> {
        let sources = std::mem::take(&mut file.sources);
        let said = [
            (&file.headline, sources.headline),
            (&file.summary, sources.summary),
            (&file.location, sources.location),
        ];
        let said = FIELDS.into_iter().zip(said);
        let read = |(field, (text, source)): (&str, (&String, Source))| -> Result<Incoming> {
            let mut incoming = Incoming {
                values: one(field, text),
                source: of_profile(source),
                ..Incoming::default()
            };
            match profiles.checked_change(actor, change(&incoming.values)) {
                Ok(stored) => incoming.values = one(field, text_of(&stored, field)),
                Err(error) => incoming.refused = Some(reason(&error.into_refusal()?)),
            }
            Ok(incoming)
        };
        said.filter(|(_, (text, _))| !text.is_empty())
            .map(read)
            .collect()
    }

    async fn existing(
        profiles: &Profiles,
        unit: &Unit,
        actor: &Actor,
        _facts: &Facts,
    ) -> Result<Vec<Existing>> {
        let profile = profiles.profile_within(unit, actor).await?;
        let said = FIELDS.map(|field| (field, text_of(&profile, field)));
        let existing = |(field, text): (&str, &str)| Existing {
            id: id_of(field),
            values: one(field, text),
            ..Existing::default()
        };
        let said = said.into_iter().filter(|(_, text)| !text.is_empty());
        Ok(said.map(existing).collect())
    }

    async fn write(
        edit: &mut ProfileEdit<'_>,
        _unit: &Unit,
        source: ImportSource,
        wanted: Vec<Wanted>,
    ) -> Result<Vec<Written>> {
        let write = |Wanted { values, .. }: Wanted| {
            let changed = edit.change(change(&values), Some(source));
            or_refused(changed.map(|()| id(&values)))
        };
        wanted.into_iter().map(write).collect()
    }
}

fn id(values: &Values) -> Uuid {
    id_of(values.0.keys().next().map_or("", String::as_str))
}

fn one(field: &str, text: &str) -> Values {
    let mut values = Values::default();
    values.set(field, text.to_owned().texts());
    values
}

fn text_of<'a>(profile: &'a Profile, field: &str) -> &'a str {
    match field {
        "headline" => &profile.headline,
        "summary" => &profile.summary,
        _ => &profile.location,
    }
}

fn change(values: &Values) -> ProfileChange {
    let of = |field: &str| values.0.get(field).map(|texts| String::of(texts));
    ProfileChange {
        headline: of("headline"),
        summary: of("summary"),
        location: of("location"),
        ..ProfileChange::default()
    }
}
