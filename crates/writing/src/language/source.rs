//! The form of the files of words: sections, `[name]`, with entries on lines or between `|`. In a section `[name w]`, entries are single words
//! between spaces. An entry may have a value: `six=6`. Lines with `#` are left out.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Phrases;

/// The sections of a file.
pub(super) struct Source {
    sections: FxHashMap<&'static str, Vec<&'static str>>,
}

impl Source {
    pub(super) fn parse(text: &'static str) -> Self {
        let mut sections: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        let (mut name, mut single) = ("", false);
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(head) = line
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'))
            {
                (name, single) = head
                    .strip_suffix(" w")
                    .map_or((head, false), |name| (name, true));
                continue;
            }
            let entries = sections.entry(name).or_default();
            if single {
                entries.extend(line.split_whitespace());
            } else {
                entries.extend(
                    line.split('|')
                        .map(str::trim)
                        .filter(|entry| !entry.is_empty()),
                );
            }
        }
        Self { sections }
    }

    pub(super) fn entries(&self, name: &str) -> impl Iterator<Item = &'static str> + '_ {
        self.sections.get(name).into_iter().flatten().copied()
    }

    /// The lines of a section with entries between spaces.
    pub(super) fn families(text: &'static str, name: &str) -> Vec<Vec<String>> {
        let head = format!("[{name}]");
        let lines = text
            .lines()
            .map(str::trim)
            .skip_while(|line| *line != head)
            .skip(1);
        lines
            .take_while(|line| !line.starts_with('['))
            .filter(|line| !line.is_empty())
            .map(|line| line.split_whitespace().map(analysis::fold).collect())
            .collect()
    }

    pub(super) fn set(&self, name: &str) -> FxHashSet<String> {
        self.entries(name).map(analysis::fold).collect()
    }

    pub(super) fn phrases(&self, name: &str) -> Phrases {
        Phrases::of(self.entries(name))
    }

    /// Words with a value of a type.
    pub(super) fn values<T: std::str::FromStr>(&self, name: &str) -> FxHashMap<String, T> {
        self.entries(name)
            .filter_map(|entry| {
                let (word, value) = entry.split_once('=')?;
                Some((analysis::fold(word), value.parse().ok()?))
            })
            .collect()
    }
}
