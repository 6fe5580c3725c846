//! What is above the sections: name, headline, place and addresses of the person.

use super::{
    Builder,
    places::{is_like_place, place_of},
    streets,
};
use crate::{
    address,
    resume::{
        line::Line,
        sections::is_document_title,
        words::{is_sentence, title_score},
    },
    text::HEADLINE_CHARS_MAX,
};

impl Builder<'_> {
    pub(super) fn top(&mut self, lines: &[Line]) {
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
            } else if let Some(town) = streets::town(text) {
                self.town(&town, line);
            } else if streets::is_personal(text) {
                left.push(line.clone());
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

    /// Takes the place of an address, and names the street, which a profile does not have.
    fn town(&mut self, town: &str, line: &Line) {
        let is_whole =
            line.text.trim().ends_with(town) && !line.text.contains(|c: char| c.is_ascii_digit());
        if self.profile.location.is_empty() && !town.is_empty() {
            self.profile.location = self.line("location", town);
            if is_whole {
                return;
            }
        }
        self.unassigned(std::slice::from_ref(line));
    }

    pub(super) fn contact(&mut self, lines: &[Line]) {
        let mut left = Vec::new();
        for line in &whole_addresses(lines) {
            let place = place_of(line.text.trim()).filter(|_| self.profile.location.is_empty());
            if let Some(place) = place {
                self.profile.location = self.line("location", place);
            } else if let Some(town) = streets::town(&line.text) {
                self.town(&town, line);
            } else if !self.links(&line.text) && !is_contact(&line.text) {
                left.push(line.clone());
            }
        }
        self.unassigned(&left);
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
