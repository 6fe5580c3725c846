//! Logs at the most verbose level, and traces: neither contains what users entered.

use std::sync::{Arc, Mutex};

use careergraph::platform::clock::Clock;
use poem::{EndpointExt, Route, Server, handler, listener::TcpAcceptor, post, web::Data};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::{
    imports::Archive,
    kit::{Client, Place, eventually},
    mcp::{Assistant, STATELESS},
};

type Received = Arc<Mutex<Vec<u8>>>;

/// Words that occur only in the requests of this test.
const CANARIES: [&str; 13] = [
    "canary-mail",
    "canary-password-1234",
    "canary-name",
    "canary-note",
    "canary-search",
    "canary-person",
    "canary-people-search",
    "canary-file",
    "canary-employer",
    "canary-acquaintance",
    "canary-role",
    "canary-broken",
    "canary-tool",
];

#[handler]
#[expect(clippy::needless_pass_by_value, reason = "as poem hands it over")]
fn collect(received: Data<&Received>, body: Vec<u8>) {
    received.lock().expect("free").extend(body);
}

/// A collector for OTLP over HTTP.
async fn collector() -> (String, Received) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let received = Received::default();
    let routes = Route::new()
        .at("/v1/traces", post(collect))
        .data(Arc::clone(&received));
    let server = Server::new_with_acceptor(TcpAcceptor::from_tokio(listener).expect("an acceptor"));
    #[expect(
        clippy::disallowed_methods,
        reason = "the collector does not belong to the app"
    )]
    tokio::spawn(async move { server.run(routes).await });
    (url, received)
}

/// Turns TOTP on and signs in with a recovery code; returns the secrets.
async fn second_factor(user: &Client, anybody: &Client) -> Vec<String> {
    let secret = user
        .gql("mutation { beginTotp(input: {}) { secret } }", json!({}))
        .await
        .text_at("beginTotp.secret");
    let codes = totp_rs::Builder::new()
        .with_secret(totp_rs::Secret::try_from_base32(&secret).unwrap())
        .build()
        .unwrap();
    let code = codes.generate(Clock::default().now().timestamp().try_into().unwrap());
    let confirm =
        format!("mutation {{ confirmTotp(input: {{ code: \"{code}\" }}) {{ recoveryCodes }} }}");
    let recovery = user
        .gql(&confirm, json!({}))
        .await
        .text_at("confirmTotp.recoveryCodes.0");
    let sign_in = "mutation { signIn(input: { email: \"canary-mail@example.org\", password: \"canary-password-1234\" }) { challenge { token } } }";
    let token = anybody
        .gql(sign_in, json!({}))
        .await
        .text_at("signIn.challenge.token");
    let complete = format!(
        "mutation {{ completeSignIn(input: {{ challengeToken: \"{token}\", recoveryCode: \"{recovery}\" }}) {{ session {{ refreshToken }} }} }}"
    );
    let refresh = anybody
        .gql(&complete, json!({}))
        .await
        .text_at("completeSignIn.session.refreshToken");
    vec![secret, recovery, token, refresh]
}

/// Brings in an archive with other people, a list of applications, and a file that nothing is read from.
async fn import_files(user: &Client) {
    let archive = Archive::new()
        .edited("Positions.csv", "Kestrel & Loam", "canary-employer")
        .with(
            "Connections.csv",
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
             canary-acquaintance,Oduya,,canary-acquaintance@example.net,canary-employer,canary-role,01 Feb 2020\n\
             canary-acquaintance,\"never closed\n",
        );
    let profile = "mutation Bring($input: ImportProfileInput!) { importProfile(input: $input) { plan { id version } userErrors { message } } }";
    let list = "mutation List($input: ImportApplicationsInput!) { importApplications(input: $input) { plan { id version } userErrors { message } } }";
    let rows = b"Company,Role,Status,Applied\ncanary-employer,canary-role,Applied,2026-01-05\n";
    for (mutation, field, name, bytes) in [
        (profile, "importProfile", "canary-file.zip", archive.bytes()),
        (list, "importApplications", "canary-file.csv", rows.to_vec()),
    ] {
        let input = json!({ "input": { "file": null } });
        let file = ("variables.input.file", name, &bytes[..]);
        let answer = user.send_files(mutation, &input, &[file]).await;
        apply(user, answer.data(&format!("{field}.plan"))).await;
    }
    let broken = b"{\"basics\": {\"name\": \"canary-broken\"".as_slice();
    let file = ("variables.input.file", "canary-file.json", broken);
    user.send_files(profile, &json!({ "input": { "file": null } }), &[file])
        .await;
}

