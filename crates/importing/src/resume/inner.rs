//! Labels within a job that are also headings of sections: `Achievements` over bullets, `Technologies: Java`.

use super::{
    line::{Kind, Line},
    looks::Looks,
    span,
    topics::{Topic, topic},
    words::{parts, title_score},
};

/// The most lines below a label in which the next job is looked for.
const LINES_MAX: usize = 60;
/// The most lines above one in which the heading of jobs is looked for.
const ABOVE_MAX: usize = 300;
/// The most lines of a head above its dates.
const HEAD_LINES_MAX: usize = 2;

/// True for each line that is a label of a job if it stands among jobs: what follows it ends with another job, and not with a heading, or it does
/// not look as the headings of the document do. A label that is one once is one below other jobs as well.
pub fn labels(lines: &[Line], looks: Looks) -> Vec<bool> {
    let sure: Vec<bool> = (0..lines.len())
        .map(|at| is_sure(lines, at, looks))
        .collect();
    let texts = lines.iter().zip(&sure).filter(|(_, sure)| **sure);
    let known: Vec<String> = texts.filter_map(|(line, _)| label(line)).collect();
    let repeats = |at: usize| {
        let text = lines.get(at).and_then(label);
        text.is_some_and(|text| known.contains(&text)) && is_label(lines, at)
    };
    let all = sure.iter().enumerate();
    all.map(|(at, sure)| *sure || repeats(at)).collect()
}

/// True for words that stand over a part of a job as well as over a section: `Projects`.
pub fn is_word(text: &str) -> bool {
    label_and_rest(text.trim()).is_some_and(|(_, has_rest)| !has_rest)
}

fn is_sure(lines: &[Line], at: usize, looks: Looks) -> bool {
    let Some(line) = lines.get(at) else {
        return false;
    };
    if matches!(line.kind, Kind::Heading(_)) {
        return is_label(lines, at);
    }
    if !line.gap && is_label(lines, at) {
        // Skills below the last job may be those of the person.
        let is_other = looks.differs(line) && !is_of_skills(&line.text);
        return is_other || is_before_job(lines, at);
    }
    let is_projects = topic(line.text.trim_end_matches(':')) == Some(Topic::Projects);
    line.gap && !is_projects && is_named(lines, at) && is_before_job(lines, at)
}

/// True for words for skills, which are those of a person rather than of a job.
fn is_of_skills(text: &str) -> bool {
    let label = text.split(':').next().unwrap_or_default().to_lowercase();
    ["skill", "kenntnisse"]
        .iter()
        .any(|word| label.contains(word))
}

/// A label, and whether what belongs to it is on its line.
fn label_and_rest(text: &str) -> Option<(&str, bool)> {
    let (name, rest) = text.split_once(':').unwrap_or((text, ""));
    let is_inner = match topic(name)? {
        Topic::Skills => true,
        Topic::Awards | Topic::Projects => rest.trim().is_empty(),
        _ => false,
    };
    is_inner.then(|| (name.trim(), !rest.trim().is_empty()))
}

fn label(line: &Line) -> Option<String> {
    let found = label_and_rest(line.text.trim());
    found.map(|(name, _)| name.to_lowercase())
}

/// True for a label over bullets, or before what belongs to it, that is not set off as headings are.
fn is_label(lines: &[Line], at: usize) -> bool {
    let kind = lines.get(at).map(|line| (line.kind, line.gap));
    is_named(lines, at)
        && match kind {
            Some((Kind::Heading(level), _)) => is_below_jobs(lines, at, level),
            Some((_, has_gap)) => !has_gap,
            None => false,
        }
}

/// True for the words of a label over bullets, or before what belongs to it.
fn is_named(lines: &[Line], at: usize) -> bool {
    let Some(line) = lines
        .get(at)
        .filter(|line| !line.is_bullet() && !line.fresh)
    else {
        return false;
    };
    let is_heading = matches!(line.kind, Kind::Heading(_));
    let is_over = |next: &Line| next.is_bullet() || is_heading && next.kind == Kind::Text;
    let found = label_and_rest(line.text.trim());
    found.is_some_and(|(_, has_rest)| has_rest || lines.get(at + 1).is_some_and(is_over))
}

/// True for a heading of a level within the section of jobs.
fn is_below_jobs(lines: &[Line], at: usize, level: u8) -> bool {
    let above = lines.iter().take(at).rev().take(ABOVE_MAX);
    let mut outer = above.filter(|line| matches!(line.kind, Kind::Heading(own) if own < level));
    outer.any(|line| topic(&line.text) == Some(Topic::Employment))
}

/// True if a job follows before any heading.
fn is_before_job(lines: &[Line], at: usize) -> bool {
    let below = (at + 1..lines.len()).take(LINES_MAX);
    for next in below {
        let Some(line) = lines.get(next).filter(|line| !line.is_bullet()) else {
            continue;
        };
        if topic(&line.text).is_some() && !is_label(lines, next) {
            return false;
        }
        if let Some(dates) = span::find(&line.text, line.order) {
            let above = (1..=HEAD_LINES_MAX).filter_map(|up| lines.get(next.checked_sub(up)?));
            let mut above = above.take_while(|line| !line.is_bullet());
            let has_title = |text: &str| {
                let (names, _) = parts(text, &[]);
                names.iter().any(|name| title_score(name) > 0)
            };
            return has_title(&dates.rest) || above.any(|line| has_title(&line.text));
        }
    }
    false
}
