//! Alternatives: "A or B", "A, B or C", "one of A, B and C", "A/B". A posting that names them asks for one of them.

use analysis::fold;

use super::{skills::FoundSkill, words::Set};
use crate::prepared::Part;

/// The longest text between two alternatives, in bytes.
const BETWEEN_MAX: usize = 48;
/// The longest text before the first alternative in which "one of" is looked for, in bytes.
const BEFORE_MAX: usize = 40;
const OR: Set = Set("or oder o u ou bzw beziehungsweise");
const AND: Set = Set("and und y e et");
/// Words that stand between alternatives and say nothing.
const FILLERS: Set = Set(
    "with in of the a an either else using programming experience knowledge development language languages database databases \
     framework certified qualified skills mit der die das dem einer eine kenntnisse erfahrung con en de la el los avec des les du dans",
);
/// What announces alternatives, folded.
const ONE_OF: &str = "one of|any of|either|one or more of|eine der|einer der|eines der|einem der|entweder|uno de|una de|alguno de|alguna de|algun de|un des|une des|l un de|soit";
/// Pairs that a slash joins, but that are both asked for.
const BOTH: &[(&str, &str)] = &[("html", "css")];

/// How two names that follow each other are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    None,
    Comma,
    And,
    Or,
    Slash,
}

/// Gives alternatives the number of their group. The skills are sorted by their places.
pub(super) fn group(found: &mut [FoundSkill], title: &str, text: &str) {
    let mut next = 0;
    let mut start = 0;
    let links: Vec<Link> = found
        .windows(2)
        .map(|pair| match pair {
            [one, other] => link(one, other, title, text),
            _ => Link::None,
        })
        .chain([Link::None])
        .collect();
    for (index, one) in links.iter().enumerate() {
        if *one != Link::None {
            continue;
        }
        let run = links.get(start..index).unwrap_or_default();
        let is_announced = found
            .get(start)
            .is_some_and(|first| is_announced(first, title, text));
        for range in groups(run, is_announced) {
            let members = found.get_mut(start + range.start..start + range.end);
            for member in members.into_iter().flatten() {
                member.group = Some(next);
            }
            next += 1;
        }
        start = index + 1;
    }
}

/// The groups of names that are joined by these links, as positions.
fn groups(links: &[Link], is_announced: bool) -> Vec<std::ops::Range<usize>> {
    if is_announced && !links.is_empty() {
        return std::iter::once(0..links.len() + 1).collect();
    }
    let (mut groups, mut start, mut chosen) = (Vec::new(), 0, false);
    for (index, link) in links.iter().enumerate() {
        match link {
            Link::Or => chosen = true,
            Link::Slash => {
                if !chosen {
                    start = index;
                }
                chosen = true;
            }
            Link::Comma if !chosen => {}
            Link::Comma | Link::And | Link::None => {
                if chosen {
                    groups.push(start..index + 1);
                }
                (start, chosen) = (index + 1, false);
            }
        }
    }
    if chosen {
        groups.push(start..links.len() + 1);
    }
    groups
}

fn place<'a>(skill: &FoundSkill, title: &'a str, text: &'a str) -> (&'a str, usize, usize) {
    let whole = match skill.span.part {
        Part::Title => title,
        Part::Text => text,
    };
    let position = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    (whole, position(skill.span.start), position(skill.span.end))
}

fn link(one: &FoundSkill, other: &FoundSkill, title: &str, text: &str) -> Link {
    if one.span.part != other.span.part {
        return Link::None;
    }
    let (whole, _, end) = place(one, title, text);
    let (_, start, _) = place(other, title, text);
    let Some(between) = whole
        .get(end..start)
        .filter(|part| part.len() <= BETWEEN_MAX)
    else {
        return Link::None;
    };
    let is_both = BOTH
        .iter()
        .any(|(left, right)| *left == one.id && *right == other.id);
    if is_both { Link::None } else { of(between) }
}

fn of(between: &str) -> Link {
    let allowed = |c: char| {
        c.is_alphabetic() || matches!(c, ' ' | ',' | '/' | '(' | ')' | '*' | '_' | '`' | '&' | '"')
    };
    if !between.chars().all(allowed) {
        return Link::None;
    }
    let folded = fold(between);
    let words = || {
        folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    if words().next().is_none() {
        return match (between.contains(','), between.contains('/')) {
            (true, false) => Link::Comma,
            (false, true) => Link::Slash,
            _ if between.contains('&') => Link::And,
            _ => Link::None,
        };
    }
    let is_known = |word: &str| OR.has(word) || AND.has(word) || FILLERS.has(word);
    if !words().all(is_known) {
        return Link::None;
    }
    if words().any(|word| OR.has(word)) {
        // "A or a similar one, B" is no choice between A and B.
        let last = folded.rsplit(',').next().unwrap_or_default();
        let is_before_comma = !last
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| OR.has(word));
        return if is_before_comma {
            Link::None
        } else {
            Link::Or
        };
    }
    if words().any(|word| AND.has(word)) {
        Link::And
    } else if between.contains(',') {
        Link::Comma
    } else {
        Link::None
    }
}

/// True if "one of" stands shortly before.
fn is_announced(first: &FoundSkill, title: &str, text: &str) -> bool {
    let (whole, start, _) = place(first, title, text);
    let from = whole.ceil_char_boundary(start.saturating_sub(BEFORE_MAX));
    let before = whole.get(from..start).unwrap_or_default();
    let sentence = before
        .rsplit(['\n', '.', ';', '!', '?'])
        .next()
        .unwrap_or_default();
    let folded = fold(sentence);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let padded = format!(" {} ", words.join(" "));
    ONE_OF
        .split('|')
        .any(|phrase| padded.contains(&format!(" {phrase} ")))
}
