//! Puts features and gates together.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use taxonomy::Taxonomy;

use super::{
    Band, Confidence, Feature, Gate, GateCode, Reason, Score, features, gates,
    skills::{self, Skills},
    title::{self, TitleFit},
};
use crate::{
    corpus::Corpus,
    prepared::{Level, Person, Posting},
};

/// What a skill counts that the person lists without a fact that shows it.
const LISTED_ONLY: f64 = 0.85;
/// What a skill counts at most that is typical of a job that the person has or had, and that nothing else shows: it stays missing.
const TYPICAL: f64 = 0.5;

/// Scores postings for one person.
#[derive(Debug)]
pub struct Matcher<'a> {
    pub(crate) taxonomy: &'a Taxonomy,
    pub(crate) corpus: &'a Corpus,
    pub(crate) person: &'a Person,
    pub(crate) today: NaiveDate,
    /// The skills of the person: 1 if a fact shows it, less if it is only listed, or only typical of an employment's title.
    pub(crate) haves: FxHashMap<&'a str, f64>,
}

/// The target whose levels count; none for the person as such.
pub(crate) type Target = Option<usize>;

/// What a posting is scored for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Aim {
    /// The target whose levels count.
    pub target: Target,
    /// True if the current title is compared, false if that of the target is.
    pub is_current: bool,
}

impl Aim {
    /// The person as such, by the current title.
    const CURRENT: Self = Self {
        target: None,
        is_current: true,
    };

    /// A target by its title.
    const fn of(target: usize) -> Self {
        Self {
            target: Some(target),
            is_current: false,
        }
    }

    /// The target that is scored by its own title.
    pub(crate) const fn named(self) -> Target {
        if self.is_current { None } else { self.target }
    }
}

/// The values of a match for one title, before they are added up.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub values: [Option<f64>; 6],
    pub gates: Vec<(GateCode, f64)>,
    pub aim: Aim,
}

impl Parts {
    /// Values with renormalised weights, and their sum times 100.
    pub(crate) fn contributions(&self) -> ([(f64, f64); 6], f64) {
        let known = self.known();
        let mut sum = 0.0;
        let mut contributions = [(0.0, 0.0); 6];
        let all = contributions.iter_mut().zip(Feature::ALL).zip(self.values);
        for ((slot, feature), value) in all {
            let Some(value) = value else { continue };
            let weight = feature.weight() / known;
            // An empty sum is -0.0, which nobody wants to read.
            *slot = (weight, 100.0 * weight * value + 0.0);
            sum += slot.1;
        }
        (contributions, sum)
    }

    /// The weights of the known features.
    pub(crate) fn known(&self) -> f64 {
        let all = Feature::ALL.into_iter().zip(self.values);
        let known: f64 = all
            .filter(|(_, value)| value.is_some())
            .map(|(feature, _)| feature.weight())
            .sum();
        known.max(f64::MIN_POSITIVE)
    }

    /// The score.
    pub(crate) fn total(&self) -> f64 {
        let (_, sum) = self.contributions();
        self.gates
            .iter()
            .fold(sum, |score, (_, factor)| score * factor)
    }

    /// The same with another value of a feature.
    pub(crate) fn with_value(&self, feature: Feature, value: Option<f64>) -> Self {
        let mut other = self.clone();
        if let Some(slot) = other.values.get_mut(feature as usize) {
            *slot = value;
        }
        other
    }

    /// The same without a gate, or with another factor.
    pub(crate) fn with_gate(&self, code: GateCode, factor: Option<f64>) -> Self {
        let mut other = self.clone();
        for (one, own) in &mut other.gates {
            if *one == code {
                *own = factor.unwrap_or(1.0);
            }
        }
        other
    }
}

