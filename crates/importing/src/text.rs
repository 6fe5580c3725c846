//! Cleans text of files: normal form C, entities of HTML decoded once, line breaks kept, no control or invisible characters, length.

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::{HashMap, HashSet},
};

use reading::text::{decode, visible};
use unicode_normalization::UnicodeNormalization as _;

use crate::report::{FindingKind, Notes};

/// Maximum length of one line: titles, companies, schools.
pub const LINE_CHARS_MAX: usize = 200;
/// Maximum length of names: skills, languages, names of people.
pub const NAME_CHARS_MAX: usize = 100;
/// Maximum length of a headline; LinkedIn's own limit.
pub const HEADLINE_CHARS_MAX: usize = 220;
/// Maximum length of a text with several lines.
pub const BLOCK_CHARS_MAX: usize = 5_000;
/// Maximum length of a cell that a finding repeats.
pub const QUOTE_CHARS_MAX: usize = 60;

/// One line with single spaces, entities decoded once. It is not cut.
#[must_use]
pub fn line(raw: &str) -> String {
    plain_line(&decode(raw))
}

/// The same as [`line()`] for text that has no entities, such as Markdown or the text of a page.
#[must_use]
pub fn plain_line(raw: &str) -> String {
    let shown = shown(raw);
    let mut line = String::with_capacity(shown.len());
    for word in shown.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Several lines, entities decoded once. Line breaks and indentation are kept, white space at the end of lines is not.
#[must_use]
pub fn block(raw: &str) -> String {
    plain_block(&decode(raw))
}

/// The same as [`block()`] for text that has no entities.
#[must_use]
pub fn plain_block(raw: &str) -> String {
    let shown = shown(raw);
    let lines = shown.lines().map(|line| line.trim_end().replace('\t', " "));
    let text = lines.collect::<Vec<_>>().join("\n");
    text.trim_matches('\n').trim_end().to_owned()
}

/// The words of a text, without the signs between them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// The same with one space between two.
pub(crate) fn bare(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}

/// The words of lists, by the place of the list in memory.
type Lists = HashMap<(*const u8, usize), HashSet<&'static str>>;

thread_local! {
    /// A set is made of a list when it is first asked for: lists are long, and each word of a file is looked for in many.
    static LISTS: RefCell<Lists> = RefCell::default();
}

/// True for a word of a list with white space between two.
pub(crate) fn is_listed(list: &'static str, word: &str) -> bool {
    LISTS.with_borrow_mut(|lists| {
        let set = lists.entry((list.as_ptr(), list.len()));
        let set = set.or_insert_with(|| list.split_whitespace().collect());
        set.contains(word)
    })
}

/// Lower case without accents, as words are compared that people also write without them: `EXPERIENCE`, `Swiatlo`.
pub(crate) fn unaccented(raw: &str) -> String {
    let plain = |c: char| match c {
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        c => c,
    };
    let lower = raw.to_lowercase();
    if lower.is_ascii() {
        return lower;
    }
    lower
        .nfd()
        .filter(
            |c| !matches!(c, '\u{300}'..='\u{304}' | '\u{306}'..='\u{30C}' | '\u{327}' | '\u{328}'),
        )
        .map(plain)
        .nfc()
        .collect()
}

/// A cell as a finding repeats it: one short line.
#[must_use]
pub fn quote(raw: &str) -> String {
    let line = line(raw);
    match cut(&line, QUOTE_CHARS_MAX) {
        Cow::Borrowed(whole) => whole.to_owned(),
        Cow::Owned(cut) => format!("{cut}…"),
    }
}

/// Names as a finding lists them, each as a quotation: `"one", "two" and 3 more`.
#[must_use]
pub fn quoted_list<T: AsRef<str>>(texts: &[T], most: usize) -> String {
    let first = texts.iter().take(most);
    let quoted: Vec<String> = first
        .map(|text| format!("\"{}\"", quote(text.as_ref())))
        .collect();
    let quoted = quoted.join(", ");
    match texts.len().saturating_sub(most) {
        0 => quoted,
        more => format!("{quoted} and {more} more"),
    }
}

/// True for a cell that says that there is nothing: no text, signs alone, `N/A` or `null`.
#[must_use]
pub fn is_blank(raw: &str) -> bool {
    if raw.chars().take(4).any(|c| c.is_ascii_alphanumeric()) && raw.len() > 12 {
        return false;
    }
    let line = line(raw).to_lowercase();
    let signs = |c: char| matches!(c, '-' | '–' | '—' | '.' | '_' | '?' | '/' | '*' | ' ');
    line.chars().all(signs)
        || matches!(
            line.as_str(),
            "n/a" | "na" | "null" | "undefined" | "#n/a" | "nan" | "k. a." | "k.a."
        )
}

/// What takes a text, and how long that may be.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// What takes it: `an application`.
    pub holder: &'static str,
    /// The most characters.
    pub chars_max: usize,
}

impl Room {
    /// The text, or its first characters with a finding that names it.
    #[must_use]
    pub fn fit(&self, text: String, name: &str, notes: &mut Notes<'_>) -> String {
        self.fit_before(text, "", name, notes)
    }

