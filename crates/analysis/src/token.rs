//! Splits a text into tokens.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    fold::{fold, spelled_out},
    script::has_no_spaces,
};

/// Longest word in characters; the rest of a longer one is left out.
const WORD_MAX: usize = 64;
/// Most parts of a compound that is also indexed as one word.
const PARTS_MAX: usize = 4;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A word between spaces or signs.
    Word,
    /// Two neighbouring characters of a script without spaces.
    Pair,
    /// The last character of a run in a script without spaces.
    Last,
    /// A single letter within a compound, as in `R&D`: only the compound is a word.
    Fragment,
}

/// A token: a folded word and its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The folded word.
    pub word: String,
    /// The folded word with German and Nordic letters written as two, if it has any.
    pub spelled_out: Option<String>,
    /// The kind.
    pub shape: Shape,
    /// The first byte in the text.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// Words that signs join: `Node.js`, `CI/CD`, `full-time`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compound {
    /// All parts as one folded word; `None` if nobody writes them as one.
    pub joined: Option<String>,
    /// The index of the first token.
    pub first: usize,
    /// The number of tokens.
    pub length: usize,
    /// True if the parts are alternatives rather than one name: `developer/engineer`.
    pub is_list: bool,
    /// True if only spaces are between the parts: `full stack`.
    pub is_spaced: bool,
    /// True if it is not the same name without its signs: `M&A` is not `MA`, which finds it all the same.
    pub needs_signs: bool,
}

/// The tokens of a text. The position of a token is its index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// The tokens, in the order of the text.
    pub tokens: Vec<Token>,
    /// The compounds among them.
    pub compounds: Vec<Compound>,
}

/// Splits a text into tokens.
#[must_use]
pub fn analyse(text: &str) -> Analysis {
    let mut scanner = Scanner {
        text,
        chars: text.char_indices().collect(),
        at: 0,
        found: Analysis::default(),
        open: None,
    };
    while scanner.at < scanner.chars.len() {
        scanner.step();
    }
    scanner.close();
    scanner.found
}

struct Scanner<'a> {
    text: &'a str,
    chars: Vec<(usize, char)>,
    at: usize,
    found: Analysis,
    /// The compound being read: its first token, and its connectors.
    open: Option<(usize, Vec<char>)>,
}

