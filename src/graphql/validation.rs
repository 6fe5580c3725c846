//! Validates an operation without running it, so that its cost is known and charged before execution, and trusted documents are
//! checked against the schema when they are loaded.

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_graphql::{
    Name, Request as Operation, Response as Answer, ServerError, ServerResult, ValidationResult,
    Value, Variables, async_trait,
    extensions::{
        Extension, ExtensionContext, ExtensionFactory, NextExecute, NextParseQuery, NextValidation,
    },
    parser::types::{BaseType, DocumentOperations, ExecutableDocument, Type},
};

use super::{input_place::Sought, single_root::Violations};

/// A schema extension that answers a valid operation with its cost instead of running it, or with the places of refused values if they are
/// asked for.
pub struct ValidateOnly;

/// The validation of one operation.
#[derive(Default)]
struct Validating {
    cost: AtomicUsize,
    /// Violations of the single-root-field rule, which the library does not check.
    violations: Mutex<Violations>,
}

impl ExtensionFactory for ValidateOnly {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Validating::default())
    }
}

#[async_trait::async_trait]
impl Extension for Validating {
    async fn parse_query(
        &self,
        ctx: &ExtensionContext<'_>,
        query: &str,
        variables: &Variables,
        next: NextParseQuery<'_>,
    ) -> ServerResult<ExecutableDocument> {
        let document = next.run(ctx, query, variables).await?;
        *self
            .violations
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Violations::of(&document);
        Ok(document)
    }

    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let result = next.run(ctx).await;
        let violations = std::mem::take(
            &mut *self
                .violations
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        match result {
            Ok(result) if violations.is_empty() => {
                self.cost.store(result.complexity, Ordering::Relaxed);
                Ok(result)
            }
            Ok(_) => Err(violations.merged_with(Vec::new())),
            Err(errors) => Err(violations.merged_with(each_once(errors))),
        }
    }

    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        _: Option<&str>,
        _: NextExecute<'_>,
    ) -> Answer {
        if let Some(sought) = ctx.data_opt::<Sought>() {
            return Answer::new(sought.places(&ctx.schema_env.registry));
        }
        Answer::new(Value::from(self.cost.load(Ordering::Relaxed)))
    }
}

/// Removes duplicates: the library visits a document twice and reports some errors twice.
fn each_once(mut errors: Vec<ServerError>) -> Vec<ServerError> {
    let mut told = HashSet::new();
    errors.retain(|error| told.insert((error.message.clone(), error.locations.clone())));
    errors
}

/// The cost in the answer of such a validation, or the validation errors.
pub fn cost_in(answer: Answer) -> Result<usize, Vec<ServerError>> {
    let data = answer.into_result()?.data;
    Ok(data
        .into_json()
        .ok()
        .and_then(|cost| cost.as_u64())
        .and_then(|cost| usize::try_from(cost).ok())
        .unwrap_or(usize::MAX))
}

/// The error of the library for an operation whose cost is over the limit.
#[must_use]
pub fn too_expensive() -> ServerError {
    ServerError::new("Query is too complex.", None)
}

/// An operation that validates a whole document: its first operation, with minimal values for the variables.
#[must_use]
pub fn of_document(text: &str, document: ExecutableDocument) -> Operation {
    let mut variables = Variables::default();
    for (_, operation) in document.operations.iter() {
        for variable in &operation.node.variable_definitions {
            if let Some(value) = least(&variable.node.var_type.node) {
                variables.insert(variable.node.name.node.clone(), value);
            }
        }
    }
    let mut validated = Operation::new(text).variables(variables);
    validated.operation_name = match &document.operations {
        DocumentOperations::Single(_) => None,
        DocumentOperations::Multiple(operations) => operations.keys().next().map(Name::to_string),
    };
    validated.set_parsed_query(document);
    validated
}

/// The smallest value of a type that costs may depend on; `None` for other types, whose values validation does not read.
fn least(of: &Type) -> Option<Value> {
    match &of.base {
        BaseType::List(_) => Some(Value::List(Vec::new())),
        BaseType::Named(name) if name == "Int" => Some(Value::from(1)),
        BaseType::Named(_) => None,
    }
}
