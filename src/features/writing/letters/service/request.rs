//! What a language model would be sent for a letter, so that the user can read it before.

use std::sync::Arc;

use ::models::Task;

use super::{create::NewLetter, material::Material};
use crate::{
    error::{Error, Result},
    features::writing::{letters::Letters, models::AiProvider},
    platform::process_tasks::off_reactor,
    types::actor::Actor,
};

/// What would be sent, and to whom.
#[derive(Clone, Debug)]
pub struct Requested {
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

impl Letters {
    /// What a model would be sent for a new letter; none if none would be asked.
    pub async fn request(&self, actor: &Actor, new: NewLetter) -> Result<Option<Requested>> {
        let Some((endpoint, provider, model)) = self.models.endpoints(Task::Letter).next() else {
            return Ok(None);
        };
        let (posting, recipient) = self.check_new(actor, &new).await?;
        let letter = self.new_row(actor, &new, &posting, recipient);
        let Some((grounds, posting)) = self.grounds_of(actor, &letter).await? else {
            return Err(Error::not_found("posting").at("input.postingId"));
        };
        let (knowledge, today) = (
            self.matching.knowledge().await?,
            self.users.today(actor).await?,
        );
        let mut material = Material::new(&letter, &grounds, knowledge, today)?;
        let chosen = off_reactor(move || material.select().ok().map(|()| material));
        let Some(material) = chosen.await? else {
            return Ok(None);
        };
        let material = Arc::new(material);
        let asking = self.asking(actor, &material, posting.text()).await?;
        let prompt = asking.letter();
        Ok(Some(Requested {
            system: prompt.system,
            user: prompt.user,
            endpoint: endpoint.to_owned(),
            provider,
            model: model.to_owned(),
        }))
    }
}
