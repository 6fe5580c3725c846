//! Validates an operation before it runs, and charges its cost to the caller's limit.

use std::time::Instant;

use async_graphql::{Response as Answer, ServerError, parser::types::ExecutableDocument};
use futures_util::FutureExt;

use super::cost::CostReport;
use crate::{
    graphql::{code::Code, error::code_of, operation::Operation, single_root, validation},
    http::{
        graphql_server::GraphqlServer,
        rate_limit_headers::{self, Phase},
        respond,
    },
    types::{actor::Viewer, origin::Origin},
};

impl GraphqlServer {
    /// Validates an operation and charges its cost to the caller's limit. An operation that fails validation costs nothing beyond the
    /// request itself.
    pub(super) async fn validate_and_charge(
        &self,
        operation: &Operation,
        viewer: &Viewer,
        origin: &Origin,
    ) -> Result<CostReport, Answer> {
        let cost = self.validate(operation).await?;
        self.charge_cost(cost, viewer, origin).await
    }

    /// Validates an operation; returns its cost.
    pub(super) async fn validate(&self, operation: &Operation) -> Result<usize, Answer> {
        let began = Instant::now();
        let cost = self.cost_of(operation).await;
        rate_limit_headers::note_phase(Phase::Validate, began);
        let cost = match cost {
            Ok(cost) => cost.max(1),
            Err(errors) => return Err(self.invalid(self.explain(operation, errors).boxed().await)),
        };
        if let Some(name) = operation.missing_variable() {
            let message =
                format!("The variable \"${name}\" is required; pass a value that is not null.");
            return Err(respond::broken(Code::BadUserInput, &message));
        }
        Ok(cost)
    }

    /// Charges the cost of an operation to the caller's limit.
    pub(super) async fn charge_cost(
        &self,
        cost: usize,
        viewer: &Viewer,
        origin: &Origin,
    ) -> Result<CostReport, Answer> {
        let limiter = &self.app.platform.limiter;
        let units = u32::try_from(cost).unwrap_or(u32::MAX);
        let level = match viewer {
            Viewer::User(actor) => limiter.user_cost.take(actor.user_id, units).await,
            Viewer::Anonymous => limiter.address_cost.take(origin.budget_key(), units).await,
        };
        rate_limit_headers::note_level(level);
        level
            .granted()
            .map_err(|over| respond::refused(&over.into()))?;
        Ok(CostReport { cost, level })
    }

    /// The estimated cost of an operation, or why it is not valid.
    pub(in crate::http) async fn cost_of(
        &self,
        operation: &Operation,
    ) -> Result<usize, Vec<ServerError>> {
        let cost = if let Some(cost) = operation.known_cost() {
            cost
        } else {
            let answer = self.validating.execute(operation.request()).boxed().await;
            let cost = validation::cost_in(answer)?;
            operation.keep_cost(cost);
            cost
        };
        let cost = cost.saturating_add(operation.filter_values());
        if cost > self.app.platform.config.limits.cost {
            return Err(vec![validation::too_expensive()]);
        }
        Ok(cost)
    }

    /// The normal form of a subscription. Merging the selections under its root field can reveal conflicts that the library has not
    /// seen before.
    pub(super) async fn normal_form(
        &self,
        operation: &Operation,
    ) -> Result<ExecutableDocument, Answer> {
        let document = &operation.prepared().document;
        let Some(normal) = single_root::normal_form(document, operation.name()) else {
            return Err(respond::broken(
                Code::GraphqlValidationFailed,
                "A subscription must have exactly one root field.",
            ));
        };
        let request = operation.request_in(normal.clone());
        validation::cost_in(self.validating.execute(request).boxed().await)
            .map(|_| normal)
            .map_err(|errors| self.invalid(errors))
    }

    /// The same errors with suggestions, if there are only few.
    async fn explain(&self, operation: &Operation, errors: Vec<ServerError>) -> Vec<ServerError> {
        let can_be_explained = errors
            .iter()
            .any(|error| error.message.starts_with("Unknown "));
        if !can_be_explained
            || errors.len() > respond::ERRORS_MAX
            || !self.app.platform.config.limits.introspection
        {
            return errors;
        }
        validation::cost_in(self.explaining().execute(operation.request()).boxed().await)
            .err()
            .unwrap_or(errors)
    }

    /// Completes the library's validation errors: its message about cost states neither the limit nor a remedy; and messages that reveal
    /// names of the schema are replaced where introspection is disabled.
    fn invalid(&self, mut errors: Vec<ServerError>) -> Answer {
        let limits = &self.app.platform.config.limits;
        if errors
            .iter()
            .any(|error| code_of(error) == Code::CostEstimatedTooExpensive)
        {
            let message = format!(
                "The operation costs more than {}; request smaller pages or fewer fields.",
                limits.cost
            );
            return respond::broken(Code::CostEstimatedTooExpensive, &message);
        }
        if !limits.introspection {
            errors.truncate(1);
            // Errors that have a code come from our own rules and reveal nothing of the schema.
            for error in errors.iter_mut().filter(|error| error.extensions.is_none()) {
                "The operation is not valid for the schema.".clone_into(&mut error.message);
            }
        }
        Answer::from_errors(errors)
    }
}
