//! Days of a list that are yet to come, and those that a history has no place for.

use careergraph::platform::clock::Clock;
use serde_json::{Value, json};

use super::{apply, entries, findings, history, import, note, of_company, plan_of, shown, side};
use crate::kit::{Setup, TestApp};

#[tokio::test]
async fn a_day_that_is_yet_to_come_is_refused_as_by_hand() {
    let clock = Clock::held_at("2026-11-27T05:00:00Z".parse().unwrap());
    let app = Setup::new().clock(clock).start().await;
    let ada = app.sign_up("ada").await;
    let list = "Company,Role,Status,Applied\nAlder,Baker,Applied,2026-11-27\nBirch,Cook,Interview,2026-11-28\n\
        Cedar,Driver,Wishlist,2026-11-29\nElder,Editor,Rejected,2026-12\n";
    // Without a time zone, tomorrow has begun somewhere.
    for (zone, days) in [
        (None, ["2026-11-27", "2026-11-28", "", ""]),
        (Some("Europe/Brussels"), ["2026-11-27", "", "", ""]),
    ] {
        if let Some(zone) = zone {
            let set = "mutation($zone: TimeZone) { updateAccount(input: { timeZone: $zone }) { userErrors { message } } }";
            ada.client.gql(set, json!({ "zone": zone })).await;
        }
        let plan = plan_of(&ada, list).await;
        let found = entries(&plan, "APPLICATIONS").into_iter().map(|entry| {
            let sides = [
                side(entry, "appliedOn", "imported"),
                side(entry, "savedOn", "imported"),
            ];
            sides.concat().concat()
        });
        assert_eq!(found.collect::<Vec<_>>(), days, "{zone:?}");
        for company in ["Cedar", "Elder"] {
            assert!(note(&plan, company).contains("yet to come"), "{zone:?}");
        }
        // The report keeps it, because the note of a row that was written is out of date.
        let to_come = findings(&plan).into_iter();
        assert!(to_come.filter(|text| text.contains("yet to come")).count() >= 2);
        for (day, is_refused) in [("2026-11-28", zone.is_some()), ("2026-11-29", true)] {
            let create = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { userErrors { message } } }";
            let input = json!({ "company": "Fir", "role": "Host", "stage": "APPLIED", "occurredOn": day, "dryRun": true });
            let answer = ada.client.gql(create, json!({ "input": input })).await;
            let errors = answer.data("createApplication.userErrors");
            assert_eq!(errors != &json!([]), is_refused, "{day} {zone:?}");
        }
    }
}

const HEADER: &str = "Company,Role,Status,Applied,Added,Notes\n";

/// The result and the message of the only row.
fn result(done: &Value) -> (&str, &str) {
    let entry = entries(done, "APPLICATIONS")[0];
    let text = |field: &str| entry[field].as_str().unwrap_or_default();
    (text("result"), text("message"))
}

#[tokio::test]
async fn a_day_that_the_history_has_no_place_for_is_left_out_and_the_rest_is_written() {
    for (first, second, why, steps) in [
        // An offer without a day begins the history.
        (
            "Alder,Baker,Offer,,,",
            "Alder,Baker,Offer declined,2026-01-04,,Too far",
            "no event in APPLIED",
            &["CREATED OFFER -", "CLOSED DECLINED -"][..],
        ),
        // It was prepared later than the day on which it was sent.
        (
            "Alder,Baker,Wishlist,,2026-02-03,",
            "Alder,Baker,Applied,2026-01-04,2026-02-03,Too far",
            "contradicts the days of other events",
            &["CREATED PREPARING 2026-02-03", "MOVED APPLIED -"],
        ),
    ] {
        let app = TestApp::start().await;
        let ada = app.sign_up("ada").await;
        let plan = plan_of(&ada, &format!("{HEADER}{first}\n")).await;
        let entry = &entries(&plan, "APPLICATIONS")[0]["id"];
        let choices = json!({ "choices": [{ "entryId": entry, "choice": "USE_IMPORT" }] });
        super::apply_with(&ada, &plan, choices).await;
        let newer = format!("{HEADER}{second}\n");
        let plan = plan_of(&ada, &newer).await;
        assert_eq!(shown(&plan), ["Alder CHANGE USE_IMPORT"], "{first}");
        assert!(
            note(&plan, "Alder").contains(why),
            "{}",
            note(&plan, "Alder")
        );
        let done = apply(&ada, &plan).await;
        let (outcome, message) = result(&done);
        assert_eq!(outcome, "CHANGED", "{message}");
        assert!(message.contains("left out"), "{message}");
        let alder = of_company(&ada, "Alder").await;
        assert_eq!(history(&alder), steps);
        assert!(alder["note"].as_str().unwrap().starts_with("Too far"));
        let again = plan_of(&ada, &newer).await;
        assert_eq!(shown(&again), ["Alder KEEP KEEP_MINE"]);
    }
}

