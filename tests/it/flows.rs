//! The main use case from end to end, with two devices: HTTP on one, a WebSocket on the other.

use serde_json::{Value, json};

use crate::kit::{PASSWORD, REFUSAL, Socket, TestApp, TestUser, eventually};

const SEARCH: &str = "query($query: String, $filter: PostingFilter, $first: Int, $after: String) {
    jobs(query: $query, filter: $filter, first: $first, after: $after) { totalCount nodes { id title company { name } remoteMode
        highlights { title { text matched } description { text matched } } } pageInfo { hasNextPage endCursor } } }";
const FOLLOW: &str = "subscription($after: String) { notificationReceived(after: $after) { cursor
    notification { kind title application { id stage } } } }";
const INBOX: &str = "query($first: Int, $after: String) { viewer { unreadNotificationCount notifications(first: $first, after: $after) {
    edges { cursor } nodes { id title readAt } pageInfo { hasNextPage endCursor } } } }";

#[tokio::test]
async fn somebody_finds_a_job_applies_follows_and_looks_back() {
    let app = TestApp::start().await;
    let ada = sign_up_and_in(&app).await;
    fill_profile(&ada).await;
    let posting = find_posting(&app, &ada).await;

    let card = ada
        .done(
            "create",
            json!({ "postingId": posting, "stage": "APPLIED", "source": "the board" }),
        )
        .await;
    assert_eq!(
        (&card["companyName"], &card["stage"]),
        (&json!("Fernhill"), &json!("APPLIED"))
    );
    let (card, last) = hear_live(&app, &ada, card).await;
    let card = catch_up(&app, &ada, card, &last).await;
    read_inbox(&ada).await;

    let card = ada
        .step(
            "close",
            &card,
            &json!({ "outcome": "REJECTED", "reason": "Somebody else got it." }),
        )
        .await;
    assert_eq!(
        (&card["stage"], &card["outcome"]),
        (&json!("CLOSED"), &json!("REJECTED"))
    );
    look_back(&ada).await;
}

async fn sign_up_and_in(app: &TestApp) -> TestUser {
    let ada = app.sign_up("ada").await.sign_in_again(app).await;
    let viewer = ada
        .client
        .gql(
            "{ viewer { user { email name role } unreadNotificationCount } }",
            json!({}),
        )
        .await;
    assert_eq!(
        viewer.data("viewer"),
        &json!({ "user": { "email": ada.email, "name": "ada", "role": "USER" }, "unreadNotificationCount": 0 })
    );
    let wrong = json!({ "input": { "email": ada.email, "password": format!("not {PASSWORD}") } });
    let query =
        "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }";
    assert_eq!(
        app.anonymous().gql(query, wrong).await.code(),
        "UNAUTHENTICATED"
    );
    ada
}

async fn fill_profile(ada: &TestUser) {
    let write = |mutation: &'static str, capital: &'static str, input: Value| async move {
        let query = format!(
            "mutation($input: {capital}Input!) {{ done: {mutation}(input: $input) {{ profile {{ version }} {REFUSAL} }} }}"
        );
        let answer = ada.client.gql(&query, json!({ "input": input })).await;
        assert_eq!(answer.data("done.userErrors"), &json!([]));
    };
    write(
        "updateProfile",
        "UpdateProfile",
        json!({ "expectedVersion": 0, "headline": "Platform engineer", "targets": { "countries": ["DE"] } }),
    )
    .await;
    let jobs = json!([{ "company": "Tintype", "title": "Engineer", "startedOn": "2020" }]);
    write(
        "setEmployments",
        "SetEmployments",
        json!({ "expectedVersion": 1, "employments": jobs }),
    )
    .await;
    write(
        "setSkills",
        "SetSkills",
        json!({ "expectedVersion": 2, "skills": [{ "name": "Rust", "level": "EXPERT" }] }),
    )
    .await;
    let read = ada
        .client
        .gql(
            "{ viewer { profile { headline version employments { company } skills { name } } } }",
            json!({}),
        )
        .await;
    let expected = json!({ "headline": "Platform engineer", "version": 3, "employments": [{ "company": "Tintype" }], "skills": [{ "name": "Rust" }] });
    assert_eq!(read.data("viewer.profile"), &expected);
}

