//! Changes of a résumé, each guarded by a hash of what it changes.

use serde::{Deserialize, Serialize};

use super::model::Resume;
use crate::sentence::Sentence;

/// A change of a résumé. There is none for names, employers, titles, dates, degrees and numbers of licences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "op",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum Operation {
    /// Orders the items of a section or the statements of an item.
    ReorderItems {
        /// The id of the section or the item.
        parent: String,
        /// All ids, in their new order.
        order: Vec<String>,
    },
    /// Hides an item or a statement.
    HideItem {
        /// Its id.
        id: String,
    },
    /// Takes other words that the person wrote for the same fact.
    PickVariant {
        /// The id of the statement.
        bullet: String,
        /// One of its variants.
        text: String,
    },
    /// Says a fact in other words.
    RephraseBullet {
        /// The id of the statement.
        bullet: String,
        /// The id of the fact that it states.
        fact_id: String,
        /// The new words.
        new_text: String,
    },
    /// Orders the listed skills.
    ReorderSkills {
        /// All names, in their new order.
        order: Vec<String>,
    },
    /// Writes the summary.
    SetSummary {
        /// Its sentences with their citations.
        sentences: Vec<Sentence>,
    },
}

/// Why a change cannot be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Mismatch {
    /// What it changes is not as it was when the change was proposed.
    Changed,
    /// The résumé has nothing with this id.
    Unknown,
    /// The new order has not the same entries, or the words are none of the variants, or another fact is named.
    Invalid,
}

impl Operation {
    /// The hash of what it changes; none if the résumé has no such thing.
    #[must_use]
    pub fn base_hash(&self, resume: &Resume) -> Option<String> {
        let parts: Vec<&str> = match self {
            Self::ReorderItems { parent, .. } => children(resume, parent)?,
            Self::HideItem { id } => {
                let hidden = match resume.item(id) {
                    Some(item) => item.hidden,
                    None => resume.bullet(id)?.hidden,
                };
                vec![id, if hidden { "hidden" } else { "shown" }]
            }
            Self::PickVariant { bullet, .. } | Self::RephraseBullet { bullet, .. } => {
                let bullet = resume.bullet(bullet)?;
                vec![&bullet.id, &bullet.fact, &bullet.text]
            }
            Self::ReorderSkills { .. } => resume.skills.iter().map(String::as_str).collect(),
            Self::SetSummary { .. } => resume
                .summary
                .iter()
                .map(|sentence| sentence.text.as_str())
                .collect(),
        };
        Some(hash(&parts))
    }

    /// The résumé with the change.
    pub fn apply(&self, resume: &Resume, base_hash: &str) -> Result<Resume, Mismatch> {
        let now = self.base_hash(resume).ok_or(Mismatch::Unknown)?;
        if now != base_hash {
            return Err(Mismatch::Changed);
        }
        let mut changed = resume.clone();
        self.change(&mut changed)?;
        Ok(changed)
    }

    fn change(&self, resume: &mut Resume) -> Result<(), Mismatch> {
        match self {
            Self::ReorderItems { parent, order } => {
                if let Some(section) = resume
                    .sections
                    .iter_mut()
                    .find(|section| section.id == *parent)
                {
                    section.items = ordered(&section.items, order, |item| &item.id)?;
                } else {
                    let item = resume.item_mut(parent).ok_or(Mismatch::Unknown)?;
                    item.bullets = ordered(&item.bullets, order, |bullet| &bullet.id)?;
                }
            }
            Self::HideItem { id } => {
                if let Some(item) = resume.item_mut(id) {
                    item.hidden = true;
                } else {
                    resume.bullet_mut(id).ok_or(Mismatch::Unknown)?.hidden = true;
                }
            }
            Self::PickVariant { bullet, text } => {
                let bullet = resume.bullet_mut(bullet).ok_or(Mismatch::Unknown)?;
                let at = bullet
                    .variants
                    .iter()
                    .position(|variant| variant == text)
                    .ok_or(Mismatch::Invalid)?;
                if let Some(variant) = bullet.variants.get_mut(at) {
                    std::mem::swap(variant, &mut bullet.text);
                }
            }
            Self::RephraseBullet {
                bullet,
                fact_id,
                new_text,
            } => {
                let bullet = resume.bullet_mut(bullet).ok_or(Mismatch::Unknown)?;
                if bullet.fact != *fact_id || new_text.trim().is_empty() {
                    return Err(Mismatch::Invalid);
                }
                let before = std::mem::replace(&mut bullet.text, new_text.clone());
                bullet.variants.push(before);
            }
            Self::ReorderSkills { order } => {
                resume.skills = ordered(&resume.skills, order, |skill| skill)?;
            }
            Self::SetSummary { sentences } => {
                resume.summary.clone_from(sentences);
                resume.summary_is_proposed = true;
            }
        }
        Ok(())
    }
}

fn children<'a>(resume: &'a Resume, parent: &str) -> Option<Vec<&'a str>> {
    if let Some(section) = resume.sections.iter().find(|section| section.id == parent) {
        return Some(section.items.iter().map(|item| item.id.as_str()).collect());
    }
    let item = resume.item(parent)?;
    Some(
        item.bullets
            .iter()
            .map(|bullet| bullet.id.as_str())
            .collect(),
    )
}

/// The values in an order of their keys, which must be the same keys.
fn ordered<T: Clone>(
    values: &[T],
    order: &[String],
    key: impl Fn(&T) -> &String,
) -> Result<Vec<T>, Mismatch> {
    let mut rest: Vec<&T> = values.iter().collect();
    let mut sorted = Vec::with_capacity(values.len());
    for wanted in order {
        let at = rest
            .iter()
            .position(|value| key(value) == wanted)
            .ok_or(Mismatch::Invalid)?;
        sorted.push(rest.remove(at).clone());
    }
    if rest.is_empty() {
        Ok(sorted)
    } else {
        Err(Mismatch::Invalid)
    }
}

/// FNV-1a over the parts and their lengths. It detects a change that was made in the meantime; it is no protection against forgery.
fn hash(parts: &[&str]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for part in parts {
        part.len().to_le_bytes().into_iter().for_each(&mut add);
        part.bytes().for_each(&mut add);
    }
    format!("{hash:016x}")
}
