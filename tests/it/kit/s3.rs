//! An S3 server: the one that others wrote, `s3s-fs`, which keeps each bucket as a folder and which `./test --servers` installs, or without it
//! the one of the kit ([`Bucket`]). Both check AWS Signature Version 4.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use careergraph::config::Config;
use tempfile::TempDir;

use super::{
    bucket::{BUCKET, Bucket, KEY_ID, REGION, SECRET},
    eventually, free_port,
};

/// The path of s3s-fs.
const SERVER: &str = "CAREERGRAPH_TEST_S3_SERVER";

/// The server, with one bucket; it ends when this is dropped.
pub enum S3Server {
    /// That of others.
    Program(Program),
    /// That of the kit.
    Kit(Bucket),
}

/// A running s3s-fs; it is killed when this is dropped.
pub struct Program {
    folder: TempDir,
    port: u16,
    process: Child,
}

impl S3Server {
    /// Starts the program that is configured, or the server of the kit.
    pub async fn start() -> Self {
        let program = std::env::var(SERVER)
            .ok()
            .filter(|program| !program.is_empty());
        match program {
            Some(program) => Self::Program(Program::start(&program).await),
            None => Self::Kit(Bucket::start().await),
        }
    }

    /// The address of a bucket of it, as the configuration has it.
    pub fn url(&self, bucket: &str) -> String {
        let endpoint = match self {
            Self::Program(program) => format!("http://127.0.0.1:{}", program.port),
            Self::Kit(kit) => kit.base_url().to_owned(),
        };
        format!("s3://{bucket}/files?region={REGION}&endpoint={endpoint}")
    }

    /// Makes its bucket the store of an app.
    pub fn known_to(&self, config: &mut Config) {
        config.documents.url = self.url(BUCKET);
        KEY_ID.clone_into(&mut config.documents.access_key_id);
        config.documents.secret_access_key = SECRET.into();
    }

    /// The same for a command: what its environment has.
    pub fn variables(&self) -> [(&'static str, String); 3] {
        [
            ("CAREERGRAPH__DOCUMENTS__URL", self.url(BUCKET)),
            ("CAREERGRAPH__DOCUMENTS__ACCESS_KEY_ID", KEY_ID.to_owned()),
            (
                "CAREERGRAPH__DOCUMENTS__SECRET_ACCESS_KEY",
                SECRET.to_owned(),
            ),
        ]
    }

    /// The contents of the objects in its bucket.
    pub fn contents(&self) -> Vec<Vec<u8>> {
        let program = match self {
            Self::Program(program) => program,
            Self::Kit(kit) => return kit.contents(),
        };
        let mut files = Vec::new();
        list(&program.folder.path().join(BUCKET), &mut files);
        files
            .iter()
            .map(|file| fs::read(file).expect("an object"))
            .collect()
    }
}

impl Program {
    async fn start(program: &str) -> Self {
        let (folder, port) = (tempfile::tempdir().expect("a folder"), free_port());
        fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let started = Command::new(program)
            .args(["--host", "127.0.0.1", "--port", &port.to_string()])
            .args(["--access-key", KEY_ID, "--secret-key", SECRET])
            .arg(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let server = Self {
            folder,
            port,
            process: started.expect("s3s-fs runs"),
        };
        eventually("the S3 server responds", || async {
            tokio::net::TcpStream::connect(("127.0.0.1", port))
                .await
                .ok()
        })
        .await;
        server
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            list(&path, files);
        } else {
            files.push(path);
        }
    }
}
