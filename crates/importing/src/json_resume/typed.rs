//! What an export adds so that a text that was typed by hand comes back as it was: with tabs, runs of spaces, spaces at the ends of its lines, and
//! characters that show nothing by themselves; and so that an entry that is there twice comes back twice.

use serde_json::{Map, Value};

use crate::text;

/// The key of an entry for what the standard's keys cannot say.
pub const OWN: &str = "careergraph";
/// The key of texts as they were typed, by the key of the cleaned text.
pub const TEXTS: &str = "texts";
/// The key of an entry that repeats an earlier one on purpose.
pub const AGAIN: &str = "again";
/// Characters that a person may type and cleaning leaves out: the soft hyphen, and spaces without width.
const KEPT: [char; 4] = ['\u{AD}', '\u{200B}', '\u{2060}', '\u{FEFF}'];

/// What an export of ours says of an entry.
#[derive(Default)]
pub struct Own {
    texts: Map<String, Value>,
    /// True if the entry repeats an earlier one on purpose.
    pub again: bool,
}

impl Own {
    /// Takes it from the keys of an entry.
    pub fn take(map: &mut Map<String, Value>) -> Self {
        let Some(Value::Object(own)) = map.get_mut(OWN) else {
            return Self::default();
        };
        let texts = match own.remove(TEXTS) {
            Some(Value::Object(texts)) => texts,
            _ => Map::new(),
        };
        let again = own.remove(AGAIN) == Some(Value::Bool(true));
        if own.is_empty() {
            map.remove(OWN);
        }
        Self { texts, again }
    }

    /// The line as it was typed, if it is still the one that was read.
    pub fn line(&self, keys: &[&str], read: String, chars_max: usize) -> String {
        let typed = self.typed(keys, &read, chars_max, text::plain_line);
        let typed = typed.filter(|typed| !typed.contains(char::is_control));
        typed.map_or(read, str::to_owned)
    }

    /// The text of several lines as it was typed, if it is still the one that was read.
    pub fn block(&self, keys: &[&str], read: String) -> String {
        let typed = self.typed(keys, &read, text::BLOCK_CHARS_MAX, text::plain_block);
        typed.map_or(read, str::to_owned)
    }

    fn typed(
        &self,
        keys: &[&str],
        read: &str,
        chars_max: usize,
        plain: fn(&str) -> String,
    ) -> Option<&str> {
        let mut texts = keys.iter().filter_map(|key| self.texts.get(*key)?.as_str());
        texts.find(|typed| {
            !read.is_empty()
                && !typed.contains('\r')
                && typed.chars().count() <= chars_max
                && plain(typed) == read
        })
    }
}

/// The text without characters that are never shown, but with those that a person may type.
pub fn allowed(raw: &str) -> String {
    let mut allowed = String::with_capacity(raw.len());
    for part in raw.split_inclusive(KEPT) {
        let kept = part.chars().next_back().filter(|c| KEPT.contains(c));
        allowed.push_str(&reading::text::visible(part));
        allowed.extend(kept);
    }
    allowed
}
