//! Splits the name of a place into pieces that may each be a city, a region, a country or words that say nothing.

use super::{
    atom::{Atom, atoms},
    non_places::{bare, core, is_about_hours, is_code, is_vague, without_quarter},
};

/// A piece of a name.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    /// The text without words that name no place; empty if there are only such words.
    pub text: &'a str,
    /// Where it begins and ends in the name, with those words.
    pub start: usize,
    pub end: usize,
    /// True if it begins another place: after "or", a slash, a semicolon.
    pub hard: bool,
    /// True if a postal code of five digits was beside it.
    pub zip: bool,
    /// True if a comma, a bracket or a dash is between it and the piece before.
    pub soft: bool,
    pub atoms: Vec<Atom>,
}

/// The most pieces of a name.
const PIECES_MAX: usize = 60;

/// The pieces of a name.
pub(super) fn pieces(name: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut hard = true;
    let mut rest = name;
    while !rest.is_empty() && found.len() < PIECES_MAX {
        let (length, separator, next_hard) = next_separator(rest);
        let chunk = rest.get(..length).unwrap_or_default();
        if !chunk.trim().is_empty() {
            joined(name, start, chunk, hard, &mut found);
            hard = false;
        }
        hard |= next_hard;
        start += length + separator;
        rest = name.get(start..).unwrap_or_default();
    }
    found
}

/// The length of the text up to the next separator, the length of that, and whether it begins another place.
fn next_separator(text: &str) -> (usize, usize, bool) {
    for (at, c) in text.char_indices() {
        match c {
            ';' | '|' | '•' | '\n' | '；' | '、' => return (at, c.len_utf8(), true),
            '(' => return bracketed_name(text, at).map_or((at, 1, false), |end| (end, 0, false)),
            ',' | '，' | '（' | '）' | ')' | '[' | ']' | ':' | '–' | '—' | '·' | '>' => {
                return (at, c.len_utf8(), false);
            }
            ' ' if text.get(at..).is_some_and(|rest| rest.starts_with(" - ")) => {
                return (at, 3, false);
            }
            _ => {}
        }
    }
    (text.len(), 0, false)
}

/// The end of a name whose bracket is part of it: "Frankfurt (Oder)".
fn bracketed_name(text: &str, bracket: usize) -> Option<usize> {
    let end = bracket + text.get(bracket..)?.find(')')? + 1;
    let inside = text.get(bracket + 1..end - 1)?;
    // "(Berlin(no )": a bracket before a name, or around another one, is no part of it.
    let is_behind = text
        .get(..bracket)
        .is_some_and(|name| !name.trim().is_empty());
    if !is_behind || !inside.starts_with(char::is_alphabetic) || inside.contains('(') {
        return None;
    }
    let found = atoms(text.get(..end)?.trim());
    let listed = found.iter().any(|atom| matches!(atom, Atom::City(_)));
    listed.then_some(end)
}

/// Words and signs between two places. The first ones always divide, the others only between two names that are known.
const DIVIDERS: &[(&str, bool)] = &[
    (" or ", true),
    (" oder ", true),
    ("/", true),
    (" ou ", false),
    (" o ", false),
    (" and ", false),
    (" und ", false),
    (" et ", false),
    (" y ", false),
    (" e ", false),
    (" & ", false),
    ("&", false),
    (" + ", false),
    (" eller ", false),
    (" lub ", false),
    (" albo ", false),
    (" nebo ", false),
    (" tai ", false),
    (" veya ", false),
    (" of ", false),
    (" i ", false),
    (" og ", false),
    (" och ", false),
    (" en ", false),
    (" plus ", false),
];

