//! Skills: their names, the groups before a colon, and how well each is known.

use serde_json::Value;

use super::{
    Builder, credentials,
    knowledge::{Unclear, bare, has_other_label, is_level, is_share, is_years, years},
    page_of_skills,
    personal::is_licence,
};
use crate::{
    json_resume::is_group,
    levels, lists,
    record::Skill,
    report::FindingKind,
    resume::{
        columns,
        line::{Kind, Line},
        ratings,
        sections::is_language,
        span, topics,
        words::is_sentence,
    },
    text::{NAME_CHARS_MAX, quote},
};

/// The most words of the name of a group.
const GROUP_WORDS_MAX: usize = 4;
/// The most words of a skill in a list behind a colon; what is longer tells of the word before it.
const LISTED_WORDS_MAX: usize = 4;
/// The most bytes of a part in which groups are looked for behind points.
const PART_BYTES_MAX: usize = 400;
/// The most skills.
const SKILLS_MAX: usize = 500;

/// A skill as a line states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stated {
    name: String,
    group: String,
    level: String,
    /// What else is said of it.
    more: String,
}

impl Builder<'_> {
    pub(super) fn skills(&mut self, lines: &[Line]) {
        let mut unclear = Unclear::default();
        // The group that a line of its own names, until the next space.
        let mut over = String::new();
        for (at, line) in lines.iter().enumerate() {
            let is_below = at.checked_sub(1).is_some_and(|at| {
                let above = lines.get(at);
                above.is_some_and(|above| group_over(above).is_some())
            });
            if line.gap && !is_below {
                over.clear();
            }
            if let Some(group) = group_over(line) {
                group.clone_into(&mut over);
                continue;
            }
            if self.is_no_skill(line) {
                continue;
            }
            for mut stated in of_line(line) {
                if stated.group.is_empty() {
                    stated.group.clone_from(&over);
                }
                self.stated(stated, line, &mut unclear);
            }
        }
        unclear.name(self.journal);
    }

    /// True for a line without a skill: the links of a page, which are read, or a sentence or a licence, which are named.
    fn is_no_skill(&mut self, line: &Line) -> bool {
        let mut words = line.text.split([' ', ',', '|', '·', '•']);
        if words.any(|word| page_of_skills(word).is_some()) && self.links(&line.text) {
            return true;
        }
        let lower = line.text.to_lowercase();
        let mut leads = ["see ", "siehe ", "voir "].iter();
        let is_other = is_sentence(&line.text) && !line.text.contains(',')
            || leads.any(|see| lower.starts_with(see))
            || is_licence(&line.text)
            || has_other_label(&line.text);
        if is_other {
            self.unassigned(std::slice::from_ref(line));
        }
        is_other
    }

    fn stated(&mut self, stated: Stated, line: &Line, unclear: &mut Unclear) {
        // The cell of a table may be a number of years.
        let has_letters = stated.name.chars().any(char::is_alphabetic);
        if !has_letters || page_of_skills(&stated.name).is_some() {
            return;
        }
        let is_until = || {
            let until = credentials::until(&stated.name, line.order);
            until.is_some_and(|(_, rest)| rest.is_empty())
        };
        if is_licence(&stated.name) || is_only_date(&stated.name) || is_until() {
            self.unassigned(&[Line::text(stated.name)]);
            return;
        }
        if !stated.level.is_empty() && is_tongue(&stated.name) {
            self.language_among_skills(&stated.name, &stated.level, line);
            return;
        }
        if !stated.more.is_empty() {
            let message = format!(
                "What the résumé says of the skill \"{}\" was not read: \"{}\". Enter it by hand, if it belongs to the profile.",
                quote(&stated.name),
                quote(&stated.more)
            );
            self.journal.add(FindingKind::Unassigned, message);
        }
        let Some(skill) = self.skill(&stated.name, &stated.group, &line.text) else {
            return;
        };
        if stated.level.is_empty() || skill.extra.contains_key("level") {
            return;
        }
        if let Some(years) = years(&stated.level) {
            skill
                .extra
                .insert("yearsOfExperience".to_owned(), years.into());
            return;
        }
        let level = Value::String(stated.level.clone());
        skill.extra.insert("level".to_owned(), level);
        if levels::step(&stated.level).is_none() {
            unclear.add(&stated.level, &stated.name);
        }
    }

    /// Adds a skill, once.
    pub(super) fn skill(&mut self, name: &str, group: &str, quote: &str) -> Option<&mut Skill> {
        let name = name.trim_end_matches('.');
        let name = self.journal.line("skill", name, NAME_CHARS_MAX);
        let source = self.source(quote);
        let skills = &mut self.profile.skills;
        let lower = name.to_lowercase();
        let known = skills.iter().position(|it| it.name.to_lowercase() == lower);
        if known.is_none() && !name.is_empty() && skills.len() < SKILLS_MAX {
            skills.push(Skill {
                name,
                group: group.trim().to_owned(),
                source,
                ..Skill::default()
            });
            return skills.last_mut();
        }
        known.and_then(|at| skills.get_mut(at))
    }
}

