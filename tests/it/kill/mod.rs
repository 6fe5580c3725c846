//! The real binary is killed with SIGKILL at random moments while users move applications: acknowledged changes are kept, and retries
//! run once. It also stops cleanly on a signal.

use std::{
    collections::BTreeMap,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    changes::{PAGE, Replica, cursor_now, number_of},
    kit::{
        Answer, Card, Client, Home, MOVE, PASSWORD, Socket, eventually, free_port, inbox, signal,
    },
};

mod same_writes;

const USERS: usize = 4;
const KILLS: usize = 8;
/// Two stages between which an application can be moved any number of times.
const STAGES: [&str; 3] = ["SCREENING", "ASSESSMENT", "INTERVIEWING"];

/// The binary with its own folder and database; killed when dropped.
struct Server {
    home: Home,
    port: u16,
    process: Child,
}

impl Server {
    async fn start() -> Self {
        let home = Home::empty().await;
        let port = free_port();
        let process = launch(&home, port);
        let server = Self {
            home,
            port,
            process,
        };
        server.answers().await;
        server
    }

    fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Waits until it is ready; returns the time that took.
    async fn answers(&self) -> Duration {
        let (client, began) = (Client::new(&self.base_url()), Instant::now());
        eventually("the server is ready", || async {
            let ready = client
                .try_send(client.request(reqwest::Method::GET, "/readyz", &[]))
                .await;
            ready.is_ok_and(|answer| answer.status == 200).then_some(())
        })
        .await;
        began.elapsed()
    }

    /// Kills it with SIGKILL, and starts it again on the same port.
    async fn kill_and_restart(&mut self) -> Duration {
        self.process.kill().expect("it is killed");
        self.process.wait().expect("it ends");
        self.process = launch(&self.home, self.port);
        self.answers().await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn launch(home: &Home, port: u16) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_careergraph"));
    command
        .arg("serve")
        .current_dir(home.folder.path())
        .env("DATABASE_URL", &home.url)
        .env(
            "CAREERGRAPH__REDIS__PREFIX",
            home.folder.path().file_name().expect("a name"),
        )
        .env(
            "REDIS_URL",
            std::env::var("CAREERGRAPH_TEST_REDIS_URL").unwrap_or_default(),
        )
        .env("CAREERGRAPH__HTTP__LISTEN", format!("127.0.0.1:{port}"))
        .env(
            "CAREERGRAPH__AUTH__KEYS_DIR",
            home.folder.path().join("keys"),
        )
        .env("CAREERGRAPH__AUTH__ISSUER", "careergraph-test")
        .env("CAREERGRAPH__QUEUE__LEASE_SECS", "1")
        .env("CAREERGRAPH__QUEUE__POLL_MS", "100")
        .env("CAREERGRAPH__LIMITS__USER_PER_MINUTE", "1000000")
        .env("CAREERGRAPH__LIMITS__SIGN_IN_PER_MINUTE", "1000000")
        .env("RUST_LOG", "warn")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().expect("the binary runs")
}

/// The requests of one user's application: every key, and whether its move was acknowledged.
struct ErasureLog {
    client: Client,
    card: Card,
    stage: &'static str,
    acknowledged: Vec<String>,
    /// A copy that follows the change feed from the beginning.
    replica: Replica,
}

async fn sign_up(base_url: &str, name: &str) -> (Client, String) {
    let client = Client::new(base_url);
    let query = "mutation($input: SignUpInput!) { signUp(input: $input) { session { accessToken } userErrors { message } } }";
    let input = json!({ "input": { "email": format!("{name}@example.org"), "password": PASSWORD, "name": name } });
    let token = client
        .gql(query, input)
        .await
        .text_at("signUp.session.accessToken");
    (client.with_token(&token), token)
}

async fn try_gql(client: &Client, query: &str, variables: &Value) -> Option<Answer> {
    let body = json!({ "query": query, "variables": variables }).to_string();
    let headers = [
        ("content-type", "application/json"),
        ("accept", "application/graphql-response+json"),
    ];
    client
        .try_send(
            client
                .request(reqwest::Method::POST, "/graphql", &headers)
                .body(body),
        )
        .await
        .ok()
}

fn is_data(answer: &Answer) -> bool {
    answer.json.get("errors").is_none()
}

impl ErasureLog {
    /// Moves an application until stopped; each move has a key and is retried until it is acknowledged.
    async fn drive(&mut self, stop: &AtomicBool, retries: &AtomicUsize) {
        while !stop.load(Ordering::Relaxed) {
            let to = STAGES[(self.acknowledged.len()) % STAGES.len()];
            let key = format!("move-{}", self.acknowledged.len());
            let asked = self.card.step(to, Some(&key));
            let answer = loop {
                match try_gql(&self.client, MOVE, &asked).await {
                    Some(answer) if answer.json.get("errors").is_none() => break answer,
                    Some(answer) => assert_eq!(answer.code(), "UNAVAILABLE", "{}", answer.text),
                    None => {}
                }
                retries.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(20)).await;
            };
            let version = answer.data("moveApplication.application.version").as_i64();
            assert_eq!(
                version,
                Some(self.card.version + 1),
                "a repeated move returns its result, and is not refused: {}",
                answer.text
            );
            self.card.version += 1;
            self.stage = to;
            self.acknowledged.push(key);
            // Each change is told once, before and after a kill; what is not read now is read later.
            let ask = async |input| try_gql(&self.client, PAGE, &input).await.filter(is_data);
            self.replica.catch_up(ask).await;
        }
    }

