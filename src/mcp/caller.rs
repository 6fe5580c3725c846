//! The caller of a request, and how a tool runs for them.

use std::sync::Arc;

use async_graphql::{Response as Answer, Variables};
use rmcp::model::{CallToolResult, JsonObject};
use serde_json::Value;
use tracing::Instrument;

use super::{
    contract::Contract,
    result, search_tool,
    tool::{Tool, unknown_argument},
};
use crate::{
    graphql::{code::Code, operation::Operation},
    http::{
        graphql_server::GraphqlServer,
        operation::span,
        respond::{self, Refusal},
    },
    types::{actor::Viewer, origin::Origin},
};

/// Who sent a request, and where it came from.
#[derive(Clone)]
pub(super) struct Caller {
    pub server: Arc<GraphqlServer>,
    pub viewer: Viewer,
    pub origin: Origin,
    pub request_id: String,
}

impl Caller {
    /// Runs the document of a tool with these variables, as POST `/graphql` runs the documents of clients.
    pub(super) async fn call(&self, tool: &Tool, arguments: JsonObject) -> CallToolResult {
        let operation = match self.admit(tool, arguments) {
            Ok(operation) => operation,
            Err(refusal) => return self.refused(&refusal),
        };
        let span = span(&operation, &self.request_id);
        let running = self
            .server
            .run(operation, self.viewer.clone(), self.origin.clone());
        self.result(running.instrument(span).await)
    }

    /// Searches the contract.
    pub(super) fn search(&self, contract: &Contract, arguments: &JsonObject) -> CallToolResult {
        search_tool::call(contract, arguments, self.bytes_max())
            .unwrap_or_else(|refusal| self.refused(&refusal))
    }

    fn admit(&self, tool: &Tool, arguments: JsonObject) -> Result<Operation, Refusal> {
        tool.check(&self.viewer)?;
        if let Some(problem) = unknown_argument(&tool.listed, &arguments) {
            return Err(Refusal::new(Code::BadUserInput, problem));
        }
        let variables = Variables::from_json(Value::Object(arguments));
        self.server.own_operation(&tool.document, variables)
    }

    /// True if the caller may see the contract.
    pub(super) fn may_search(&self) -> bool {
        self.server.app.platform.config.limits.introspection
    }

    fn refused(&self, refusal: &Refusal) -> CallToolResult {
        self.result(respond::refused(refusal))
    }

    fn result(&self, mut answer: Answer) -> CallToolResult {
        respond::add_error_codes(&mut answer, &self.request_id);
        result::of(&answer, self.bytes_max())
    }

    fn bytes_max(&self) -> usize {
        self.server.app.platform.config.mcp.answer_bytes
    }
}
