//! The store in a folder. The one in a bucket is tested by `it::documents::bucket`.

use std::fs;

use bytes::Bytes;
use futures_util::TryStreamExt;

use super::BlobStore;
use crate::{
    config::Config,
    error::{Kind, Result},
};

fn store(folder: &std::path::Path) -> BlobStore {
    let mut config = Config::load(None).expect("the defaults").documents;
    config.dir = folder.join("documents");
    BlobStore::new(&config, "test").expect("a store")
}

async fn read(store: &BlobStore, key: &str, range: std::ops::Range<u64>) -> Result<Vec<u8>> {
    let pieces: Vec<Bytes> = store.read(key, range).await?.try_collect().await?;
    Ok(pieces.concat())
}

#[tokio::test]
async fn what_was_written_is_read_in_ranges_until_it_is_deleted() {
    let home = tempfile::tempdir().expect("a folder");
    let store = store(home.path());
    assert!(
        !home.path().join("documents").exists(),
        "nothing is created before it is needed"
    );
    store
        .put("a/b", Bytes::from_static(b"0123456789"))
        .await
        .expect("written");
    assert_eq!(
        read(&store, "a/b", 0..10).await.expect("bytes"),
        b"0123456789"
    );
    assert_eq!(read(&store, "a/b", 3..5).await.expect("bytes"), b"34");
    store.delete("a/b").await.expect("deleted");
    store.delete("a/b").await.expect("deleted already");
    let gone = read(&store, "a/b", 0..1).await.expect_err("no such key");
    assert_eq!(*gone.kind(), Kind::NotFound);
    let left = fs::read_dir(home.path().join("documents"))
        .expect("the folder")
        .count();
    assert_eq!(left, 0, "empty folders are deleted as well");
    store.probe("probe").await.expect("it works");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_servers_account_may_enter_the_folder() {
    use std::os::unix::fs::PermissionsExt;

    let home = tempfile::tempdir().expect("a folder");
    store(home.path())
        .put("a", Bytes::from_static(b"x"))
        .await
        .expect("written");
    let mode = fs::metadata(home.path().join("documents"))
        .expect("the folder")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[tokio::test]
async fn a_key_leads_nowhere_else() {
    let home = tempfile::tempdir().expect("a folder");
    let store = store(home.path());
    for key in ["../a", "a/../../b", "/a", "a//b", ""] {
        let _ = store.put(key, Bytes::from_static(b"x")).await;
    }
    let outside: Vec<_> = fs::read_dir(home.path())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert!(
        outside.iter().all(|name| name == "documents"),
        "{outside:?}"
    );
}
