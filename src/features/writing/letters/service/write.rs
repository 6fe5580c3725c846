//! Writes a letter in the background. Each event is stored in a transaction of its own, and only while this attempt is the one that writes the letter: a
//! second worker, a cancellation or an erasure ends the first. After a crash the next attempt begins from nothing.

use std::sync::Arc;

use ::models::Task;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, PaginatorTrait};
use tokio::sync::mpsc;
use writing::sentence::SentenceKind;

use super::{
    author::{self, Asking, ByModel, Step},
    facts, follow,
    material::Material,
    posting,
    store::change,
};
use crate::{
    error::{Error, Result},
    features::{
        jobs::PostingRow,
        matching,
        writing::{
            Language,
            letters::{
                Content, EventBody, EventRow, Grounds, LetterRow, Letters, Reason, RevisionReason,
                RevisionRow, State,
                entity::{author::Author, content, event, grounds, letter},
            },
        },
    },
    platform::{process_tasks::off_reactor, unit_of_work::Unit},
    types::{
        actor::{Actor, Role},
        id::{LetterId, PostingId, SessionId, UserId},
        write::Write,
    },
};

/// How often the writing may begin. It only begins again if the process died or the database failed.
const ATTEMPTS_MAX: i32 = 7;
/// Sentences that are verified before the first of them is stored.
const AHEAD: usize = 4;

/// How the writing of a letter ends.
enum End {
    Completed(Content, Author),
    NoText(State, Reason),
}

impl Letters {
    /// Writes a letter from nothing. Does nothing if it is not being written.
    pub(in crate::features::writing::letters) async fn write_letter(
        &self,
        user: UserId,
        id: LetterId,
    ) -> Result<()> {
        let actor = Actor::of_session(user, SessionId(id.0), Role::User);
        let Some(letter) = self.begin_attempt(&actor, id).await? else {
            return Ok(());
        };
        let end = if letter.attempt > ATTEMPTS_MAX {
            Some(End::NoText(State::Failed, Reason::Interrupted))
        } else {
            self.text_of(&actor, &letter).await?
        };
        match end {
            Some(end) => self.end(&actor, &letter, end).await,
            None => Ok(()),
        }
    }

    /// Begins the next attempt: what the last one wrote is gone.
    async fn begin_attempt(&self, actor: &Actor, id: LetterId) -> Result<Option<LetterRow>> {
        let unit = self.platform.begin().await?;
        let found = letter::locked(actor, id).one(&unit).await?;
        let Some(read) = found.filter(|row| row.state == State::Writing) else {
            return Ok(None);
        };
        event::forget(&unit, id).await?;
        let attempt = read.attempt.saturating_add(1);
        let mut row = read.into_active_model();
        row.attempt = Set(attempt);
        let row = row.update(&unit).await?;
        self.note(&unit, &row, EventBody::Started { attempt })
            .await?;
        unit.commit().await?;
        Ok(Some(row))
    }

    /// Chooses facts, and lets the author write; none if this attempt is over.
    async fn text_of(&self, actor: &Actor, letter: &LetterRow) -> Result<Option<End>> {
        let Some((read, posting)) = self.grounds_of(actor, letter).await? else {
            return Ok(Some(End::NoText(State::Failed, Reason::PostingGone)));
        };
        let (knowledge, today) = (
            self.matching.knowledge().await?,
            self.users.today(actor).await?,
        );
        let mut grounds = read;
        let mut material = Material::new(letter, &grounds, knowledge, today)?;
        let (material, chosen) = off_reactor(move || {
            let chosen = material.select();
            (material, chosen)
        })
        .await?;
        let is_enough = chosen.is_ok();
        match chosen {
            Ok(()) => {
                grounds.facts = material.facts().to_vec();
                grounds.selection = material.selection().clone();
            }
            Err(few) => {
                grounds.facts.clear();
                (grounds.selection.supported, grounds.selection.missing) =
                    (few.supported, few.missing);
            }
        }
        if !self.keep_grounds(letter, grounds).await? {
            return Ok(None);
        }
        if !is_enough {
            return Ok(Some(End::NoText(
                State::Refused,
                Reason::InsufficientEvidence,
            )));
        }
        let material = Arc::new(material);
        let mut author = Author::composer(None);
        if self.models.is_configured(Task::Letter) && self.models.choice(actor).await?.is_on {
            let asking = self.asking(actor, &material, posting.text()).await?;
            let asked = self.write_by_model(actor, letter, &material, asking);
            match Box::pin(asked).await? {
                ByModel::Over => return Ok(None),
                ByModel::Written(content, author) => {
                    return Ok(Some(End::Completed(content, author)));
                }
                ByModel::Instead(reason, has_passed_on) => {
                    author = Author::composer(reason);
                    // Followers forget the sentences of the model.
                    let attempt = letter.attempt;
                    let again = EventBody::Started { attempt };
                    if has_passed_on && !self.noted(letter, again).await? {
                        return Ok(None);
                    }
                }
            }
        }
        self.stream(letter, material, author).await
    }

