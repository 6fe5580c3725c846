//! Input types of the profile mutations.

use async_graphql::{InputObject, MaybeUndefined};

use crate::{
    features::profiles::{
        NewEducation, NewEmployment, NewLanguage, NewLink, NewPayFloor, NewSkill, PayFloorChange,
        Proficiency, ProfileChange, SkillLevel, TargetsChange,
    },
    graphql::{mutation::WriteRequest, scalar::AmountValue},
    types::{
        id::{EducationId, EmploymentId, LanguageId, SkillClaimId},
        partial_date::PartialDate,
        work::{EmploymentType, PayPeriod, RemoteMode, Seniority},
    },
};

/// Changes of a profile. Fields that are null or left out stay as they are.
#[derive(InputObject)]
pub struct UpdateProfileInput {
    /// The version of the profile that the client read; 0 for a profile that was never saved. Refused with VERSION_CONFLICT if the profile
    /// has another version.
    pub(super) expected_version: i32,
    /// A one-line headline, at most 200 characters; an empty string removes it.
    headline: Option<String>,
    /// A summary of a few paragraphs, at most 5 000 characters; an empty string removes it.
    summary: Option<String>,
    /// Where the user lives, at most 200 characters; an empty string removes it.
    location: Option<String>,
    /// All web pages of the user, in order; at most 20. Replaces the current list.
    links: Option<Vec<ProfileLinkInput>>,
    /// The jobs that the user looks for.
    targets: Option<ProfileTargetsInput>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// A web page of a user.
#[derive(InputObject)]
pub struct ProfileLinkInput {
    /// The label of the link, 1 to 60 characters.
    label: String,
    /// Its address, `http` or `https`, at most 2 000 characters.
    url: String,
}

/// Changes of the targets. Fields that are null or left out stay as they are; a list replaces the current one.
#[derive(InputObject)]
pub struct ProfileTargetsInput {
    /// Job titles wanted; at most 20, each of 1 to 200 characters.
    titles: Option<Vec<String>>,
    /// Seniority levels wanted.
    seniority: Option<Vec<Seniority>>,
    /// Countries wanted, by code (ISO 3166-1) or name; at most 50. They are stored as codes of two letters: `UK` becomes `GB`.
    countries: Option<Vec<String>>,
    /// Remote modes wanted: on site, hybrid or remote.
    remote_modes: Option<Vec<RemoteMode>>,
    /// Kinds of contract wanted.
    employment_types: Option<Vec<EmploymentType>>,
    /// The minimum pay. Left out, it stays as it is; null removes it.
    pay_floor: MaybeUndefined<PayFloorInput>,
    /// Employers not wanted; at most 100, each of 1 to 200 characters.
    excluded_companies: Option<Vec<String>>,
}

/// The minimum pay that a user accepts.
#[derive(InputObject)]
pub struct PayFloorInput {
    /// The amount, not negative.
    amount: AmountValue,
    /// The currency, ISO 4217 in upper case.
    currency: String,
    /// The period that the amount is paid for.
    period: PayPeriod,
}

/// A past or present job.
#[derive(InputObject)]
pub struct EmploymentInput {
    /// The id of an existing employment; left out for a new one.
    id: Option<EmploymentId>,
    /// The employer's name, 1 to 200 characters.
    company: String,
    /// The job title, 1 to 200 characters.
    title: String,
    /// The place of work, at most 200 characters.
    location: Option<String>,
    /// The duties and results, at most 5 000 characters.
    description: Option<String>,
    /// The start date.
    started_on: Option<PartialDate>,
    /// The end date, not before the start date; left out if ongoing.
    ended_on: Option<PartialDate>,
}

/// A period of study.
#[derive(InputObject)]
pub struct EducationInput {
    /// The id of an existing education; left out for a new one.
    id: Option<EducationId>,
    /// The school or university, 1 to 200 characters.
    school: String,
    /// The degree, at most 200 characters.
    degree: Option<String>,
    /// The field of study, at most 200 characters.
    field: Option<String>,
    /// A description, at most 5 000 characters.
    description: Option<String>,
    /// The start date.
    started_on: Option<PartialDate>,
    /// The end date, not before the start date; left out if ongoing.
    ended_on: Option<PartialDate>,
}

/// A skill that a user claims.
#[derive(InputObject)]
pub struct SkillClaimInput {
    /// The id of an existing skill claim; left out for a new one.
    id: Option<SkillClaimId>,
    /// The name of the skill, 1 to 100 characters; unique in the list, ignoring case.
    name: String,
    /// The proficiency, as the user rates it.
    level: SkillLevel,
    /// Years of experience, 0 to 60.
    years: Option<i32>,
}

/// A language that a user speaks.
#[derive(InputObject)]
pub struct LanguageInput {
    /// The id of an existing language; left out for a new one.
    id: Option<LanguageId>,
    /// The name of the language, 1 to 100 characters.
    name: String,
    /// The proficiency.
    proficiency: Proficiency,
}

macro_rules! section_inputs {
    ($($(#[$doc:meta])* $name:ident { $(#[$items_doc:meta])* $items:ident: $item:ty })*) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// The version of the profile that the client read; 0 for a profile that was never saved. Refused with VERSION_CONFLICT if the
            /// profile has another version.
            pub(super) expected_version: i32,
            $(#[$items_doc])*
            pub(super) $items: Vec<$item>,
            #[graphql(flatten)]
            pub(super) request: WriteRequest,
        }
    )*};
}

section_inputs! {
    /// The new list of employments.
    SetEmploymentsInput {
        /// All employments, in order; at most 100. An item with an id updates that employment, one without adds a new one; employments that
        /// are not listed are deleted.
        employments: EmploymentInput
    }
    /// The new list of educations.
    SetEducationsInput {
        /// All educations, in order; at most 100. An item with an id updates that education, one without adds a new one; educations that
        /// are not listed are deleted.
        educations: EducationInput
    }
    /// The new list of skills.
    SetSkillsInput {
        /// All skills, in order; at most 200. An item with an id updates that skill, one without adds a new one; skills that are not listed
        /// are deleted.
        skills: SkillClaimInput
    }
    /// The new list of languages.
    SetLanguagesInput {
        /// All languages, in order; at most 100. An item with an id updates that language, one without adds a new one; languages that are
        /// not listed are deleted.
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
                    amount: amount.0,
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
