//! The sections of items: one implementation for all, and the fields of each.

use std::marker::PhantomData;

use importing::record::{self, Profile as FileProfile, Source};
use uuid::Uuid;

use super::{
    cell::Cell,
    part::{Facts, Incoming, Part, Wanted, Written, key_of, or_refused, reason, texts_of},
};
use crate::{
    error::Result,
    features::{
        imports::{
            Section,
            entity::values::{Kept, Values},
            service::compare::{Existing, Keys},
        },
        profiles::{
            NewAward, NewCertification, NewEducation, NewEmployment, NewItem, NewLanguage,
            NewProject, NewPublication, NewVolunteering, ProfileEdit, Profiles, Row,
        },
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, id::TypedId, import_source::ImportSource},
};

/// A section of items.
pub(in crate::features::imports::service) struct Items<N>(PhantomData<N>);

/// The fields of an item.
pub(in crate::features::imports::service) trait Fields:
    NewItem
{
    /// The item in a file.
    type Record: Default + Send;
    /// The section.
    const OF: Section;
    /// True if facts belong to an item.
    const HAS_CLAIMS: bool;
    /// The field that names an item, in any letter case.
    const NAME: Option<&'static str> = None;

    /// The items of a file.
    fn records(file: &mut FileProfile) -> &mut Vec<Self::Record>;
    /// What a record says, with what the profile has no place for, and where it was read.
    fn read(record: Self::Record) -> (Values, Kept, Source);
    /// What a row says, without the facts below it.
    fn values(row: &Row<Self>) -> Values;
    /// An item with these values.
    fn item(values: &Values, id: Option<Uuid>) -> Self;
    /// A record with these values.
    fn record(values: &Values, kept: Kept) -> Self::Record;
    /// The keys by which an item is recognised.
    fn keys_of(values: &Values) -> Keys;
}

impl<N: Fields> Part for Items<N> {
    const SECTION: Section = N::OF;
    const MAX: usize = N::MAX;
    const NAME: Option<&'static str> = N::NAME;

    fn keys(values: &Values) -> Keys {
        N::keys_of(values)
    }

    fn incoming(
        profiles: &Profiles,
        actor: &Actor,
        file: &mut FileProfile,
    ) -> Result<Vec<Incoming>> {
        let records = std::mem::take(N::records(file));
        let read = |record| checked::<N>(profiles, actor, record);
        records.into_iter().map(read).collect()
    }

    async fn existing(
        profiles: &Profiles,
        unit: &Unit,
        actor: &Actor,
        facts: &Facts,
    ) -> Result<Vec<Existing>> {
        let rows = profiles.items_within::<N>(unit, actor).await?;
        let existing = |(id, row): (Uuid, Row<N>)| {
            let mut values = N::values(&row);
            let facts = facts.get(&id).cloned().unwrap_or_default();
            if N::HAS_CLAIMS {
                values.set("claims", texts_of(&facts));
            }
            Existing { id, values, facts }
        };
        Ok(rows.into_iter().map(existing).collect())
    }

    async fn write(
        edit: &mut ProfileEdit<'_>,
        unit: &Unit,
        source: ImportSource,
        wanted: Vec<Wanted>,
    ) -> Result<Vec<Written>> {
        edit.read_items::<N>(unit).await?;
        if N::HAS_CLAIMS {
            edit.read_facts(unit).await?;
        }
        let write = |wanted: Wanted| {
            let Wanted {
                item,
                values,
                before,
            } = wanted;
            let put = edit.put_before(N::item(&values, item), Some(source), before);
            let mut written = or_refused(put)?;
            if let (Ok(done), true) = (&mut written, N::HAS_CLAIMS) {
                let claims = values.of("claims").to_vec();
                done.left_out = edit.set_facts(done.item, claims, source)?;
            }
            Ok(written)
        };
        wanted.into_iter().map(write).collect()
    }
}

/// A record as the profile would store it.
fn checked<N: Fields>(profiles: &Profiles, actor: &Actor, record: N::Record) -> Result<Incoming> {
    let (said, kept, source) = N::read(record);
    let mut incoming = Incoming {
        kept,
        source,
        ..Incoming::default()
    };
    match profiles.checked_item(actor, N::item(&said, None)) {
        Ok(row) => {
            incoming.values = N::values(&row);
            if N::HAS_CLAIMS {
                let (claims, left_out) = claims(profiles, said.of("claims"))?;
                incoming.note = no_facts(&left_out, incoming.values.text("description"));
                incoming.values.set("claims", claims);
            }
        }
        Err(error) => {
            incoming.refused = Some(reason(&error.into_refusal()?));
            incoming.values = said;
        }
    }
    Ok(incoming)
}

/// The statements that the profile can hold, each once, and the others.
fn claims<'a>(profiles: &Profiles, said: &'a [String]) -> Result<(Vec<String>, Vec<&'a str>)> {
    let (mut kept, mut left_out) = (Vec::new(), Vec::new());
    for text in said {
        match profiles.checked_claim(text) {
            Ok(text) if kept.contains(&text) => {}
            Ok(text) if kept.len() < Profiles::claims_max() => kept.push(text),
            Ok(_) => left_out.push(text.as_str()),
            Err(error) => {
                error.into_refusal()?;
                left_out.push(text.as_str());
            }
        }
    }
    Ok((kept, left_out))
}

