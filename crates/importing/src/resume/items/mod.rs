//! The items of the sections.

mod careers;
mod languages;
mod named;
mod places;
mod schools;

use places::{is_like_place, place_of};

use super::{
    line::{self, Line},
    sections::{Section, Topic, is_document_title},
    words::{is_sentence, title_score},
};
use crate::{
    address,
    journal::Journal,
    record::{Link, Profile, Source},
    report::FindingKind,
    text::{HEADLINE_CHARS_MAX, LINE_CHARS_MAX, quote},
};

/// Builds a profile from sections.
pub struct Builder<'a> {
    /// What was read so far.
    pub profile: Profile,
    /// The report.
    pub journal: &'a mut Journal,
}

impl Builder<'_> {
    /// Reads a section.
    pub fn section(&mut self, section: &Section) {
        let heading = if section.heading.is_empty() {
            "top"
        } else {
            &section.heading
        };
        self.journal.section(heading);
        let before = self.count();
        let person = self.person();
        let named = self.journal.named();
        match section.topic {
            Topic::Top => self.top(&section.lines),
            Topic::Contact => self.contact(&section.lines),
            Topic::Summary => self.summary(&section.lines),
            Topic::Employment => self.employments(&section.lines),
            Topic::Education => self.educations(&section.lines),
            Topic::Volunteering => self.volunteering(&section.lines),
            Topic::Skills => self.skills(&section.lines),
            Topic::Languages => self.languages(&section.lines),
            Topic::Certifications | Topic::Publications | Topic::Awards => {
                self.single_lines(section.topic, &section.lines);
            }
            Topic::Projects => self.projects(&section.lines),
            Topic::Other => self.unassigned(&section.lines),
        }
        let items = self.count() - before;
        if items > 0 {
            let message = format!(
                "Items read from the section \"{}\": {items}. Each is a guess with the words it was read from; confirm it.",
                quote(heading)
            );
            self.journal.add(FindingKind::Guess, message);
        }
        // Name and addresses of the person are no part of the profile; what else is read of them counts as one.
        let items = items + usize::from(self.person() != person);
        let named = self.journal.named() - named;
        self.journal.read(heading, items + named, items);
    }

    /// What the profile says about the person, and how many links it has.
    fn person(&self) -> (usize, usize, usize, usize) {
        let profile = &self.profile;
        (
            profile.headline.len(),
            profile.summary.len(),
            profile.location.len(),
            profile.links.len(),
        )
    }

    fn count(&self) -> usize {
        let profile = &self.profile;
        profile.employments.len()
            + profile.educations.len()
            + profile.volunteering.len()
            + profile.skills.len()
            + profile.languages.len()
            + profile.certifications.len()
            + profile.publications.len()
            + profile.awards.len()
            + profile.projects.len()
    }

    fn source(&self, quote: &str) -> Source {
        Source {
            quote: Some(quote.to_owned()),
            ..self.journal.source()
        }
    }

    /// Names the lines that became nothing.
    fn unassigned(&mut self, lines: &[Line]) {
        for line in lines {
            let message = format!(
                "\"{}\" could not be assigned. Enter it by hand, if it belongs to the profile.",
                quote(&line.text)
            );
            self.journal.add(FindingKind::Unassigned, message);
        }
    }

    fn line(&mut self, what: &str, text: &str) -> String {
        self.journal.line(what, text, LINE_CHARS_MAX)
    }

    fn top(&mut self, lines: &[Line]) {
        let mut left = Vec::new();
        let mut name: Option<&str> = None;
        let lines = whole_addresses(lines);
        let lines: Vec<(Line, Option<usize>)> = lines.iter().flat_map(apart).collect();
        for (line, beside) in &lines {
            if is_document_title(&line.text) || self.links(&line.text) || is_contact(&line.text) {
                continue;
            }
            let text = line.text.trim();
            // A word beside an address is a place, too.
            let is_place = (text.contains(", ") || beside.is_some()) && is_like_place(text);
            // A name of a person beside an address is the first on its line, and of several words.
            let is_name =
                beside.is_none_or(|at| at == 0 && text.contains(' ') && !text.contains(", "));
            if name.map_or(is_name, |name| name == text) {
                // The first line is the name, which the profile does not have.
                name = Some(text);
            } else if is_place && self.profile.location.is_empty() && title_score(text) <= 0 {
                self.profile.location = self.line("location", text);
            } else if self.profile.headline.is_empty() && !is_sentence(text) {
                self.profile.headline = self.journal.line("headline", text, HEADLINE_CHARS_MAX);
            } else if self.profile.summary.is_empty() && is_sentence(text) {
                self.profile.summary = self.journal.block("summary", text);
            } else {
                left.push(line.clone());
            }
        }
        self.unassigned(&left);
    }

    fn contact(&mut self, lines: &[Line]) {
        let mut left = Vec::new();
        for line in &whole_addresses(lines) {
            let place = place_of(line.text.trim()).filter(|_| self.profile.location.is_empty());
            if let Some(place) = place {
                self.profile.location = self.line("location", place);
            } else if !self.links(&line.text) && !is_contact(&line.text) {
                left.push(line.clone());
            }
        }
        if !left.is_empty() {
            let message = format!(
                "Lines about contact that were not read: {}. The profile keeps links only.",
                left.len()
            );
            self.journal.add(FindingKind::Unassigned, message);
        }
    }

    /// Reads the links of a line; true if the line has nothing else.
    fn links(&mut self, text: &str) -> bool {
        let mut found = false;
        let mut others = 0;
        for word in text.split([' ', '|', '·', '•', ',']) {
            let word = word.trim_matches(['<', '>', '.', ';']);
            if word.is_empty() {
                continue;
            }
            match address::web(word).filter(|_| !word.contains('@')) {
                Some(url) => {
                    found = true;
                    self.link(Link {
                        label: String::new(),
                        url,
                    });
                }
                None if word.starts_with('(') && word.ends_with(')') && found => {
                    let label = word.trim_matches(['(', ')']);
                    if let Some(link) = self.profile.links.last_mut() {
                        label.clone_into(&mut link.label);
                    }
                }
                None => others += 1,
            }
        }
        found && others == 0
    }

    /// Adds a link, once.
    pub fn link(&mut self, link: Link) {
        if self.profile.links.len() < 50
            && self.profile.links.iter().all(|known| known.url != link.url)
        {
            self.profile.links.push(link);
        }
    }

    fn summary(&mut self, lines: &[Line]) {
        let text = line::text(lines);
        let whole = if self.profile.summary.is_empty() {
            text
        } else {
            format!("{}\n\n{text}", self.profile.summary)
        };
        self.profile.summary = self.journal.block("summary", &whole);
    }
}

/// The lines with those joined that are one address, which was broken behind a slash or a hyphen.
fn whole_addresses(lines: &[Line]) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for line in lines {
        let words = line.text.split_whitespace().count();
        match joined.last_mut() {
            Some(last)
                if last.text.ends_with(['/', '-'])
                    && address::web(&last.text).is_some()
                    && (words == 1 || (words == 2 && line.text.ends_with(')'))) =>
            {
                last.text.push_str(&line.text);
            }
            _ => joined.push(line.clone()),
        }
    }
    joined
}

/// The parts of a line of addresses: `Ghent, Belgium | ada@brink.example`, with the place of each if there are several.
fn apart(line: &Line) -> Vec<(Line, Option<usize>)> {
    let parts: Vec<&str> = line.text.split(['|', '·', '•']).map(str::trim).collect();
    if parts.len() > 1
        && parts
            .iter()
            .any(|part| is_contact(part) || address::web(part).is_some())
    {
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let parts = parts.enumerate();
        parts
            .map(|(at, part)| (Line::text(part), Some(at)))
            .collect()
    } else {
        vec![(line.clone(), None)]
    }
}

/// True for an e-mail address, a telephone number or the like.
fn is_contact(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.contains('@') || (digits >= 6 && digits > letters)
}
