//! Which entries of boards are one posting (docs/POSTINGS.md). Pure functions; `candidates.rs` reads what they compare.
//!
//! 1. An entry that was read before belongs to its posting, however it was edited, unless the edit shows that it is another job: while
//!    another entry of the posting is listed, its requisition number contradicts, or its title or places differ on the same board.
//! 2. A new entry of a company belongs to a posting with, in this order: the same page or form, by its normalised URL; the same requisition
//!    number for the same places; the same text for the same places.
//! 3. Different requisition numbers are different postings. So are entries that one board lists at the same time, unless their texts are
//!    equal.
//! 4. If several postings fit, one with the same requisition number is taken, or else none.

use std::collections::{BTreeSet, HashMap, HashSet};

use reading::title;

use crate::{
    features::jobs::{
        CompanyRow,
        entity::posting_source::Model as Entry,
        source::{Place, PostingRecord, normalized_url},
    },
    platform::hashing::content_hash,
    types::id::{CompanyId, PostingId},
};

/// Requisition numbers that stand for none.
const NO_NUMBERS: &[&str] = &[
    "0",
    "00",
    "000",
    "0000",
    "NA",
    "NONE",
    "NULL",
    "TBA",
    "TBC",
    "TBD",
    "UNKNOWN",
    "X",
    "XX",
    "XXX",
    "TEST",
    "NOTAPPLICABLE",
];

/// The keys that identify an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::jobs::service) struct Keys {
    /// The normalised URL of its page.
    pub url: String,
    /// The normalised URL to apply at.
    pub apply: Option<String>,
    /// The requisition number without differences of form.
    pub requisition: Option<String>,
    /// The normalised title.
    pub title: String,
    /// Hash of the places.
    pub places: String,
    /// Hash of title, description and places.
    pub text: String,
}

/// A record with its identifying keys and its company.
#[derive(Clone, Copy)]
pub(in crate::features::jobs::service) struct KeyedRecord<'a> {
    pub record: &'a PostingRecord,
    pub keys: &'a Keys,
    pub company: &'a CompanyRow,
}

/// The entries of a board, as read in one run.
pub(in crate::features::jobs::service) struct BoardEntries<'a> {
    /// The connector.
    pub connector: &'a str,
    /// The board's token.
    pub board: &'a str,
    /// The ids that the board lists, if it was read completely.
    pub present: Option<&'a HashSet<String>>,
    /// The keys of the records, by id.
    pub keys: HashMap<&'a str, Keys>,
}

/// The entries of postings that may be the same as those of a batch.
pub(super) type Candidates = HashMap<PostingId, Vec<Entry>>;

/// The kinds of evidence, strongest first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Evidence {
    Url,
    Requisition,
    Text,
}

impl Keys {
    pub fn of(record: &PostingRecord) -> Self {
        let places = places(record);
        let text = content_hash(
            format!(
                "{}\n{}\n{places:?}",
                title::key(&record.title),
                record.description
            )
            .as_bytes(),
        );
        Self {
            url: normalized_url::key(&record.url).unwrap_or_else(|| record.url.clone()),
            apply: record.apply_url.as_deref().and_then(normalized_url::key),
            requisition: record.requisition_id.as_deref().and_then(requisition),
            title: title::key(&record.title),
            places: content_hash(format!("{places:?}").as_bytes()),
            text,
        }
    }

    /// The URLs that lead to this posting only.
    pub fn own_urls(&self) -> impl Iterator<Item = &str> {
        [Some(self.url.as_str()), self.apply.as_deref()]
            .into_iter()
            .flatten()
            .filter(|url| normalized_url::identifies_posting(url))
    }
}

