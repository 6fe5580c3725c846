//! How many tokens a text has, without the model's tokenizer. Two rules:
//!
//! - **At most** as many as it has bytes in UTF-8. A token of a byte-level tokenizer (byte-pair encoding, or SentencePiece that falls back to
//!   bytes) stands for one byte at least, whatever the language. It is what a budget reserves.
//! - **Likely** one for 4 ASCII characters, one for 2 other characters of alphabets, and one for each CJK character, kana, hangul or emoji. It is
//!   what counts when a server does not tell. For ASCII and CJK the first rule gives at most four times as much as the second.

use crate::request::Request;

/// Tokens of a request beside its texts: what marks roles, beginnings and ends of its two messages.
const FRAME: u64 = 64;
/// The first of the characters that take a token each: CJK radicals. Nearly all alphabets are before it.
const FIRST_WIDE: char = '\u{2E80}';

/// Counts the likely tokens of a text that comes in pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counter {
    ascii: u64,
    alphabetic: u64,
    wide: u64,
}

impl Counter {
    /// Adds a piece.
    pub fn add(&mut self, text: &str) {
        for c in text.chars() {
            let count = if c.is_ascii() {
                &mut self.ascii
            } else if c < FIRST_WIDE {
                &mut self.alphabetic
            } else {
                &mut self.wide
            };
            *count = count.saturating_add(1);
        }
    }

    /// The tokens of all pieces.
    #[must_use]
    pub const fn tokens(&self) -> u64 {
        let alphabets = self.ascii.div_ceil(4) + self.alphabetic.div_ceil(2);
        alphabets.saturating_add(self.wide)
    }
}

/// The likely tokens of a text.
#[must_use]
pub fn likely_tokens(text: &str) -> u64 {
    let mut counter = Counter::default();
    counter.add(text);
    counter.tokens()
}

/// The most tokens that a text can have.
#[must_use]
pub const fn tokens_at_most(text: &str) -> u64 {
    text.len() as u64
}

/// The likely tokens of a request.
#[must_use]
pub fn likely_input(request: &Request) -> u64 {
    let texts = likely_tokens(&request.system).saturating_add(likely_tokens(&request.user));
    // The frame of most models is much smaller than the most that is reserved for it.
    texts.saturating_add(FRAME / 4)
}

/// The most tokens that a request can have.
#[must_use]
pub fn input_at_most(request: &Request) -> u64 {
    let texts = tokens_at_most(&request.system).saturating_add(tokens_at_most(&request.user));
    texts.saturating_add(FRAME)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::money::Prices;

    #[test]
    fn tokens_follow_from_characters() {
        for (text, likely, at_most) in [
            ("", 0, 0),
            ("a", 1, 1),
            ("abcde", 2, 5),
            ("Größe", 2, 7),
            ("日本語", 3, 9),
            ("Привет", 3, 12),
            ("🦀", 1, 4),
        ] {
            assert_eq!(
                (likely_tokens(text), tokens_at_most(text)),
                (likely, at_most),
                "{text}"
            );
        }
    }

    /// Cuts bytes into tokens of these lengths, in turn: what a byte-level tokenizer may do, whatever it has learned.
    fn tokens(text: &str, lengths: &[usize]) -> u64 {
        let (mut left, mut count) = (text.len(), 0);
        for length in lengths.iter().cycle() {
            if left == 0 {
                break;
            }
            left = left.saturating_sub(*length);
            count += 1;
        }
        count
    }

    proptest! {
        #[test]
        fn no_request_costs_more_than_is_reserved(
            system in "[ -~\n]{0,200}",
            user in "([ -~]|[\u{4E00}-\u{9FFF}\u{3040}-\u{30FF}\u{AC00}-\u{D7A3}]|\\PC){0,200}",
            lengths in proptest::collection::vec(1_usize..9, 1..6),
            frame in 0..=FRAME,
            output in 0_u32..700,
            price: u32,
            other: u32,
        ) {
            let prices = Prices { input: price.into(), output: other.into() };
            let input = tokens(&system, &lengths) + tokens(&user, &lengths) + frame;
            let request = Request { system, user, temperature: None, tokens_max: 700, seed: 0 };
            let reserved = prices.amount_at_most(&request);
            prop_assert!(prices.cost(input, output.into()) <= reserved.micros);
            prop_assert!(input + u64::from(output) <= reserved.tokens);
        }

        #[test]
        fn what_is_reserved_is_within_four_times_of_what_is_likely(
            text in "[ -~]{0,200}|[\u{4E00}-\u{9FFF}\u{3040}-\u{30FF}\u{AC00}-\u{D7A3}]{0,200}",
        ) {
            let (likely, at_most) = (likely_tokens(&text), tokens_at_most(&text));
            prop_assert!(likely <= at_most && at_most <= 4 * likely, "{} {}", likely, at_most);
        }

        #[test]
        fn pieces_count_as_the_whole(pieces in proptest::collection::vec("\\PC{0,9}", 0..6)) {
            let mut counter = Counter::default();
            for piece in &pieces {
                counter.add(piece);
            }
            prop_assert_eq!(counter.tokens(), likely_tokens(&pieces.concat()));
        }
    }
}