/// True for a date that a comma parts from its skill: `since 2012`.
fn is_only_date(text: &str) -> bool {
    span::find_day_first(text).is_some_and(|span| span.rest.is_empty())
}

/// The name of a group on a line of its own: `Programming:`.
fn group_over(line: &Line) -> Option<&str> {
    let text = line.text.trim();
    let is_heading = matches!(line.kind, Kind::Heading(_));
    let name = text.strip_suffix([':', '：']);
    let is_over = is_heading || topics::is_in_capitals(text) && is_group(text);
    let name = name.or_else(|| is_over.then_some(text))?.trim();
    let is_short = name.split_whitespace().count() <= GROUP_WORDS_MAX && !name.contains([',', ':']);
    is_short.then_some(name)
}

/// The skills of a line: of its cells, if it is a row.
fn of_line(line: &Line) -> Vec<Stated> {
    let cells = match line.cells.as_slice() {
        [] | [_] => std::slice::from_ref(&line.text),
        cells => cells,
    };
    // The names of the columns of a table.
    if cells.len() > 1 && columns::of_header(cells).is_some() {
        return Vec::new();
    }
    if let [group, list] = cells
        && lists::split(group).len() == 1
        && lists::split(&ratings::bracketed(list)).len() > 1
        && !group.contains(':')
    {
        return of_text(&format!("{group}: {list}"));
    }
    let mut found: Vec<Stated> = Vec::new();
    for cell in cells {
        match found.last_mut() {
            Some(last) if last.level.is_empty() && is_level(cell) => last.level.clone_from(cell),
            _ => found.extend(of_text(cell)),
        }
    }
    found
}

/// The skills of a text, whose parts may begin with the name of a group, which goes on until the next one: `Core: Rust, Go | Tools: Git`.
pub(super) fn of_text(text: &str) -> Vec<Stated> {
    let text = ratings::bracketed(text);
    let parts = lists::split(&text);
    let parts: Vec<String> = parts.iter().flat_map(|part| sentences(part)).collect();
    let mut found: Vec<Stated> = Vec::new();
    let mut group = String::new();
    let levelled = is_alternating(&parts);
    for (at, part) in parts.iter().enumerate() {
        if let Some(last) = found.last_mut().filter(|_| levelled && at % 2 == 1) {
            last.level.clone_from(part);
            continue;
        }
        let Some((label, rest)) = label(part) else {
            found.push(named(part, &group));
            continue;
        };
        let is_last = parts
            .get(at + 1)
            .is_none_or(|next| self::label(next).is_some());
        if is_level(rest) {
            found.push(Stated {
                name: label.to_owned(),
                level: bare(rest).to_owned(),
                ..Stated::default()
            });
        } else if is_told(label, rest, is_last) {
            found.push(Stated {
                name: label.to_owned(),
                more: rest.to_owned(),
                ..Stated::default()
            });
        } else {
            label.clone_into(&mut group);
            found.push(named(rest, &group));
        }
    }
    found
}

/// A part in which groups begin behind a point: `Go. Tools: Git`.
fn sentences(part: &str) -> Vec<String> {
    if part.len() > PART_BYTES_MAX {
        return vec![part.to_owned()];
    }
    let mut parts = Vec::new();
    let mut rest = part;
    let begins = |text: &str| {
        let (label, _) = text.rsplit_once(": ")?;
        label.rfind(". ")
    };
    while let Some(at) = begins(rest) {
        let (before, group) = rest.split_at_checked(at).unwrap_or((rest, ""));
        parts.push(group.trim_start_matches(['.', ' ']).to_owned());
        rest = before;
    }
    parts.push(rest.to_owned());
    parts.reverse();
    parts
}

/// A skill with the level that is written with it, or else the one that its group is.
fn named(part: &str, group: &str) -> Stated {
    let (name, level) = name_and_level(part);
    let of_group = levels::step(group).is_some() && topics::topic(group).is_none();
    let level = if level.is_empty() && of_group {
        group
    } else {
        level
    };
    Stated {
        name: name.to_owned(),
        group: group.to_owned(),
        level: level.to_owned(),
        more: String::new(),
    }
}

/// The words before a colon, and what is behind it.
fn label(part: &str) -> Option<(&str, &str)> {
    let colon = part.split_once(": ").or_else(|| part.split_once('：'));
    let dash = || {
        let mut dashes = [" – ", " — ", " - "].iter();
        let parted = dashes.find_map(|dash| part.split_once(dash));
        parted.filter(|(label, rest)| is_group(label) && !is_level(rest))
    };
    let (label, rest) = colon.or_else(dash)?;
    let (label, rest) = (label.trim(), rest.trim());
    let is_short = label.split_whitespace().count() <= GROUP_WORDS_MAX;
    // "Excel (advanced: pivot tables)"
    let is_closed = label.matches('(').count() == label.matches(')').count();
    (is_short && is_closed && !label.is_empty() && !rest.is_empty()).then_some((label, rest))
}

