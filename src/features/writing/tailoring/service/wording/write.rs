//! Asks language models for the words of a tailoring, in the background. What they add is stored at once, at the end, and only if this attempt is still the one
//! that asks; after a crash the next attempt begins from nothing, and takes answers that were kept.

use std::{sync::Arc, time::Duration};

use ::models::{CancellationToken, Endpoint, Task, prompt::repair};
use sea_orm::{ActiveValue::Set, PaginatorTrait};
use tokio::time::Instant;
use writing::tailor::Operation;

use super::{About, Asked, Wording, answer::Answer};
use crate::{
    error::{Error, Result},
    features::writing::{
        models::{self, AiTask, Ended, Exchange, Instead, ModelAuthor, Sent},
        tailoring::{
            Body, Proposal, TailoringRow, Tailorings, Worded, Wording as State,
            entity::{
                content::{self, FORM},
                tailoring::{self, ActiveModel},
            },
            service::store::change,
        },
    },
    platform::{process_tasks::off_reactor, unit_of_work::Unit},
    types::{
        actor::{Actor, Role},
        id::{ProposalId, SessionId, TailoringId, UserId},
        write::Write,
    },
};

/// How often the asking may begin. It only begins again if the process died or the database failed.
const ATTEMPTS_MAX: i32 = 7;
/// How often it is looked whether words are still asked for.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Nothing is asked for if less time is left.
const TIME_MIN: Duration = Duration::from_secs(1);

/// How the asking ends.
enum End {
    Words(Vec<Proposal>),
    /// There are none, for this reason.
    Not(Instead),
    /// Nothing was asked for, or it was switched off meanwhile.
    Off,
}

/// What comes of one request.
enum Outcome {
    Worded(Box<Proposal>),
    Not(Instead),
    Off,
}

impl Tailorings {
    /// True if models are to be asked for words of these proposals.
    pub(in crate::features::writing::tailoring::service) async fn is_asked(
        &self,
        actor: &Actor,
        body: &Body,
    ) -> Result<bool> {
        let has_words = |operation: &Operation| {
            matches!(
                operation,
                Operation::RephraseBullet { .. } | Operation::SetSummary { .. }
            )
        };
        let mut operations = body.proposals.iter().map(|proposal| &proposal.operation);
        Ok(self.models.is_configured(Task::Summary)
            && operations.any(has_words)
            && self.models.choice(actor).await?.is_on)
    }

    /// Asks for words. Does nothing if none are asked for.
    pub(in crate::features::writing::tailoring) async fn word(
        &self,
        user: UserId,
        id: TailoringId,
    ) -> Result<()> {
        let actor = Actor::of_session(user, SessionId(id.0), Role::User);
        let begun = tailoring::begin_wording(self.platform.db.conn(), &actor, id).await?;
        let Some(row) = begun else {
            return Ok(());
        };
        let end = if row.wording_attempt > ATTEMPTS_MAX {
            End::Not(Instead::Incomplete)
        } else {
            Box::pin(self.words_of(&actor, &row)).await?
        };
        self.end_wording(&actor, &row, end).await
    }

    async fn words_of(&self, actor: &Actor, row: &TailoringRow) -> Result<End> {
        let Some(wording) = self.wording_of(actor, row).await? else {
            return Ok(End::Off);
        };
        let wording = Arc::new(wording);
        let cancel = CancellationToken::new();
        let asking = self.ask_all(actor, row, &wording, &cancel);
        tokio::pin!(asking);
        tokio::select! {
            end = &mut asking => return end,
            () = self.until_over(actor, row) => cancel.cancel(),
        }
        // The connection is closed at once, and what it took is settled.
        asking.await
    }

    /// What is asked for a tailoring; none if it is gone.
    async fn wording_of(&self, actor: &Actor, row: &TailoringRow) -> Result<Option<Wording>> {
        let newest = (row.resume_id, row.revision);
        let mut contents = self.resumes.batch_contents(actor, &[newest]).await?;
        let mut bodies = self.batch_bodies(actor, &[row.id]).await?;
        let (Some(content), Some(body)) = (contents.remove(&newest), bodies.remove(&row.id)) else {
            return Ok(None);
        };
        let (knowledge, today, user) = (
            self.matching.knowledge().await?,
            self.users.today(actor).await?,
            self.users.get(actor).await?,
        );
        let row = row.clone();
        let wording = off_reactor(move || {
            let about = About {
                title: &row.posting_title,
                company: &row.company_name,
                language: content.language,
            };
            Wording::new(&about, &body, &user, (knowledge, today))
        });
        wording.await?.map(Some)
    }

