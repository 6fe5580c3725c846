//! Answers that are used again for the same request of the same user: the sentences that the verifier accepted, sealed.

use ::models::lines::Line;
use chrono::TimeDelta;
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    features::writing::models::{LanguageModels, entity::answer},
    platform::reseal::SealedColumn,
    types::actor::Actor,
};

/// How long an answer is used again.
pub(super) const KEPT_FOR: TimeDelta = TimeDelta::days(7);

/// The sealed column of the answers, for key rotation.
pub const SEALED_ANSWERS: SealedColumn = SealedColumn {
    table: "ai_answers",
    id: "id",
    column: "answer",
    context: context_of,
};

fn context_of(answer: Uuid) -> String {
    format!("ai-answer {answer}")
}

/// An answer that is there already.
#[derive(Debug)]
pub struct Known {
    /// The key of its request.
    pub key: String,
    /// The sentences, as the model wrote them.
    pub lines: Vec<Line>,
}

impl LanguageModels {
    /// An answer of the last days to a request with one of these keys.
    pub async fn known_answer(&self, actor: &Actor, keys: &[String]) -> Result<Option<Known>> {
        let after = self.platform.clock.now() - KEPT_FOR;
        let rows = answer::recent(actor, keys, after).all(self.platform.db.conn());
        let rows = rows.await?;
        // The first endpoint of the route whose answer is there.
        let found = keys
            .iter()
            .find_map(|key| rows.iter().find(|row| row.cache_key == *key));
        let Some(row) = found else {
            return Ok(None);
        };
        Ok(Some(Known {
            key: row.cache_key.clone(),
            lines: self.lines_of(row)?,
        }))
    }

    /// The sentences of an answer.
    pub(super) fn lines_of(&self, row: &answer::Model) -> Result<Vec<Line>> {
        let Some(sealed) = &row.answer else {
            return Ok(Vec::new());
        };
        let bytes = self.platform.seal.unseal(&context_of(row.id), sealed)?;
        serde_json::from_slice(&bytes).map_err(Error::internal)
    }

    /// Keeps an answer, unless the user has switched models off meanwhile. Each of its lines has passed the verifier.
    pub async fn keep_answer(&self, actor: &Actor, key: String, lines: &[Line]) -> Result<()> {
        let id = self.platform.clock.new_id();
        let bytes = serde_json::to_vec(lines).map_err(Error::internal)?;
        let row = answer::Model {
            id,
            user_id: actor.user_id,
            cache_key: key,
            answer: Some(self.platform.seal.seal(&context_of(id), &bytes)?),
            created_at: self.platform.clock.now(),
        };
        let unit = self.platform.begin().await?;
        // Who switches models off waits, or was first.
        self.users.lock_to_count(&unit, actor.user_id).await?;
        if !self.is_on(&unit, actor).await? {
            return Ok(());
        }
        answer::put(&unit, row).await?;
        unit.commit().await
    }
}
