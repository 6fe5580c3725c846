//! The demo data: inserted once, and findable.

use careergraph::demo;
use serde_json::json;

use crate::kit::{Client, Setup};

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
    let people = "{ viewer { connections { nodes { name companyId tags } } } jobs(filter: { hasConnection: true }) { totalCount } }";
    let people = seeker.gql(people, json!({})).await;
    let nodes = people.data("viewer.connections.nodes").as_array().unwrap();
    let at_companies = nodes.iter().filter(|it| it["companyId"].is_string());
    assert_eq!((nodes.len(), at_companies.count()), (4, 3));
    assert!(people.data("jobs.totalCount").as_u64().unwrap() > 0);
    has_files(&seeker).await;
    let own = seeker.gql(query, json!({})).await;
    assert_eq!(
        own.data("viewer.applications.totalCount"),
        filled.applications
    );
    assert!(own.data("viewer.unreadNotificationCount").as_u64().unwrap() > 0);
}

/// A document, facts that are confirmed and facts that are not, items of an import that was applied, and the plan of another one.
async fn has_files(seeker: &Client) {
    let query = "{ viewer { documents { nodes { title kind mediaType } }
        imports { nodes { state source counts { section add change keep conflict added } } }
        profile { skills { name source } certifications { name source } volunteerings { organization source evidence { origin confirmedAt } } } } }";
    let answer = seeker.gql(query, json!({})).await;
    let viewer = answer.data("viewer");
    assert_eq!(
        viewer["documents"]["nodes"],
        json!([{ "title": "Résumé Robin Example", "kind": "RESUME", "mediaType": "text/markdown; charset=utf-8" }])
    );
    let imports = &viewer["imports"]["nodes"];
    let states = [&imports[0]["state"], &imports[1]["state"]];
    assert_eq!(states, ["PLANNED", "APPLIED"]);
    let of = |action: &str| -> i64 {
        let counts = imports[0]["counts"].as_array().unwrap();
        counts
            .iter()
            .filter_map(|count| count[action].as_i64())
            .sum()
    };
    // A link, a job, a skill and three people; an end; two skills; headline, place and a title.
    assert_eq!(
        ["add", "change", "keep", "conflict"].map(of),
        [6, 1, 2, 3],
        "{imports}"
    );
    let profile = &viewer["profile"];
    assert_eq!(profile["certifications"][1]["source"], "EXPORT_ZIP");
    let skills = profile["skills"].as_array().unwrap();
    assert_eq!(skills.len(), 13);
    assert_eq!(
        skills[12],
        json!({ "name": "Incident response", "source": "EXPORT_ZIP" })
    );
    let facts = &profile["volunteerings"][0]["evidence"];
    assert_eq!(facts[0]["origin"], "IMPORT_LINKEDIN");
    assert!(facts[0]["confirmedAt"].is_string() && facts[1]["confirmedAt"].is_null());
}

const GUIDE: &str = include_str!("../../../docs/SEARCH.md");

/// The rows of the guide's table of answers: typed, matches, first titles, reasons.
fn answers() -> Vec<[&'static str; 4]> {
    let (_, table) = GUIDE
        .split_once("Answers of a run on the demo data")
        .expect("a table of answers");
    let lines = table.lines().skip_while(|line| !line.starts_with('|'));
    let rows = lines.take_while(|line| line.starts_with('|')).skip(2);
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        cells
            .try_into()
            .unwrap_or_else(|_| panic!("four cells: {line}"))
    };
    rows.map(row).collect()
}

/// The words of the guide that are not code.
fn without_code(text: &str) -> String {
    text.split('`').step_by(2).collect()
}

/// What the guide says in code.
fn code(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[tokio::test]
async fn the_guide_to_the_search_shows_what_the_search_answers() {
    let app = Setup::new().workers(0).start().await;
    demo::fill(&app).await.unwrap();
    let client = app.anonymous();
    let answers = answers();
    assert!(answers.len() >= 15, "{answers:?}");
    let query = "query($query: String) { jobs(query: $query, first: 5) { totalCount corrections { typed words } nodes { title why { field matchedAs } } } }";
    for [typed, matches, titles, reasons] in answers {
        let typed = code(typed)[0];
        let answer = client.gql(query, json!({ "query": typed })).await;
        let page = answer.data("jobs");
        assert_eq!(page["totalCount"].to_string(), matches, "{typed}");
        for (place, title) in titles.split("; ").enumerate() {
            assert_eq!(page["nodes"][place]["title"], title, "{typed}");
        }
        let (reasons, corrections) = reasons.split_once("`corrections`").unwrap_or((reasons, ""));
        let words = without_code(reasons);
        let words: Vec<&str> = words
            .split(|c: char| !c.is_ascii_uppercase())
            .filter(|word| word.len() > 2)
            .collect();
        let why = page["nodes"][0]["why"].as_array().unwrap();
        for reason in words.chunks(2) {
            let reason = json!({ "field": reason[0], "matchedAs": reason[1] });
            assert!(why.contains(&reason), "{typed}: {reason} in {why:?}");
        }
        let corrected: Vec<&str> = code(corrections);
        let expected = match corrected.split_first() {
            Some((typed, words)) => json!([{ "typed": typed, "words": words }]),
            None => json!([]),
        };
        assert_eq!(page["corrections"], expected, "{typed}");
    }
}

#[tokio::test]
async fn the_guide_to_the_search_shows_what_is_refused() {
    let app = Setup::new().workers(0).start().await;
    let client = app.anonymous();
    let refused: Vec<(&str, &str)> = GUIDE
        .lines()
        .filter(|line| line.starts_with("filter: {"))
        .map(|line| line.split_once("  ").expect("a message"))
        .collect();
    assert!(refused.len() >= 3, "{refused:?}");
    for (filter, message) in refused {
        let query = format!("{{ jobs({filter}) {{ totalCount }} }}");
        let answer = client.gql(&query, json!({})).await;
        assert_eq!(answer.errors()[0]["message"], message.trim(), "{filter}");
    }
}
