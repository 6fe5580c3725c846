//! Which permission of an API token opens what: every field at the roots and of the viewer. A field that is not in the table fails
//! the test, and so does a row without a field.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use self::Need::{Person, Public, Scope};
use crate::kit::{Answer, Client, PASSWORD, Socket, TestApp, TestUser};

/// Every scope there is.
const SCOPES: [&str; 14] = [
    "USERS READ",
    "USERS WRITE",
    "PROFILES READ",
    "PROFILES WRITE",
    "JOBS READ",
    "JOBS WRITE",
    "APPLICATIONS READ",
    "APPLICATIONS WRITE",
    "DOCUMENTS READ",
    "DOCUMENTS WRITE",
    "NOTIFICATIONS READ",
    "NOTIFICATIONS WRITE",
    "ANALYTICS READ",
    "ANALYTICS WRITE",
];

/// What a field asks of a token.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Need {
    /// Nothing: everybody may, or what is under it asks for itself.
    Public,
    /// This scope.
    Scope(&'static str),
    /// It is for people who signed in themselves, and for no token.
    Person,
}

/// The field, what it needs, and how to ask for it so that only the permission can be missing.
const TABLE: &[(&str, Need, &str)] = &[
    ("Query.viewer", Public, "{ viewer { __typename } }"),
    ("Query.node", Public, "{ node(id: \"x\") { id } }"),
    ("Query.nodes", Public, "{ nodes(ids: []) { id } }"),
    (
        "Query.signInProviders",
        Public,
        "{ signInProviders { name } }",
    ),
    ("Query.jobs", Public, "{ jobs(first: 1) { totalCount } }"),
    ("Query.sources", Person, "{ sources { id } }"),
    ("Query.moderation", Person, "{ moderation { __typename } }"),
    ("Query.admin", Person, "{ admin { __typename } }"),
    (
        "Moderation.reports",
        Person,
        "{ moderation { reports { totalCount } } }",
    ),
    (
        "Moderation.posting",
        Person,
        "{ moderation { posting(id: \"$posting\") { id } } }",
    ),
    ("Admin.users", Person, "{ admin { users { totalCount } } }"),
    (
        "Admin.user",
        Person,
        "{ admin { user(id: \"$user\") { id } } }",
    ),
    (
        "Admin.settings",
        Person,
        "{ admin { settings { signUpOpen } } }",
    ),
    (
        "Admin.auditEntries",
        Person,
        "{ admin { auditEntries { totalCount } } }",
    ),
    (
        "Viewer.user",
        Scope("USERS READ"),
        "{ viewer { user { id } } }",
    ),
    ("Viewer.sessions", Person, "{ viewer { sessions { id } } }"),
    (
        "Viewer.apiTokens",
        Person,
        "{ viewer { apiTokens { id } } }",
    ),
    (
        "Viewer.identities",
        Person,
        "{ viewer { identities { id } } }",
    ),
    (
        "Viewer.audit",
        Person,
        "{ viewer { audit { totalCount } } }",
    ),
    ("Viewer.exports", Person, "{ viewer { exports { id } } }"),
    (
        "Viewer.secondFactors",
        Person,
        "{ viewer { secondFactors { recoveryCodesLeft } } }",
    ),
    (
        "Viewer.profile",
        Scope("PROFILES READ"),
        "{ viewer { profile { headline skills { name } } } }",
    ),
    (
        "Viewer.applications",
        Scope("APPLICATIONS READ"),
        "{ viewer { applications(first: 1) { totalCount nodes { id } } } }",
    ),
    (
        "Viewer.application",
        Scope("APPLICATIONS READ"),
        "{ viewer { application(id: \"$application\") { id events { id } } } }",
    ),
    (
        "Viewer.board",
        Scope("APPLICATIONS READ"),
        "{ viewer { board { stage } } }",
    ),
    (
        "Viewer.notifications",
        Scope("NOTIFICATIONS READ"),
        "{ viewer { notifications(first: 1) { totalCount } } }",
    ),
    (
        "Viewer.unreadNotificationCount",
        Scope("NOTIFICATIONS READ"),
        "{ viewer { unreadNotificationCount } }",
    ),
    (
        "Viewer.analytics",
        Public,
        "{ viewer { analytics { __typename } } }",
    ),
    (
        "Analytics.funnel",
        Scope("ANALYTICS READ"),
        "{ viewer { analytics { funnel { __typename } } } }",
    ),
    (
        "Mutation.signUp",
        Public,
        "mutation { signUp(input: { email: \"x\", password: \"x\", name: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.signIn",
        Public,
        "mutation { signIn(input: { email: \"$email\", password: \"$password\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.refreshSession",
        Public,
        "mutation { refreshSession(input: { refreshToken: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.verifyEmail",
        Public,
        "mutation { verifyEmail(input: { token: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.requestEmailVerification",
        Public,
        "mutation { requestEmailVerification(input: { email: \"$email\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.requestPasswordReset",
        Public,
        "mutation { requestPasswordReset(input: { email: \"$email\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.resetPassword",
        Public,
        "mutation { resetPassword(input: { token: \"x\", newPassword: \"seven purple tractors\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.changePassword",
        Person,
        "mutation { changePassword(input: { currentPassword: \"x\", newPassword: \"seven purple tractors\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.redeemSignInCode",
        Public,
        "mutation { redeemSignInCode(input: { code: \"x\", codeVerifier: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.linkIdentity",
        Person,
        "mutation { linkIdentity(input: { provider: \"x\", returnTo: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.completeIdentityLink",
        Person,
        "mutation { completeIdentityLink(input: { code: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.unlinkIdentity",
        Person,
        "mutation { unlinkIdentity(input: { id: \"idty_00000000000000000000000000000000\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.signOut",
        Person,
        "mutation { signOut(input: {}) { signedOut } }",
    ),
    (
        "Mutation.revokeSession",
        Person,
        "mutation { revokeSession(input: { id: \"sess_00000000000000000000000000000000\" }) { revoked } }",
    ),
    (
        "Mutation.revokeOtherSessions",
        Person,
        "mutation { revokeOtherSessions(input: {}) { revoked } }",
    ),
    (
        "Mutation.reauthenticate",
        Person,
        "mutation { reauthenticate(input: { password: \"$password\" }) { confirmed } }",
    ),
    (
        "Mutation.createApiToken",
        Person,
        "mutation { createApiToken(input: { name: \"x\", scopes: [{ area: JOBS, verb: READ }] }) { secret } }",
    ),
    (
        "Mutation.revokeApiToken",
        Person,
        "mutation { revokeApiToken(input: { id: \"atok_00000000000000000000000000000000\" }) { revoked } }",
    ),
    (
        "Mutation.exportAccount",
        Person,
        "mutation { exportAccount(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.deleteAccount",
        Person,
        "mutation { deleteAccount(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.cancelDeletion",
        Person,
        "mutation { cancelDeletion(input: {}) { canceled } }",
    ),
    (
        "Mutation.completeSignIn",
        Public,
        "mutation { completeSignIn(input: { challengeToken: \"x\", code: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.beginTotp",
        Person,
        "mutation { beginTotp(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.confirmTotp",
        Person,
        "mutation { confirmTotp(input: { code: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.disableTotp",
        Person,
        "mutation { disableTotp(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.generateRecoveryCodes",
        Person,
        "mutation { generateRecoveryCodes(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.beginPasskeyRegistration",
        Person,
        "mutation { beginPasskeyRegistration(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.registerPasskey",
        Person,
        "mutation { registerPasskey(input: { name: \"x\", credential: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.renamePasskey",
        Person,
        "mutation { renamePasskey(input: { id: \"pkey_00000000000000000000000000000000\", name: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.removePasskey",
        Person,
        "mutation { removePasskey(input: { id: \"pkey_00000000000000000000000000000000\" }) { removed } }",
    ),
    (
        "Mutation.beginPasskeySignIn",
        Public,
        "mutation { beginPasskeySignIn(input: {}) { userErrors { code } } }",
    ),
    (
        "Mutation.signInWithPasskey",
        Public,
        "mutation { signInWithPasskey(input: { credential: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.updateAccount",
        Scope("USERS WRITE"),
        "mutation { updateAccount(input: { timeZone: \"UTC\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.updateProfile",
        Scope("PROFILES WRITE"),
        "mutation { updateProfile(input: { expectedVersion: 0 }) { userErrors { code } } }",
    ),
    (
        "Mutation.setEmployments",
        Scope("PROFILES WRITE"),
        "mutation { setEmployments(input: { expectedVersion: 0, employments: [] }) { userErrors { code } } }",
    ),
    (
        "Mutation.setEducations",
        Scope("PROFILES WRITE"),
        "mutation { setEducations(input: { expectedVersion: 0, educations: [] }) { userErrors { code } } }",
    ),
    (
        "Mutation.setSkills",
        Scope("PROFILES WRITE"),
        "mutation { setSkills(input: { expectedVersion: 0, skills: [] }) { userErrors { code } } }",
    ),
    (
        "Mutation.setLanguages",
        Scope("PROFILES WRITE"),
        "mutation { setLanguages(input: { expectedVersion: 0, languages: [] }) { userErrors { code } } }",
    ),
    (
        "Mutation.createApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { createApplication(input: { company: \"Acme\", role: \"Engineer\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.moveApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { moveApplication(input: { id: \"$application\", expectedVersion: 99, to: SCREENING }) { userErrors { code } } }",
    ),
    (
        "Mutation.closeApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { closeApplication(input: { id: \"$application\", expectedVersion: 99, outcome: REJECTED }) { userErrors { code } } }",
    ),
    (
        "Mutation.reopenApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { reopenApplication(input: { id: \"$application\", expectedVersion: 99, to: APPLIED, reason: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.correctApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { correctApplication(input: { id: \"$application\", expectedVersion: 99, eventId: \"$event\", reason: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.correctApplicationDate",
        Scope("APPLICATIONS WRITE"),
        "mutation { correctApplicationDate(input: { id: \"$application\", expectedVersion: 99, eventId: \"$event\", occurredOn: \"2024\", reason: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.deleteApplication",
        Person,
        "mutation { deleteApplication(input: { id: \"$application\", expectedVersion: 99 }) { userErrors { code } } }",
    ),
    (
        "Mutation.updateApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { updateApplication(input: { id: \"$application\", expectedVersion: 99, note: \"x\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.rankApplication",
        Scope("APPLICATIONS WRITE"),
        "mutation { rankApplication(input: { id: \"$application\" }) { userErrors { code } } }",
    ),
    (
        "Mutation.markRead",
        Scope("NOTIFICATIONS WRITE"),
        "mutation { markRead(input: { ids: [] }) { marked } }",
    ),
    (
        "Mutation.reportPosting",
        Scope("JOBS WRITE"),
        "mutation { reportPosting(input: { postingId: \"$posting\", reason: GONE }) { userErrors { code } } }",
    ),
    (
        "Mutation.resolveReport",
        Person,
        "mutation { resolveReport(input: { id: \"rprt_00000000000000000000000000000000\", verdict: UPHELD }) { report { id } } }",
    ),
    (
        "Mutation.hidePosting",
        Person,
        "mutation { hidePosting(input: { id: \"$posting\", reason: \"x\" }) { posting { id } } }",
    ),
    (
        "Mutation.showPosting",
        Person,
        "mutation { showPosting(input: { id: \"$posting\" }) { posting { id } } }",
    ),
    (
        "Mutation.updateCompany",
        Person,
        "mutation { updateCompany(input: { id: \"comp_00000000000000000000000000000000\", expectedVersion: 1 }) { company { id } } }",
    ),
    (
        "Mutation.suspendUser",
        Person,
        "mutation { suspendUser(input: { id: \"$user\", reason: \"x\" }) { account { id } } }",
    ),
    (
        "Mutation.reinstateUser",
        Person,
        "mutation { reinstateUser(input: { id: \"$user\" }) { account { id } } }",
    ),
    (
        "Mutation.changeRole",
        Person,
        "mutation { changeRole(input: { id: \"$user\", role: ADMIN }) { account { id } } }",
    ),
    (
        "Mutation.revokeUserSessions",
        Person,
        "mutation { revokeUserSessions(input: { id: \"$user\" }) { account { id } } }",
    ),
    (
        "Mutation.updateSettings",
        Person,
        "mutation { updateSettings(input: { signUpOpen: true }) { settings { signUpOpen } } }",
    ),
    (
        "Subscription.notificationReceived",
        Scope("NOTIFICATIONS READ"),
        "subscription { notificationReceived { cursor } }",
    ),
];

