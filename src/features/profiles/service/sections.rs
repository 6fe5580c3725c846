//! All sections of a profile together: for dry runs, imports, exports and completeness.

use sea_orm::ConnectionTrait;
use serde::Serialize;

use crate::{
    error::Result,
    features::profiles::{
        AwardRow, CertificationRow, EducationRow, EmploymentRow, EvidenceRow, EvidenceVersionRow,
        LanguageRow, ProjectRow, PublicationRow, SkillClaimRow, VolunteeringRow,
        entity::{
            award, certification, education, employment, evidence, evidence_version, language,
            project, publication, section, skill_claim, volunteering,
        },
    },
    types::actor::Actor,
};

/// All sections of a profile, each in order, and the facts of their items.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the rows document themselves")]
pub struct Sections {
    pub employments: Vec<EmploymentRow>,
    pub educations: Vec<EducationRow>,
    pub skills: Vec<SkillClaimRow>,
    pub languages: Vec<LanguageRow>,
    pub projects: Vec<ProjectRow>,
    pub certifications: Vec<CertificationRow>,
    pub volunteerings: Vec<VolunteeringRow>,
    pub publications: Vec<PublicationRow>,
    pub awards: Vec<AwardRow>,
    pub evidence: Vec<EvidenceRow>,
}

impl Sections {
    /// The sections of the actor.
    pub(super) async fn read(conn: &impl ConnectionTrait, actor: &Actor) -> Result<Self> {
        Ok(Self {
            employments: section::of::<employment::Entity>(actor).all(conn).await?,
            educations: section::of::<education::Entity>(actor).all(conn).await?,
            skills: section::of::<skill_claim::Entity>(actor).all(conn).await?,
            languages: section::of::<language::Entity>(actor).all(conn).await?,
            projects: section::of::<project::Entity>(actor).all(conn).await?,
            certifications: section::of::<certification::Entity>(actor)
                .all(conn)
                .await?,
            volunteerings: section::of::<volunteering::Entity>(actor).all(conn).await?,
            publications: section::of::<publication::Entity>(actor).all(conn).await?,
            awards: section::of::<award::Entity>(actor).all(conn).await?,
            evidence: evidence::current(actor).all(conn).await?,
        })
    }
}

/// The rows that a dry run would store, read before its rollback.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The sections and the facts.
    pub sections: Sections,
    /// The earlier versions of facts.
    pub former_versions: Vec<EvidenceVersionRow>,
}

impl Preview {
    /// The rows of the actor.
    pub(super) async fn read(conn: &impl ConnectionTrait, actor: &Actor) -> Result<Self> {
        Ok(Self {
            sections: Sections::read(conn, actor).await?,
            former_versions: evidence_version::of(actor).all(conn).await?,
        })
    }
}
