//! Storage of a run: a folder, and a database in it or on a server. Both are deleted afterwards.

use std::{fs, path::Path};

use careergraph::{config::Config, platform::clock::Clock};
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

use crate::Done;

/// Names the server instead of `--database`, and passes the database to child processes.
pub const VARIABLE: &str = "BENCH_DATABASE_URL";

/// The storage of one run.
pub struct Place {
    folder: TempDir,
    url: String,
    on_server: Option<(String, String)>,
}

impl Place {
    /// A folder and an empty database.
    pub async fn make(server: Option<&str>) -> Done<Self> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("careergraph.toml"), "")?;
        let Some(server) = server
            .map(str::to_owned)
            .or_else(|| std::env::var(VARIABLE).ok())
            .filter(|server| !server.is_empty())
        else {
            let url = format!(
                "sqlite://{}?mode=rwc",
                folder.path().join("bench.db").display()
            );
            return Ok(Self {
                folder,
                url,
                on_server: None,
            });
        };
        let name = format!("careergraph_bench_{}", Clock::default().new_id().simple());
        run(&server, &format!("CREATE DATABASE {name}")).await?;
        let mut url = url::Url::parse(&server)?;
        url.set_path(&name);
        Ok(Self {
            folder,
            url: url.into(),
            on_server: Some((server, name)),
        })
    }

    /// Deletes everything; no connection may be open any more.
    pub async fn remove(self) -> Done {
        match &self.on_server {
            Some((server, name)) => {
                run(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await
            }
            None => Ok(()),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The kind of database.
    pub const fn kind(&self) -> &'static str {
        if self.on_server.is_some() {
            "PostgreSQL"
        } else {
            "SQLite"
        }
    }

    /// The gateway's configuration for this storage.
    pub fn config(&self) -> Done<Config> {
        config(self.folder(), &self.url)
    }
}

/// The gateway's configuration in a folder, with a database.
pub fn config(folder: &Path, url: &str) -> Done<Config> {
    let mut config = crate::config(&folder.join("careergraph.toml"))?;
    config.database.url = url.to_owned().into();
    config.auth.keys_dir = folder.join("keys");
    Ok(config)
}

async fn run(server: &str, statement: &str) -> Done {
    let connection = Database::connect(server).await?;
    connection.execute_unprepared(statement).await?;
    Ok(connection.close().await?)
}
