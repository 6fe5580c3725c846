//! The mode of work that a field, the name of a place or a title states: on site, hybrid or remote.
//!
//! Rules: hybrid outranks remote, and remote outranks on site, where several are named. A negated mode does not count; "no remote" means
//! on site, "not remote" leaves it open. Some days or a share of the week ("2 days remote") are hybrid. In a title a word counts only if it
//! names no field of work ("Remote Sensing", "Hybrid Cloud", "Distributed Systems").

mod title;

use std::sync::LazyLock;

use crate::{
    negation::{is_negated, is_negator},
    phrases::{Hit, Phrases},
    words::{Gap, Set, Word, parse, simplified, spaced},
};

/// The mode of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// At the employer's site.
    Onsite,
    /// Partly at the employer's site.
    Hybrid,
    /// From elsewhere.
    Remote,
}

/// The meaning of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Term {
    Hybrid,
    Remote,
    /// Remote, and no field of work.
    SureRemote,
    /// Remote where a place is named.
    RemotePlace,
    /// Remote, or the name of a head office or of a ministry.
    HomeOffice,
    Onsite,
}

const TABLE: &str = include_str!("words.tsv");

static TERMS: LazyLock<Phrases<Term>> = LazyLock::new(|| {
    Phrases::parse(TABLE, |name| {
        Some(match name {
            "HYBRID" => Term::Hybrid,
            "REMOTE" => Term::Remote,
            "SURE_REMOTE" => Term::SureRemote,
            "REMOTE_PLACE" => Term::RemotePlace,
            "HOME_OFFICE" => Term::HomeOffice,
            "ONSITE" => Term::Onsite,
            _ => return None,
        })
    })
});

/// Terms of scripts without spaces between words, and terms that contain one but mean something else.
const UNSPACED: &[(&str, Term)] = &[
    ("ハイブリッド", Term::Hybrid),
    ("混合办公", Term::Hybrid),
    ("하이브리드", Term::Hybrid),
    ("リモートワーク", Term::Remote),
    ("フルリモート", Term::Remote),
    ("在宅勤務", Term::Remote),
    ("远程办公", Term::Remote),
    ("远程工作", Term::Remote),
    ("遠端工作", Term::Remote),
    ("재택근무", Term::Remote),
    ("원격근무", Term::Remote),
    ("出社", Term::Onsite),
    ("现场办公", Term::Onsite),
];

/// The same where the text is about nothing but the place of work: a place or a field, unlike a title ("リモートセンシング").
const UNSPACED_PLACE: &[(&str, Term)] = &[
    ("一部リモート", Term::Hybrid),
    ("部分远程", Term::Hybrid),
    ("リモート", Term::Remote),
    ("在宅", Term::Remote),
    ("远程", Term::Remote),
    ("遠端", Term::Remote),
    ("居家办公", Term::Remote),
    ("재택", Term::Remote),
    ("원격", Term::Remote),
];
/// Behind a term they deny it: "リモート不可".
const UNSPACED_NEGATORS: &[&str] = &["不可", "なし", "無し", "불가", "없음"];

/// Units of a part of the week or of the month: "2 days remote".
const DAYS: Set = Set(
    "day days d x times tag tage tagen jour jours dia dias giorno giorni dag dagen dage dagar dni dzien paivaa",
);
/// Words that take a mode away again: it is not the usual one.
const FOR_A_WHILE: Set = Set("temporarily temporary initially vorubergehend temporairement covid");

/// The modes that a text names.
#[derive(Clone, Debug, Default)]
struct Named {
    modes: Vec<Mode>,
    /// "No remote": then it is on site.
    no_remote: bool,
}

impl Named {
    /// Hybrid outranks remote, and remote outranks on site.
    fn mode(&self) -> Option<Mode> {
        let ranked = [Mode::Hybrid, Mode::Remote, Mode::Onsite];
        let named = ranked.into_iter().find(|mode| self.modes.contains(mode));
        named.or(self.no_remote.then_some(Mode::Onsite))
    }

    fn add(&mut self, mode: Mode) {
        self.modes.push(mode);
    }
}

/// The mode that a field for it states: "Hybrid", `OnSite`, "100% remote".
#[must_use]
pub fn of_field(text: &str) -> Option<Mode> {
    of_place(&spaced(text))
}

/// The mode in the name of a place: "Berlin (Hybrid)", "Remote - US", "Berlin (no remote)".
#[must_use]
pub fn of_place(text: &str) -> Option<Mode> {
    let words = parse(text);
    let mut named = Named::default();
    unspaced(text, UNSPACED, &mut named);
    unspaced(text, UNSPACED_PLACE, &mut named);
    for hit in TERMS.all(&words) {
        let place = hit.value != Term::HomeOffice || alone_or_first(&words, hit);
        if place {
            note(&mut named, &words, hit);
        }
    }
    named.mode()
}

/// The mode in a title: "Engineer (Remote)", "Remote Software Engineer".
#[must_use]
pub fn of_title(text: &str) -> Option<Mode> {
    let words = parse(text);
    let mut named = Named::default();
    unspaced(text, UNSPACED, &mut named);
    for hit in TERMS.all(&words) {
        if title::counts(&words, hit) {
            note(&mut named, &words, hit);
        }
    }
    named.mode()
}

