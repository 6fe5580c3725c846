//! A revision as a JSON Resume (<https://jsonresume.org>), written as the profile is. What is hidden is left out. `meta.careergraph` has the
//! citations: for each statement, the entry that it is in and the versions of facts that it rests on.

use importing::{
    date::PartialDate as FileDate,
    json_resume,
    record::{
        Award, Certification, Education, Employment, Language, Link, Profile, Project, Publication,
        Skill, Volunteering,
    },
};
use serde_json::{Map, Value as Json, json};

use crate::{
    features::writing::resumes::{Content, Item, SectionKind, Statement},
    types::{id::ResumeId, partial_date::PartialDate},
};

/// The document, with the ids of the résumé and of the revision in its extension.
pub(super) fn written(content: &Content, (resume, revision): (ResumeId, i32)) -> Json {
    let mut cited = Vec::new();
    cite(&mut cited, "/basics/summary", &content.summary);
    let mut file = Profile {
        headline: content.headline.clone(),
        summary: paragraphs(&content.summary),
        location: content.location.clone(),
        links: content
            .links
            .iter()
            .map(|link| Link {
                label: link.label.clone(),
                url: link.url.clone(),
                ..Link::default()
            })
            .collect(),
        ..Profile::default()
    };
    for section in &content.sections {
        let shown = section.items.iter().filter(|item| !item.hidden);
        for (index, item) in shown.enumerate() {
            add(&mut file, section.kind, item);
            let place = format!("/{}/{index}", key(section.kind));
            cite(&mut cited, &place, &item.statements);
        }
    }
    let basics = [
        ("name", &content.name),
        ("email", &content.email),
        ("phone", &content.phone),
    ];
    file.extra
        .insert("basics".to_owned(), extra(&basics).into());
    let own = json!({
        "resume": resume.to_string(),
        "revision": revision,
        "language": content.language.tag(),
        "citations": cited,
    });
    file.extra
        .insert("meta".to_owned(), json!({ "careergraph": own }));
    json_resume::write(&file)
}

/// The name of a section in the standard.
const fn key(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Work => "work",
        SectionKind::Education => "education",
        SectionKind::Skills => "skills",
        SectionKind::Languages => "languages",
        SectionKind::Projects => "projects",
        SectionKind::Certifications => "certificates",
        SectionKind::Volunteering => "volunteer",
        SectionKind::Publications => "publications",
        SectionKind::Awards => "awards",
    }
}

fn cite(cited: &mut Vec<Json>, place: &str, statements: &[Statement]) {
    for statement in shown(statements).filter(|statement| !statement.citations.is_empty()) {
        cited.push(json!({
            "entry": place,
            "statement": statement.text,
            "evidence": statement.citations,
        }));
    }
}

fn shown(statements: &[Statement]) -> impl Iterator<Item = &Statement> {
    statements.iter().filter(|statement| !statement.hidden)
}

fn texts(statements: &[Statement]) -> Vec<String> {
    shown(statements)
        .map(|statement| statement.text.clone())
        .collect()
}

fn paragraphs(statements: &[Statement]) -> String {
    texts(statements).join("\n\n")
}

/// The values that are not empty, as further keys of an entry.
fn extra(values: &[(&str, &String)]) -> Map<String, Json> {
    let given = values.iter().filter(|(_, value)| !value.is_empty());
    given
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect()
}

fn date(date: Option<PartialDate>) -> Option<FileDate> {
    FileDate::parse(&date?.to_string())
}

fn add(file: &mut Profile, kind: SectionKind, item: &Item) {
    let url = item.url.clone().unwrap_or_default();
    let (title, organization) = (item.title.clone(), item.organization.clone());
    let (place, detail) = (&item.location, &item.detail);
    let (started_on, ended_on) = (date(item.started_on), date(item.ended_on));
    let claims = texts(&item.statements);
    match kind {
        SectionKind::Work => file.employments.push(Employment {
            company: organization,
            title,
            location: item.location.clone(),
            claims,
            started_on,
            ended_on,
            extra: extra(&[("url", &url), ("description", detail)]),
            ..Employment::default()
        }),
        SectionKind::Education => file.educations.push(Education {
            school: organization,
            degree: title,
            field: item.detail.clone(),
            claims,
            started_on,
            ended_on,
            extra: extra(&[("url", &url), ("location", place)]),
            ..Education::default()
        }),
        SectionKind::Volunteering => file.volunteering.push(Volunteering {
            organization,
            role: title,
            cause: item.detail.clone(),
            claims,
            started_on,
            ended_on,
            extra: extra(&[("url", &url), ("location", place)]),
            ..Volunteering::default()
        }),
        SectionKind::Projects => file.projects.push(Project {
            name: title,
            url: item.url.clone(),
            claims,
            started_on,
            ended_on,
            extra: extra(&[
                ("entity", &organization),
                ("location", place),
                ("type", detail),
            ]),
            ..Project::default()
        }),
        _ => add_knowledge(file, kind, item),
    }
}

fn add_knowledge(file: &mut Profile, kind: SectionKind, item: &Item) {
    let url = item.url.clone().unwrap_or_default();
    let (title, organization) = (item.title.clone(), item.organization.clone());
    let (place, detail) = (&item.location, &item.detail);
    let started_on = date(item.started_on);
    let description = paragraphs(&item.statements);
    match kind {
        SectionKind::Certifications => file.certifications.push(Certification {
            name: title,
            authority: organization,
            license_number: item.detail.clone(),
            url: item.url.clone(),
            issued_on: started_on,
            expires_on: date(item.ended_on),
            extra: extra(&[("location", place), ("summary", &description)]),
            ..Certification::default()
        }),
        SectionKind::Publications => file.publications.push(Publication {
            title,
            publisher: organization,
            url: item.url.clone(),
            description,
            published_on: started_on,
            extra: extra(&[("location", place), ("detail", detail)]),
            ..Publication::default()
        }),
        SectionKind::Awards => file.awards.push(Award {
            title,
            issuer: organization,
            description,
            awarded_on: started_on,
            extra: extra(&[("url", &url), ("location", place), ("detail", detail)]),
            ..Award::default()
        }),
        SectionKind::Languages => file.languages.push(Language {
            name: title,
            stated: item.detail.clone(),
            extra: extra(&[("organization", &organization), ("summary", &description)]),
            ..Language::default()
        }),
        _ => file.skills.push(Skill {
            name: title,
            extra: extra(&[
                ("level", detail),
                ("organization", &organization),
                ("summary", &description),
            ]),
            ..Skill::default()
        }),
    }
}
