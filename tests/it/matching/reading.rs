//! Postings are read in the background, and again when they change.

use serde_json::json;

use super::{RUST, catalogue, engineer, matched};
use crate::kit::{Setup, TestApp};

#[tokio::test]
async fn a_posting_that_is_not_read_yet_is_matched_all_the_same() {
    let app = Setup::new().workers(0).start().await;
    let ids = app.import_board("greenhouse_jobs").await;
    let ada = engineer(&app, "ada").await;
    assert!(app.count_rows("posting_reading_backlog").await > 0);
    let before = matched(&ada, &ids[0]).await["match"].clone();
    assert_eq!(before["stale"], json!(true));
    let waiting = app.matching.read_waiting().await.unwrap();
    assert_eq!(app.count_rows("posting_reading_backlog").await, 0);
    assert_eq!(
        i64::try_from(waiting).unwrap(),
        app.count_rows("posting_readings").await
    );
    let after = matched(&ada, &ids[0]).await["match"].clone();
    assert_eq!(after["stale"], json!(false));
    assert_eq!(before["skills"], after["skills"]);
}

#[tokio::test]
async fn admins_see_how_far_the_work_is() {
    let app = TestApp::start().await;
    catalogue(&app, &[RUST]).await;
    let root = app.admin("root").await;
    let query = "{ matching { version skills titles postingsRead postingsWaiting lastReadAt countedAt imported { source } } }";
    let state = root.client.gql(query, json!({})).await;
    assert_eq!(
        (
            state.data("matching.postingsRead"),
            state.data("matching.postingsWaiting")
        ),
        (&json!(1), &json!(0))
    );
    assert!(state.data("matching.skills").as_i64() >= Some(1_500));
    assert!(state.data("matching.titles").as_i64() >= Some(300));
    let eve = app.sign_up("eve").await;
    assert_eq!(eve.client.gql(query, json!({})).await.code(), "FORBIDDEN");
}

#[tokio::test]
async fn what_a_posting_asks_for_is_public_and_quoted() {
    let app = TestApp::start().await;
    let posting = (
        "Accountant",
        "Berlin, Germany",
        "<h3>Your profile</h3><ul><li>3-5 years of experience in accounting</li><li>Bachelor's degree or equivalent experience</li>\
         <li>German (C1)</li><li>Security clearance is a plus</li><li>Up to 20% travel</li><li>3 days a week in the office</li>\
         <li>We cannot sponsor visas</li></ul><h3>Benefits</h3><ul><li>English lessons</li></ul>",
    );
    let ids = catalogue(&app, &[posting]).await;
    let query = "query($id: ID!) { node(id: $id) { ... on Posting { description requirements {
        skills { skill { slug } importance quote } years { min max quote } degree { level orExperience quote }
        languages { code level importance quote } clearance { importance quote } sponsorship { sponsorship quote }
        travelPercent { value quote } onsiteDays { value quote } } } } }";
    let answer = app.anonymous().gql(query, json!({ "id": ids[0] })).await;
    let asked = answer.data("node.requirements");
    let description = answer.text_at("node.description");
    assert_eq!(
        (&asked["years"]["min"], &asked["years"]["max"]),
        (&json!(3), &json!(5))
    );
    assert_eq!(
        (&asked["degree"]["level"], &asked["degree"]["orExperience"]),
        (&json!("BACHELOR"), &json!(true))
    );
    assert_eq!(asked["languages"][0]["code"], "de");
    assert_eq!(asked["languages"][0]["level"], "C1");
    assert_eq!(asked["languages"].as_array().unwrap().len(), 1, "{asked:#}");
    assert_eq!(asked["sponsorship"]["sponsorship"], "REFUSED");
    assert_eq!(asked["travelPercent"]["value"], 20);
    assert_eq!(asked["onsiteDays"]["value"], 3);
    for name in [
        "years",
        "degree",
        "clearance",
        "sponsorship",
        "travelPercent",
        "onsiteDays",
    ] {
        let quote = asked[name]["quote"].as_str().unwrap();
        assert!(
            !quote.is_empty() && description.contains(quote),
            "{name}: {quote}"
        );
    }
}
