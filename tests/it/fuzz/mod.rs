//! Thousands of hostile requests over every transport, against the real program. They derive from a seed, which a failed run prints for
//! a repetition. `CAREERGRAPH_FUZZ_REQUESTS` sets their number, `CAREERGRAPH_FUZZ_SEED` the seed.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use futures_util::future::join_all;
use serde_json::json;

use self::{
    fuzz_client::FuzzClient,
    hostile::Hostile,
    http2::Modern,
    judge::Judge,
    language::Language,
    random::Random,
    target::{Account, Target},
    transport::{Attack, TRANSPORTS},
};

mod broken;
mod document;
mod envelope;
mod frames;
mod fuzz_client;
mod hostile;
mod http2;
mod judge;
mod language;
pub(crate) mod random;
mod refused;
mod spoil;
mod target;
mod targets;
mod transport;
mod wire;

const REQUESTS: usize = 10_000;
const SEED: u64 = 20_261_124;
/// Concurrent connections.
const CLIENTS: usize = 24;
/// A marker in all data of another user, which only they may read.
const CANARY: &str = "c4nary-5f1e";
/// Failures printed at the end of a run.
const REPORTED_MAX: usize = 20;
/// Requests before memory is measured first: caches and pools fill up.
const WARM_UP: usize = 1_000;
/// Kilobytes that the process may grow by after that.
const GROWTH_MAX: u64 = 64 * 1_024;

/// The parameters and findings of a run.
struct Run<'a> {
    seed: u64,
    hostile: Hostile<'a>,
    judge: Judge,
    /// Reads their own data in between, and must always get it.
    owner: &'a Account,
    port: u16,
    modern: Modern,
    next: AtomicU64,
    sent: AtomicUsize,
    /// Failures by transport and reason: their count, and the first of them.
    failures: Mutex<BTreeMap<String, (usize, String)>>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_hostile_requests_get_decent_answers_and_change_nothing_of_others() {
    let mut target = Target::start().await;
    let owner = target.account("owner", CANARY).await;
    let before = target.rows().await;
    let attacker = target.account("attacker", "attack").await;
    let known = [owner.traces().await, attacker.traces().await].concat();
    let language = Language::of(&target.client).await;
    let hostile = Hostile {
        language: &language,
        known: &known,
        token: &attacker.token,
    };
    let requests = number("CAREERGRAPH_FUZZ_REQUESTS", REQUESTS);
    let run = Run {
        seed: number("CAREERGRAPH_FUZZ_SEED", SEED),
        hostile,
        judge: Judge::new(CANARY),
        owner: &owner,
        port: target.port,
        modern: Modern::new(target.port),
        next: AtomicU64::new(0),
        sent: AtomicUsize::new(0),
        failures: Mutex::default(),
    };
    run.until(requests.min(WARM_UP)).await;
    let (memory, began) = (target.memory(), std::time::Instant::now());
    run.until(requests).await;

    run.report(requests, began.elapsed());
    assert!(
        target.running.is_alive(),
        "the server ended: {}",
        end_of(&target.place.log())
    );
    let answer = owner
        .client
        .gql("{ viewer { profile { headline } } }", json!({}))
        .await;
    assert_eq!(
        answer.text_at("viewer.profile.headline"),
        CANARY,
        "the server still works"
    );
    let after = target.rows().await;
    for (table, rows) in &before {
        let gone: Vec<&String> = rows.difference(&after[table]).collect();
        assert!(
            gone.is_empty(),
            "rows of {table} of other users were deleted or changed: {gone:#?}"
        );
    }
    let log = target.place.log();
    assert!(
        !log.contains("panicked"),
        "{}",
        log.lines()
            .find(|line| line.contains("panicked"))
            .unwrap_or_default()
    );
    assert!(
        !log.lines().any(|line| line.starts_with("FORGED")),
        "a line of the log was forged"
    );
    assert!(!log.contains(CANARY), "the log holds what people typed");
    match (memory, target.memory()) {
        (Some(first), Some(last)) => {
            println!("memory: {first} kB after the first {WARM_UP}, {last} kB at the end");
            assert!(
                last.saturating_sub(first) <= GROWTH_MAX,
                "memory grew from {first} kB to {last} kB"
            );
        }
        _ => println!("memory is not measured: this system has no /proc"),
    }
}

