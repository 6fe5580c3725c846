//! The program, run in a temporary folder with its own environment.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::mpsc::{Receiver, channel},
};

use tempfile::TempDir;

use super::{PATIENCE, eventually};

/// A folder to run the program in. Its database is an SQLite file there, unless `DATABASE_URL` is given.
pub struct Place {
    folder: TempDir,
}

/// The result of a command.
#[derive(Debug)]
pub struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A running command. It is killed when this is dropped.
pub struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Ended {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self {
            code: output.status.code().expect("an exit code"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("the file is written");
    }

    /// The log of the last [`Place::start`] so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.path("log")).expect("the log is read")
    }

    /// Runs a command to its end, with exactly these environment variables.
    pub fn run(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ended {
        let output = self.command(arguments, variables).output();
        Ended::of(output.expect("the program starts"))
    }

    /// The same beside an app of this runtime, whose tasks go on: a transaction of theirs would otherwise stay open until the command ends, which
    /// waits for it.
    pub async fn run_beside(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ended {
        let mut command = self.command(arguments, variables);
        let output = tokio::task::spawn_blocking(move || command.output()).await;
        Ended::of(
            output
                .expect("the command ends")
                .expect("the program starts"),
        )
    }

    /// The same with a text on its standard input.
    pub fn run_with_input(
        &self,
        arguments: &[&str],
        variables: &[(&str, &str)],
        input: &str,
    ) -> Ended {
        self.write("input", input);
        let input = std::fs::File::open(self.path("input")).expect("the input");
        let output = self
            .command(arguments, variables)
            .stdin(input)
            .output()
            .expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ended {
            code: output.status.code().expect("an exit code"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// Runs a command to its end, with its output in this file.
    #[cfg(target_os = "linux")]
    pub fn run_into(&self, file: &str, arguments: &[&str]) -> Ended {
        let file = std::fs::OpenOptions::new()
            .write(true)
            .open(file)
            .expect("the file opens");
        let output = self
            .command(arguments, &[])
            .stdout(file)
            .output()
            .expect("the program starts");
        let stderr = String::from_utf8(output.stderr).expect("UTF-8");
        Ended {
            code: output.status.code().expect("an exit code"),
            stdout: String::new(),
            stderr,
        }
    }

    /// Starts a long-running command, on a free port.
    pub fn start(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Running {
        self.start_under(&[], arguments, variables)
    }

    /// The same, started through another program such as `prlimit`.
    pub fn start_under(
        &self,
        wrapper: &[&str],
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Running {
        let program = [wrapper, &[env!("CARGO_BIN_EXE_careergraph")], arguments].concat();
        let always = [("CAREERGRAPH__HTTP__LISTEN", "127.0.0.1:0")];
        let mut command = self.prepared(Command::new(program[0]), &program[1..], &always);
        let log = std::fs::File::create(self.path("log")).expect("a log");
        let mut child = command
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("it starts");
        let stdout = BufReader::new(child.stdout.take().expect("its output"));
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            stdout
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        Running { child, lines }
    }

    fn command(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
        self.prepared(
            Command::new(env!("CARGO_BIN_EXE_careergraph")),
            arguments,
            variables,
        )
    }

    fn prepared(
        &self,
        mut command: Command,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Command {
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .stdin(Stdio::null());
        command.envs(variables.iter().copied());
        command
    }
}

impl Running {
    /// Waits for this text in its output; returns the text after it.
    pub fn said(&self, words: &str) -> String {
        loop {
            let line = self
                .lines
                .recv_timeout(PATIENCE)
                .unwrap_or_else(|_| panic!("it never printed {words:?}"));
            if let Some(rest) = line.split(words).nth(1) {
                return rest.to_owned();
            }
        }
    }

    /// The id of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// True while it runs.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Sends a signal by name.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .arg(format!("-{name}"))
            .arg(self.child.id().to_string())
            .status()
            .expect("kill runs");
        assert!(sent.success(), "the process exited");
    }

    /// Waits until it exits; returns the exit code, or none if a signal ended it.
    pub async fn ended(&mut self) -> Option<i32> {
        let child = std::sync::Mutex::new(&mut self.child);
        eventually("the process exits", || async {
            child.lock().expect("free").try_wait().expect("its state")
        })
        .await
        .code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have exited already.
        drop(self.child.kill().and_then(|()| self.child.wait()));
    }
}
