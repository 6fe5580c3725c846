//! A text as parts of items: the words that carry its meaning, each with the preposition before it.

use std::ops::Range;

use super::role::{
    beginning, ends, is_abbreviated, is_free, is_mute, may_be_verb, tells_an_effect,
};
use crate::{
    knowledge::Knowledge,
    language::{Language, Words, verb_root},
    quantity,
    text::{Text, Token},
};

/// A word, a number, or the name of a skill.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub tokens: Range<usize>,
    pub meaning: Meaning,
    /// The preposition before it, by the group of prepositions that mean the same.
    pub preposition: Option<&'static str>,
    pub part: usize,
    pub marks: Vec<Mark>,
}

/// What an item is besides its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It makes what is around it smaller: "helped".
    Limit,
    /// It denies something.
    Denial,
    /// "a month", behind a number.
    Rate,
    /// It may be left out.
    Filler,
    /// It is written in small letters.
    Small,
    /// "every month", "monthly": it says how often.
    Often,
    /// "every month"
    Every,
    /// It follows an article: it is no verb.
    Named,
    /// It follows "a": it is one.
    One,
    /// It follows words that are not of the fact: its preposition is theirs.
    Apart,
    /// It is the first of the text, which has a capital letter anyway.
    First,
}

impl Item {
    pub(crate) fn is(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    /// "under guidance", "without success": the whole is not true without it.
    pub(crate) fn binds(&self) -> bool {
        matches!(self.preposition, Some("under" | "without"))
    }
}

/// What an item means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meaning {
    Number(f64),
    /// Its id, and its name as folded words.
    Skill(String, String),
    /// The folded word, its stem, and what it means in all its forms.
    Word {
        folded: String,
        stem: String,
        form: Option<&'static str>,
        /// The root of a verb, in languages whose verbs have particles.
        root: Option<String>,
    },
}

impl Meaning {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => (left - right).abs() < 1e-9,
            (Self::Skill(left, _), Self::Skill(right, _)) => left == right,
            // A name may be known as one in some texts only: "Jenkins".
            (Self::Skill(_, name), Self::Word { folded, .. })
            | (Self::Word { folded, .. }, Self::Skill(_, name)) => folded == name,
            (
                Self::Word {
                    folded,
                    stem,
                    form,
                    root,
                },
                Self::Word {
                    folded: other,
                    stem: other_stem,
                    form: other_form,
                    root: other_root,
                },
            ) => {
                let has_form = form.is_some() && form == other_form;
                let has_root = root.is_some() && root == other_root;
                folded == other || stem == other_stem || has_form || has_root
            }
            _ => false,
        }
    }

    pub(crate) const fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }
}

/// A text, read as parts: what stands between signs and conjunctions.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub items: Vec<Item>,
    /// How each part begins.
    pub beginnings: Vec<Beginning>,
    /// The parts that follow from what is before them: "which cut costs", "and so cut costs".
    pub effects: Vec<usize>,
}

/// How a part begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// With a sign, or a conjunction of time or place.
    #[default]
    New,
    /// With "and": what limits the part before limits it, too.
    And,
    /// With "but": it takes back something of the part before.
    But,
    /// With "if" or "when": the part beside it holds only then.
    If,
}

impl Parts {
    pub(crate) fn read(raw: &str, language: &Language, knowledge: &Knowledge<'_>) -> Self {
        let words = language.words();
        let text = Text::read(raw, |suffix| quantity::is_suffix(suffix, words));
        let skills: Vec<_> = knowledge.mentions(raw, &text).collect();
        let mut parts = Self {
            items: Vec::new(),
            beginnings: vec![Beginning::New],
            effects: Vec::new(),
        };
        let (mut preposition, mut at) = (None, 0);
        while let Some(token) = text.tokens.get(at) {
            let skill = skills.iter().find(|(tokens, _)| tokens.start == at);
            let word = token.folded.as_str();
            if token.gap.parts() && !is_abbreviated(&text, at, words) {
                parts.end(&text, at, words);
                parts.end_with(preposition, &text, at, words);
                parts.begin(Beginning::New);
                preposition = None;
            }
            if let Some((tokens, entry)) = skill {
                let name: Vec<&str> = tokens.clone().map(|at| text.word(at)).collect();
                let meaning = Meaning::Skill(entry.slug.clone(), name.join(" "));
                parts.add(tokens.clone(), meaning, &mut preposition);
                parts.mark(&text, tokens.start, words);
                at = tokens.end;
                continue;
            }
            let is_effect = tells_an_effect(&text, at, words);
            // "an app that was downloaded"
            let is_relative =
                words.relatives.contains(word) && words.being.contains(text.word(at + 1));
            let begins = is_relative.then_some(Beginning::New);
            if let Some(beginning) = begins.or_else(|| beginning(word, words)) {
                parts.end(&text, at, words);
                parts.end_with(preposition, &text, at, words);
                parts.begin(beginning);
                // "after he left": a relation to the part before.
                preposition = words.prepositions.get(word).copied();
            } else if words.particles.contains(word) && ends(&text, at + 1, words) {
                // It is of its verb: see `end`.
            } else if let Some(group) = words.prepositions.get(word) {
                preposition = Some(*group);
            } else if !is_effect && !is_free(&text, at, words) && !is_mute(token) {
                let is_verbal = at == 0 || !token.is_capital();
                let meaning = meaning(token, words, is_verbal);
                parts.add(at..at + 1, meaning, &mut preposition);
                parts.mark(&text, at, words);
            }
            if is_effect {
                parts.effects.push(parts.last());
            }
            at += 1;
        }
        parts.end(&text, at, words);
        parts.end_with(preposition, &text, at, words);
        parts
    }

