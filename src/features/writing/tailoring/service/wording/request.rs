//! What language models would be sent for a tailoring, so that the user can read it before.

use ::models::Task;

use super::{About, Asked, Wording};
use crate::{
    error::Result,
    features::writing::{
        models::{AiProvider, AiTask},
        tailoring::{NewTailoring, Tailorings, service::create::RESUME},
    },
    platform::process_tasks::off_reactor,
    types::actor::Actor,
};

/// What would be sent, and to whom.
#[derive(Clone, Debug)]
pub struct Requested {
    /// What it would be for.
    pub task: AiTask,
    /// The place in the résumé whose words it asks for.
    pub place: String,
    /// The rules for the model.
    pub system: String,
    /// The task and its data.
    pub user: String,
    /// The name of the endpoint that is asked first.
    pub endpoint: String,
    /// Its protocol.
    pub provider: AiProvider,
    /// Its model.
    pub model: String,
}

impl Tailorings {
    /// What models would be sent for a new tailoring; empty if none would be asked.
    pub async fn requests(&self, actor: &Actor, new: NewTailoring) -> Result<Vec<Requested>> {
        let resume = self.resumes.get(actor, new.resume).await;
        resume.map_err(|error| error.at(RESUME))?;
        if !self.models.is_configured(Task::Summary) {
            return Ok(Vec::new());
        }
        let made = self.make(actor, new).await?;
        let (knowledge, today, user) = (
            self.matching.knowledge().await?,
            self.users.today(actor).await?,
            self.users.get(actor).await?,
        );
        let wording = off_reactor(move || {
            let about = About {
                title: &made.title,
                company: &made.company,
                language: made.resume.language,
            };
            Wording::new(&about, &made.body, &user, (knowledge, today))
        });
        let wording = wording.await??;
        let requested = wording
            .asked
            .iter()
            .filter_map(|asked| self.requested(asked));
        Ok(requested.collect())
    }

    fn requested(&self, asked: &Asked) -> Option<Requested> {
        let (task, route, _) = asked.task();
        let (endpoint, provider, model) = self.models.endpoints(route).next()?;
        let prompt = asked.prompt();
        Some(Requested {
            task,
            place: asked.proposal.place.clone(),
            system: prompt.system,
            user: prompt.user,
            endpoint: endpoint.to_owned(),
            provider,
            model: model.to_owned(),
        })
    }
}
