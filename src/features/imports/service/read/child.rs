//! The child process that reads a résumé: the file on standard input, what was read as JSON on standard output. Its parsers see bytes of
//! strangers, so that it runs with little memory and time, without an environment, files or descriptors of the server.

use std::io::{self, Read, Write};

use importing::{Imported, resume};
use serde::{Deserialize, Serialize};

/// The name of the command.
pub const COMMAND: &str = "read-resume";

/// What the child answers.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    Read(Box<Imported>),
    Refused(String),
}

/// Runs the child: limits itself first, and then reads. `args` are the limits: seconds of processor time and MiB of memory.
pub fn read_resume(args: &[String]) -> io::Result<()> {
    let number = |at: usize| args.get(at).and_then(|text| text.parse::<u64>().ok());
    let (Some(seconds), Some(megabytes)) = (number(0), number(1)) else {
        return Err(io::Error::other("the limits are missing"));
    };
    limit(seconds, megabytes)?;
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(resume::BYTES_MAX as u64 + 1)
        .read_to_end(&mut bytes)?;
    let answer = match resume::read(&bytes) {
        Ok(imported) => Answer::Read(Box::new(imported)),
        Err(refused) => Answer::Refused(refused.message),
    };
    let text = serde_json::to_vec(&answer)?;
    io::stdout().lock().write_all(&text)
}

/// Sets the limits of this process: processor time, address space, and no further files, processes or bytes written to files.
#[cfg(target_os = "linux")]
fn limit(seconds: u64, megabytes: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};

    let memory = megabytes.saturating_mul(1_024 * 1_024);
    for (resource, most) in [
        (Resource::Cpu, seconds),
        (Resource::As, memory),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
        (Resource::Nofile, 3),
    ] {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limit)?;
    }
    Ok(())
}

/// Other systems have the limit of wall-clock time only, which the parent keeps.
#[cfg(not(target_os = "linux"))]
fn limit(_seconds: u64, _megabytes: u64) -> io::Result<()> {
    Ok(())
}