impl BoardEntries<'_> {
    /// True if the entry is listed, as far as is known.
    pub fn lists(&self, entry: &Entry) -> bool {
        if !self.is_here(entry) {
            return entry.missing_since.is_none();
        }
        match self.present {
            Some(present) => present.contains(&entry.external_id),
            None => {
                entry.missing_since.is_none() || self.keys.contains_key(entry.external_id.as_str())
            }
        }
    }

    /// True if the entry is of this board.
    pub fn is_here(&self, entry: &Entry) -> bool {
        entry.connector == self.connector && entry.board == self.board
    }

    /// A key of an entry as it is now: from this reading, or else as it is stored.
    fn now<'b>(
        &'b self,
        entry: &'b Entry,
        new: impl Fn(&'b Keys) -> Option<&'b str>,
        stored: Option<&'b str>,
    ) -> Option<&'b str> {
        let keys = self
            .keys
            .get(entry.external_id.as_str())
            .filter(|_| self.is_here(entry));
        keys.map_or(stored, new)
    }

    fn requisition<'b>(&'b self, entry: &'b Entry) -> Option<&'b str> {
        self.now(
            entry,
            |keys| keys.requisition.as_deref(),
            entry.requisition_key.as_deref(),
        )
    }

    fn title<'b>(&'b self, entry: &'b Entry) -> Option<&'b str> {
        self.now(entry, |keys| Some(&keys.title), entry.title_key.as_deref())
    }

    fn places<'b>(&'b self, entry: &'b Entry) -> Option<&'b str> {
        self.now(
            entry,
            |keys| Some(&keys.places),
            entry.places_key.as_deref(),
        )
    }

    fn text<'b>(&'b self, entry: &'b Entry) -> Option<&'b str> {
        self.now(entry, |keys| Some(&keys.text), entry.text_hash.as_deref())
    }

    /// The posting that a new entry belongs to.
    pub fn posting_of(
        &self,
        keys: &Keys,
        company: CompanyId,
        candidates: &Candidates,
        except: Option<PostingId>,
    ) -> Option<PostingId> {
        let own: Vec<&str> = keys.own_urls().collect();
        [Evidence::Url, Evidence::Requisition, Evidence::Text]
            .into_iter()
            .find_map(|evidence| {
                let fitting: Vec<(&PostingId, &Vec<Entry>)> = candidates
                    .iter()
                    .filter(|(id, entries)| {
                        Some(**id) != except && self.fits(evidence, keys, &own, company, entries)
                    })
                    .collect();
                self.choose(keys, &fitting)
            })
    }

    /// `own` are the URLs that lead to this posting only.
    fn fits(
        &self,
        evidence: Evidence,
        keys: &Keys,
        own: &[&str],
        company: CompanyId,
        entries: &[Entry],
    ) -> bool {
        let is_evident = entries.iter().any(|entry| {
            entry.company_id == Some(company)
                && match evidence {
                    Evidence::Url => own.iter().any(|url| {
                        *url == entry.url_key || Some(*url) == entry.apply_key.as_deref()
                    }),
                    Evidence::Requisition => {
                        keys.requisition.is_some()
                            && self.requisition(entry) == keys.requisition.as_deref()
                            && self.places(entry) == Some(&keys.places)
                            && (self.title(entry) == Some(&keys.title)
                                || !entries.iter().any(|entry| self.lists(entry)))
                    }
                    Evidence::Text => self.text(entry) == Some(&keys.text),
                }
        });
        is_evident
            && !entries.iter().any(|entry| {
                // Numbers of two systems need not be of one kind: there, the address decides.
                let comparable = evidence != Evidence::Url || entry.connector == self.connector;
                comparable && contradict(self.requisition(entry), keys.requisition.as_deref())
                    || self.is_here(entry)
                        && self.lists(entry)
                        && self.text(entry).is_some_and(|text| text != keys.text)
            })
    }

    /// One of several postings: with the same requisition number, or lack of one, the last seen; else the only one.
    fn choose(&self, keys: &Keys, fitting: &[(&PostingId, &Vec<Entry>)]) -> Option<PostingId> {
        let same = fitting.iter().filter(|(_, entries)| {
            entries
                .iter()
                .any(|entry| self.requisition(entry) == keys.requisition.as_deref())
        });
        let last = same.max_by_key(|(id, entries)| {
            let seen = entries.iter().map(|entry| entry.last_seen_at).max();
            (seen, std::cmp::Reverse(**id))
        });
        match (last, fitting) {
            (Some((id, _)), _) | (None, [(id, _)]) => Some(**id),
            _ => None,
        }
    }

    /// True if an edit made this entry another job than the other entries of its posting.
    pub fn is_other_job(&self, own: &Entry, keys: &Keys, entries: &[Entry]) -> bool {
        let edited = |stored: Option<&str>, new: &str| stored.is_some_and(|stored| stored != new);
        let renumbered = own.title_key.is_some()
            && own.requisition_key.as_deref() != keys.requisition.as_deref();
        let renamed = edited(own.title_key.as_deref(), &keys.title)
            || edited(own.places_key.as_deref(), &keys.places);
        let others = entries.iter().filter(|entry| {
            !(self.is_here(entry) && entry.external_id == own.external_id) && self.lists(entry)
        });
        let mut others = others.peekable();
        others.any(|other| {
            renumbered && contradict(self.requisition(other), keys.requisition.as_deref())
                || renamed
                    && self.is_here(other)
                    && (self.title(other).is_some_and(|title| title != keys.title)
                        || self
                            .places(other)
                            .is_some_and(|places| places != keys.places))
        })
    }
}

