//! The load: a closed loop over persistent connections that checks every response; and before it, a check that both servers return the
//! same.

use std::time::{Duration, Instant};

use careergraph::platform::queue::Queue;
use futures_util::future::try_join_all;
use reqwest::{
    Client, StatusCode,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;

use crate::{
    Done, Role,
    children::Server,
    report::Slice,
    workloads::{Asker, Question, Workload},
};

/// Requests that are sent to both servers before the load.
const COMPARED: usize = 20;

/// The client.
pub struct Driver {
    http: Client,
    queue: Queue,
    tokens: Vec<String>,
    connections: usize,
}

/// The part of a response that the load checks.
#[derive(Deserialize)]
struct Outline {
    data: Option<IgnoredAny>,
    errors: Option<IgnoredAny>,
}

impl Driver {
    /// A driver with the tokens of the users. It reads the queue: a move is complete when its notification exists.
    pub fn new(queue: Queue, tokens: Vec<String>, connections: usize) -> Done<Self> {
        let http = Client::builder()
            .no_proxy()
            .http1_only()
            .pool_max_idle_per_host(connections)
            .timeout(Duration::from_secs(30))
            .build()?;
        Ok(Self {
            http,
            queue,
            tokens,
            connections,
        })
    }

    /// Sends the same requests to both servers, and fails if their responses differ. Both must refuse an invalid token.
    pub async fn compare(
        &self,
        workload: &mut Workload,
        gateway: &Server,
        reference: &Server,
    ) -> Done {
        let asker = workload.askers.first_mut().ok_or("no connections")?;
        for _ in 0..COMPARED {
            let question = asker.question().ok_or("nothing to ask")?;
            let ours = self.whole(&question, workload.path, gateway).await?;
            asker.answered();
            // A mutation is repeated as the next one of the same kind.
            let question = if asker.repeats() {
                question
            } else {
                asker.question().ok_or("nothing to ask")?
            };
            let theirs = self.whole(&question, workload.path, reference).await?;
            let same = if asker.repeats() {
                ours == theirs
            } else {
                shape(&ours) == shape(&theirs)
            };
            if !same {
                return Err(format!(
                    "{}: the servers differ\ngateway   {ours}\nreference {theirs}",
                    workload.name
                )
                .into());
            }
            if !asker.repeats() {
                asker.answered();
            }
        }
        let question = asker.question().ok_or("nothing to ask")?;
        for server in [gateway, reference] {
            let token = self
                .tokens
                .get(question.user)
                .map(|token| format!("{token}x"))
                .ok_or("no such user")?;
            let refused = self.send(&question, &token, workload.path, server).await?;
            if refused.status() != StatusCode::UNAUTHORIZED {
                return Err(
                    format!("{}: {:?} takes a broken token", workload.name, server.role).into(),
                );
            }
        }
        Ok(())
    }

    /// One slice of load on one server.
    pub async fn slice(
        &self,
        workload: &mut Workload,
        server: &Server,
        length: Duration,
    ) -> Done<Slice> {
        let (began, cpu) = (Instant::now(), server.cpu());
        let path = workload.path;
        let askers = workload.askers.iter_mut().take(self.connections);
        let loads =
            try_join_all(askers.map(|asker| self.connection(asker, path, server, began + length)))
                .await?;
        self.settle().await?;
        let (elapsed, cpu) = (
            began.elapsed(),
            server
                .cpu()
                .zip(cpu)
                .map(|(after, before)| after.saturating_sub(before)),
        );
        let mut latencies: Vec<Duration> = loads.into_iter().flatten().collect();
        latencies.sort_unstable();
        Ok(Slice {
            answers: u32::try_from(latencies.len())?,
            elapsed,
            cpu,
            latencies,
        })
    }

    /// One connection until the time is over; returns the response times.
    async fn connection(
        &self,
        asker: &mut Asker,
        path: &str,
        server: &Server,
        until: Instant,
    ) -> Done<Vec<Duration>> {
        let mut latencies = Vec::new();
        while Instant::now() < until {
            let question = asker.question().ok_or("nothing to ask")?;
            let sent = Instant::now();
            let body = self.body(&question, path, server).await?;
            latencies.push(sent.elapsed());
            let outline: Outline = serde_json::from_slice(&body)?;
            if outline.data.is_none() || outline.errors.is_some() || is_refused(asker, &body) {
                return Err(format!(
                    "{path} of {:?}: {}",
                    server.role,
                    String::from_utf8_lossy(&body)
                )
                .into());
            }
            asker.answered();
        }
        Ok(latencies)
    }

    /// Waits until the queue is empty: the remaining work of a slice counts for that slice, not for the next.
    async fn settle(&self) -> Done {
        while self.queue.depth().await?.waiting > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    async fn whole(&self, question: &Question, path: &str, server: &Server) -> Done<Value> {
        Ok(serde_json::from_slice(
            &self.body(question, path, server).await?,
        )?)
    }

    async fn body(&self, question: &Question, path: &str, server: &Server) -> Done<Vec<u8>> {
        let token = self.tokens.get(question.user).ok_or("no such user")?;
        let response = self.send(question, token, path, server).await?;
        let (status, body) = (response.status(), response.bytes().await?);
        if status == StatusCode::OK {
            return Ok(body.into());
        }
        Err(format!(
            "{path} of {:?}: {status} {}",
            server.role,
            String::from_utf8_lossy(&body)
        )
        .into())
    }

    async fn send(
        &self,
        question: &Question,
        token: &str,
        path: &str,
        server: &Server,
    ) -> Done<reqwest::Response> {
        let (path, body) = if server.role == Role::Reference {
            (path, &question.variables)
        } else {
            ("/graphql", &question.graphql)
        };
        let request = self
            .http
            .post(format!("{}{path}", server.base_url))
            .header(AUTHORIZATION, format!("Bearer {token}"));
        Ok(request
            .header(CONTENT_TYPE, "application/json")
            .body(body.clone())
            .send()
            .await?)
    }
}

/// A refused move is data, not an error; under load there must be none.
fn is_refused(asker: &Asker, body: &[u8]) -> bool {
    const NONE: &[u8] = br#""userErrors":[]"#;
    !asker.repeats() && !body.windows(NONE.len()).any(|window| window == NONE)
}

/// The part of a move that does not depend on the application.
fn shape(answer: &Value) -> Value {
    let mut shape = answer.clone();
    if let Some(application) = shape
        .pointer_mut("/data/moveApplication/application")
        .and_then(Value::as_object_mut)
    {
        for (name, value) in application {
            if matches!(name.as_str(), "id" | "updatedAt" | "version" | "stage") {
                *value = Value::Bool(value.is_null());
            }
        }
    }
    shape
}
