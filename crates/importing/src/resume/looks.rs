//! How the headings of a document look. It tells headings with unknown words from text.

use super::{
    inner,
    line::{Kind, Line},
    sections::speaks,
    single, site, span,
    study::{self, names_study},
    topics::{Topic, is_in_capitals, is_like_heading, topic},
    words::{is_degree, is_school, parts, title_score},
};
use crate::json_resume::is_group;

/// The fewest headings that show how all of them look.
const KNOWN_MIN: usize = 2;
/// The most words and bytes of a heading whose words are not known.
const WORDS_MAX: usize = 5;
const BYTES_MAX: usize = 60;
/// The most words of one that stands over lines which name no school.
const ALONE_WORDS_MAX: usize = 2;
/// The most words of one among languages and publications.
const OTHER_WORDS_MAX: usize = 3;
/// The most lines below a name that may be its title, place and dates.
const HEAD_LINES_MAX: usize = 3;
/// The most lines that are searched for jobs.
const SEARCHED_MAX: usize = 40;
/// The most bytes of a line with the names and dates of a job.
const ENTRY_BYTES_MAX: usize = 160;
/// What most of the known headings of a document have in common; nothing, if there is only one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looks {
    /// True if they have no small letters.
    capitals: bool,
    /// The white space around them.
    space: Space,
    /// True if they end with a colon.
    colon: bool,
}

/// Where white space is around headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Space {
    #[default]
    None,
    /// It sets them off.
    Above,
    /// It also sets off what is below them.
    Around,
}

impl Looks {
    /// The looks of the headings that are known.
    pub fn of(lines: &[Line]) -> Self {
        let is_plain = |line: &&Line| line.kind == Kind::Text && line.cells.is_empty();
        let known = lines.iter().enumerate();
        let is_known = |text: &str| topic(text).is_some() && !inner::is_word(text);
        let known = known.filter(|(_, line)| is_plain(line) && is_known(&line.text));
        let known: Vec<(usize, &Line)> = known.collect();
        let most = |has: &dyn Fn(&Line) -> bool, is_first: bool| {
            let with = known
                .iter()
                .filter(|(at, line)| *at == 0 && is_first || has(line));
            with.count() * 4 >= known.len() * 3
        };
        if known.len() < KNOWN_MIN {
            return Self::default();
        }
        // In a document with white space between all lines it tells nothing.
        let is_spaced = lines.iter().filter(|line| line.gap).count() * 10 > lines.len() * 7;
        let is_apart = |(at, _): &&(usize, &Line)| lines.get(at + 1).is_some_and(|next| next.gap);
        Self {
            capitals: most(&|line| is_in_capitals(&line.text), false),
            space: match most(&|line| line.gap, true) {
                true if known.iter().filter(is_apart).count() * 4 >= known.len() * 3
                    && !is_spaced =>
                {
                    Space::Around
                }
                true => Space::Above,
                false => Space::None,
            },
            colon: most(&|line| ends_with_colon(line), false),
        }
    }

    /// True for a line that looks as the headings do.
    fn fit(self, line: &Line) -> bool {
        (line.gap || self.space == Space::None)
            && (is_in_capitals(&line.text) || !self.capitals)
            && (ends_with_colon(line) || !self.colon)
    }

    /// True for a heading in a section with words that are not known: it ends the section, which would swallow it.
    pub fn is_unknown(self, lines: &[Line], at: usize, within: Topic) -> bool {
        let Some(line) = lines.get(at) else {
            return false;
        };
        let is_text = line.kind == Kind::Text && line.cells.is_empty();
        let name = line.text.trim().trim_end_matches(':').trim();
        if !is_text || within == Topic::Top {
            return false;
        }
        if is_like_heading(name) {
            return line.gap && is_parted(lines, at)
                || self.fit(line) && self.is_distinct() && !is_entry(lines, at, within);
        }
        let next = lines.get(at + 1);
        // White space above and below a few words, as with the known headings.
        let is_apart = self.space == Space::Around
            && line.gap
            && next.is_some_and(|next| next.gap)
            && is_career(within);
        let is_alone = within == Topic::Education
            && self.space != Space::None
            && line.gap
            && name.split_whitespace().count() <= ALONE_WORDS_MAX
            && !names_study_below(lines.get(..at + 3).unwrap_or(lines), at);
        let is_other =
            line.gap && is_no_item(name, within) || is_over_others(lines, at, within) || is_alone;
        let is_marked =
            self.capitals || self.colon && !may_have_labels(within) || is_apart || is_other;
        let is_list = !is_other
            && matches!(
                within,
                Topic::Skills | Topic::Languages | Topic::Certifications
            );
        let over = at.checked_sub(1).and_then(|at| lines.get(at));
        let is_below = over.is_some_and(|over| topic(&over.text).is_some());
        is_marked
            && (is_other || self.fit(line))
            && (line.gap || !is_list)
            && !(within == Topic::Skills && is_group(name))
            && !is_below
            && lines
                .get(at + 1)
                .is_some_and(|next| topic(&next.text).is_none())
            && is_words(name, within)
            && (is_apart || !is_entry(lines, at, within))
            && (is_alone
                || is_apart && within == Topic::Education && !names_study_below(lines, at)
                || !has_entries_below(lines, at, within))
    }

    /// True if text does not look as the headings do.
    fn is_distinct(self) -> bool {
        self.space != Space::None || self.capitals || self.colon
    }

    /// True for a line that lacks what the headings have in common, if they have anything.
    pub fn differs(self, line: &Line) -> bool {
        self.is_distinct() && (self.space != Space::None && !line.gap || !self.fit(line))
    }
}

