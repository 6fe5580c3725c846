//! The reference: a server written by hand for these six responses only. The same token check, the same database driver and settings,
//! as few statements as possible, typed rows written as JSON. No GraphQL, no cache, no queue, no budgets, no log.

use std::{path::Path, str::FromStr, sync::Arc, time::Duration};

use careergraph::types::id::UserId;
use poem::{
    Endpoint, Request, Response, Route, Server,
    error::InternalServerError,
    http::{StatusCode, header},
    listener::TcpAcceptor,
    post,
};
use serde::Serialize;
use sqlx::{
    PgPool, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::net::TcpListener;

use crate::{Done, identity::Verifier};

mod handlers;
mod keys;
mod shape;
mod sql;

use self::{
    handlers::{postgres, sqlite},
    shape::{Data, MoveInput, PostingInput, SearchInput},
};

/// The same number as the gateway's default.
const CONNECTIONS: u32 = 10;

/// The server.
#[derive(Clone)]
pub struct Reference {
    verifier: Arc<Verifier>,
    store: Store,
}

#[derive(Clone)]
enum Store {
    Postgres(PgPool),
    Sqlite(SqlitePool),
}

/// The response of a path.
#[derive(Clone, Copy)]
enum Page {
    Profile,
    Applications,
    Search,
    Move,
    Funnel,
    Posting,
}

struct Answering {
    reference: Reference,
    page: Page,
}

impl Reference {
    /// Connects to the gateway's database, with the gateway's settings.
    pub async fn open(folder: &Path, url: &str) -> Done<Self> {
        let store = if url.starts_with("sqlite") {
            let options = SqliteConnectOptions::from_str(url)?
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5))
                .foreign_keys(true)
                .pragma("cache_size", "-16000");
            Store::Sqlite(
                SqlitePoolOptions::new()
                    .max_connections(CONNECTIONS)
                    .connect_with(options)
                    .await?,
            )
        } else {
            Store::Postgres(
                PgPoolOptions::new()
                    .max_connections(CONNECTIONS)
                    .connect(url)
                    .await?,
            )
        };
        Ok(Self {
            verifier: Arc::new(Verifier::open(folder)?),
            store,
        })
    }

    /// Serves.
    pub async fn serve(self, listener: TcpListener) -> Done {
        let at = |page| {
            post(Answering {
                reference: self.clone(),
                page,
            })
        };
        let routes = Route::new()
            .at("/profile", at(Page::Profile))
            .at("/applications", at(Page::Applications))
            .at("/search", at(Page::Search))
            .at("/move", at(Page::Move))
            .at("/funnel", at(Page::Funnel))
            .at("/posting", at(Page::Posting));
        Ok(
            Server::new_with_acceptor(TcpAcceptor::from_tokio(listener)?)
                .run(routes)
                .await?,
        )
    }
}

/// The handler for the database in use.
macro_rules! on {
    ($store:expr, $handler:ident($($argument:expr),*)) => {
        match $store {
            Store::Postgres(pool) => postgres::$handler(pool, $($argument),*).await,
            Store::Sqlite(pool) => sqlite::$handler(pool, $($argument),*).await,
        }
        .map_err(InternalServerError)
        .and_then(|data| written(&data))
    };
}

impl Endpoint for Answering {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let Some(user) = self.user(&request) else {
            return Ok(StatusCode::UNAUTHORIZED.into());
        };
        let body = request.take_body().into_bytes().await?;
        let store = &self.reference.store;
        match self.page {
            Page::Profile => on!(store, profile(user)),
            Page::Applications => on!(store, applications(user)),
            Page::Search => {
                let input: SearchInput =
                    serde_json::from_slice(&body).map_err(InternalServerError)?;
                on!(store, search(&input))
            }
            Page::Move => {
                let input: MoveInput =
                    serde_json::from_slice(&body).map_err(InternalServerError)?;
                on!(store, take_step(user, &input.input))
            }
            Page::Funnel => on!(store, funnel(user)),
            Page::Posting => {
                let input: PostingInput =
                    serde_json::from_slice(&body).map_err(InternalServerError)?;
                on!(store, posting(input.id))
            }
        }
    }
}

impl Answering {
    fn user(&self, request: &Request) -> Option<UserId> {
        let token = request
            .headers()
            .get(header::AUTHORIZATION)?
            .to_str()
            .ok()?
            .strip_prefix("Bearer ")?;
        self.reference.verifier.user(token)
    }
}

fn written(data: &impl Serialize) -> poem::Result<Response> {
    let body = serde_json::to_vec(&Data { data }).map_err(InternalServerError)?;
    Ok(Response::builder()
        .content_type("application/json")
        .body(body))
}
