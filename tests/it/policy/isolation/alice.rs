//! Alice, a user with one object of each type.

use careergraph::{features::writing::letters::State, types::actor::Role};
use serde_json::{Value, json};

use super::{
    Alice, CANARY, EVERYTHING,
    Thing::{
        AgentProposal, Answer, ApiToken, Application, Award, Certification, Change, Document,
        Education, Employment, Event, Evidence, Export, Identity, Import, ImportEntry, Language,
        Letter, Notification, Passkey, Person, Project, Proposal, Publication, RecordedAnswer,
        Report, Resume, Session, SkillClaim, Tailoring, User, Volunteering,
    },
};
use crate::{
    kit::{Device, ORIGIN, TestApp, TestUser},
    personal_data::{EXPORT, ask},
    providers::link,
    second_factor::{asked_for_new, register},
};

impl Alice {
    pub(super) async fn of(app: &TestApp) -> Self {
        let user = app.sign_up("alice").await;
        let other_session = user.sign_in_again(app).await;
        let application = user.apply(CANARY).await;
        let note = "mutation($input: UpdateApplicationInput!) { updateApplication(input: $input) { application { id } userErrors { message } } }";
        let input =
            json!({ "id": application.id, "expectedVersion": application.version, "note": CANARY });
        user.client
            .gql(note, json!({ "input": input }))
            .await
            .data("updateApplication.application.id");
        let close = "mutation($input: CloseApplicationInput!) { closeApplication(input: $input) { application { id } userErrors { message } } }";
        let input = json!({ "id": application.id, "expectedVersion": application.version + 1, "outcome": "REJECTED" });
        user.client
            .gql(close, json!({ "input": input }))
            .await
            .text_at("closeApplication.application.id");
        app.run_tasks().await;
        let token = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { apiToken { id } userErrors { message } } }";
        let input = json!({ "name": CANARY, "scopes": [{ "area": "USERS", "verb": "READ" }] });
        user.client
            .gql(token, json!({ "input": input }))
            .await
            .text_at("createApiToken.apiToken.id");
        fill_profile(&user).await;
        user.document(&format!("{CANARY}.txt"), b"a document").await;
        let resume = crate::writing::resumes::master(&user, CANARY).await;
        crate::writing::tailoring::planted(app, &user, &resume, (None, CANARY)).await;
        let letter = (State::Completed, CANARY);
        crate::writing::letters::planted(app, &user, None, letter).await;
        let value = json!({ "text": CANARY });
        let answer = crate::writing::answers::saved(&user.client, CANARY, value).await;
        crate::writing::answers::recorded(&user, &application.id, &answer).await;
        crate::proposals::planted(app, &user, &application.id, CANARY).await;
        let document = json!({ "work": [{ "name": CANARY, "position": "Imported" }] });
        crate::imports::upload(&user, CANARY, document.to_string().as_bytes()).await;
        let posting = app
            .anonymous()
            .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
            .await
            .text_at("jobs.nodes.0.id");
        let report = "mutation($id: ID!) { reportPosting(input: { postingId: $id, reason: OTHER, text: \"Quetzalcoatlus\" }) { reported } }";
        user.client
            .gql(report, json!({ "id": posting }))
            .await
            .data("reportPosting.reported");
        let person =
            "mutation($input: AddPersonInput!) { addPerson(input: $input) { person { id } } }";
        let input = json!({ "firstName": CANARY, "notes": CANARY });
        user.client
            .gql(person, json!({ "input": input }))
            .await
            .text_at("addPerson.person.id");
        let made = Device::new()
            .make(&asked_for_new(&user.client).await, ORIGIN)
            .await
            .unwrap();
        register(&user.client, CANARY, &made)
            .await
            .text_at("registerPasskey.passkey.id");
        link(app, &user.client).await;
        ask(&user.client, EXPORT)
            .await
            .text_at("exportAccount.export.id");
        let mut alice = Self {
            user,
            ids: Vec::new(),
        };
        alice.gather(app, &other_session).await;
        alice
    }

    async fn gather(&mut self, app: &TestApp, other_session: &TestUser) {
        let seen = self.user.client.gql(EVERYTHING, json!({})).await;
        let at = |path: &str| seen.text_at(&format!("viewer.{path}"));
        let moderator = app
            .promote(&app.sign_up("seer").await, Role::Moderator)
            .await;
        let reports = moderator
            .client
            .gql("{ moderation { reports { nodes { id } } } }", json!({}))
            .await;
        let current = other_session
            .client
            .gql("{ viewer { sessions { id current } } }", json!({}))
            .await;
        let sessions = current.data("viewer.sessions").as_array().unwrap().clone();
        let session = sessions
            .iter()
            .find(|session| session["current"] == true)
            .unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let import = self
            .user
            .client
            .gql(
                "{ viewer { imports { nodes { id entries { nodes { id } } } } } }",
                json!({}),
            )
            .await;
        let card = json!(at("applications.nodes.0.id"));
        let change = crate::undo::last_of(&self.user, &card).await;
        let change = change["id"].as_str().expect("an id").to_owned();
        self.ids = vec![
            (Change, change),
            (Import, import.text_at("viewer.imports.nodes.0.id")),
            (
                ImportEntry,
                import.text_at("viewer.imports.nodes.0.entries.nodes.0.id"),
            ),
            (User, at("user.id")),
            (Application, at("applications.nodes.0.id")),
            (Event, at("applications.nodes.0.events.0.id")),
            (Document, at("documents.nodes.0.id")),
            (Resume, at("resumes.nodes.0.id")),
            (Letter, at("letters.nodes.0.id")),
            (Tailoring, at("resumes.nodes.0.tailoring.id")),
            (Proposal, at("resumes.nodes.0.tailoring.proposals.0.id")),
            (Answer, at("answers.nodes.0.id")),
            (AgentProposal, at("proposals.nodes.0.id")),
            (RecordedAnswer, at("applications.nodes.0.answers.0.id")),
            (Notification, at("notifications.nodes.0.id")),
            (ApiToken, at("apiTokens.0.id")),
            (Employment, at("profile.employments.0.id")),
            (Education, at("profile.educations.0.id")),
            (SkillClaim, at("profile.skills.0.id")),
            (Language, at("profile.languages.0.id")),
            (Project, at("profile.projects.0.id")),
            (Certification, at("profile.certifications.0.id")),
            (Volunteering, at("profile.volunteerings.0.id")),
            (Publication, at("profile.publications.0.id")),
            (Award, at("profile.awards.0.id")),
            (Evidence, at("profile.employments.0.evidence.0.id")),
            (Report, reports.text_at("moderation.reports.nodes.0.id")),
            (Session, session),
            (Identity, at("identities.0.id")),
            (Passkey, at("secondFactors.passkeys.0.id")),
            (Export, at("exports.0.id")),
            (Person, at("connections.nodes.0.id")),
        ];
    }

    pub(super) async fn everything(&self) -> Value {
        self.user
            .client
            .gql(EVERYTHING, json!({}))
            .await
            .data("viewer")
            .clone()
    }
}

