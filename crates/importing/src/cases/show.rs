//! Shows what was read, one line for each item.

use crate::{
    Imported,
    date::PartialDate,
    record::{Application, Profile},
    report::{FileState, FindingKind},
};

fn date(date: Option<PartialDate>) -> String {
    date.map_or_else(|| "?".to_owned(), |date| date.to_string())
}

fn span(from: Option<PartialDate>, to: Option<PartialDate>) -> String {
    format!("{} – {}", date(from), date(to))
}

fn one_line(text: &str) -> String {
    text.replace('\n', "⏎")
}

/// The items, then the findings.
pub fn shown(imported: &Imported) -> Vec<String> {
    let mut lines = person(&imported.profile);
    lines.extend(career(&imported.profile));
    lines.extend(known(&imported.profile));
    for one in &imported.connections {
        let (url, email) = (one.profile_url.as_deref(), one.email.as_deref());
        lines.push(format!(
            "person: {} | {} | {} | {} | {} | {} | {}",
            one.first_name,
            one.last_name,
            url.unwrap_or("-"),
            email.unwrap_or("-"),
            one.company,
            one.position,
            date(one.connected_on)
        ));
    }
    lines.extend(imported.applications.iter().map(application));
    lines.extend(imported.report.findings.iter().map(|finding| {
        let row = finding.row.map(|row| format!(" {row}")).unwrap_or_default();
        format!(
            "! {}{row} {:?}: {}",
            finding.file, finding.kind, finding.message
        )
    }));
    lines.extend(imported.report.files.iter().map(|file| {
        format!(
            "! {} is {:?} {}/{}",
            file.name, file.state, file.items, file.rows
        )
    }));
    lines
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

fn person(profile: &Profile) -> Vec<String> {
    let mut lines = Vec::new();
    for (tag, text) in [
        ("headline", &profile.headline),
        ("summary", &profile.summary),
        ("location", &profile.location),
    ] {
        if !text.is_empty() {
            lines.push(format!("{tag}: {}", one_line(text)));
        }
    }
    for link in &profile.links {
        lines.push(format!("link: {} | {}", link.label, link.url));
    }
    let targets = &profile.targets;
    for (tag, texts) in [
        ("titles", &targets.titles),
        ("locations", &targets.locations),
        ("types", &targets.job_types),
        ("industries", &targets.industries),
        ("sizes", &targets.company_sizes),
        ("companies", &targets.companies),
    ] {
        if !texts.is_empty() {
            lines.push(format!("{tag}: {}", texts.join(" | ")));
        }
    }
    lines
}

fn claims(lines: &mut Vec<String>, claims: &[String]) {
    lines.extend(claims.iter().map(|claim| format!("- {}", one_line(claim))));
}

fn career(profile: &Profile) -> Vec<String> {
    let mut lines = Vec::new();
    for job in &profile.employments {
        let end = if job.current && job.ended_on.is_none() {
            "…".to_owned()
        } else {
            date(job.ended_on) + if job.current { "…" } else { "" }
        };
        lines.push(format!(
            "job: {} | {} | {} | {} – {end}",
            job.company,
            job.title,
            job.location,
            date(job.started_on)
        ));
        claims(&mut lines, &job.claims);
    }
    for school in &profile.educations {
        lines.push(format!(
            "school: {} | {} | {} | {}",
            school.school,
            school.degree,
            school.field,
            span(school.started_on, school.ended_on)
        ));
        claims(&mut lines, &school.claims);
    }
    for one in &profile.volunteering {
        lines.push(format!(
            "unpaid: {} | {} | {} | {}",
            one.organization,
            one.role,
            one.cause,
            span(one.started_on, one.ended_on)
        ));
        claims(&mut lines, &one.claims);
    }
    lines
}

fn known(profile: &Profile) -> Vec<String> {
    let mut lines = Vec::new();
    for skill in &profile.skills {
        let group = if skill.group.is_empty() {
            String::new()
        } else {
            format!(" [{}]", skill.group)
        };
        // Levels are shown of what has a quotation: the items of a résumé.
        let stated = ["level", "yearsOfExperience"].map(|key| skill.extra.get(key));
        let stated = stated.into_iter().flatten().next();
        let stated = stated.filter(|_| skill.source.quote.is_some());
        let level = stated.map(|it| format!(" ({})", it.to_string().trim_matches('"')));
        let level = level.unwrap_or_default();
        lines.push(format!("skill: {}{group}{level}", skill.name));
    }
    for one in &profile.languages {
        let level = one.proficiency.map(|level| format!("{level:?}"));
        let stated = if one.stated.is_empty() {
            String::new()
        } else {
            format!(" ({})", one.stated)
        };
        lines.push(format!(
            "language: {} | {}{stated}",
            one.name,
            level.unwrap_or_else(|| "?".to_owned())
        ));
    }
    for one in &profile.projects {
        lines.push(format!(
            "project: {} | {} | {}",
            one.name,
            one.url.as_deref().unwrap_or("-"),
            span(one.started_on, one.ended_on)
        ));
        claims(&mut lines, &one.claims);
    }
    for one in &profile.certifications {
        lines.push(format!(
            "certificate: {} | {} | {} | {} | {}",
            one.name,
            one.authority,
            one.license_number,
            one.url.as_deref().unwrap_or("-"),
            span(one.issued_on, one.expires_on)
        ));
    }
    for one in &profile.publications {
        lines.push(format!(
            "publication: {} | {} | {} | {}",
            one.title,
            one.publisher,
            one.url.as_deref().unwrap_or("-"),
            date(one.published_on)
        ));
    }
    for one in &profile.awards {
        lines.push(format!(
            "award: {} | {} | {}",
            one.title,
            one.issuer,
            date(one.awarded_on)
        ));
    }
    lines
}

fn application(one: &Application) -> String {
    let stage = one.stage.map_or_else(
        || format!("? ({})", one.stated_stage),
        |stage| format!("{stage:?}"),
    );
    let mut line = format!("application: {} | {} | {stage}", one.company, one.role);
    let mut add = |tag: &str, text: &str| {
        if !text.is_empty() {
            line.extend([" | ", tag, " ", one_line(text).as_str()]);
        }
    };
    add(
        "on",
        &one.applied_on.map(|on| on.to_string()).unwrap_or_default(),
    );
    add(
        "saved",
        &one.saved_on.map(|on| on.to_string()).unwrap_or_default(),
    );
    add("at", &one.location);
    add("url", one.url.as_deref().unwrap_or_default());
    add("pay", &one.pay);
    let notes = [one.note.clone(), one.lines.join("\n")];
    let notes: Vec<String> = notes.into_iter().filter(|it| !it.is_empty()).collect();
    add("note", &notes.join("\n\n"));
    add("tags", &one.tags.join(" + "));
    line
}

/// What holds for every input: rows are read or named, text is clean, and nothing private is anywhere.
pub fn invariants(imported: &Imported) -> Vec<String> {
    let mut broken = Vec::new();
    let all = format!("{imported:?}");
    for word in ["CANARY", "KEEPSECRET", "HIDDEN"] {
        if all.contains(word) {
            broken.push(format!("broken: {word} is in the answer"));
        }
    }
    for line in shown(imported) {
        if line.contains('\u{FFFD}') || line.chars().any(|c| c.is_control() && c != '\t') {
            broken.push(format!("broken: not clean {line:?}"));
        }
    }
    for file in &imported.report.files {
        let left_out = file.rows.saturating_sub(file.items);
        let named = imported.report.findings.iter().filter(|finding| {
            finding.file == file.name
                && !matches!(finding.kind, FindingKind::Cut | FindingKind::Encoding)
        });
        if file.state == FileState::Read && usize::try_from(left_out).unwrap() > named.count() {
            broken.push(format!("broken: rows of {} are lost in silence", file.name));
        }
    }
    broken
}
