//! Rules that find what a profile could say better. Each rule is a pure function: it has found nothing when its cause is gone, so that a check can
//! be run again. A rule never invents a fact; what nothing supports is called a gap.

mod gain;
mod roles;
mod settings;
mod skills;
mod texts;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use taxonomy::Taxonomy;

pub use self::{
    gain::{expected_gain, with_fix},
    skills::demanded,
};
use crate::prepared::{Level, Mode, Month, Pay, Posting};

/// A profile as the rules see it.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// One line.
    pub headline: String,
    /// A few paragraphs.
    pub summary: String,
    /// Employments.
    pub roles: Vec<Role>,
    /// Periods of education, projects and volunteering, which explain a gap between employments.
    pub other_periods: Vec<(Option<Month>, Option<Month>)>,
    /// Listed skills.
    pub skills: Vec<ListedSkill>,
    /// Certificates.
    pub certificates: Vec<Certificate>,
    /// Languages, with whether they have a level.
    pub languages: Vec<LanguageRow>,
    /// Addresses of pages.
    pub links: Vec<String>,
    /// Titles that are looked for.
    pub target_titles: Vec<String>,
    /// Levels that are looked for.
    pub target_levels: Vec<Level>,
    /// Countries or cities that are wanted.
    pub places: Vec<String>,
    /// Modes that are wanted.
    pub modes: Vec<Mode>,
    /// The lowest pay.
    pub pay_floor: Option<Pay>,
    /// True if it is said where the person may work.
    pub has_authorisations: bool,
    /// The day of the last import.
    pub imported: Option<NaiveDate>,
    /// The day of the last change by the user.
    pub edited: Option<NaiveDate>,
}

/// An employment.
#[derive(Clone, Debug, Default)]
pub struct Role {
    /// The id of the item.
    pub id: String,
    /// The title.
    pub title: String,
    /// The employer.
    pub company: String,
    /// The first month.
    pub from: Option<Month>,
    /// The last month; none if it goes on.
    pub to: Option<Month>,
    /// The description.
    pub description: String,
    /// Statements about it.
    pub facts: Vec<FactRow>,
}

/// A statement.
#[derive(Clone, Debug, Default)]
pub struct FactRow {
    /// The id.
    pub id: String,
    /// The statement.
    pub text: String,
    /// The ids of its skills in the taxonomy.
    pub skills: Vec<String>,
}

/// A skill that the profile lists.
#[derive(Clone, Debug, Default)]
pub struct ListedSkill {
    /// The id of the item.
    pub id: String,
    /// The name, as it is written.
    pub name: String,
}

/// A certificate.
#[derive(Clone, Debug, Default)]
pub struct Certificate {
    /// The id of the item.
    pub id: String,
    /// The name.
    pub name: String,
    /// The day on which it expires.
    pub expires: Option<NaiveDate>,
}

/// A language.
#[derive(Clone, Debug, Default)]
pub struct LanguageRow {
    /// The id of the item.
    pub id: String,
    /// The name.
    pub name: String,
    /// True if it has a level.
    pub has_level: bool,
}

/// What rules need beside the profile.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Skills and titles.
    pub taxonomy: &'a Taxonomy,
    /// The profile.
    pub profile: &'a Profile,
    /// The postings of the person's open applications.
    pub saved: &'a [Posting],
    /// Today.
    pub today: NaiveDate,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Severity {
    /// A matter of taste.
    Hint,
    /// It makes the profile weaker.
    Advice,
    /// It is most likely wrong, or keeps matches away.
    Important,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident $severity:ident $check:path;)+) => {
        /// A rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum Rule { $($(#[$doc])* $rule,)+ }

        impl Rule {
            /// All rules.
            pub const ALL: &'static [Self] = &[$(Self::$rule,)+];

            /// How much a finding of it matters.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$rule => Severity::$severity,)+ }
            }

            /// Everything that the rule finds.
            #[must_use]
            pub fn check(self, context: &Context<'_>) -> Vec<Finding> {
                let mut found = Vec::new();
                match self { $(Self::$rule => $check(context, &mut |finding: Draft| found.push(finding.of(self))),)+ }
                found
            }
        }
    };
}

