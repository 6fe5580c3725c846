//! An S3 server that others wrote: `s3s-fs`, which checks AWS Signature Version 4 and keeps each bucket as a folder. `./test --servers`
//! installs it; without it the tests that need it say so and pass.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use careergraph::config::Config;
use tempfile::TempDir;

use super::{eventually, free_port};

/// The path of s3s-fs.
const SERVER: &str = "CAREERGRAPH_TEST_S3_SERVER";
const BUCKET: &str = "careergraph-test";
const KEY_ID: &str = "test-key";
const SECRET: &str = "test secret/with+signs=";

/// The server, with one bucket; it is killed when this is dropped.
pub struct S3Server {
    folder: TempDir,
    port: u16,
    process: Child,
}

impl S3Server {
    /// Starts it; `None` if no program is configured.
    #[expect(clippy::print_stdout, reason = "what was not tested is said")]
    pub async fn start() -> Option<Self> {
        let program = std::env::var(SERVER)
            .ok()
            .filter(|program| !program.is_empty());
        let Some(program) = program else {
            println!("not tested: {SERVER} names no s3s-fs; ./test --servers installs it");
            return None;
        };
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
        Some(server)
    }

    /// The address of a bucket of it, as the configuration has it.
    pub fn url(&self, bucket: &str) -> String {
        format!(
            "s3://{bucket}/files?region=eu-test-1&endpoint=http://127.0.0.1:{}",
            self.port
        )
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
        let mut files = Vec::new();
        list(&self.folder.path().join(BUCKET), &mut files);
        files
            .iter()
            .map(|file| fs::read(file).expect("an object"))
            .collect()
    }
}

impl Drop for S3Server {
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
