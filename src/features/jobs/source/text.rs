//! A board's HTML as Markdown that is safe to show and to send on: sanitised first, converted after.
//! The text is a stranger's: scripts, odd links, invisible characters and absurd nesting all end here.

use std::{borrow::Cow, sync::LazyLock};

use ammonia::{Builder, UrlRelative};
use htmd::{
    HtmlToMarkdown,
    options::{BulletListMarker, Options},
};
use url::Url;

/// The longest description kept.
pub const DESCRIPTION_CHARS_MAX: usize = 100_000;
/// The longest HTML looked at; the rest is cut off.
const HTML_CHARS_MAX: usize = 400_000;
/// Above this many tags only the text is read: the HTML parser's work grows with the square of open tags.
const TAGS_MAX: usize = 3_000;
/// Above this many markup characters they are dropped: the parser's work grows with the square of entities, too.
const MARKS_MAX: usize = 10_000;
/// Above this nesting only the text is read: the converter calls itself per level.
const DEPTH_MAX: usize = 100;
/// Above this size of one tag only the text is read: the parser compares each attribute with all others.
const TAG_BYTES_MAX: usize = 20_000;

/// Paragraphs, headings, lists, emphasis, tables and links. No code, whose text Markdown leaves unescaped.
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

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.into_iter().collect())
        .clean_content_tags(
            [
                "script", "style", "title", "noscript", "template", "iframe", "svg", "math",
                "textarea",
            ]
            .into_iter()
            .collect(),
        )
        .tag_attributes(
            [("a", ["href"].into_iter().collect())]
                .into_iter()
                .collect(),
        )
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .url_relative(UrlRelative::Deny)
        .link_rel(None)
        .attribute_filter(|_, _, value| link_target(value).map(Cow::Owned));
    builder
});

/// HTML as Markdown.
#[must_use]
pub fn markdown(html: &str) -> String {
    let html = cut(html, HTML_CHARS_MAX);
    let clean = if is_monstrous(html) {
        html_of_plain(&without_tags(html))
    } else {
        visible(&SANITISER.clean(html).to_string())
    };
    let clean = if depth(&clean) > DEPTH_MAX {
        html_of_plain(&without_tags(&clean))
    } else {
        clean
    };
    let options = Options {
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        ..Options::default()
    };
    let converted = HtmlToMarkdown::builder()
        .options(options)
        .build()
        .convert(&clean);
    let markdown = inert(&without_blank_runs(&converted.unwrap_or_default()));
    cut(markdown.trim(), DESCRIPTION_CHARS_MAX)
        .trim_end()
        .to_owned()
}

/// Plain text as HTML with its paragraphs and lines.
#[must_use]
pub fn html_of_plain(text: &str) -> String {
    let escaped = escape(&visible(text)).replace("\r\n", "\n");
    let paragraphs = escaped
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty());
    paragraphs
        .flat_map(|paragraph| {
            [
                "<p>".to_owned(),
                paragraph.replace('\n', "<br>"),
                "</p>".to_owned(),
            ]
        })
        .collect()
}

/// Plain text as one line: no controls, single spaces, cut to a length.
#[must_use]
pub fn line(text: &str, chars_max: usize) -> String {
    // Boards escape names now and then; as plain text these four are harmless.
    let text = text
        .replace("&nbsp;", " ")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    let line = visible(&text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    cut(&line, chars_max).trim_end().to_owned()
}

/// HTML that came escaped as text (Greenhouse), as HTML. Left alone if it holds tags already.
#[must_use]
pub fn unescape(html: &str) -> Cow<'_, str> {
    if tag_count(html) > 0 || !html.contains('&') {
        return Cow::Borrowed(html);
    }
    // The ampersand last, so that "&amp;lt;" stays a written "<".
    let html = html
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    Cow::Owned(html)
}

/// Text for use within HTML.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The text without what can't be seen: controls, text direction marks, tag characters that smuggle words to a language model.
/// Joiners stay: Persian words and emoji need them.
fn visible(text: &str) -> String {
    let hidden = |c: char| {
        let control = c.is_control() && !matches!(c, '\n' | '\t' | '\r');
        let direction = matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        let blank = matches!(c, '\u{00AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}');
        control || direction || blank || matches!(c, '\u{E0000}'..='\u{E007F}')
    };
    text.chars().filter(|c| !hidden(*c)).collect()
}

/// One empty line at most between paragraphs; employers space theirs with empty ones.
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

/// The Markdown without tags, autolinks or images. The converter escapes within one piece of text, so these may still come
/// together from two: `&lt;<i>script&gt;</i>`, or an exclamation mark before a link.
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

/// The address in the form of the URL standard, with the characters encoded that could end a Markdown link.
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

/// Whether the HTML is of a kind that no one writes and parsers choke on.
fn is_monstrous(html: &str) -> bool {
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

/// The deepest nesting of well-formed HTML.
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

fn cut(text: &str, chars_max: usize) -> &str {
    text.char_indices()
        .nth(chars_max)
        .and_then(|(end, _)| text.get(..end))
        .unwrap_or(text)
}
