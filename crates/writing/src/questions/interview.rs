//! Questions that a posting and a profile give rise to.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use taxonomy::Kind;

use super::outline::Outline;
use crate::{
    compose::{Composer, Phrases, Random, Slots, Tone, fill},
    fact::{Fact, FactKind},
    posting::Requirement,
    selection::{Rating, SHOWN_MIN, judged},
};

/// The kind of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum QuestionKind {
    /// About what the person did.
    Behavioural,
    /// About what the person knows.
    Technical,
    /// About what the posting asks for and no fact shows.
    Gap,
    /// From the person to the employer.
    ForEmployer,
}

/// A question with the outline of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its kind.
    pub kind: QuestionKind,
    /// Its words.
    pub text: String,
    /// The ids of the requirements that it is about.
    pub requirements: Vec<String>,
    /// Outlines of answers, one for each fact that fits, the best first. Empty for questions to the employer.
    pub outlines: Vec<Outline>,
}

/// Makes the questions of an interview.
pub struct Interview<'a> {
    composer: &'a Composer<'a>,
    ratings: &'a [Rating],
    phrases: Phrases,
    used: BTreeSet<&'static str>,
    random: Random,
}

const OF_A_KIND: usize = 4;
const OUTLINES_MAX: usize = 2;

impl<'a> Interview<'a> {
    /// The questions for the posting of a composer, in its language; none if there are no questions in it. Ratings are those of all its facts.
    #[must_use]
    pub fn questions(composer: &'a Composer<'a>, ratings: &'a [Rating]) -> Vec<Question> {
        let table = match composer.language().code() {
            "en" => include_str!("../../data/questions/en.tsv"),
            "de" => include_str!("../../data/questions/de.tsv"),
            _ => return Vec::new(),
        };
        let mut interview = Self {
            composer,
            ratings,
            phrases: Phrases::read(table),
            used: BTreeSet::new(),
            random: Random::of(composer.seed(), "interview"),
        };
        let mut all = interview.about_evidence();
        all.extend(interview.about_knowledge());
        all.extend(interview.about_gaps());
        all.extend(interview.for_employer());
        all
    }

    /// A text of a group that was not used, if there is one.
    fn text(&mut self, group: &str, slots: &Slots) -> Option<String> {
        let phrases = self.random.shuffled(self.phrases.of(group, Tone::Plain));
        let fresh = phrases
            .iter()
            .find(|phrase| !self.used.contains(phrase.text));
        let phrase = fresh.or(phrases.first())?;
        self.used.insert(phrase.text);
        fill(phrase.text, slots)
    }

    fn requirements(&self, shown: bool) -> Vec<(&'a Requirement, String)> {
        let all = self.composer.posting().requirements.iter();
        let of_kind = all.filter(|one| {
            self.ratings
                .iter()
                .any(|rating| rating.requirements.contains(&one.id))
                == shown
        });
        of_kind
            .filter_map(|one| Some((one, self.composer.demand(one)?)))
            .collect()
    }