fn ends_with_colon(line: &Line) -> bool {
    line.text.trim_end().ends_with(':')
}

/// True for sections in which a colon alone ends the name of a group, or of a part of a job.
const fn may_have_labels(topic: Topic) -> bool {
    matches!(
        topic,
        Topic::Skills | Topic::Employment | Topic::Projects | Topic::Languages | Topic::Other
    )
}

/// True for sections of entries whose names and dates stand below each other.
const fn is_career(topic: Topic) -> bool {
    matches!(
        topic,
        Topic::Employment | Topic::Education | Topic::Volunteering
    )
}

/// True for a line that white space, bullets or a whole entry below it part from its section.
fn is_parted(lines: &[Line], at: usize) -> bool {
    let (Some(line), Some(next)) = (lines.get(at), lines.get(at + 1)) else {
        return true;
    };
    let is_whole = || {
        let dates = span::find(&next.text, next.order);
        dates.is_some_and(|dates| parts(&dates.rest, &[]).0.len() > 1)
    };
    next.gap || next.is_bullet() || title_score(&line.text) <= 0 && is_whole()
}

/// True for a word among languages that is none, over a list of what is none: `Software`, and below it `Excel, Word`.
fn is_over_others(lines: &[Line], at: usize, within: Topic) -> bool {
    let pair = lines.get(at).zip(lines.get(at + 1));
    within == Topic::Languages
        && pair.is_some_and(|(line, next)| {
            let is_word = !line.text.contains(' ') && line.gap && !speaks(&line.text);
            is_word && !next.gap && next.text.contains(", ") && !speaks(&next.text)
        })
}

/// True for a few words that are no language, or no publication.
fn is_no_item(name: &str, within: Topic) -> bool {
    let is_short = (2..=OTHER_WORDS_MAX).contains(&name.split_whitespace().count());
    match within {
        Topic::Languages => is_short && !speaks(name),
        Topic::Publications => name.split_whitespace().count() <= OTHER_WORDS_MAX,
        _ => false,
    }
}

/// True for a few words that are no name of a job, a company, a school, a place or a skill.
fn is_words(name: &str, within: Topic) -> bool {
    // The sign joins two headings as well as two names of a company.
    let joined = name.replace(" & ", " and ");
    let name = if is_career(within) { name } else { &joined };
    let is_plain = !name.contains(['|', ',', '(', '.', '@', ';', '/'])
        && !name.chars().any(|c| c.is_ascii_digit());
    // "Further" ends as many titles do.
    let score_max = i32::from(name.contains(' '));
    is_plain
        && name.len() <= BYTES_MAX
        && (1..=WORDS_MAX).contains(&name.split_whitespace().count())
        && (0..=score_max).contains(&title_score(name))
        && !is_school(name)
        && !is_degree(name)
        && !study::is_known_school(name)
        && !site::is_place(&capitalized(name))
        && reading::skill::find(name).is_none()
}

/// `NEW YORK` as places are written.
fn capitalized(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut chars = word.chars();
        let first = chars.next().map(String::from).unwrap_or_default();
        first + &chars.as_str().to_lowercase()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// True if the lines directly below have the dates of one that stands over them. Where no jobs are, these stand alone on their line.
fn is_entry(lines: &[Line], at: usize, within: Topic) -> bool {
    let below = lines.iter().skip(at + 1).take(HEAD_LINES_MAX);
    let mut below = below.take_while(|line| !line.is_bullet() && topic(&line.text).is_none());
    let over = lines
        .get(at)
        .is_some_and(|line| title_score(&line.text) != 0);
    below.any(|line| {
        let names_max = usize::from(is_career(within));
        let is_alone = |rest: &str| rest.is_empty() || parts(rest, &[]).0.len() <= names_max;
        let is_short = line.text.len() <= ENTRY_BYTES_MAX;
        let dates = span::find(&line.text, line.order).filter(|_| is_short);
        dates.is_some_and(|dates| over || is_alone(&dates.rest))
    })
}

/// True if a line names a school or a degree before the next heading that is known.
fn names_study_below(lines: &[Line], at: usize) -> bool {
    let below = lines.iter().skip(at + 1).take(SEARCHED_MAX);
    let mut below = below.take_while(|line| topic(&line.text).is_none());
    below.any(|line| names_study(&line.text))
}

/// True if entries of the section follow before the next heading that is known: jobs with their dates, or schools.
fn has_entries_below(lines: &[Line], at: usize, within: Topic) -> bool {
    let is_jobs = within == Topic::Employment;
    if !is_jobs && within != Topic::Education {
        return false;
    }
    let below = lines.iter().skip(at + 1).take(SEARCHED_MAX);
    let is_text = |line: &&Line| topic(&line.text).is_none() || inner::is_word(&line.text);
    let below = below.take_while(is_text);
    let mut texts = below.filter(|line| !line.is_bullet() && line.text.len() <= ENTRY_BYTES_MAX);
    texts.any(|line| {
        let dates = span::find(&line.text, line.order);
        let is_job = dates.is_some_and(|span| {
            let is_long = span.start.is_some() && (span.end.is_some() || span.current);
            let named = parts(&span.rest, &[]).0;
            let is_named = named
                .iter()
                .any(|name| is_jobs && title_score(name) > 0 || names_study(name));
            is_long && (span.rest.is_empty() || is_named)
        });
        let is_school =
            || names_study(&line.text) && single::among(&line.text, line.order).is_some();
        is_job || !is_jobs && is_school()
    })
}
