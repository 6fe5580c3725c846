//! The output of commands and their results.

use std::{
    io::{self, Write},
    sync::atomic::{AtomicBool, Ordering},
};

use crate::error::Error;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Config(#[from] crate::config::ConfigError),
    #[error("{0}{cause}", cause = .0.cause().map(|cause| format!(" ({cause})")).unwrap_or_default())]
    App(#[from] Error),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("the audit is broken at entry {seq}: {why}")]
    Broken { seq: i64, why: &'static str },
    #[error("{0} problem(s) found")]
    Unhealthy(usize),
    #[error("{failed} of {count} board(s) could not be read")]
    Boards { failed: usize, count: usize },
    #[error("standard output cannot be written")]
    Output,
    #[error("stopped before all work was finished; background tasks resume after the restart")]
    Interrupted,
}

/// The result of a command.
pub(super) type Done = Result<(), Failure>;

/// True if output was lost: the disk is full, or the reader has closed the pipe.
static OUTPUT_FAILED: AtomicBool = AtomicBool::new(false);

/// True if output was lost.
pub(super) fn has_lost_output() -> bool {
    OUTPUT_FAILED.load(Ordering::Relaxed)
}

/// Prints a line of output.
pub(super) fn say(text: &str) {
    let mut stdout = io::stdout().lock();
    if writeln!(stdout, "{text}")
        .and_then(|()| stdout.flush())
        .is_err()
    {
        OUTPUT_FAILED.store(true, Ordering::Relaxed);
    }
}

/// Prints an error to standard error. If that fails, the exit code remains.
pub(super) fn complain(text: &str) {
    drop(writeln!(io::stderr(), "{text}"));
}