#[tokio::test]
async fn a_day_alone_that_has_no_place_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, &format!("{HEADER}Alder,Baker,Offer,,,\n")).await;
    let before = of_company(&ada, "Alder").await;
    for _ in 0..2 {
        let plan = plan_of(&ada, &format!("{HEADER}Alder,Baker,Offer,2026-01-04,,\n")).await;
        assert_eq!(shown(&plan), ["Alder KEEP KEEP_MINE"]);
        assert!(note(&plan, "Alder").contains("2026-01-04"));
        assert_eq!(result(&apply(&ada, &plan).await).0, "KEPT");
        assert_eq!(of_company(&ada, "Alder").await, before);
    }
}

#[tokio::test]
async fn a_day_that_is_added_keeps_the_words_of_the_first_event() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, &format!("{HEADER}Alder,Baker,Applied!,,,\n")).await;
    let day = format!("{HEADER}Alder,Baker,Applied!,2026-01-04,,\n");
    import(&ada, &day).await;
    let alder = of_company(&ada, "Alder").await;
    assert_eq!(alder["appliedOn"], "2026-01-04");
    let events = alder["events"].as_array().unwrap();
    let reasons: Vec<&Value> = events.iter().map(|event| &event["reason"]).collect();
    assert_eq!(reasons, ["Applied!", "Applied!"]);
}

#[tokio::test]
async fn what_was_saved_with_a_day_and_is_sent_later_has_the_day() {
    for (first, second, steps) in [
        (
            "Preparing,2026-01-04",
            "Applied,2026-01-04",
            &["CREATED PREPARING -", "MOVED APPLIED 2026-01-04"][..],
        ),
        (
            "Preparing,2026-01-04",
            "Applied,2026-01-06",
            &["CREATED PREPARING -", "MOVED APPLIED 2026-01-06"],
        ),
        (
            "Preparing,",
            "Interview,2026-01-04",
            &[
                "CREATED PREPARING -",
                "MOVED APPLIED 2026-01-04",
                "MOVED INTERVIEWING -",
            ],
        ),
        (
            "Preparing,",
            "Withdrawn,2026-01-04",
            &[
                "CREATED PREPARING -",
                "MOVED APPLIED 2026-01-04",
                "CLOSED WITHDRAWN -",
            ],
        ),
    ] {
        let app = TestApp::start().await;
        let ada = app.sign_up("ada").await;
        import(&ada, &format!("{HEADER}Alder,Baker,{first},,x\n")).await;
        let newer = format!("{HEADER}Alder,Baker,{second},,x\n");
        let plan = plan_of(&ada, &newer).await;
        assert_eq!(shown(&plan), ["Alder CHANGE USE_IMPORT"], "{second}");
        apply(&ada, &plan).await;
        let alder = of_company(&ada, "Alder").await;
        assert_eq!(history(&alder), steps, "{second}");
        let again = plan_of(&ada, &newer).await;
        assert_eq!(shown(&again), ["Alder KEEP KEEP_MINE"], "{second}");
    }
}

#[tokio::test]
async fn findings_about_days_to_come_are_in_the_order_of_the_file() {
    let clock = Clock::held_at("2026-11-27T05:00:00Z".parse().unwrap());
    let app = Setup::new().clock(clock).start().await;
    let ada = app.sign_up("ada").await;
    let list = "Company,Role,Status,Applied\nAlder,Baker,Applied,2026-12-24\nBirch,Cook,Applied,2026-02-30\n";
    let plan = plan_of(&ada, list).await;
    let found = findings(&plan);
    let place = |part: &str| found.iter().position(|text| text.contains(part));
    assert!(place("yet to come").is_some(), "{found:?}");
    assert!(place("yet to come") < place("2026-02-30"), "{found:?}");
}