    /// The part that is being read.
    fn last(&self) -> usize {
        self.beginnings.len().saturating_sub(1)
    }

    /// A preposition that is all of a part says something: "in Yorkshire and beyond".
    fn end_with(
        &mut self,
        preposition: Option<&'static str>,
        text: &Text,
        at: usize,
        words: &Words,
    ) {
        let before = at.checked_sub(1).and_then(|before| text.tokens.get(before));
        let part = self.last();
        let is_empty = self.items.last().is_none_or(|item| item.part < part);
        if let Some(token) = before.filter(|_| part > 0 && is_empty && preposition.is_some()) {
            let is_preposition = words.prepositions.contains_key(&token.folded);
            let begins = beginning(&token.folded, words).is_some();
            if is_preposition && !begins && !words.particles.contains(&token.folded) {
                self.add(at - 1..at, meaning(token, words, false), &mut None);
            }
        }
    }

    /// Ends a part before a token: a particle at its end belongs to its verb.
    fn end(&mut self, text: &Text, at: usize, words: &Words) {
        let particle = text.word_before(at);
        if !words.particles.contains(particle) {
            return;
        }
        // "baute Küchen und Treppen ein": the verb of parts that "and" joins.
        let mut first = self.last();
        while self.beginnings.get(first) == Some(&Beginning::And) && !self.has_verb(first, words) {
            first = first.saturating_sub(1);
        }
        let mut verbs = self
            .items
            .iter_mut()
            .filter(|item| item.part == first && may_be_verb(item, words));
        if let Some(Item {
            meaning:
                Meaning::Word {
                    folded,
                    stem,
                    form,
                    root,
                },
            ..
        }) = verbs.next()
        {
            *folded = format!("{particle}{folded}");
            *stem = words.stemmer.key(folded);
            *form = words.forms.get(folded.as_str()).copied();
            *root = verb_root(folded, words);
        }
    }

    fn has_verb(&self, part: usize, words: &Words) -> bool {
        self.of_part(part).any(|item| may_be_verb(item, words))
    }

    /// True if there is an item with the meaning of this one.
    pub(crate) fn has(&self, item: &Item) -> bool {
        let mut items = self.items.iter();
        items.any(|one| one.meaning.is_same(&item.meaning))
    }

    /// The items of a part.
    pub(crate) fn of_part(&self, part: usize) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.part == part)
    }

    fn begin(&mut self, beginning: Beginning) {
        let last = self.last();
        let is_empty = self.items.last().is_none_or(|item| item.part < last);
        match self.beginnings.last_mut() {
            // A sign and a conjunction: ", but"
            Some(known) if is_empty && (last > 0 || beginning == Beginning::If) => {
                *known = beginning;
            }
            _ if is_empty => {}
            _ => self.beginnings.push(beginning),
        }
    }

    fn add(
        &mut self,
        tokens: Range<usize>,
        meaning: Meaning,
        preposition: &mut Option<&'static str>,
    ) {
        self.items.push(Item {
            tokens,
            meaning,
            preposition: preposition.take(),
            part: self.last(),
            marks: Vec::new(),
        });
    }

    /// What the last item is besides its meaning.
    fn mark(&mut self, text: &Text, at: usize, words: &Words) {
        let word = text.word(at);
        let before = text.word_before(at);
        let behind_number = self.items.iter().rev().skip(1).take(3);
        let behind_number = behind_number
            .into_iter()
            .any(|item| item.meaning.is_number());
        let Some(item) = self.items.last_mut() else {
            return;
        };
        let often = words.frequency.contains(before) || words.every.contains(before);
        let rate = words.frequency.contains(word) || (often && words.spans.contains_key(word));
        let is_small = text.tokens.get(at).is_some_and(|token| !token.is_capital());
        let marks = [
            (Mark::Limit, words.limits.at(text, at).is_some()),
            (Mark::Denial, words.denials.at(text, at).is_some()),
            (
                Mark::Rate,
                rate && behind_number && item.preposition.is_none(),
            ),
            (Mark::Filler, words.fillers.contains(word)),
            (Mark::Often, rate),
            (Mark::Every, words.every.contains(before)),
            (Mark::Named, words.articles.contains(before)),
            (Mark::One, words.one.contains(before)),
            (Mark::Small, is_small),
            (Mark::First, at == 0),
        ];
        let marks = marks.into_iter().filter(|(_, is)| *is);
        item.marks = marks.map(|(mark, _)| mark).collect();
    }
}

fn meaning(token: &Token, words: &Words, may_be_verb: bool) -> Meaning {
    let word = token.folded.as_str();
    let written = token
        .literal
        .as_ref()
        .and_then(|literal| literal.value(words.decimal));
    let in_words = || {
        words
            .ones
            .get(word)
            .or_else(|| words.tens.get(word))
            .copied()
    };
    if let Some(value) = written.or_else(in_words) {
        return Meaning::Number(value);
    }
    Meaning::Word {
        folded: word.to_owned(),
        stem: words.stemmer.key(word),
        form: words.forms.get(word).copied(),
        root: may_be_verb.then(|| verb_root(word, words)).flatten(),
    }
}