/// Calls tools of the Model Context Protocol: one that is there, one that refuses its arguments, and one that is not there.
async fn call_tools(user: &Client) {
    let assistant = Assistant {
        client: user.clone(),
        version: STATELESS,
    };
    for (name, argument, expected) in [
        ("create_application", "note", "structuredContent"),
        ("create_application", "canary-tool", "BAD_USER_INPUT"),
        ("canary-tool", "note", "-32602"),
    ] {
        let arguments = json!({ "company": "F", "role": "R", argument: "canary-tool" });
        let call = json!({ "name": name, "arguments": arguments });
        let answer = assistant.request("tools/call", call).await;
        assert!(answer.text.contains(expected), "{}", answer.text);
    }
}

/// Applies a plan, and waits until it is applied.
async fn apply(user: &Client, plan: &Value) {
    let apply = "mutation($input: ApplyImportInput!) { applyImport(input: $input) { userErrors { message } } }";
    let input = json!({ "input": { "id": plan["id"], "expectedVersion": plan["version"] } });
    let answer = user.gql(apply, input).await;
    assert_eq!(answer.data("applyImport.userErrors"), &json!([]));
    let read = "query($id: ID!) { viewer { importPlan(id: $id) { state } } }";
    eventually("the import is applied", || async {
        let answer = user.gql(read, json!({ "id": plan["id"] })).await;
        (answer.data("viewer.importPlan.state") == "APPLIED").then_some(())
    })
    .await;
}

#[tokio::test]
async fn neither_logs_nor_traces_hold_what_people_typed() {
    let (endpoint, received) = collector().await;
    let place = Place::new();
    let variables = [
        ("RUST_LOG", "debug,rmcp=trace"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.as_str()),
        ("OTEL_SERVICE_NAME", "privacy-test"),
    ];
    let mut running = place.start(&[], &variables);
    let client = Client::new(running.said("listens on ").trim());
    let sign_up = "mutation Enter { signUp(input: {email: \"canary-mail@example.org\", password: \"canary-password-1234\", name: \"canary-name\"}) \
                   { session { accessToken refreshToken } userErrors { message } } }";
    let answer = client.gql(sign_up, json!({})).await;
    let (access, refresh) = (
        answer.text_at("signUp.session.accessToken"),
        answer.text_at("signUp.session.refreshToken"),
    );
    let user = client.with_token(&access);
    let create = "mutation($note: String!) { createApplication(input: {company: \"F\", role: \"R\", note: $note}) { application { id } } }";
    user.gql(create, json!({ "note": "canary-note" }))
        .await
        .text_at("createApplication.application.id");
    user.gql(
        "query Look($query: String!) { jobs(query: $query) { totalCount } }",
        json!({ "query": "canary-search" }),
    )
    .await
    .data("jobs");
    let add = "mutation($input: AddPersonInput!) { addPerson(input: $input) { person { id } } }";
    let person = json!({ "firstName": "canary-person", "email": "canary-person@example.net", "profileUrl": "https://canary-person.example/",
        "notes": "canary-note" });
    user.gql(add, json!({ "input": person }))
        .await
        .text_at("addPerson.person.id");
    user.gql(
        "query Look($query: String!) { viewer { connections(query: $query) { totalCount } } }",
        json!({ "query": "canary-people-search" }),
    )
    .await
    .data("viewer.connections.totalCount");
    let page = user
        .gql(
            "{ viewer { connections { pageInfo { endCursor } } } }",
            json!({}),
        )
        .await
        .text_at("viewer.connections.pageInfo.endCursor");
    user.gql(
        "query($after: String) { viewer { connections(after: $after) { totalCount } } }",
        json!({ "after": page }),
    )
    .await
    .data("viewer.connections.totalCount");
    import_files(&user).await;
    call_tools(&user).await;
    let secrets = second_factor(&user, &client).await;
    user.gql("{ broken(note: \"canary-note\") }", json!({}))
        .await
        .errors();
    client
        .with_token(&format!("{access}x"))
        .gql("{ viewer { user { id } } }", json!({}))
        .await
        .errors();
    running.signal("TERM");
    assert_eq!(running.ended().await, Some(0));

    let traces = eventually("traces arrive", || async {
        Some(received.lock().expect("free").clone()).filter(|bytes| !bytes.is_empty())
    })
    .await;
    let (traces, log) = (String::from_utf8_lossy(&traces).into_owned(), place.log());
    assert!(
        traces.contains("privacy-test") && traces.contains("graphql") && traces.contains("Look"),
        "the spans are there"
    );
    assert!(log.contains("DEBUG"), "the log is at its most talkative");
    let secrets = secrets
        .iter()
        .map(String::as_str)
        .chain([access.as_str(), refresh.as_str()]);
    for word in CANARIES.into_iter().chain(secrets) {
        assert!(!traces.contains(word), "{word} is in the traces");
        assert!(
            !log.contains(word),
            "{word} is in the log: {}",
            log.lines()
                .find(|line| line.contains(word))
                .unwrap_or_default()
        );
    }
}
