//! Starts the child process that reads a résumé, and ends it when its time is over.

use std::{
    io::{Read, Write},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use hyper::body::Bytes;
use importing::{Imported, Refused};

use super::child::{Answer, COMMAND};
use crate::{
    config,
    error::{Error, Result},
    platform::process_tasks::off_reactor,
};

/// The most bytes that a child may answer.
const ANSWER_MAX: u64 = 64 * 1_024 * 1_024;

/// Ends the child when it is dropped.
struct Running(Arc<Mutex<Child>>);

impl Drop for Running {
    fn drop(&mut self) {
        let mut child = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // It may have ended by itself.
        drop(child.kill());
        drop(child.wait());
    }
}

/// Reads a résumé in a child process.
pub(super) async fn read(
    config: &config::Imports,
    content: Bytes,
) -> Result<std::result::Result<Imported, Refused>> {
    if content.len() > importing::resume::BYTES_MAX {
        let max = importing::resume::BYTES_MAX;
        return Ok(Err(Refused::too_large(content.len(), max)));
    }
    let mut child = start(config)?;
    let pipes = child.stdin.take().zip(child.stdout.take());
    let running = Running(Arc::new(Mutex::new(child)));
    let Some((mut stdin, stdout)) = pipes else {
        return Err(Error::internal("the child has no pipes"));
    };
    let talking = off_reactor(move || {
        // A child that ends early does not read all; its answer says why.
        let _sent = stdin.write_all(&content);
        drop(stdin);
        let mut answer = Vec::new();
        let read = stdout.take(ANSWER_MAX).read_to_end(&mut answer);
        read.map(|_| answer)
    });
    let limit = Duration::from_secs(config.resume_secs);
    let answered = tokio::time::timeout(limit, talking).await;
    // Ends the child on a thread that may wait; that closes the pipes as well.
    off_reactor(move || drop(running)).await?;
    let answer = match answered {
        Ok(answer) => answer?.map_err(Error::internal)?,
        Err(_) => return Ok(Err(too_much())),
    };
    Ok(match serde_json::from_slice(&answer) {
        Ok(Answer::Read(imported)) => Ok(*imported),
        Ok(Answer::Refused(message)) => Err(Refused::new(message)),
        // It was ended by a limit, or its parser panicked.
        Err(_) => Err(too_much()),
    })
}

fn too_much() -> Refused {
    Refused::new(
        "This file could not be read within the limits of time and memory. Save the résumé anew as a smaller PDF, DOCX or text, or enter it by hand.",
    )
}

fn start(config: &config::Imports) -> Result<Child> {
    let own = || std::env::current_exe().map_err(Error::internal);
    let program: PathBuf = if config.resume_program.as_os_str().is_empty() {
        own()?
    } else {
        config.resume_program.clone()
    };
    Command::new(program)
        .arg(COMMAND)
        .arg(config.resume_secs.to_string())
        .arg(config.resume_memory_mb.to_string())
        .env_clear()
        // Without an area that the allocator reserves at once, the limit of the address space bounds each allocation.
        .env("MIMALLOC_ARENA_RESERVE", "0")
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|cause| {
            Error::unavailable("Résumés cannot be read at the moment; try again later.")
                .caused_by(cause)
        })
}
