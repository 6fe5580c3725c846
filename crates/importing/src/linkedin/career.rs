//! Jobs, schools, unpaid work and projects.

use super::{
    Outcome,
    gather::{Gather, Row},
};
use crate::{
    bullets,
    date::PartialDate,
    record::{Education, Employment, Project, Volunteering},
    report::FindingKind,
    text,
};

pub(super) fn position(gather: &mut Gather, row: &Row<'_>) -> Outcome {
    let all = [
        "company",
        "title",
        "description",
        "location",
        "started",
        "ended",
    ];
    if !gather.first(row, "position", &all.map(|field| row.fields.get(field))) {
        return Outcome::Finding;
    }
    let imported = &mut gather.imported;
    let (started_on, ended_on, current) = row.period(imported);
    // What is no date is told apart by its words.
    let day = |date: Option<PartialDate>, field| {
        date.map_or_else(|| row.fields.get(field).to_owned(), |date| date.to_string())
    };
    let names = [
        row.fields.get("company"),
        row.fields.get("title"),
        &day(started_on, "started"),
        &if current {
            "…".to_owned()
        } else {
            day(ended_on, "ended")
        },
    ];
    let identity = format!(
        "position {}",
        names
            .map(text::line)
            .join("\u{1F}")
            .to_lowercase()
            .replace(['.', ','], "")
    );
    let place = gather.places.get(&identity).copied();
    let description = row.block("description", "The description", imported);
    let employment = Employment {
        company: row.line("company", "The company", imported),
        title: row.line("title", "The title", imported),
        location: row.line("location", "The location", imported),
        claims: bullets::split(&description),
        description,
        started_on,
        ended_on,
        current,
        source: row.source(),
        ..Employment::default()
    };
    let employments = &mut imported.profile.employments;
    let known = place.and_then(|place| employments.get_mut(place));
    if known.is_some_and(|known| complete(known, &employment)) {
        row.duplicate(imported);
        return Outcome::Finding;
    }
    gather.places.insert(identity, employments.len());
    employments.push(employment);
    Outcome::Item
}

/// Fills what is empty from another row about the same job. False if the two say different things, so that both are kept.
fn complete(known: &mut Employment, other: &Employment) -> bool {
    let fits = |known: &str, other: &str| known.is_empty() || other.is_empty() || known == other;
    if !fits(&known.location, &other.location) || !fits(&known.description, &other.description) {
        return false;
    }
    if known.location.is_empty() {
        known.location.clone_from(&other.location);
    }
    if known.description.is_empty() {
        known.description.clone_from(&other.description);
        known.claims.clone_from(&other.claims);
    }
    true
}

pub(super) fn education(gather: &mut Gather, row: &Row<'_>) -> Outcome {
    let all = [
        "school",
        "degree",
        "field",
        "notes",
        "activities",
        "started",
        "ended",
    ];
    if !gather.first(row, "education", &all.map(|field| row.fields.get(field))) {
        return Outcome::Finding;
    }
    let imported = &mut gather.imported;
    let (started_on, ended_on, _) = row.period(imported);
    let texts = ["notes", "activities"].map(|field| text::block(row.fields.get(field)));
    let texts: Vec<_> = texts
        .iter()
        .filter(|text| !text.is_empty())
        .map(String::as_str)
        .collect();
    let description = text::fit(
        texts.join("\n\n"),
        text::BLOCK_CHARS_MAX,
        "The description",
        &mut row.notes(imported),
    );
    let education = Education {
        school: row.line("school", "The school", imported),
        degree: row.line("degree", "The degree", imported),
        field: row.line("field", "The field of study", imported),
        claims: bullets::split(&description),
        description,
        started_on,
        ended_on,
        source: row.source(),
        ..Education::default()
    };
    imported.profile.educations.push(education);
    Outcome::Item
}

pub(super) fn volunteering(gather: &mut Gather, row: &Row<'_>) -> Outcome {
    let all = [
        "organization",
        "role",
        "cause",
        "description",
        "started",
        "ended",
    ];
    if !gather.first(row, "volunteering", &all.map(|field| row.fields.get(field))) {
        return Outcome::Finding;
    }
    let imported = &mut gather.imported;
    let (started_on, ended_on, _) = row.period(imported);
    let description = row.block("description", "The description", imported);
    let volunteering = Volunteering {
        organization: row.line("organization", "The organization", imported),
        role: row.line("role", "The role", imported),
        cause: row.line("cause", "The cause", imported),
        claims: bullets::split(&description),
        description,
        started_on,
        ended_on,
        source: row.source(),
        ..Volunteering::default()
    };
    if volunteering.role.is_empty() {
        let message = "This row has no \"Role\". Complete it by hand.";
        row.notes(imported).add(FindingKind::Guess, message);
    }
    imported.profile.volunteering.push(volunteering);
    Outcome::Item
}

pub(super) fn project(gather: &mut Gather, row: &Row<'_>) -> Outcome {
    let all = ["name", "description", "url", "started", "ended"];
    if !gather.first(row, "project", &all.map(|field| row.fields.get(field))) {
        return Outcome::Finding;
    }
    let imported = &mut gather.imported;
    let (started_on, ended_on, _) = row.period(imported);
    let description = row.block("description", "The description", imported);
    let project = Project {
        name: row.line("name", "The name", imported),
        url: row.url("url", imported),
        claims: bullets::split(&description),
        description,
        started_on,
        ended_on,
        source: row.source(),
        ..Project::default()
    };
    imported.profile.projects.push(project);
    Outcome::Item
}