impl Scanner<'_> {
    fn char(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|(_, c)| *c)
    }

    fn offset(&self, index: usize) -> usize {
        self.chars
            .get(index)
            .map_or(self.text.len(), |(offset, _)| *offset)
    }

    /// The index behind the run of word characters that starts here and has the same kind of script.
    fn run_end(&self, start: usize) -> usize {
        let dense = self.char(start).is_some_and(has_no_spaces);
        let mut end = start + 1;
        while let Some(c) = self.char(end) {
            let goes_on = is_continuing(c) || (c.is_alphanumeric() && has_no_spaces(c) == dense);
            if !goes_on {
                break;
            }
            end += 1;
        }
        end
    }

    fn step(&mut self) {
        if !self.char(self.at).is_some_and(char::is_alphanumeric) {
            self.close();
            self.at += 1;
            return;
        }
        let (start, mut end) = (self.at, self.run_end(self.at));
        if self.char(start).is_some_and(has_no_spaces) {
            self.close();
            self.pairs(start, end);
            self.at = end;
            return;
        }
        end = self.word(start, end);
        self.at = end;
        // A sign that joins: exactly one, between two word characters.
        if let Some(sign) = self.char(end).and_then(connector)
            && self
                .char(end + 1)
                .is_some_and(|next| next.is_alphanumeric() && !has_no_spaces(next))
        {
            if let Some((_, signs)) = &mut self.open {
                signs.push(sign);
            }
            self.at = end + 1;
        } else {
            self.close();
        }
    }

    /// Adds the word of a run with the signs that belong to it; returns the index behind them.
    fn word(&mut self, start: usize, end: usize) -> usize {
        let (from, to) = (self.offset(start), self.offset(end));
        let original = self.text.get(from..to).unwrap_or_default();
        let mut word = shortened(fold(original));
        let (mut from, mut end) = (from, end);
        if word.is_empty() {
            return end;
        }
        let single = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        if single && let Some((signs, behind)) = self.signs(end) {
            word.push_str(&signs);
            end = behind;
        } else if word == "net"
            && start > 0
            && self.char(start - 1) == Some('.')
            && self.is_dot_net()
        {
            word.insert(0, '.');
            from = self.offset(start - 1);
        }
        if let Some(alias) = alias(&word) {
            alias.clone_into(&mut word);
        }
        if self.open.is_none() {
            self.open = Some((self.found.tokens.len(), Vec::new()));
        }
        self.found.tokens.push(Token {
            spelled_out: spelled_out(original).map(shortened),
            word,
            shape: Shape::Word,
            start: from,
            end: self.offset(end),
        });
        end
    }

    /// `.NET` alone or behind a name of its family; not the end of a host name.
    fn is_dot_net(&self) -> bool {
        if self.open.is_none() {
            return true;
        }
        let before = self.found.tokens.last().map(|token| token.word.as_str());
        matches!(before, Some("asp" | "ado" | "vb" | "ml" | "c#" | "f#"))
    }

    /// The signs of `C++`, `C#` and the like, and the index behind them.
    fn signs(&self, at: usize) -> Option<(String, usize)> {
        let sign = |index| match self.char(index) {
            Some('+' | '\u{FF0B}') => Some('+'),
            Some('#' | '\u{266F}' | '\u{FF03}') => Some('#'),
            _ => None,
        };
        let mut signs = String::new();
        let mut end = at;
        while let Some(found) = sign(end).filter(|_| end < at + 2) {
            signs.push(found);
            end += 1;
        }
        // `I+D` is two letters with a sign between them.
        let joins = signs == "+" && self.char(end).is_some_and(char::is_alphanumeric);
        (!signs.is_empty() && !joins && sign(end).is_none()).then_some((signs, end))
    }

    /// Adds the pairs of a run in a script without spaces.
    fn pairs(&mut self, start: usize, end: usize) {
        let (from, to) = (self.offset(start), self.offset(end));
        let run = self.text.get(from..to).unwrap_or_default();
        let clusters: Vec<(usize, &str)> = run.grapheme_indices(true).collect();
        for (index, (offset, cluster)) in clusters.iter().enumerate() {
            let next = clusters.get(index + 1);
            let (word, shape, stop) = next.map_or_else(
                || (fold(cluster), Shape::Last, offset + cluster.len()),
                |(behind, second)| {
                    (
                        fold(cluster) + &fold(second),
                        Shape::Pair,
                        behind + second.len(),
                    )
                },
            );
            if word.is_empty() {
                continue;
            }
            self.found.tokens.push(Token {
                word,
                spelled_out: None,
                shape,
                start: from + offset,
                end: from + stop,
            });
        }
    }

    /// Ends the compound being read.
    fn close(&mut self) {
        let Some((first, signs)) = self.open.take() else {
            return;
        };
        let length = self.found.tokens.len() - first;
        if length < 2 {
            return;
        }
        let Some(parts) = self.found.tokens.get_mut(first..) else {
            return;
        };
        let slashes = signs.iter().all(|sign| *sign == '/');
        let signed = |token: &Token| !token.word.chars().all(char::is_alphanumeric);
        let long = |token: &Token| token.word.chars().count() > 3;
        let is_list = slashes && (parts.iter().any(signed) || parts.iter().all(long));
        let numeric = parts
            .iter()
            .all(|token| token.word.chars().all(char::is_numeric));
        let is_name = length <= PARTS_MAX && !is_list && !numeric && !parts.iter().any(signed);
        let letters = |token: &Token| token.word.chars().count();
        let is_and = signs.iter().any(|sign| matches!(sign, '&' | '+'));
        let needs_signs = is_and || slashes && parts.iter().all(|token| letters(token) == 1);
        let is_short = is_and && parts.iter().map(letters).sum::<usize>() < 3;
        let joined = (is_name && !is_short)
            .then(|| shortened(parts.iter().map(|token| token.word.as_str()).collect()));
        for (index, token) in parts.iter_mut().enumerate() {
            // The sign before the first part does not exist; the one behind the last neither.
            let around = [index.checked_sub(1), Some(index)]
                .into_iter()
                .flatten()
                .filter_map(|index| signs.get(index));
            let within = around.clone().count() > 0
                && around
                    .clone()
                    .all(|sign| matches!(sign, '&' | '\'' | '.' | '+'));
            if within && is_name && letters(token) == 1 {
                token.shape = Shape::Fragment;
            }
        }
        self.found.compounds.push(Compound {
            joined,
            first,
            length,
            is_list,
            is_spaced: false,
            needs_signs,
        });
    }
}

/// Characters that do not begin a word but belong to it.
fn is_continuing(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}')
}

/// The sign in its plain form, if it joins the words around it.
const fn connector(c: char) -> Option<char> {
    Some(match c {
        '.' | '/' | '&' | '_' | '+' => c,
        '-' | '\u{2010}' | '\u{2011}' | '\u{FF0D}' => '-',
        '\'' | '\u{2018}' | '\u{2019}' | '\u{2BC}' | '\u{FF07}' | '\u{60}' | '\u{B4}' => '\'',
        _ => return None,
    })
}

/// Other spellings of names with signs.
fn alias(word: &str) -> Option<&'static str> {
    Some(match word {
        "dotnet" => ".net",
        "cpp" => "c++",
        "csharp" => "c#",
        "fsharp" => "f#",
        _ => return None,
    })
}

