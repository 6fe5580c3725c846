//! Accepted host names: no response for a page of another site whose name resolves to this server (DNS rebinding).

use careergraph::config::Pages;
use reqwest::{Client, ClientBuilder, Method};

use super::{TYPENAME, assert_refused};
use crate::kit::{Answer, Socket, TestApp};

const OWN: &str = "careers.example.org";
const LISTED: &str = "careergraph.internal";

async fn app() -> TestApp {
    TestApp::with(|config| {
        config.http.public_url = format!("https://{OWN}/careers");
        config.http.hosts = vec![LISTED.into()];
        config.http.graphiql = Pages::On;
    })
    .await
}

#[tokio::test]
async fn a_name_that_is_not_ours_is_told_so_on_every_way() {
    let app = app().await;
    let client = app.anonymous();
    let port = app.base_url.rsplit(':').next().unwrap();
    for (host, ours) in [
        ("127.0.0.1", true),
        ("[::1]", true),
        ("192.0.2.7", true),
        ("localhost", true),
        (OWN, true),
        (LISTED, true),
        ("evil.example", false),
        ("127.0.0.1.evil.example", false),
        ("www.careers.example.org", false),
    ] {
        for host in [host.to_owned(), format!("{host}:{port}")] {
            for path in [
                "/",
                "/schema.graphql",
                "/graphql?query=%7B__typename%7D",
                "/.well-known/jwks.json",
            ] {
                let answer = client
                    .send(client.request(Method::GET, path, &[("host", &host)]))
                    .await;
                assert_told(&answer, ours, &host);
            }
            let posted = client
                .post(
                    TYPENAME,
                    &[("content-type", "application/json"), ("host", &host)],
                )
                .await;
            assert_told(&posted, ours, &host);
            // The request of a page after DNS rebinding: the same name in both headers.
            let origin = format!("http://{host}");
            let headers = [
                ("sec-websocket-protocol", "graphql-transport-ws"),
                ("host", host.as_str()),
                ("origin", origin.as_str()),
            ];
            let socket = Socket::upgrade(&app, &headers).await;
            assert_eq!(socket.err(), if ours { None } else { Some(421) }, "{host}");
            // Probes may use any host name.
            for path in ["/livez", "/readyz"] {
                assert_eq!(
                    client
                        .send(client.request(Method::GET, path, &[("host", &host)]))
                        .await
                        .status,
                    200,
                    "{path} of {host}"
                );
            }
        }
    }
}

fn assert_told(answer: &Answer, ours: bool, host: &str) {
    if ours {
        assert_eq!(answer.status, 200, "{host}: {}", answer.text);
    } else {
        assert_refused(answer, 421, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn a_name_that_leads_here_is_refused_over_http_1_and_2() {
    let app = app().await;
    let address = app.base_url.trim_start_matches("http://").parse().unwrap();
    let ways: [fn(ClientBuilder) -> ClientBuilder; 2] = [
        ClientBuilder::http1_only,
        ClientBuilder::http2_prior_knowledge,
    ];
    for (name, expected) in [("evil.example", 421), (OWN, 200)] {
        for way in ways {
            let client: Client = way(Client::builder().no_proxy().resolve(name, address))
                .build()
                .unwrap();
            let answer = client
                .get(format!("http://{name}/schema.graphql"))
                .send()
                .await
                .unwrap();
            assert_eq!(
                answer.status().as_u16(),
                expected,
                "{name} {:?}",
                answer.version()
            );
        }
    }
}

#[tokio::test]
async fn any_name_does_where_the_operator_says_so() {
    let app = TestApp::with(|config| config.http.hosts = vec!["*".into()]).await;
    let client = app.anonymous();
    assert_eq!(
        client
            .send(client.request(
                Method::GET,
                "/schema.graphql",
                &[("host", "whatever.example")]
            ))
            .await
            .status,
        200
    );
}
