//! Jobs, schools, unpaid work and projects.

use super::{
    Builder,
    places::{has_form, place, with_places, without_place},
    schools,
};
use crate::{
    bullets,
    record::{Education, Employment, Project, Volunteering},
    report::FindingKind,
    resume::{
        entries::{self, Entry},
        groups,
        line::{self, Line},
        site::{is_remote, with_place},
        words::{is_sentence, parts, title_score},
    },
    text::{quote, quoted_list},
};

/// The most parts beside a school that are named.
const LEFT_NAMED_MAX: usize = 5;

impl Builder<'_> {
    pub(super) fn employments(&mut self, lines: &[Line]) {
        let lines = with_places(lines, &self.profile.location);
        let (found, left) = entries::read(&lines);
        self.unassigned(&left);
        // The company over the title of the last job, which holds for titles below it that name none.
        let mut above: Option<String> = None;
        for mut entry in groups::of(found) {
            let (company, title, location) = names_of(&entry, above.as_deref());
            let company = self.line("company", &company);
            let title = self.line("title", &title);
            if company.is_empty() || title.is_empty() {
                let needs = if company.is_empty() {
                    "company"
                } else {
                    "title"
                };
                self.incomplete(needs, &entry);
                continue;
            }
            let over = entry.head.len() > 1
                && entry
                    .head
                    .first()
                    .is_some_and(|first| first.text.starts_with(&company));
            if over {
                above = Some(company.clone());
            } else if above.as_ref() != Some(&company) {
                above = None;
            }
            let mut location = self.line("location", &location);
            if location.is_empty() {
                location = match std::mem::take(&mut entry.place) {
                    beside if beside.is_empty() => place(&mut entry),
                    beside => self.line("location", &beside),
                };
            }
            let description = self.journal.block("description", &line::text(&entry.body));
            self.contradiction(&entry);
            let job = Employment {
                company,
                title,
                location,
                claims: bullets::split(&description),
                description,
                started_on: entry.start,
                ended_on: entry.end,
                current: entry.current,
                source: self.source(&entry.quote),
                ..Employment::default()
            };
            self.profile.employments.push(job);
        }
    }

    pub(super) fn incomplete(&mut self, needs: &str, entry: &Entry) {
        let message = format!(
            "An entry has no {needs}: \"{}\". Complete it by hand.",
            quote(&entry.quote)
        );
        self.journal.add(FindingKind::Incomplete, message);
    }

    pub(super) fn contradiction(&mut self, entry: &Entry) {
        if let (Some(start), Some(end)) = (entry.start, entry.end)
            && start.is_after(&end)
        {
            let message =
                format!("An entry starts on {start} and ends on {end}. Correct one of the two.");
            self.journal.add(FindingKind::Contradiction, message);
        }
    }

    pub(super) fn volunteering(&mut self, lines: &[Line]) {
        let (found, left) = entries::read(lines);
        self.unassigned(&left);
        for entry in found {
            let names = names(&entry);
            let organization = entry
                .group
                .clone()
                .unwrap_or_else(|| names.company.to_owned());
            let organization = self.line("organization", &organization);
            let role = self.line("role", names.title);
            if organization.is_empty() {
                self.incomplete("organization", &entry);
                continue;
            }
            self.beside("organization", &organization, &entry.place());
            let description = self.journal.block("description", &line::text(&entry.body));
            let item = Volunteering {
                organization,
                role,
                claims: bullets::split(&description),
                description,
                started_on: entry.start,
                ended_on: entry.end,
                source: self.source(&entry.quote),
                ..Volunteering::default()
            };
            self.profile.volunteering.push(item);
        }
    }

    pub(super) fn educations(&mut self, lines: &[Line]) {
        let lines: Vec<Line> = lines.iter().map(schools::unbulleted).collect();
        let (found, left) = entries::read(&lines);
        self.unassigned(&left);
        for entry in found {
            let Some(mut school) = schools::read(&entry.head) else {
                self.incomplete("school", &entry);
                continue;
            };
            school.left.extend(entry.place());
            self.beside("school", &school.name, &school.left);
            let description = self.journal.block("description", &line::text(&entry.body));
            self.contradiction(&entry);
            let item = Education {
                school: self.line("school", &school.name),
                degree: self.line("degree", &school.degree),
                field: self.line("field", &school.field),
                claims: bullets::split(&description),
                description,
                started_on: entry.start,
                ended_on: entry.end,
                source: self.source(&entry.quote),
                ..Education::default()
            };
            self.profile.educations.push(item);
        }
    }

    /// Names what stands beside a school or the like and is none of its fields.
    fn beside(&mut self, what: &str, name: &str, left: &[String]) {
        if left.is_empty() {
            return;
        }
        let message = format!(
            "Beside the {what} \"{}\" there is {}, which was not read. Enter it by hand, if it belongs to the profile.",
            quote(name),
            quoted_list(left, LEFT_NAMED_MAX)
        );
        self.journal.add(FindingKind::Unassigned, message);
    }

    pub(super) fn projects(&mut self, lines: &[Line]) {
        let (found, left) = entries::read(lines);
        // Lines without dates are projects of one line each.
        for line in &left {
            self.short_project(line);
        }
        for entry in found {
            let first = entry.head.first();
            let name = first.map(|line| line.text.clone()).unwrap_or_default();
            let url = first.and_then(|line| line.url.clone());
            let name = self.line("name", &name);
            if name.is_empty() {
                self.incomplete("name", &entry);
                continue;
            }
            self.beside("project", &name, &entry.place());
            let description = self.journal.block("description", &line::text(&entry.body));
            let item = Project {
                name,
                url,
                claims: bullets::split(&description),
                description,
                started_on: entry.start,
                ended_on: entry.end,
                source: self.source(&entry.quote),
                ..Project::default()
            };
            self.profile.projects.push(item);
        }
    }

    /// `Tide clock – a clock of brass`. A bullet or sentence below a name is its description.
    fn short_project(&mut self, line: &Line) {
        let text = line.text.as_str();
        let named = [" – ", " — ", " - ", ": "]
            .iter()
            .find_map(|separator| text.split_once(separator));
        let (name, description) = named.unwrap_or((text, ""));
        if is_sentence(name) || name.split_whitespace().count() > 8 {
            self.unassigned(std::slice::from_ref(line));
            return;
        }
        let name = self.line("name", name);
        let description = self.journal.block("description", description);
        let item = Project {
            name,
            url: line.url.clone(),
            claims: bullets::split(&description),
            description,
            source: self.source(text),
            ..Project::default()
        };
        self.profile.projects.push(item);
    }
}

