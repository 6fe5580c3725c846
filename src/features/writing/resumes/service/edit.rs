//! Edits what a résumé says as a whole, and restores what it said.

use super::{
    Written,
    check::{checked, cited, keyed, too_large, unknown_citation},
    store::{Next, change, note},
};
use crate::{
    error::{Refusal, Result},
    features::writing::resumes::{
        Content, ResumeRow, Resumes, RevisionReason, entity::resume::ActiveModel,
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, id::ResumeId, write::Write},
};

/// An unchecked edit: the whole content, with an empty key for each new item.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What the résumé is to say.
    pub content: Content,
    /// A note about the revision.
    pub note: Option<String>,
}

impl Resumes {
    /// Adds a revision with this content. The content of the newest revision again adds none.
    pub async fn edit(&self, write: &Write<'_>, id: ResumeId, edit: Edit) -> Result<Written> {
        let (content, note) = (checked(edit.content)?, note(edit.note)?);
        self.refuse_unknown_facts(write.actor, &content).await?;
        let act = async |unit: &Unit| {
            let row = self.of_to_change(unit, write, id).await?;
            let newest = (row.id, row.revision);
            let before = self.content(unit, write.actor, newest).await?;
            let next = Next {
                content: keyed(content, before.last_key)?,
                reason: RevisionReason::Edited,
                note,
            };
            self.add_if_other(unit, row, &before, next).await
        };
        self.platform.write(write, act).await
    }

    /// Adds a revision with the content of an earlier one. If that is what the newest says, it adds none.
    pub async fn restore(
        &self,
        write: &Write<'_>,
        id: ResumeId,
        number: i32,
        given_note: Option<String>,
    ) -> Result<Written> {
        let note = note(given_note)?;
        let act = async |unit: &Unit| {
            let row = self.of_to_change(unit, write, id).await?;
            let newest = (row.id, row.revision);
            let before = self.content(unit, write.actor, newest).await?;
            let earlier = self.content(unit, write.actor, (row.id, number)).await;
            let mut content = earlier.map_err(|error| error.at("input.revision"))?;
            content.last_key = before.last_key;
            let next = Next {
                content,
                reason: RevisionReason::Restored,
                note,
            };
            self.add_if_other(unit, row, &before, next).await
        };
        self.platform.write(write, act).await
    }

    /// Adds a revision with what was accepted of proposals for a posting.
    pub(in crate::features::writing) async fn add_accepted(
        &self,
        unit: &Unit,
        row: ResumeRow,
        (before, content): (&Content, Content),
        given_note: Option<String>,
    ) -> Result<Written> {
        let note = note(given_note)?;
        if let Some(message) = too_large(&content) {
            return Err(Refusal::invalid("input", message).into());
        }
        let next = Next {
            content,
            reason: RevisionReason::Tailored,
            note,
        };
        self.add_if_other(unit, row, before, next).await
    }

    async fn add_if_other(
        &self,
        unit: &Unit,
        row: ResumeRow,
        before: &Content,
        next: Next,
    ) -> Result<Written> {
        if next.content == *before {
            unit.changed(change(&row, Some(row.version))).await;
            return Ok(Written { row, added: None });
        }
        self.add_revision(unit, &row, ActiveModel::default(), next)
            .await
    }

    /// Refuses a citation of what the profile never said. Versions of facts are kept, so that this stays true until the write.
    async fn refuse_unknown_facts(&self, actor: &Actor, content: &Content) -> Result<()> {
        let facts = cited(content);
        if facts.is_empty() {
            return Ok(());
        }
        let known = self.profiles.cited_evidence(actor, facts).await?;
        unknown_citation(content, &known).map_or(Ok(()), |refusal| Err(refusal.into()))
    }
}
