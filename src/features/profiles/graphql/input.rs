//! What the mutations of profiles take.

use async_graphql::{InputObject, MaybeUndefined};

use crate::{
    features::profiles::{
        NewEducation, NewEmployment, NewLanguage, NewLink, NewPayFloor, NewSkill, PayFloorChange,
        Proficiency, ProfileChange, SkillLevel, TargetsChange,
    },
    graphql::mutation::WriteRequest,
    types::{
        id::{EducationId, EmploymentId, LanguageId, SkillClaimId},
        partial_date::PartialDate,
        work::{EmploymentType, PayPeriod, RemoteMode, Seniority},
    },
};

/// What changes a profile. What is null or left out stays as it is.
#[derive(InputObject)]
pub struct UpdateProfileInput {
    /// The version that was read; 0 for a profile that was never written. Another one is a VERSION_CONFLICT.
    pub(super) expected_version: i32,
    /// One line on the user, at most 200 characters; empty removes it.
    headline: Option<String>,
    /// A few paragraphs on the user, at most 5 000 characters; empty removes them.
    summary: Option<String>,
    /// Where the user lives, at most 200 characters; empty removes it.
    location: Option<String>,
    /// All pages of the user, in order; at most 20.
    links: Option<Vec<ProfileLinkInput>>,
    /// What the user looks for.
    targets: Option<ProfileTargetsInput>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// A page of a user.
#[derive(InputObject)]
pub struct ProfileLinkInput {
    /// What the user calls it, 1 to 60 characters.
    label: String,
    /// Its address, `http` or `https`, at most 2 000 characters.
    url: String,
}

/// What changes the targets. What is null or left out stays as it is; a list replaces the one that is there.
#[derive(InputObject)]
pub struct ProfileTargetsInput {
    /// Titles wanted; at most 20, each of 1 to 200 characters.
    titles: Option<Vec<String>>,
    /// Levels wanted.
    seniority: Option<Vec<Seniority>>,
    /// Countries wanted, ISO 3166-1 alpha-2 in upper case; at most 50.
    countries: Option<Vec<String>>,
    /// Where the work may be done.
    remote_modes: Option<Vec<RemoteMode>>,
    /// Kinds of contract wanted.
    employment_types: Option<Vec<EmploymentType>>,
    /// The least pay. Left out it stays; null removes it.
    pay_floor: MaybeUndefined<PayFloorInput>,
    /// Employers not wanted; at most 100, each of 1 to 200 characters.
    excluded_companies: Option<Vec<String>>,
}

/// The least pay that a user works for.
#[derive(InputObject)]
pub struct PayFloorInput {
    /// Whole units of the currency, not negative.
    amount: i32,
    /// The currency, ISO 4217 in upper case.
    currency: String,
    /// What the amount is for.
    period: PayPeriod,
}

/// A job in a user's past or present.
#[derive(InputObject)]
pub struct EmploymentInput {
    /// The employment that this is; none for a new one.
    id: Option<EmploymentId>,
    /// The employer, 1 to 200 characters.
    company: String,
    /// What the job was called, 1 to 200 characters.
    title: String,
    /// Where it was, at most 200 characters.
    location: Option<String>,
    /// What was done, at most 5 000 characters.
    description: Option<String>,
    /// When it began.
    started_on: Option<PartialDate>,
    /// When it ended, not before it began; none while it lasts.
    ended_on: Option<PartialDate>,
}

/// A time of study.
#[derive(InputObject)]
pub struct EducationInput {
    /// The education that this is; none for a new one.
    id: Option<EducationId>,
    /// The school or university, 1 to 200 characters.
    school: String,
    /// The degree, at most 200 characters.
    degree: Option<String>,
    /// What was studied, at most 200 characters.
    field: Option<String>,
    /// What was done, at most 5 000 characters.
    description: Option<String>,
    /// When it began.
    started_on: Option<PartialDate>,
    /// When it ended, not before it began; none while it lasts.
    ended_on: Option<PartialDate>,
}

/// A skill that a user claims.
#[derive(InputObject)]
pub struct SkillClaimInput {
    /// The skill claim that this is; none for a new one.
    id: Option<SkillClaimId>,
    /// The skill, 1 to 100 characters. A name is there once, whatever its letter cases.
    name: String,
    /// How well, in the view of the user.
    level: SkillLevel,
    /// For how many years, 0 to 60.
    years: Option<i32>,
}

/// A language that a user speaks.
#[derive(InputObject)]
pub struct LanguageInput {
    /// The language that this is; none for a new one.
    id: Option<LanguageId>,
    /// The language, 1 to 100 characters.
    name: String,
    /// How well.
    proficiency: Proficiency,
}

macro_rules! section_inputs {
    ($($(#[$doc:meta])* $name:ident { $(#[$items_doc:meta])* $items:ident: $item:ty })*) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// The version that was read; 0 for a profile that was never written. Another one is a VERSION_CONFLICT.
            pub(super) expected_version: i32,
            $(#[$items_doc])*
            pub(super) $items: Vec<$item>,
            #[graphql(flatten)]
            pub(super) request: WriteRequest,
        }
    )*};
}

section_inputs! {
    /// What replaces the employments as a whole.
    SetEmploymentsInput {
        /// All employments, in order; at most 100. Those with an id stay, those without are new, and those not named go.
        employments: EmploymentInput
    }
    /// What replaces the educations as a whole.
    SetEducationsInput {
        /// All educations, in order; at most 100. Those with an id stay, those without are new, and those not named go.
        educations: EducationInput
    }
    /// What replaces the skills as a whole.
    SetSkillsInput {
        /// All skills, in order; at most 200. Those with an id stay, those without are new, and those not named go.
        skills: SkillClaimInput
    }
    /// What replaces the languages as a whole.
    SetLanguagesInput {
        /// All languages, in order; at most 100. Those with an id stay, those without are new, and those not named go.
        languages: LanguageInput
    }
}

impl From<UpdateProfileInput> for ProfileChange {
    fn from(input: UpdateProfileInput) -> Self {
        let link = |link: ProfileLinkInput| NewLink {
            label: link.label,
            url: link.url,
        };
        Self {
            headline: input.headline,
            summary: input.summary,
            location: input.location,
            links: input
                .links
                .map(|links| links.into_iter().map(link).collect()),
            targets: input.targets.map(TargetsChange::from),
        }
    }
}

impl From<ProfileTargetsInput> for TargetsChange {
    fn from(input: ProfileTargetsInput) -> Self {
        Self {
            titles: input.titles,
            seniority: input.seniority,
            countries: input.countries,
            remote_modes: input.remote_modes,
            employment_types: input.employment_types,
            pay_floor: match input.pay_floor {
                MaybeUndefined::Undefined => PayFloorChange::Keep,
                MaybeUndefined::Null => PayFloorChange::Clear,
                MaybeUndefined::Value(PayFloorInput {
                    amount,
                    currency,
                    period,
                }) => PayFloorChange::Set(NewPayFloor {
                    amount: amount.into(),
                    currency,
                    period,
                }),
            },
            excluded_companies: input.excluded_companies,
        }
    }
}

impl From<EmploymentInput> for NewEmployment {
    fn from(input: EmploymentInput) -> Self {
        Self {
            id: input.id,
            company: input.company,
            title: input.title,
            location: input.location.unwrap_or_default(),
            description: input.description.unwrap_or_default(),
            started_on: input.started_on,
            ended_on: input.ended_on,
        }
    }
}

impl From<EducationInput> for NewEducation {
    fn from(input: EducationInput) -> Self {
        Self {
            id: input.id,
            school: input.school,
            degree: input.degree.unwrap_or_default(),
            field: input.field.unwrap_or_default(),
            description: input.description.unwrap_or_default(),
            started_on: input.started_on,
            ended_on: input.ended_on,
        }
    }
}

impl From<SkillClaimInput> for NewSkill {
    fn from(input: SkillClaimInput) -> Self {
        Self {
            id: input.id,
            name: input.name,
            level: input.level,
            years: input.years,
        }
    }
}

impl From<LanguageInput> for NewLanguage {
    fn from(input: LanguageInput) -> Self {
        Self {
            id: input.id,
            name: input.name,
            proficiency: input.proficiency,
        }
    }
}