impl<'a> Matcher<'a> {
    /// For this person on this day.
    #[must_use]
    pub fn new(
        taxonomy: &'a Taxonomy,
        corpus: &'a Corpus,
        person: &'a Person,
        today: NaiveDate,
    ) -> Self {
        let mut haves: FxHashMap<&str, f64> = FxHashMap::default();
        for skill in &person.listed {
            haves.insert(skill, LISTED_ONLY);
        }
        let shown = person.facts.iter().flat_map(|fact| &fact.skills);
        for skill in shown {
            haves.insert(skill, 1.0);
        }
        for language in &person.languages {
            let name = crate::extraction::language_name(&language.code);
            if let Some(skill) = name.and_then(|name| taxonomy.named_skill(name)) {
                haves.insert(skill.id().as_str(), 1.0);
            }
        }
        let titles = person.employments.iter();
        let typical = titles
            .filter_map(|one| taxonomy.named_title(&one.title))
            .flat_map(taxonomy::Title::skills);
        for skill in typical {
            haves.entry(skill.as_str()).or_insert(TYPICAL);
        }
        Self {
            taxonomy,
            corpus,
            person,
            today,
            haves,
        }
    }

    /// The number alone, for rankings: the same as that of [`Self::score`].
    #[must_use]
    pub fn rate(&self, posting: &Posting) -> f64 {
        let skills = skills::read(self, posting);
        let all = self.parts(posting, skills.value());
        best(&all).map_or(0.0, |parts| parts.total().clamp(0.0, 100.0))
    }

    /// The number as if no gate applied, for measurements.
    #[must_use]
    pub fn rate_without_gates(&self, posting: &Posting) -> f64 {
        let skills = skills::read(self, posting);
        let all = self.parts(posting, skills.value());
        let sums = all.iter().map(|parts| parts.contributions().1);
        sums.fold(0.0, f64::max)
    }

    /// The score with its explanation.
    #[must_use]
    pub fn score(&self, posting: &Posting) -> Score {
        self.score_by(posting, best)
    }

    /// The score for one of the person's targets, by its title and its levels; none if there is no such target.
    #[must_use]
    pub fn score_for(&self, posting: &Posting, target: usize) -> Option<Score> {
        let is_known = target < self.person.targets.len();
        is_known.then(|| self.score_by(posting, |all| find(all, target)))
    }

    fn score_by(&self, posting: &Posting, pick: impl Fn(&[Parts]) -> Option<&Parts>) -> Score {
        let skills = skills::read(self, posting);
        let all = self.parts(posting, skills.value());
        let parts = pick(&all).cloned().unwrap_or_else(|| {
            let common = features::read(self, posting);
            self.parts_of(posting, Aim::CURRENT, skills.value(), &common)
        });
        self.explain(posting, &skills, &parts, &all)
    }

    /// How well the person has a skill, from 0 to 1.
    #[must_use]
    pub fn strength_of(&self, skill: &str) -> f64 {
        skills::closest(self, skill).0
    }

    /// What the gate of seniority does to a level, for the target that fits it best.
    pub(crate) fn level_factor(&self, level: Level) -> f32 {
        let targets = (0..self.person.targets.len()).map(Some);
        let none = self.person.targets.is_empty().then_some(None);
        let gaps = targets
            .chain(none)
            .filter_map(|target| gates::level_gap(self, level, target));
        match gaps.min().unwrap_or_default() {
            0 => 1.0,
            1 => 0.85,
            2 => 0.45,
            _ => 0.3,
        }
    }