fn contradict(left: Option<&str>, right: Option<&str>) -> bool {
    matches!((left, right), (Some(left), Some(right)) if left != right)
}

/// The places of work without differences of form: cities with their countries, or else as the board names them.
pub(super) fn places(record: &PostingRecord) -> BTreeSet<String> {
    let key = |found: &Place| place(found.city.as_deref(), found.country.as_deref(), &found.raw);
    record.locations.iter().map(key).collect()
}

/// A place without differences of form.
pub(super) fn place(city: Option<&str>, country: Option<&str>, raw: &str) -> String {
    let place = city.map(|city| format!("{city}, {}", country.unwrap_or_default()));
    place.unwrap_or_else(|| raw.to_owned()).to_lowercase()
}

/// A requisition number without differences of form: letters in upper case, signs only between digits, where they count ("R-1-2" is not
/// "R-12"). None if it stands for no number ("N/A").
pub(in crate::features::jobs::service) fn requisition(number: &str) -> Option<String> {
    let mut key = String::new();
    let mut parted = false;
    for c in number.chars().flat_map(char::to_uppercase) {
        if !c.is_alphanumeric() {
            parted = true;
            continue;
        }
        let between_digits =
            c.is_numeric() && key.chars().next_back().is_some_and(char::is_numeric);
        if parted && between_digits {
            key.push('-');
        }
        parted = false;
        key.push(c);
    }
    (!key.is_empty() && !NO_NUMBERS.contains(&key.as_str())).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::requisition;

    #[test]
    fn numbers_that_differ_in_form_only_are_equal() {
        for (left, right) in [
            ("R-1", "r1"),
            ("REQ #12", "req-12"),
            ("2024-001", "2024/001"),
            (" JR 001234 ", "JR_001234"),
            ("#7", "7"),
        ] {
            assert_eq!(requisition(left), requisition(right), "{left} {right}");
            assert!(requisition(left).is_some());
        }
        for (left, right) in [
            ("R-1", "R-2"),
            ("R-1-2", "R-12"),
            ("R-12", "R-0012"),
            ("2024-001", "2024001"),
            ("R-1", "1"),
        ] {
            assert_ne!(requisition(left), requisition(right), "{left} {right}");
        }
        for none in ["", "-", "N/A", "n.a.", "TBD", "0", "none"] {
            assert_eq!(requisition(none), None, "{none}");
        }
    }
}
