//! The store of users' files: a folder, or a bucket that speaks the S3 protocol. It knows keys and bytes; who may read what, and when a file
//! is deleted, is decided by the feature that stores it.

use std::{
    ops::Range,
    path::{Path as FilePath, PathBuf},
    sync::{Arc, OnceLock},
    time::Duration,
};

use bytes::Bytes;
use futures_util::{Stream, TryStreamExt};
use object_store::{
    BackoffConfig, ClientOptions, GetOptions, GetRange, ObjectStore, ObjectStoreExt, RetryConfig,
    aws::AmazonS3Builder, local::LocalFileSystem, path::Path, prefix::PrefixStore,
};
use secrecy::ExposeSecret;

use self::fault::{fault, is_without_bucket};
use super::secret_file::private_folder;
use crate::{
    config::{self, S3},
    error::{Error, Result},
};

mod fault;
#[cfg(test)]
mod tests;

/// Repetitions of a failed request to a bucket.
const RETRIES: usize = 2;

/// The store. A clone is one reference.
#[derive(Clone)]
pub struct BlobStore(Arc<Place>);

/// The place of the files.
enum Place {
    /// A folder, which is created when it is first used.
    Folder {
        path: PathBuf,
        store: OnceLock<LocalFileSystem>,
    },
    /// A bucket.
    Bucket(Box<dyn ObjectStore>),
}

impl BlobStore {
    /// The store that the configuration names. Makes no request and creates no folder.
    pub fn new(config: &config::Documents, user_agent: &str) -> Result<Self> {
        let place = match config.s3().map_err(Error::internal)? {
            Some(bucket) => Place::Bucket(open_bucket(&bucket, config, user_agent)?),
            None => Place::Folder {
                path: config.dir.clone(),
                store: OnceLock::new(),
            },
        };
        Ok(Self(Arc::new(place)))
    }

    /// Writes the bytes under a key: completely or not at all, and durably when this returns.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<()> {
        let written = self.store()?.put(&path(key)?, bytes.into()).await;
        written.map(drop).map_err(fault)
    }

    /// Reads these bytes of a key. NOT_FOUND if there is no such key.
    pub async fn read(
        &self,
        key: &str,
        range: Range<u64>,
    ) -> Result<impl Stream<Item = Result<Bytes>> + Send + use<>> {
        let options = GetOptions {
            range: Some(GetRange::Bounded(range)),
            ..GetOptions::default()
        };
        let found = self.store()?.get_opts(&path(key)?, options).await;
        Ok(found.map_err(fault)?.into_stream().map_err(fault))
    }

    /// Deletes a key; succeeds if there is none.
    pub async fn delete(&self, key: &str) -> Result<()> {
        match self.store()?.delete(&path(key)?).await {
            Err(error @ object_store::Error::NotFound { .. }) if !is_without_bucket(&error) => {
                Ok(())
            }
            deleted => deleted.map_err(fault),
        }
    }

    /// Writes, reads and deletes a key, to check that the store works.
    pub async fn probe(&self, key: &str) -> Result<()> {
        let bytes = Bytes::from_static(b"a check of the store");
        self.put(key, bytes.clone()).await?;
        let read: Vec<Bytes> = self
            .read(key, 0..bytes.len() as u64)
            .await?
            .try_collect()
            .await?;
        self.delete(key).await?;
        if read.concat() == bytes {
            Ok(())
        } else {
            Err(Error::internal(
                "the store of files returned other bytes than were written",
            ))
        }
    }

    fn store(&self) -> Result<&dyn ObjectStore> {
        match self.0.as_ref() {
            Place::Bucket(bucket) => Ok(bucket.as_ref()),
            Place::Folder { path, store } => {
                if let Some(store) = store.get() {
                    return Ok(store);
                }
                let opened = open_folder(path)?;
                Ok(store.get_or_init(|| opened))
            }
        }
    }
}

fn path(key: &str) -> Result<Path> {
    Path::parse(key).map_err(Error::internal)
}

fn open_folder(path: &FilePath) -> Result<LocalFileSystem> {
    private_folder(path).map_err(|cause| {
        let message = "The folder of the documents cannot be created; check documents.dir and its permissions.";
        Error::unavailable(message).caused_by(cause)
    })?;
    let store = LocalFileSystem::new_with_prefix(path).map_err(fault)?;
    Ok(store.with_automatic_cleanup(true).with_fsync(true))
}

fn open_bucket(
    bucket: &S3,
    config: &config::Documents,
    user_agent: &str,
) -> Result<Box<dyn ObjectStore>> {
    let limit = Duration::from_secs(config.timeout_secs);
    let is_plain = bucket
        .endpoint
        .as_ref()
        .is_some_and(|endpoint| endpoint.starts_with("http://"));
    let client = ClientOptions::new()
        .with_allow_http(is_plain)
        .with_timeout(limit)
        .with_connect_timeout(limit)
        .with_user_agent(user_agent.parse().map_err(Error::internal)?);
    let retry = RetryConfig {
        backoff: BackoffConfig {
            init_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(1),
            base: 2.0,
        },
        max_retries: RETRIES,
        retry_timeout: limit * 2,
    };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&bucket.bucket)
        .with_region(&bucket.region)
        .with_virtual_hosted_style_request(!bucket.path_style)
        .with_access_key_id(&config.access_key_id)
        .with_secret_access_key(config.secret_access_key.expose_secret())
        // Every service has single deletions; not every one has deletions of lists.
        .with_disable_bulk_delete(true)
        .with_client_options(client)
        .with_retry(retry);
    if let Some(endpoint) = &bucket.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    let store = builder.build().map_err(Error::internal)?;
    Ok(if bucket.prefix.is_empty() {
        Box::new(store)
    } else {
        Box::new(PrefixStore::new(store, bucket.prefix.as_str()))
    })
}
