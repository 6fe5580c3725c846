//! A signed-in user.

use careergraph::types::id::{TypedId, UserId};
use serde_json::json;

use super::{Answer, Client, TestApp};

/// The password of every test user.
pub const PASSWORD: &str = "correct horse battery staple";

/// An account, and a client that sends its token.
#[derive(Clone)]
pub struct TestUser {
    pub client: Client,
    pub email: String,
    pub access_token: String,
    pub refresh_token: String,
    pub user_id: UserId,
}

/// A created application.
#[derive(Clone, Debug)]
pub struct TestApplication {
    pub id: String,
    pub version: i64,
    /// Its first event.
    pub event_id: String,
}

impl TestUser {
    pub(super) async fn sign_up(app: &TestApp, name: &str) -> Self {
        let email = format!("{name}@example.org");
        let query = "mutation($input: SignUpInput!) { signUp(input: $input) { session { accessToken refreshToken } userErrors { message } } }";
        let input = json!({ "input": { "email": email, "password": PASSWORD, "name": name } });
        let answer = app.anonymous().gql(query, input).await;
        Self::of_session(app, email, &answer, "signUp").await
    }

    /// Begins an application from scratch; it has been sent.
    pub async fn apply(&self, company: &str) -> TestApplication {
        let query = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { id version events { id } } userErrors { message } } }";
        let input =
            json!({ "input": { "company": company, "role": "Engineer", "stage": "APPLIED" } });
        let answer = self.client.gql(query, input).await;
        let version = answer
            .data("createApplication.application.version")
            .as_i64()
            .expect("a version");
        let text = |field: &str| answer.text_at(&format!("createApplication.application.{field}"));
        TestApplication {
            id: text("id"),
            version,
            event_id: text("events.0.id"),
        }
    }

    /// The same user with fresh tokens, in a session of their own.
    pub async fn sign_in_again(&self, app: &TestApp) -> Self {
        let query = "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken refreshToken } userErrors { message } } }";
        let input = json!({ "input": { "email": self.email, "password": PASSWORD } });
        let answer = app.anonymous().gql(query, input).await;
        Self::of_session(app, self.email.clone(), &answer, "signIn").await
    }

    async fn of_session(app: &TestApp, email: String, answer: &Answer, mutation: &str) -> Self {
        let text = |field: &str| answer.text_at(&format!("{mutation}.session.{field}"));
        let (access_token, refresh_token) = (text("accessToken"), text("refreshToken"));
        let client = app.anonymous().with_token(&access_token);
        let id = client
            .gql("{ viewer { user { id } } }", json!({}))
            .await
            .text_at("viewer.user.id");
        let user_id = UserId::parse_id(&id).expect("the id of a user");
        Self {
            client,
            email,
            access_token,
            refresh_token,
            user_id,
        }
    }
}
