//! Composes the faces of the server: GraphQL over HTTP, and MCP beside it.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::net::TcpListener;

use crate::{
    app::App,
    config::{Config, ConfigError},
    error::Result,
    http::{self, graphql_server::GraphqlServer},
    mcp,
};

/// Refuses a configuration that cannot be served, before the server starts.
pub async fn check(config: &Config) -> std::result::Result<(), ConfigError> {
    http::check(config).await?;
    mcp::check(config).await
}

/// Serves until a signal stops the process, then waits for running requests. The future is boxed, so that it is compiled with the library
/// and not again in each binary.
#[must_use]
pub fn serve(app: App, listener: TcpListener) -> BoxFuture<'static, Result<()>> {
    Box::pin(async move {
        let server = Arc::new(GraphqlServer::new(app).await?);
        let others = mcp::endpoints(&server);
        http::serve(server, others, listener).await;
        Ok(())
    })
}