    /// What a model is asked for a letter from this material.
    pub(super) async fn asking(
        &self,
        actor: &Actor,
        material: &Arc<Material>,
        text: &str,
    ) -> Result<Asking> {
        let (user, material, text) = (
            self.users.get(actor).await?,
            Arc::clone(material),
            text.to_owned(),
        );
        off_reactor(move || Asking::new(&material, &text, &user)).await
    }

    /// The facts of the profile and what the posting asks for; none if there is no posting.
    pub(super) async fn grounds_of(
        &self,
        actor: &Actor,
        letter: &LetterRow,
    ) -> Result<Option<(Grounds, Arc<matching::Asked>)>> {
        let Some(id) = letter.posting_id else {
            return Ok(None);
        };
        let found = self.grounds_for(actor, id, letter.language).await?;
        Ok(found.map(|(_, asked, grounds)| (grounds, asked)))
    }

    /// A posting, what it asks for, and the facts of the profile; none if there is no posting.
    pub(in crate::features::writing) async fn grounds_for(
        &self,
        actor: &Actor,
        id: PostingId,
        language: Language,
    ) -> Result<Option<(PostingRow, Arc<matching::Asked>, Grounds)>> {
        let Some(row) = self.jobs.find_posting(id).await? else {
            return Ok(None);
        };
        let Some(asked) = self.matching.asked(&[id]).await?.remove(&id) else {
            return Ok(None);
        };
        let sections = self.profiles.sections(actor).await?;
        let places = row.location.split([';', '|']).map(str::trim);
        let places = places.filter(|place| !place.is_empty());
        let grounds = Grounds {
            form: grounds::FORM,
            facts: facts::facts(&sections, language),
            locations: places.map(str::to_owned).collect(),
            asked: posting::asked(&asked),
            ..Grounds::default()
        };
        Ok(Some((row, asked, grounds)))
    }

    /// Stores what the letter rests on; false if this attempt is over.
    async fn keep_grounds(&self, letter: &LetterRow, body: Grounds) -> Result<bool> {
        let unit = self.platform.begin().await?;
        if !self.note(&unit, letter, EventBody::Evidence).await? {
            return Ok(false);
        }
        let row = grounds::Model {
            letter_id: letter.id,
            user_id: letter.user_id,
            body,
        };
        grounds::put(&unit, row).await?;
        unit.commit().await?;
        Ok(true)
    }

    /// Stores each sentence as the verifier accepts it.
    async fn stream(
        &self,
        letter: &LetterRow,
        material: Arc<Material>,
        author: Author,
    ) -> Result<Option<End>> {
        let (sender, mut steps) = mpsc::channel(AHEAD);
        let writing = off_reactor(move || {
            author::write(&material, |step| sender.blocking_send(step).is_ok())
        });
        let storing = async {
            let mut content = Content {
                form: content::FORM,
                greeting: String::new(),
                sentences: Vec::new(),
                sign_off: String::new(),
            };
            while let Some(step) = steps.recv().await {
                let body = match step {
                    Step::Framed { greeting, sign_off } => {
                        (content.greeting, content.sign_off) = (greeting, sign_off);
                        continue;
                    }
                    Step::Refused(refused) => EventBody::Refused(refused),
                    Step::Accepted(sentence) => {
                        let index = i32::try_from(content.sentences.len());
                        content.sentences.push(sentence.clone());
                        EventBody::Accepted {
                            index: index.map_err(Error::internal)?,
                            sentence,
                        }
                    }
                };
                if !self.noted(letter, body).await? {
                    // The author ends at its next sentence, because nobody takes it.
                    steps.close();
                    return Ok(None);
                }
            }
            Ok(Some(content))
        };
        let (has_author, content) = futures_util::try_join!(writing, storing)?;
        let Some(content) = content else {
            return Ok(None);
        };
        if !has_author {
            return Err(Error::internal("no author writes the language of a letter"));
        }
        let says_something = |content: &Content| {
            let mut sentences = content.sentences.iter();
            sentences.any(|sentence| sentence.kind == SentenceKind::Claim)
        };
        Ok(Some(if says_something(&content) {
            End::Completed(content, author)
        } else {
            End::NoText(State::Failed, Reason::NothingAccepted)
        }))
    }