    /// What BM25 counts as half of the feature of text for this person: the median over the candidates whose text is long enough and shares a word.
    /// None if there is none. It is kept as [`Person::text_scale`], with which a new matcher is made.
    #[must_use]
    pub fn text_scale<'p>(&self, candidates: impl IntoIterator<Item = &'p Posting>) -> Option<f64> {
        let compared = candidates
            .into_iter()
            .filter(|posting| features::has_text(posting))
            .map(|posting| features::bm25(self, posting))
            .filter(|value| *value > 0.0);
        median(compared.collect())
    }

    /// The feature of the title for the first target, for measurements.
    pub(crate) fn title_value(&self, posting: &Posting) -> Option<f64> {
        title::fit(self, posting, Aim::of(0)).map(|fit| fit.value)
    }

    /// The best parts of a match, or those of one target, and its skills.
    pub(crate) fn best_parts(&self, posting: &Posting, target: Target) -> (Option<Parts>, Skills) {
        let skills = skills::read(self, posting);
        let all = self.parts(posting, skills.value());
        let parts = match target {
            Some(target) => find(&all, target),
            None => best(&all),
        };
        (parts.cloned(), skills)
    }

    /// The parts for each target by its title, and then by the current title; for the person as such if there is no target. There is at least one.
    fn parts(&self, posting: &Posting, skills: Option<f64>) -> Vec<Parts> {
        let common = features::read(self, posting);
        let targets = 0..self.person.targets.len();
        let mut all: Vec<Parts> = targets
            .map(|target| self.parts_of(posting, Aim::of(target), skills, &common))
            .collect();
        let current = Aim::CURRENT;
        if all.is_empty() {
            return vec![self.parts_of(posting, current, skills, &common)];
        }
        if let Some(fit) = title::fit(self, posting, current) {
            let by_current = all.iter().map(|parts| {
                let mut other = parts.with_value(Feature::Title, Some(fit.value));
                other.aim.is_current = true;
                other
            });
            let by_current: Vec<Parts> = by_current.collect();
            all.extend(by_current);
        }
        all
    }

    fn parts_of(
        &self,
        posting: &Posting,
        aim: Aim,
        skills: Option<f64>,
        common: &features::Common,
    ) -> Parts {
        Parts {
            values: [
                skills,
                title::fit(self, posting, aim).map(|fit| fit.value),
                common.text,
                common.years.map(|years| years.value),
                common.salary,
                common.recency,
            ],
            gates: gates::read(self, posting, aim.target),
            aim,
        }
    }

    fn explain(&self, posting: &Posting, skills: &Skills, parts: &Parts, all: &[Parts]) -> Score {
        let (contributions, mut score) = parts.contributions();
        let title: Option<TitleFit<'_>> = title::fit(self, posting, parts.aim);
        let each = Feature::ALL
            .into_iter()
            .zip(parts.values)
            .zip(contributions);
        let reasons = each
            .map(|((feature, value), (weight, contribution))| {
                let (text, evidence) = match feature {
                    Feature::Skills => skills.words(self),
                    Feature::Title => title::words(posting, title.as_ref()),
                    _ => features::words(self, posting, feature, value),
                };
                Reason {
                    feature,
                    value,
                    weight,
                    contribution,
                    text,
                    evidence,
                }
            })
            .collect();
        let mut gates = Vec::new();
        for (code, factor) in &parts.gates {
            let after = score * factor;
            let (text, evidence) = gates::words(self, posting, *code, parts.aim.target);
            gates.push(Gate {
                code: *code,
                factor: *factor,
                delta: after - score,
                text,
                evidence,
            });
            score = after;
        }
        let known = if parts.values.iter().all(Option::is_none) {
            0.0
        } else {
            parts.known()
        };
        let score = score.clamp(0.0, 100.0);
        Score {
            score,
            band: Band::of(score),
            confidence: match known {
                known if known < 0.6 => Confidence::Low,
                known if known < 0.85 => Confidence::Medium,
                _ => Confidence::High,
            },
            completeness: known,
            target: parts.aim.named(),
            targets: all
                .iter()
                .filter(|one| one.aim.named().is_some())
                .map(Parts::total)
                .collect(),
            reasons,
            gates,
            skills: skills.matched(),
        }
    }
}

/// The parts of a target by its title.
fn find(all: &[Parts], target: usize) -> Option<&Parts> {
    let mut all = all.iter();
    all.find(|parts| parts.aim.named() == Some(target))
}

/// The best of several; of equal ones the first.
fn best(all: &[Parts]) -> Option<&Parts> {
    all.iter()
        .fold(None, |best: Option<&Parts>, one| match best {
            Some(known) if known.total() >= one.total() => Some(known),
            _ => Some(one),
        })
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let (upper, lower) = (values.len() / 2, values.len().saturating_sub(1) / 2);
    Some(f64::midpoint(*values.get(lower)?, *values.get(upper)?))
}
