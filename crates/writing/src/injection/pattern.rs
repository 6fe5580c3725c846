//! Patterns: parts in a row, with words between them.

use std::ops::Range;

use crate::{language::Phrases, text::Text};

/// Parts in a row, each with the most words before it.
#[derive(Debug)]
pub(super) struct Pattern {
    parts: Vec<(usize, Phrases)>,
}

impl Pattern {
    /// Reads `ignore|forget ~4 instructions|prompt*`.
    pub(super) fn read(line: &str) -> Self {
        let mut parts = Vec::new();
        for (index, part) in line.split('~').enumerate() {
            let part = part.trim();
            let (gap, phrases) = if index == 0 {
                (0, part)
            } else {
                let (gap, rest) = part.split_once(' ').unwrap_or(("0", part));
                (gap.parse().unwrap_or_default(), rest)
            };
            parts.push((gap, Phrases::of(phrases.split('|').map(str::trim))));
        }
        Self { parts }
    }

    /// All places of the pattern.
    pub(super) fn find(&self, text: &Text) -> Vec<Range<usize>> {
        let Some(((_, first), rest)) = self.parts.split_first() else {
            return Vec::new();
        };
        first
            .find(text)
            .into_iter()
            .filter_map(|(range, _)| {
                let mut end = range.end;
                for (gap, phrases) in rest {
                    let next = (end..=end + gap).find_map(|at| phrases.at(text, at))?;
                    end = next.0.end;
                }
                Some(range.start..end)
            })
            .collect()
    }
}
