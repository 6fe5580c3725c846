//! Words that stand where the end of a span should: `2019 – whenever`.

use super::{
    dated::{Of, dates, is_whole, title_parts},
    line::Line,
    span::Span,
    study,
    words::title_score,
};

/// The most words that can stand for the end of a span.
const OPEN_WORDS_MAX: usize = 3;

/// What stands alone behind a date and a dash: `2019 – whenever`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenEnd {
    /// The words.
    pub text: String,
    /// True if they were read as a name, as the entry has no other.
    pub is_name: bool,
}

/// What stands alone where the end of a span should. Where the names of the entry are around it, it is none of them, and taken from what is
/// beside the dates.
pub(super) fn open_end(
    lines: &[Line],
    free: usize,
    at: usize,
    span: &mut Span,
    of: Of,
) -> Option<OpenEnd> {
    let behind = std::mem::take(&mut span.behind);
    let text = behind
        .split([',', ':', '|'])
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_owned();
    let is_lower = text.starts_with(char::is_lowercase);
    let is_alone =
        text.split_whitespace().count() <= OPEN_WORDS_MAX && (is_lower || text == behind);
    let is_named =
        || (title_score(&text) > 1 || title_score(&text) < 0) || study::names_study(&text);
    if text.is_empty() || !is_alone || title_parts(&text) > 1 || is_named() || span.rest.is_empty()
    {
        return None;
    }
    let above = lines.get(free..at).unwrap_or_default();
    let below = lines
        .get(at + 1)
        .filter(|next| !next.gap && !next.is_bullet());
    let is_named = above.len() > 1
        || above.last().is_some_and(|last| is_whole(&last.text))
        || below.is_some_and(|next| is_whole(&next.text) && dates(next, of).is_none());
    let is_name = !span.inside && !is_named && !is_lower;
    if let Some(rest) = span.rest.strip_suffix(behind.as_str()).filter(|_| !is_name) {
        let more = behind.get(text.len()..).unwrap_or_default();
        let signs = [',', ':', '|', ' '];
        let (rest, more) = (rest.trim_end_matches(signs), more.trim_start_matches(signs));
        let sign = if rest.is_empty() || more.is_empty() {
            ""
        } else {
            ", "
        };
        span.rest = format!("{rest}{sign}{more}");
    }
    let text = text.trim_matches(['(', ')']).to_owned();
    Some(OpenEnd { text, is_name })
}
