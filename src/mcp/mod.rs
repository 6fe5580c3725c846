//! The Model Context Protocol (MCP) at `/mcp`, beside GraphQL over HTTP. Its tools are operations of trusted documents: a call runs the
//! document as POST `/graphql` would, with the same token, limits, costs and errors, so that an assistant can do what the schema says and
//! its token allows, and nothing else. The protocol itself is the library's (`rmcp`); no state is kept between requests.

use std::sync::Arc;

use poem::EndpointExt;

use self::{endpoint::Mcp, tools::Tools};
use crate::{
    config::{Config, ConfigError},
    http::{Endpoint, graphql_server::GraphqlServer, metered::Metered},
};

mod caller;
mod contract;
mod endpoint;
mod handler;
mod input;
mod messages;
mod result;
mod search_tool;
mod tool;
mod tools;

/// The endpoint, unless the operator has turned it off.
pub(crate) fn endpoints(server: &Arc<GraphqlServer>) -> Vec<Endpoint> {
    if !server.app.platform.config.mcp.enabled {
        return Vec::new();
    }
    let endpoint = Metered::new(Mcp::new(Arc::clone(server)), Arc::clone(server));
    vec![("/mcp", endpoint.boxed())]
}

/// Checks that the configured tools can be served.
pub(crate) async fn check(config: &Config) -> Result<(), ConfigError> {
    if config.mcp.enabled && config.mcp.own_tools().is_some() {
        Tools::load(config).await?;
    }
    Ok(())
}
