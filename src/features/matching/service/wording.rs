//! What is embedded of postings and of people, and how it is recognised. Of a person only titles and names of skills: no name, no address, no free text.

use std::collections::BTreeSet;

use matching::{
    extraction::{self, SectionKind, Source},
    prepared::Person,
};
use sha2::{Digest, Sha256};

use super::person::Whole;
use crate::features::matching::{Knowledge, entity::stored_posting::StoredPosting};

/// Characters of a text at most.
const CHARS_MAX: usize = 2_000;
/// Characters of a title or of the name of a skill at most.
const NAME_CHARS_MAX: usize = 80;
/// Skills of a person at most.
const SKILLS_MAX: usize = 60;

/// What a posting asks for: its title, then what is required, what is to be done, what would be nice, and what has no heading; without the headings. Benefits
/// and what is about the employer are left out.
pub(super) fn of_posting(knowledge: &Knowledge, posting: &StoredPosting) -> String {
    let source = Source {
        title: &posting.title,
        text: &posting.description,
        language: posting.language.as_deref(),
    };
    let read = extraction::read_of(&knowledge.dictionary, &source, &posting.company_name);
    let mut sections: Vec<_> = read.sections.iter().filter(|one| one.asks()).collect();
    sections.sort_by_key(|one| match one.kind {
        SectionKind::Requirements => 0,
        SectionKind::Responsibilities => 1,
        SectionKind::Wishes => 2,
        _ => 3,
    });
    let texts = sections.iter().filter_map(|one| {
        let begin = one.heading.end.max(one.range.start);
        posting.description.get(begin..one.range.end)
    });
    let texts: Vec<String> = texts.map(|text| line(text, CHARS_MAX)).collect();
    let title = ::taxonomy::without_marks(&posting.title);
    let text = format!("{}\n{}", line(&title, CHARS_MAX), texts.join("\n"));
    let text: String = text.chars().take(CHARS_MAX).collect();
    text.trim().to_owned()
}

/// The titles that a person looks for and the current one, and the names of the skills that are listed, or that the taxonomy finds in facts. Empty if there
/// are none.
pub(super) fn of_person(knowledge: &Knowledge, whole: &Whole, person: &Person) -> String {
    let targets = person.targets.iter().map(|one| one.title.as_str());
    let current = person.employments.iter().take(1);
    let titles = targets.chain(current.map(|one| one.title.as_str()));
    let titles = each_once(titles);
    let listed = whole.sections.skills.iter().map(|one| one.name.as_str());
    let shown: BTreeSet<&str> = person
        .facts
        .iter()
        .flat_map(|fact| &fact.skills)
        .filter_map(|slug| Some(knowledge.taxonomy.skill(slug)?.label()))
        .collect();
    let mut skills = each_once(listed.chain(shown));
    skills.truncate(SKILLS_MAX);
    let text = format!("{}\n{}", titles.join("\n"), skills.join(", "));
    let text: String = text.chars().take(CHARS_MAX).collect();
    text.trim().to_owned()
}

/// The hash of a model and a text: equal ones have the same vector.
pub(super) fn hash(model: &str, text: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(model.as_bytes());
    hash.update([0]);
    hash.update(text.as_bytes());
    hash.finalize().to_vec()
}

/// A text in one line.
fn line(text: &str, chars_max: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(chars_max).collect()
}

/// Names in one line each, in their order, each once.
fn each_once<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut once = BTreeSet::new();
    let names = names.map(|name| line(name, NAME_CHARS_MAX));
    names
        .filter(|name| !name.is_empty() && once.insert(name.to_lowercase()))
        .collect()
}
