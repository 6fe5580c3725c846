//! Enumerations of the crate `matching` in the schema.

use async_graphql::Enum;

/// A feature of a match score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "matching::score::Feature")]
pub enum MatchFeature {
    /// The skills asked for, against those of the profile.
    Skills,
    /// The title, against the current one and the ones that are looked for.
    Title,
    /// The words of the posting, against those of the profile.
    Text,
    /// The years of experience.
    Years,
    /// The pay, against the minimum pay.
    Salary,
    /// The age of the posting.
    Recency,
}

/// A reason why a posting may be out of the question, in the order in which they are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "matching::score::GateCode")]
pub enum MatchGateCode {
    /// It is in a country that is not wanted, or where the user may not work.
    Region,
    /// The employer sponsors no visa, and the user needs one.
    NoSponsorship,
    /// It is on site, elsewhere.
    OnsiteElsewhere,
    /// It is hybrid, and the user wants to work remotely only.
    HybridForRemote,
    /// It requires a language that the user does not speak, or not well enough.
    Language,
    /// The seniority is another one.
    Seniority,
    /// The pay is below the minimum pay.
    PayBelowFloor,
    /// The employer is excluded by the user.
    Dealbreaker,
}

/// The range of a match score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "matching::score::Band")]
pub enum MatchBand {
    /// Below 35.
    Weak,
    /// From 35.
    Stretch,
    /// From 55.
    Good,
    /// From 75.
    Strong,
}

/// How much of a match score is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "matching::score::Confidence")]
pub enum MatchConfidence {
    /// Features with less than 0.6 of the weights are known.
    Low,
    /// Features with less than 0.85 of the weights are known.
    Medium,
    /// Nearly all are known.
    High,
}

/// Which of the two says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "matching::score::Side")]
pub enum MatchSide {
    /// The posting.
    Posting,
    /// The profile.
    Profile,
}

/// The text of a posting that a span is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "matching::prepared::Part")]
pub enum PostingPart {
    /// The title.
    Title,
    /// The description, `Posting.description`.
    Text,
}

/// How much a suggestion matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "matching::advice::Severity")]
pub enum SuggestionSeverity {
    /// A matter of taste.
    Hint,
    /// It makes the profile weaker.
    Advice,
    /// It is most likely wrong, or keeps matches away.
    Important,
}

/// A rule that finds what a profile could say better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "matching::advice::Rule")]
pub enum SuggestionRule {
    /// There is no headline.
    HeadlineMissing,
    /// The headline is longer than networks show.
    HeadlineLong,
    /// The headline names none of the titles that are looked for.
    HeadlineWithoutTarget,
    /// There is no summary.
    SummaryMissing,
    /// The summary is too short to say anything.
    SummaryShort,
    /// The summary is longer than networks show.
    SummaryLong,
    /// The summary has an address or a number to call.
    ContactInSummary,
    /// A statement has no number.
    FactWithoutNumber,
    /// A statement is too long to be read at once.
    FactLong,
    /// Some statements are in the first person, and some are not.
    MixedVoice,
    /// Phrases that everyone writes.
    Cliches,
    /// Words in capital letters, or emoji.
    CapitalsOrEmoji,
    /// An employment says nothing but its title.
    RoleWithoutDescription,
    /// The current employment has fewer than two statements.
    CurrentRoleWithoutFacts,
    /// An employment ends before it begins.
    EndBeforeStart,
    /// Two employments of different employers overlap by more than three months.
    DatesOverlap,
    /// More than six months between employments that nothing explains.
    GapUnexplained,
    /// The same employment twice.
    DuplicateRole,
    /// The same skill twice, under one name or two.
    DuplicateSkill,
    /// A skill that statements show, and that is not listed.
    SkillNotListed,
    /// A listed skill that no statement shows.
    SkillWithoutFact,
    /// A skill that the postings of open applications ask for, and that a skill of a statement implies.
    SkillImplied,
    /// A skill that the postings of open applications ask for most, that statements show, and that headline and skills do not name.
    DemandedNotShown,
    /// A skill that the postings of open applications ask for most, and that is not in the profile: something to learn.
    DemandedGap,
    /// A certificate that has expired, or will within 90 days.
    CertificateExpires,
    /// A language without a level.
    LanguageWithoutLevel,
    /// Neither a place nor a mode of work is wanted.
    PlaceMissing,
    /// No lowest pay.
    PayFloorMissing,
    /// Not said where the person may work.
    AuthorisationMissing,
    /// No title is looked for, or one that the taxonomy does not know.
    TargetUnknown,
    /// The last import is old, and nothing was changed since.
    ImportStale,
    /// A link that is not encrypted.
    LinkNotHttps,
}

/// A degree, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "matching::extraction::Degree")]
pub enum DegreeLevel {
    /// A vocational qualification.
    Vocational,
    /// A bachelor's degree, or a degree without its name.
    Bachelor,
    /// A master's degree.
    Master,
    /// A doctorate.
    Doctorate,
}

/// A level of the Common European Framework of Reference for Languages, and above it the first language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "matching::extraction::Cefr")]
pub enum LanguageLevel {
    /// Beginner.
    A1,
    /// Elementary.
    A2,
    /// Intermediate.
    B1,
    /// Upper intermediate.
    B2,
    /// Advanced.
    C1,
    /// Proficient.
    C2,
    /// First language.
    Native,
}

/// Whether an employer sponsors a visa.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "matching::extraction::Sponsorship")]
pub enum VisaSponsorship {
    /// It does.
    Offered,
    /// It does not.
    Refused,
}