    /// The same with another text behind it, which stays if the first one is cut.
    #[must_use]
    pub fn fit_before(
        &self,
        text: String,
        rest: &str,
        name: &str,
        notes: &mut Notes<'_>,
    ) -> String {
        let rest_chars = rest.chars().count();
        let whole = match cut(&text, self.chars_max.saturating_sub(rest_chars)) {
            Cow::Borrowed(_) => text,
            Cow::Owned(cut) => {
                // How long it is, is not said: a reader may have cut the line before.
                let message = format!(
                    "{name} is longer than the {} characters that {} takes. The rest was cut; shorten it if that matters.",
                    self.chars_max, self.holder
                );
                notes.add(FindingKind::Cut, message);
                cut
            }
        };
        whole + rest
    }
}

/// The text without characters that were lost before the file was written; a finding names them.
#[must_use]
pub fn whole(text: String, name: &str, notes: &mut Notes<'_>) -> String {
    if !text.contains(char::REPLACEMENT_CHARACTER) {
        return text;
    }
    let message = format!(
        "{name} has characters that were lost before this file was written. They are left out; complete the text."
    );
    notes.add(FindingKind::Encoding, message);
    text.replace(char::REPLACEMENT_CHARACTER, "")
}

/// The text as the profile takes it, or its first characters with a finding that names it. Also names characters that were lost.
#[must_use]
pub fn fit(text: String, chars_max: usize, name: &str, notes: &mut Notes<'_>) -> String {
    let holder = "the profile";
    let text = whole(text, name, notes);
    Room { holder, chars_max }.fit(text, name, notes)
}

/// A cleaned line of at most [`LINE_CHARS_MAX`] characters.
#[must_use]
pub fn fit_line(raw: &str, name: &str, notes: &mut Notes<'_>) -> String {
    fit(line(raw), LINE_CHARS_MAX, name, notes)
}

/// A cleaned line of at most [`NAME_CHARS_MAX`] characters.
#[must_use]
pub fn fit_name(raw: &str, name: &str, notes: &mut Notes<'_>) -> String {
    fit(line(raw), NAME_CHARS_MAX, name, notes)
}

/// A cleaned text of at most [`BLOCK_CHARS_MAX`] characters.
#[must_use]
pub fn fit_block(raw: &str, name: &str, notes: &mut Notes<'_>) -> String {
    fit(block(raw), BLOCK_CHARS_MAX, name, notes)
}

/// Borrowed if the text is short enough, owned if it was cut.
pub(crate) fn cut(text: &str, chars_max: usize) -> Cow<'_, str> {
    let end = text.char_indices().nth(chars_max).map(|(end, _)| end);
    match end.and_then(|end| text.get(..end)) {
        Some(start) => Cow::Owned(start.trim_end().to_owned()),
        None => Cow::Borrowed(text),
    }
}

/// All ways to break a line become `\n`, invisible characters are removed.
fn shown(raw: &str) -> String {
    let is_break = |c: char| {
        matches!(
            c,
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    if raw.contains(is_break) {
        visible(&raw.replace("\r\n", "\n").replace(is_break, "\n"))
    } else {
        visible(raw)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::Report;

    #[test]
    fn cleaning_keeps_what_is_text() {
        let lines = [
            ("  two\t words\r\n here ", "two words here"),
            ("R&amp;amp;D &lt;40", "R&amp;D <40"),
            ("A\u{202E}B\u{7}C\u{200B}", "ABC"),
            ("e\u{301}", "é"),
            ("9:41\u{202F}AM", "9:41 AM"),
        ];
        for (raw, expected) in lines {
            assert_eq!(line(raw), expected, "{raw:?}");
        }
        let blocks = [
            ("a  \r\n\r\n  b\rc\u{2028}d\n\n", "a\n\n  b\nc\nd"),
            ("soft\u{B}break &quot;x&quot;", "soft\nbreak \"x\""),
            ("\n \n", ""),
        ];
        for (raw, expected) in blocks {
            assert_eq!(block(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn names_beyond_the_most_are_counted() {
        let names = ["a", "b\nc", "d"];
        assert_eq!(quoted_list(&names, 3), r#""a", "b c", "d""#);
        assert_eq!(quoted_list(&names, 2), r#""a", "b c" and 1 more"#);
        assert_eq!(quoted_list::<&str>(&[], 2), "");
    }

    #[test]
    fn cut_text_is_named() {
        let mut report = Report::default();
        let mut notes = report.at("a.csv", Some(3));
        assert_eq!(fit_line(&"x".repeat(200), "Title", &mut notes).len(), 200);
        assert_eq!(fit_line(&"x".repeat(201), "Title", &mut notes).len(), 200);
        assert_eq!(fit_name("M\u{FFFD}ller", "Name", &mut notes), "Mller");
        let kinds: Vec<_> = report.findings.iter().map(|found| found.kind).collect();
        assert_eq!(kinds, [FindingKind::Cut, FindingKind::Encoding]);
        assert_eq!(report.findings[0].row, Some(3));
        assert!(
            report.findings[0]
                .message
                .starts_with("Title is longer than the 200 characters that the profile takes")
        );
    }

    proptest! {
        #[test]
        fn clean_text_stays_as_it_is(raw in any::<String>()) {
            let once = plain_block(&raw);
            prop_assert_eq!(&plain_block(&once), &once);
            let once = plain_line(&raw);
            prop_assert_eq!(&plain_line(&once), &once);
            prop_assert!(!once.chars().any(char::is_control));
        }
    }
}
