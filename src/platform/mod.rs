//! Infrastructure without product rules: storage, cache, signals, tasks, limits, time, network, secrets, telemetry.

use std::{ops::Deref, sync::Arc, time::Duration};

use crate::{config::Config, error::Result};

pub mod blobs;
pub mod bus;
pub mod cache;
pub mod clock;
pub mod db;
pub mod dependents;
pub mod embeddings;
pub mod erasure_log;
pub mod feed;
pub mod hashing;
pub mod limiter;
pub mod mail;
pub mod metrics;
pub mod models;
pub mod net;
pub mod parallel;
pub mod personal_data;
pub mod process_tasks;
pub mod proposals;
pub mod queue;
pub mod redis;
pub mod registry;
pub mod reseal;
pub mod seal;
mod sealed_column;
pub mod secret_file;
pub mod telemetry;
pub mod unit_of_work;

/// The infrastructure that features use. A clone is one reference: each of thousands of sockets holds several.
#[derive(Clone)]
pub struct Platform(Arc<Parts>);

/// The parts of the platform.
pub struct Parts {
    /// The configuration.
    pub config: Arc<Config>,
    /// The database.
    pub db: db::Db,
    /// The cache that instances share.
    pub cache: cache::Cache,
    /// The public rows that this process keeps.
    pub rows: Arc<cache::Rows>,
    /// Wake-up signals.
    pub bus: bus::Bus,
    /// The metrics of the process.
    pub metrics: metrics::Metrics,
    /// Durable tasks.
    pub queue: queue::Queue,
    /// Rate limits per user and address.
    pub limiter: limiter::Limiters,
    /// Time, ids and randomness.
    pub clock: clock::Clock,
    /// Outbound mail.
    pub mail: mail::Mailer,
    /// Outbound HTTP to servers that the configuration names.
    pub net: net::Net,
    /// Outbound HTTP to addresses that a user or a page named.
    pub guarded_net: net::Guarded,
    /// The store of users' files.
    pub blobs: blobs::BlobStore,
    /// The endpoint that turns texts into vectors, if one is configured.
    pub embeddings: embeddings::Embeddings,
    /// The language models, if some are configured.
    pub models: models::Models,
    /// Encryption of stored secrets that must be read again.
    pub seal: seal::Seal,
    /// The log of erased accounts.
    pub erasure_log: erasure_log::ErasureLog,
    /// Password and token hashes.
    pub hashing: hashing::Hashing,
    /// The change feeds of users.
    pub feed: feed::Feed,
    /// What is deleted with other objects.
    pub dependents: dependents::DependentsList,
    /// Tasks that the process waits for when it stops.
    pub background: process_tasks::ProcessTasks,
}

impl Platform {
    /// Connects to everything that the configuration names.
    pub async fn connect(config: Config, clock: clock::Clock) -> Result<Self> {
        let background = process_tasks::ProcessTasks::default();
        let metrics = metrics::Metrics::new(config.telemetry.metrics_listen().is_some())?;
        let db = db::Db::connect(&config.database).await?;
        let redis = redis::Connection::open(&config.redis, &background).await?;
        let bus = bus::Bus::new(redis.clone(), clock.new_id(), &background);
        Ok(Self(Arc::new(Parts {
            feed: feed::Feed::new(
                db.clone(),
                bus.clone(),
                clock.clone(),
                Duration::from_secs(config.changes.follow_poll_secs),
            ),
            db: db.clone(),
            cache: cache::Cache::new(&config.cache, redis.clone()),
            rows: Arc::new(cache::Rows::new(&config.cache, &bus)),
            queue: queue::Queue::new(
                db,
                bus.clone(),
                clock.clone(),
                config.queue.clone(),
                metrics.clone(),
            ),
            limiter: limiter::Limiters::new(&config.limits, redis.as_ref(), &bus, &background),
            bus,
            metrics,
            seal: seal::Seal::open(&config.auth.keys_dir, &clock)?,
            embeddings: embeddings::Embeddings::new(
                &config.embeddings,
                &config.outbound.user_agent,
                &clock,
            )?,
            models: models::Models::new(&config.writing.models, &config.outbound.user_agent)?,
            erasure_log: erasure_log::ErasureLog::new(&config.auth.erasures_file, &clock),
            clock,
            mail: mail::Mailer::new(&config.mail, config.keeps_mails())?,
            net: net::Net::new(&config.outbound.user_agent)?,
            guarded_net: net::Guarded::new(&config.outbound)?,
            blobs: blobs::BlobStore::new(&config.documents, &config.outbound.user_agent)?,
            hashing: hashing::Hashing::new(),
            dependents: dependents::DependentsList::default(),
            background,
            config: Arc::new(config),
        })))
    }
}

impl Deref for Platform {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
