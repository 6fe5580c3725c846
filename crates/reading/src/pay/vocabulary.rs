//! The words and signs of pay lines, from the tables.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    currency::{CURRENCIES, Money, SHARED_NAMES},
    term::{Scale, Term},
    token::{Kind, Token},
};
use crate::words::simplified;

const TABLE: &str = include_str!("terms.tsv");
/// Codes that are also words, and count in capital letters only.
const WORD_CODES: &[&str] = &[
    "TRY", "MAD", "PEN", "GEL", "ALL", "BAM", "MOP", "NAD", "ISK", "DOP", "GHS",
];
/// Endings of words for something beside the pay: "Jahresbonus", "Wechselprämie".
const EXTRAS: &[&str] = &[
    "bonus",
    "boni",
    "pramie",
    "pramien",
    "zulage",
    "zuschuss",
    "pauschale",
    "provision",
];

/// The meaning of a phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    Term(Term),
    Money(Money),
}

/// A phrase of the tables.
#[derive(Debug)]
struct Phrase {
    /// Its words, folded; those with `=` as written but for case.
    words: Vec<String>,
    /// True for an abbreviation, which a full stop may follow.
    dotted: bool,
    /// True if it counts only after "per" or a slash.
    bound: bool,
    meaning: Meaning,
}

impl Phrase {
    /// True for a unit that is one letter.
    const fn is_letter(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Term(Term::Scale(Scale { letter: true, .. }))
        )
    }
}