/// Imports three boards, reads all pages, and searches; returns the posting to apply to.
async fn find_posting(app: &TestApp, ada: &TestUser) -> String {
    for board in ["greenhouse_jobs", "lever_postings", "ashby_board"] {
        app.import_board(board).await;
    }
    let (mut titles, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = ada
            .client
            .gql(SEARCH, json!({ "first": 1, "after": after }))
            .await;
        assert_eq!(page.data("jobs.totalCount"), &json!(3));
        titles.push(page.text_at("jobs.nodes.0.title"));
        after = page.data("jobs.pageInfo.endCursor").clone();
        if page.data("jobs.pageInfo.hasNextPage") == &json!(false) {
            break;
        }
    }
    titles.sort();
    assert_eq!(
        titles,
        ["Data Engineer", "Platform Engineer", "Product Designer"]
    );

    let found = ada
        .client
        .gql(SEARCH, json!({ "query": "engineer -data" }))
        .await;
    assert_eq!(
        (
            found.data("jobs.totalCount"),
            found.text_at("jobs.nodes.0.title")
        ),
        (&json!(1), "Platform Engineer".into())
    );
    let marked: Vec<&Value> = found
        .data("jobs.nodes.0.highlights.title")
        .as_array()
        .unwrap()
        .iter()
        .filter(|span| span["matched"] == true)
        .collect();
    assert_eq!(marked, [&json!({ "text": "Engineer", "matched": true })]);
    let mode = found.text_at("jobs.nodes.0.remoteMode");
    let narrowed = ada
        .client
        .gql(
            SEARCH,
            json!({ "query": "engineer -data", "filter": { "remoteModes": [mode] } }),
        )
        .await;
    assert_eq!(narrowed.data("jobs.totalCount"), &json!(1));
    let modes: Vec<&str> = ["ONSITE", "HYBRID", "REMOTE", "UNKNOWN"]
        .into_iter()
        .filter(|other| *other != mode)
        .collect();
    let elsewhere = ada
        .client
        .gql(
            SEARCH,
            json!({ "query": "engineer -data", "filter": { "remoteModes": modes } }),
        )
        .await;
    assert_eq!(elsewhere.data("jobs.totalCount"), &json!(0));
    found.text_at("jobs.nodes.0.id")
}

/// The other device receives two moves as they happen; returns the cursor of the last.
async fn hear_live(app: &TestApp, ada: &TestUser, card: Value) -> (Value, Value) {
    // The first move is in the inbox before the device connects, so that its delivery shows that the subscription is running.
    let card = ada.step("move", &card, &json!({ "to": "SCREENING" })).await;
    let before = careergraph::types::cursor::Cursor {
        key: 0,
        id: uuid::Uuid::nil(),
    };
    let before = before.encode(careergraph::types::cursor::List::Notifications);
    let mut phone = Socket::connect(app, Some(&ada.access_token)).await;
    phone
        .subscribe("inbox", FOLLOW, json!({ "after": before }))
        .await;
    assert_eq!(next(&mut phone).await.1, "Fernhill: screening");
    let card = ada
        .step("move", &card, &json!({ "to": "ASSESSMENT" }))
        .await;
    let (cursor, title, id) = next(&mut phone).await;
    assert_eq!(
        (title, &id),
        ("Fernhill: assessment".to_owned(), &card["id"])
    );
    (card, cursor)
}

