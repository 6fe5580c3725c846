//! The mix of queries: kinds, and the questions of each, which differ from each other.

use serde_json::{Value, json};

use crate::{
    data::{city, invent},
    random::Random,
    words::{FIELDS, NOUNS, SKILLS},
};

/// Questions of each kind that are asked before any is measured.
pub const WARM: usize = 3;

/// A kind of query.
#[derive(Clone, Copy)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub what: &'static str,
    ask: fn(&mut Random, usize) -> Question,
}

/// A part of a query.
#[derive(Clone)]
pub enum Term {
    /// A word.
    Word(String),
    /// Words that follow each other.
    Phrase(String),
    /// A word that must not occur.
    Not(String),
    /// Words that begin with this.
    Beginning(String),
}

/// A filter.
#[derive(Clone, Default)]
pub struct Narrow {
    /// A country of a place.
    pub country: Option<&'static str>,
    /// On site, hybrid or remote.
    pub mode: Option<&'static str>,
    /// The label of a skill.
    pub skill: Option<&'static str>,
    /// A city, and kilometres around it.
    pub near: Option<(&'static str, u32)>,
}

/// A query.
#[derive(Clone, Default)]
pub struct Question {
    /// The words.
    pub terms: Vec<Term>,
    /// The filter.
    pub narrow: Narrow,
    /// NEWEST, PAY or DISTANCE; relevance, if it is empty.
    pub order: &'static str,
    /// Pages that are read.
    pub pages: usize,
    /// The share of the postings that match, if it is known to be large.
    pub share: Option<f64>,
    /// True if the words are replaced because none matches, which the hand-written statement does not do.
    pub is_corrected: bool,
}

/// All kinds.
pub const KINDS: [Kind; 19] = [
    kind("LIST", "no word", |_, _| plain(Vec::new())),
    kind(
        "FILTER",
        "no word; country and mode or skill",
        |random, _| {
            let mut question = plain(Vec::new());
            question.narrow = filter(random);
            question
        },
    ),
    kind("RARE", "a rare word", |random, among| {
        plain(vec![Term::Word(rare(random, among))])
    }),
    kind("TENTH", "a word of every tenth title", |random, _| {
        noun(random)
    }),
    kind("ALL", "a word of all postings", |random, _| Question {
        share: Some(1.0),
        ..plain(vec![Term::Word(
            random
                .pick(&["team", "looks", "tasks", "profile", "know"])
                .to_owned(),
        )])
    }),
    kind("TWO", "two words", |random, _| {
        let mut question = noun(random);
        question
            .terms
            .push(Term::Word(random.pick(&SKILLS).to_lowercase()));
        question.share = Some(0.01);
        question
    }),
    kind(
        "NARROW",
        "a frequent word; country and mode or skill",
        |random, _| {
            let mut question = noun(random);
            question.narrow = filter(random);
            question.share = None;
            question
        },
    ),
    kind("PHRASE", "a phrase of titles", |random, _| {
        plain(vec![Term::Phrase(title(random))])
    }),
    kind("NOT", "a frequent word without another", |random, _| {
        let mut question = noun(random);
        question
            .terms
            .push(Term::Not(random.pick(&SKILLS).to_lowercase()));
        question
    }),
    kind(
        "BEGIN",
        "the beginning of a frequent word, *",
        |random, _| {
            let noun = random.pick(&NOUNS).to_lowercase();
            Question {
                share: Some(0.08),
                ..plain(vec![Term::Beginning(noun.chars().take(5).collect())])
            }
        },
    ),
    kind(
        "TYPED",
        "a rare word without its last letters",
        |random, among| {
            let mut word = rare(random, among);
            word.truncate(word.len().saturating_sub(2).max(4));
            Question {
                is_corrected: true,
                ..plain(vec![Term::Word(word)])
            }
        },
    ),
    kind(
        "TYPO",
        "a rare word with two letters swapped, and another",
        |random, among| {
            let mut word: Vec<char> = rare(random, among).chars().collect();
            let middle = word.len() / 2;
            word.swap(middle, middle.saturating_sub(1));
            Question {
                is_corrected: true,
                ..plain(vec![
                    Term::Word(word.into_iter().collect()),
                    Term::Word("team".to_owned()),
                ])
            }
        },
    ),
    kind(
        "NEAR",
        "no word; around a city, nearest first",
        |random, _| {
            let mut question = plain(Vec::new());
            question.narrow.near = Some((city(random), 20 + u32::from(random.percent(50)) * 180));
            question.order = "DISTANCE";
            question
        },
    ),
    kind("AROUND", "a frequent word; around a city", |random, _| {
        let mut question = noun(random);
        question.narrow.near = Some((city(random), 50));
        question.share = None;
        question
    }),
    kind("PAY", "no word; country, highest pay first", |random, _| {
        let mut question = plain(Vec::new());
        question.narrow.country = Some(random.pick(&COUNTRIES));
        question.order = "PAY";
        question
    }),
    kind(
        "PAYWORD",
        "a frequent word, highest pay first",
        |random, _| Question {
            order: "PAY",
            ..noun(random)
        },
    ),
    kind("DATE", "a frequent word, newest first", |random, _| {
        Question {
            order: "NEWEST",
            ..noun(random)
        }
    }),
    kind("SCRIPT", "German and Chinese words", |random, _| {
        let word = random.pick(&[
            "straßenbauer",
            "krankenpflegerin",
            "lagerlogistik",
            "工程师",
            "分析师",
            "看護師",
        ]);
        plain(vec![Term::Word(word.to_owned())])
    }),
    kind("DEEP", "a frequent word, five pages", |random, _| {
        Question {
            pages: 5,
            ..noun(random)
        }
    }),
];

const COUNTRIES: [&str; 6] = ["GB", "DE", "US", "FR", "PT", "AT"];

const fn kind(
    name: &'static str,
    what: &'static str,
    ask: fn(&mut Random, usize) -> Question,
) -> Kind {
    Kind { name, what, ask }
}

fn plain(terms: Vec<Term>) -> Question {
    Question {
        terms,
        pages: 1,
        ..Question::default()
    }
}

fn noun(random: &mut Random) -> Question {
    Question {
        share: Some(0.08),
        ..plain(vec![Term::Word(random.pick(&NOUNS).to_lowercase())])
    }
}

fn title(random: &mut Random) -> String {
    format!("{} {}", random.pick(&FIELDS), random.pick(&NOUNS)).to_lowercase()
}

fn filter(random: &mut Random) -> Narrow {
    let by_skill = random.percent(50);
    Narrow {
        country: Some(random.pick(&COUNTRIES)),
        mode: (!by_skill).then(|| random.pick(&["REMOTE", "HYBRID", "ONSITE"])),
        skill: by_skill.then(|| random.pick(&SKILLS)),
        near: None,
    }
}

/// The rarest word of one of the postings, long enough for a typing error.
fn rare(random: &mut Random, among: usize) -> String {
    loop {
        let word = invent(random.below(among), among).rare;
        if word.chars().count() >= 6 {
            return word;
        }
    }
}

/// Questions of a kind, the same in every run.
pub fn questions(kind: &Kind, number: usize, among: usize) -> Vec<Question> {
    let mut random = Random::new(kind.name.bytes().map(u64::from).sum());
    (0..number)
        .map(|_| (kind.ask)(&mut random, among))
        .collect()
}

impl Question {
    /// The variables of the operation. Spaces before a query change nothing but that no other operation has the same.
    pub fn variables(&self, number: usize) -> Value {
        let words = self.terms.iter().map(|term| match term {
            Term::Word(word) => word.clone(),
            Term::Phrase(words) => format!("\"{words}\""),
            Term::Not(word) => format!("-{word}"),
            Term::Beginning(word) => format!("{word}*"),
        });
        let words = words.collect::<Vec<_>>().join(" ");
        let narrow = &self.narrow;
        json!({
            "query": format!("{}{words}", " ".repeat(number % 100)),
            "order": Some(self.order).filter(|order| !order.is_empty()),
            "filter": {
                "countries": narrow.country.map(|country| [country]),
                "remoteModes": narrow.mode.map(|mode| [mode]),
                "skills": narrow.skill.map(|skill| [skill]),
                "near": narrow.near.map(|(place, km)| json!({ "place": place, "radiusKm": km })),
            },
        })
    }
}
