//! The JSON that the reference reads and writes: the same as the gateway's responses.

use careergraph::types::id::{
    ApplicationId, CompanyId, EducationId, EmploymentId, LanguageId, PostingId, ProfileId,
    SkillClaimId, SkillId, UserId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

macro_rules! shapes {
    ($($name:ident { $($field:ident: $ty:ty),* $(,)? })*) => {$(
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        pub(super) struct $name { $(pub $field: $ty),* }
    )*};
}

shapes! {
    User { id: UserId, email: String, name: String, role: String }
    Profile {
        id: ProfileId, headline: String, summary: String, location: String, links: Value, targets: Value,
        employments: Vec<Employment>, educations: Vec<Education>, skills: Vec<SkillClaim>, languages: Vec<Language>,
        version: i32, updated_at: DateTime<Utc>,
    }
    Employment {
        id: EmploymentId, company: String, title: String, location: String, description: String,
        started_on: Option<String>, ended_on: Option<String>,
    }
    Education {
        id: EducationId, school: String, degree: String, field: String, description: String,
        started_on: Option<String>, ended_on: Option<String>,
    }
    SkillClaim { id: SkillClaimId, name: String, level: String, years: Option<i32> }
    Language { id: LanguageId, name: String, proficiency: String }
    OfProfile { user: User, profile: Profile }

    Application {
        id: ApplicationId, stage: String, outcome: Option<String>, applied_on: Option<String>, source: String,
        updated_at: DateTime<Utc>, posting: Posting,
    }
    Posting { id: PostingId, title: String, location: String, remote_mode: String, company: Company, skills: Vec<PostingSkill> }
    Company { id: CompanyId, name: String, industry: Option<String> }
    PostingSkill { skill: Skill, need: String }
    Skill { id: SkillId, label: String }
    OfApplications { applications: Nodes<Application> }

    Hit {
        id: PostingId, title: String, location: String, remote_mode: String, seniority: String, employment_type: String,
        pay: Option<Pay>, posted_at: DateTime<Utc>, company: Employer,
    }
    Pay { min: Option<i64>, max: Option<i64>, currency: String, period: String }
    Employer { id: CompanyId, name: String }
    Hits { total_count: i64, nodes: Vec<Hit> }
    OfSearch { jobs: Hits }

    Advert {
        id: PostingId, title: String, description: String, location: String, remote_mode: String, seniority: String,
        pay: Option<Range>, posted_at: DateTime<Utc>, company: Firm, skills: Vec<Named>,
    }
    Range { min: Option<i64>, max: Option<i64> }
    Firm { id: CompanyId, name: String, industry: Option<String>, domain: Option<String> }
    Named { skill: Skill }
    OfPosting { node: Option<Advert> }

    Moved { id: ApplicationId, stage: String, version: i32, updated_at: DateTime<Utc> }
    MovePayload { application: Option<Moved>, user_errors: Vec<UserError> }
    UserError { code: &'static str, message: &'static str }
    OfMove { move_application: MovePayload }

    Step { stage: &'static str, reached: i64, share: Option<f64> }
    Funnel { total: i64, steps: Vec<Step>, accepted: i64 }
    Analytics { funnel: Funnel }
    OfFunnel { analytics: Analytics }
}

/// A list.
#[derive(Serialize)]
pub(super) struct Nodes<T> {
    pub nodes: Vec<T>,
}

/// The fields under `viewer`.
#[derive(Serialize)]
pub(super) struct Viewer<T> {
    pub viewer: T,
}

/// The outermost object.
#[derive(Serialize)]
pub(super) struct Data<'a, T> {
    pub data: &'a T,
}

/// The variables of a search.
#[derive(Deserialize)]
pub(super) struct SearchInput {
    pub text: String,
    pub filter: SearchFilter,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
pub(super) struct SearchFilter {
    pub remote_modes: Vec<String>,
    pub seniorities: Vec<String>,
    pub pay: Option<PayFilter>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PayFilter {
    pub yearly_min: i64,
    pub currency: String,
}

/// The variables of a posting.
#[derive(Deserialize)]
pub(super) struct PostingInput {
    pub id: PostingId,
}

/// The variables of a move.
#[derive(Deserialize)]
pub(super) struct MoveInput {
    pub input: Move,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Move {
    pub id: ApplicationId,
    pub expected_version: i32,
    pub to: String,
}