/// The device was offline for two moves: it receives exactly these, in order, and then live ones.
async fn catch_up(app: &TestApp, ada: &TestUser, card: Value, last: &Value) -> Value {
    let card = ada
        .step("move", &card, &json!({ "to": "INTERVIEWING" }))
        .await;
    let card = ada
        .step("move", &card, &json!({ "to": "INTERVIEWING" }))
        .await;
    let mut phone = Socket::connect(app, Some(&ada.access_token)).await;
    phone
        .subscribe("inbox", FOLLOW, json!({ "after": last }))
        .await;
    assert_eq!(next(&mut phone).await.1, "Fernhill: interviewing");
    assert_eq!(
        next(&mut phone).await.1,
        "Fernhill: another round of interviewing"
    );
    let card = ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    assert_eq!(next(&mut phone).await.1, "Fernhill: offer");
    card
}

/// Five notifications: reads them in pages, and marks them read.
async fn read_inbox(ada: &TestUser) {
    let first = ada.client.gql(INBOX, json!({ "first": 3 })).await;
    assert_eq!(first.data("viewer.unreadNotificationCount"), &json!(5));
    assert_eq!(
        titles(&first),
        [
            "Fernhill: offer",
            "Fernhill: another round of interviewing",
            "Fernhill: interviewing"
        ]
    );
    let second = ada
        .client
        .gql(
            INBOX,
            json!({ "first": 3, "after": first.data("viewer.notifications.pageInfo.endCursor") }),
        )
        .await;
    assert_eq!(
        titles(&second),
        ["Fernhill: assessment", "Fernhill: screening"]
    );
    assert_eq!(
        second.data("viewer.notifications.pageInfo.hasNextPage"),
        &json!(false)
    );

    let query = "mutation($input: MarkReadInput!) { markRead(input: $input) { marked unreadNotificationCount userErrors { message } } }";
    let one = json!({ "input": { "ids": [first.data("viewer.notifications.nodes.0.id")] } });
    let marked = ada.client.gql(query, one).await;
    assert_eq!(
        (
            marked.data("markRead.marked"),
            marked.data("markRead.unreadNotificationCount")
        ),
        (&json!(1), &json!(4))
    );
    let rest = json!({ "input": { "allUpTo": first.data("viewer.notifications.edges.0.cursor") } });
    let marked = ada.client.gql(query, rest).await;
    assert_eq!(
        (
            marked.data("markRead.marked"),
            marked.data("markRead.unreadNotificationCount")
        ),
        (&json!(4), &json!(0))
    );
}

async fn look_back(ada: &TestUser) {
    let unread = async || {
        (ada.client
            .gql(INBOX, json!({}))
            .await
            .data("viewer.unreadNotificationCount")
            == &json!(1))
            .then_some(())
    };
    eventually("the last move is notified", unread).await;
    let query =
        "{ viewer { analytics { funnel { total accepted steps { stage reached share } } } } }";
    let funnel = ada.client.gql(query, json!({})).await;
    let step = |stage: &str, reached: i32| json!({ "stage": stage, "reached": reached, "share": f64::from(reached) });
    let steps = [
        "APPLIED",
        "SCREENING",
        "ASSESSMENT",
        "INTERVIEWING",
        "OFFER",
    ]
    .map(|stage| step(stage, 1));
    assert_eq!(
        funnel.data("viewer.analytics.funnel"),
        &json!({ "total": 1, "accepted": 0, "steps": steps })
    );
}

/// The next notification: its cursor, its title and the application it is about.
async fn next(socket: &mut Socket) -> (Value, String, Value) {
    let data = socket.next_data("inbox").await;
    let received = &data["notificationReceived"];
    let notification = &received["notification"];
    (
        received["cursor"].clone(),
        notification["title"].as_str().unwrap().to_owned(),
        notification["application"]["id"].clone(),
    )
}

fn titles(answer: &crate::kit::Answer) -> Vec<&str> {
    answer
        .data("viewer.notifications.nodes")
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["title"].as_str().unwrap())
        .collect()
}