/// Company, title and place of a job; `above` is a company over it that may hold.
fn names_of(entry: &Entry, above: Option<&str>) -> (String, String, String) {
    let names = names(entry);
    let owned = |company: &str, location: &str| {
        (
            company.to_owned(),
            names.title.to_owned(),
            location.to_owned(),
        )
    };
    match (&entry.group, names.company) {
        (Some(group), "") => owned(group, entry.group_place.as_deref().unwrap_or_default()),
        (Some(group), company) if !names.title.is_empty() && title_score(company) > 0 => {
            owned(group, names.location)
        }
        (None, "") if title_score(names.title) > 0 => {
            owned(above.unwrap_or_default(), names.location)
        }
        (_, company) => owned(company, names.location),
    }
}

/// What the head of an entry says.
#[derive(Clone, Copy, Default)]
struct Names<'a> {
    title: &'a str,
    company: &'a str,
    location: &'a str,
}

/// Title, company and place of an entry's head.
fn names(entry: &Entry) -> Names<'_> {
    let heads: Vec<&str> = entry.head.iter().map(|line| line.text.as_str()).collect();
    match heads.as_slice() {
        [] => Names::default(),
        [only] => {
            let line = entry.head.first();
            let cells = line.map(|line| line.cells.as_slice()).unwrap_or_default();
            if line.is_some_and(|line| line.titled) {
                return titled(cells);
            }
            one_line(only, cells)
        }
        [first, second, ..] => two_lines(first, second),
    }
}

/// The cells of a row whose header says what they are.
fn titled(cells: &[String]) -> Names<'_> {
    let cell = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
    Names {
        title: cell(0),
        company: cell(1),
        location: cell(2),
    }
}

fn one_line<'a>(text: &'a str, cells: &'a [String]) -> Names<'a> {
    if cells.len() > 1 {
        let cell = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
        return ordered(cell(0), cell(1), cell(2), false);
    }
    if let Some((rest, place)) = with_place(text)
        && parts(rest, cells).0.len() > 1
    {
        let names = one_line(rest, cells);
        let is_free = names.location.is_empty();
        let location = if is_free { place } else { names.location };
        return Names { location, ..names };
    }
    let (found, titled) = parts(text, cells);
    let slices = found.iter().map(|part| {
        let at = text.find(part.as_str()).unwrap_or_default();
        text.get(at..at + part.len()).unwrap_or_default()
    });
    let (remote, others): (Vec<&str>, Vec<&str>) =
        slices.partition(|part| !titled && is_remote(part));
    let remote = remote.first().copied().unwrap_or_default();
    let mut others = others.into_iter();
    let (first, second, third) = (others.next(), others.next(), others.next());
    let (first, second) = (first.unwrap_or_default(), second.unwrap_or_default());
    if second.is_empty() {
        // A company at which somebody works from afar is no title.
        let is_company = !remote.is_empty() && title_score(first) <= 0;
        let (title, company) = if is_company { ("", first) } else { (first, "") };
        return Names {
            title,
            company,
            location: remote,
        };
    }
    if let Some(third) = third {
        let place = if remote.is_empty() { third } else { remote };
        return ordered(first, second, place, titled);
    }
    // "Planner, Fern Ltd - Night Shift": the dash is a part of the company.
    let before = first.split_once(", ");
    if let Some((title, company)) = before.filter(|(_, company)| !titled && has_form(company)) {
        let at = text.find(company).unwrap_or_default();
        return placed(Names {
            title,
            company: text.get(at..).unwrap_or(company),
            location: remote,
        });
    }
    // "Planner · Kestrel & Loam, Ghent": the place is behind the company.
    placed(ordered(first, second, remote, titled))
}

/// The place behind the company's name, or behind the title.
fn placed(names: Names<'_>) -> Names<'_> {
    let (title, of_title) = without_place(names.title, false);
    let (company, of_company) = without_place(names.company, true);
    let places = [names.location, of_company, of_title];
    let location = places.into_iter().find(|place| !place.is_empty());
    Names {
        title,
        company,
        location: location.unwrap_or_default(),
    }
}

fn two_lines<'a>(first: &'a str, second: &'a str) -> Names<'a> {
    placed(ordered(first, second, "", false))
}

/// The title first, unless the second looks more like one.
fn ordered<'a>(first: &'a str, second: &'a str, location: &'a str, titled: bool) -> Names<'a> {
    if !titled && title_score(second) > title_score(first) {
        Names {
            title: second,
            company: first,
            location,
        }
    } else {
        Names {
            title: first,
            company: second,
            location,
        }
    }
}
