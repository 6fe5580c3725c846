//! The command-line interface. Without a command, the server is started.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use self::output::{Done, Failure, complain, has_lost_output, say};
use crate::{
    app::App,
    config::Config,
    error::Error,
    faces,
    features::imports,
    graphql::schema,
    platform::{clock::Clock, telemetry},
};

mod audit;
mod bench;
mod demo;
mod doctor;
mod erasures;
mod jobs;
mod keys;
mod output;
mod profiles;
mod serve;
mod sources;
mod taxonomy;
mod users;

/// A GraphQL gateway for people who look for work.
#[derive(Parser)]
#[command(name = "careergraph", version, about)]
struct Cli {
    /// A configuration file; by default ./careergraph.toml, if there is one.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Start with the demo data: fills a fresh database first.
    #[arg(long)]
    demo: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and, unless configured otherwise, work on the queue (default).
    Serve,
    /// Work on the queue only.
    Worker,
    /// Run pending migrations.
    Migrate,
    /// Print the GraphQL schema.
    Schema,
    /// Check the configuration and report problems.
    Doctor,
    /// Print every configuration key with its default and meaning.
    Config,
    /// Manage accounts, as the operator of the machine.
    #[command(subcommand)]
    Users(users::Command),
    /// Verify the audit log.
    #[command(subcommand)]
    Audit(audit::Command),
    /// Manage the keys that sign tokens and seal stored secrets.
    #[command(subcommand)]
    Keys(keys::Command),
    /// Import and export profiles.
    #[command(subcommand)]
    Profiles(profiles::Command),
    /// Work on the stored postings.
    #[command(subcommand)]
    Jobs(jobs::Command),
    /// Erase accounts again after restoring a backup.
    #[command(subcommand)]
    Erasures(erasures::Command),
    /// Manage the job boards that postings come from.
    #[command(subcommand)]
    Sources(sources::Command),
    /// Manage the skills and job titles that matches are made with.
    #[command(subcommand)]
    Taxonomy(taxonomy::Command),
    /// Measure how good matches are.
    #[command(subcommand)]
    Bench(bench::Command),
    /// Fill a fresh database with demo data, and print how to sign in.
    Demo,
}

/// Stack size of each thread in bytes. Resolvers are deeply nested futures with large frames in unoptimised builds; only the used part
/// takes memory.
const STACK: usize = 8 * 1_024 * 1_024;

/// Runs the command line of this process: exit code 0 on success, 2 for a wrong command line or configuration, 1 otherwise.
#[must_use]
pub fn run() -> ExitCode {
    if let Some(done) = run_child() {
        return done;
    }
    without_huge_pages();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(run_command(Cli::parse())),
        Err(cause) => {
            let error =
                Error::unavailable("The system refuses to create threads; check its limits.")
                    .caused_by(cause);
            complain(&format!("careergraph: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Runs the child process that reads a résumé, if this is one. It has no runtime, configuration or threads.
fn run_child() -> Option<ExitCode> {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() != Some(imports::READ_RESUME) {
        return None;
    }
    let limits: Vec<String> = args.collect();
    Some(match imports::read_resume(&limits) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    })
}

/// The allocator asks for huge pages, which are resident as a whole when a part of them is used: an idle process would take 20 MB more.
/// Where the system refuses, it takes them.
fn without_huge_pages() {
    #[cfg(target_os = "linux")]
    let _refused = rustix::thread::disable_transparent_huge_pages(true);
}

async fn run_command(cli: Cli) -> ExitCode {
    // A server keeps running when its output is not read.
    let needs_output = !matches!(cli.command, None | Some(Command::Serve | Command::Worker));
    // Boxed, because the future of the server is large.
    let done = Box::pin(dispatch(cli)).await;
    let is_printed = !has_lost_output();
    match done.and(if is_printed || !needs_output {
        Ok(())
    } else {
        Err(Failure::Output)
    }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&format!("careergraph: {failure}"));
            ExitCode::from(if matches!(failure, Failure::Config(_)) {
                2
            } else {
                1
            })
        }
    }
}

async fn dispatch(cli: Cli) -> Done {
    let command = cli.command.unwrap_or(Command::Serve);
    if let Command::Bench(command) = &command {
        return bench::run(command);
    }
    if matches!(command, Command::Config) {
        say(crate::config::EXAMPLE.trim_end());
        return Ok(());
    }
    let config = Config::load(cli.config.as_deref())?;
    faces::check(&config).await?;
    if cli.demo || matches!(command, Command::Demo) {
        config.check_demo()?;
    }
    match command {
        Command::Config | Command::Bench(_) => Ok(()),
        Command::Schema => {
            say(schema::sdl(&config.limits).trim_end());
            Ok(())
        }
        Command::Doctor => doctor::examine(config).await,
        Command::Migrate => {
            let _guard = telemetry::start(&config.telemetry)?;
            let app = App::build(config, Clock::default()).await?;
            migrate(&app).await
        }
        Command::Serve => Box::pin(serve::serve(config, cli.demo)).await,
        Command::Worker => serve::work(config).await,
        Command::Users(command) => {
            let (app, _guard) = serve::open(config).await?;
            users::run(&app, command).await
        }
        Command::Audit(command) => {
            let (app, _guard) = serve::open(config).await?;
            audit::run(&app, command).await
        }
        Command::Keys(command) => {
            let (app, _guard) = serve::open(config).await?;
            keys::run(&app, &command).await
        }
        Command::Erasures(command) => {
            let _guard = telemetry::start(&config.telemetry)?;
            let app = App::build(config, Clock::default()).await?;
            erasures::run(&app, &command).await
        }
        Command::Profiles(command) => {
            let (app, _guard) = serve::open(config).await?;
            profiles::run(&app, command).await
        }
        Command::Jobs(command) => {
            let (app, _guard) = serve::open(config).await?;
            jobs::run(app, command).await
        }
        Command::Sources(command) => {
            let (app, _guard) = serve::open(config).await?;
            sources::run(app, command).await
        }
        Command::Taxonomy(command) => {
            let (app, _guard) = serve::open(config).await?;
            taxonomy::run(app, command).await
        }
        Command::Demo => {
            let (app, _guard) = serve::open(config).await?;
            demo::fill(&app).await?;
            say(&format!(
                "The demo data is stored. Start the server, and signIn with {} and the password {}",
                demo::EMAIL,
                demo::PASSWORD
            ));
            Ok(())
        }
    }
}

/// Runs the pending migrations and prints their names.
async fn migrate(app: &App) -> Done {
    let db = &app.platform.db;
    let pending = db.pending_migrations().await?;
    db.migrate().await?;
    for name in &pending {
        say(&format!("migrated {name}"));
    }
    serve::apply_erasures(app).await?;
    say(if pending.is_empty() {
        "nothing to migrate"
    } else {
        "the database is up to date"
    });
    Ok(())
}
