//! What the hand-written statements ask the index for: the keys of words, in the languages of the engines (docs/adr/0010).

use analysis::{Language, Shape, analyse};

/// The levels of the rank (docs/SEARCH.md): for each of two words title, company, skills and places, title as typed, and beginning of the
/// title; for both, that they follow each other in the title.
pub const POINTS: [u32; 11] = [16, 8, 4, 4, 2, 16, 8, 4, 4, 2, 16];

/// The keys of a text in all languages, one after the other where a text has several.
pub fn patterns(text: &str) -> Vec<Vec<String>> {
    let mut tokens = analyse(text).tokens;
    if tokens.len() > 1 {
        tokens.retain(|token| token.shape != Shape::Last);
    }
    let mut all: Vec<Vec<String>> = Vec::new();
    let mut add = |keys: Vec<String>| {
        if !all.contains(&keys) {
            all.push(keys);
        }
    };
    if let [token] = tokens.as_slice() {
        add(vec![token.word.clone()]);
        if let Some(spelled) = &token.spelled_out {
            add(vec![spelled.clone()]);
        }
    }
    for language in Language::LATIN {
        let keys = tokens.iter().map(|token| language.key(&token.word));
        add(keys.collect());
    }
    all
}

/// Any of these patterns as a tsquery, with a weight and a sign before each key.
pub fn tsquery(patterns: &[Vec<String>], sign: &str, weight: &str) -> String {
    let any = patterns.iter().map(|keys| {
        let keys = keys.iter().map(|key| format!("'{sign}{key}'{weight}"));
        keys.collect::<Vec<_>>().join(" <-> ")
    });
    format!("({})", any.collect::<Vec<_>>().join(" | "))
}

/// All of these words as a tsquery, and the levels of the rank; a level that they do not have is a query that nothing matches.
pub fn postgres(words: &[&str]) -> (String, Vec<String>) {
    let all = words.iter().map(|word| tsquery(&patterns(word), "", ""));
    let mut levels = vec![String::new(); POINTS.len()];
    for (word, levels) in words.iter().zip(levels.chunks_mut(5)) {
        let (any, exact) = (patterns(word), [vec![analysis::fold(word)]]);
        let queries = [
            tsquery(&any, "", ":A"),
            tsquery(&any, "", ":B"),
            tsquery(&any, "", ":C"),
            tsquery(&exact, "", ":A"),
            tsquery(&any, "^", ":A"),
        ];
        levels
            .iter_mut()
            .zip(queries)
            .for_each(|(level, query)| *level = query);
    }
    if let (Some(last), Some(keys)) = (levels.last_mut(), together(words)) {
        *last = tsquery(&[keys], "", ":A");
    }
    (all.collect::<Vec<_>>().join(" & "), levels)
}

/// The same as expressions of FTS5.
pub fn fts5(words: &[&str]) -> (String, Vec<String>) {
    let any = |patterns: &[Vec<String>], sign: &str| {
        let any = patterns.iter().map(|keys| {
            let keys = keys.iter().map(|key| encoded(&format!("{sign}{key}")));
            format!("\"{}\"", keys.collect::<Vec<_>>().join(" "))
        });
        format!("({})", any.collect::<Vec<_>>().join(" OR "))
    };
    let all = words.iter().map(|word| any(&patterns(word), ""));
    // No text has this key.
    let mut levels = vec!["\"=\u{E000}\"".to_owned(); POINTS.len()];
    for (word, levels) in words.iter().zip(levels.chunks_mut(5)) {
        let (keys, exact) = (patterns(word), [vec![analysis::fold(word)]]);
        let queries = [
            format!("title : {}", any(&keys, "")),
            format!("company : {}", any(&keys, "")),
            format!("about : {}", any(&keys, "")),
            format!("title : {}", any(&exact, "")),
            format!("title : {}", any(&keys, "^")),
        ];
        levels
            .iter_mut()
            .zip(queries)
            .for_each(|(level, query)| *level = query);
    }
    if let (Some(last), Some(keys)) = (levels.last_mut(), together(words)) {
        *last = format!("title : {}", any(&[keys], ""));
    }
    (all.collect::<Vec<_>>().join(" AND "), levels)
}

/// The keys of words that follow each other.
fn together(words: &[&str]) -> Option<Vec<String>> {
    let key = |word: &&str| Language::English.key(&analysis::fold(word));
    (words.len() > 1).then(|| words.iter().map(key).collect())
}

/// Signs are in the private use area, because the tokenizer would split at them.
fn encoded(key: &str) -> String {
    let moved = key.chars().map(|c| {
        if c.is_ascii_alphanumeric() || !c.is_ascii() {
            c
        } else {
            char::from_u32(0xE000 + u32::from(c)).unwrap_or(c)
        }
    });
    moved.collect()
}
