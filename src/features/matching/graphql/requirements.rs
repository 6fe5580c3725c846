//! What a posting asks for.

use std::sync::Arc;

use ::matching::{
    extraction::{Demanded, Found, FoundLanguage, FoundSkill},
    prepared::Span,
};
use ::reading::skill::Need;
use async_graphql::{Context, Object, SimpleObject};

use super::{
    kinds::{DegreeLevel, LanguageLevel, VisaSponsorship},
    loader::AskedOfPosting,
    skill::TaxonomySkill,
    span::PostingSpan,
};
use crate::{
    error::Result,
    features::{jobs::Requirement, matching::Asked},
    graphql::{context, limits::list_cost},
    types::{area::Area, id::PostingId},
};

/// What a posting asks for.
pub async fn requirements_of(
    ctx: &Context<'_>,
    posting: PostingId,
) -> Result<Option<PostingRequirements>> {
    let found = context::load(ctx, Area::Matching, AskedOfPosting(posting)).await?;
    Ok(found.map(PostingRequirements))
}

/// What a posting asks for.
pub struct PostingRequirements(Arc<Asked>);

/// What a posting asks for, read from its text by rules; each value has the words that say so. Nothing under benefits or about the employer counts.
/// What the text does not say, or says in a way that is not certain, is null.
#[Object]
impl PostingRequirements {
    /// The skills, each once. They are read for matches: by sections and with the imported classifications, so they may differ from `Posting.skills`,
    /// which the search filters by.
    #[graphql(complexity = "list_cost(10, child_complexity)")]
    async fn skills(&self) -> Vec<AskedSkill> {
        let skills = self.0.requirements.skills.iter();
        skills.map(|skill| self.skill(skill)).collect()
    }

    /// The years of experience.
    async fn years(&self) -> Option<AskedYears> {
        let found = self.0.requirements.years.as_ref()?;
        let (quote, span) = self.quoted(found);
        Some(AskedYears {
            min: i32::from(found.value.min),
            max: found.value.max.map(i32::from),
            quote,
            span,
        })
    }

    /// The lowest degree that does.
    async fn degree(&self) -> Option<AskedDegree> {
        let found = self.0.requirements.degree.as_ref()?;
        let (quote, span) = self.quoted(found);
        Some(AskedDegree {
            level: found.value.level.into(),
            importance: demanded(found.value.need),
            or_experience: found.value.or_experience,
            quote,
            span,
        })
    }

    /// Spoken languages, each once.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn languages(&self) -> Vec<AskedLanguage> {
        let languages = self.0.requirements.languages.iter();
        languages.map(|language| self.language(language)).collect()
    }

    /// A security clearance.
    async fn clearance(&self) -> Option<AskedClearance> {
        let found = self.0.requirements.clearance.as_ref()?;
        let (quote, span) = self.quoted(found);
        Some(AskedClearance {
            importance: demanded(found.value),
            quote,
            span,
        })
    }

    /// Whether the employer sponsors a visa.
    async fn sponsorship(&self) -> Option<AskedSponsorship> {
        let found = self.0.requirements.sponsorship.as_ref()?;
        let (quote, span) = self.quoted(found);
        Some(AskedSponsorship {
            sponsorship: found.value.into(),
            quote,
            span,
        })
    }

    /// The countries in which a person must live or be allowed to work.
    async fn residence(&self) -> Option<AskedResidence> {
        let found = self.0.requirements.residence.as_ref()?;
        let (quote, span) = self.quoted(found);
        Some(AskedResidence {
            countries: found.value.clone(),
            quote,
            span,
        })
    }

    /// The share of time that is spent on travel, in percent.
    async fn travel_percent(&self) -> Option<AskedNumber> {
        self.number(self.0.requirements.travel.as_ref()?)
    }

    /// The days a week at the employer's site.
    async fn onsite_days(&self) -> Option<AskedNumber> {
        self.number(self.0.requirements.onsite_days.as_ref()?)
    }
}

impl PostingRequirements {
    fn quoted<T>(&self, found: &Found<T>) -> (String, PostingSpan) {
        self.words(found.span)
    }

    fn words(&self, span: Span) -> (String, PostingSpan) {
        (self.0.quote(span), span.into())
    }

    fn skill(&self, skill: &FoundSkill) -> AskedSkill {
        let (quote, span) = self.words(skill.span);
        AskedSkill {
            skill: TaxonomySkill::of(&self.0.knowledge.taxonomy, &skill.id),
            importance: needed(skill.need),
            quote,
            span,
        }
    }

    fn language(&self, language: &FoundLanguage) -> AskedLanguage {
        let (quote, span) = self.words(language.span);
        AskedLanguage {
            code: language.code.clone(),
            level: language.level.map(LanguageLevel::from),
            importance: needed(language.need),
            quote,
            span,
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "its callers are nullable fields")]
    fn number(&self, found: &Found<u8>) -> Option<AskedNumber> {
        let (quote, span) = self.quoted(found);
        Some(AskedNumber {
            value: i32::from(found.value),
            quote,
            span,
        })
    }
}

const fn needed(need: Need) -> Requirement {
    match need {
        Need::Required => Requirement::Required,
        Need::Preferred => Requirement::Preferred,
    }
}

const fn demanded(need: Demanded) -> Requirement {
    match need {
        Demanded::Required => Requirement::Required,
        Demanded::Preferred => Requirement::Preferred,
    }
}

/// Defines values with their words.
macro_rules! asked {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $ty:ty),* })*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            $($(#[$field_doc])* $field: $ty,)*
            /// The words that say so, as they are written in the posting.
            quote: String,
            /// Where they are.
            span: PostingSpan,
        }
    )*};
}

asked! {
    /// A skill that a posting asks for.
    AskedSkill {
        /// The skill.
        skill: TaxonomySkill,
        /// Required or preferred.
        importance: Requirement
    }
    /// The years of experience that a posting asks for.
    AskedYears {
        /// The fewest.
        min: i32,
        /// The most; null if the posting states none.
        max: Option<i32>
    }
    /// The degree that a posting asks for.
    AskedDegree {
        /// The lowest that does.
        level: DegreeLevel,
        /// Required or preferred.
        importance: Requirement,
        /// True if equivalent experience does as well.
        or_experience: bool
    }
    /// A spoken language that a posting asks for.
    AskedLanguage {
        /// ISO 639-1.
        code: String,
        /// The level; null if the posting states none.
        level: Option<LanguageLevel>,
        /// Required or preferred.
        importance: Requirement
    }
    /// A security clearance that a posting asks for.
    AskedClearance {
        /// Required or preferred.
        importance: Requirement
    }
    /// Whether the employer sponsors a visa.
    AskedSponsorship {
        /// Whether it does.
        sponsorship: VisaSponsorship
    }
    /// Where a person must live or be allowed to work.
    AskedResidence {
        /// ISO 3166-1 alpha-2; parts of the world are written out.
        countries: Vec<String>
    }
    /// A number that a posting states.
    AskedNumber {
        /// The number.
        value: i32
    }
}
