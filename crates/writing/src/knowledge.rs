//! What is known about skills: a taxonomy, its names, and the first releases of products.

use std::{ops::Range, sync::LazyLock};

use reading::skill::{Dictionary, Entry};
use rustc_hash::{FxHashMap, FxHashSet};
use taxonomy::{Kind, SkillId, Taxonomy};

use crate::text::Text;

static RELEASES: &str = include_str!("releases.tsv");
static CURATED: LazyLock<Known> = LazyLock::new(|| Known::of(Taxonomy::curated()));

/// A taxonomy with its dictionary.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'k> {
    /// Skills and titles.
    pub taxonomy: &'k Taxonomy,
    /// The names of the skills.
    pub dictionary: &'k Dictionary,
}

impl Knowledge<'static> {
    /// Our own tables.
    #[must_use]
    pub fn curated() -> Self {
        Self {
            taxonomy: Taxonomy::curated(),
            dictionary: Dictionary::curated(),
        }
    }
}

impl Knowledge<'_> {
    /// The skills that a text names, each with its tokens.
    pub(crate) fn mentions<'t>(
        &'t self,
        raw: &str,
        text: &'t Text,
    ) -> impl Iterator<Item = (Range<usize>, &'t Entry)> {
        let mentions = self.dictionary.mentions(raw).into_iter();
        mentions.filter_map(|mention| {
            let inside = |at: &usize| {
                text.tokens.get(*at).is_some_and(|token| {
                    token.span.start < mention.span.end && mention.span.start < token.span.end
                })
            };
            let mut all = (0..text.tokens.len()).filter(inside);
            let first = all.next()?;
            let last = all.next_back().unwrap_or(first);
            Some((first..last + 1, mention.entry))
        })
    }

    /// A skill and all that are broader.
    pub(crate) fn closure(&self, id: &str, into: &mut FxHashSet<String>) {
        let mut open = vec![id.to_owned()];
        while let Some(id) = open.pop() {
            if !into.insert(id.clone()) {
                continue;
            }
            let Some(skill) = self.taxonomy.skill(&id) else {
                continue;
            };
            open.extend(skill.broader().iter().map(SkillId::to_string));
        }
    }

    pub(crate) fn kind(&self, id: &str) -> Option<Kind> {
        self.taxonomy.skill(id).map(taxonomy::Skill::kind)
    }
}

/// Words of the curated taxonomy that name no product, and years of release.
struct Known {
    words: FxHashSet<String>,
    title_words: FxHashSet<String>,
    releases: FxHashMap<String, i32>,
}

impl Known {
    fn of(taxonomy: &Taxonomy) -> Self {
        let mut words = FxHashSet::default();
        let mut title_words = FxHashSet::default();
        let ordinary =
            |skill: &&taxonomy::Skill| !matches!(skill.kind(), Kind::Tool | Kind::Licence);
        for skill in taxonomy.skills().filter(ordinary) {
            for name in skill.names() {
                words.extend(parts(&name.text));
            }
        }
        // Makers of products: "Siemens NX".
        for skill in taxonomy.skills().filter(|skill| !ordinary(skill)) {
            for name in skill.names() {
                if let Some(maker) = parts(&name.text).next() {
                    words.remove(&maker);
                }
            }
        }
        for title in taxonomy.titles() {
            for (_, name) in title.names() {
                title_words.extend(parts(name));
            }
        }
        let rows = RELEASES.lines().filter(|line| !line.starts_with('#'));
        let releases = rows.filter_map(|line| {
            let (names, year) = line.split_once('\t')?;
            Some((names, year.trim().parse().ok()?))
        });
        Self {
            words,
            title_words,
            releases: releases
                .flat_map(|(names, year)| {
                    names
                        .split('|')
                        .map(move |name| (taxonomy::key(name), year))
                })
                .collect(),
        }
    }
}

fn parts(name: &str) -> impl Iterator<Item = String> {
    let folded = analysis::fold(name);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() >= 4)
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

/// True for words of skills and titles that name no product.
pub(crate) fn is_word_of_trade(folded: &str) -> bool {
    CURATED.words.contains(folded) || CURATED.title_words.contains(folded)
}

/// True for words of titles.
pub(crate) fn is_word_of_titles(folded: &str) -> bool {
    CURATED.title_words.contains(folded)
}

/// The year of the first release of a product by its name.
pub(crate) fn released(name: &str) -> Option<i32> {
    CURATED.releases.get(&taxonomy::key(name)).copied()
}
