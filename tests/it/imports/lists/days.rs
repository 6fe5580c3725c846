//! Days of a list that are yet to come.

use careergraph::platform::clock::Clock;
use serde_json::json;

use super::{entries, note, plan_of, side};
use crate::kit::Setup;

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
        for (day, is_refused) in [("2026-11-28", zone.is_some()), ("2026-11-29", true)] {
            let create = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { userErrors { message } } }";
            let input = json!({ "company": "Fir", "role": "Host", "stage": "APPLIED", "occurredOn": day, "dryRun": true });
            let answer = ada.client.gql(create, json!({ "input": input })).await;
            let errors = answer.data("createApplication.userErrors");
            assert_eq!(errors != &json!([]), is_refused, "{day} {zone:?}");
        }
    }
}
