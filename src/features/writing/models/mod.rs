//! Language models that propose sentences: the consent of users, budgets, the ledger of requests, and answers that are used again. Models are asked by
//! `crates/models`; what they propose is verified by the feature that asks. Without a configured endpoint, or the consent of the user, nothing is sent.

use ::models::{Router, Task};
use writing::refusal::Rule;

use crate::{
    features::{audit::Audit, users::Users},
    platform::Platform,
};

pub mod entity;
pub mod graphql;
mod service;

pub use self::{
    entity::{
        author::{Author as ModelAuthor, Instead},
        run::{
            Model as AiRunRow, Provider as AiProvider, RefusedByRules, State as AiRunState,
            Task as AiTask,
        },
    },
    service::{
        answers::Known,
        consent::{Choice, Usage},
        data::{Data, Subject, instructions, names_nobody},
        exchange::{Ended, Exchange, Listener},
        refuse::{RefusedLine, broken_rules, in_blank, refusals, with_codes},
        run::{About, Begun, Call, Ending, Run, Sent},
    },
};

/// The service of language models.
#[derive(Clone)]
pub struct LanguageModels {
    platform: Platform,
    users: Users,
    audit: Audit,
}

/// What may be taken for a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserLimits {
    /// Tokens of requests and answers in a day.
    pub tokens_per_day: i64,
    /// Money in a day, in millionths of the currency.
    pub micros_per_day: i64,
    /// Requests at the same time.
    pub runs_at_once: u64,
}

impl LanguageModels {
    /// A service on this platform.
    #[must_use]
    pub const fn new(platform: Platform, users: Users, audit: Audit) -> Self {
        Self {
            platform,
            users,
            audit,
        }
    }

    /// True if an endpoint is configured for a task.
    #[must_use]
    pub fn is_configured(&self, task: Task) -> bool {
        self.platform.models.has(task)
    }

    /// The endpoints.
    #[must_use]
    pub fn router(&self) -> &Router {
        self.platform.models.router()
    }

    /// The endpoints that are asked for a task: the name, the protocol and the model of each.
    pub fn endpoints(&self, task: Task) -> impl Iterator<Item = (&str, AiProvider, &str)> {
        let endpoints = self.router().endpoints(task);
        endpoints.map(|one| (one.name.as_str(), one.provider.into(), one.model.as_str()))
    }

    /// What may be taken for a user.
    #[must_use]
    pub fn limits(&self) -> UserLimits {
        let config = &self.platform.config.writing.models;
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        UserLimits {
            tokens_per_day: number(config.user_tokens_per_day),
            micros_per_day: number(config.user_micros_per_day),
            runs_at_once: config.runs_per_user,
        }
    }

    /// The currency of all costs.
    #[must_use]
    pub fn currency(&self) -> &str {
        &self.platform.config.writing.models.currency
    }

    /// Counts a proposed sentence: by the gravest rule that it broke, or as accepted.
    pub(super) fn count_sentence(&self, rules: &[Rule]) {
        let (result, rule) = match rules.first() {
            Some(rule) => ("refused", rule.code()),
            None => ("accepted", ""),
        };
        self.platform.metrics.ai_sentence(result, rule);
    }
}
