//! Canaries in data that providers, authenticators and admins write: some through the API, most by SQL.

use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::json;
use uuid::Uuid;

use super::{ask, canaries::Canary, traces};
use crate::kit::{TestApp, TestUser};

/// Other data that is stored temporarily, and in no archive; each after the canary's tag.
pub const PASSING: [&str; 3] = ["return", "sid", "provider-session"];

/// Texts of others about an erased user, or of an erased user about others, remain; the identity does not.
const STAYS: [&str; 4] = [
    "reports WHERE text = '' AND reporter_id IS NULL AND verdict = 'UPHELD'",
    "reports WHERE text = 'a report of canary' AND reporter_id IS NOT NULL AND verdict = 'DISMISSED' AND resolved_by IS NULL",
    "settings WHERE changed_by IS NULL",
    "suspensions WHERE reason = 'a reason of canary' AND by_id IS NULL",
];

/// A moment, as both databases take it.
const AT: &str = "'2026-11-01T00:00:00.000000+00:00'";
const LATER: &str = "'2099-01-01T00:00:00.000000+00:00'";

/// An id, as the database takes it.
pub fn id_in(app: &TestApp, id: Uuid) -> String {
    if app.platform.db.backend() == DbBackend::Postgres {
        format!("'{id}'")
    } else {
        format!("X'{}'", id.simple())
    }
}

