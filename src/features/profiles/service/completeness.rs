//! How complete a profile is, and what it lacks. Each check counts the same; what is not asked of everybody (publications, awards) has none.
//! A check of items passes only if there are some, so that an empty profile is 0 % complete.

use async_graphql::Enum;

use super::{Profile, evidence::skills::Facts, sections::Sections};

/// Skills that a complete profile has.
const SKILLS_WANTED: usize = 5;

/// How complete a profile is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// The share of checks that pass, 0 to 100.
    pub percent: u8,
    /// The missing parts, most useful first.
    pub gaps: Vec<Gap>,
}

/// A missing part of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The kind of missing part.
    pub kind: GapKind,
    /// The items that it is about, such as skills that no fact shows; empty for the profile itself.
    pub items: Vec<String>,
}

/// A kind of missing part of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
pub enum GapKind {
    /// A headline.
    Headline,
    /// A summary.
    Summary,
    /// The place where the user lives.
    Location,
    /// An employment, or a project or volunteering for those who had none.
    Experience,
    /// The start dates of some employments.
    Dates,
    /// Facts (evidence) of some employments.
    Evidence,
    /// Facts that the user has not confirmed yet.
    Confirmation,
    /// An education.
    Education,
    /// At least five skills.
    Skills,
    /// Facts that show some of the skills.
    ShownSkills,
    /// A language.
    Languages,
    /// Job titles wanted.
    TargetTitles,
    /// Countries wanted, or work from anywhere.
    TargetPlaces,
}

impl GapKind {
    /// Advice, as one sentence.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Headline => "Add a headline: one line that says what you do.",
            Self::Summary => "Add a summary of a few sentences.",
            Self::Location => "Say where you live.",
            Self::Experience => "Add an employment, a project or a volunteering.",
            Self::Dates => "Say when these employments began.",
            Self::Evidence => "Add what you did and reached in these employments.",
            Self::Confirmation => "Confirm or correct these imported facts.",
            Self::Education => "Add an education.",
            Self::Skills => "Name at least five skills.",
            Self::ShownSkills => "Add facts that show these skills, or link them to facts.",
            Self::Languages => "Add the languages that you speak.",
            Self::TargetTitles => "Name the job titles that you look for.",
            Self::TargetPlaces => {
                "Name the countries that you would work in, or that you want to work remotely."
            }
        }
    }
}

impl Completeness {
    /// Checks a profile with its sections.
    #[must_use]
    pub fn of(profile: &Profile, sections: &Sections) -> Self {
        let checks = checks(profile, sections);
        let passed = checks.iter().filter(|check| check.passes()).count();
        let percent = passed * 100 / checks.len().max(1);
        let gap = |check: Check| {
            let kind = check.kind;
            check.missing.map(|items| Gap { kind, items })
        };
        let gaps = checks.into_iter().filter_map(gap).collect();
        Self {
            percent: u8::try_from(percent).unwrap_or(100),
            gaps,
        }
    }
}

/// A check.
struct Check {
    kind: GapKind,
    /// True if there is something to check.
    has_items: bool,
    /// What it misses; none if nothing is missing.
    missing: Option<Vec<String>>,
}

impl Check {
    /// A check of the profile itself.
    fn of(kind: GapKind, is_missing: bool) -> Self {
        Self {
            kind,
            has_items: true,
            missing: is_missing.then(Vec::new),
        }
    }

    /// A check of items, if there are any.
    const fn of_items(kind: GapKind, has_items: bool, missing: Option<Vec<String>>) -> Self {
        Self {
            kind,
            has_items,
            missing,
        }
    }

    const fn passes(&self) -> bool {
        self.has_items && self.missing.is_none()
    }
}

fn checks(profile: &Profile, sections: &Sections) -> Vec<Check> {
    let has_experience = !(sections.employments.is_empty()
        && sections.projects.is_empty()
        && sections.volunteerings.is_empty());
    let (has_facts, has_skills) = (!sections.evidence.is_empty(), !sections.skills.is_empty());
    let targets = &profile.targets;
    let no_place = targets.countries.is_empty() && targets.remote_modes.is_empty();
    vec![
        Check::of(GapKind::Headline, profile.headline.is_empty()),
        Check::of(GapKind::Experience, !has_experience),
        Check::of_items(
            GapKind::Evidence,
            has_experience,
            without_evidence(sections),
        ),
        Check::of_items(GapKind::Confirmation, has_facts, unconfirmed(sections)),
        Check::of_items(GapKind::Dates, has_experience, without_start(sections)),
        Check::of(GapKind::Skills, sections.skills.len() < SKILLS_WANTED),
        Check::of_items(GapKind::ShownSkills, has_skills, without_fact(sections)),
        Check::of(GapKind::Education, sections.educations.is_empty()),
        Check::of(GapKind::Languages, sections.languages.is_empty()),
        Check::of(GapKind::Summary, profile.summary.is_empty()),
        Check::of(GapKind::Location, profile.location.is_empty()),
        Check::of(GapKind::TargetTitles, targets.titles.is_empty()),
        Check::of(GapKind::TargetPlaces, no_place),
    ]
}

fn without_evidence(sections: &Sections) -> Option<Vec<String>> {
    let bare = sections.employments.iter().filter(|row| {
        let has_fact = sections
            .evidence
            .iter()
            .any(|fact| fact.item_id == row.id.0);
        !has_fact
    });
    some(bare.map(|row| row.id.to_string()))
}

fn without_start(sections: &Sections) -> Option<Vec<String>> {
    let undated = sections
        .employments
        .iter()
        .filter(|row| row.started_on.is_none());
    some(undated.map(|row| row.id.to_string()))
}

fn unconfirmed(sections: &Sections) -> Option<Vec<String>> {
    let open = sections
        .evidence
        .iter()
        .filter(|fact| fact.confirmed_at.is_none());
    some(open.map(|fact| fact.id.to_string()))
}

fn without_fact(sections: &Sections) -> Option<Vec<String>> {
    let facts = Facts::from(sections.evidence.clone());
    let bare = sections
        .skills
        .iter()
        .filter(|skill| facts.for_skill(&skill.name).next().is_none());
    some(bare.map(|skill| skill.id.to_string()))
}

/// The items, or none if there are none.
fn some(items: impl Iterator<Item = String>) -> Option<Vec<String>> {
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then_some(items)
}