    /// Ends the writing, if this attempt is still the one that writes.
    async fn end(&self, actor: &Actor, begun: &LetterRow, end: End) -> Result<()> {
        let act = async |unit: &Unit| {
            let found = letter::locked(actor, begun.id).one(unit).await?;
            let is_ours =
                |row: &LetterRow| row.state == State::Writing && row.attempt == begun.attempt;
            let Some(row) = found.filter(is_ours) else {
                return Ok(());
            };
            let events = event::of_after(actor, row.id, 0).all(unit).await?;
            let body = match &end {
                End::Completed(..) => EventBody::Completed,
                End::NoText(_, reason) => EventBody::Failed { reason: *reason },
            };
            self.note(unit, &row, body).await?;
            self.settle(unit, &row, end, events).await
        };
        self.platform.write(&Write::by(actor), act).await
    }

    async fn settle(
        &self,
        unit: &Unit,
        row: &LetterRow,
        end: End,
        events: Vec<EventRow>,
    ) -> Result<()> {
        let refused = events.into_iter().filter_map(|event| match event.body {
            EventBody::Refused(refused) => Some(refused),
            _ => None,
        });
        let mut new = letter::ActiveModel {
            refused: Set(letter::RefusedSentences(refused.collect())),
            updated_at: Set(self.platform.clock.now()),
            ..Default::default()
        };
        match end {
            End::Completed(content, author) => {
                (new.state, new.revision) = (Set(State::Completed), Set(1));
                new.author = Set(Some(author));
                let revision = RevisionRow {
                    letter_id: row.id,
                    number: 1,
                    user_id: row.user_id,
                    content,
                    reason: RevisionReason::Written,
                    created_at: self.platform.clock.now(),
                };
                revision
                    .into_active_model()
                    .reset_all()
                    .insert(unit)
                    .await?;
            }
            End::NoText(state, reason) => {
                (new.state, new.reason) = (Set(state), Set(Some(reason)));
            }
        }
        let written = letter::update_if(unit, new, row).await?;
        let written = written.ok_or_else(|| Error::conflict("the letter was changed"))?;
        unit.changed(change(&written, Some(written.version))).await;
        Ok(())
    }

    /// Stores an event in a transaction of its own; false if this attempt is over.
    pub(super) async fn noted(&self, letter: &LetterRow, body: EventBody) -> Result<bool> {
        let unit = self.platform.begin().await?;
        let is_noted = self.note(&unit, letter, body).await?;
        if is_noted {
            unit.commit().await?;
        }
        Ok(is_noted)
    }

    /// True if this attempt is still the one that writes the letter.
    pub(super) async fn is_being_written(&self, letter: &LetterRow) -> Result<bool> {
        let found = letter::being_written(letter.id, letter.attempt);
        Ok(found.count(self.platform.db.conn()).await? > 0)
    }

    /// Stores an event, if this attempt is still the one that writes the letter.
    pub(super) async fn note(
        &self,
        unit: &Unit,
        letter: &LetterRow,
        body: EventBody,
    ) -> Result<bool> {
        let Some(seq) = letter::next_seq(unit, letter.id, letter.attempt).await? else {
            return Ok(false);
        };
        let row = EventRow {
            letter_id: letter.id,
            seq,
            user_id: letter.user_id,
            body,
            created_at: self.platform.clock.now(),
        };
        row.into_active_model().reset_all().insert(unit).await?;
        unit.signal(follow::topic(letter.id)).await;
        Ok(true)
    }
}