impl Canary<'_> {
    /// A second user, who moderates and is moderated.
    pub async fn plant_rows(&self) {
        let carol = self.app.sign_up(&self.word("carol")).await;
        self.plant_identities().await;
        self.plant_second_factors().await;
        self.plant_linkedin().await;
        self.plant_change().await;
        self.plant_proposal().await;
        self.plant_undos().await;
        self.plant_embedding().await;
        self.plant_models().await;
        self.plant_companies().await;
        self.plant_reports(&carol).await;
        self.plant_acts(&carol).await;
    }

    async fn run(&self, sql: &str) {
        let done = self
            .app
            .platform
            .db
            .conn()
            .execute_unprepared(sql)
            .await
            .unwrap_or_else(|e| panic!("{sql}: {e}"));
        assert!(done.rows_affected() > 0, "{sql}");
    }

    fn me(&self) -> String {
        id_in(self.app, self.user.user_id.0)
    }

    fn new_id(&self) -> String {
        id_in(self.app, self.app.platform.clock.new_id())
    }

    /// Some bytes, as the database takes them.
    fn secret_in(&self) -> String {
        let hex = traces::hex(self.secret().as_bytes());
        if self.app.platform.db.backend() == DbBackend::Postgres {
            format!("'\\x{hex}'")
        } else {
            format!("X'{hex}'")
        }
    }

    /// A linked identity, a pending sign-in, and a session that it opened.
    async fn plant_identities(&self) {
        let (tag, email) = (self.tag, self.identity());
        let (me, secret, identity, sign_in) =
            (self.me(), self.secret_in(), self.new_id(), self.new_id());
        self.run(&format!(
            "INSERT INTO identities (id, user_id, provider, issuer, subject, email, claims, created_at, last_used_at, tokens)
            VALUES ({identity}, {me}, '{tag}-provider', '{tag}-issuer', '{tag}-subject', '{email}', '{{\"name\": \"{tag}-claim\"}}', {AT}, {AT}, {secret})"
        ))
        .await;
        self.run(&format!(
            "INSERT INTO sign_ins (id, provider, user_id, ticket, state, browser, secrets, return_to, created_at, expires_at, found)
            VALUES ({sign_in}, 'x', {me}, {secret}, {secret}, {secret}, {secret}, '{tag}-return', {AT}, {LATER}, {secret})"
        ))
        .await;
        self.run(&format!(
            "INSERT INTO provider_sessions (session_id, identity_id, sid)
            SELECT id, {identity}, '{tag}-provider-session' FROM sessions WHERE user_id = {me}"
        ))
        .await;
        self.run(&format!(
            "INSERT INTO sign_in_challenges (hash, user_id, method, by_cookie, identity_id, sid, expires_at, tries)
            VALUES ({secret}, {me}, 'PROVIDER', false, {identity}, '{tag}-sid', {LATER}, 0)"
        ))
        .await;
    }

    /// A change that an API token proposes.
    async fn plant_proposal(&self) {
        let (tag, me, id) = (self.tag, self.me(), self.new_id());
        self.run(&format!(
            "INSERT INTO agent_proposals (id, user_id, token_id, token_name, mutation, input, reason, effects, state, version, created_at, expires_at)
            VALUES ({id}, {me}, {id}, '{tag}-agent', 'updateApplication', '{{\"note\": \"{tag}-proposal\"}}', '{tag}-proposal-reason', '[]', 'PENDING', 1, {AT}, {LATER})"
        ))
        .await;
    }

    /// What stood before their last acts.
    async fn plant_undos(&self) {
        let (tag, me) = (self.tag, self.me());
        self.run(&format!("DELETE FROM profile_undos WHERE user_id = {me}"))
            .await;
        let notes = json!({ "kind": "NOTES", "source": "", "referrer": "", "priority": 0, "deadline": null, "nextAction": "",
            "note": format!("{tag}-former-note"), "archived": false });
        let values = json!({ "kind": "VALUES", "headline": format!("{tag}-former-headline"), "summary": "", "location": "", "links": [],
            "targets": { "titles": [], "seniority": [], "countries": [], "remoteModes": [], "employmentTypes": [], "payFloor": null,
                "excludedCompanies": [], "workAuthorizations": [], "noticePeriod": null, "availableFrom": null } });
        for sql in [
            format!(
                "INSERT INTO profile_undos (user_id, version, before) VALUES ({me}, 1, '{values}')"
            ),
            format!(
                "INSERT INTO application_undos (application_id, user_id, version, before)
                SELECT id, user_id, version, '{notes}' FROM applications WHERE user_id = {me}
                ON CONFLICT (application_id) DO UPDATE SET before = excluded.before"
            ),
        ] {
            self.run(&sql).await;
        }
    }

    /// A change that an API token made.
    async fn plant_change(&self) {
        let (tag, me, object) = (self.tag, self.me(), self.new_id());
        self.run(&format!(
            "INSERT INTO changes (user_id, seq, kind, object_id, operation, version, actor, actor_name, at)
            VALUES ({me}, 1000000, 'ANSWER', {object}, 'CHANGED', NULL, 'AGENT', '{tag}-agent', {AT})"
        ))
        .await;
    }

    /// Only an enrolment: with TOTP on, deletion would need a code.
    async fn plant_second_factors(&self) {
        let tag = self.tag;
        let (me, secret, passkey) = (self.me(), self.secret_in(), self.new_id());
        for sql in [
            format!("INSERT INTO totp_secrets (user_id, secret, created_at, last_step) VALUES ({me}, {secret}, {AT}, 0)"),
            format!("INSERT INTO recovery_codes (hash, user_id) VALUES ({secret}, {me})"),
            format!(
                "INSERT INTO passkeys (id, user_id, credential_id, name, public_key, state, transports, created_at)
                VALUES ({passkey}, {me}, {secret}, '{tag}-passkey', {secret}, {secret}, 0, {AT})"
            ),
            format!("INSERT INTO passkey_ceremonies (challenge, user_id, state, expires_at) VALUES ({secret}, {me}, {secret}, {LATER})"),
        ] {
            self.run(&sql).await;
        }
    }

    /// An account at LinkedIn that was read.
    async fn plant_linkedin(&self) {
        let (tag, me, secret) = (self.tag, self.me(), self.secret_in());
        let domain = format!(
            "[{{\"name\":\"{tag}-linkedin\",\"rows\":1,\"ending\":\"COMPLETE\",\"readAt\":\"2026-11-01T00:00:00Z\"}}]"
        );
        self.run(&format!(
            "INSERT INTO linkedin_accounts (user_id, state, token, token_source, version, connected_at, retries, domains, changes_seen)
            VALUES ({me}, 'CONNECTED', {secret}, 'PASTED', 1, {AT}, 0, '{domain}', '[]')"
        ))
        .await;
    }

    /// A request to a language model with what was sent, and an answer.
    async fn plant_models(&self) {
        let (seal, clock) = (&self.app.platform.seal, &self.app.platform.clock);
        let bytes = |sealed: Vec<u8>| {
            let hex = traces::hex(&sealed);
            if self.app.platform.db.backend() == DbBackend::Postgres {
                format!("'\\x{hex}'")
            } else {
                format!("X'{hex}'")
            }
        };
        let (tag, me, run, answer) = (self.tag, self.me(), clock.new_id(), clock.new_id());
        let sent = json!({ "system": "s", "user": format!("{tag}-model-sent") }).to_string();
        let sent = seal.seal(&format!("ai-sent {run}"), sent.as_bytes());
        let sent = bytes(sent.expect("a key"));
        let line = json!([{ "p": "closing", "kind": "COURTESY", "text": format!("{tag}-model-line"), "facts": [], "job": [] }]);
        let line = seal.seal(&format!("ai-answer {answer}"), line.to_string().as_bytes());
        let line = bytes(line.expect("a key"));
        let (run, answer) = (id_in(self.app, run), id_in(self.app, answer));
        for sql in [
            format!("INSERT INTO ai_consents (user_id, is_on, changed_at) VALUES ({me}, true, {AT})"),
            format!("INSERT INTO ai_user_spending (user_id, day, tokens, micros, reserved_tokens, reserved_micros) VALUES ({me}, 20000, 1, 1, 0, 0)"),
            format!(
                "INSERT INTO ai_runs (id, user_id, task, provider, endpoint, model, prompt_version, state, tokens_in, tokens_out, is_estimated, micros,
                    currency, refused, day, reserved_tokens, reserved_micros, sent, created_at)
                VALUES ({run}, {me}, 'LETTER', 'OPENAI', 'e', '{tag}-model', 1, 'DONE', 1, 1, false, 1, 'USD', '[]', 20000, 0, 0, {sent}, {AT})"
            ),
            format!("INSERT INTO ai_answers (id, user_id, cache_key, answer, created_at) VALUES ({answer}, {me}, 'k', {line}, {AT})"),
        ] {
            self.run(&sql).await;
        }
    }

    /// A vector of their titles and skills.
    async fn plant_embedding(&self) {
        let (me, secret) = (self.me(), self.secret_in());
        self.run(&format!(
            "INSERT INTO person_embeddings (user_id, model, text_hash, vector, embedded_at) VALUES ({me}, 'a-model', {secret}, {secret}, {AT})"
        ))
        .await;
    }

    /// People whom they know are at a company with postings.
    async fn plant_companies(&self) {
        let me = self.me();
        self.run(&format!(
            "UPDATE people SET company_id = (SELECT id FROM companies LIMIT 1) WHERE user_id = {me}"
        ))
        .await;
    }

    /// Two of their reports, of which one was decided, and one of another user that they decided.
    async fn plant_reports(&self, carol: &TestUser) {
        let posting = ask(&self.app.anonymous(), "{ jobs(first: 1) { nodes { id } } }")
            .await
            .text_at("jobs.nodes.0.id");
        let query = "mutation($input: ReportPostingInput!) { reportPosting(input: $input) { reported userErrors { message } } }";
        let report = async |who: &TestUser, text: &str| {
            let input = json!({ "postingId": posting, "reason": "FRAUD", "text": text });
            assert_eq!(
                who.client
                    .gql(query, json!({ "input": input }))
                    .await
                    .data("reportPosting.reported"),
                true
            );
        };
        let decide = async |verdict: &str, by: &TestUser, text: &str| {
            let by = id_in(self.app, by.user_id.0);
            self.run(&format!("UPDATE reports SET verdict = '{verdict}', resolved_at = {AT}, resolved_by = {by} WHERE text = '{text}'"))
                .await;
        };
        let of_other = format!("a report of {}", self.tag);
        report(&self.user, &self.word("finding")).await;
        decide("UPHELD", carol, &self.word("finding")).await;
        report(&self.user, &self.word("report")).await;
        report(carol, &of_other).await;
        decide("DISMISSED", &self.user, &of_other).await;
    }

    /// Admin operations on them, and by them.
    async fn plant_acts(&self, carol: &TestUser) {
        let (me, carol, tag) = (self.me(), id_in(self.app, carol.user_id.0), self.tag);
        self.run(&format!(
            "INSERT INTO suspensions (user_id, reason, since, by_id)
            VALUES ({me}, '{tag}-suspension', {AT}, {carol}), ({carol}, 'a reason of {tag}', {AT}, {me})"
        ))
        .await;
        self.run(&format!("INSERT INTO settings (name, value, changed_at, changed_by) VALUES ('setting of {tag}', 'true', {AT}, {me})"))
            .await;
    }

    /// After the erasure.
    pub async fn others_acts_stay(&self) {
        for rows in STAYS {
            assert_eq!(self.app.count_rows(rows).await, 1, "{rows}");
        }
        assert_eq!(
            self.app.count_rows("reports").await,
            2,
            "an open report is deleted with its author"
        );
    }
}
