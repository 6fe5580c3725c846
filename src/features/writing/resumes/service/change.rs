//! Changes everything about a résumé but what it says; archives and removes résumés.

use sea_orm::ActiveValue::Set;

use super::{
    Written,
    check::LINE_MAX,
    store::{Next, change},
};
use crate::{
    error::Result,
    features::writing::{
        Language, Paper, Template,
        resumes::{
            Resumes, RevisionReason,
            entity::resume::{self, ActiveModel},
        },
        tailoring::entity::tailoring,
    },
    platform::unit_of_work::{Change, Unit},
    types::{actor::Person, id::ResumeId, object_kind::ObjectKind, text::Line, write::Write},
};

/// A change of a résumé; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct ResumeChange {
    /// The name.
    pub name: Option<String>,
    /// The language.
    pub language: Option<Language>,
    /// The look.
    pub template: Option<Template>,
    /// The paper.
    pub paper: Option<Paper>,
}

impl Resumes {
    /// Changes the name, the look, the paper and the language. Another language is another content, and so a revision.
    pub async fn update(
        &self,
        write: &Write<'_>,
        id: ResumeId,
        given: ResumeChange,
    ) -> Result<Written> {
        let mut new = ActiveModel::default();
        if let Some(name) = given.name {
            new.name = Set(Line::parse("input.name", &name, LINE_MAX)?.into_string());
        }
        if let Some(template) = given.template {
            new.template = Set(template);
        }
        if let Some(paper) = given.paper {
            new.paper = Set(paper);
        }
        let act = async |unit: &Unit| {
            let row = self.of_to_change(unit, write, id).await?;
            let language = given.language.unwrap_or(row.language);
            if language == row.language {
                let row = self.update_row(unit, &row, new).await?;
                return Ok(Written { row, added: None });
            }
            let newest = (row.id, row.revision);
            let mut content = self.content(unit, write.actor, newest).await?;
            content.language = language;
            let next = Next {
                content,
                reason: RevisionReason::Edited,
                note: String::new(),
            };
            self.add_revision(unit, &row, new, next).await
        };
        self.platform.write(write, act).await
    }

    /// Archives a résumé, or brings it back; one that is so already stays as it is.
    pub async fn archive(
        &self,
        write: &Write<'_>,
        id: ResumeId,
        is_archived: bool,
    ) -> Result<Written> {
        let archived_at = is_archived.then(|| self.platform.clock.now());
        let act = async |unit: &Unit| {
            let row = self.of_to_change(unit, write, id).await?;
            if row.archived_at.is_some() == is_archived {
                unit.changed(change(&row, Some(row.version))).await;
                return Ok(Written { row, added: None });
            }
            let new = ActiveModel {
                archived_at: Set(archived_at),
                ..ActiveModel::default()
            };
            let row = self.update_row(unit, &row, new).await?;
            Ok(Written { row, added: None })
        };
        self.platform.write(write, act).await
    }

    /// Removes a résumé with all revisions and tailorings. Irreversible, so API tokens are refused. Copies of it stay.
    pub async fn remove(
        &self,
        _person: &Person,
        write: &Write<'_>,
        id: ResumeId,
    ) -> Result<ResumeId> {
        let act = async |unit: &Unit| {
            let row = self.of_to_change(unit, write, id).await?;
            let proposed = tailoring::ids_of_resume(unit, write.actor, id).await?;
            let mut gone = vec![id.0];
            gone.extend(proposed.into_iter().map(|id| id.0));
            unit.forget_results(row.user_id, &gone).await?;
            unit.changed(change(&row, None)).await;
            for id in gone.into_iter().skip(1) {
                unit.changed(Change::of(row.user_id, ObjectKind::Tailoring, id, None))
                    .await;
            }
            resume::delete(unit, write.actor, id).await?;
            Ok(id)
        };
        self.platform.write(write, act).await
    }
}