/// One item in each section, and a fact.
async fn fill_profile(user: &TestUser) {
    let named = json!({ "name": CANARY });
    let titled = json!({ "title": CANARY });
    for (version, (section, entry)) in (0..).zip([
        ("Employments", json!({ "company": CANARY, "title": CANARY })),
        ("Educations", json!({ "school": CANARY })),
        ("Skills", named.clone()),
        ("Languages", named.clone()),
        ("Projects", named.clone()),
        ("Certifications", named),
        ("Volunteerings", json!({ "organization": CANARY })),
        ("Publications", titled.clone()),
        ("Awards", titled),
    ]) {
        let set = format!(
            "mutation($input: Set{section}Input!) {{ set{section}(input: $input) {{ profile {{ id }} }} }}"
        );
        let input = json!({ "expectedVersion": version, section.to_lowercase(): [entry] });
        user.client
            .gql(&set, json!({ "input": input }))
            .await
            .text_at(&format!("set{section}.profile.id"));
    }
    let read = "{ viewer { profile { version employments { id } } } }";
    let profile = user.client.gql(read, json!({})).await;
    let input = json!({
        "expectedVersion": profile.data("viewer.profile.version"),
        "itemId": profile.text_at("viewer.profile.employments.0.id"),
        "text": CANARY,
    });
    let add =
        "mutation($input: AddEvidenceInput!) { addEvidence(input: $input) { profile { id } } }";
    user.client
        .gql(add, json!({ "input": input }))
        .await
        .text_at("addEvidence.profile.id");
}
