//! The demo data: inserted once, and findable.

use careergraph::demo;
use serde_json::json;

use crate::kit::Setup;

#[tokio::test]
async fn the_demo_fills_once() {
    let app = Setup::new().workers(0).start().await;
    let filled = demo::fill(&app)
        .await
        .unwrap()
        .expect("the database is fresh");
    assert_eq!(filled.postings, 335);
    let client = app.anonymous();
    let totals = "{ jobs { totalCount } engineers: jobs(query: \"engineer\") { totalCount nodes { title company { name } pay { currency } } } }";
    let before = client.gql(totals, json!({})).await;
    assert_eq!(
        before.data("jobs.totalCount"),
        335,
        "no two demo postings are the same one"
    );
    assert!(
        before.data("engineers.totalCount").as_u64().unwrap() > 5,
        "{}",
        before.text
    );
    assert_eq!(demo::fill(&app).await.unwrap(), None);
    assert_eq!(
        client.gql(totals, json!({})).await.json["data"],
        before.json["data"]
    );
    let sign_in = "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } userErrors { message } } }";
    let signed_in = client
        .gql(
            sign_in,
            json!({ "input": { "email": demo::EMAIL, "password": demo::PASSWORD } }),
        )
        .await;
    let seeker = client.with_token(&signed_in.text_at("signIn.session.accessToken"));
    let query = "{ viewer { applications(first: 100) { totalCount nodes { companyName events { seq } } } unreadNotificationCount } }";
    let own = seeker.gql(query, json!({})).await;
    assert_eq!(
        own.data("viewer.applications.totalCount"),
        filled.applications
    );
    assert!(own.data("viewer.unreadNotificationCount").as_u64().unwrap() > 0);
}
