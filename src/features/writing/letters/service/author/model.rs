//! A language model as the author of a letter. What it proposes is verified line by line as it arrives; if it does not answer, or too little of what it
//! proposes is accepted, the composer writes the letter.

use std::{sync::Arc, time::Duration};

use models::{
    CancellationToken, Endpoint, Task,
    prompt::{self, Prompt},
};
use tokio::time::Instant;
use writing::compose;

use super::{
    Asking,
    judge::Judge,
    talk::{Place, Repairing, Talk},
};
use crate::{
    error::Result,
    features::writing::{
        letters::{
            Author, Content, LetterRow, Letters, Origin,
            service::{follow, material::Material},
        },
        models::{About, AiTask, Ended, Exchange, Instead, ModelAuthor, Sent, in_blank},
    },
    platform::process_tasks::off_reactor,
    types::actor::Actor,
};

/// How often it is looked whether a letter is still being written, in case a signal was lost.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// A repair is not asked for if less time is left.
const REPAIR_MIN: Duration = Duration::from_secs(1);

/// What comes of asking a model.
pub(in crate::features::writing::letters::service) enum ByModel {
    /// This attempt is over: the letter was cancelled, removed, or begun again.
    Over,
    /// The letter.
    Written(Content, Author),
    /// No letter; why, if models are switched on. True if sentences were passed on.
    Instead(Option<Instead>, bool),
}

impl Letters {
    /// Lets a model write, while this attempt is the one that writes the letter.
    pub(in crate::features::writing::letters::service) async fn write_by_model(
        &self,
        actor: &Actor,
        letter: &LetterRow,
        material: &Arc<Material>,
        asking: Asking,
    ) -> Result<ByModel> {
        let composing = Arc::clone(material);
        let compose = move || {
            let composer = composing.composer();
            composer.map(|composer| composer.compose(composing.selection()))
        };
        let Some(composed) = off_reactor(compose).await? else {
            return Ok(ByModel::Instead(None, false));
        };
        let (judge, bench) = Judge::new();
        let asking = Arc::new(asking);
        let (of_bench, asked) = (Arc::clone(material), Arc::clone(&asking));
        let judging = off_reactor(move || bench.sit(&of_bench, &asked));
        let cancel = CancellationToken::new();
        let talking = async {
            let talk = Talk::new(self, letter, &asking, judge);
            let talking = self.talk(actor, talk, &composed, &cancel);
            tokio::pin!(talking);
            tokio::select! {
                ended = &mut talking => return ended,
                () = self.until_over(actor, letter) => cancel.cancel(),
            }
            // The connection is closed at once, and what it took is settled.
            talking.await
        };
        let (by_model, ()) = futures_util::try_join!(talking, judging)?;
        // What a model wrote is not taken after the user has switched models off.
        if self.models.choice(actor).await?.is_on {
            return Ok(by_model);
        }
        Ok(if self.is_being_written(letter).await? {
            ByModel::Instead(None, true)
        } else {
            ByModel::Over
        })
    }

    /// Returns when the letter is no longer written by this attempt, or the user has switched models off.
    async fn until_over(&self, actor: &Actor, letter: &LetterRow) {
        let mut bell = self.platform.bus.listen(&follow::topic(letter.id));
        loop {
            // If the database does not answer, the writing ends by itself.
            let is_over = matches!(self.is_being_written(letter).await, Ok(false));
            if is_over || self.models.is_known_off(actor).await {
                return;
            }
            bell.wait(LOOK_EVERY).await;
        }
    }