    fn facts(&self, requirement: &str) -> Vec<&'a Fact> {
        let mut rated: Vec<&Rating> = self
            .ratings
            .iter()
            .filter(|rating| rating.requirements.iter().any(|id| id == requirement))
            .collect();
        rated.sort_by(|one, other| other.relevance.total_cmp(&one.relevance));
        let facts = rated
            .iter()
            .filter_map(|rating| self.composer.fact(&rating.fact));
        facts.filter(|fact| tells(fact)).collect()
    }

    fn question(
        &mut self,
        kind: QuestionKind,
        group: &str,
        requirement: &Requirement,
        demand: String,
        facts: &[&Fact],
    ) -> Option<Question> {
        let text = self.text(group, &Slots::from([("demand", demand)]))?;
        Some(Question {
            kind,
            text,
            requirements: vec![requirement.id.clone()],
            outlines: facts
                .iter()
                .take(OUTLINES_MAX)
                .map(|fact| Outline::of(fact))
                .collect(),
        })
    }

    fn about_evidence(&mut self) -> Vec<Question> {
        let mut all = Vec::new();
        for (requirement, demand) in self.requirements(true) {
            let facts = self.facts(&requirement.id);
            if all.len() < OF_A_KIND && !facts.is_empty() {
                all.extend(self.question(
                    QuestionKind::Behavioural,
                    "behavioural",
                    requirement,
                    demand,
                    &facts,
                ));
            }
        }
        let newest = self
            .composer
            .role()
            .and_then(|sentence| self.composer.fact(sentence.facts.first()?));
        let place =
            newest.and_then(|fact| Some((fact, self.composer.at(fact.organisation.as_deref()?)?)));
        if let Some((role, at)) = place {
            let there = self
                .composer
                .facts()
                .iter()
                .filter(|fact| tells(fact) && fact.organisation == role.organisation);
            let outlines: Vec<Outline> = there.take(OUTLINES_MAX).map(Outline::of).collect();
            let text = self
                .text("behavioural.place", &Slots::from([("at", at)]))
                .filter(|_| !outlines.is_empty());
            all.extend(text.map(|text| Question {
                kind: QuestionKind::Behavioural,
                text,
                requirements: Vec::new(),
                outlines,
            }));
        }
        all
    }

    fn about_knowledge(&mut self) -> Vec<Question> {
        let mut all = Vec::new();
        for (requirement, demand) in self.requirements(true) {
            let skill = requirement
                .skill
                .as_ref()
                .and_then(|id| self.composer.knowledge().taxonomy.skill(id.as_str()));
            let knowledge = skill.is_some_and(|skill| {
                matches!(skill.kind(), Kind::Hard | Kind::Tool | Kind::Method)
            });
            if knowledge && all.len() < OF_A_KIND {
                let facts = self.facts(&requirement.id);
                all.extend(self.question(
                    QuestionKind::Technical,
                    "technical",
                    requirement,
                    demand,
                    &facts,
                ));
            }
        }
        all
    }

    fn about_gaps(&mut self) -> Vec<Question> {
        let mut all = Vec::new();
        // What facts cannot show is no gap: "5+ years of experience" is a matter of dates.
        let composer = self.composer;
        let (knowledge, language) = (composer.knowledge(), composer.language());
        let judged = judged(&knowledge, composer.posting(), language, self.ratings);
        for (requirement, demand) in self.requirements(false) {
            let is_gap = requirement.required && judged.contains(&requirement.id);
            if is_gap && all.len() < OF_A_KIND {
                let near = self.nearest(requirement);
                all.extend(self.question(QuestionKind::Gap, "gap", requirement, demand, &near));
            }
        }
        all
    }

    /// The facts with a related or broader skill.
    fn nearest(&self, requirement: &Requirement) -> Vec<&'a Fact> {
        let knowledge = self.composer.knowledge();
        let Some(need) = &requirement.skill else {
            return Vec::new();
        };
        let mut near: Vec<(f64, &Fact)> = Vec::new();
        for fact in self.composer.facts().iter().filter(|fact| tells(fact)) {
            let mentions = knowledge.dictionary.mentions(&fact.text);
            let strengths = mentions.iter().map(|mention| {
                knowledge
                    .taxonomy
                    .closeness(need.as_str(), &mention.entry.slug)
                    .strength
            });
            let strength = strengths.fold(0.0, f64::max);
            if strength > 0.0 && strength < SHOWN_MIN {
                near.push((strength, fact));
            }
        }
        near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        near.into_iter().map(|(_, fact)| fact).collect()
    }

    fn for_employer(&mut self) -> Vec<Question> {
        let mut all = Vec::new();
        let asked = self
            .requirements(true)
            .into_iter()
            .chain(self.requirements(false));
        let of_work = asked
            .filter(|(requirement, _)| requirement.required)
            .take(2)
            .collect::<Vec<_>>();
        for (requirement, demand) in of_work {
            all.extend(self.question(
                QuestionKind::ForEmployer,
                "employer.demand",
                requirement,
                demand,
                &[],
            ));
        }
        for _ in 0..OF_A_KIND {
            let text = self.text("employer", &Slots::new());
            all.extend(text.map(|text| Question {
                kind: QuestionKind::ForEmployer,
                text,
                requirements: Vec::new(),
                outlines: Vec::new(),
            }));
        }
        all
    }
}

/// True if a fact tells what someone did.
fn tells(fact: &Fact) -> bool {
    matches!(
        fact.kind,
        FactKind::Achievement | FactKind::Project | FactKind::Volunteering
    )
}
