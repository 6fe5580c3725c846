//! Rules for headline, summary and statements.

use super::{Context, Draft, FactRow, Sink, counted};
use crate::numerals;

const HEADLINE_CHARS_MAX: usize = 220;
const SUMMARY_CHARS_MIN: usize = 40;
const SUMMARY_CHARS_MAX: usize = 2_600;
const FACT_CHARS_MAX: usize = 240;
const CLICHES: &[&str] = &[
    "team player",
    "hard worker",
    "hard-working",
    "results-driven",
    "results driven",
    "result-oriented",
    "detail-oriented",
    "go-getter",
    "think outside the box",
    "self-starter",
    "passionate about",
    "proven track record",
    "dynamic professional",
    "synergy",
    "best of breed",
    "guru",
    "ninja",
    "rockstar",
    "teamfähig",
    "belastbar",
    "hands-on-mentalität",
    "macher",
    "trabajo en equipo",
    "proactivo",
    "orientado a resultados",
    "esprit d'équipe",
    "dynamique et motivé",
];
/// So many phrases that everyone writes are too many.
const CLICHES_MAX: usize = 2;
const FIRST_PERSON: &[&str] = &[
    "i", "my", "me", "ich", "mein", "meine", "yo", "mi", "je", "j", "mon", "ma",
];

fn facts<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a FactRow> {
    context.profile.roles.iter().flat_map(|role| &role.facts)
}

pub(super) fn headline_missing(context: &Context<'_>, sink: Sink<'_>) {
    if context.profile.headline.trim().is_empty() {
        sink(Draft::new("", "The profile has no headline.".to_owned()));
    }
}

pub(super) fn headline_long(context: &Context<'_>, sink: Sink<'_>) {
    let headline = &context.profile.headline;
    let chars = headline.chars().count();
    if chars > HEADLINE_CHARS_MAX {
        let text = format!("The headline has {chars} characters; {HEADLINE_CHARS_MAX} are shown.");
        sink(Draft::new("", text).quoting(None, headline));
    }
}

pub(super) fn headline_without_target(context: &Context<'_>, sink: Sink<'_>) {
    let (profile, headline) = (
        context.profile,
        crate::terms::words(&context.profile.headline),
    );
    if headline.is_empty() || profile.target_titles.is_empty() {
        return;
    }
    let named = profile.target_titles.iter().any(|title| {
        let words = crate::terms::words(&taxonomy::without_marks(title));
        words.iter().all(|word| headline.contains(word))
    });
    if !named {
        let titles = profile.target_titles.join(", ");
        sink(
            Draft::new(
                "",
                format!("The headline names none of the titles that you look for: {titles}."),
            )
            .quoting(None, &profile.headline),
        );
    }
}

pub(super) fn summary_missing(context: &Context<'_>, sink: Sink<'_>) {
    if context.profile.summary.trim().is_empty() {
        sink(Draft::new("", "The profile has no summary.".to_owned()));
    }
}

pub(super) fn summary_short(context: &Context<'_>, sink: Sink<'_>) {
    let chars = context.profile.summary.trim().chars().count();
    if (1..SUMMARY_CHARS_MIN).contains(&chars) {
        sink(
            Draft::new("", format!("The summary has {chars} characters."))
                .quoting(None, &context.profile.summary),
        );
    }
}

pub(super) fn summary_long(context: &Context<'_>, sink: Sink<'_>) {
    let chars = context.profile.summary.chars().count();
    if chars > SUMMARY_CHARS_MAX {
        sink(Draft::new(
            "",
            format!("The summary has {chars} characters; {SUMMARY_CHARS_MAX} are shown."),
        ));
    }
}

pub(super) fn contact_in_summary(context: &Context<'_>, sink: Sink<'_>) {
    let found = context
        .profile
        .summary
        .split_whitespace()
        .find(|word| is_mail(word));
    if let Some(word) = found.or_else(|| number_to_call(&context.profile.summary)) {
        sink(
            Draft::new(
                "",
                "The summary has contact data, which everyone who sees it can read.".to_owned(),
            )
            .quoting(None, word),
        );
    }
}

fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host
                .split_once('.')
                .is_some_and(|(first, rest)| !first.is_empty() && !rest.is_empty())
    })
}

/// A run of figures, spaces and signs with at least nine figures that begins with a plus or a zero.
fn number_to_call(text: &str) -> Option<&str> {
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '/' | '(' | ')' | '.');
    text.split(|c: char| !is_part(c))
        .map(str::trim)
        .find(|run| {
            let figures = run.chars().filter(char::is_ascii_digit).count();
            figures >= 9 && run.starts_with(['+', '0', '('])
        })
}

pub(super) fn fact_without_number(context: &Context<'_>, sink: Sink<'_>) {
    for fact in facts(context).filter(|fact| !numerals::has_number(&fact.text)) {
        let text =
            "How many, how much, how often? A number of yours would make this easier to believe."
                .to_owned();
        sink(Draft::new(&fact.id, text).quoting(Some(&fact.id), &fact.text));
    }
}

pub(super) fn fact_long(context: &Context<'_>, sink: Sink<'_>) {
    for fact in facts(context) {
        let chars = fact.text.chars().count();
        if chars > FACT_CHARS_MAX {
            let text = format!(
                "This statement has {chars} characters; two shorter ones are read more often."
            );
            sink(Draft::new(&fact.id, text).quoting(Some(&fact.id), &fact.text));
        }
    }
}

pub(super) fn mixed_voice(context: &Context<'_>, sink: Sink<'_>) {
    let (first, other): (Vec<&FactRow>, Vec<&FactRow>) =
        facts(context).partition(|fact| is_first_person(&fact.text));
    if let (Some(one), Some(another)) = (first.first(), other.first()) {
        sink(
            Draft::new(
                "",
                format!(
                    "{} in the first person, {} not.",
                    counted(first.len(), "statement is", "statements are"),
                    counted(other.len(), "is", "are")
                ),
            )
            .quoting(Some(&one.id), &one.text)
            .quoting(Some(&another.id), &another.text),
        );
    }
}

fn is_first_person(text: &str) -> bool {
    let words = reading::words::words(text);
    words
        .iter()
        .any(|word| FIRST_PERSON.contains(&word.as_str()))
}

pub(super) fn cliches(context: &Context<'_>, sink: Sink<'_>) {
    let texts = [&context.profile.headline, &context.profile.summary];
    let lower: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    let found: Vec<&str> = CLICHES
        .iter()
        .copied()
        .filter(|phrase| lower.iter().any(|text| text.contains(phrase)))
        .collect();
    if found.len() > CLICHES_MAX {
        sink(Draft::new(
            "",
            format!("Phrases that many write say little: {}.", found.join(", ")),
        ));
    }
}

pub(super) fn capitals_or_emoji(context: &Context<'_>, sink: Sink<'_>) {
    let profile = context.profile;
    for (subject, text) in [
        ("headline", &profile.headline),
        ("summary", &profile.summary),
    ] {
        let emoji = text
            .chars()
            .find(|c| matches!(c, '\u{1F300}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}'));
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        let shouts = letters >= 12 && capitals * 10 > letters * 7;
        if shouts || emoji.is_some() {
            let what = if shouts {
                "is in capital letters"
            } else {
                "has emoji, which some systems cannot read"
            };
            sink(Draft::new(subject, format!("The {subject} {what}.")).quoting(None, text));
        }
    }
}