    /// The history has each acknowledged move once, in order; the stage is its last one; each move has one notification.
    async fn check(&self) {
        let query = "query($id: ID!) { node(id: $id) { ... on Application { stage version events { kind fromStage toStage } } } }";
        let answer = self.client.gql(query, json!({ "id": self.card.id })).await;
        let application = answer.data("node");
        let events = application["events"].as_array().expect("events");
        let mut folded = "APPLIED";
        for (place, event) in events.iter().enumerate() {
            let expected = if place == 0 {
                "APPLIED"
            } else {
                STAGES[(place - 1) % STAGES.len()]
            };
            assert_eq!(event["toStage"], expected, "event {place}: {event}");
            assert!(
                place == 0 || event["fromStage"] == folded,
                "event {place} starts at the stage of the previous one: {event}"
            );
            folded = expected;
        }
        assert_eq!(
            events.len(),
            self.acknowledged.len() + 1,
            "one event for each key, and the beginning"
        );
        assert_eq!(
            (
                application["stage"].as_str(),
                application["version"].as_i64()
            ),
            (Some(folded), Some(self.card.version))
        );
        assert_eq!(
            (folded, usize::try_from(self.card.version)),
            (self.stage, Ok(events.len()))
        );
        let told = eventually("every move was notified", || async {
            let told = inbox(&self.client).await;
            (told.len() >= self.acknowledged.len()).then_some(told)
        });
        assert_eq!(
            told.await.len(),
            self.acknowledged.len(),
            "each move was notified once"
        );
        let (id, version) = (self.card.id.clone(), self.card.version);
        assert_eq!(self.replica.versions, BTreeMap::from([(id, version)]));
        // A number for the beginning, for each move, and for each notification.
        let cursor = cursor_now(&self.client).await;
        assert_eq!(
            number_of(&cursor),
            1 + 2 * i64::try_from(self.acknowledged.len()).expect("few")
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_kill_9_and_what_was_sent_again_is_not_doubled() {
    let mut server = Server::start().await;
    let mut ledgers = Vec::new();
    for user in 0..USERS {
        let (client, _) = sign_up(&server.base_url(), &format!("user{user}")).await;
        let replica = Replica::begin(&client).await;
        let card = crate::kit::new_card(&client, "Acme").await;
        ledgers.push(ErasureLog {
            replica,
            client,
            card,
            stage: "APPLIED",
            acknowledged: Vec::new(),
        });
    }
    let (stop, retries) = (AtomicBool::new(false), AtomicUsize::new(0));
    let killing = async {
        let mut seed = 0x5eed_u64;
        let mut restarts = Vec::new();
        for _ in 0..KILLS {
            // Random moments, the same in each run.
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            tokio::time::sleep(Duration::from_millis(300 + (seed >> 33) % 700)).await;
            restarts.push(server.kill_and_restart().await);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        stop.store(true, Ordering::Relaxed);
        restarts
    };
    let driving = futures_util::future::join_all(
        ledgers
            .iter_mut()
            .map(|erasure_log| erasure_log.drive(&stop, &retries)),
    );
    let (mut restarts, _) = tokio::join!(killing, driving);
    restarts.sort();
    let moves: usize = ledgers
        .iter()
        .map(|erasure_log| erasure_log.acknowledged.len())
        .sum();
    println!(
        "{moves} moves, {} sent again, {KILLS} kills; ready again after {:?} (median), {:?} (slowest)",
        retries.load(Ordering::Relaxed),
        restarts[KILLS / 2],
        restarts[KILLS - 1]
    );
    assert!(
        moves > KILLS
            && ledgers
                .iter()
                .all(|erasure_log| !erasure_log.acknowledged.is_empty())
    );
    for erasure_log in &mut ledgers {
        erasure_log.replica.refresh(&erasure_log.client).await;
        erasure_log.check().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_asked_to_stop_answers_what_runs_closes_its_sockets_and_ends_well() {
    let mut server = Server::start().await;
    let (client, token) = sign_up(&server.base_url(), "ada").await;
    let mut sockets = Vec::new();
    for _ in 0..3 {
        sockets.push(
            Socket::connect_to(
                &format!("ws://127.0.0.1:{}/graphql", server.port),
                Some(&token),
            )
            .await,
        );
    }
    // A request whose handler is running, as the 100 response shows, and waits for the rest of its body.
    let body = json!({ "query": "{ viewer { user { email } } }" }).to_string();
    let mut running = TcpStream::connect(("127.0.0.1", server.port))
        .await
        .expect("a connection");
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nexpect: 100-continue\r\n\r\n",
        body.len()
    );
    running
        .write_all(head.as_bytes())
        .await
        .expect("the head is sent");
    let mut go_on = [0; 25];
    running
        .read_exact(&mut go_on)
        .await
        .expect("a response to the head");
    assert_eq!(
        String::from_utf8_lossy(&go_on),
        "HTTP/1.1 100 Continue\r\n\r\n"
    );
    let began = Instant::now();
    signal(&server.process, "TERM");
    for mut socket in sockets {
        drop(socket.expect_close(1012).await);
    }
    running
        .write_all(body.as_bytes())
        .await
        .expect("the body is sent");
    let mut answer = String::new();
    running
        .read_to_string(&mut answer)
        .await
        .expect("a complete response");
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("ada@example.org"),
        "{answer}"
    );
    let status = eventually("the process exits", || {
        let ended = server.process.try_wait().expect("its state");
        async move { ended }
    })
    .await;
    println!("exited {:?} after the signal", began.elapsed());
    assert_eq!(status.code(), Some(0));
    let refused = try_gql(&client, "{ __typename }", &json!({})).await;
    assert!(refused.is_none(), "connections are refused");
}
