//! Creating the first admin.

use serde_json::json;

use crate::kit::{Client, Place, eventually};

#[tokio::test]
async fn the_first_admin_is_made_by_a_command_and_unmade_by_another() {
    let place = Place::new();
    let create = [
        "users",
        "create",
        "--email",
        "ada@example.org",
        "--name",
        "Ada",
        "--role",
        "ADMIN",
    ];
    let made = place.run(&create, &[]);
    assert_eq!(made.code, 0, "{made:?}");
    let password = made
        .stdout
        .lines()
        .find_map(|line| line.strip_prefix("password: "))
        .expect("a password");
    assert!(!made.stderr.contains(password), "the log does not hold it");
    let again = place.run(&create, &[]);
    assert!(
        again.code == 1 && again.stderr.contains("account with this address"),
        "{again:?}"
    );
    assert_eq!(
        place
            .run(
                &[
                    "users",
                    "create",
                    "--email",
                    "b@example.org",
                    "--name",
                    "B",
                    "--role",
                    "ROOT"
                ],
                &[]
            )
            .code,
        2
    );

    let server = place.start(&["serve"], &[]);
    let client = Client::new(&format!("http://{}", server.said("listens on http://")));
    let sign_in =
        "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }";
    let input = json!({ "input": { "email": "ada@example.org", "password": password } });
    let signed_in = client.gql(sign_in, input).await;
    let ada = client.with_token(&signed_in.text_at("signIn.session.accessToken"));
    assert_eq!(
        ada.gql("{ sources { id } }", json!({}))
            .await
            .data("sources"),
        &json!([])
    );

    let last = place.run(&["users", "role", "ada@example.org", "user"], &[]);
    assert!(
        last.code == 1 && last.stderr.contains("the last active admin"),
        "{last:?}"
    );
    assert_eq!(
        place
            .run(
                &[
                    "users",
                    "create",
                    "--email",
                    "bea@example.org",
                    "--name",
                    "Bea",
                    "--role",
                    "ADMIN"
                ],
                &[]
            )
            .code,
        0
    );
    let unmade = place.run(&["users", "role", "ada@example.org", "user"], &[]);
    assert_eq!(unmade.code, 0, "{unmade:?}");
    eventually(
        "the running server refuses the tokens of before",
        || async {
            let answer = ada.gql("{ sources { id } }", json!({})).await;
            answer
                .json
                .get("errors")
                .map(|_| assert_eq!(answer.code(), "UNAUTHENTICATED"))
        },
    )
    .await;
}
