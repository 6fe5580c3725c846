//! Many writers and a reader at the same time, on one and on two instances: none is missed, none comes twice, no number is lost.

use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::future::join_all;
use serde_json::json;

use super::{Replica, cursor_at, replica::versions};
use crate::kit::{Card, Client, Setup, new_card};

const WRITERS: usize = 8;
const STEPS: usize = 12;
const STAGES: [&str; 2] = ["SCREENING", "ASSESSMENT"];

/// Creates an application and moves it; every third one is deleted in the end.
async fn write(client: Client, number: usize) -> usize {
    let mut card: Card = new_card(&client, &format!("Company {number}")).await;
    for step in 0..STEPS {
        card.move_on(&client, STAGES[step % 2]).await;
    }
    if !number.is_multiple_of(3) {
        return STEPS + 1;
    }
    let delete = "mutation($input: DeleteApplicationInput!) { deleteApplication(input: $input) { deletedApplicationId } }";
    let input = json!({ "input": { "id": card.id, "expectedVersion": card.version } });
    client
        .gql(delete, input)
        .await
        .text_at("deleteApplication.deletedApplicationId");
    STEPS + 2
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_beside_many_writers_ends_with_what_they_wrote() {
    let app = Setup::new().workers(0).start().await;
    let twin = app.beside(Setup::new().workers(0)).await;
    let ada = app.sign_up("ada").await;
    let elsewhere = ada.client.at(twin.anonymous().base_url());
    let mut replica = Replica::begin(&ada.client).await;
    let is_over = AtomicBool::new(false);
    let reading = async {
        let mut early = 0;
        while !is_over.load(Ordering::Relaxed) {
            replica.refresh(&elsewhere).await;
            early = replica.received;
            tokio::task::yield_now().await;
        }
        replica.refresh(&elsewhere).await;
        early
    };
    let writing = async {
        let clients = [&ada.client, &elsewhere];
        let all = (0..WRITERS).map(|number| write(clients[number % 2].clone(), number));
        let written: usize = join_all(all).await.into_iter().sum();
        is_over.store(true, Ordering::Relaxed);
        written
    };
    let (early, written) = tokio::join!(reading, writing);
    assert!(early > 0, "the reader read while others wrote");
    assert_eq!(replica.versions, versions(&ada.client).await);
    let last = app.platform.feed.last(ada.user_id).await.unwrap();
    assert_eq!(
        usize::try_from(last),
        Ok(written),
        "one number for each change, and no other"
    );
    // Of each object, the feed has the last change.
    let kept = app.count_rows("changes").await;
    assert_eq!(kept, i64::try_from(WRITERS).unwrap());
    let mut late = Replica::begin(&ada.client).await;
    late.refresh(&ada.client).await;
    assert_eq!(late.received, 0);
    let from_start = cursor_at(ada.user_id, 0);
    assert_eq!(super::told(&ada.client, &from_start).await.len(), WRITERS);
}
