//! Converts HTML to safe Markdown: sanitised first, converted after.
//! The text is untrusted: scripts, unsafe links, invisible characters and extreme nesting are removed.

use std::{borrow::Cow, sync::LazyLock};

use ammonia::{Builder, UrlRelative};
use htmd::{
    HtmlToMarkdown,
    options::{BulletListMarker, Options},
};
use url::Url;

mod hidden;

pub use self::hidden::HIDDEN_CHARS_MAX;
use crate::text::{cut, html_of_plain, unescape, visible};

/// Maximum length of a description.
pub const DESCRIPTION_CHARS_MAX: usize = 100_000;
/// Maximum length of the HTML; the rest is cut off.
const HTML_CHARS_MAX: usize = 400_000;
/// Above this number of tags only the text is kept: the HTML parser is quadratic in open tags.
const TAGS_MAX: usize = 3_000;
/// Above this number of markup characters they are dropped: the parser is also quadratic in entities.
const MARKS_MAX: usize = 10_000;
/// Above this nesting depth only the text is kept: the converter is recursive.
const DEPTH_MAX: usize = 100;
/// Above this size of one tag only the text is kept: the parser compares each attribute with all others.
const TAG_BYTES_MAX: usize = 20_000;

/// Allowed tags: paragraphs, headings, lists, emphasis, tables and links. Not code, whose text is left unescaped in Markdown.
const TAGS: [&str; 32] = [
    "a",
    "article",
    "b",
    "blockquote",
    "br",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "section",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Tags whose content is no text of the page.
const WITHOUT_CONTENT: [&str; 9] = [
    "script", "style", "title", "noscript", "template", "iframe", "svg", "math", "textarea",
];

/// Keeps these tags, and the addresses of links.
fn keeping(tags: impl IntoIterator<Item = &'static str>) -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(tags.into_iter().collect())
        .clean_content_tags(WITHOUT_CONTENT.into_iter().collect())
        .tag_attributes(
            [("a", ["href"].into_iter().collect())]
                .into_iter()
                .collect(),
        )
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .url_relative(UrlRelative::Deny)
        .link_rel(None);
    builder
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = keeping(TAGS);
    builder.attribute_filter(|_, _, value| link_target(value).map(Cow::Owned));
    builder
});

static CONVERTER: LazyLock<HtmlToMarkdown> = LazyLock::new(|| {
    let options = Options {
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        ..Options::default()
    };
    HtmlToMarkdown::builder().options(options).build()
});

/// A text as readers of its page see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markdown {
    /// The text, in normal form C.
    pub text: String,
    /// The first [`HIDDEN_CHARS_MAX`] characters of words that the page hides from its readers; none if it hides nothing.
    pub hidden: Option<String>,
}

/// Converts HTML to Markdown. Of HTML that is expensive to parse only the text is read, hidden or not.
#[must_use]
pub fn markdown(html: &str) -> Markdown {
    let html = cut(html, HTML_CHARS_MAX);
    let (clean, hidden) = if is_abusive(html) {
        (html_of_plain(&without_tags(html)), String::new())
    } else {
        let (shown, hidden) = hidden::take(html);
        let clean = SANITISER.clean(&shown).to_string();
        let tagged = hidden::tagged(&clean);
        (
            visible(&clean),
            hidden::words(&format!("{hidden} {tagged}")),
        )
    };
    let clean = if depth(&clean) > DEPTH_MAX {
        html_of_plain(&without_tags(&clean))
    } else {
        clean
    };
    let converted = CONVERTER.convert(&clean);
    let markdown = inert(&without_blank_runs(&converted.unwrap_or_default()));
    Markdown {
        text: cut(markdown.trim(), DESCRIPTION_CHARS_MAX)
            .trim_end()
            .to_owned(),
        hidden: Some(hidden).filter(|hidden| !hidden.is_empty()),
    }
}

/// At most one empty line between paragraphs; employers use empty paragraphs as spacing.
fn without_blank_runs(markdown: &str) -> String {
    let mut kept = String::with_capacity(markdown.len());
    let mut blank = false;
    for line in markdown.lines() {
        let empty = line.trim().is_empty();
        if !(empty && blank) {
            kept.push_str(if empty { "" } else { line });
            kept.push('\n');
        }
        blank = empty;
    }
    kept
}

/// Removes tags, autolinks and images from the Markdown. The converter escapes within one text node, so these can still be formed by two:
/// `&lt;<i>script&gt;</i>`, or an exclamation mark before a link.
fn inert(markdown: &str) -> String {
    let mut inert = String::with_capacity(markdown.len());
    let mut escaped = false;
    let mut rest = markdown.chars();
    while let Some(c) = rest.next() {
        let next = rest.as_str().chars().next();
        let acts = match c {
            '<' => next
                .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '!' => next == Some('['),
            _ => false,
        };
        if acts && !escaped {
            inert.push('\\');
        }
        inert.push(c);
        escaped = c == '\\' && !escaped;
    }
    inert
}

/// The URL, normalised by the URL standard, with characters encoded that could end a Markdown link.
fn link_target(href: &str) -> Option<String> {
    let url = Url::parse(href.trim())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https" | "mailto"))?;
    let mut target = String::from(url);
    for (character, code) in [
        ('\\', "%5C"),
        ('(', "%28"),
        (')', "%29"),
        ('[', "%5B"),
        (']', "%5D"),
        ('<', "%3C"),
        ('>', "%3E"),
        (' ', "%20"),
    ] {
        target = target.replace(character, code);
    }
    Some(target)
}

/// True for HTML that no author writes and that is expensive to parse.
fn is_abusive(html: &str) -> bool {
    let long_tag = || {
        html.split('<').skip(1).any(|tag| {
            tag.split('>')
                .next()
                .is_some_and(|inside| inside.len() > TAG_BYTES_MAX)
        })
    };
    tag_count(html) > TAGS_MAX || mark_count(html) > MARKS_MAX || long_tag()
}

fn mark_count(html: &str) -> usize {
    html.matches(['<', '&']).count()
}

fn tag_count(html: &str) -> usize {
    html.split('<')
        .skip(1)
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        .count()
}

/// The nesting depth of well-formed HTML.
fn depth(html: &str) -> usize {
    let mut depth: usize = 0;
    let mut deepest = 0;
    for tag in html.split('<').skip(1) {
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !(tag.starts_with("br") || tag.starts_with("hr")) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The text between the tags.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut parts = html.split('<');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        text.push(' ');
        text.push_str(part.split_once('>').map_or("", |(_, after)| after));
    }
    let text = unescape(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    if mark_count(&text) > MARKS_MAX {
        text.replace(['<', '>', '&'], "")
    } else {
        text
    }
}

#[cfg(test)]
mod tests;