/// True if what is behind a colon tells of the word before it, and is no list: `Leadership: led a team of five people`.
fn is_told(label: &str, rest: &str, is_last: bool) -> bool {
    let is_long = rest.split_whitespace().count() > LISTED_WORDS_MAX || is_sentence(rest);
    let is_known = reading::skill::find(rest).is_some();
    (is_long && !is_known || is_last && is_years(rest)) && !is_group(label)
}

/// True if every second part is a level: `Rust, advanced, Go, basic`.
fn is_alternating(parts: &[String]) -> bool {
    let mut parts = parts.iter().enumerate();
    parts.len().is_multiple_of(2) && parts.all(|(at, part)| is_level(part) == (at % 2 == 1))
}

/// `Excel (advanced)`, `Excel – 5/5`, `Englisch fließend`: the name and the level.
fn name_and_level(text: &str) -> (&str, &str) {
    let bracketed = text
        .strip_suffix(')')
        .and_then(|inner| inner.rsplit_once('('));
    if let Some((name, level)) = bracketed
        .filter(|(name, level)| is_level(level) && name.trim().chars().any(char::is_alphabetic))
    {
        return (name.trim(), level.trim());
    }
    let parted = [" – ", " — ", " - "].iter();
    let mut parted = parted.filter_map(|sign| text.rsplit_once(sign));
    if let Some((name, level)) = parted.find(|(_, level)| is_level(level)) {
        return (name.trim(), level.trim());
    }
    let behind = text.rsplit_once(' ');
    if let Some((name, level)) = behind.filter(|(_, level)| is_share(level)) {
        return (name.trim_end_matches([',', ':', ' ']), level);
    }
    // "Native English", "Fluent in German".
    let ahead = text.rsplit_once(' ').filter(|(_, name)| is_language(name));
    let ahead = ahead.map(|(level, name)| (name, level.strip_suffix(" in").unwrap_or(level)));
    if let Some(found) = ahead.filter(|(_, level)| is_level(level)) {
        return found;
    }
    match text.split_once(' ') {
        Some((name, level)) if is_language(name) && is_level(level) => (name, level.trim()),
        _ => (text, ""),
    }
}

/// True for the name of a language that people speak.
fn is_tongue(name: &str) -> bool {
    let bare = name.split_once(" (").map_or(name, |(name, _)| name);
    is_language(bare)
}

#[cfg(test)]
mod tests {
    use super::of_text;

    #[test]
    fn skills_are_told_from_groups_and_levels() {
        for (text, expected) in [
            ("Python: Advanced", "Python<Advanced>"),
            (
                "Python: 5+ years, Go: 2 years",
                "Python<5+ years> Go<2 years>",
            ),
            ("Photoshop: gut", "Photoshop<gut>"),
            ("Pack Office : bon niveau", "Pack Office<bon niveau>"),
            ("Excel – 5/5", "Excel<5/5>"),
            ("Rust (expert, 5 years)", "Rust<expert, 5 years>"),
            ("Go ●●○, Rust ●●●", "Go<●●○> Rust<●●●>"),
            (
                "Core: Rust, Go | Tools: Git, Docker",
                "[Core]Rust [Core]Go [Tools]Git [Tools]Docker",
            ),
            ("Rust, Go; Tools: Git", "Rust Go [Tools]Git"),
            (
                "Advanced: Rust, Go",
                "[Advanced]Rust<Advanced> [Advanced]Go<Advanced>",
            ),
            ("Expertise: SEO, SEM", "[Expertise]SEO [Expertise]SEM"),
            ("Leadership: Led a team of 5", "Leadership{Led a team of 5}"),
            ("Cloud: Amazon Web Services", "[Cloud]Amazon Web Services"),
            ("Tools: Git", "[Tools]Git"),
            ("Core: Rust. Tools: Git.", "[Core]Rust [Tools]Git."),
            (
                "Databases – SQLite, Postgres",
                "[Databases]SQLite [Databases]Postgres",
            ),
            ("Fluent in German", "German<Fluent>"),
            ("Rust, advanced, Go, basic", "Rust<advanced> Go<basic>"),
            ("C, Basic, Pascal", "C Basic Pascal"),
            ("C++ (STL, Boost)", "C++ (STL, Boost)"),
        ] {
            let shown = of_text(text).into_iter().map(|it| {
                let sign = |open: &str, text: &str, close: &str| match text {
                    "" => String::new(),
                    text => format!("{open}{text}{close}"),
                };
                sign("[", &it.group, "]")
                    + &it.name
                    + &sign("<", &it.level, ">")
                    + &sign("{", &it.more, "}")
            });
            assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{text}");
        }
    }
}
