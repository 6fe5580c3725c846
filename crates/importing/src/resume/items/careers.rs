//! Jobs, unpaid work and projects.

use super::{
    Builder, names,
    places::{place, with_places},
};
use crate::{
    bullets,
    record::{Employment, Project, Volunteering},
    report::FindingKind,
    resume::{
        breaks,
        entries::{self, Entry},
        forms, groups,
        line::{self, Kind, Line},
        set_off, single, span,
        words::{is_sentence, title_score},
    },
    text::{quote, quoted_list},
};

/// The most parts beside a school that are named.
const LEFT_NAMED_MAX: usize = 5;

impl Builder<'_> {
    pub(super) fn employments(&mut self, lines: &[Line]) {
        let forms::Read { lines, left } = forms::jobs(lines);
        self.left_out(left);
        let lines = with_places(&lines, &self.profile.location);
        let (found, left) = entries::read(&lines);
        self.unassigned(&left);
        // The company over the title of the last job, which holds for titles below it that name none.
        let mut above: Option<String> = None;
        let entries = groups::of(found);
        let is_company_first = names::are_companies_first(&entries);
        for mut entry in entries {
            if breaks::is_head(&entry.head) {
                self.pause(&entry);
                continue;
            }
            let names = names::of_job(&entry, above.as_deref(), is_company_first);
            let company = self.line("company", &names.company);
            let title = self.line("title", &names.title);
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
            let notes = [names.left, std::mem::take(&mut entry.notes)].concat();
            self.beside("job", &title, &notes);
            let mut location = self.line("location", &names.location);
            if location.is_empty() {
                location = match std::mem::take(&mut entry.place) {
                    beside if beside.is_empty() => place(&mut entry),
                    beside => self.line("location", &beside),
                };
            }
            let others = set_off::take(&mut entry);
            self.unassigned(&others);
            let description = self.journal.block("description", &line::text(&entry.body));
            self.contradiction(&entry);
            self.open_end(&entry);
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
            self.job(job);
        }
    }

    /// Names what the forms of entries leave out.
    pub(super) fn left_out(&mut self, left: Vec<String>) {
        for message in left {
            self.journal.add(FindingKind::Unassigned, message);
        }
    }

    /// Names a break between jobs, which is none, and what is said of it.
    fn pause(&mut self, entry: &Entry) {
        let lines: Vec<&str> = entry.quote.lines().collect();
        let head = lines.len().saturating_sub(entry.body.len());
        let head = lines.get(..head).unwrap_or_default().join(" ");
        let message = format!(
            "\"{}\" is a break between jobs, and was not read as one. Enter it by hand, if it belongs to the profile.",
            quote(&head)
        );
        self.journal.add(FindingKind::Unassigned, message);
        self.unassigned(&entry.body);
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

    /// Names what was read as a name, and may say until when.
    pub(super) fn open_end(&mut self, entry: &Entry) {
        if let Some(text) = &entry.open {
            let message = format!(
                "\"{}\" stands where the end of the dates should, and was read as a name. Correct the entry if it says until when.",
                quote(text)
            );
            self.journal.add(FindingKind::Guess, message);
        }
    }

    pub(super) fn volunteering(&mut self, lines: &[Line]) {
        let (found, left) = entries::unpaid(lines);
        self.unassigned(&left);
        for entry in found {
            let names = names::of(&entry);
            let organization = entry.group.clone().unwrap_or(names.company);
            // "Red Hut, 2016": the only name, which is no role.
            let is_only = organization.is_empty() && title_score(&names.title) <= 0;
            let (organization, title) = if is_only {
                (names.title, organization)
            } else {
                (organization, names.title)
            };
            let organization = self.line("organization", &organization);
            let role = self.line("role", &title);
            if organization.is_empty() {
                self.incomplete("organization", &entry);
                continue;
            }
            let beside = [names.left, entry.place(), entry.notes.clone()].concat();
            self.beside("organization", &organization, &beside);
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

    /// Names what stands beside a school or the like and is none of its fields.
    pub(super) fn beside(&mut self, what: &str, name: &str, left: &[String]) {
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
        self.undated_projects(&left);
        for mut entry in found {
            let others = projects_below(&mut entry.body);
            let first = entry.head.first();
            let name = first.map(|line| line.text.clone()).unwrap_or_default();
            let url = first.and_then(|line| line.url.clone());
            // "Tide clock | React, Rust": what is behind a bar is none of the name.
            let (name, behind) = name.split_once(" | ").unwrap_or((&name, ""));
            if !behind.is_empty() {
                entry.notes.push(behind.to_owned());
            }
            let name = self.line("name", name);
            if name.is_empty() {
                self.incomplete("name", &entry);
                continue;
            }
            let beside = [entry.place(), entry.notes.clone()].concat();
            self.beside("project", &name, &beside);
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
            self.undated_projects(&others);
        }
    }

    /// Lines without dates are projects of one line each, or of a name with bullets below it.
    fn undated_projects(&mut self, lines: &[Line]) {
        let mut rest = lines;
        while let Some((line, below)) = rest.split_first() {
            let is_below = |below: &&Line| match (line.kind, below.kind) {
                (Kind::Bullet(depth), Kind::Bullet(own)) => own > depth,
                (_, kind) => matches!(kind, Kind::Bullet(_)),
            };
            let (body, others) = below.split_at(below.iter().take_while(is_below).count());
            self.short_project(line, body);
            rest = others;
        }
    }

    /// `Tide clock – a clock of brass`. Bullets below a name are what was done.
    fn short_project(&mut self, line: &Line, body: &[Line]) {
        let text = line.text.as_str();
        let named = [" – ", " — ", " - ", ": "]
            .iter()
            .find_map(|separator| text.split_once(separator));
        let (name, description) = named.unwrap_or((text, ""));
        // "Tide clock, 2019 – a clock of brass": the date is behind the name, or before the text.
        let order = line.order;
        let behind = single::at_end(name, order).filter(|(_, rest)| !rest.is_empty());
        let before = || {
            let mut signs = [" – ", " — ", " - ", ": "].iter();
            let (day, rest) = signs.find_map(|sign| description.split_once(sign))?;
            let date = span::read(day, order).date()?;
            Some((date, rest.to_owned()))
        };
        let (date, name, description) = match behind {
            Some((date, rest)) => (Some(date), rest, description.to_owned()),
            None => match before() {
                Some((date, rest)) => (Some(date), name.to_owned(), rest),
                None => (None, name.to_owned(), description.to_owned()),
            },
        };
        let name = name.as_str();
        if is_sentence(name) || name.split_whitespace().count() > 8 {
            self.unassigned(std::slice::from_ref(line));
            self.unassigned(body);
            return;
        }
        let name = self.line("name", name);
        let description = [description, line::text(body)];
        let description = description.join("\n");
        let description = self.journal.block("description", description.trim());
        let item = Project {
            name,
            url: line.url.clone(),
            claims: bullets::split(&description),
            description,
            ended_on: date,
            source: self.source(text),
            ..Project::default()
        };
        self.profile.projects.push(item);
    }
}

/// Takes the further projects from the text of one: a name that is set off, with bullets below it.
fn projects_below(body: &mut Vec<Line>) -> Vec<Line> {
    let from = body.windows(2).position(|pair| {
        let [name, below] = pair else { return false };
        let is_name = name.gap && !name.is_bullet() && !is_sentence(&name.text);
        is_name && below.is_bullet() && !name.text.ends_with(':')
    });
    from.map_or_else(Vec::new, |from| body.split_off(from))
}
