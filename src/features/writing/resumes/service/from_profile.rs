//! A profile as the content of a résumé: every item, and every fact as a statement that cites the fact's current version.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    features::{
        profiles::{
            AwardRow, CertificationRow, EducationRow, EmploymentRow, EvidenceRow, LanguageRow,
            Proficiency, Profile, ProjectRow, PublicationRow, Sections, SkillClaimRow,
            VolunteeringRow,
        },
        users::UserRow,
        writing::{
            Language,
            resumes::{Citation, Content, Item, ItemSource, Link, Section, SectionKind, Statement},
        },
    },
    types::partial_date::PartialDate,
};

/// The facts of the items.
type Facts = HashMap<Uuid, Vec<EvidenceRow>>;

/// The profile as a résumé in this language. The words of the profile are kept in the language in which they are.
pub(super) fn content(
    language: Language,
    user: UserRow,
    profile: Profile,
    sections: Sections,
) -> Content {
    let mut facts = Facts::new();
    for fact in sections.evidence {
        facts.entry(fact.item_id).or_default().push(fact);
    }
    let mut items: HashMap<SectionKind, Vec<Item>> = HashMap::from([
        (
            SectionKind::Work,
            made(sections.employments, |row| employment(row, &facts)),
        ),
        (
            SectionKind::Education,
            made(sections.educations, |row| education(row, &facts)),
        ),
        (SectionKind::Skills, made(sections.skills, skill)),
        (
            SectionKind::Languages,
            made(sections.languages, |row| spoken(row, language)),
        ),
        (
            SectionKind::Projects,
            made(sections.projects, |row| project(row, &facts)),
        ),
        (
            SectionKind::Certifications,
            made(sections.certifications, certification),
        ),
        (
            SectionKind::Volunteering,
            made(sections.volunteerings, |row| volunteering(row, &facts)),
        ),
        (
            SectionKind::Publications,
            made(sections.publications, publication),
        ),
        (SectionKind::Awards, made(sections.awards, award)),
    ]);
    let section = |kind| Section {
        kind,
        heading: String::new(),
        items: items.remove(&kind).unwrap_or_default(),
    };
    let link = |link: crate::features::profiles::Link| Link {
        label: link.label,
        url: link.url,
    };
    let sections = SectionKind::ALL.into_iter().map(section);
    Content {
        language,
        name: user.name,
        headline: profile.headline,
        location: profile.location,
        email: user.email,
        links: profile.links.into_iter().map(link).collect(),
        summary: stated(&profile.summary),
        sections: sections
            .filter(|section| !section.items.is_empty())
            .collect(),
        ..Content::default()
    }
}

fn made<T>(rows: Vec<T>, item: impl Fn(T) -> Item) -> Vec<Item> {
    rows.into_iter().map(item).collect()
}

/// An item without anything but its source.
fn empty(source: impl std::fmt::Display) -> Item {
    Item {
        key: String::new(),
        source: Some(ItemSource::new(source)),
        title: String::new(),
        organization: String::new(),
        location: String::new(),
        url: None,
        started_on: None,
        ended_on: None,
        detail: String::new(),
        hidden: false,
        statements: Vec::new(),
    }
}

/// What is said about an item: its facts, or else the parts of its description, which rest on none. Facts that the user has not confirmed
/// are not printed.
fn statements(facts: &Facts, item: Uuid, description: &str) -> Vec<Statement> {
    let Some(facts) = facts.get(&item) else {
        return stated(description);
    };
    let cited = |fact: &EvidenceRow| Statement {
        text: fact.text.clone(),
        citations: vec![Citation {
            evidence: fact.id,
            version: fact.version,
        }],
        hidden: fact.confirmed_at.is_none(),
    };
    facts.iter().map(cited).collect()
}

/// The parts of a text: one for each bullet, and one for each paragraph without bullets.
fn stated(text: &str) -> Vec<Statement> {
    let parts = importing::bullets::split(text).into_iter();
    parts
        .map(|text| Statement {
            text,
            ..Statement::default()
        })
        .collect()
}

fn employment(row: EmploymentRow, facts: &Facts) -> Item {
    Item {
        statements: statements(facts, row.id.0, &row.description),
        title: row.title,
        organization: row.company,
        location: row.location,
        started_on: row.started_on,
        ended_on: row.ended_on,
        ..empty(row.id)
    }
}

fn education(row: EducationRow, facts: &Facts) -> Item {
    Item {
        statements: statements(facts, row.id.0, &row.description),
        title: row.degree,
        organization: row.school,
        detail: row.field,
        started_on: row.started_on,
        ended_on: row.ended_on,
        ..empty(row.id)
    }
}

fn skill(row: SkillClaimRow) -> Item {
    Item {
        title: row.name,
        ..empty(row.id)
    }
}

fn spoken(row: LanguageRow, language: Language) -> Item {
    let detail = match row.proficiency {
        Some(level) if row.stated.is_empty() => proficiency(level, language).to_owned(),
        _ => row.stated,
    };
    Item {
        title: language.name_of(&row.name),
        detail,
        ..empty(row.id)
    }
}

const fn proficiency(level: Proficiency, language: Language) -> &'static str {
    match (level, language) {
        (Proficiency::Native, Language::En) => "Native speaker",
        (Proficiency::Native, Language::De) => "Muttersprache",
        (Proficiency::FullProfessional, Language::En) => "Full professional proficiency",
        (Proficiency::FullProfessional, Language::De) => "Verhandlungssicher",
        (Proficiency::ProfessionalWorking, Language::En) => "Professional working proficiency",
        (Proficiency::ProfessionalWorking, Language::De) => "Fließend",
        (Proficiency::LimitedWorking, Language::En) => "Limited working proficiency",
        (Proficiency::LimitedWorking, Language::De) => "Gute Kenntnisse",
        (Proficiency::Elementary, Language::En) => "Elementary proficiency",
        (Proficiency::Elementary, Language::De) => "Grundkenntnisse",
    }
}

fn project(row: ProjectRow, facts: &Facts) -> Item {
    Item {
        statements: statements(facts, row.id.0, &row.description),
        title: row.name,
        url: row.url,
        started_on: row.started_on,
        ended_on: row.ended_on,
        ..empty(row.id)
    }
}

fn certification(row: CertificationRow) -> Item {
    Item {
        title: row.name,
        organization: row.authority,
        detail: row.license_number,
        url: row.url,
        started_on: row.issued_on,
        ended_on: row.expires_on,
        ..empty(row.id)
    }
}

fn volunteering(row: VolunteeringRow, facts: &Facts) -> Item {
    Item {
        statements: statements(facts, row.id.0, &row.description),
        title: row.role,
        organization: row.organization,
        detail: row.cause,
        started_on: row.started_on,
        ended_on: row.ended_on,
        ..empty(row.id)
    }
}

fn publication(row: PublicationRow) -> Item {
    Item {
        url: row.url,
        ..dated(
            row.id,
            (row.title, row.publisher),
            row.published_on,
            &row.description,
        )
    }
}

fn award(row: AwardRow) -> Item {
    dated(
        row.id,
        (row.title, row.issuer),
        row.awarded_on,
        &row.description,
    )
}

/// What has one date, and a description without facts.
fn dated(
    source: impl std::fmt::Display,
    (title, organization): (String, String),
    date: Option<PartialDate>,
    description: &str,
) -> Item {
    Item {
        title,
        organization,
        started_on: date,
        statements: stated(description),
        ..empty(source)
    }
}