/// The mode of a posting: what its own field states, else what its places say, else its title, else a flag "is remote", which boards also
/// set for hybrid work.
#[must_use]
pub fn settle<'a>(
    field: Option<&str>,
    places: impl IntoIterator<Item = &'a str>,
    title: &str,
    is_remote: bool,
) -> Option<Mode> {
    let in_places = || {
        let mut named = Named::default();
        for mode in places.into_iter().filter_map(of_place) {
            named.add(mode);
        }
        named.mode()
    };
    field
        .and_then(of_field)
        .or_else(in_places)
        .or_else(|| of_title(title))
        .or_else(|| is_remote.then_some(Mode::Remote))
}

fn note(named: &mut Named, words: &[Word], hit: Hit<Term>) {
    let mode = match hit.value {
        Term::Hybrid => Mode::Hybrid,
        Term::Onsite => Mode::Onsite,
        Term::Remote | Term::SureRemote | Term::RemotePlace | Term::HomeOffice => Mode::Remote,
    };
    let around = |index: Option<usize>| {
        index
            .and_then(|index| words.get(index))
            .is_some_and(|word| FOR_A_WHILE.has(&word.folded))
    };
    if around(hit.at.checked_sub(1)) || around(Some(hit.end)) {
        return;
    }
    if is_negated(words, hit.at, hit.end) {
        // "Not fully remote" may be hybrid; "no remote" and "remote is not possible" are not.
        let whole = words
            .get(hit.at.saturating_sub(3)..hit.at)
            .unwrap_or_default()
            .iter()
            .chain(words.get(hit.at..hit.end).unwrap_or_default())
            .any(|word| {
                matches!(
                    word.folded.as_str(),
                    "fully" | "full" | "100" | "not" | "nicht" | "reine" | "reines"
                )
            });
        named.no_remote |= mode == Mode::Remote && !whole;
        return;
    }
    match share(words, hit) {
        Some(0) if mode == Mode::Remote => named.no_remote = true,
        Some(1..100) => named.add(Mode::Hybrid),
        _ => named.add(mode),
    }
}

/// The share of the week beside a mode, in percent: "2 days remote", "remote (50%)", "3 jours de télétravail". None if none is named.
fn share(words: &[Word], hit: Hit<Term>) -> Option<u8> {
    let number = |index: usize| -> Option<u8> {
        let word = words.get(index)?;
        word.folded.parse().ok().filter(|number| *number <= 100)
    };
    let is_day = |index: usize| words.get(index).is_some_and(|word| DAYS.has(&word.folded));
    let from = hit.at.saturating_sub(5);
    let until = (hit.end + 5).min(words.len());
    let days = (from..until).find_map(|index| {
        let joined = || words.get(index).and_then(|word| joined_days(&word.folded));
        let count = number(index)
            .filter(|_| is_day(index + 1))
            .or_else(joined)?;
        let near = index >= hit.end
            || words
                .get(index + 1..hit.at)
                .is_some_and(|between| between.iter().all(|word| word.gap != Gap::Break));
        near.then_some(count)
    });
    match days {
        Some(0) => return Some(0),
        Some(1..=4) => return Some(count_to_percent()),
        _ => {}
    }
    let before = hit.at.checked_sub(1).and_then(number);
    before
        .or_else(|| number(hit.end).filter(|_| !is_day(hit.end + 1)))
        .filter(|percent| *percent == 0 || *percent >= 10)
}

/// "2j", "3d", "2x": the number of days written with its unit.
fn joined_days(word: &str) -> Option<u8> {
    let count = word.strip_suffix(['j', 'd', 't', 'x'])?;
    count.parse().ok().filter(|count| *count <= 7)
}

/// Any part of the week counts the same.
const fn count_to_percent() -> u8 {
    50
}

/// "Home office" alone, or first: not "Chicago Home Office", which is a head office.
fn alone_or_first(words: &[Word], hit: Hit<Term>) -> bool {
    let first = words
        .get(hit.at)
        .is_some_and(|word| matches!(word.gap, Gap::Start | Gap::Break | Gap::Slash));
    let negated = hit
        .at
        .checked_sub(1)
        .is_some_and(|before| is_negator(words, before));
    first || negated
}

fn unspaced(text: &str, terms: &[(&str, Term)], named: &mut Named) {
    let folded = simplified(text);
    for (term, value) in terms {
        let Some((_, rest)) = folded.split_once(&simplified(term)) else {
            continue;
        };
        let rest = rest.trim_start();
        let denied = UNSPACED_NEGATORS
            .iter()
            .any(|negator| rest.starts_with(&simplified(negator)));
        match value {
            Term::Remote if denied => named.no_remote = true,
            _ if denied => {}
            Term::Hybrid => named.add(Mode::Hybrid),
            Term::Onsite => named.add(Mode::Onsite),
            _ => named.add(Mode::Remote),
        }
    }
}

#[cfg(test)]
mod tests;
