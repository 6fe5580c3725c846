//! The profile as personal data. All tables refer to the account and are deleted with it.

use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    error::Result,
    features::profiles::{
        EvidenceRow, EvidenceVersionRow, ProfileRow, Profiles, Sections,
        entity::{
            evidence, evidence_version, profile,
            profile_undo::{self, Model as UndoRow},
        },
    },
    platform::personal_data::{DataSubject, PersonalData, member},
    types::actor::Actor,
};

/// A profile with its sections.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ProfileExport {
    /// The profile itself; none before the first write.
    profile: Option<ProfileRow>,
    #[serde(flatten)]
    sections: Sections,
    /// The earlier versions of facts.
    evidence_versions: Vec<EvidenceVersionRow>,
    /// Facts that were removed from the profile.
    removed_evidence: Vec<EvidenceRow>,
    /// What stood before the last act, if that is kept.
    undo: Option<UndoRow>,
}

impl PersonalData for Profiles {
    fn name(&self) -> &'static str {
        "profile"
    }

    fn schema(&self) -> &'static str {
        include_str!("../profile.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let conn = self.platform.db.conn();
            member(&ProfileExport {
                profile: profile::of(actor).one(conn).await?,
                sections: self.sections(actor).await?,
                evidence_versions: evidence_version::of(actor).all(conn).await?,
                removed_evidence: evidence::removed(actor).all(conn).await?,
                undo: profile_undo::of(actor).one(conn).await?,
            })
        })
    }
}
