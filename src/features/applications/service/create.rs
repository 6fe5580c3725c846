//! Creates an application: for a posting, of which a snapshot is taken, or for a company and a role.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, PaginatorTrait};

use super::{
    append::{Entry, Written},
    history::{next_date, refuse_future},
    limits,
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        applications::{
            ApplicationRow, Applications, EventKind, Stage, entity::application, life,
            refusal::InvalidTransition,
        },
        jobs::{PostingRow, SnapshotRow},
    },
    platform::unit_of_work::Unit,
    types::{
        actor::Actor,
        id::{ApplicationId, PostingId},
        partial_date::PartialDate,
        write::Write,
    },
};

/// An unchecked new application.
#[derive(Clone, Debug, Default)]
pub struct NewApplication {
    /// The posting; without one, company and role are required.
    pub posting_id: Option<PostingId>,
    /// The employer's name.
    pub company: Option<String>,
    /// The role.
    pub role: Option<String>,
    /// The first stage: PREPARING (default) or APPLIED.
    pub stage: Option<Stage>,
    /// The date when it began; today by default.
    pub occurred_on: Option<PartialDate>,
    /// Where the user found the posting.
    pub source: Option<String>,
    /// Who recommended the user or the posting.
    pub referrer: Option<String>,
    /// Free text.
    pub note: Option<String>,
}

/// A checked new application.
pub(super) struct Creation {
    new: NewApplication,
    posting: Option<PostingRow>,
    stage: Stage,
    occurred_on: PartialDate,
}

impl Applications {
    /// Creates an application. A posting can have one application at a time that is not closed.
    pub async fn create(&self, write: &Write<'_>, new: NewApplication) -> Result<Written> {
        let creation = self.check_new(write, new).await;
        // A retry returns its first result, even if the check would fail by now.
        let act = async |unit: &Unit| self.perform_creation(unit, write, &creation?).await;
        self.platform.write(write, act).await
    }

    async fn check_new(&self, write: &Write<'_>, new: NewApplication) -> Result<Creation> {
        let stage = new.stage.unwrap_or(Stage::Preparing);
        if !life::BEGINNINGS.contains(&stage) {
            let message =
                "An application begins in PREPARING or APPLIED; use moveApplication for later stages.".to_owned();
            return Err(InvalidTransition {
                message,
                allowed: life::BEGINNINGS.to_vec(),
            }
            .into());
        }
        let today = self.users.today(write.actor).await?;
        refuse_future(new.occurred_on, today)?;
        let occurred_on = next_date(&[], new.occurred_on, today)?;
        write.takes("occurredOn", occurred_on.to_string());
        Ok(Creation {
            occurred_on,
            posting: self.posting(new.posting_id).await?,
            new,
            stage,
        })
    }

    async fn perform_creation(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        creation: &Creation,
    ) -> Result<Written> {
        self.refuse_more(unit, write.actor, creation.posting.as_ref())
            .await?;
        let snapshot = match &creation.posting {
            Some(posting) => Some(self.jobs.snapshot(unit, posting).await?),
            None => None,
        };
        let row = self
            .row(unit, write.actor, creation, snapshot.as_ref())
            .await?;
        let entry = Entry {
            kind: EventKind::Created,
            from: None,
            to: Some(row.stage),
            outcome: None,
            occurred_on: Some(creation.occurred_on),
            retracts: None,
            reason: String::new(),
        };
        self.append(unit, write, &row, 0, entry).await?;
        self.written(unit, write, row, snapshot).await
    }

    async fn posting(&self, id: Option<PostingId>) -> Result<Option<PostingRow>> {
        let Some(id) = id else { return Ok(None) };
        Ok(Some(
            self.jobs
                .find_posting(id)
                .await?
                .ok_or_else(|| Error::not_found("posting"))?,
        ))
    }

    /// Refuses a second open application for the posting, and more applications than the limit per user.
    async fn refuse_more(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
        posting: Option<&PostingRow>,
    ) -> Result<()> {
        // The lock makes concurrent creations count each other.
        self.users.lock_to_count(conn, actor.user_id).await?;
        if let Some(posting) = posting {
            self.refuse_second(conn, actor, posting.id, "input.postingId")
                .await?;
        }
        let limit = self.platform.config.applications.per_user;
        if application::of(actor).count(conn).await? >= limit {
            return Err(Refusal::invalid("input", limits::no_room(limit)).into());
        }
        Ok(())
    }

    /// Refuses a second open application for the same posting.
    pub(super) async fn refuse_second(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
        posting: PostingId,
        path: &str,
    ) -> Result<()> {
        let Some(open) = application::of_open_for(actor, posting).one(conn).await? else {
            return Ok(());
        };
        Err(Refusal::Duplicate {
            path: path.to_owned(),
            message: limits::SECOND.into(),
            existing: Some(open.id.to_string()),
        }
        .into())
    }

    async fn row(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
        creation: &Creation,
        snapshot: Option<&SnapshotRow>,
    ) -> Result<ApplicationRow> {
        let Creation {
            new,
            posting,
            stage,
            occurred_on,
        } = creation;
        let (posting, stage) = (posting.as_ref(), *stage);
        let now = self.platform.clock.now();
        let named = |path, given: Option<&String>, copied: Option<&String>| match (given, copied) {
            (Some(given), _) => limits::name(path, given),
            (None, Some(copied)) => Ok(copied.clone()),
            (None, None) => Err(Refusal::invalid(
                path,
                "Required without a posting: give this, or postingId.",
            )),
        };
        let line = |path, text: Option<&String>| {
            limits::optional_name(path, text.map_or("", String::as_str))
        };
        let row = application::ActiveModel {
            id: Set(ApplicationId(self.platform.clock.new_id())),
            user_id: Set(actor.user_id),
            posting_id: Set(posting.map(|posting| posting.id)),
            snapshot_id: Set(snapshot.map(|snapshot| snapshot.id)),
            company: Set(named(
                "input.company",
                new.company.as_ref(),
                posting.map(|posting| &posting.company_name),
            )?),
            role: Set(named(
                "input.role",
                new.role.as_ref(),
                posting.map(|posting| &posting.title),
            )?),
            stage: Set(stage),
            outcome: Set(None),
            applied_on: Set((stage == Stage::Applied).then(|| occurred_on.to_string())),
            import_source: Set(None),
            source: Set(line("input.source", new.source.as_ref())?),
            referrer: Set(line("input.referrer", new.referrer.as_ref())?),
            priority: Set(0),
            board_rank: Set(application::last_rank(conn, actor.user_id, stage).await? + 1.0),
            deadline: Set(None),
            next_action: Set(String::new()),
            note: Set(limits::note(
                "input.note",
                new.note.as_deref().unwrap_or_default(),
            )?),
            archived: Set(false),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        };
        Ok(row.insert(conn).await?)
    }
}
