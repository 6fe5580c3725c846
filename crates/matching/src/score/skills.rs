//! The feature of skills: what is asked for, against what the person has.

use taxonomy::Kind;

use super::{Evidence, Matcher, SkillGap, SkillHit, SkillMatch};
use crate::prepared::{Demand, Posting};

/// The share of required skills in the feature.
const REQUIRED_SHARE: f64 = 0.8;
/// From this strength a skill counts as matched.
const MATCHED_MIN: f64 = 0.7;
/// What each level of a language that is missing takes.
const LEVEL_STEP: f64 = 0.25;
/// What a quality, or a language that the person speaks, counts beside a skill of the trade: nearly every posting asks for them. A language that the
/// person does not speak counts in full.
const COMMON: f64 = 0.35;
/// The most pieces of evidence of one reason.
const EVIDENCE_MAX: usize = 6;
/// The most facts that are named for one skill.
const FACTS_MAX: usize = 5;

/// The skills of a match.
#[derive(Clone, Debug)]
pub(crate) struct Skills {
    pub all: Vec<Fit>,
    /// False if nothing is known of the person's skills.
    pub is_known: bool,
}

/// A skill that is asked for, and how well the person has it.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    pub demand: Demand,
    pub idf: f64,
    pub is_language: bool,
    /// True for a quality of a person.
    pub is_soft: bool,
    pub strength: f64,
    /// The skill of the person.
    pub have: Option<String>,
    /// The facts that show it.
    pub facts: Vec<String>,
}

pub(super) fn read(matcher: &Matcher<'_>, posting: &Posting) -> Skills {
    let all = posting.skills.iter().map(|demand| {
        let (strength, have) = strength(matcher, demand);
        Fit {
            idf: idf(matcher, &demand.skill),
            is_language: kind(matcher, &demand.skill) == Some(Kind::Language),
            is_soft: kind(matcher, &demand.skill) == Some(Kind::Soft),
            facts: have.map(|have| facts(matcher, have)).unwrap_or_default(),
            have: have.map(str::to_owned),
            demand: demand.clone(),
            strength,
        }
    });
    Skills {
        all: all.collect(),
        is_known: matcher
            .haves
            .keys()
            .any(|have| kind(matcher, have) != Some(Kind::Language)),
    }
}

fn kind(matcher: &Matcher<'_>, skill: &str) -> Option<Kind> {
    matcher.taxonomy.skill(skill).map(taxonomy::Skill::kind)
}

fn idf(matcher: &Matcher<'_>, skill: &str) -> f64 {
    let share = if kind(matcher, skill) == Some(Kind::Soft) {
        COMMON
    } else {
        1.0
    };
    share * matcher.corpus.skill_idf(skill)
}

fn strength<'a>(matcher: &'a Matcher<'_>, demand: &Demand) -> (f64, Option<&'a str>) {
    let (strength, have) = closest(matcher, &demand.skill);
    if have == Some(demand.skill.as_str()) {
        (strength * level(matcher, demand), have)
    } else {
        (strength, have)
    }
}

/// The skill of the person that is closest to one, and how close it is.
pub(super) fn closest<'a>(matcher: &'a Matcher<'_>, skill: &str) -> (f64, Option<&'a str>) {
    let own = matcher.haves.get_key_value(skill);
    let mut best = own.map_or((0.0, None), |(have, factor)| (*factor, Some(*have)));
    if best.0 >= 1.0 {
        return best;
    }
    for (have, closeness) in matcher.taxonomy.close_to(skill) {
        let Some((have, factor)) = matcher.haves.get_key_value(have.as_str()) else {
            continue;
        };
        let strength = closeness.strength * factor;
        if strength > best.0 {
            best = (strength, Some(*have));
        }
    }
    best
}

/// Below 1 if the person speaks a language less well than is asked for.
fn level(matcher: &Matcher<'_>, demand: &Demand) -> f64 {
    let Some(asked) = demand.level else {
        return 1.0;
    };
    let spoken = matcher.person.languages.iter().find_map(|language| {
        let name = crate::extraction::language_name(&language.code)?;
        let skill = matcher.taxonomy.named_skill(name)?;
        (skill.id().as_str() == demand.skill).then_some(language.level)
    });
    match spoken.flatten() {
        Some(has) if has < asked => {
            let steps = u8::try_from(asked as usize - has as usize).unwrap_or(u8::MAX);
            (1.0 - LEVEL_STEP * f64::from(steps)).max(0.0)
        }
        _ => 1.0,
    }
}

fn facts(matcher: &Matcher<'_>, have: &str) -> Vec<String> {
    let facts = matcher.person.facts.iter();
    facts
        .filter(|fact| fact.skills.iter().any(|skill| skill == have))
        .map(|fact| fact.id.clone())
        .take(FACTS_MAX)
        .collect()
}

