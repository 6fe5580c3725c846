//! The occupations that a title is close to: two titles without a common word are alike if they are close to the same ones, or to the same groups.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use analysis::Language;
use taxonomy::Taxonomy;

use crate::{
    lexical::{Space, Unit, add, ranked},
    terms::{self, Terms},
};

/// What stems add to n-grams.
const STEMS: f64 = 0.5;
/// What descriptions add.
const DESCRIPTIONS: f64 = 0.5;
/// Only so many occupations count, the closest ones.
const CLOSEST: usize = 40;
/// Closeness is raised to this power, so that the closest ones count most.
const POWER: i32 = 3;
/// What a unit group (four digits) and a minor group (three) count beside their occupations.
const GROUPS: [(usize, f64); 2] = [(4, 0.5), (3, 0.3)];

/// The most taxonomies whose occupations are kept.
const KEPT: usize = 2;

/// An occupation of a classification with all its names.
#[derive(Clone, Debug)]
pub(crate) struct Occupation {
    /// Unique.
    pub id: String,
    /// Its unit group of ISCO-08; may be empty.
    pub group: String,
    pub names: Vec<String>,
    pub description: String,
}

/// The titles of a taxonomy, with their names in all languages.
pub(crate) fn of(taxonomy: &Taxonomy) -> Vec<Occupation> {
    let titles = taxonomy.titles();
    titles
        .map(|title| Occupation {
            id: title.id().to_string(),
            group: title.isco().unwrap_or_default().to_owned(),
            names: title.names().map(|(_, name)| name.to_owned()).collect(),
            description: String::new(),
        })
        .collect()
}

/// The occupations of a taxonomy. They are made once for each version, because that takes longer than to read a posting.
pub(crate) fn of_version(taxonomy: &Taxonomy) -> Arc<Occupations> {
    static MADE: Mutex<Vec<(String, Arc<Occupations>)>> = Mutex::new(Vec::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = made
        .iter()
        .find(|(version, _)| version == taxonomy.version())
    {
        return Arc::clone(known);
    }
    let new = Arc::new(Occupations::of(&of(taxonomy), Language::English));
    if made.len() >= KEPT {
        made.remove(0);
    }
    made.push((taxonomy.version().to_owned(), Arc::clone(&new)));
    new
}

/// Occupations with all their names.
#[derive(Debug)]
pub(crate) struct Occupations {
    /// For each occupation, the hash of its id and its group.
    all: Vec<(u32, String)>,
    /// The occupation of each name.
    owners: Vec<usize>,
    grams: Space,
    stems: Space,
    descriptions: Space,
}

impl Occupations {
    pub(crate) fn of(all: &[Occupation], language: Language) -> Self {
        let names = || {
            let all = all.iter().enumerate();
            all.flat_map(|(owner, one)| one.names.iter().map(move |name| (owner, name.as_str())))
        };
        Self {
            all: all
                .iter()
                .map(|one| (terms::hash(&one.id), one.group.clone()))
                .collect(),
            owners: names().map(|(owner, _)| owner).collect(),
            grams: Space::of(Unit::EvenGrams, names().map(|(_, name)| name)),
            stems: Space::of(Unit::Stems(language), names().map(|(_, name)| name)),
            descriptions: Space::of(
                Unit::Stems(language),
                all.iter().map(|one| one.description.as_str()),
            ),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// The closeness of a title to each occupation: that of its closest name.
    fn closeness(&self, title: &str) -> Vec<f64> {
        let mut names = self.grams.cosines(title);
        add(&mut names, &self.stems.cosines(title), STEMS);
        let mut best = vec![0.0_f64; self.all.len()];
        for (owner, closeness) in self.owners.iter().zip(names) {
            if let Some(known) = best.get_mut(*owner) {
                *known = known.max(closeness / (1.0 + STEMS));
            }
        }
        add(&mut best, &self.descriptions.cosines(title), DESCRIPTIONS);
        best
    }

    /// The weights of the closest occupations and of their groups, of unit length.
    pub(crate) fn profile(&self, title: &str) -> Terms {
        let closeness = self.closeness(title);
        let mut weights: BTreeMap<u32, f64> = BTreeMap::new();
        for occupation in ranked(&closeness).into_iter().take(CLOSEST) {
            let weight = closeness
                .get(occupation)
                .copied()
                .unwrap_or_default()
                .powi(POWER);
            let Some((id, group)) = self.all.get(occupation).filter(|_| weight > 0.0) else {
                break;
            };
            *weights.entry(*id).or_default() += weight;
            for (digits, share) in GROUPS {
                if let Some(group) = group.get(..digits) {
                    let key = terms::hash(&format!("group {group}"));
                    *weights.entry(key).or_default() += share * weight;
                }
            }
        }
        Terms::of_unit_length(weights)
    }
}
