//! What each section of an import can do, and what passes between it and the plan.

use std::collections::HashMap;

use importing::record::{Profile as FileProfile, Source};
use uuid::Uuid;

use crate::{
    error::{Refusal, Result},
    features::{
        imports::{
            Action, Choice, Section,
            entity::values::{Kept, Values},
            service::compare::{Existing, Fact, Keys, Rules, any},
        },
        profiles::{ProfileEdit, Profiles},
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, import_source::ImportSource},
};

/// The facts below each item.
pub(in crate::features::imports::service) type Facts = HashMap<Uuid, Vec<Fact>>;

/// The texts of facts.
pub(in crate::features::imports::service) fn texts_of(facts: &[Fact]) -> Vec<String> {
    facts.iter().map(|fact| fact.text.clone()).collect()
}

/// An item of a file.
#[derive(Clone, Debug, Default)]
pub(in crate::features::imports::service) struct Incoming {
    /// As the profile would store it.
    pub values: Values,
    pub kept: Kept,
    pub source: Source,
    /// Why the profile would not store it.
    pub refused: Option<String>,
    pub note: Option<String>,
}

/// An item to write.
#[derive(Clone, Debug)]
pub(in crate::features::imports::service) struct Wanted {
    /// The item that is there; none for a new one.
    pub item: Option<Uuid>,
    pub values: Values,
    /// The item before which a new one comes, as in the file; none for the end.
    pub before: Option<Uuid>,
}

/// An item that was written.
#[derive(Clone, Debug)]
pub(in crate::features::imports::service) struct Done {
    pub item: Uuid,
    /// Statements for which the profile had no room.
    pub left_out: Vec<String>,
}

/// What was written, or why it was refused.
pub(in crate::features::imports::service) type Written = std::result::Result<Done, Refusal>;

impl From<Uuid> for Done {
    fn from(item: Uuid) -> Self {
        Self {
            item,
            left_out: Vec::new(),
        }
    }
}

/// A section of a profile.
pub(in crate::features::imports::service) trait Part {
    /// The section.
    const SECTION: Section;

    /// The most items that the profile has of the section.
    const MAX: usize = usize::MAX;

    /// The field that names an item, in any letter case.
    const NAME: Option<&'static str> = None;

    /// The keys by which items of the section are recognised.
    fn keys(values: &Values) -> Keys;

    /// How the items of the section are compared.
    fn rules() -> Rules<fn(&Values) -> Keys> {
        Rules {
            keys: Self::keys,
            name: Self::NAME,
            fits: any,
            fits_removed: any,
            may_be_removed: None,
        }
    }

    /// The items of a file.
    fn incoming(
        profiles: &Profiles,
        actor: &Actor,
        file: &mut FileProfile,
    ) -> Result<Vec<Incoming>>;

    /// The items of the profile.
    fn existing(
        profiles: &Profiles,
        unit: &Unit,
        actor: &Actor,
        facts: &Facts,
    ) -> impl Future<Output = Result<Vec<Existing>>> + Send;

    /// Writes items into an edit of the profile; one that is refused stops no other.
    fn write(
        edit: &mut ProfileEdit<'_>,
        unit: &Unit,
        source: ImportSource,
        wanted: Vec<Wanted>,
    ) -> impl Future<Output = Result<Vec<Written>>> + Send;
}

/// Where a text of the profile was read; files without sections have it in their profile.
pub(in crate::features::imports::service) fn of_profile(source: Source) -> Source {
    let file = Some(source.file).filter(|file| !file.is_empty());
    Source {
        file: file.unwrap_or_else(|| "profile".to_owned()),
        ..source
    }
}

/// A text as keys compare it.
pub(in crate::features::imports::service) fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// A key of several texts; empty if the first one is.
pub(in crate::features::imports::service) fn key_of(texts: &[&str]) -> String {
    if texts.first().is_none_or(|first| first.trim().is_empty()) {
        return String::new();
    }
    let parts: Vec<String> = texts.iter().map(|text| folded(text)).collect();
    parts.join("\u{1f}")
}

/// An id for what has no row of its own, such as a link: the same text has the same id.
pub(in crate::features::imports::service) fn id_of(text: &str) -> Uuid {
    use sha2::{Digest, Sha256};

    let hash = Sha256::digest(text.as_bytes());
    let mut bytes = [0; 16];
    for (place, byte) in bytes.iter_mut().zip(hash) {
        *place = byte;
    }
    Uuid::from_bytes(bytes)
}

/// What is done with an entry for which nobody chooses: what a résumé says is a guess, so that each item of one must be chosen.
pub(in crate::features::imports::service) const fn default_choice(
    source: ImportSource,
    action: Action,
) -> Choice {
    match (source, action) {
        (ImportSource::File, _) => Choice::KeepMine,
        (_, Action::Add | Action::Change) => Choice::UseImport,
        _ => Choice::KeepMine,
    }
}

/// The id of what was written, or why it was refused; any other error ends the import.
pub(in crate::features::imports::service) fn or_refused(written: Result<Uuid>) -> Result<Written> {
    match written {
        Ok(id) => Ok(Ok(id.into())),
        Err(error) => Ok(Err(error.into_refusal()?)),
    }
}

/// The message of a refusal, with the field that it is about.
pub(in crate::features::imports::service) fn reason(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid { path, message } | Refusal::Duplicate { path, message, .. } => {
            let field = path.rsplit('.').next().unwrap_or_default();
            format!("{field}: {message}")
        }
        other => other.to_string(),
    }
}
