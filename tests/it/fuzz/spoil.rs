//! Mutations of a valid text: bit flips, cuts, copies, replaced words, nesting, unusual characters.

use super::random::Random;

/// Fragments that open, close, escape or end something in one of the languages of a request.
const PIECES: [&[u8]; 33] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b"(",
    b")",
    b"\"",
    b"\"\"\"",
    b"\\",
    b"\\u",
    b"\\ud800",
    b"\\udfff",
    b"#",
    b"...",
    b"$",
    b"@",
    b"!",
    b":",
    b"|",
    b"&",
    b"=",
    b"\0",
    b"\r\n",
    b"\r\n\r\n",
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"%00",
    b"--",
    b"@skip(if: true)",
];
/// Opening tokens of nested structures.
const NESTS: [&[u8]; 6] = [b"[", b"{", b"{a:", b"{a ", b"(", b"... on Query {"];

/// Mutates a text in one to three places.
pub fn bytes(random: &mut Random, text: &[u8], words: &[String]) -> Vec<u8> {
    let mut text = text.to_vec();
    for _ in 0..random.between(1, 3) {
        once(random, &mut text, words);
    }
    text
}

/// The same with a text as the result.
pub fn text(random: &mut Random, text: &str, words: &[String]) -> String {
    String::from_utf8_lossy(&bytes(random, text.as_bytes(), words)).into_owned()
}

fn once(random: &mut Random, text: &mut Vec<u8>, words: &[String]) {
    let at = random.below(text.len() + 1);
    let end = (at + random.between(1, 40)).min(text.len());
    match random.below(10) {
        0 if at < text.len() => text[at] ^= 1 << random.below(8),
        1 if at < text.len() => text[at] = random.byte(),
        2 => drop(text.drain(at..end)),
        3 => text.truncate(at),
        4 => {
            let copy = text[at..end].repeat(random.between(1, 20));
            drop(text.splice(at..at, copy));
        }
        5 | 6 => {
            let word = format!(" {} ", random.pick(words));
            drop(text.splice(at..end.min(at + random.below(12)), word.into_bytes()));
        }
        7 => {
            let nest = random.pick(&NESTS).repeat(nesting(random));
            drop(text.splice(at..at, nest));
        }
        8 if random.chance(10) => drop(text.splice(
            at..at,
            random.pick(&PIECES).repeat(random.between(1_000, 20_000)),
        )),
        _ => drop(text.splice(at..at, random.pick(&PIECES).to_vec())),
    }
}

/// Mostly near the limit; sometimes far beyond.
fn nesting(random: &mut Random) -> usize {
    if random.chance(8) {
        random.between(1_000, 30_000)
    } else {
        random.between(1, 90)
    }
}
