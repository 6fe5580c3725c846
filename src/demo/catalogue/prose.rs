//! The title and description of a posting, composed from the texts of role, company and language.

use crate::features::jobs::source::record::Pay;
use crate::types::work::{EmploymentType, PayOrigin};

use super::choice::Choice;
use super::data::{LevelText, Texts};
use super::error::{CatalogueError, unknown};
use super::random::Random;

/// The advertised title, with the level and, if unusual, the type of contract.
pub fn title(
    texts: &Texts,
    choice: &Choice,
    kind: EmploymentType,
) -> Result<String, CatalogueError> {
    let title = level_text(texts, choice)?
        .title
        .replace("{title}", &choice.role.title);
    Ok(texts.titles.get(&kind).map_or_else(
        || title.clone(),
        |with_kind| with_kind.replace("{title}", &title),
    ))
}

/// The description, in Markdown.
pub fn description(
    texts: &Texts,
    choice: &Choice,
    pay: Option<&Pay>,
    random: &mut Random,
) -> Result<String, CatalogueError> {
    let (company, role) = (choice.company, choice.role);
    let level = level_text(texts, choice)?;
    let mut parts = vec![
        company.about(&role.language).to_owned(),
        role.summary.clone(),
    ];
    let tasks: Vec<String> = random.sample(&role.tasks, 5).into_iter().cloned().collect();
    parts.push(section(random.pick(&texts.tasks), &tasks));
    parts.push(section(
        random.pick(&texts.needs),
        &needs(texts, choice, level, random),
    ));
    let wishes = random.sample(&role.preferred, 3);
    if !wishes.is_empty() {
        let wish = random
            .pick(&texts.preferred)
            .map(|template| template.replace("{skills}", &list(&wishes, &texts.and)));
        parts.push(section(random.pick(&texts.extras), wish.as_slice()));
    }
    parts.push(section(
        random.pick(&texts.offer),
        &offers(texts, choice, random),
    ));
    parts.extend(
        pay.filter(|pay| pay.origin == PayOrigin::Parsed)
            .and_then(|pay| pay_line(texts, pay)),
    );
    parts.extend(random.pick(&texts.closing).cloned());
    Ok(parts.join("\n\n").replace("{company}", &company.name))
}

fn level_text<'a>(texts: &'a Texts, choice: &Choice) -> Result<&'a LevelText, CatalogueError> {
    texts
        .levels
        .get(&choice.level)
        .ok_or_else(|| unknown("level of", &choice.role.key))
}

/// The requirements: experience first, then the skills in two sentences, then the rest.
fn needs(texts: &Texts, choice: &Choice, level: &LevelText, random: &mut Random) -> Vec<String> {
    let role = choice.role;
    let skills: Vec<&String> = role.required.iter().collect();
    let (main, others) = skills.split_at_checked(2).unwrap_or((&skills, &[]));
    let mut lines = vec![level.years.clone()];
    let templates = random.sample(&texts.required, 2);
    for (template, skills) in templates.iter().zip([main, others]) {
        if !skills.is_empty() {
            lines.push(template.replace("{skills}", &list(skills, &texts.and)));
        }
    }
    lines.extend(role.needs.iter().cloned());
    lines
}

/// The benefits: those of the company (in English only), and common ones.
fn offers(texts: &Texts, choice: &Choice, random: &mut Random) -> Vec<String> {
    let own = (choice.role.language == "en").then(|| choice.company.perk.clone());
    let count = if random.percent(50) { 3 } else { 4 };
    own.into_iter()
        .chain(random.sample(&texts.benefits, count).into_iter().cloned())
        .collect()
}

fn section(heading: Option<&String>, lines: &[String]) -> String {
    let heading = heading
        .map(|heading| format!("## {heading}\n\n"))
        .unwrap_or_default();
    let lines: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
    format!("{heading}{}", lines.join("\n"))
}

/// Joins items: `a, b and c`.
fn list(items: &[&String], and: &str) -> String {
    match items {
        [] => String::new(),
        [only] => (*only).clone(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(|item| item.as_str()).collect();
            format!("{} {and} {last}", first.join(", "))
        }
    }
}

fn pay_line(texts: &Texts, pay: &Pay) -> Option<String> {
    let number = |hundredths: i64| grouped(hundredths / 100, &texts.thousands);
    let line = texts
        .pay
        .replace("{min}", &number(pay.min?))
        .replace("{max}", &number(pay.max?));
    Some(
        line.replace("{currency}", &pay.currency)
            .replace("{period}", texts.periods.get(&pay.period)?),
    )
}

/// Formats a number with its digits in groups of three.
fn grouped(value: i64, separator: &str) -> String {
    let digits = value.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push_str(separator);
        }
        grouped.push(digit);
    }
    grouped
}