impl Run<'_> {
    /// Continues until this number of requests was sent in total.
    async fn until(&self, requests: usize) {
        let clients = (0..CLIENTS).map(|_| async {
            let mut client = FuzzClient::new(self.port, &self.judge, self.modern.clone());
            while self.sent.load(Ordering::Relaxed) < requests {
                let request = self.next.fetch_add(1, Ordering::Relaxed);
                self.attack(&mut client, request).await;
            }
        });
        join_all(clients).await;
    }

    async fn attack(&self, client: &mut FuzzClient<'_>, request: u64) {
        let mut random = Random::new(self.seed, request);
        if random.chance(4) {
            let verdict = client
                .own(&self.owner.token, CANARY, random.chance(50))
                .await;
            return self.note("an owner's own request", verdict, || request.to_string());
        }
        let (name, make) = choose(&mut random);
        let attack = make(&mut random, &self.hostile);
        let verdict = client.send(&attack).await;
        self.sent.fetch_add(attack.requests(), Ordering::Relaxed);
        self.note(name, verdict, || {
            format!("request {request}: {}", attack.shown())
        });
    }

    fn note(&self, name: &str, verdict: Result<(), String>, shown: impl FnOnce() -> String) {
        if let Err(reason) = verdict {
            let title: String = format!("{name}: {reason}").chars().take(160).collect();
            let mut failures = self.failures.lock().expect("free");
            failures
                .entry(title)
                .or_insert_with(|| (0, format!("{reason}\n    {}", shown())))
                .0 += 1;
        }
    }

    fn report(&self, requests: usize, took: std::time::Duration) {
        let sent = self.sent.load(Ordering::Relaxed);
        let attacks = self.next.load(Ordering::Relaxed);
        println!(
            "{sent} hostile requests in {attacks} attacks of seed {}, all but the first {WARM_UP} in {took:.1?}",
            self.seed
        );
        let seen = self.judge.seen();
        println!("codes, and \"\" for responses without errors: {seen:?}");
        let failures = self.failures.lock().expect("free");
        let told: Vec<String> = failures
            .iter()
            .take(REPORTED_MAX)
            .map(|(title, (count, first))| format!("{count} × {title}\n    {first}"))
            .collect();
        let repeat = format!(
            "repeat with CAREERGRAPH_FUZZ_SEED={} CAREERGRAPH_FUZZ_REQUESTS={requests}",
            self.seed
        );
        assert!(
            told.is_empty(),
            "{} kinds of failures; {repeat}\n{}",
            failures.len(),
            told.join("\n")
        );
        assert!(seen.len() > 8, "what was sent did not get far enough");
    }
}

/// A transport, by its share.
fn choose(random: &mut Random) -> (&'static str, transport::Make) {
    let mut left = random.below(TRANSPORTS.iter().map(|(_, share, _)| share).sum());
    for (name, share, make) in TRANSPORTS {
        if left < *share {
            return (name, *make);
        }
        left -= share;
    }
    unreachable!("the shares add up");
}

impl Attack {
    /// The number of requests it represents.
    fn requests(&self) -> usize {
        if let Self::Frames(talk) = self {
            talk.frames.len()
        } else {
            1
        }
    }

    /// A short printable form.
    fn shown(&self) -> String {
        let bytes = match self {
            Self::Request(request) | Self::Http2(request) => request.bytes(),
            Self::Bytes(bytes) | Self::Http2Bytes(bytes) => bytes.clone(),
            Self::Frames(talk) => broken::unmasked(&talk.frames),
        };
        String::from_utf8_lossy(&bytes)
            .chars()
            .take(1_500)
            .flat_map(char::escape_debug)
            .collect()
    }
}

fn number<T: std::str::FromStr>(variable: &str, otherwise: T) -> T {
    std::env::var(variable).map_or(otherwise, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} must be a number"))
    })
}

fn end_of(log: &str) -> &str {
    log.get(log.len().saturating_sub(2_000)..).unwrap_or(log)
}
