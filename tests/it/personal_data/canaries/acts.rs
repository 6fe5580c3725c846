//! Fills every feature with data of one user.

use careergraph::features::writing::letters::State;
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::{Value, json};

use super::Canary;
use crate::{
    kit::{PASSWORD, UPLOAD, multipart},
    personal_data::ask,
};

impl Canary<'_> {
    /// From a separate IP address and device, and once with a wrong password.
    pub(super) async fn sign_in(&self) {
        let query =
            "mutation($input: SignInInput!) { signIn(input: $input) { session { refreshToken } } }";
        let client = self.app.anonymous();
        let email = &self.user.email;
        self.send(
            &client,
            query,
            json!({ "input": { "email": email, "password": "not this one" } }),
        )
        .await
        .errors();
        let right = self
            .post(
                &client,
                query,
                json!({ "input": { "email": email, "password": PASSWORD } }),
            )
            .await;
        let refresh = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { session { expiresAt } } }";
        self.post(
            &client,
            refresh,
            json!({ "input": { "refreshToken": right["signIn"]["session"]["refreshToken"] } }),
        )
        .await;
        let zone = "mutation { updateAccount(input: { timeZone: \"Pacific/Honolulu\" }) { user { timeZone } } }";
        self.ask(zone, json!({})).await;
        let name = format!(
            "UPDATE users SET name = '{}' WHERE email = '{email}'",
            self.word("name")
        );
        self.app
            .platform
            .db
            .conn()
            .execute_unprepared(&name)
            .await
            .expect("a name");
    }

    pub(super) async fn fill_profile(&self) {
        let version =
            |answer: &Value, mutation: &str| answer[mutation]["profile"]["version"].clone();
        let update = "mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { version } userErrors { message } } }";
        let input = json!({ "expectedVersion": 0, "headline": self.word("headline"), "targets": { "titles": [self.word("target")] } });
        let mut at = version(
            &self.ask(update, json!({ "input": input })).await,
            "updateProfile",
        );
        let named = |what: &str| json!({ "name": self.word(what) });
        let titled = |what: &str| json!({ "title": self.word(what) });
        for (section, item) in [
            (
                "Employments",
                json!({ "company": self.word("employment"), "title": "x" }),
            ),
            ("Educations", json!({ "school": self.word("education") })),
            ("Skills", named("skill")),
            ("Languages", named("language")),
            ("Projects", named("project")),
            ("Certifications", named("certification")),
            (
                "Volunteerings",
                json!({ "organization": self.word("volunteering") }),
            ),
            ("Publications", titled("publication")),
            ("Awards", titled("award")),
        ] {
            let mutation = format!("set{section}");
            let query = format!(
                "mutation($input: Set{section}Input!) {{ {mutation}(input: $input) {{ profile {{ version }} userErrors {{ message }} }} }}"
            );
            let mut input = json!({ "expectedVersion": at });
            input[section.to_lowercase()] = json!([item]);
            at = version(
                &self.ask(&query, json!({ "input": input })).await,
                &mutation,
            );
            assert!(at.is_number(), "{mutation}");
        }
        self.state_facts().await;
    }

    /// A fact that was edited, and one that was removed.
    async fn state_facts(&self) {
        const READ: &str =
            "{ viewer { profile { version employments { id evidence { id text } } } } }";
        let facts = [self.word("fact"), self.word("removed-fact")];
        let change = async |mutation: &str, change: &dyn Fn(&Value) -> Value| {
            let profile = self.ask(READ, json!({})).await["viewer"]["profile"].clone();
            let mut input = change(&profile["employments"][0]);
            input["expectedVersion"] = profile["version"].clone();
            let kind = crate::kit::capital(mutation);
            let query = format!(
                "mutation($input: {kind}Input!) {{ {mutation}(input: $input) {{ profile {{ version }} userErrors {{ message }} }} }}"
            );
            let answer = self.ask(&query, json!({ "input": input })).await;
            assert!(answer[mutation]["profile"].is_object(), "{answer}");
        };
        for fact in &facts {
            change(
                "addEvidence",
                &|job| json!({ "itemId": job["id"], "text": fact }),
            )
            .await;
        }
        let edited = self.word("edited-fact");
        change(
            "updateEvidence",
            &|job| json!({ "id": job["evidence"][0]["id"], "text": edited }),
        )
        .await;
        change(
            "removeEvidence",
            &|job| json!({ "id": job["evidence"][1]["id"] }),
        )
        .await;
    }

    /// One application without a posting, and one for a posting, which is copied.
    pub(super) async fn apply(&self, applications: usize) {
        let query = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } userErrors { message } } }";
        let (company, role, note) = (self.word("company"), self.word("role"), self.word("note "));
        for number in 0..applications {
            self.ask(query, json!({ "input": { "company": role, "role": role, "note": note.repeat(number % 60 + 1) } })).await;
        }
        let input = json!({ "company": company, "role": role, "note": note, "stage": "APPLIED" });
        let made = self.ask(query, json!({ "input": input })).await;
        let id = made["createApplication"]["application"]["id"].clone();
        let close = "mutation($input: CloseApplicationInput!) { closeApplication(input: $input) { application { id } userErrors { message } } }";
        let reopen = "mutation($input: ReopenApplicationInput!) { reopenApplication(input: $input) { application { id } userErrors { message } } }";
        self.ask(
            close,
            json!({ "input": { "id": id, "expectedVersion": 1, "outcome": "REJECTED" } }),
        )
        .await;
        let input = json!({ "id": id, "expectedVersion": 2, "to": "APPLIED", "reason": self.word("reason") });
        assert!(
            self.ask(reopen, json!({ "input": input })).await["reopenApplication"]["application"]
                .is_object()
        );
        // One that is deleted: its idempotency key remains.
        let input = json!({ "company": self.word("mistake"), "role": self.word("mistake"), "idempotencyKey": self.word("key") });
        let mistake = self.ask(query, json!({ "input": input })).await["createApplication"]["application"]["id"].clone();
        let delete = "mutation($id: ID!) { deleteApplication(input: { id: $id, expectedVersion: 1 }) { deletedApplicationId } }";
        assert_eq!(
            self.ask(delete, json!({ "id": mistake })).await["deleteApplication"]["deletedApplicationId"],
            mistake
        );
        let postings = ask(&self.app.anonymous(), "{ jobs(first: 1) { nodes { id } } }").await;
        self.ask(
            query,
            json!({ "input": { "postingId": postings.text_at("jobs.nodes.0.id") } }),
        )
        .await;
    }

    /// Two people whom they know, one of whom they remove.
    pub(super) async fn know(&self) {
        let query = "mutation($input: AddPersonInput!) { addPerson(input: $input) { person { id } userErrors { message } } }";
        let input = json!({ "firstName": self.word("person"), "email": self.identity(), "company": self.word("person-company"),
            "notes": self.word("person-note"), "tags": [self.word("person-tag")], "idempotencyKey": self.word("person-key") });
        let added = self.ask(query, json!({ "input": input })).await;
        assert!(added["addPerson"]["person"].is_object(), "{added}");
        let input =
            json!({ "lastName": self.word("role"), "profileUrl": "https://example.org/somebody" });
        let added = self.ask(query, json!({ "input": input })).await;
        let remove = "mutation($id: ID!) { removePerson(input: { id: $id, expectedVersion: 1 }) { removedPersonId } }";
        let id = &added["addPerson"]["person"]["id"];
        let removed = self.ask(remove, json!({ "id": id })).await;
        assert_eq!(removed["removePerson"]["removedPersonId"], *id);
    }

    /// Their ranked postings and suggestions.
    pub(super) async fn be_matched(&self) {
        let query = "{ viewer { matches { totalCount } profile { suggestions { id } } } }";
        let matched = self.ask(query, json!({})).await;
        assert!(matched["viewer"]["matches"].is_object(), "{matched}");
    }

    /// A document, whose file has the secret.
    pub(super) async fn upload(&self) {
        let input = json!({ "file": null, "kind": "RESUME", "title": self.word("document") });
        let content = format!("{} and {}", self.word("content"), self.secret());
        let file = (
            "variables.input.file",
            &*format!("{}.txt", self.word("file")),
            content.as_bytes(),
        );
        let (media_type, body) = multipart(UPLOAD, &json!({ "input": input }), &[file]);
        let device = self.word("device");
        let headers = [
            ("content-type", media_type.as_str()),
            ("graphql-require-preflight", "1"),
            ("user-agent", device.as_str()),
            ("x-forwarded-for", self.ip),
        ];
        let answer = self.user.client.post(body, &headers).await;
        answer.text_at("uploadDocument.document.id");
    }

    /// A résumé with two revisions, and one that they remove.
    pub(super) async fn write_resumes(&self) {
        let create = "mutation($input: CreateResumeInput!) { createResume(input: $input) { resume { id } userErrors { message } } }";
        let input = json!({ "kind": "MASTER", "name": self.word("resume"), "idempotencyKey": self.word("resume-key") });
        let created = self.ask(create, json!({ "input": input })).await;
        let edit = "mutation($input: EditResumeInput!) { editResume(input: $input) { resume { id } userErrors { message } } }";
        let content =
            json!({ "language": "EN", "summary": [{ "text": self.word("resume-text") }] });
        let id = &created["createResume"]["resume"]["id"];
        let input = json!({ "id": id, "expectedVersion": 1, "content": content, "note": self.word("resume-note") });
        let edited = self.ask(edit, json!({ "input": input })).await;
        assert!(edited["editResume"]["resume"].is_object(), "{edited}");
        let input = json!({ "kind": "MASTER", "name": self.word("role") });
        let other = self.ask(create, json!({ "input": input })).await;
        let remove = "mutation($id: ID!) { removeResume(input: { id: $id, expectedVersion: 1 }) { removedResumeId } }";
        let id = &other["createResume"]["resume"]["id"];
        let removed = self.ask(remove, json!({ "id": id })).await;
        assert_eq!(removed["removeResume"]["removedResumeId"], *id);
        let (resume, word) = (&created["createResume"]["resume"], self.word("tailoring"));
        crate::writing::tailoring::planted(self.app, &self.user, resume, (None, &word)).await;
    }

    /// A letter that is written, and one that is being written.
    pub(super) async fn have_letters(&self) {
        for state in [State::Completed, State::Writing] {
            let word = self.word("letter");
            crate::writing::letters::planted(self.app, &self.user, None, (state, &word)).await;
        }
    }

    /// An answer that was given to an application, and edited since.
    pub(super) async fn answer(&self) {
        let found = self
            .ask(
                "{ viewer { applications(first: 1) { nodes { id } } } }",
                json!({}),
            )
            .await;
        let application = found["viewer"]["applications"]["nodes"][0]["id"].clone();
        let save = "mutation($input: SaveAnswerInput!) { saveAnswer(input: $input) { answer { id } userErrors { message } } }";
        let mut input = json!({ "question": self.word("question"), "value": { "text": self.word("answer") }, "idempotencyKey": "answer" });
        let saved = self.ask(save, json!({ "input": input })).await;
        let id = saved["saveAnswer"]["answer"]["id"].clone();
        let record = "mutation($input: RecordAnswerInput!) { recordAnswer(input: $input) { recordedAnswer { id } userErrors { message } } }";
        let given =
            json!({ "applicationId": application, "answerId": id, "idempotencyKey": "given" });
        let recorded = self.ask(record, json!({ "input": given })).await;
        assert!(recorded["recordAnswer"]["recordedAnswer"].is_object());
        (input["id"], input["expectedVersion"]) = (id, json!(1));
        input["value"] = json!({ "choice": [self.word("answer")] });
        input["idempotencyKey"] = json!(null);
        let edited = self.ask(save, json!({ "input": input })).await;
        assert!(edited["saveAnswer"]["answer"].is_object(), "{edited}");
    }

    /// Leaves a waiting task in the queue.
    pub(in crate::personal_data) async fn move_on(&self, to: &str) {
        let found = self
            .ask(
                "{ viewer { applications(first: 5) { nodes { id version companyName } } } }",
                json!({}),
            )
            .await;
        let nodes = found["viewer"]["applications"]["nodes"]
            .as_array()
            .expect("nodes")
            .clone();
        let own = nodes
            .iter()
            .find(|node| node["companyName"] == self.word("company"))
            .expect("the canary's");
        let query = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { application { id } userErrors { message } } }";
        let input = json!({ "id": own["id"], "expectedVersion": own["version"], "to": to });
        assert!(
            self.ask(query, json!({ "input": input })).await["moveApplication"]["application"]
                .is_object()
        );
    }

    /// Leaves waiting mails in the queue.
    pub(in crate::personal_data) async fn ask_for_mails(&self) {
        for mutation in ["requestPasswordReset", "requestEmailVerification"] {
            let query = format!(
                "mutation($input: String!) {{ {mutation}(input: {{ email: $input }}) {{ requested }} }}"
            );
            self.post(
                &self.app.anonymous(),
                &query,
                json!({ "input": self.user.email }),
            )
            .await;
        }
    }

    /// The suppression after a rejection by a mail server; only after the mails were sent.
    pub(super) async fn refuse_mails(&self) {
        self.app.run_tasks().await;
        let until = match self.app.platform.db.backend() {
            DbBackend::Postgres => "now() + interval '1 day'",
            _ => "'2099-01-01T00:00:00.000000+00:00'",
        };
        let refusal = format!(
            "INSERT INTO mail_refusals (email, until) VALUES ('{}', {until})",
            self.user.email
        );
        self.app
            .platform
            .db
            .conn()
            .execute_unprepared(&refusal)
            .await
            .expect("a refusal");
    }
}
