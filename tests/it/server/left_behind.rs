//! An app that is dropped frees what it held: connections, threads and memory.

use std::sync::Arc;

use crate::kit::{TestApp, eventually};

#[tokio::test]
async fn a_dropped_app_leaves_nothing_behind() {
    let app = TestApp::start().await;
    let user = app.sign_up("ada").await;
    user.apply("Fernhill").await;
    // Each handle of the platform keeps the configuration, and each feature a handle of the platform.
    let kept = Arc::downgrade(&app.platform.config);
    drop((user, app));
    eventually("the last handle is dropped", || async {
        kept.upgrade().is_none().then_some(())
    })
    .await;
}
