//! The words of dates: names of months, seasons, and words for the present.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// A line for each month with its names, one of words for the present, separated by bars, one of parts of a month or year, one of seasons
/// and quarters, one of days of the week, and one of their names that mean something else in other places.
const TABLE: &str = include_str!("words.tsv");

struct Words {
    months: HashMap<String, u32>,
    present: HashSet<String>,
    parts: HashSet<String>,
    seasons: HashSet<String>,
    weekdays: HashSet<String>,
    short_weekdays: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words {
        months: HashMap::new(),
        present: HashSet::new(),
        parts: HashSet::new(),
        seasons: HashSet::new(),
        weekdays: HashSet::new(),
        short_weekdays: HashSet::new(),
    };
    for (kind, names) in TABLE.lines().filter_map(|line| line.split_once('\t')) {
        match kind {
            // What is compared has no dots around it: "н.в."
            "present" => {
                let plain = |name| fold(name).trim_matches('.').to_owned();
                words.present.extend(names.split('|').map(plain));
            }
            "weekday" => words.weekdays.extend(names.split(' ').map(fold)),
            "short weekday" => words.short_weekdays.extend(names.split('|').map(fold)),
            "part" => words.parts.extend(names.split(' ').map(fold)),
            "season" => words.seasons.extend(names.split(' ').map(fold)),
            number => {
                let number = number.parse().unwrap_or_default();
                let names = names.split(' ').map(|name| (fold(name), number));
                words.months.extend(names);
            }
        }
    }
    words
});

/// Lower case without accents, with single spaces.
pub(super) fn fold(text: &str) -> String {
    if text
        .bytes()
        .all(|byte| byte.is_ascii_graphic() || byte == b' ')
    {
        let lower = text.to_ascii_lowercase();
        return lower.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && (!c.is_control() || c.is_whitespace()))
        .flat_map(char::to_lowercase)
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The month of a folded name.
pub(super) fn month(name: &str) -> Option<u32> {
    WORDS.months.get(name).copied()
}

/// True for a folded word such as `present` or `heute`.
pub(super) fn is_present(text: &str) -> bool {
    WORDS.present.contains(text)
}

/// True for a folded part of a month or year: `early`, `mid`.
pub(super) fn is_part(name: &str) -> bool {
    WORDS.parts.contains(name)
}

/// True for a folded season or quarter.
pub(super) fn is_season(name: &str) -> bool {
    WORDS.seasons.contains(name)
}

/// True for a folded day of the week.
pub(super) fn is_weekday(name: &str) -> bool {
    WORDS.weekdays.contains(name)
}

/// True for a folded name of a day of the week that may be another word elsewhere: `mar`, `so`, `ma`.
pub(super) fn is_short_weekday(name: &str) -> bool {
    WORDS.short_weekdays.contains(name)
}
