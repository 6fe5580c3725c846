//! The candidate stage: finds the postings that are worth a full score among very many. Lists of postings for each skill, title and n-gram of
//! a title; the estimate is that of the two heaviest features with the gates that cost nothing.

use rustc_hash::FxHashMap;

use crate::{
    corpus::Corpus,
    extraction::Sponsorship,
    prepared::{Demand, Level, Mode, Person, Posting},
    score::{Feature, Matcher},
    terms,
};

/// Lists that hold more than this share of the postings say nothing and cost much.
const SHARE_MAX: f64 = 0.2;
/// The share of required skills in the feature of skills.
const REQUIRED_SHARE: f32 = 0.8;

/// A posting that is worth a full score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Its position: the number of postings that were added before it.
    pub position: u32,
    /// The estimated score, from 0 to 100.
    pub estimate: f32,
}

/// A list of postings with weights.
type List = Vec<(u32, f32)>;

/// What gates need of a posting. Sets of places are kept once.
#[derive(Clone, Copy, Debug)]
struct Card {
    places: u32,
    mode: Option<Mode>,
    level: Option<Level>,
    has_skills: bool,
    is_removed: bool,
}

/// The places of some postings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Places {
    countries: Vec<String>,
    cities: Vec<String>,
    /// True if the employer sponsors a visa.
    is_sponsored: bool,
}

/// Lists of postings for each term.
#[derive(Clone, Debug, Default)]
pub struct Index {
    skills: FxHashMap<String, List>,
    titles: FxHashMap<String, Vec<u32>>,
    grams: FxHashMap<u32, List>,
    cards: Vec<Card>,
    places: Vec<Places>,
    known_places: FxHashMap<Places, u32>,
}

impl Index {
    /// The index of some postings, in this order.
    #[must_use]
    pub fn of<'a>(corpus: &Corpus, postings: impl IntoIterator<Item = &'a Posting>) -> Self {
        let mut index = Self::default();
        for posting in postings {
            index.add(corpus, posting);
        }
        index
    }

    /// The number of postings, removed ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// True if there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// Adds a posting, and returns its position.
    pub fn add(&mut self, corpus: &Corpus, posting: &Posting) -> u32 {
        let position = u32::try_from(self.cards.len()).unwrap_or(u32::MAX);
        self.add_skills(corpus, posting, position);
        if let Some(title) = &posting.title_id {
            self.titles.entry(title.clone()).or_default().push(position);
        }
        let grams = grams(&posting.title);
        let says = |(gram, share): &(u32, f32)| f64::from(*share) * corpus.gram_idf(*gram);
        let all: f64 = grams.0.iter().map(says).sum();
        for one in &grams.0 {
            let (gram, share) = (one.0, weight(says(one) / all.max(f64::MIN_POSITIVE)));
            self.grams.entry(gram).or_default().push((position, share));
        }
        let places = self.place(posting);
        self.cards.push(Card {
            places,
            mode: posting.mode,
            level: posting.level,
            has_skills: !posting.skills.is_empty(),
            is_removed: false,
        });
        position
    }

    /// Takes a posting out; positions of others stay.
    pub fn remove(&mut self, position: u32) {
        let index = usize::try_from(position).unwrap_or(usize::MAX);
        if let Some(card) = self.cards.get_mut(index) {
            card.is_removed = true;
        }
    }

    fn add_skills(&mut self, corpus: &Corpus, posting: &Posting, position: u32) {
        for required in [true, false] {
            let demands = || {
                posting
                    .skills
                    .iter()
                    .filter(move |one| one.required == required)
            };
            // Alternatives count once.
            let shared = |one: &Demand| {
                let group = posting
                    .skills
                    .iter()
                    .filter(|other| one.group.is_some() && other.group == one.group);
                f64::from(u32::try_from(group.count().max(1)).unwrap_or(1))
            };
            let all: f64 = demands()
                .map(|one| corpus.skill_idf(&one.skill) / shared(one))
                .sum();
            let only = posting.skills.iter().all(|one| one.required == required);
            let share = match (only, required) {
                (true, _) => 1.0,
                (false, true) => REQUIRED_SHARE,
                (false, false) => 1.0 - REQUIRED_SHARE,
            };
            for demand in demands() {
                let own = weight(corpus.skill_idf(&demand.skill) / all.max(f64::MIN_POSITIVE));
                let list = match self.skills.get_mut(&demand.skill) {
                    Some(list) => list,
                    None => self.skills.entry(demand.skill.clone()).or_default(),
                };
                list.push((position, share * own));
            }
        }
    }

    fn place(&mut self, posting: &Posting) -> u32 {
        let countries = match &posting.residence {
            Some((countries, _)) => countries.clone(),
            None => posting.countries.clone(),
        };
        let places = Places {
            countries,
            cities: posting.cities.clone(),
            is_sponsored: posting
                .sponsorship
                .as_ref()
                .is_some_and(|(sponsorship, _)| *sponsorship == Sponsorship::Offered),
        };
        if let Some(known) = self.known_places.get(&places) {
            return *known;
        }
        let position = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.places.push(places.clone());
        self.known_places.insert(places, position);
        position
    }

    /// The best candidates for a person, the best first.
    #[must_use]
    pub fn candidates(&self, matcher: &Matcher<'_>, most: usize) -> Vec<Candidate> {
        let (skills, titles) = (self.by_skills(matcher), self.by_titles(matcher));
        let gates: Vec<(f32, bool)> = self
            .places
            .iter()
            .map(|places| of_places(matcher.person, places))
            .collect();
        let levels = Level::ALL.map(|level| matcher.level_factor(level));
        let only_remote = {
            let modes = &matcher.person.preferences.modes;
            !modes.is_empty() && modes.iter().all(|mode| *mode == Mode::Remote)
        };
        let (skill_weight, title_weight) = (
            weight(Feature::Skills.weight()),
            weight(Feature::Title.weight()),
        );
        let mut found: Vec<Candidate> = Vec::new();
        let all = self.cards.iter().zip(skills).zip(titles).zip(0_u32..);
        for (((card, skills), title), position) in all {
            if card.is_removed || (skills <= 0.0 && title <= 0.0) {
                continue;
            }
            let known = if card.has_skills {
                skill_weight + title_weight
            } else {
                title_weight
            };
            let (region, is_elsewhere) = index_of(&gates, card.places).unwrap_or((1.0, false));
            let mode = match card.mode {
                Some(Mode::Onsite) if is_elsewhere || only_remote => 0.5,
                Some(Mode::Hybrid) if only_remote => 0.6,
                _ => 1.0,
            };
            let level = card
                .level
                .and_then(|level| levels.get(level as usize).copied())
                .unwrap_or(1.0);
            let estimate = (skill_weight * skills + title_weight * squashed(title)) / known;
            found.push(Candidate {
                position,
                estimate: 100.0 * estimate * region * mode * level,
            });
        }
        keep_best(&mut found, most);
        found
    }

    /// For each posting, the share of its skills that the person has.
    fn by_skills(&self, matcher: &Matcher<'_>) -> Vec<f32> {
        let mut sums = vec![0.0_f32; self.cards.len()];
        for (skill, list) in &self.skills {
            let strength = weight(matcher.strength_of(skill));
            if strength > 0.0 {
                add(&mut sums, list, strength);
            }
        }
        sums
    }

    /// For each posting, the share of its title's n-grams that the person's titles have, plus the closeness of titles.
    fn by_titles(&self, matcher: &Matcher<'_>) -> Vec<f32> {
        let mut sums = vec![0.0_f32; self.cards.len()];
        let person = matcher.person;
        let current = person
            .employments
            .first()
            .map(|one| (one.title.as_str(), one.title_id.as_deref()));
        let targets = person
            .targets
            .iter()
            .map(|one| (one.title.as_str(), one.title_id.as_deref()));
        let titles: Vec<(&str, Option<&str>)> = targets.chain(current).collect();
        let mut wanted: Vec<u32> = titles
            .iter()
            .flat_map(|(title, _)| grams(title).0)
            .map(|(gram, _)| gram)
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        let most =
            SHARE_MAX * f64::from(u32::try_from(self.cards.len()).unwrap_or(u32::MAX)) + 1_000.0;
        for gram in wanted {
            let Some(list) = self.grams.get(&gram) else {
                continue;
            };
            if f64::from(u32::try_from(list.len()).unwrap_or(u32::MAX)) <= most {
                add(&mut sums, list, 1.0);
            }
        }
        for (id, list) in &self.titles {
            let closeness = titles
                .iter()
                .filter_map(|(_, own)| own.map(|own| matcher.taxonomy.title_closeness(id, own)))
                .fold(0.0, f64::max);
            if closeness > 0.0 {
                for position in list {
                    if let Some(sum) =
                        sums.get_mut(usize::try_from(*position).unwrap_or(usize::MAX))
                    {
                        *sum += weight(closeness);
                    }
                }
            }
        }
        sums
    }
}