impl Skills {
    /// The value of the feature; none if the person has no skills, or the posting names none, or nothing but languages that the person speaks.
    pub(crate) fn value(&self) -> Option<f64> {
        self.value_with(None).filter(|_| self.is_known)
    }

    /// The same if the person had this skill.
    pub(crate) fn value_with(&self, extra: Option<&str>) -> Option<f64> {
        let strength = |fit: &Fit| {
            let is_extra = extra == Some(fit.demand.skill.as_str());
            if is_extra { 1.0 } else { fit.strength }
        };
        let share = |required: bool| -> Option<f64> {
            let group = || {
                self.all
                    .iter()
                    .filter(|fit| fit.demand.required == required && self.is_best(fit, &strength))
            };
            // Languages that are spoken say nothing alone; one that is not does.
            let says_nothing = group().all(|fit| fit.is_language && strength(fit) >= MATCHED_MIN);
            let weight = |fit: &Fit| {
                let is_spoken = fit.is_language && strength(fit) >= MATCHED_MIN;
                if is_spoken { COMMON * fit.idf } else { fit.idf }
            };
            let sum: f64 = group().map(|fit| weight(fit) * strength(fit)).sum();
            let all: f64 = group().map(weight).sum();
            (all > 0.0 && !says_nothing).then(|| sum / all)
        };
        match (share(true), share(false)) {
            (Some(required), Some(preferred)) => {
                Some(REQUIRED_SHARE * required + (1.0 - REQUIRED_SHARE) * preferred)
            }
            (one, other) => one.or(other),
        }
    }

    /// True if no alternative is met better; of equal ones the first of the posting counts.
    fn is_best(&self, fit: &Fit, strength: &impl Fn(&Fit) -> f64) -> bool {
        let Some(group) = fit.demand.group else {
            return true;
        };
        let own = strength(fit);
        !self.all.iter().any(|other| {
            let is_before = other.demand.quote.span < fit.demand.quote.span;
            let value = strength(other);
            other.demand.group == Some(group) && (value > own || (value >= own && is_before))
        })
    }

    /// What is asked for, alternatives once: the one that is met best, or the first if none is met.
    pub(crate) fn asked(&self) -> impl Iterator<Item = &Fit> {
        let met = |fit: &Fit| {
            if fit.strength >= MATCHED_MIN {
                fit.strength
            } else {
                0.0
            }
        };
        self.all.iter().filter(move |fit| self.is_best(fit, &met))
    }

    /// Matched and missing, required ones first, alternatives once.
    pub(super) fn matched(&self) -> SkillMatch {
        let mut all: Vec<&Fit> = self.asked().collect();
        all.sort_by_key(|fit| (!fit.demand.required, fit.demand.quote.span));
        let mut found = SkillMatch::default();
        for fit in all {
            if fit.strength >= MATCHED_MIN {
                found.matched.push(SkillHit {
                    skill: fit.demand.skill.clone(),
                    required: fit.demand.required,
                    strength: fit.strength,
                    via: fit.have.clone().filter(|have| *have != fit.demand.skill),
                    fact_ids: fit.facts.clone(),
                    quote: fit.demand.quote.clone(),
                });
            } else {
                found.missing.push(SkillGap {
                    skill: fit.demand.skill.clone(),
                    required: fit.demand.required,
                    nearest: fit.have.clone(),
                    nearest_strength: fit.strength,
                    quote: fit.demand.quote.clone(),
                });
            }
        }
        found
    }

    /// The reason in words, and what it rests on.
    pub(super) fn words(&self, matcher: &Matcher<'_>) -> (String, Vec<Evidence>) {
        if self.all.is_empty() {
            return (
                "The posting names no skills that are known.".to_owned(),
                Vec::new(),
            );
        }
        if !self.is_known {
            return ("The profile names no skills.".to_owned(), Vec::new());
        }
        let found = self.matched();
        let count = |required: bool| {
            let hits = found
                .matched
                .iter()
                .filter(|hit| hit.required == required)
                .count();
            let gaps = found
                .missing
                .iter()
                .filter(|gap| gap.required == required)
                .count();
            (hits, hits + gaps)
        };
        let ((required, of_required), (preferred, of_preferred)) = (count(true), count(false));
        let text = match (of_required, of_preferred) {
            (0, _) => format!("{preferred} of {of_preferred} preferred skills."),
            (_, 0) => format!("{required} of {of_required} required skills."),
            _ => format!(
                "{required} of {of_required} required and {preferred} of {of_preferred} preferred skills."
            ),
        };
        let mut evidence = Vec::new();
        for hit in found.matched.iter().take(EVIDENCE_MAX / 2) {
            evidence.push(Evidence::posting(&hit.quote));
            let id = hit.fact_ids.first();
            let fact = id.and_then(|id| matcher.person.facts.iter().find(|fact| fact.id == *id));
            evidence.extend(fact.map(|fact| {
                Evidence::profile(Some(&fact.id), reading::text::cut(&fact.text, 300))
            }));
        }
        (text, evidence)
    }
}
