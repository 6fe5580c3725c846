//! `careergraph serve` and `worker`: start, print the address, run until stopped, drain.

use std::{io, time::Duration};

use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::signal::unix;

use super::output::{Done, Failure, say};
use crate::{
    app::App,
    config::Config,
    error::Error,
    faces, http,
    platform::{clock::Clock, process_tasks::ProcessTasks, telemetry},
};

/// Serves the API.
pub(super) async fn serve(config: Config, demo: bool) -> Done {
    let _guard = telemetry::start(&config.telemetry)?;
    let signals = Signals::listen()?;
    let listen = config.http.listen;
    let app = start(config).await?;
    if demo {
        super::demo::fill(&app).await?;
    }
    let listener = TcpListener::bind(listen).await.map_err(|cause| {
        Failure::App(
            Error::unavailable(format!(
                "http.listen: {listen} cannot be used; choose another address."
            ))
            .caused_by(cause),
        )
    })?;
    let watched = watch(&app).await?;
    welcome(&app, &listener, demo)?;
    let workers = app.platform.config.queue.workers;
    app.start_background(workers);
    let drain = Duration::from_secs(app.platform.config.http.drain_secs);
    start_watching(&app, watched)?;
    let background = app.platform.background.clone();
    let serving = async {
        faces::serve(app, listener).await?;
        end(&background, drain).await
    };
    Box::pin(until_told(&background, signals, serving)).await
}

/// Works on the queue.
pub(super) async fn work(config: Config) -> Done {
    let _guard = telemetry::start(&config.telemetry)?;
    let signals = Signals::listen()?;
    let app = start(config).await?;
    let background = app.platform.background.clone();
    app.start_background(app.platform.config.queue.workers.max(1));
    let watched = watch(&app).await?;
    say("working on the queue; stop with Ctrl-C");
    start_watching(&app, watched)?;
    let working = async {
        background.stopping().await;
        end(
            &background,
            Duration::from_secs(app.platform.config.http.drain_secs),
        )
        .await
    };
    until_told(&background, signals, working).await
}

/// Opens the app of a command that runs next to the server, with its log.
pub(super) async fn open(config: Config) -> Result<(App, telemetry::Guard), Failure> {
    let guard = telemetry::start(&config.telemetry)?;
    Ok((start(config).await?, guard))
}

async fn start(config: Config) -> Result<App, Failure> {
    let migrate = config.database.migrate_on_start;
    let app = App::build(config, Clock::default()).await?;
    if migrate {
        app.platform.db.migrate().await?;
    }
    if app.platform.db.pending_migrations().await?.is_empty() {
        apply_erasures(&app).await?;
    }
    Ok(app)
}

/// Before requests are served, accounts that a restored backup has brought back are erased again.
pub(super) async fn apply_erasures(app: &App) -> Done {
    let again = app.personal_data.apply_erasures().await?;
    if again > 0 {
        tracing::warn!(
            accounts = again,
            "accounts were erased again that a restored backup had brought back"
        );
    }
    Ok(())
}

/// Opens the metrics listener, if configured; an unusable address is an error before anything runs.
async fn watch(app: &App) -> Result<Option<TcpListener>, Failure> {
    let Some(listen) = app.platform.config.telemetry.metrics_listen() else {
        return Ok(None);
    };
    let bound = TcpListener::bind(listen).await;
    let taken = |cause| {
        Failure::App(
            Error::unavailable(format!(
                "telemetry.metrics_addr: {listen} cannot be used; choose another address."
            ))
            .caused_by(cause),
        )
    };
    bound.map(Some).map_err(taken)
}

fn start_watching(app: &App, listener: Option<TcpListener>) -> Done {
    let Some(listener) = listener else {
        return Ok(());
    };
    say(&format!(
        "Metrics at http://{}/metrics",
        listener.local_addr()?
    ));
    app.platform
        .background
        .spawn(http::metrics::serve(app.clone(), listener));
    Ok(())
}

async fn end(background: &ProcessTasks, drain: Duration) -> Done {
    background.stop();
    if !background.drained(drain).await {
        tracing::warn!("some background tasks did not end in time; they resume after the restart");
    }
    Ok(())
}

/// The first signal drains, the second exits.
async fn until_told(
    background: &ProcessTasks,
    mut signals: Signals,
    work: impl Future<Output = Done>,
) -> Done {
    tokio::pin!(work);
    tokio::select! {
        done = &mut work => return done,
        () = signals.next() => {
            tracing::info!("stopping; a second signal exits immediately");
            background.stop();
        }
    }
    tokio::select! { done = work => done, () = signals.next() => Err(Failure::Interrupted) }
}

/// Ctrl-C and SIGTERM. After `listen`, signals are delivered here and no longer end the process.
struct Signals {
    #[cfg(unix)]
    interrupt: unix::Signal,
    #[cfg(unix)]
    terminate: unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: unix::signal(unix::SignalKind::interrupt())?,
            terminate: unix::signal(unix::SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! { _ = self.interrupt.recv() => {}, _ = self.terminate.recv() => {} }
    }
}

#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    clippy::needless_pass_by_ref_mut,
    reason = "as on Unix"
)]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    async fn next(&mut self) {
        drop(tokio::signal::ctrl_c().await);
    }
}

fn welcome(app: &App, listener: &TcpListener, demo: bool) -> Done {
    let base = format!("http://{}", listener.local_addr()?);
    say(&format!("Careergraph listens on {base}"));
    if app.platform.config.has_pages() {
        say(&format!("  GraphiQL  {base}/graphiql"));
    }
    say(&format!("  GraphQL   {base}/graphql"));
    if app.platform.config.auth.verify_email {
        say(
            "Next: open GraphiQL and run the first example, SignUp; pass the token of the mail to verifyEmail (mails are printed here unless",
        );
        say(
            "      mail.transport says otherwise); put the accessToken into Headers; run the others.",
        );
    } else {
        say(
            "Next: open GraphiQL and run the first example, SignUp; put its accessToken into Headers; run the others.",
        );
    }
    if demo {
        say(&format!(
            "Demo: signIn with {} and the password {}",
            super::demo::EMAIL,
            super::demo::PASSWORD
        ));
    } else {
        say(
            "      For sample data: careergraph demo. For real postings: careergraph sources add <careers-url>.",
        );
    }
    Ok(())
}
