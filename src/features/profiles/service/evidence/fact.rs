//! A fact as a client or an import gives it: its checks, and its row.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    error::Refusal,
    features::profiles::{
        EvidenceOrigin, EvidenceRow, EvidenceVersionRow, ItemId,
        entity::evidence::SkillNames,
        service::change::{at_most, distinct_names},
    },
    platform::clock::Clock,
    types::{
        actor::Actor,
        id::EvidenceId,
        import_source::ImportSource,
        text::{Line, Prose},
    },
};

/// As much as a description has, so that each part of one fits.
const TEXT_MAX: usize = 5_000;
const SKILL_MAX: usize = 100;
const SKILLS_MAX: usize = 20;
pub(in crate::features::profiles) const PER_ITEM_MAX: usize = 100;
const PER_PROFILE_MAX: usize = 2_000;
/// Removed facts are kept, because documents cite them.
const WITH_REMOVED_MAX: usize = 10_000;
const VERSIONS_MAX: i32 = 200;

/// An unchecked fact.
#[derive(Clone, Debug)]
pub struct NewEvidence {
    /// The item that it belongs to.
    pub item: ItemId,
    /// 1 to 5 000 characters.
    pub text: String,
    /// Skills linked to it beside those that the text names; at most 20.
    pub skills: Vec<String>,
    /// The position among the facts of its item, from 0; none for the end.
    pub position: Option<i32>,
}

/// An unchecked change of a fact. What is none stays as it is.
#[derive(Clone, Debug, Default)]
pub struct EvidenceChange {
    /// 1 to 5 000 characters.
    pub text: Option<String>,
    /// Skills linked to it beside those that the text names; at most 20.
    pub skills: Option<Vec<String>>,
}

/// The origin of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The user, an import or a language model.
    pub origin: EvidenceOrigin,
    /// The import that added it, if one did.
    pub source: Option<ImportSource>,
    /// True if the user stated or confirmed it.
    pub confirmed: bool,
}

impl Provenance {
    /// Imported, and not confirmed yet.
    #[must_use]
    pub const fn imported(source: ImportSource) -> Self {
        let origin = match source {
            ImportSource::Oidc | ImportSource::ExportZip | ImportSource::DmaSnapshot => {
                EvidenceOrigin::ImportLinkedIn
            }
            ImportSource::JsonResume | ImportSource::File => EvidenceOrigin::ImportFile,
        };
        Self {
            origin,
            source: Some(source),
            confirmed: false,
        }
    }

    /// Stated by the user.
    pub const USER: Self = Self {
        origin: EvidenceOrigin::User,
        source: None,
        confirmed: true,
    };
}

impl NewEvidence {
    /// A statement of an item, at its end.
    #[must_use]
    pub const fn stated(item: ItemId, text: String) -> Self {
        Self {
            item,
            text,
            skills: Vec::new(),
            position: None,
        }
    }

    /// Checks the fact and turns it into a row.
    pub(in crate::features::profiles) fn to_row(
        &self,
        actor: &Actor,
        provenance: Provenance,
        clock: &Clock,
    ) -> Result<EvidenceRow, Refusal> {
        let mut row = new_row(
            self.item.uuid(),
            check_text(&self.text)?,
            actor,
            provenance,
            clock,
        );
        row.skills = check_skills(&self.skills)?;
        Ok(row)
    }
}

/// The row of a new fact whose text was checked.
pub(in crate::features::profiles) fn new_row(
    item_id: Uuid,
    text: String,
    actor: &Actor,
    provenance: Provenance,
    clock: &Clock,
) -> EvidenceRow {
    let now = clock.now();
    EvidenceRow {
        id: EvidenceId(clock.new_id()),
        user_id: actor.user_id,
        item_id,
        position: 0,
        text,
        skills: SkillNames::default(),
        origin: provenance.origin,
        source: provenance.source,
        confirmed_at: provenance.confirmed.then_some(now),
        version: 1,
        updated_at: now,
        removed_at: None,
    }
}

/// A checked change of a fact.
pub(in crate::features::profiles) struct CheckedText {
    text: Option<String>,
    skills: Option<SkillNames>,
}

impl EvidenceChange {
    pub(in crate::features::profiles) fn check(self) -> Result<CheckedText, Refusal> {
        Ok(CheckedText {
            text: self.text.as_deref().map(check_text).transpose()?,
            skills: self.skills.as_deref().map(check_skills).transpose()?,
        })
    }
}

impl CheckedText {
    /// Writes the next version into the row, and returns the former one; none if nothing changes.
    pub(in crate::features::profiles) fn apply(
        self,
        row: &mut EvidenceRow,
        confirmed_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<Option<EvidenceVersionRow>, Refusal> {
        let text = self.text.unwrap_or_else(|| row.text.clone());
        let skills = self.skills.unwrap_or_else(|| row.skills.clone());
        if (&text, &skills) == (&row.text, &row.skills) {
            return Ok(None);
        }
        if row.version >= VERSIONS_MAX {
            let message = format!("A fact has at most {VERSIONS_MAX} versions; add a new one.");
            return Err(Refusal::invalid("input.text", message));
        }
        let before = EvidenceVersionRow::from(&*row);
        (row.text, row.skills) = (text, skills);
        row.version += 1;
        row.updated_at = now;
        row.confirmed_at = confirmed_at;
        Ok(Some(before))
    }
}

/// How many facts there will be.
#[derive(Clone, Copy, Debug)]
pub(in crate::features::profiles) struct Counts {
    /// Below the item.
    pub below_item: usize,
    /// In the profile.
    pub current: usize,
    /// The same, and removed ones.
    pub with_removed: usize,
}

impl Counts {
    /// Refuses more than the limits.
    pub(in crate::features::profiles) fn check(self) -> Result<(), Refusal> {
        let limits = [
            (self.below_item, PER_ITEM_MAX, "An item has", ""),
            (self.current, PER_PROFILE_MAX, "A profile has", ""),
            (
                self.with_removed,
                WITH_REMOVED_MAX,
                "A profile has",
                ", including removed ones",
            ),
        ];
        let full = limits.into_iter().find(|(count, max, ..)| count > max);
        full.map_or(Ok(()), |(_, max, what, which)| {
            let message = format!("{what} at most {max} facts{which}.");
            Err(Refusal::invalid("input.itemId", message))
        })
    }
}

pub(in crate::features::profiles) fn check_text(text: &str) -> Result<String, Refusal> {
    let text = Prose::parse("input.text", text, TEXT_MAX)?.into_string();
    if text.is_empty() {
        return Err(Refusal::invalid("input.text", "This must not be empty."));
    }
    Ok(text)
}

fn check_skills(names: &[String]) -> Result<SkillNames, Refusal> {
    at_most("input.linkedSkills", names.len(), SKILLS_MAX)?;
    let name = |(i, name): (usize, &String)| {
        Line::parse(&format!("input.linkedSkills.{i}"), name, SKILL_MAX).map(Line::into_string)
    };
    let names: Result<Vec<String>, Refusal> = names.iter().enumerate().map(name).collect();
    names.map(|names| SkillNames(distinct_names(names)))
}
