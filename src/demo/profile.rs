//! The demo user's profile.

use super::catalogue::{
    DemoEducation, DemoEmployment, DemoLanguage, DemoProfile, DemoSkill, DemoTargets,
};
use crate::{
    app::App,
    error::Result,
    features::profiles::{
        NewEducation, NewEmployment, NewLanguage, NewLink, NewPayFloor, NewSkill, PayFloorChange,
        Proficiency, ProfileChange, SkillLevel, TargetsChange,
    },
    types::{
        actor::Actor, amount::Amount, partial_date::PartialDate, work::PayPeriod, write::Write,
    },
};

pub(super) async fn fill(app: &App, actor: &Actor, profile: &DemoProfile) -> Result<()> {
    let profiles = &app.profiles;
    let change = ProfileChange {
        headline: Some(profile.headline.clone()),
        summary: Some(profile.summary.clone()),
        location: Some(place(&profile.city, &profile.country)),
        links: Some(
            profile
                .links
                .iter()
                .map(|url| NewLink {
                    label: label(url),
                    url: url.clone(),
                })
                .collect(),
        ),
        targets: Some(targets(&profile.targets)),
    };
    let write = |version| Write::by(actor).expecting(version);
    let employments = profile.employments.iter().map(employment).collect();
    let educations = profile.educations.iter().map(education).collect();
    let skills = profile.skills.iter().map(skill).collect();
    let languages = profile.languages.iter().map(language).collect();
    profiles.update(&write(0), change).await?;
    profiles.set_employments(&write(1), employments).await?;
    profiles.set_educations(&write(2), educations).await?;
    profiles.set_skills(&write(3), skills).await?;
    profiles.set_languages(&write(4), languages).await?;
    Ok(())
}

fn targets(targets: &DemoTargets) -> TargetsChange {
    let floor = NewPayFloor {
        amount: Amount::from_units(targets.pay_min),
        currency: targets.pay_currency.clone(),
        period: PayPeriod::Year,
    };
    TargetsChange {
        titles: Some(targets.titles.clone()),
        seniority: Some(targets.seniority.clone()),
        countries: Some(targets.countries.clone()),
        remote_modes: Some(targets.remote.clone()),
        employment_types: None,
        pay_floor: PayFloorChange::Set(floor),
        excluded_companies: None,
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
        level,
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
        proficiency,
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
