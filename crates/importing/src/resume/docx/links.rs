//! Links of a document: their addresses are kept, and texts such as `See my work` are no words of their paragraph.

use super::story::Walk;
use crate::{address, resume::calls};

/// The most links.
const LINKS_MAX: usize = 100;

impl Walk<'_> {
    /// Begins a link.
    pub(super) fn open_link(&mut self, url: Option<String>) {
        self.link(url.as_ref());
        if let Some(paragraph) = self.paragraphs.last_mut() {
            let from = paragraph.text.len();
            paragraph.open.push((url, from));
        }
    }

    /// Keeps an address.
    pub(super) fn link(&mut self, url: Option<&String>) {
        let Some(url) = url else { return };
        if self.story.links.len() < LINKS_MAX {
            self.story.links.push(url.clone());
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.url.get_or_insert_with(|| url.clone());
        }
    }

    /// Takes a text such as `See my work` out of its paragraph: the address says what it is.
    pub(super) fn close_link(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        let Some((Some(url), from)) = paragraph.open.pop() else {
            return;
        };
        let Some((before, text)) = paragraph.text.split_at_checked(from) else {
            return;
        };
        if let Some(shown) = address::web(text.trim()).filter(|shown| *shown != url) {
            self.story.texts.push(shown);
        }
        if calls::is_call(text) {
            paragraph.text = before.to_owned();
            paragraph.calls += 1;
        }
    }

    /// A field with a link: `HYPERLINK "https://brink.example"`.
    pub(super) fn field(&mut self, text: &str) {
        let address = text.trim_start().strip_prefix("HYPERLINK");
        let quoted = address.and_then(|rest| rest.split('"').nth(1));
        let Some(url) = quoted.and_then(address::web) else {
            return;
        };
        self.link(Some(&url));
        let open = self.paragraphs.last_mut().and_then(|it| it.open.last_mut());
        if let Some((target, _)) = open {
            *target = Some(url);
        }
    }
}
