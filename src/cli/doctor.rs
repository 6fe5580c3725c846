//! `careergraph doctor`: checks the configuration and the services that it names, and reports problems with their remedies.

use super::output::{Done, Failure, say};
use crate::{app::App, config::Config, http::graphiql, platform::clock::Clock};

/// Runs all checks; changes nothing, except that missing keys and data folders are created.
pub(super) async fn examine(config: Config) -> Done {
    say("ok      configuration");
    say(if graphiql::bundled() {
        "ok      GraphiQL is in this binary"
    } else {
        "note    GraphiQL loads from a CDN: this binary was built without npm"
    });
    if !config.http.listen.ip().is_loopback() {
        say("note    http.listen is not loopback: put a proxy with TLS in front");
    }
    let redis = config.redis.url().is_some();
    let app = match App::build(config, Clock::default()).await {
        Ok(app) => app,
        Err(error) => {
            say(&format!("PROBLEM {error}"));
            return Err(Failure::Unhealthy(1));
        }
    };
    let mut problems = 0;
    let mut report = |fine: bool, good: &str, bad: &str| {
        problems = usize::saturating_add(problems, usize::from(!fine));
        say(&if fine {
            format!("ok      {good}")
        } else {
            format!("PROBLEM {bad}")
        });
    };
    report(
        app.platform.db.ping().await.is_ok(),
        "the database answers",
        "the database does not answer; check database.url",
    );
    let pending = app
        .platform
        .db
        .pending_migrations()
        .await
        .map(|pending| pending.len());
    report(
        matches!(pending, Ok(0)),
        "the database is migrated",
        "migrations are pending; run `careergraph migrate`",
    );
    let probe = format!("doctor-{}", app.platform.clock.new_id().simple());
    let probed = app.platform.blobs.probe(&probe).await;
    let bad = "the store of documents cannot be written, read or deleted from; check [documents]";
    let why = probed.as_ref().err().map(ToString::to_string);
    report(
        probed.is_ok(),
        "the store of documents works",
        &why.map_or_else(|| bad.to_owned(), |why| format!("{bad}: {why}")),
    );
    if redis {
        let answers = match app.platform.cache.redis() {
            Some(redis) => redis.ping().await,
            None => false,
        };
        report(
            answers,
            "Redis answers",
            "Redis does not answer; the server runs without it, but instances do not signal each other",
        );
    }
    if matches!(pending, Ok(0)) {
        let depth = app.platform.queue.depth().await?;
        say(&format!("ok      {} task(s) wait", depth.waiting));
        report(
            depth.failed == 0,
            "no task was set aside",
            "tasks were set aside after too many attempts; see last_error in the table tasks",
        );
    }
    if problems == 0 {
        Ok(())
    } else {
        Err(Failure::Unhealthy(problems))
    }
}