    async fn talk(
        &self,
        actor: &Actor,
        mut talk: Talk<'_>,
        composed: &compose::Letter,
        cancel: &CancellationToken,
    ) -> Result<ByModel> {
        let config = &self.platform.config.writing.models;
        let deadline = Instant::now() + Duration::from_secs(config.total_secs);
        let prompt = talk.asking.letter();
        let exchange = Exchange {
            actor,
            task: AiTask::Letter,
            route: Task::Letter,
            about: About::Letter(talk.letter.id),
            seed: talk.letter.seed.unsigned_abs(),
            version: prompt::letter::VERSION,
            sent: Sent {
                system: prompt.system.clone(),
                user: prompt.user.clone(),
            },
            prompt,
            deadline,
            cancel,
        };
        if let Some(endpoint) = self.known(&exchange, &mut talk).await? {
            return self.finished(talk, composed, &endpoint).await;
        }
        let ended = self.models.exchange(&exchange, &mut talk).await?;
        let has_passed_on = !talk.content.sentences.is_empty();
        let endpoint = match ended {
            Ended::Over => return Ok(ByModel::Over),
            Ended::Off => return Ok(ByModel::Instead(None, has_passed_on)),
            Ended::Not(reason) => return Ok(ByModel::Instead(Some(reason), has_passed_on)),
            Ended::Complete(endpoint) => endpoint,
        };
        let refused = talk.refused_lines();
        let few = refused.len() * 2 > talk.places.len();
        if few && !talk.has_enough() {
            return Ok(ByModel::Instead(Some(Instead::TooFew), has_passed_on));
        }
        if !refused.is_empty() && deadline.duration_since(Instant::now()) >= REPAIR_MIN {
            let prompt = talk.asking.repair(&refused);
            let exchange = Exchange {
                actor,
                task: AiTask::Repair,
                route: Task::Letter,
                about: exchange.about,
                seed: exchange.seed,
                version: prompt::repair::VERSION,
                sent: Self::sent_of_repair(&talk),
                prompt,
                deadline,
                cancel,
            };
            let mut repairing = Repairing::new(&mut talk);
            if let Ended::Over = self.models.exchange(&exchange, &mut repairing).await? {
                return Ok(ByModel::Over);
            }
        }
        if !talk.has_enough() {
            return Ok(ByModel::Instead(Some(Instead::TooFew), has_passed_on));
        }
        let key = Self::key(&talk, &exchange, &endpoint);
        let lines = talk.accepted();
        let by_model = self.finished(talk, composed, &endpoint).await?;
        if let ByModel::Written(..) = &by_model {
            self.models.keep_answer(actor, key, &lines).await?;
        }
        Ok(by_model)
    }

    /// What the owner is shown of a repair: the texts of refused sentences are not kept.
    fn sent_of_repair(talk: &Talk<'_>) -> Sent {
        let Prompt { system, user } = talk.asking.repair(&in_blank(&talk.refused_lines()));
        Sent { system, user }
    }

    /// Puts the letter together.
    async fn finished(
        &self,
        mut talk: Talk<'_>,
        composed: &compose::Letter,
        endpoint: &Endpoint,
    ) -> Result<ByModel> {
        talk.substitute(composed).await?;
        if !talk.pass_on().await? {
            return Ok(ByModel::Over);
        }
        let mut content = talk.content;
        content.greeting.clone_from(&composed.greeting);
        content.sign_off.clone_from(&composed.sign_off);
        let author = Author {
            origin: Origin::Model,
            model: Some(ModelAuthor::of(endpoint, prompt::letter::VERSION)),
            reason: None,
        };
        Ok(ByModel::Written(content, author))
    }

    /// Takes an answer that was given before to the same request; none if there is none that is still accepted.
    async fn known(
        &self,
        exchange: &Exchange<'_>,
        talk: &mut Talk<'_>,
    ) -> Result<Option<Endpoint>> {
        let endpoints: Vec<&Endpoint> = self.models.router().endpoints(Task::Letter).collect();
        let keys = endpoints.iter();
        let keys: Vec<String> = keys
            .map(|endpoint| Self::key(talk, exchange, endpoint))
            .collect();
        let Some(known) = self.models.known_answer(exchange.actor, &keys).await? else {
            return Ok(None);
        };
        // Nothing is passed on before it is known that all of it is accepted.
        talk.holds = true;
        for line in known.lines {
            let sentence = talk.asking.data.sentence(&line);
            if !talk.verified(&sentence).await?.is_empty() {
                talk.places.clear();
                break;
            }
            talk.places.push(Place::Accepted(sentence, line));
        }
        if !talk.has_enough() {
            talk.places.clear();
            talk.holds = false;
            return Ok(None);
        }
        let found = keys.iter().position(|key| *key == known.key);
        let endpoint = found.and_then(|at| endpoints.get(at).copied().cloned());
        if let Some(endpoint) = &endpoint {
            self.models.note_answered(exchange, endpoint).await?;
        }
        Ok(endpoint)
    }

    /// The key of a request to an endpoint.
    fn key(talk: &Talk<'_>, exchange: &Exchange<'_>, endpoint: &Endpoint) -> String {
        let of_task = (exchange.route, exchange.version);
        let data = &talk.asking.data;
        data.key(of_task, &exchange.prompt, endpoint)
    }
}