fn grams(title: &str) -> terms::Terms {
    terms::grams_of(&taxonomy::without_levels_and_marks(title), 4..=4)
}

fn add(sums: &mut [f32], list: &List, factor: f32) {
    for (position, weight) in list {
        if let Some(sum) = sums.get_mut(usize::try_from(*position).unwrap_or(usize::MAX)) {
            *sum += factor * weight;
        }
    }
}

fn squashed(sum: f32) -> f32 {
    weight(crate::score::squashed(f64::from(sum)))
}

/// The factor of the region, and whether the cities are elsewhere.
fn of_places(person: &Person, places: &Places) -> (f32, bool) {
    let preferences = &person.preferences;
    let wanted = |country: &String| preferences.countries.contains(country);
    let allowed = |country: &String| {
        preferences
            .authorisations
            .iter()
            .any(|one| one.country == *country)
    };
    let violated = !places.countries.is_empty()
        && if preferences.countries.is_empty() {
            !places.is_sponsored
                && !preferences.authorisations.is_empty()
                && !places.countries.iter().any(allowed)
        } else {
            !places.countries.iter().any(wanted)
        };
    let elsewhere = !preferences.cities.is_empty()
        && !places.cities.is_empty()
        && !places
            .cities
            .iter()
            .any(|city| preferences.cities.contains(city));
    (if violated { 0.25 } else { 1.0 }, elsewhere)
}

fn index_of<T: Copy>(all: &[T], position: u32) -> Option<T> {
    all.get(usize::try_from(position).ok()?).copied()
}

/// Keeps the best, in descending order; of equal ones the first.
fn keep_best(found: &mut Vec<Candidate>, most: usize) {
    let by_estimate = |one: &Candidate, other: &Candidate| {
        other
            .estimate
            .total_cmp(&one.estimate)
            .then(one.position.cmp(&other.position))
    };
    if found.len() > most && most > 0 {
        found.select_nth_unstable_by(most - 1, by_estimate);
    }
    found.truncate(most);
    found.sort_unstable_by(by_estimate);
}

/// A weight of single precision, which does for an estimate.
#[expect(clippy::cast_possible_truncation, reason = "an estimate")]
const fn weight(exact: f64) -> f32 {
    exact as f32
}
