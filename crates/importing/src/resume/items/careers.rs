//! Jobs, unpaid work and projects.

use super::{
    Builder,
    doubts::is_organization,
    names,
    places::{place, with_places},
};
use crate::{
    bullets,
    record::{Employment, Volunteering},
    report::FindingKind,
    resume::{
        breaks,
        entries::{self, Entry},
        forms, groups,
        line::{self, Line},
        set_off,
        words::title_score,
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
        let mut above: Option<names::Over> = None;
        let entries = groups::of(found);
        let is_company_first = names::are_companies_first(&entries);
        for mut entry in entries {
            if breaks::is_head(&entry.head) {
                self.pause(&entry);
                continue;
            }
            let names = names::of_job(&entry, above.as_ref(), is_company_first);
            let has_both = !names.company.is_empty() && !names.title.is_empty();
            let is_town = entry.group.is_none() && names::has_only_town(&names);
            if has_both && (is_town || names::are_doubtful(&names)) {
                self.incomplete("company and title that are certain", &entry);
                continue;
            }
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
                above = Some(names::Over {
                    name: company.clone(),
                    place: names.location.clone(),
                });
            } else if above.as_ref().is_none_or(|over| over.name != company) {
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
            self.doubtful_job(&company, &title, &location);
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
        self.unassigned(&entry.body);
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
            // "Help Society – Medic": the words of an organization tell it from a role.
            let is_swapped = is_organization(&title) && !is_organization(&organization);
            let (organization, title) = if is_swapped && title_score(&title) <= 0 {
                (title, organization)
            } else {
                (organization, title)
            };
            let organization = self.line("organization", &organization);
            let role = self.line("role", &title);
            if organization.is_empty() {
                self.incomplete("organization", &entry);
                continue;
            }
            self.doubtful_role(&organization, &role);
            let town = Some(names.location).filter(|town| !town.is_empty());
            let town: Vec<String> = town.into_iter().collect();
            let beside = [names.left, town, entry.place(), entry.notes.clone()].concat();
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
}
