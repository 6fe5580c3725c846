//! Transactions take turns.

use std::sync::atomic::{AtomicUsize, Ordering};

use sea_orm::ConnectionTrait;

use crate::kit::TestApp;

#[tokio::test]
async fn a_row_of_transactions_lets_others_in_between() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let write = format!(
        "UPDATE users SET name = 'Ada' WHERE email = '{}'",
        ada.email
    );
    let begun = AtomicUsize::new(0);
    let row = async {
        for _ in 0..200 {
            let unit = app.platform.begin().await.unwrap();
            unit.execute_unprepared(&write).await.unwrap();
            begun.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            unit.commit().await.unwrap();
        }
    };
    let other = async {
        while begun.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        let asked = begun.load(Ordering::SeqCst);
        let unit = app.platform.begin().await.unwrap();
        unit.execute_unprepared(&write).await.unwrap();
        let waited = begun.load(Ordering::SeqCst) - asked;
        unit.commit().await.unwrap();
        waited
    };
    let ((), waited) = tokio::join!(row, other);
    assert!(waited <= 2, "{waited} transactions went first");
}