/// What is said of statements that are no facts: they are in the description, or lost.
fn no_facts(left_out: &[&str], description: &str) -> Option<String> {
    let lost = left_out.iter().find(|text| !description.contains(**text));
    let number = left_out.len();
    match lost {
        _ if number == 0 => None,
        None => Some(format!(
            "{number} statements are too long or too many to be facts of their own; the description has them."
        )),
        Some(first) => Some(format!(
            "{number} statements are too long or too many to be facts, and were left out, from \"{}\" on. Shorten them, or move them into the description in the file.",
            importing::text::quote(first)
        )),
    }
}

/// Declares the fields of an item that has the same ones in files, rows and inputs.
macro_rules! fields {
    (
        $new:ident, $record:ident in $records:ident, $section:ident, claims $claims:tt;
        $($field:ident: $name:literal),*;
        keys $([$($key:literal),*]),*;
    ) => {
        impl Fields for $new {
            type Record = record::$record;
            const OF: Section = Section::$section;
            const HAS_CLAIMS: bool = fields!(@has $claims);

            fn records(file: &mut FileProfile) -> &mut Vec<Self::Record> {
                &mut file.$records
            }

            fn read(record: Self::Record) -> (Values, Kept, Source) {
                let mut values = Values::default();
                $(values.set($name, record.$field.texts());)*
                fields!(@claims $claims, values, record);
                let kept = Kept { keys: record.extra, ..fields!(@kept $claims, record) };
                (values, kept, record.source)
            }

            fn values(row: &Row<Self>) -> Values {
                let mut values = Values::default();
                $(values.set($name, row.$field.texts());)*
                values
            }

            fn item(values: &Values, id: Option<Uuid>) -> Self {
                Self { id: id.map(TypedId::from_uuid), $($field: Cell::of(values.of($name)),)* }
            }

            fn record(values: &Values, kept: Kept) -> Self::Record {
                let mut record = record::$record { extra: kept.keys, ..record::$record::default() };
                $(record.$field = Cell::of(values.of($name));)*
                fields!(@back $claims, values, record, kept.current);
                record
            }

            fn keys_of(values: &Values) -> Keys {
                vec![$(key_of(&[$(values.text($key)),*])),*]
            }
        }
    };
    (@has none) => { false };
    (@has $some:tt) => { true };
    (@claims none, $values:ident, $record:ident) => {};
    (@claims $some:tt, $values:ident, $record:ident) => { $values.set("claims", $record.claims); };
    (@kept job, $record:ident) => { Kept { current: $record.current, ..Kept::default() } };
    (@kept $other:tt, $record:ident) => { Kept::default() };
    (@back none, $values:ident, $record:ident, $current:expr) => {};
    (@back job, $values:ident, $record:ident, $current:expr) => {
        $record.claims = $values.of("claims").to_vec();
        $record.current = $current && $record.ended_on.is_none();
    };
    (@back $some:tt, $values:ident, $record:ident, $current:expr) => {
        $record.claims = $values.of("claims").to_vec();
    };
}

fields! {
    NewEmployment, Employment in employments, Employments, claims job;
    company: "company", title: "title", location: "location", description: "description",
    started_on: "startedOn", ended_on: "endedOn";
    keys ["company", "title", "startedOn"], ["company", "startedOn"], ["company", "title"];
}

fields! {
    NewEducation, Education in educations, Educations, claims facts;
    school: "school", degree: "degree", field: "field", description: "description",
    started_on: "startedOn", ended_on: "endedOn";
    keys ["school", "degree", "field", "startedOn"], ["school", "startedOn"], ["school", "degree"];
}

fields! {
    NewProject, Project in projects, Projects, claims facts;
    name: "name", url: "url", description: "description", started_on: "startedOn", ended_on: "endedOn";
    keys ["name", "startedOn"], ["name"], ["url"];
}

fields! {
    NewVolunteering, Volunteering in volunteering, Volunteerings, claims facts;
    organization: "organization", role: "role", cause: "cause", description: "description",
    started_on: "startedOn", ended_on: "endedOn";
    keys ["organization", "role", "startedOn"], ["organization", "startedOn"], ["organization", "role"];
}

fields! {
    NewCertification, Certification in certifications, Certifications, claims none;
    name: "name", authority: "authority", license_number: "licenseNumber", url: "url",
    issued_on: "issuedOn", expires_on: "expiresOn";
    keys ["name", "authority", "licenseNumber"], ["licenseNumber"], ["name", "authority"];
}

fields! {
    NewPublication, Publication in publications, Publications, claims none;
    title: "title", publisher: "publisher", url: "url", description: "description", published_on: "publishedOn";
    keys ["title", "publisher", "publishedOn"], ["title", "publisher"], ["title"];
}

fields! {
    NewAward, Award in awards, Awards, claims none;
    title: "title", issuer: "issuer", description: "description", awarded_on: "awardedOn";
    keys ["title", "issuer", "awardedOn"], ["title", "issuer"], ["title"];
}

fields! {
    NewLanguage, Language in languages, Languages, claims none;
    name: "name", proficiency: "proficiency", stated: "stated";
    keys ["name"], ["name"], ["name"];
}
