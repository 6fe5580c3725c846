//! The server is killed with SIGKILL while imports are applied: what has a result is applied once, and the rest is applied after the restart.

use std::time::Duration;

use serde_json::{Value, json};

use super::archive::zip;
use crate::kit::{Client, Home, PASSWORD, Place, eventually};

const SECTIONS: [(&str, &str); 3] = [
    ("Skills.csv", "Name"),
    ("Languages.csv", "Name"),
    ("Honors.csv", "Title"),
];

fn archive() -> Vec<u8> {
    let rows = |header: &str| -> String {
        let rows = (0..90).map(|number| format!("Item {number}\n"));
        std::iter::once(format!("{header}\n")).chain(rows).collect()
    };
    let mut files: Vec<(&str, String)> = SECTIONS
        .iter()
        .map(|(name, header)| (*name, rows(header)))
        .collect();
    let jobs: Vec<String> = (0..90)
        .map(|number| {
            format!("Company {number},Hand,\"• One {number}\n• Two {number}\",Jan 2020\n")
        })
        .collect();
    let jobs = jobs.concat();
    files.push((
        "Positions.csv",
        format!("Company Name,Title,Description,Started On\n{jobs}"),
    ));
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    zip(&files)
}

#[tokio::test]
async fn an_import_survives_kills_and_writes_nothing_twice() {
    let (place, home) = (Place::new(), Home::empty().await);
    let redis = std::env::var("CAREERGRAPH_TEST_REDIS_URL").unwrap_or_default();
    let prefix = home
        .folder
        .path()
        .file_name()
        .and_then(|name| name.to_str());
    let variables = [
        ("DATABASE_URL", home.url.as_str()),
        ("REDIS_URL", redis.as_str()),
        ("CAREERGRAPH__REDIS__PREFIX", prefix.expect("a name")),
        ("CAREERGRAPH__QUEUE__LEASE_SECS", "1"),
        ("CAREERGRAPH__QUEUE__POLL_MS", "50"),
        ("CAREERGRAPH__LIMITS__SIGN_IN_PER_MINUTE", "1000000"),
    ];
    let mut server = place.start(&["serve"], &variables);
    let mut url = server.said("listens on http://").trim().to_owned();
    let mut client = sign_up(&base(&url)).await;
    let query = "mutation($input: ImportProfileInput!) { importProfile(input: $input) { plan { id version total } userErrors { message } } }";
    let file = ("variables.input.file", "a.zip", &archive()[..]);
    let answer = client
        .send_files(query, &json!({ "input": { "file": null } }), &[file])
        .await;
    let plan = answer.data("importProfile.plan").clone();
    let apply = "mutation($input: ApplyImportInput!) { applyImport(input: $input) { plan { state } userErrors { message } } }";
    let input = json!({ "input": { "id": plan["id"], "expectedVersion": plan["version"] } });
    assert_eq!(
        client
            .gql(apply, input)
            .await
            .data("applyImport.plan.state"),
        "APPLYING"
    );
    for pause in [0, 5, 15, 30] {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        drop(server);
        server = place.start(&["serve"], &variables);
        url = server.said("listens on http://").trim().to_owned();
        client = client.at(&base(&url));
    }
    let read = "query($id: ID!) { viewer { importPlan(id: $id) { state done total counts { added refused outdated } }
        profile { skills { name } languages { name } awards { title } employments { company evidence { text } } } } }";
    let answer = eventually("the import is applied", || async {
        let answer = client.gql(read, json!({ "id": plan["id"] })).await;
        (answer.data("viewer.importPlan.state") == "APPLIED").then_some(answer)
    })
    .await;
    assert_eq!(
        answer.data("viewer.importPlan.done"),
        answer.data("viewer.importPlan.total")
    );
    for counts in answer.data("viewer.importPlan.counts").as_array().unwrap() {
        assert_eq!(counts, &json!({ "added": 90, "refused": 0, "outdated": 0 }));
    }
    let profile = answer.data("viewer.profile");
    for section in ["skills", "languages", "awards", "employments"] {
        assert_eq!(profile[section].as_array().unwrap().len(), 90, "{section}");
    }
    let facts = |job: &Value| job["evidence"].as_array().unwrap().len() == 2;
    assert!(profile["employments"].as_array().unwrap().iter().all(facts));
}

fn base(said: &str) -> String {
    let address = said.split_whitespace().next().unwrap();
    format!("http://{}", address.trim_end_matches(['/', '.', ',']))
}

async fn sign_up(base_url: &str) -> Client {
    let client = Client::new(base_url);
    let query = "mutation($input: SignUpInput!) { signUp(input: $input) { session { accessToken } userErrors { message } } }";
    let input =
        json!({ "input": { "email": "ada@example.org", "password": PASSWORD, "name": "Ada" } });
    let token = client
        .gql(query, input)
        .await
        .text_at("signUp.session.accessToken");
    client.with_token(&token)
}
