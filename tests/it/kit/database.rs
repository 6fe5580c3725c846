//! A database for each test: migrated once per process, then copied. SQLite by default; with the variable
//! `CAREERGRAPH_TEST_DATABASE_URL` a database of that PostgreSQL server, whose role must be allowed to create databases.

use std::{fs, path::Path, sync::OnceLock};

use careergraph::{
    config::{Config, Database as Section},
    platform::{clock::Clock, db::Db},
};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbErr};
use tempfile::TempDir;
use tokio::{
    sync::{OnceCell, mpsc, oneshot},
    task::JoinSet,
};

/// The PostgreSQL server to use instead of SQLite.
const SERVER: &str = "CAREERGRAPH_TEST_DATABASE_URL";

/// The storage of a test: a folder and a database, deleted when dropped.
pub struct Home {
    pub folder: TempDir,
    pub url: String,
    on_server: Option<OnServer>,
}

struct OnServer {
    server: String,
    name: String,
}

impl Home {
    /// Storage with an empty database, not yet migrated.
    pub async fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        match std::env::var(SERVER)
            .ok()
            .filter(|server| !server.is_empty())
        {
            None => Self {
                url: sqlite_url(&folder.path().join("test.db")),
                folder,
                on_server: None,
            },
            Some(server) => {
                let name = unique_name();
                run(&server, &format!("CREATE DATABASE {name}")).await;
                Self {
                    url: url_of(&server, &name),
                    folder,
                    on_server: Some(OnServer { server, name }),
                }
            }
        }
    }

    /// Storage with a new, migrated database.
    pub async fn new(config: &Config) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        match std::env::var(SERVER)
            .ok()
            .filter(|server| !server.is_empty())
        {
            None => {
                let file = folder.path().join("test.db");
                fs::write(&file, sqlite_template(config).await).expect("the database is written");
                Self {
                    url: sqlite_url(&file),
                    folder,
                    on_server: None,
                }
            }
            Some(server) => {
                let template = server_template(config, &server).await;
                let name = unique_name();
                run(&server, &format!("CREATE DATABASE {name} {template}")).await;
                Self {
                    url: url_of(&server, &name),
                    folder,
                    on_server: Some(OnServer { server, name }),
                }
            }
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let Some(OnServer { server, name }) = self.on_server.take() else {
            return;
        };
        let dropped = order(
            &server,
            &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        );
        // The test's runtime cannot block in a drop; a separate thread can. A database that cannot be dropped does not fail the test.
        drop(std::thread::spawn(move || dropped.blocking_recv()).join());
    }
}

/// The bytes of a migrated SQLite file.
async fn sqlite_template(config: &Config) -> &'static [u8] {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let make = async || {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("template.db");
        migrate(config, sqlite_url(&file)).await;
        fs::read(&file).expect("the template is read")
    };
    TEMPLATE.get_or_init(make).await
}

/// How to copy a migrated database of the server. It has no connections, so it can be copied at any time.
async fn server_template(config: &Config, server: &str) -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let make = async || {
        let name = unique_name();
        run(server, &format!("CREATE DATABASE {name}")).await;
        migrate(config, url_of(server, &name)).await;
        // Copying files takes two thirds of the CPU of PostgreSQL's default, which writes all of them to its log. Version 14 has no other way.
        let (plain, by_files) = (
            format!("TEMPLATE {name}"),
            format!("TEMPLATE {name} STRATEGY file_copy"),
        );
        let copy = unique_name();
        match order(server, &format!("CREATE DATABASE {copy} {by_files}")).await {
            Ok(Ok(())) => {
                run(server, &format!("DROP DATABASE {copy}")).await;
                by_files
            }
            _ => plain,
        }
    };
    TEMPLATE.get_or_init(make).await
}

async fn migrate(config: &Config, url: String) {
    let section = Section {
        url: url.into(),
        max_connections: 1,
        ..config.database.clone()
    };
    let db = Db::connect(&section).await.expect("the database opens");
    db.migrate().await.expect("the migrations run");
    // The last connection to close moves SQLite's log into the file.
    db.conn()
        .clone()
        .close()
        .await
        .expect("the database closes");
}

fn sqlite_url(file: &Path) -> String {
    format!("sqlite://{}?mode=rwc", file.display())
}

fn url_of(server: &str, name: &str) -> String {
    let mut url = url::Url::parse(server).expect("a server's URL");
    url.set_path(name);
    url.into()
}

fn unique_name() -> String {
    format!(
        "careergraph_it_{}_{}",
        std::process::id(),
        Clock::default().new_id().simple()
    )
}

/// A statement for the server, and where its result goes.
type Order = (String, oneshot::Sender<Result<(), DbErr>>);

/// Runs a statement beside the databases of the tests.
async fn run(server: &str, statement: &str) {
    order(server, statement)
        .await
        .expect("the administrator lives")
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}

/// Hands a statement to the one thread that keeps connections for all tests: each of them lives in a runtime of its own, and a new
/// connection for each statement costs as much as the statement.
fn order(server: &str, statement: &str) -> oneshot::Receiver<Result<(), DbErr>> {
    static ORDERS: OnceLock<mpsc::UnboundedSender<Order>> = OnceLock::new();
    let orders = ORDERS.get_or_init(|| {
        let (sender, orders) = mpsc::unbounded_channel();
        let server = server.to_owned();
        std::thread::spawn(move || administrate(server, orders));
        sender
    });
    let (done, result) = oneshot::channel();
    orders
        .send((statement.to_owned(), done))
        .expect("the administrator lives");
    result
}

fn administrate(server: String, mut orders: mpsc::UnboundedReceiver<Order>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let mut options = ConnectOptions::new(server);
        options.max_connections(4).sqlx_logging(false);
        let pool = Database::connect(options)
            .await
            .expect("the server responds");
        let mut running = JoinSet::new();
        while let Some((statement, done)) = orders.recv().await {
            while running.try_join_next().is_some() {}
            let pool = pool.clone();
            running.spawn(async move {
                // The test may be over.
                drop(done.send(pool.execute_unprepared(&statement).await.map(drop)));
            });
        }
    });
}