struct House {
    app: TestApp,
    owner: TestUser,
    application: String,
    event: String,
    posting: String,
}

impl House {
    async fn build() -> Self {
        let app = TestApp::start().await;
        app.import_postings().await;
        let posting = app
            .anonymous()
            .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
            .await
            .text_at("jobs.nodes.0.id");
        // An admin: what a token may not do is then for want of its rights, not of theirs.
        let owner = app.admin("owner").await;
        let application = owner.apply("Acme").await;
        Self {
            application: application.id,
            event: application.event_id,
            posting,
            app,
            owner,
        }
    }

    async fn token(&self, scopes: &[&str]) -> String {
        let scopes: Vec<Value> = scopes
            .iter()
            .filter_map(|scope| scope.split_once(' '))
            .map(|(a, v)| json!({ "area": a, "verb": v }))
            .collect();
        let query = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { message } } }";
        let answer = self
            .owner
            .client
            .gql(
                query,
                json!({ "input": { "name": "an agent", "scopes": scopes } }),
            )
            .await;
        answer.text_at("createApiToken.secret")
    }

    /// The codes of what a token is answered.
    async fn codes(&self, token: &str, query: &str) -> Vec<String> {
        let user = self.owner.user_id.to_string();
        let filled = [
            ("$application", &self.application),
            ("$event", &self.event),
            ("$email", &self.owner.email),
            ("$posting", &self.posting),
            ("$user", &user),
        ];
        let query = filled.iter().fold(
            query.replace("$password", PASSWORD),
            |query, (name, value)| query.replace(name, value),
        );
        let answer = if query.starts_with("subscription") {
            let mut socket = Socket::connect(&self.app, Some(token)).await;
            socket.subscribe("1", &query, json!({})).await;
            socket.subscribe("2", "{ __typename }", json!({})).await;
            Answer::of(first_word_of_subscription(&mut socket).await)
        } else {
            self.app
                .anonymous()
                .with_token(token)
                .gql(&query, json!({}))
                .await
        };
        let codes = answer.json["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|error| error["extensions"]["code"].clone());
        codes
            .map(|code| code.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Whether the token was refused for what it may not do.
    async fn is_forbidden(&self, token: &str, query: &str) -> bool {
        self.codes(token, query)
            .await
            .iter()
            .any(|code| code == "FORBIDDEN")
    }
}

/// What a subscription says before the answer to a query that was sent after it: an error, or nothing.
async fn first_word_of_subscription(socket: &mut Socket) -> Value {
    let message = socket.next().await;
    if message["id"] != "1" {
        // A refusal may be a moment later than another's answer: the query's end is waited for, and what came meanwhile counts.
        loop {
            let next = socket.next().await;
            if next["id"] == "1" {
                return errors_of(&next);
            }
            if next["type"] == "complete" {
                return json!({ "data": null });
            }
        }
    }
    errors_of(&message)
}

fn errors_of(message: &Value) -> Value {
    let payload = &message["payload"];
    json!({ "errors": payload.get("errors").unwrap_or(payload) })
}

#[tokio::test]
async fn the_table_has_every_field_of_the_roots_and_of_the_viewer() {
    let app = TestApp::start().await;
    let mut there = BTreeSet::new();
    for of in [
        "Query",
        "Mutation",
        "Subscription",
        "Viewer",
        "Analytics",
        "Admin",
        "Moderation",
    ] {
        let query = "query($name: String!) { __type(name: $name) { fields { name } } }";
        let answer = app.anonymous().gql(query, json!({ "name": of })).await;
        let fields = answer.data("__type.fields").as_array().unwrap().clone();
        there.extend(
            fields
                .iter()
                .map(|field| format!("{of}.{}", field["name"].as_str().unwrap())),
        );
    }
    let known: BTreeSet<String> = TABLE
        .iter()
        .map(|(field, ..)| (*field).to_owned())
        .collect();
    assert_eq!(known.len(), TABLE.len(), "a field has two rows");
    let (new, gone): (Vec<_>, Vec<_>) = (
        there.difference(&known).collect(),
        known.difference(&there).collect(),
    );
    assert!(
        new.is_empty() && gone.is_empty(),
        "not in tests/it/policy/scopes.rs: {new:?}; not in the schema any more: {gone:?}"
    );
}

#[tokio::test]
async fn a_scope_opens_what_the_table_says_and_nothing_else() {
    let house = House::build().await;
    let (every, mut wrong) = (house.token(&SCOPES).await, Vec::new());
    let mut with = Vec::new();
    for scope in SCOPES {
        let others: Vec<&str> = SCOPES.into_iter().filter(|other| *other != scope).collect();
        with.push((
            scope,
            house.token(&[scope]).await,
            house.token(&others).await,
        ));
    }
    for (field, need, query) in TABLE {
        let found = match need {
            Need::Person => vec![(true, house.is_forbidden(&every, query).await, "all scopes")],
            Need::Public => vec![(
                false,
                house.is_forbidden(&with[8].1, query).await,
                "a scope that has nothing to do with it",
            )],
            Need::Scope(scope) => {
                let (_, alone, without) = with.iter().find(|(name, ..)| name == scope).unwrap();
                vec![
                    (
                        false,
                        !house.codes(alone, query).await.is_empty(),
                        "only the scope, which brings data",
                    ),
                    (
                        true,
                        house.is_forbidden(without, query).await,
                        "all scopes but that",
                    ),
                ]
            }
        };
        wrong.extend(
            found
                .into_iter()
                .filter(|(expected, is, _)| expected != is)
                .map(|(expected, _, with)| {
                    format!("{field} with {with}: forbidden should be {expected}")
                }),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// By its id, too, a thing shows itself only to a token that may read its kind.
#[tokio::test]
async fn a_node_asks_for_the_scope_of_its_kind() {
    let house = House::build().await;
    let query = "query($id: ID!) { node(id: $id) { id } }";
    let ask = async |client: &Client| client.gql(query, json!({ "id": house.application })).await;
    let (may, may_not) = (
        house.token(&["APPLICATIONS READ"]).await,
        house.token(&["APPLICATIONS WRITE", "JOBS READ"]).await,
    );
    assert_eq!(
        ask(&house.app.anonymous().with_token(&may))
            .await
            .text_at("node.id"),
        house.application
    );
    let refused = ask(&house.app.anonymous().with_token(&may_not)).await;
    assert!(refused.json["data"]["node"].is_null(), "{}", refused.text);
}