pub(crate) fn shortened(word: String) -> String {
    match word.char_indices().nth(WORD_MAX) {
        Some((end, _)) => word.get(..end).unwrap_or_default().to_owned(),
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::{Shape, analyse};

    /// Words, and in brackets what is joined.
    fn shown(text: &str) -> String {
        let found = analyse(text);
        let words: Vec<String> = found
            .tokens
            .iter()
            .map(|token| match token.shape {
                Shape::Fragment => format!("({})", token.word),
                _ => token.word.clone(),
            })
            .collect();
        let joined: Vec<String> = found
            .compounds
            .iter()
            .filter_map(|compound| compound.joined.clone())
            .collect();
        let joined = if joined.is_empty() {
            String::new()
        } else {
            format!(" [{}]", joined.join(" "))
        };
        words.join(" ") + &joined
    }

    #[test]
    fn texts_are_split_into_words() {
        for (text, words) in [
            ("", ""),
            ("!!! …", ""),
            ("C++ Developer", "c++ developer"),
            ("C# / F# Developer", "c# f# developer"),
            ("C Developer", "c developer"),
            ("C/C++ Developer", "c c++ developer"),
            ("C++17, C++20", "c++ 17 c++ 20"),
            ("(C++)", "c++"),
            ("C＋＋", "c++"),
            ("C♯", "c#"),
            ("C#-Entwickler", "c# entwickler"),
            (".NET Developer", ".net developer"),
            ("ASP.NET Core", "asp .net core"),
            ("dotnet", ".net"),
            ("Net Revenue", "net revenue"),
            ("see example.net", "see example net [examplenet]"),
            ("Node.js Engineer", "node js engineer [nodejs]"),
            ("NodeJS", "nodejs"),
            ("CI/CD Engineer", "ci cd engineer [cicd]"),
            ("TCP/IP", "tcp ip [tcpip]"),
            ("A/B testing", "a b testing [ab]"),
            ("UI/UX", "ui ux [uiux]"),
            ("developer/engineer", "developer engineer"),
            ("R&D Lead", "(r) (d) lead"),
            ("I+D", "(i) (d)"),
            ("AT&T", "at (t) [att]"),
            ("M&A", "(m) (a)"),
            ("O'Reilly", "(o) reilly [oreilly]"),
            ("O’Reilly", "(o) reilly [oreilly]"),
            ("l'ingénieur", "(l) ingenieur [lingenieur]"),
            ("U.S.A.", "(u) (s) (a) [usa]"),
            ("full-time", "full time [fulltime]"),
            ("C-Level", "c level [clevel]"),
            ("state-of-the-art", "state of the art [stateoftheart]"),
            ("3D Artist", "3d artist"),
            ("24/7", "24 7"),
            ("Web 2.0", "web 2 0"),
            ("k8s", "k8s"),
            ("5+ years", "5 years"),
            ("C+ grade", "c+ grade"),
            ("#rust", "rust"),
            ("end. Start", "end start"),
            ("Zu\u{308}rich", "zurich"),
            ("हिन्दी अनुवादक", "हिन्दी अनुवादक"),
            ("工程师", "工程 程师 师"),
            ("AI工程师", "ai 工程 程师 师"),
            ("エンジニア", "エン ンジ ジニ ニア ア"),
            ("개발자를 모집", "개발 발자 자를 를 모집 집"),
            ("วิศวกร", "วิศ ศว วก กร ร"),
            ("Müller_Söhne", "muller sohne [mullersohne]"),
            ("naïve—test", "naive test"),
            ("Entwickler:in", "entwickler in"),
        ] {
            assert_eq!(shown(text), words, "{text}");
        }
    }

    proptest! {
        #[test]
        fn tokens_lie_in_the_text(text in "\\PC{0,60}") {
            let found = analyse(&text);
            let mut last = 0;
            for token in &found.tokens {
                prop_assert!(text.get(token.start..token.end).is_some_and(|part| !part.is_empty()));
                prop_assert!(token.start >= last && !token.word.is_empty());
                last = token.start;
            }
            for compound in &found.compounds {
                prop_assert!(compound.first + compound.length <= found.tokens.len());
            }
        }

        #[test]
        fn composition_changes_no_word(text in "([a-zA-Zäöüéñçß .+#/&'-]|[\u{300}-\u{304}]|क|ि|์|กิ|가|が){0,40}") {
            let words = |text: &str| analyse(text).tokens.into_iter().map(|token| token.word).collect::<Vec<_>>();
            let plain = words(&text);
            prop_assert_eq!(&words(&text.nfc().collect::<String>()), &plain);
            prop_assert_eq!(&words(&text.nfd().collect::<String>()), &plain);
        }
    }
}
