//! The demo user's profile.

use super::catalogue::{
    DemoCertification, DemoEducation, DemoEmployment, DemoLanguage, DemoProfile, DemoProject,
    DemoSkill, DemoTargets,
};
use crate::{
    app::App,
    error::Result,
    features::profiles::{
        FieldChange, ItemId, NewCertification, NewEducation, NewEmployment, NewEvidence,
        NewLanguage, NewLink, NewNoticePeriod, NewPayFloor, NewProject, NewSkill,
        NewWorkAuthorization, Proficiency, ProfileChange, ProfileEdit, Provenance, SkillLevel,
        TargetsChange, Written,
    },
    platform::unit_of_work::Unit,
    types::{
        actor::Actor,
        amount::Amount,
        id::{EmploymentId, ProjectId},
        partial_date::PartialDate,
        work::{PayPeriod, TimeUnit},
        write::Write,
    },
};

pub(super) async fn fill(app: &App, actor: &Actor, profile: &DemoProfile) -> Result<()> {
    let write = Write::by(actor).expecting(0);
    let act = async |unit: &Unit| {
        let change = |edit: &mut ProfileEdit<'_>| describe(edit, profile);
        let (written, ()) = app.profiles.edit(unit, &write, change).await?;
        Ok(written)
    };
    let _: Written = app.platform.write(&write, act).await?;
    Ok(())
}

fn describe(edit: &mut ProfileEdit<'_>, profile: &DemoProfile) -> Result<()> {
    edit.change(row(profile), None)?;
    for job in &profile.employments {
        let id = EmploymentId(edit.put(employment(job), None)?);
        state(edit, ItemId::Employment(id), &job.highlights)?;
    }
    for study in &profile.educations {
        edit.put(education(study), None)?;
    }
    for given in &profile.projects {
        let id = ProjectId(edit.put(project(given), None)?);
        state(edit, ItemId::Project(id), &given.highlights)?;
    }
    for given in &profile.certifications {
        edit.put(certification(given), None)?;
    }
    for given in &profile.skills {
        edit.put(skill(given), None)?;
    }
    for given in &profile.languages {
        edit.put(language(given), None)?;
    }
    Ok(())
}

/// Adds the facts of an item.
fn state(edit: &mut ProfileEdit<'_>, item: ItemId, facts: &[String]) -> Result<()> {
    for fact in facts {
        edit.add_fact(&NewEvidence::stated(item, fact.clone()), Provenance::USER)?;
    }
    Ok(())
}

fn row(profile: &DemoProfile) -> ProfileChange {
    let link = |url: &String| NewLink {
        label: label(url),
        url: url.clone(),
    };
    ProfileChange {
        headline: Some(profile.headline.clone()),
        summary: Some(profile.summary.clone()),
        location: Some(place(&profile.city, &profile.country)),
        links: Some(profile.links.iter().map(link).collect()),
        targets: Some(targets(&profile.targets, &profile.work_authorisation)),
    }
}

fn targets(targets: &DemoTargets, may_work_in: &[String]) -> TargetsChange {
    let floor = NewPayFloor {
        amount: Amount::from_units(targets.pay_min),
        currency: targets.pay_currency.clone(),
        period: PayPeriod::Year,
    };
    let authorized = |country: &String| NewWorkAuthorization {
        country: country.clone(),
        needs_sponsorship: false,
    };
    TargetsChange {
        titles: Some(targets.titles.clone()),
        seniority: Some(targets.seniority.clone()),
        countries: Some(targets.countries.clone()),
        remote_modes: Some(targets.remote.clone()),
        employment_types: None,
        pay_floor: FieldChange::Set(floor),
        excluded_companies: Some(targets.excluded_companies.clone()),
        work_authorizations: Some(may_work_in.iter().map(authorized).collect()),
        notice_period: FieldChange::Set(NewNoticePeriod {
            count: targets.notice_months,
            unit: TimeUnit::Month,
        }),
        available_from: FieldChange::Keep,
    }
}

fn project(project: &DemoProject) -> NewProject {
    NewProject {
        name: project.name.clone(),
        url: Some(project.url.clone()),
        started_on: PartialDate::parse_text(&project.start),
        ..NewProject::default()
    }
}

fn certification(certification: &DemoCertification) -> NewCertification {
    NewCertification {
        name: certification.name.clone(),
        authority: certification.authority.clone(),
        issued_on: PartialDate::parse_text(&certification.issued),
        expires_on: PartialDate::parse_text(&certification.expires),
        ..NewCertification::default()
    }
}

fn employment(job: &DemoEmployment) -> NewEmployment {
    NewEmployment {
        id: None,
        company: job.company.clone(),
        title: job.title.clone(),
        location: place(&job.city, &job.country),
        description: job
            .highlights
            .iter()
            .map(|claim| format!("- {claim}"))
            .collect::<Vec<_>>()
            .join("\n"),
        started_on: PartialDate::parse_text(&job.start),
        ended_on: job.end.as_deref().and_then(PartialDate::parse_text),
    }
}

fn education(study: &DemoEducation) -> NewEducation {
    NewEducation {
        id: None,
        school: study.institution.clone(),
        degree: study.degree.clone(),
        field: study.field.clone(),
        description: String::new(),
        started_on: PartialDate::parse_text(&study.start),
        ended_on: PartialDate::parse_text(&study.end),
    }
}

fn skill(skill: &DemoSkill) -> NewSkill {
    let level = match skill.years {
        ..=1 => SkillLevel::Beginner,
        2..=3 => SkillLevel::Intermediate,
        4..=6 => SkillLevel::Advanced,
        _ => SkillLevel::Expert,
    };
    NewSkill {
        id: None,
        name: skill.name.clone(),
        level: Some(level),
        years: Some(skill.years),
    }
}

fn language(language: &DemoLanguage) -> NewLanguage {
    let proficiency = match language.level.as_str() {
        "NATIVE" => Proficiency::Native,
        "C2" => Proficiency::FullProfessional,
        "C1" | "B2" => Proficiency::ProfessionalWorking,
        "B1" => Proficiency::LimitedWorking,
        _ => Proficiency::Elementary,
    };
    NewLanguage {
        id: None,
        name: language.code.clone(),
        proficiency: Some(proficiency),
        stated: String::new(),
    }
}

fn place(city: &str, country: &str) -> String {
    format!("{city}, {country}")
}

/// The label of a link: the host of its URL.
fn label(url: &str) -> String {
    url::Url::parse(url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| "Page".to_owned())
}
