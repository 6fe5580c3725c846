//! Finds the JSON-LD scripts and the canonical address of an HTML page with the tokenizer of html5ever.

use std::cell::RefCell;

use html5ever::{
    Attribute, TokenizerResult,
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind,
    },
};

/// Maximum number of scripts that are read.
const SCRIPTS_MAX: usize = 200;

/// The relevant parts of a page.
#[derive(Default)]
pub(super) struct PageContent {
    /// The texts of the scripts of type `application/ld+json`.
    pub scripts: Vec<String>,
    /// The `href` of `<link rel="canonical">`.
    pub canonical: Option<String>,
}

#[derive(Default)]
struct Sink {
    found: RefCell<PageContent>,
    /// The text of the script that is being read.
    open: RefCell<Option<String>>,
}

/// Reads a page.
pub(super) fn find(html: &str) -> PageContent {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.close();
    tokenizer.sink.found.into_inner()
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => return self.tag(&tag),
            Token::CharacterTokens(text) => {
                if let Some(open) = self.open.borrow_mut().as_mut() {
                    open.push_str(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sink {
    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        match (&*tag.name, tag.kind) {
            ("script", TagKind::StartTag) => {
                let kind = attribute(&tag.attrs, "type").unwrap_or_default();
                let kind = kind.split(';').next().unwrap_or_default().trim();
                if kind.eq_ignore_ascii_case("application/ld+json") {
                    *self.open.borrow_mut() = Some(String::new());
                }
                return TokenSinkResult::RawData(RawKind::ScriptData);
            }
            ("style" | "noscript" | "iframe" | "xmp", TagKind::StartTag)
                if &*tag.name != "noscript" =>
            {
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
            ("textarea" | "title", TagKind::StartTag) => {
                return TokenSinkResult::RawData(RawKind::Rcdata);
            }
            ("script", TagKind::EndTag) => self.close(),
            ("link", TagKind::StartTag) => {
                let rel = attribute(&tag.attrs, "rel").unwrap_or_default();
                let mut found = self.found.borrow_mut();
                if found.canonical.is_none()
                    && rel
                        .split_ascii_whitespace()
                        .any(|word| word.eq_ignore_ascii_case("canonical"))
                {
                    found.canonical = attribute(&tag.attrs, "href").map(str::to_owned);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    /// Ends the open script, if there is one.
    fn close(&self) {
        let mut found = self.found.borrow_mut();
        if let Some(text) = self.open.borrow_mut().take()
            && found.scripts.len() < SCRIPTS_MAX
        {
            found.scripts.push(text);
        }
    }
}

fn attribute<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    attributes
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| &*attribute.value)
}