/// A chunk between separators, divided at "or", "and", "&" and slashes.
fn joined<'a>(name: &'a str, start: usize, chunk: &'a str, hard: bool, found: &mut Vec<Piece<'a>>) {
    let mut parts = vec![(start, chunk)];
    let mut sure = false;
    if atoms(chunk.trim()).is_empty() {
        for (divider, always) in DIVIDERS {
            let divided: Vec<(usize, &str)> = parts
                .iter()
                .flat_map(|(at, part)| split_at(*at, part, divider))
                .collect();
            sure |= *always && divided.len() > parts.len();
            parts = divided;
        }
        let says = |part: &str| is_known(part) || ends_known(part);
        let places = parts.iter().filter(|(_, part)| says(part)).count();
        let clear = parts.iter().all(|(_, part)| says(part) || is_vague(part));
        if places == 0 || !(clear || sure) {
            parts = vec![(start, chunk)];
        }
    }
    for (index, (at, part)) in parts.into_iter().enumerate() {
        let first = found.len();
        tails(name, at, part, found);
        if let Some(piece) = found.get_mut(first) {
            piece.hard = hard && index == 0 || index > 0;
            let slash = name.get(..at).is_some_and(|before| before.ends_with('/'));
            let code = is_code(piece.text).then(|| piece.text.to_owned());
            let state = code.is_some_and(|code| {
                let city = first.checked_sub(1).and_then(|before| found.get(before));
                slash && city.is_some_and(|city| lies_in(city, &code))
            });
            if let Some(piece) = found.get_mut(first).filter(|_| state) {
                piece.hard = false;
            }
        }
        if let Some(piece) = found.get_mut(first) {
            piece.soft = true;
        }
    }
}

/// True if a piece is a city that lies in the region of a code: "Curitiba/PR".
fn lies_in(piece: &Piece<'_>, code: &str) -> bool {
    piece
        .atoms
        .iter()
        .any(|atom| matches!(atom, Atom::City(city) if city.region == code))
}

fn split_at<'a>(start: usize, text: &'a str, divider: &str) -> Vec<(usize, &'a str)> {
    let mut at = start;
    text.split(divider)
        .map(|part| {
            let own = at;
            at += part.len() + divider.len();
            (own, part)
        })
        .filter(|(_, part)| !part.trim().is_empty())
        .collect()
}

/// True if the text, or what is left without words for the mode, is the name of a place.
fn is_known(text: &str) -> bool {
    let (core, _) = core(text);
    !core.is_empty() && (!atoms(core).is_empty() || !atoms(bare(core)).is_empty())
}

/// True for "Berlin Germany" and "US-CA".
fn ends_known(text: &str) -> bool {
    let (core, _) = core(text);
    split_tail(core).is_some() || core.split('-').any(|part| !atoms(part.trim()).is_empty())
}

/// A part without dividers: one place, or a city with its region or country behind it without a comma, or joined by dashes.
fn tails<'a>(name: &'a str, start: usize, part: &'a str, found: &mut Vec<Piece<'a>>) {
    let end = start + part.len();
    let (core, zip) = core(part);
    let one = |text: &'a str, atoms: Vec<Atom>| Piece {
        text,
        start,
        end,
        hard: false,
        zip,
        soft: false,
        atoms,
    };
    if core.is_empty() || is_about_hours(core) || is_vague(core) && atoms(core).is_empty() {
        found.push(one("", Vec::new()));
        return;
    }
    // "Cook County" is no city.
    if core.ends_with(" County") && atoms(core).is_empty() {
        found.push(match american(name) {
            Some(country) => one(core, vec![country]),
            None => one("", Vec::new()),
        });
        return;
    }
    let whole = if part.contains(['(', '.']) {
        part.trim()
    } else {
        core
    };
    for text in [whole, core, bare(core), without_quarter(core)] {
        let atoms = atoms(text);
        if !atoms.is_empty() {
            found.push(one(text, atoms));
            return;
        }
    }
    let joins = |part: &str| is_vague(part) || is_code(part) || has_country(part);
    if core.contains('-') && core.split('-').map(str::trim).any(joins) {
        for text in core.split('-').filter(|text| !text.trim().is_empty()) {
            let at = offset(name, text);
            tails(name, at, text, found);
        }
        return;
    }
    if let Some(cities) = twins(bare(core)) {
        for text in cities {
            let first = found.len();
            tails(name, offset(name, text), text, found);
            if let Some(piece) = found.get_mut(first) {
                piece.hard = true;
            }
        }
        return;
    }
    let beside = beside_landmark(core);
    if !beside.is_empty() {
        found.push(one(core, beside));
        return;
    }
    if let Some((city, atoms)) = unspaced(core) {
        found.push(one(city, atoms));
        return;
    }
    if let Some((head, tail)) = split_tail(core) {
        for text in [head, tail] {
            tails(name, offset(name, text), text, found);
        }
        // A code behind a postal code of its own: "Lake Worth TX 76135".
        if let Some(last) = found.last_mut() {
            last.zip |= zip;
        }
        return;
    }
    found.push(one(bare(core), Vec::new()));
}