rules! {
    /// There is no headline.
    HeadlineMissing Important texts::headline_missing;
    /// The headline is longer than networks show.
    HeadlineLong Advice texts::headline_long;
    /// The headline names none of the titles that are looked for.
    HeadlineWithoutTarget Advice texts::headline_without_target;
    /// There is no summary.
    SummaryMissing Advice texts::summary_missing;
    /// The summary is too short to say anything.
    SummaryShort Hint texts::summary_short;
    /// The summary is longer than networks show.
    SummaryLong Advice texts::summary_long;
    /// The summary has an address or a number to call.
    ContactInSummary Important texts::contact_in_summary;
    /// A statement has no number, neither in figures nor in words.
    FactWithoutNumber Hint texts::fact_without_number;
    /// A statement is too long to be read at once.
    FactLong Hint texts::fact_long;
    /// Some statements are in the first person, and some are not.
    MixedVoice Hint texts::mixed_voice;
    /// Phrases that everyone writes.
    Cliches Hint texts::cliches;
    /// Words in capital letters, or emoji.
    CapitalsOrEmoji Hint texts::capitals_or_emoji;
    /// An employment says nothing but its title.
    RoleWithoutDescription Advice roles::without_description;
    /// The current employment has fewer than two statements.
    CurrentRoleWithoutFacts Advice roles::current_without_facts;
    /// An employment ends before it begins.
    EndBeforeStart Important roles::end_before_start;
    /// Two employments of different employers overlap by more than three months.
    DatesOverlap Hint roles::dates_overlap;
    /// More than six months between employments that nothing explains.
    GapUnexplained Hint roles::gap_unexplained;
    /// The same employment twice.
    DuplicateRole Important roles::duplicate;
    /// The same skill twice, under one name or two.
    DuplicateSkill Advice skills::duplicate;
    /// A skill that statements show, and that is not listed.
    SkillNotListed Advice skills::not_listed;
    /// A listed skill that no statement shows.
    SkillWithoutFact Hint skills::without_fact;
    /// A skill that postings of open applications ask for, and that a skill of a statement implies.
    SkillImplied Advice skills::implied;
    /// A skill that postings of open applications ask for most, that statements show, and that headline and skills do not name.
    DemandedNotShown Important skills::demanded_not_shown;
    /// A skill that postings of open applications ask for most, and that is not in the profile: something to learn.
    DemandedGap Hint skills::demanded_gap;
    /// A certificate that has expired, or will within 90 days.
    CertificateExpires Important settings::certificate_expires;
    /// A language without a level.
    LanguageWithoutLevel Advice settings::language_without_level;
    /// Neither a place nor a mode of work is wanted.
    PlaceMissing Advice settings::place_missing;
    /// No lowest pay.
    PayFloorMissing Hint settings::pay_floor_missing;
    /// Not said where the person may work.
    AuthorisationMissing Advice settings::authorisation_missing;
    /// No title is looked for, or one that the taxonomy does not know.
    TargetUnknown Hint settings::target_unknown;
    /// The last import is old, and nothing was changed since.
    ImportStale Hint settings::import_stale;
    /// A link that is not encrypted.
    LinkNotHttps Advice settings::link_not_https;
}

/// A change of the profile that facts support.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Fix {
    /// List a skill.
    ListSkill {
        /// The id in the taxonomy.
        skill: String,
        /// The label.
        name: String,
    },
    /// Link a skill to a statement.
    LinkSkill {
        /// The statement.
        fact_id: String,
        /// The id in the taxonomy.
        skill: String,
        /// The label.
        name: String,
    },
    /// Remove an item that is there twice.
    RemoveItem {
        /// The item.
        item_id: String,
    },
    /// Write a link with `https`.
    SecureLink {
        /// The address now.
        url: String,
    },
}

/// Words of the profile or of such a posting that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ground {
    /// The item or statement, if it is one.
    pub id: Option<String>,
    /// The words, as they are written there.
    pub quote: String,
}

/// Something that a rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// What it is about: the id of an item, of a statement or of a skill; empty for the profile. With the rule it is the same at each check.
    pub subject: String,
    /// How much it matters.
    pub severity: Severity,
    /// The finding in words.
    pub text: String,
    /// What it rests on.
    pub evidence: Vec<Ground>,
    /// What would resolve it, if facts support that.
    pub fix: Option<Fix>,
}

/// A finding before its rule is known.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    subject: String,
    text: String,
    evidence: Vec<Ground>,
    fix: Option<Fix>,
}

impl Draft {
    fn new(subject: &str, text: String) -> Self {
        Self {
            subject: subject.to_owned(),
            text,
            ..Self::default()
        }
    }

    fn quoting(mut self, id: Option<&str>, quote: &str) -> Self {
        self.evidence.push(Ground {
            id: id.map(str::to_owned),
            quote: reading::text::cut(quote, 300).to_owned(),
        });
        self
    }

    fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    fn of(self, rule: Rule) -> Finding {
        Finding {
            rule,
            subject: self.subject,
            severity: rule.severity(),
            text: self.text,
            evidence: self.evidence,
            fix: self.fix,
        }
    }
}

/// "1 statement", "2 statements", "no statements".
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}

/// Takes findings.
pub(crate) type Sink<'a> = &'a mut dyn FnMut(Draft);

/// What all rules find, the most important first.
#[must_use]
pub fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Rule::ALL
        .iter()
        .flat_map(|rule| rule.check(context))
        .collect();
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    found
}

/// Runs the check of a finding again: true if it is resolved.
#[must_use]
pub fn is_resolved(finding: &Finding, context: &Context<'_>) -> bool {
    let still = finding.rule.check(context);
    !still.iter().any(|one| one.subject == finding.subject)
}

#[cfg(test)]
mod tests;
