//! Makes tailorings.

use std::sync::Arc;

use sea_orm::{ActiveModelTrait, IntoActiveModel, PaginatorTrait};
use writing::tailor::{Operation, joined};

use super::{
    Written,
    propose::{Subject, proposed},
    store::change,
};
use crate::{
    error::{Error, Refusal, Result},
    features::writing::{
        resumes::{Content, ResumeKind, ResumeRow},
        tailoring::{
            Body, DecisionKind, TailoringRow, Tailorings, Wording,
            entity::{
                content,
                tailoring::{self, Decisions},
            },
            task::WordTailoring,
        },
    },
    platform::{process_tasks::off_reactor, unit_of_work::Unit},
    types::{
        actor::Actor,
        area::Area,
        id::{PostingId, ResumeId, TailoringId},
        write::Write,
    },
};

pub(super) const RESUME: &str = "input.resumeId";
const POSTING: &str = "input.postingId";

/// What is to be tailored, and to what.
#[derive(Clone, Copy, Debug)]
pub struct NewTailoring {
    /// The résumé.
    pub resume: ResumeId,
    /// The posting; by default that of the résumé.
    pub posting: Option<PostingId>,
}

/// The proposals that were made.
pub(super) struct Made {
    pub resume: ResumeRow,
    posting: PostingId,
    pub title: String,
    pub company: String,
    pub body: Body,
    /// True if a language model is to be asked for words.
    is_asked: bool,
}

impl Tailorings {
    /// Makes proposals for the newest revision of a résumé. The version that the write expects is that of the résumé.
    pub async fn tailor(&self, write: &Write<'_>, new: NewTailoring) -> Result<Written> {
        let made = self.make(write.actor, new).await;
        // A retry returns its first result, even if the résumé or the posting is gone by now.
        let act = async |unit: &Unit| self.insert(unit, write, made?).await;
        self.platform.write(write, act).await
    }

    pub(super) async fn make(&self, actor: &Actor, new: NewTailoring) -> Result<Made> {
        let resume = self.resumes.get(actor, new.resume).await;
        let resume = resume.map_err(|error| error.at(RESUME))?;
        if resume.kind == ResumeKind::Master {
            let message = "This is a MASTER, which has all of the profile and is not tailored. Make a TAILORED copy of it by createResume, with this résumé as parentId, and tailor that one.";
            return Err(Refusal::invalid(RESUME, message).into());
        }
        // An API token that may write résumés must not read the profile through them.
        actor.check(Area::Profiles.read())?;
        let Some(posting) = new.posting.or(resume.posting_id) else {
            let message = "Required here: the posting of this résumé was deleted.";
            return Err(Refusal::invalid(POSTING, message).into());
        };
        let found = self.letters.grounds_for(actor, posting, resume.language);
        let found = found.await?;
        let (posting, _, grounds) = found.ok_or_else(|| Error::not_found("posting").at(POSTING))?;
        let newest = (resume.id, resume.revision);
        let mut contents = self.resumes.batch_contents(actor, &[newest]).await?;
        let content = contents.remove(&newest);
        let (id, title, company) = (
            posting.id,
            posting.title.clone(),
            posting.company_name.clone(),
        );
        let content = content.ok_or_else(|| Error::not_found("résumé").at(RESUME))?;
        let subject = Subject {
            summary_is_proposed: self.has_proposed(actor, resume.id, &content).await?,
            content,
            posting,
            grounds,
            knowledge: self.matching.knowledge().await?,
            today: self.users.today(actor).await?,
        };
        let clock = self.platform.clock.clone();
        let body = off_reactor(move || proposed(subject, &clock)).await??;
        Ok(Made {
            is_asked: self.is_asked(actor, &body).await?,
            resume,
            posting: id,
            title,
            company,
            body,
        })
    }

    /// True if the summary of a résumé is one that was proposed for it and accepted, as it was proposed.
    async fn has_proposed(
        &self,
        actor: &Actor,
        resume: ResumeId,
        content: &Content,
    ) -> Result<bool> {
        // A proposed summary is one text with citations.
        let [summary] = content.summary.as_slice() else {
            return Ok(false);
        };
        if summary.citations.is_empty() {
            return Ok(false);
        }
        let mut of_resume = self.batch_of_resumes(actor, &[resume]).await?;
        let rows = of_resume.remove(&resume).unwrap_or_default();
        let ids: Vec<TailoringId> = rows.iter().map(|row| row.id).collect();
        let bodies = self.batch_bodies(actor, &ids).await?;
        Ok(rows.iter().any(|row| {
            let proposals = bodies.get(&row.id).map(|body| body.proposals.as_slice());
            proposals.unwrap_or_default().iter().any(|proposal| {
                let decided = row.decision(proposal.id).map(|decision| decision.kind);
                decided == Some(DecisionKind::Accepted)
                    && matches!(&proposal.operation, Operation::SetSummary { sentences } if joined(sentences) == summary.text)
            })
        }))
    }

    async fn insert(&self, unit: &Unit, write: &Write<'_>, made: Made) -> Result<Written> {
        let actor = write.actor;
        let resume = self.resumes.of_to_change(unit, write, made.resume.id).await;
        let resume = resume.map_err(|error| error.at(RESUME))?;
        if resume.revision != made.resume.revision {
            return Err(Error::conflict(
                "Another request changed the résumé at the same time; try again.",
            ));
        }
        self.refuse_more(unit, actor).await?;
        let now = self.platform.clock.now();
        let row = TailoringRow {
            id: TailoringId(self.platform.clock.new_id()),
            user_id: actor.user_id,
            resume_id: resume.id,
            posting_id: Some(made.posting),
            posting_title: made.title,
            company_name: made.company,
            revision: resume.revision,
            decisions: Decisions::default(),
            wording: if made.is_asked {
                Wording::Asked
            } else {
                Wording::None
            },
            wording_reason: None,
            wording_attempt: 0,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let row = row.into_active_model().reset_all().insert(unit).await?;
        let content = content::Model {
            tailoring_id: row.id,
            user_id: row.user_id,
            body: made.body,
            worded: None,
        };
        let content = content.into_active_model().reset_all();
        let content = content.insert(unit).await?;
        if row.wording == Wording::Asked {
            let task = WordTailoring {
                tailoring_id: row.id,
                user_id: row.user_id,
            };
            unit.publish(&task).await?;
        }
        unit.changed(change(&row, Some(row.version))).await;
        Ok(Written {
            row,
            body: Some(Arc::new(content.body)),
            resume: None,
        })
    }

    /// The lock of the user makes concurrent creations count each other.
    async fn refuse_more(&self, unit: &Unit, actor: &Actor) -> Result<()> {
        let limit = self.platform.config.writing.tailorings_per_user;
        if tailoring::of(actor).count(unit).await? < limit {
            return Ok(());
        }
        let message = format!(
            "You have {limit} tailorings, which is the maximum; remove one first, or a résumé with its tailorings."
        );
        Err(Refusal::invalid("input", message).into())
    }
}
