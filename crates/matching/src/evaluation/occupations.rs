//! The occupations that a title is close to: two titles without a common word are alike if they are close to the same ones, or to the same groups.

use std::collections::{BTreeMap, HashMap};

use analysis::Language;

use super::{
    lexical::{Space, Unit, add, ranked},
    read::Occupation,
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

/// Occupations with all their names.
pub(super) struct Occupations<'a> {
    all: &'a [Occupation],
    /// The occupation of each name.
    owners: Vec<usize>,
    grams: Space,
    stems: Space,
    descriptions: Space,
    /// The number of each group, above those of all occupations.
    groups: HashMap<&'a str, usize>,
}

/// Weights of occupations and groups, of unit length.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile(BTreeMap<usize, f64>);

impl Profile {
    pub(super) fn cosine(&self, other: &Self) -> f64 {
        let shared = self
            .0
            .iter()
            .filter_map(|(key, weight)| Some(weight * other.0.get(key)?));
        shared.sum()
    }
}

impl<'a> Occupations<'a> {
    pub(super) fn of(all: &'a [Occupation], language: Language) -> Self {
        let names = || {
            all.iter()
                .enumerate()
                .flat_map(|(owner, one)| one.names.iter().map(move |name| (owner, name.as_str())))
        };
        let mut groups = HashMap::new();
        for (digits, _) in GROUPS {
            for group in all.iter().filter_map(|one| one.group.get(..digits)) {
                let next = all.len() + groups.len();
                groups.entry(group).or_insert(next);
            }
        }
        Self {
            all,
            owners: names().map(|(owner, _)| owner).collect(),
            grams: Space::of(Unit::Grams, names().map(|(_, name)| name)),
            stems: Space::of(Unit::Stems(language), names().map(|(_, name)| name)),
            descriptions: Space::of(
                Unit::Stems(language),
                all.iter().map(|one| one.description.as_str()),
            ),
            groups,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
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

    pub(super) fn profile(&self, title: &str) -> Profile {
        let closeness = self.closeness(title);
        let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
        for occupation in ranked(&closeness).into_iter().take(CLOSEST) {
            let weight = closeness
                .get(occupation)
                .copied()
                .unwrap_or_default()
                .powi(POWER);
            if weight <= 0.0 {
                break;
            }
            *weights.entry(occupation).or_default() += weight;
            let group = self
                .all
                .get(occupation)
                .map(|one| one.group.as_str())
                .unwrap_or_default();
            for (digits, share) in GROUPS {
                let number = group.get(..digits).and_then(|group| self.groups.get(group));
                if let Some(number) = number {
                    *weights.entry(*number).or_default() += share * weight;
                }
            }
        }
        let norm = weights
            .values()
            .map(|weight| weight * weight)
            .sum::<f64>()
            .sqrt()
            .max(f64::MIN_POSITIVE);
        for weight in weights.values_mut() {
            *weight /= norm;
        }
        Profile(weights)
    }
}