/// The United States, if the name has one of their states.
fn american(name: &str) -> Option<Atom> {
    let state = |atom: &Atom| matches!(atom, Atom::Region { row, .. } if row.country == "US");
    let mut parts = name.split([',', '(', ')']);
    let said = parts.any(|part| atoms(part.trim()).iter().any(state));
    said.then_some(Atom::Country {
        code: "US",
        coded: false,
    })
}

/// "Minneapolis-St. Paul": two cities of one American state. Elsewhere the second name is mostly that of a district: "Berlin-Spandau".
fn twins(text: &str) -> Option<[&str; 2]> {
    let states = |name: &str| -> Vec<&'static str> {
        let cities = atoms(name.trim())
            .into_iter()
            .filter_map(|atom| match atom {
                Atom::City(city) if city.country == "US" && city.population >= 50_000 => {
                    Some(city.region)
                }
                _ => None,
            });
        cities.collect()
    };
    text.match_indices(['-', '–'])
        .take(4)
        .find_map(|(at, dash)| {
            let pair = [text.get(..at)?, text.get(at + dash.len()..)?];
            let [first, second] = pair.map(states);
            first
                .iter()
                .any(|state| second.contains(state))
                .then_some(pair)
        })
}

/// The German city of a name with its river, hills or neighbour: "Esslingen am Neckar", "Bad Homburg v.d.H.".
fn beside_landmark(text: &str) -> Vec<Atom> {
    const LANDMARKS: &[&str] = &[
        " am ",
        " an der ",
        " im ",
        " in der ",
        " bei ",
        " ob der ",
        " vor der ",
        " a. d. ",
        " a.d. ",
        " v.d.",
        " v. d. ",
    ];
    let city = LANDMARKS
        .iter()
        .find_map(|landmark| text.split_once(landmark))
        .map(|(city, _)| city);
    let found = city.map(atoms).unwrap_or_default();
    let german = |atom: &Atom| matches!(atom, Atom::City(city) if matches!(city.country, "DE" | "AT" | "CH"));
    found.into_iter().filter(german).collect()
}

/// The city of a text without spaces between words: "東京都渋谷区", "서울특별시 강남구", "神奈川県横浜市". Prefectures end with a sign of their own.
fn unspaced(text: &str) -> Option<(&str, Vec<Atom>)> {
    const NAME_CHARS_MAX: usize = 10;
    if !text.starts_with(|c: char| matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')) {
        return None;
    }
    let after_prefecture = text
        .char_indices()
        .take(NAME_CHARS_MAX)
        .find(|(at, c)| *at > 0 && matches!(c, '県' | '府' | '道' | '省' | '도'))
        .and_then(|(at, c)| text.get(at + c.len_utf8()..))
        .map(str::trim_start);
    let ends = |rest: &str| -> Vec<usize> {
        let ends = rest.char_indices().take(NAME_CHARS_MAX);
        ends.map(|(at, c)| at + c.len_utf8()).skip(1).collect()
    };
    [Some(text), after_prefecture]
        .into_iter()
        .flatten()
        .find_map(|rest| {
            ends(rest).into_iter().rev().find_map(|end| {
                let name = rest.get(..end)?;
                let found = atoms(name);
                let city = found.iter().any(|atom| matches!(atom, Atom::City(_)));
                city.then_some((name, found))
            })
        })
}

fn has_country(part: &str) -> bool {
    atoms(part)
        .iter()
        .any(|atom| matches!(atom, Atom::Country { .. }))
}

/// "Austin TX", "Berlin Germany", "Germany Berlin": head and tail, where one names a region or country.
fn split_tail(text: &str) -> Option<(&str, &str)> {
    let narrow = |atom: &Atom| match atom {
        Atom::City(_) => true,
        Atom::District(district) => !district.known,
        _ => false,
    };
    let wide = |atoms: &[Atom]| atoms.iter().any(|atom| !narrow(atom));
    let spaces = text.match_indices(' ').take(8);
    spaces
        .filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)))
        .find(|(head, tail)| {
            let (first, second) = (atoms(core(head).0), atoms(core(tail).0));
            (wide(&second) && (!first.is_empty() || is_code(tail)) && head.len() > 1)
                || (wide(&first) && !second.is_empty())
        })
}

/// Where a part of a text begins in it.
fn offset(name: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(name.as_ptr() as usize)
}
