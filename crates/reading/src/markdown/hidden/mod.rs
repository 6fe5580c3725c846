//! Takes out of HTML what its page shows to nobody: `display: none`, transparent or tiny letters, letters in the colour of the page, and text beyond its
//! edges. Only the attributes of the elements are read; no style sheet is applied.

mod style;

use std::{borrow::Cow, sync::LazyLock};

use ammonia::Builder;

use self::style::{Look, mark};
use super::{TAGS, keeping, link_target};
use crate::text::{cut, decode, letter_of_tag};

/// The most characters of hidden words that are kept.
pub const HIDDEN_CHARS_MAX: usize = 500;
/// Without any of these words, in lower case, HTML hides nothing.
const HINTS: [&str; 10] = [
    "hidden",
    "display",
    "visibility",
    "opacity",
    "font-size",
    "color",
    "indent",
    "position",
    "clip",
    "overflow",
];
/// Tags that may carry a style, besides those that a description may have.
const OTHER_TAGS: [&str; 28] = [
    "address",
    "aside",
    "big",
    "button",
    "center",
    "code",
    "del",
    "details",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "header",
    "ins",
    "label",
    "main",
    "mark",
    "nav",
    "pre",
    "s",
    "small",
    "strike",
    "sub",
    "summary",
    "sup",
    "tfoot",
    "u",
];
/// Elements without an end.
const VOID: [&str; 2] = ["br", "hr"];

/// Writes well-formed HTML, in which each `style` is what [`mark`] makes of it.
static MARKER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = keeping(TAGS.into_iter().chain(OTHER_TAGS));
    builder
        .generic_attributes(
            ["style", "hidden", "color", "bgcolor"]
                .into_iter()
                .collect(),
        )
        .attribute_filter(|_, attribute, value| {
            Some(Cow::Owned(match attribute {
                "style" => mark(value),
                "color" => mark(&format!("color:{value}")),
                "bgcolor" => mark(&format!("background:{value}")),
                "hidden" => String::new(),
                _ => link_target(value)?,
            }))
        });
    builder
});

/// The HTML without what nobody sees, and the texts of that, still escaped.
pub(super) fn take(html: &str) -> (Cow<'_, str>, String) {
    let lower = html.to_ascii_lowercase();
    if !HINTS.iter().any(|hint| lower.contains(hint)) {
        return (Cow::Borrowed(html), String::new());
    }
    let marked = MARKER.clean(html).to_string();
    let (mut shown, mut hidden) = (String::with_capacity(marked.len()), String::new());
    let mut open: Vec<Look> = Vec::new();
    let mut parts = marked.split('<');
    shown.push_str(parts.next().unwrap_or_default());
    // Marks and addresses have no angle brackets, and those of texts are escaped: each part begins with a tag.
    for part in parts {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let before = open.last().copied().unwrap_or_default();
        let is_void = VOID.contains(&name(tag));
        let is_end = tag.starts_with('/');
        if is_end {
            open.pop();
        } else if !is_void {
            open.push(before.within(tag));
        }
        let now = open.last().copied().unwrap_or_default();
        let owner = if is_end { before } else { now };
        if owner.is_seen() {
            shown.extend(["<", tag, ">"]);
        }
        if now.is_seen() {
            shown.push_str(text);
        } else {
            hidden.extend([" ", text]);
        }
    }
    (Cow::Owned(shown), hidden)
}

/// The letters that tag characters stand for (Unicode 16, block Tags). Those of emoji, which follow a black flag, are none.
pub(super) fn tagged(text: &str) -> String {
    let mut letters = String::new();
    let mut of_flag = false;
    for c in text.chars() {
        match letter_of_tag(c) {
            Some(letter) if !of_flag => letters.push(letter),
            Some(_) => {}
            None => of_flag = c == '\u{1F3F4}',
        }
    }
    letters
}

/// The first words, on one line.
pub(super) fn words(html: &str) -> String {
    let text = decode(html);
    let words: Vec<&str> = text.split_whitespace().collect();
    cut(&words.join(" "), HIDDEN_CHARS_MAX)
        .trim_end()
        .to_owned()
}

fn name(tag: &str) -> &str {
    tag.split([' ', '/']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
