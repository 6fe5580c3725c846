//! Validates an operation without running it: what it costs is known, and paid, before anything begins.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_graphql::{
    Request as Operation, Response as Answer, ServerError, ValidationResult, Value, async_trait,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute, NextValidation},
};

/// An extension of a schema: what passes validation is answered with its cost, and not run.
pub struct Rehearsal;

/// The rehearsal of one operation.
#[derive(Default)]
struct Rehearsing {
    cost: AtomicUsize,
}

impl ExtensionFactory for Rehearsal {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Rehearsing::default())
    }
}

#[async_trait::async_trait]
impl Extension for Rehearsing {
    async fn validation(&self, ctx: &ExtensionContext<'_>, next: NextValidation<'_>) -> Result<ValidationResult, Vec<ServerError>> {
        let result = next.run(ctx).await?;
        self.cost.store(result.complexity, Ordering::Relaxed);
        Ok(result)
    }

    async fn execute(&self, _: &ExtensionContext<'_>, _: Option<&str>, _: NextExecute<'_>) -> Answer {
        Answer::new(Value::from(self.cost.load(Ordering::Relaxed)))
    }
}

/// The cost in the answer of a rehearsal, or why the operation would not run.
pub fn cost_in(answer: Answer) -> Result<usize, Vec<ServerError>> {
    let data = answer.into_result()?.data;
    Ok(data.into_json().ok().and_then(|cost| cost.as_u64()).and_then(|cost| usize::try_from(cost).ok()).unwrap_or(usize::MAX))
}

/// The same operation once more, to rehearse it; without what its resolvers would need.
#[must_use]
pub fn of_operation(operation: &mut Operation) -> Operation {
    let mut rehearsed = Operation::new(operation.query.clone()).variables(operation.variables.clone());
    rehearsed.operation_name.clone_from(&operation.operation_name);
    if let Ok(document) = operation.parsed_query() {
        rehearsed.set_parsed_query(document.clone());
    }
    rehearsed
}