    /// Returns when words are no longer asked for by this attempt, or the user has switched models off.
    async fn until_over(&self, actor: &Actor, row: &TailoringRow) {
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let asked = tailoring::being_worded(row.id, row.wording_attempt);
            // If the database does not answer, the asking ends by itself.
            let is_over = matches!(asked.count(self.platform.db.conn()).await, Ok(0));
            if is_over || self.models.is_known_off(actor).await {
                return;
            }
        }
    }

    /// Asks for the words of each proposal, one after the other.
    async fn ask_all(
        &self,
        actor: &Actor,
        row: &TailoringRow,
        wording: &Arc<Wording>,
        cancel: &CancellationToken,
    ) -> Result<End> {
        let config = &self.platform.config.writing.models;
        let deadline = Instant::now() + Duration::from_secs(config.total_secs);
        let (mut words, mut reason) = (Vec::new(), None);
        for (at, asked) in wording.asked.iter().enumerate() {
            let exchange = Self::exchange_for(actor, row, (asked, deadline, cancel));
            match Box::pin(self.ask(&exchange, wording, at)).await? {
                Outcome::Worded(proposal) => words.push(*proposal),
                Outcome::Off => return Ok(End::Off),
                Outcome::Not(instead) => {
                    reason = reason.or(Some(instead));
                    let is_last = matches!(
                        instead,
                        Instead::Budget | Instead::Busy | Instead::Unavailable
                    );
                    if is_last || deadline.duration_since(Instant::now()) < TIME_MIN {
                        break;
                    }
                }
            }
        }
        Ok(match (words.is_empty(), reason) {
            (false, _) => End::Words(words),
            (true, Some(reason)) => End::Not(reason),
            (true, None) => End::Off,
        })
    }

    fn exchange_for<'a>(
        actor: &'a Actor,
        row: &TailoringRow,
        (asked, deadline, cancel): (&Asked, Instant, &'a CancellationToken),
    ) -> Exchange<'a> {
        let (task, route, version) = asked.task();
        let prompt = asked.prompt();
        Exchange {
            actor,
            task,
            route,
            about: models::About::Tailoring(row.id),
            version,
            sent: Sent {
                system: prompt.system.clone(),
                user: prompt.user.clone(),
            },
            prompt,
            // The last bytes of an id are random.
            seed: u64::from(u32::try_from(row.id.0.as_u128() & 0xffff_ffff).unwrap_or_default()),
            deadline,
            cancel,
        }
    }

    /// One request, and one repair of what was refused.
    async fn ask(
        &self,
        exchange: &Exchange<'_>,
        wording: &Arc<Wording>,
        at: usize,
    ) -> Result<Outcome> {
        let asked = wording.asked.get(at);
        let asked = asked.ok_or_else(|| Error::internal("nothing is asked"))?;
        if let Some(known) = self.known(exchange, wording, at).await? {
            return Ok(known);
        }
        let mut answer = Answer::new(&self.models, wording, at);
        let endpoint = match self.models.exchange(exchange, &mut answer).await? {
            Ended::Complete(endpoint) => endpoint,
            Ended::Over | Ended::Off => return Ok(Outcome::Off),
            Ended::Not(reason) => return Ok(Outcome::Not(reason)),
        };
        let refused = answer.refused_lines();
        let is_time_left = exchange.deadline.duration_since(Instant::now()) >= TIME_MIN;
        if !refused.is_empty() && is_time_left {
            let blank = asked.repair(&models::in_blank(&refused));
            let again = Exchange {
                task: AiTask::Repair,
                version: repair::VERSION,
                prompt: asked.repair(&refused),
                sent: Sent {
                    system: blank.system,
                    user: blank.user,
                },
                ..*exchange
            };
            answer.begin_repair();
            if let Ended::Over | Ended::Off = self.models.exchange(&again, &mut answer).await? {
                return Ok(Outcome::Off);
            }
        }
        let Some(proposal) = worded(wording, asked, &answer, &endpoint) else {
            return Ok(Outcome::Not(Instead::TooFew));
        };
        let task = (exchange.route, exchange.version);
        let key = asked.data().key(task, &exchange.prompt, &endpoint);
        let (_, lines) = answer.accepted();
        self.models.keep_answer(exchange.actor, key, &lines).await?;
        Ok(Outcome::Worded(Box::new(proposal)))
    }

    /// Takes an answer that was given before to the same request; none if there is none that is still accepted.
    async fn known(
        &self,
        exchange: &Exchange<'_>,
        wording: &Arc<Wording>,
        at: usize,
    ) -> Result<Option<Outcome>> {
        let Some(asked) = wording.asked.get(at) else {
            return Ok(None);
        };
        let router = self.models.router();
        let endpoints: Vec<&Endpoint> = router.endpoints(exchange.route).collect();
        let task = (exchange.route, exchange.version);
        let key = |endpoint: &&Endpoint| asked.data().key(task, &exchange.prompt, endpoint);
        let keys: Vec<String> = endpoints.iter().map(key).collect();
        let Some(known) = self.models.known_answer(exchange.actor, &keys).await? else {
            return Ok(None);
        };
        let found = keys.iter().position(|key| *key == known.key);
        let Some(endpoint) = found.and_then(|at| endpoints.get(at).copied()) else {
            return Ok(None);
        };
        let mut answer = Answer::new(&self.models, wording, at);
        if !answer.take_known(known.lines).await? {
            return Ok(None);
        }
        let Some(proposal) = worded(wording, asked, &answer, endpoint) else {
            return Ok(None);
        };
        self.models.note_answered(exchange, endpoint).await?;
        Ok(Some(Outcome::Worded(Box::new(proposal))))
    }

    /// Stores the end, if this attempt is still the one that asks, and the user has not switched models off.
    async fn end_wording(&self, actor: &Actor, begun: &TailoringRow, end: End) -> Result<()> {
        let act = async |unit: &Unit| {
            self.users.lock_to_count(unit, actor.user_id).await?;
            let found = tailoring::being_worded(begun.id, begun.wording_attempt);
            let Some(row) = found.one(unit).await? else {
                return Ok(());
            };
            let is_on = self.models.is_on(unit, actor).await?;
            let (state, reason) = match end {
                End::Words(proposals) if is_on => {
                    let worded = Worded {
                        form: FORM,
                        proposals: self.with_new_ids(proposals),
                    };
                    content::add_worded(unit, actor, row.id, worded).await?;
                    (State::Done, None)
                }
                End::Not(reason) if is_on => (State::Failed, Some(reason)),
                _ => (State::None, None),
            };
            let next = ActiveModel {
                wording: Set(state),
                wording_reason: Set(reason),
                updated_at: Set(self.platform.clock.now()),
                ..ActiveModel::default()
            };
            let written = tailoring::update_if(unit, next, &row).await?;
            let written =
                written.ok_or_else(|| Error::conflict("the tailoring was changed meanwhile"))?;
            unit.changed(change(&written, Some(written.version))).await;
            Ok(())
        };
        self.platform.write(&Write::by(actor), act).await
    }

    fn with_new_ids(&self, proposals: Vec<Proposal>) -> Vec<Proposal> {
        let with_new_id = |proposal: Proposal| Proposal {
            id: ProposalId(self.platform.clock.new_id()),
            ..proposal
        };
        proposals.into_iter().map(with_new_id).collect()
    }
}

/// The proposal that was accepted of an answer.
fn worded(
    wording: &Wording,
    asked: &Asked,
    answer: &Answer<'_>,
    endpoint: &Endpoint,
) -> Option<Proposal> {
    let (_, _, version) = asked.task();
    let (sentences, _) = answer.accepted();
    let proposal = wording.worded(asked, &sentences)?;
    Some(Proposal {
        model: Some(ModelAuthor::of(endpoint, version)),
        ..proposal
    })
}
