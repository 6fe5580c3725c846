//! The words of a person that are compared with postings, and the language in which the profile is written. Names, pronouns and years are none of
//! them.

use reading::words::{Word, parse};

use super::PersonSource;
use crate::terms::{self, Terms};

/// The stems that are compared with postings. Of running text only words of lower case count, because a capital letter may begin a name; skills
/// and titles are structured and count whole.
pub(super) fn words(source: &PersonSource<'_>) -> Terms {
    let language = terms::language(source.language);
    let mut hashes = Vec::new();
    let titles = source.employments.iter().map(|one| one.title);
    let targets = source.targets.iter().map(|one| one.title);
    let linked = source
        .facts
        .iter()
        .flat_map(|fact| fact.skills.iter().copied());
    for text in source
        .skills
        .iter()
        .copied()
        .chain(titles)
        .chain(targets)
        .chain(linked)
    {
        let stems = terms::stems(&taxonomy::without_marks(text), language);
        hashes.extend(stems.iter().map(|stem| terms::hash(stem)));
    }
    let facts = source.facts.iter().map(|fact| fact.text);
    for text in facts.chain([source.summary]).flat_map(str::lines) {
        for word in parse(text).iter().filter(|word| is_impersonal(word)) {
            hashes.push(terms::hash(&terms::stem(
                &analysis::fold(&word.raw),
                language,
            )));
        }
    }
    Terms::of(hashes)
}

/// The language in which a profile is written, ISO 639-1: what it says of itself, or else what its sentences show.
pub(super) fn written(source: &PersonSource<'_>) -> Option<String> {
    if let Some(tag) = source.language {
        let primary = tag.split('-').next().unwrap_or(tag);
        return Some(primary.to_lowercase());
    }
    let facts = source.facts.iter().map(|fact| fact.text);
    let mut plain = String::new();
    for line in facts.chain([source.summary]).flat_map(str::lines) {
        for word in parse(line).iter().filter(|word| is_plain(word)) {
            plain.push_str(&word.raw);
            plain.push(' ');
        }
    }
    reading::language::detect("", &plain).map(str::to_owned)
}

/// True for words that can be no name, pronoun, year or word of a person's sex or age.
fn is_impersonal(word: &Word) -> bool {
    is_plain(word) && terms::counts(&word.folded)
}

/// True for words of lower case that are no pronouns and say nothing about sex or age; function words are among them.
fn is_plain(word: &Word) -> bool {
    const PERSONAL: &str = " he she him her hers his himself herself they them their theirs themselves himselfs it its i me my mine myself we us our \
        ours you your yours man men woman women male female boy girl mother father wife husband son daughter lady gentleman mr mrs ms miss sir madam \
        years year old aged age born birth birthday er sie ihm ihr ihn ihre ihren ihrem ihrer ihres sein seine seinen seinem seiner seines ich mein meine meinen mich mir wir uns unser \
        unsere frau mann geboren jahre alt jahrgang el ella ellos ellas su sus suyo suya yo mi mis nosotros mujer hombre nacido nacida anos edad il elle ils elles \
        son sa ses leur leurs lui je mon ma mes nous notre nos femme homme ne nee ans age ";
    let folded = word.folded.as_str();
    word.raw.chars().count() > 1
        && word
            .raw
            .chars()
            .all(|c| !c.is_uppercase() && !c.is_ascii_digit())
        && !PERSONAL.contains(&format!(" {folded} "))
}
