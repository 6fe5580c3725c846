//! An operation of a document that passed the guard, and how it is selected (GraphQL specification, 6.1, GetOperation).

use std::sync::Arc;

use async_graphql::{
    Positioned, Request, Variables,
    parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition, OperationType},
};

use super::{
    cookies::CookieJar,
    filter_values,
    prepared::{CostKey, Prepared},
    upload::UploadedFiles,
    variables,
};

/// The operation with this name, or the document's only operation if no name is given.
#[must_use]
pub fn chosen<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Option<&'a Positioned<OperationDefinition>> {
    match &document.operations {
        DocumentOperations::Single(operation) => Some(operation),
        DocumentOperations::Multiple(operations) => operations.get(name?),
    }
}

/// An operation that passed the guard and is not validated yet.
pub struct Operation {
    prepared: Arc<Prepared>,
    name: Option<String>,
    kind: Option<OperationType>,
    variables: Variables,
    /// The jar for the cookies that it sets, if its response has headers of its own.
    pub jar: Option<CookieJar>,
    /// The files of its request.
    pub files: UploadedFiles,
}

impl Operation {
    /// The operation of a document with this name, or its only one. Omitted variables get their defaults.
    #[must_use]
    pub fn new(prepared: Arc<Prepared>, name: Option<String>, mut variables: Variables) -> Self {
        let name = name.or_else(|| only_name(&prepared.document));
        let chosen = chosen(&prepared.document, name.as_deref());
        if let Some(chosen) = chosen {
            variables::fill_in_defaults(&mut variables, &chosen.node);
        }
        let kind = chosen.map(|chosen| chosen.node.ty);
        Self {
            prepared,
            name,
            kind,
            variables,
            jar: None,
            files: UploadedFiles::default(),
        }
    }

    /// The name, if the document or the request gives one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The variables with their defaults.
    #[must_use]
    pub const fn variables(&self) -> &Variables {
        &self.variables
    }

    /// The document.
    #[must_use]
    pub fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// The type; `None` if the document has no operation of this name.
    #[must_use]
    pub const fn kind(&self) -> Option<OperationType> {
        self.kind
    }

    /// True for a query.
    #[must_use]
    pub fn is_query(&self) -> bool {
        self.kind() == Some(OperationType::Query)
    }

    /// True for a subscription, which has no time limit.
    #[must_use]
    pub fn is_subscription(&self) -> bool {
        self.kind() == Some(OperationType::Subscription)
    }

    /// The first variable of a non-null type that is omitted or null.
    #[must_use]
    pub fn missing_variable(&self) -> Option<&str> {
        variables::missing(self.definition()?, &self.variables)
    }

    /// The number of values in the lists of its filters.
    #[must_use]
    pub fn filter_values(&self) -> usize {
        if !self.prepared.has_filters {
            return 0;
        }
        let document = &self.prepared.document;
        self.definition().map_or(0, |definition| {
            filter_values::count(document, definition, &self.variables)
        })
    }

    /// The cost without the values of filters, if the operation was valid before with variables of the same forms.
    #[must_use]
    pub fn known_cost(&self) -> Option<usize> {
        self.prepared.cost(&self.cost_key()?)
    }

    /// Keeps the cost, without the values of filters, of this operation, which is valid.
    pub fn keep_cost(&self, cost: usize) {
        if let Some(key) = self.cost_key() {
            self.prepared.keep_cost(key, cost);
        }
    }

    /// The library's request for this operation.
    #[must_use]
    pub fn request(&self) -> Request {
        self.request_in(self.prepared.document.clone())
    }

    /// The library's request for this operation in another form of its document.
    #[must_use]
    pub fn request_in(&self, document: ExecutableDocument) -> Request {
        // The library needs no text of a parsed document.
        let mut request = Request::new(String::new()).variables(self.variables.clone());
        request.operation_name.clone_from(&self.name);
        request.set_parsed_query(document);
        if let Some(jar) = &self.jar {
            request = request.data(jar.clone());
        }
        if !self.files.is_empty() {
            request = request.data(self.files.clone());
        }
        request
    }

    fn definition(&self) -> Option<&OperationDefinition> {
        chosen(&self.prepared.document, self.name.as_deref()).map(|operation| &operation.node)
    }

    fn cost_key(&self) -> Option<CostKey> {
        CostKey::of(self.name(), &self.variables)
    }
}

/// The name of the document's only operation, if the request gives none.
fn only_name(document: &ExecutableDocument) -> Option<String> {
    match &document.operations {
        DocumentOperations::Multiple(operations) if operations.len() == 1 => {
            operations.keys().next().map(ToString::to_string)
        }
        _ => None,
    }
}
