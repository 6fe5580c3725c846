//! The real app, served on a free loopback port.

use std::{ops::Deref, sync::Arc};

use careergraph::{
    app::App,
    config::{Config, MailTransport},
    faces,
    features::users,
    platform::clock::Clock,
    types::actor::Role,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use secrecy::ExposeSecret;
use tokio::net::TcpListener;

use super::{Client, ORIGIN, RP_ID, TestUser, database::Home};

/// A running app. It is stopped, and its database deleted, when this is dropped.
pub struct TestApp {
    /// The handles, for checks that the API does not allow.
    pub app: App,
    /// `http://127.0.0.1:PORT`.
    pub base_url: String,
    /// `ws://127.0.0.1:PORT/graphql`.
    pub ws_url: String,
    home: Arc<Home>,
}

/// Changes of the defaults for a test.
pub struct Setup {
    config: Config,
    clock: Clock,
    workers: usize,
    reach: Reach,
}

/// Changes the database URL of the app.
type Reach = Box<dyn FnOnce(&str) -> String + Send>;

impl Setup {
    /// The defaults, with one worker and limits that no test reaches by accident.
    pub fn new() -> Self {
        let mut config = Config::load(None).expect("the defaults are valid");
        config.limits.user_per_minute = 1_000_000;
        config.limits.address_per_minute = 1_000_000;
        config.limits.sign_in_per_minute = 1_000_000;
        config.auth.failed_sign_ins_per_account = 1_000_000;
        config.auth.failed_sign_ins_per_address = 1_000_000;
        config.auth.failed_sign_ins_per_network = 1_000_000;
        // Accounts are created at once, except in tests of verification.
        config.auth.verify_email = false;
        config.mail.transport = MailTransport::File;
        config.limits.user_cost_per_minute = 1_000_000_000;
        config.limits.address_cost_per_minute = 1_000_000_000;
        config.database.max_connections = 5;
        config.database.acquire_timeout_ms = 20_000;
        // On a busy machine filling a large table takes its time.
        config.database.statement_timeout_ms = 300_000;
        config.limits.operation_secs = 20;
        config.limits.area_secs = 20;
        config.http.header_timeout_secs = 30;
        config.http.body_timeout_secs = 30;
        config.queue.poll_ms = 100;
        // The program of this process is that of the tests.
        config.imports.resume_program = env!("CARGO_BIN_EXE_careergraph").into();
        // On a busy machine a slow response of Redis would count as unavailable, and instances would not share their counts.
        config.redis.timeout_ms = 10_000;
        config.redis.url = std::env::var("CAREERGRAPH_TEST_REDIS_URL")
            .unwrap_or_default()
            .into();
        // Tests share a Redis, and their clients an IP address.
        let clock = Clock::default();
        config.redis.prefix = format!("careergraph-test-{}", clock.new_id().simple());
        Self {
            config,
            clock,
            workers: 1,
            reach: Box::new(str::to_owned),
        }
    }

    /// Changes the configuration.
    pub fn config(mut self, change: impl FnOnce(&mut Config)) -> Self {
        change(&mut self.config);
        self
    }

    /// Allows passkeys for pages of [`ORIGIN`].
    pub fn passkeys(self) -> Self {
        self.config(|config| {
            RP_ID.clone_into(&mut config.auth.passkey_rp_id);
            config.auth.passkey_origins = vec![ORIGIN.to_owned()];
        })
    }

    /// Another clock than the system's.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Sets the number of workers; with none, tasks wait for [`TestApp::run_tasks`]. No other worker takes over then, so leases are long: on a busy
    /// machine one was lost while the database did not answer, and its task began again, or too late for the test.
    pub const fn workers(mut self, workers: usize) -> Self {
        self.workers = workers;
        if workers == 0 {
            self.config.queue.lease_secs = 60;
        }
        self
    }

    /// Changes the URL of the database: another mode, or through a proxy.
    pub fn reach(mut self, reach: impl FnOnce(&str) -> String + Send + 'static) -> Self {
        self.reach = Box::new(reach);
        self
    }

    /// Starts the app with a database of its own.
    pub async fn start(self) -> TestApp {
        let home = Arc::new(Home::new(&self.config).await);
        self.start_in(home).await
    }

    async fn start_in(mut self, home: Arc<Home>) -> TestApp {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        self.config.http.listen = listener.local_addr().expect("an address");
        self.config.database.url = (self.reach)(&home.url).into();
        self.config.auth.keys_dir = home.folder.path().join("keys");
        self.config.auth.erasures_file = home.folder.path().join("erasures.log");
        self.config.documents.dir = home.folder.path().join("documents");
        self.config.mail.folder = home.folder.path().join("mail");
        // Instances with the same storage accept each other's tokens.
        "careergraph-test".clone_into(&mut self.config.auth.issuer);
        let address = self.config.http.listen;
        let app = App::build(self.config, self.clock)
            .await
            .expect("the app starts");
        app.start_background(self.workers);
        let serving = faces::serve(app.clone(), listener);
        app.platform
            .background
            .spawn(async move { serving.await.expect("the server runs") });
        TestApp {
            app,
            base_url: format!("http://{address}"),
            ws_url: format!("ws://{address}/graphql"),
            home,
        }
    }
}

impl TestApp {
    /// An app with the defaults.
    pub async fn start() -> Self {
        Setup::new().start().await
    }

    /// An app with another configuration.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        Setup::new().config(change).start().await
    }

    /// A second instance on the same database, with the same keys.
    pub async fn twin(&self) -> Self {
        let platform = &self.app.platform;
        let setup = Setup {
            config: Config::clone(&platform.config),
            clock: platform.clock.clone(),
            ..Setup::new()
        };
        self.beside(setup).await
    }

    /// Another instance on the same database, keys and Redis, with its own configuration.
    pub async fn beside(&self, setup: Setup) -> Self {
        let prefix = self.app.platform.config.redis.prefix.clone();
        let setup = setup.config(|config| config.redis.prefix = prefix);
        setup.start_in(Arc::clone(&self.home)).await
    }

    /// The URL of the database, without any proxy.
    pub fn database_url(&self) -> &str {
        &self.home.url
    }

    /// True if the database is SQLite.
    pub fn on_sqlite(&self) -> bool {
        self.home.url.starts_with("sqlite")
    }

    /// True if there is a Redis.
    pub fn with_redis(&self) -> bool {
        !self
            .app
            .platform
            .config
            .redis
            .url
            .expose_secret()
            .is_empty()
    }

    /// An anonymous client.
    pub fn anonymous(&self) -> Client {
        Client::new(&self.base_url)
    }

    /// A new user, `NAME@example.org`.
    pub async fn sign_up(&self, name: &str) -> TestUser {
        TestUser::sign_up(self, name).await
    }

    /// A new user with the role of an admin.
    pub async fn admin(&self, name: &str) -> TestUser {
        let user = self.sign_up(name).await;
        self.promote(&user, Role::Admin).await
    }

    /// Changes the role of a user, and signs in again.
    pub async fn promote(&self, user: &TestUser, role: Role) -> TestUser {
        let conn = self.app.platform.db.conn();
        let row = users::entity::user::by_id(user.user_id)
            .one(conn)
            .await
            .expect("the row is read")
            .expect("there is such a user");
        let mut row = row.into_active_model();
        row.role = Set(role);
        row.update(conn).await.expect("the role is changed");
        user.sign_in_again(self).await
    }

    /// Imports postings from a board of fixtures, which is a source from now on.
    pub async fn import_postings(&self) {
        let board = include_bytes!("../../fixtures/boards/greenhouse_jobs.json");
        self.app
            .jobs
            .import_file(board, None, Some("fernhill"), Some("Fernhill"))
            .await
            .expect("the board is read");
    }

    /// Runs every task that is due now, without a worker; returns their number.
    pub async fn run_tasks(&self) -> u64 {
        self.app
            .platform
            .queue
            .run_due(self.app.registry.handlers())
            .await
            .expect("the queue is read")
    }
}

impl Deref for TestApp {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.app.platform.background.stop();
    }
}
