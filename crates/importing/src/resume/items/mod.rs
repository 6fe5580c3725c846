//! The items of the sections.

mod authors;
mod careers;
mod closing;
mod courses;
mod credentials;
mod details;
mod doubts;
mod educations;
mod freelance;
mod issued;
mod knowledge;
mod languages;
mod named;
mod names;
mod personal;
mod places;
mod projects;
mod publications;
mod ranks;
mod remarks;
mod repeated;
mod rows;
mod school_parts;
mod schools;
mod skills;
mod spoken;
mod streets;
mod title;
mod top;

use closing::is_closing;
pub(super) use personal::is_driving_licence;
use personal::{is_licence, is_private_line};

use super::{
    line::{self, Line},
    sections::Section,
    topics::Topic,
};
use crate::{
    address,
    journal::Journal,
    record::{Link, Profile, Source},
    report::FindingKind,
    text::{LINE_CHARS_MAX, is_listed, quote},
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
        let heading = section.name();
        self.journal.section(heading);
        let before = self.count();
        let person = self.person();
        let named = self.journal.named();
        let kept = self.without_private(section);
        let section = kept.as_ref().unwrap_or(section);
        if has_none(section) {
            self.unassigned(&section.lines);
        }
        match section.topic {
            _ if has_none(section) => {}
            Topic::Top => self.top(&section.lines),
            Topic::Contact => self.contact(&section.lines),
            Topic::Summary => self.summary(&section.lines),
            Topic::Employment => self.employments(&section.lines),
            Topic::Education => self.educations(&section.lines),
            Topic::Volunteering => self.volunteering(&section.lines),
            Topic::Skills => self.skills(&section.lines),
            Topic::Languages => self.languages(&section.lines),
            Topic::Certifications => {
                self.certificates(&section.lines, courses::of_heading(heading));
            }
            Topic::Publications => self.publications(&section.lines),
            Topic::Awards => self.awards(&section.lines),
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

    /// Names the lines of birth, family and nationality in a section of other things; nothing, if there are none.
    fn without_private(&mut self, section: &Section) -> Option<Section> {
        let has_own = matches!(section.topic, Topic::Top | Topic::Contact | Topic::Other);
        let is_career = matches!(
            section.topic,
            Topic::Employment | Topic::Volunteering | Topic::Projects
        );
        // "Führerschein Klasse B" below the awards or the languages.
        let has_no_licences = matches!(
            section.topic,
            Topic::Awards | Topic::Languages | Topic::Publications
        );
        let is_stray = |line: &Line| {
            let is_set_off = !line.is_bullet() && section.topic != Topic::Certifications;
            has_no_licences && is_licence(&line.text)
                || is_set_off && is_driving_licence(&line.text)
        };
        let is_last = |line: &Line| !is_career && !line.is_bullet() && is_closing(line);
        let is_private = |line: &&Line| {
            (is_private_line(&line.text) || is_last(line) || is_stray(line))
                && line.cells.is_empty()
        };
        if has_own || !section.lines.iter().any(|line| is_private(&line)) {
            return None;
        }
        let (private, lines): (Vec<&Line>, Vec<&Line>) = section.lines.iter().partition(is_private);
        let owned = |lines: Vec<&Line>| lines.into_iter().cloned().collect::<Vec<Line>>();
        self.unassigned(&owned(private));
        Some(Section {
            lines: owned(lines),
            ..section.clone()
        })
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

    /// Reads the links of a line; true if the line has nothing else.
    fn links(&mut self, text: &str) -> bool {
        let mut found = false;
        let mut others = 0;
        for word in text.split([' ', '|', '·', '•', ',']) {
            let word = word.trim_matches(['<', '>', '.', ';']);
            if word.is_empty() {
                continue;
            }
            match page(word) {
                Some(url) => {
                    found = true;
                    self.link(Link {
                        label: String::new(),
                        url,
                        source: self.source(text.trim()),
                    });
                }
                None if word.starts_with('(') && word.ends_with(')') && found => {
                    let label = word.trim_matches(['(', ')']);
                    if let Some(link) = self.profile.links.last_mut() {
                        label.clone_into(&mut link.label);
                    }
                }
                // "LinkedIn: https://…"
                None if word.ends_with(':') && title::is_sites(word) => {}
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
        let words: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        self.note_summary(&words.join("\n"));
        let text = line::text(lines);
        let whole = if self.profile.summary.is_empty() {
            text
        } else {
            format!("{}\n\n{text}", self.profile.summary)
        };
        self.profile.summary = self.journal.block("summary", &whole);
    }
}

impl Builder<'_> {
    /// Notes the words of a further part of the summary, and the section of the first.
    fn note_summary(&mut self, words: &str) {
        let former = self.profile.sources.summary.quote.take();
        let quote = match &former {
            Some(former) => format!("{former}\n\n{words}"),
            None => words.to_owned(),
        };
        let first = former.map(|_| self.profile.sources.summary.clone());
        self.profile.sources.summary = Source {
            quote: Some(quote),
            ..first.unwrap_or_else(|| self.journal.source())
        };
    }

    /// Takes a place, which was read from these words.
    fn location(&mut self, place: &str, words: &str) {
        self.profile.location = self.line("location", place);
        self.profile.sources.location = self.source(words);
    }
}

/// True for a section whose only line says that there is nothing: `none`.
fn has_none(section: &Section) -> bool {
    const NONE: &str = "none n/a keine keiner kein aucun aucune néant ninguno ninguna nessuno nessuna geen nenhum nenhuma brak inga ingen nil -";
    let is_plain = !matches!(section.topic, Topic::Top | Topic::Other);
    match section.lines.as_slice() {
        [only] if is_plain => {
            let lower = only.text.trim_matches(['.', ' ', '(', ')']).to_lowercase();
            is_listed(NONE, &lower)
        }
        _ => false,
    }
}

/// Ends of titles of persons that look like hosts.
const TITLE_ENDS: &str = "ssa med ing rer nat phil jur habil oec dent vet inf";

/// The address of a page. `Node.js` and `ASP.NET` are skills.
fn page(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let is_whole = lower.starts_with("http") || lower.starts_with("www.");
    let host = lower.split('/').next().unwrap_or_default();
    let is_skill = !is_whole
        && (host.rsplit('.').next() == Some("js") || reading::skill::find(host).is_some());
    // "Dott.ssa", "Dr.med.", "Dipl.-Ing."
    let end = host.rsplit('.').next().unwrap_or_default();
    let is_title = !is_whole && !lower.contains('/') && TITLE_ENDS.split(' ').any(|it| it == end);
    address::web(word).filter(|_| !is_skill && !is_title && !word.contains('@'))
}

/// The same among skills, where `Socket.io` is one: an address has more than a host.
fn page_of_skills(word: &str) -> Option<String> {
    let host = word.split('/').next().unwrap_or_default();
    let is_more =
        word.contains('/') && host.contains(['.', ':']) || word.to_lowercase().starts_with("www.");
    page(word).filter(|_| is_more)
}
