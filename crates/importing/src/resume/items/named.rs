//! What has a line of its own: certificates, publications, awards.

use super::Builder;
use crate::{
    date::PartialDate,
    record::{Award, Certification, Publication},
    resume::{line::Line, single, span, topics::Topic, words::parts},
};

impl Builder<'_> {
    pub(super) fn single_lines(&mut self, topic: Topic, lines: &[Line]) {
        for line in lines {
            let (date, until, rest) = dates(line);
            let (parts, _) = parts(&rest, &[]);
            let mut parts = parts.iter();
            let Some(name) = parts.next() else {
                self.unassigned(std::slice::from_ref(line));
                continue;
            };
            let name = self.line("name", name);
            // "First Aid (Red Hut)": the issuer may be in brackets.
            let bracketed = name
                .strip_suffix(')')
                .and_then(|name| name.split_once(" ("))
                .filter(|(_, by)| by.split_whitespace().count() > 1)
                .map(|(name, by)| (name.to_owned(), by.to_owned()));
            let (name, by) = match (parts.next(), bracketed) {
                (None, Some((name, by))) => (name, by),
                (by, _) => (name, by.cloned().unwrap_or_default()),
            };
            let by = self.line("issuer", &by);
            let source = self.source(&line.text);
            match topic {
                Topic::Certifications => self.profile.certifications.push(Certification {
                    name,
                    authority: by,
                    issued_on: date,
                    expires_on: until,
                    source,
                    ..Certification::default()
                }),
                Topic::Publications => self.profile.publications.push(Publication {
                    title: name,
                    publisher: by,
                    published_on: date,
                    source,
                    ..Publication::default()
                }),
                _ => self.profile.awards.push(Award {
                    title: name,
                    issuer: by,
                    awarded_on: date,
                    source,
                    ..Award::default()
                }),
            }
        }
    }
}

/// The date of what has a line of its own, the date until when it is valid, and the other words.
fn dates(line: &Line) -> (Option<PartialDate>, Option<PartialDate>, String) {
    let (text, order) = (line.text.as_str(), line.order);
    let span = span::find(text, order).filter(|span| span.start.is_some() && !span.inside);
    if let Some(span) = span.filter(|span| !span.rest.is_empty()) {
        return (span.start, span.end, span.rest);
    }
    match single::at_end(text, order).or_else(|| single::at_start(text, order)) {
        Some((date, rest)) => (Some(date), None, rest),
        None => (None, None, text.to_owned()),
    }
}
