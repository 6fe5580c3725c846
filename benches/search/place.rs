//! The database, kept between runs: on a server, or a file in the folder for temporary files.

use std::{fs, path::PathBuf};

use careergraph::{app::App, config::Config, platform::clock::Clock};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
};

use crate::{Arguments, Done, copies, data};

/// Names the server instead of `--database`.
const VARIABLE: &str = "BENCH_DATABASE_URL";
/// Changes whenever other postings are invented.
const VERSION: u32 = 1;

/// The database of a number of postings.
pub struct Place {
    folder: PathBuf,
    url: String,
    is_on_server: bool,
    is_filled: bool,
}

impl Place {
    /// Opens the database, or creates it.
    pub async fn open(arguments: &Arguments) -> Done<Self> {
        let folder = std::env::temp_dir().join("careergraph-bench-search");
        fs::create_dir_all(&folder)?;
        let server = arguments
            .database
            .clone()
            .or_else(|| std::env::var(VARIABLE).ok())
            .filter(|server| !server.is_empty());
        let mut place = Self {
            url: String::new(),
            is_on_server: server.is_some(),
            is_filled: false,
            folder,
        };
        if let Some(server) = server {
            let name = format!("careergraph_bench_search_{}", arguments.rows);
            let admin = Database::connect(&server).await?;
            if arguments.fresh {
                admin
                    .execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}"))
                    .await?;
            }
            let known = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
            let known = Statement::from_string(DbBackend::Postgres, known);
            if admin.query_one_raw(known).await?.is_none() {
                admin
                    .execute_unprepared(&format!("CREATE DATABASE {name}"))
                    .await?;
            }
            admin.close().await?;
            let mut url = url::Url::parse(&server)?;
            url.set_path(&name);
            place.url = url.into();
        } else {
            let file = place.folder.join(format!("{}.db", arguments.rows));
            if arguments.fresh && file.exists() {
                fs::remove_file(&file)?;
            }
            place.url = format!("sqlite://{}?mode=rwc", file.display());
        }
        place.is_filled = place.marker().await?.as_deref() == Some(&marker(arguments));
        Ok(place)
    }

    /// The URL of the database, if it is on a server.
    pub fn server(&self) -> Option<&str> {
        self.is_on_server.then_some(self.url.as_str())
    }

    /// The configuration for it, with budgets that no load reaches.
    pub fn config(&self) -> Done<Config> {
        let mut config = Config::load(None)?;
        config.database.url = self.url.clone().into();
        config.auth.keys_dir = self.folder.join("keys");
        config.redis.url = String::new().into();
        config.limits.address_per_minute = u32::MAX;
        config.limits.address_cost_per_minute = u32::MAX;
        Ok(config)
    }

    /// Fills it, unless it is filled.
    pub async fn fill(&self, arguments: &Arguments) -> Done {
        if !self.is_filled && self.marker().await?.is_some() {
            return Err("the database has other postings; fill it again with --fresh".into());
        }
        let app = App::build(self.config()?, Clock::default()).await?;
        app.platform.db.migrate().await?;
        if self.is_filled {
            return Ok(());
        }
        println!("Filling {} with {} postings …", self.url, arguments.rows);
        let stored = if self.is_on_server {
            arguments.rows.min(arguments.distinct)
        } else {
            arguments.rows
        };
        data::store(&app, stored).await?;
        drop(app);
        let conn = self.connect().await?;
        if self.is_on_server {
            copies::fill(&conn, stored, arguments.rows).await?;
        } else {
            conn.execute_unprepared("ANALYZE").await?;
        }
        for statement in [
            "CREATE TABLE bench_marker (marker text NOT NULL)".to_owned(),
            format!("INSERT INTO bench_marker VALUES ('{}')", marker(arguments)),
        ] {
            conn.execute_unprepared(&statement).await?;
        }
        Ok(conn.close().await?)
    }

    /// One connection without the time limit that the app sets on its statements.
    async fn connect(&self) -> Done<DatabaseConnection> {
        let mut options = ConnectOptions::new(&self.url);
        options.max_connections(1).sqlx_logging(false);
        Ok(Database::connect(options).await?)
    }

    async fn marker(&self) -> Done<Option<String>> {
        let conn = self.connect().await?;
        let backend = conn.get_database_backend();
        let select = Statement::from_string(backend, "SELECT marker FROM bench_marker");
        // The table is missing in an empty database.
        let marker = match conn.query_one_raw(select).await {
            Ok(Some(row)) => Some(row.try_get_by_index(0)?),
            Ok(None) | Err(_) => None,
        };
        conn.close().await?;
        Ok(marker)
    }
}

fn marker(arguments: &Arguments) -> String {
    format!(
        "{VERSION}: {} postings, {} distinct",
        arguments.rows, arguments.distinct
    )
}
