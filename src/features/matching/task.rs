//! Background work of matching.

use serde::{Deserialize, Serialize};

use super::Matching;
use crate::{
    features::profiles::event::ProfileChanged,
    platform::queue::{Failure, Owner, Task},
    types::{
        actor::{Actor, By, Role},
        id::{SessionId, UserId},
    },
};

/// Ranks the postings for a user again.
#[derive(Debug, Serialize, Deserialize)]
pub struct RankPostings {
    /// The user.
    pub user_id: UserId,
}

impl Task for RankPostings {
    const KIND: &'static str = "matching.rank";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }

    fn merge_key(&self) -> Option<String> {
        Some(format!("{}:{}", Self::KIND, self.user_id))
    }
}

impl Matching {
    /// Handles [`RankPostings`].
    pub async fn on_rank(self, task: RankPostings) -> Result<(), Failure> {
        self.rank_again(&owner(task.user_id)).await?;
        Ok(())
    }

    /// Handles [`ProfileChanged`]: ranks again, and notes which suggestions are done.
    pub async fn on_profile_changed(self, fact: ProfileChanged) -> Result<(), Failure> {
        let actor = owner(fact.user_id);
        self.rank_again(&actor).await?;
        self.note_done(&actor).await?;
        Ok(())
    }
}

/// The user, on whose behalf the work is done.
fn owner(user: UserId) -> Actor {
    Actor::of_session(user, SessionId(user.0), Role::User).acting_by(By::Rule("matching"))
}
