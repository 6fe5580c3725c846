//! All tools, and the contract by which they were made.

use std::collections::BTreeSet;

use async_graphql::parser::{parse_query, types::ExecutableDocument};

use super::{
    contract::Contract,
    search_tool,
    tool::{
        Tool,
        documents::{self, Source},
    },
};
use crate::{
    config::{Config, ConfigError, Limits},
    graphql::schema::{self, Gateway},
    http::documents::check_document,
    types::actor::Viewer,
};

const KEY: &str = "mcp.tools";

/// The tools of the server.
pub(super) struct Tools {
    pub contract: Contract,
    /// Operations, by name.
    operations: Vec<Tool>,
}

impl Tools {
    /// Reads the documents of the tools. Ours are valid for the contract, as a test shows; the operator's are checked.
    pub(super) async fn load(config: &Config) -> Result<Self, ConfigError> {
        let limits = &config.limits;
        let invalid = |problem: String| ConfigError {
            key: KEY.into(),
            problem,
        };
        let contract = Contract::of(&schema::sdl(limits))
            .map_err(|error| invalid(format!("the contract cannot be read: {error}")))?;
        let (sources, validating) = match config.mcp.own_tools() {
            Some(path) => (
                documents::read(path).map_err(invalid)?,
                Some(schema::explaining(limits)),
            ),
            None => (documents::built_in(), None),
        };
        let mut operations = Vec::with_capacity(sources.len());
        for Source { name, text } in sources {
            let document = parse(&text, limits, validating.as_ref()).await;
            let tool = document.and_then(|document| Tool::of(&text, &document, &contract));
            let tool = tool.map_err(|problem| {
                invalid(format!("the tool \"{name}\" is not valid: {problem}"))
            })?;
            operations.push(tool);
        }
        let mut names = BTreeSet::from([search_tool::NAME]);
        if let Some(twice) = operations.iter().find(|tool| !names.insert(tool.name())) {
            return Err(invalid(format!("there are two tools \"{}\"", twice.name())));
        }
        operations.sort_by(|one, other| one.name().cmp(other.name()));
        Ok(Self {
            contract,
            operations,
        })
    }

    /// The tools that the viewer may use.
    pub(super) fn of(&self, viewer: &Viewer) -> impl Iterator<Item = &Tool> {
        let tools = self.operations.iter();
        tools.filter(|tool| tool.check(viewer).is_ok())
    }

    /// The tool of this name.
    pub(super) fn find(&self, name: &str) -> Option<&Tool> {
        self.operations.iter().find(|tool| tool.name() == name)
    }
}

async fn parse(
    text: &str,
    limits: &Limits,
    validating: Option<&Gateway>,
) -> Result<ExecutableDocument, String> {
    match validating {
        Some(validating) => check_document(text, limits, validating).await,
        None => parse_query(text).map_err(|error| error.to_string()),
    }
}