/// The words and signs of all tables.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    by_first: HashMap<String, Vec<Phrase>>,
    unspaced: Vec<(String, bool, Meaning)>,
    /// Names that count as written.
    exact: HashMap<&'static str, Money>,
    signs: Vec<(&'static str, Money)>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::load);

impl Vocabulary {
    pub(super) fn get() -> &'static Self {
        &VOCABULARY
    }

    fn load() -> Self {
        let mut all = Self::default();
        for currency in CURRENCIES.values() {
            let money = Money::Code(currency.code);
            all.exact.insert(currency.code, money);
            currency
                .names
                .split('|')
                .for_each(|name| all.add_name(name, money));
        }
        for shared in SHARED_NAMES.iter() {
            let money = Money::Shared(shared);
            shared
                .names
                .split('|')
                .for_each(|name| all.add_name(name, money));
        }
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        for (kind, phrases) in lines.filter_map(|line| line.split_once('\t')) {
            let Some((term, bound)) = Term::parse(kind, |name| all.named(name)) else {
                continue;
            };
            phrases
                .split('|')
                .for_each(|phrase| all.add(phrase, bound, Meaning::Term(term)));
        }
        for phrases in all.by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        all.unspaced
            .sort_by_key(|(text, ..)| std::cmp::Reverse(text.len()));
        all.signs
            .sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
        all
    }

    fn add_name(&mut self, name: &'static str, money: Money) {
        if name.is_empty() {
            return;
        }
        let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '=' | '\'');
        let unspaced = name.chars().any(is_east);
        if !name.chars().all(letters) && !unspaced {
            self.signs.push((name, money));
        } else if name.chars().any(char::is_uppercase) {
            self.exact.insert(name.trim_end_matches('.'), money);
        } else {
            self.add(name, false, Meaning::Money(money));
        }
    }

    fn add(&mut self, phrase: &str, bound: bool, meaning: Meaning) {
        if phrase.chars().any(is_east) {
            self.unspaced
                .push((phrase.replace(' ', ""), bound, meaning));
            return;
        }
        let dotted = phrase.ends_with('.');
        let words: Vec<String> = phrase
            .split([' ', '-'])
            .map(|word| word.trim_end_matches('.'))
            .map(|word| {
                if word.starts_with('=') {
                    word.to_owned()
                } else {
                    simplified(word)
                }
            })
            .collect();
        if let Some(first) = words
            .first()
            .map(|word| word.trim_start_matches('=').to_owned())
        {
            self.by_first.entry(first).or_default().push(Phrase {
                words,
                dotted,
                bound,
                meaning,
            });
        }
    }

    fn named(&self, name: &str) -> Option<Money> {
        let sign = || {
            self.signs
                .iter()
                .find(|(sign, _)| *sign == name)
                .map(|(_, money)| *money)
        };
        self.exact.get(name).copied().or_else(sign)
    }

    /// The unit of "12 LPA".
    pub(super) fn lakh() -> Term {
        let money = Some(Money::Code("INR"));
        Term::Scale(Scale {
            by: 100_000,
            east: false,
            letter: false,
            money,
        })
    }

    /// A currency's sign that a text begins with, and its length.
    pub(super) fn sign(&self, text: &str) -> Option<(Money, usize)> {
        let begins = |sign: &str| {
            let Some((head, after)) = text.split_at_checked(sign.len()) else {
                return false;
            };
            let ends = match sign.chars().last() {
                Some('/' | '.') => after
                    .trim_start_matches(['.', ' '])
                    .starts_with(|c: char| c.is_ascii_digit()),
                Some(c) if c.is_alphabetic() => !after.starts_with(char::is_alphanumeric),
                _ => true,
            };
            head.eq_ignore_ascii_case(sign) && ends
        };
        self.signs
            .iter()
            .find(|(sign, _)| begins(sign))
            .map(|(sign, money)| (*money, sign.len()))
    }

    /// A term of a script without spaces that a text begins with, and its length. `bound`: "per" or a slash is before.
    pub(super) fn unspaced(&self, text: &str, bound: bool) -> Option<(Meaning, usize)> {
        self.unspaced
            .iter()
            .filter(|(_, is_bound, _)| bound || !is_bound)
            .find(|(term, ..)| text.starts_with(term))
            .map(|(term, _, meaning)| (*meaning, term.len()))
    }

    /// The longest phrase that begins at a token, and the position after it.
    pub(super) fn phrase(
        &self,
        tokens: &[Token],
        at: usize,
        bound: bool,
    ) -> Option<(Meaning, usize)> {
        let first = tokens.get(at)?;
        let lower = first.raw.to_lowercase();
        let by_key = |key: &str| self.by_first.get(key).map_or(&[][..], Vec::as_slice);
        let other = if lower == first.folded {
            &[][..]
        } else {
            by_key(&first.folded)
        };
        // "15L", and the unit of "45 T€".
        let counts = at
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .is_some_and(|before| matches!(before.kind, Kind::Number(_)))
            || tokens
                .get(at + 1)
                .is_some_and(|next| next.glued && matches!(next.kind, Kind::Money(_)));
        let found = by_key(&lower)
            .iter()
            .chain(other)
            .filter(|phrase| bound || !phrase.bound)
            .filter(|phrase| !phrase.is_letter() || counts)
            .filter_map(|phrase| Some((phrase, ends(phrase, tokens, at)?)))
            .max_by_key(|(phrase, _)| {
                (
                    phrase.words.len(),
                    phrase.is_letter(),
                    phrase.bound,
                    phrase.words.iter().any(|word| word.starts_with('=')),
                )
            });
        if let Some((phrase, end)) = found.filter(|(phrase, _)| phrase.words.len() > 1) {
            return Some((phrase.meaning, end));
        }
        if let Some(money) = self.code(&first.raw) {
            let dot = tokens
                .get(at + 1)
                .is_some_and(|next| next.kind == Kind::Dot && next.glued)
                && matches!(
                    tokens.get(at + 2),
                    Some(Token {
                        kind: Kind::Number(_) | Kind::Slash,
                        ..
                    })
                );
            return Some((Meaning::Money(money), at + 1 + usize::from(dot)));
        }
        found.map(|(phrase, end)| (phrase.meaning, end))
    }

    /// A code in capital letters, a name as written, or a usual code in any letters.
    fn code(&self, raw: &str) -> Option<Money> {
        self.exact.get(raw).copied().or_else(|| {
            let upper = raw.to_ascii_uppercase();
            let currency = CURRENCIES.get(upper.as_str())?;
            (currency.is_usual() && !WORD_CODES.contains(&currency.code))
                .then_some(Money::Code(currency.code))
        })
    }

    /// True for a word of the tables.
    pub(super) fn knows(&self, raw: &str, folded: &str) -> bool {
        let single = |key: &str| {
            self.by_first.get(key).is_some_and(|phrases| {
                phrases
                    .iter()
                    .any(|phrase| phrase.words.len() == 1 && !phrase.bound)
            })
        };
        self.code(raw).is_some()
            || single(&raw.to_lowercase())
            || single(folded)
            || self.scaled(raw).is_some()
    }

    /// "kEUR", "TCHF", "tkr": a unit and a currency in one word.
    pub(super) fn scaled(&self, raw: &str) -> Option<(Term, Money)> {
        let (unit, name) = raw.split_at_checked(1)?;
        let by = match unit {
            "k" | "K" | "t" | "T" => 1_000,
            "m" | "M" => 1_000_000,
            _ => return None,
        };
        let kronor = || {
            let is_kr = name.eq_ignore_ascii_case("kr");
            is_kr
                .then(|| self.sign(":-").map(|(money, _)| money))
                .flatten()
        };
        let usual = |name: &str| {
            name.len() == 3 && (name == name.to_uppercase() || raw == raw.to_lowercase())
        };
        let money = if usual(name) { self.code(name) } else { None }.or_else(kronor)?;
        Some((
            Term::Scale(Scale {
                by,
                east: false,
                letter: false,
                money: None,
            }),
            money,
        ))
    }

    /// True for a compound word for something beside the pay.
    pub(super) fn ends_in_extra(folded: &str) -> bool {
        EXTRAS.iter().any(|extra| folded.ends_with(extra))
    }
}

/// The position after a phrase, if it begins at a token. Points and hyphens may be between its words.
fn ends(phrase: &Phrase, tokens: &[Token], at: usize) -> Option<usize> {
    let mut end = at;
    for (index, word) in phrase.words.iter().enumerate() {
        if index > 0 {
            let joins = |token: &Token| token.glued && matches!(token.kind, Kind::Dot | Kind::Dash);
            end += usize::from(tokens.get(end).is_some_and(joins));
        }
        let token = tokens.get(end).filter(|token| token.kind == Kind::Word)?;
        let same = match word.strip_prefix('=') {
            Some(written) => token.raw.to_lowercase() == written,
            None => token.folded == *word,
        };
        if !same {
            return None;
        }
        end += 1;
    }
    let dot = |token: &Token| token.glued && token.kind == Kind::Dot;
    let letters =
        phrase.words.len() > 1 && phrase.words.iter().all(|word| word.chars().count() == 1);
    Some(end + usize::from((phrase.dotted || letters) && tokens.get(end).is_some_and(dot)))
}

/// True for characters of scripts without spaces between words.
pub(super) fn is_east(c: char) -> bool {
    matches!(c, '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E4E}' | '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}'
        | '\u{3130}'..='\u{318F}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}')
}
