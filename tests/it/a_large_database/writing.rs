//! The operations of résumés, letters, tailorings and answers.

use serde_json::json;

use super::Bench;
use crate::writing::{
    answers::{self, recorded, saved},
    letters::{begun, edit_of, read},
    resumes::{master, tailored},
    tailoring::{self, planted},
};

impl Bench {
    pub(super) async fn writing(&mut self) {
        let fields = "totalCount pageInfo { endCursor } nodes { id name content { name } revisions(first: 2) { nodes { reason changes { place } } } }";
        for filter in ["", ", kind: MASTER", ", archived: true"] {
            let page = self
                .gql(
                    &format!("{{ viewer {{ resumes(first: 10{filter}) {{ {fields} }} }} }}"),
                    json!({}),
                )
                .await;
            let cursor = page["viewer"]["resumes"]["pageInfo"]["endCursor"]
                .as_str()
                .unwrap()
                .to_owned();
            self.gql(
                &format!("{{ viewer {{ resumes(after: \"{cursor}\"{filter}) {{ {fields} }} }} }}"),
                json!({}),
            )
            .await;
        }
        let posting = self
            .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
            .await;
        let posting = posting["jobs"]["nodes"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        self.app.platform.db.statement_counter().listen();
        let resume = master(&self.user, "M").await;
        let copy = tailored(&self.user, &resume, &posting).await;
        self.look("creating a resume and a copy").await;
        let by_id = "query($id: ID!) { viewer { resume(id: $id) { id parent { id } content { name sections { items { statements {
                     citations { text } } } } } } } node(id: $id) { id } }";
        self.gql(by_id, json!({ "id": copy["id"] })).await;
        for (mutation, rest) in [
            ("editResume", ", content: { language: EN, name: \"N\" }"),
            ("restoreResume", ", revision: 1"),
            ("updateResume", ", language: DE"),
            ("archiveResume", ""),
            ("unarchiveResume", ""),
            ("removeResume", ""),
        ] {
            let read = self
                .gql(
                    by_id.replace(" id parent", " version parent").as_str(),
                    json!({ "id": resume["id"] }),
                )
                .await;
            let query = format!(
                "mutation {{ {mutation}(input: {{ id: {}, expectedVersion: {}{rest} }}) {{ userErrors {{ message }} }} }}",
                resume["id"], read["viewer"]["resume"]["version"]
            );
            self.gql(&query, json!({})).await;
        }
    }

    pub(super) async fn letters(&mut self) {
        let fields = "totalCount pageInfo { endCursor } nodes { id postingTitle missing { text } content { text } revisions(first: 2) { nodes { reason } } }";
        for filter in ["", ", archived: true"] {
            let page = self
                .gql(
                    &format!("{{ viewer {{ letters(first: 10{filter}) {{ {fields} }} }} }}"),
                    json!({}),
                )
                .await;
            let cursor = page["viewer"]["letters"]["pageInfo"]["endCursor"]
                .as_str()
                .unwrap()
                .to_owned();
            self.gql(
                &format!("{{ viewer {{ letters(after: \"{cursor}\"{filter}) {{ {fields} }} }} }}"),
                json!({}),
            )
            .await;
        }
        let old = self
            .gql(
                "{ viewer { letters(first: 1) { nodes { id } } } }",
                json!({}),
            )
            .await;
        let old = read(
            &self.user.client,
            &old["viewer"]["letters"]["nodes"][0]["id"],
        )
        .await;
        let posting = self
            .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
            .await;
        let posting = posting["jobs"]["nodes"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        self.app.platform.db.statement_counter().listen();
        let letter = begun(&self.user, &posting).await;
        self.app.run_tasks().await;
        let edit = edit_of(&old, |input| {
            input["paragraphs"] = json!([{ "sentences": [{ "text": "Mine." }] }]);
        });
        crate::writing::letters::write(&self.user.client, "editLetter", &edit).await;
        self.look("writing and editing a letter").await;
        let ledger =
            "totalCount pageInfo { endCursor } nodes { task letter { id } tailoring { id } }";
        let page = self.gql(&format!("{{ viewer {{ languageModels {{ isOn todaysUse {{ tokens }} }} aiRuns(first: 10) {{ {ledger} }} }} }}"), json!({})).await;
        let cursor = page["viewer"]["aiRuns"]["pageInfo"]["endCursor"].clone();
        self.gql(
            &format!("{{ viewer {{ aiRuns(after: {cursor}) {{ {ledger} }} }} }}"),
            json!({}),
        )
        .await;
        let by_id = "query($id: ID!) { viewer { letter(id: $id) { content { text } } } node(id: $id) { id } }";
        self.gql(by_id, json!({ "id": letter["id"] })).await;
    }

    pub(super) async fn tailorings(&mut self) {
        let fields = "totalCount pageInfo { endCursor } nodes { id postingTitle wording missing { text } proposals { state } }";
        let list = format!(
            "{{ viewer {{ resumes(first: 10) {{ nodes {{ tailoring {{ id }} tailorings(first: 2) {{ {fields} }} }} }} }} }}"
        );
        self.gql(&list, json!({})).await;
        let posting = self
            .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
            .await;
        let posting = posting["jobs"]["nodes"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let resume = master(&self.user, "M").await;
        let copy = tailored(&self.user, &resume, &posting).await;
        self.gql(
            "query($input: TailoringRequestsInput!) { viewer { tailoringRequests(input: $input) { place user } } }",
            json!({ "input": { "resumeId": copy["id"] } }),
        )
        .await;
        self.app.platform.db.statement_counter().listen();
        let (app, user) = (&self.app, &self.user);
        let input = json!({ "resumeId": copy["id"] });
        tailoring::write(&user.client, "tailorResume", &input).await;
        for mutation in ["acceptProposals", "rejectProposals"] {
            let there = planted(app, user, &copy, (Some(&posting), "T")).await;
            let ids = [&there["proposals"][0]["id"]];
            let input =
                json!({ "tailoringId": there["id"], "expectedVersion": 1, "proposalIds": ids });
            tailoring::write(&user.client, mutation, &input).await;
        }
        let there = planted(app, user, &copy, (Some(&posting), "T")).await;
        self.look("making proposals and deciding about them").await;
        let by_id =
            "query($id: ID!) { node(id: $id) { ... on Tailoring { proposals { state } } } }";
        self.gql(by_id, json!({ "id": there["id"] })).await;
        let remove = "mutation($id: ID!) { removeTailoring(input: { id: $id, expectedVersion: 1 }) { userErrors { message } } }";
        self.gql(remove, json!({ "id": there["id"] })).await;
        let remove = "mutation($id: ID!, $version: Int!) { removeResume(input: { id: $id, expectedVersion: $version }) { userErrors { message } } }";
        self.gql(remove, json!({ "id": copy["id"], "version": 2 }))
            .await;
    }

    pub(super) async fn answers(&mut self) {
        let fields = "totalCount pageInfo { endCursor } nodes { id kind versions(first: 2) { nodes { question } } }";
        for filter in ["", ", text: \"q\""] {
            let query = format!("{{ viewer {{ answers(first: 10{filter}) {{ {fields} }} }} }}");
            let page = self.gql(&query, json!({})).await;
            let cursor = page["viewer"]["answers"]["pageInfo"]["endCursor"]
                .as_str()
                .unwrap()
                .to_owned();
            self.gql(
                &format!("{{ viewer {{ answers(after: \"{cursor}\"{filter}) {{ {fields} }} }} }}"),
                json!({}),
            )
            .await;
        }
        let found = "{ viewer { findAnswers(question: { text: \"Q\" }) { similarity } } }";
        self.gql(found, json!({})).await;
        let query = "{ viewer { applications(first: 5) { nodes { id answers { question answer { question } } } } } }";
        let applications = self.gql(query, json!({})).await;
        let application = applications["viewer"]["applications"]["nodes"][0]["id"].clone();
        let client = &self.user.client;
        self.app.platform.db.statement_counter().listen();
        let answer = saved(client, "New?", json!({ "number": 1 })).await;
        let record = recorded(&self.user, application.as_str().unwrap(), &answer).await;
        let edit = json!({ "id": answer["id"], "expectedVersion": 1, "question": "Newer?", "value": { "number": 2 } });
        answers::write(client, "saveAnswer", &edit).await;
        answers::write(
            client,
            "removeRecordedAnswer",
            &json!({ "id": record["id"] }),
        )
        .await;
        let remove = json!({ "id": answer["id"], "expectedVersion": 2 });
        answers::write(client, "removeAnswer", &remove).await;
        self.look("saving, recording and removing an answer").await;
        let query = "{ jobs(first: 5) { nodes { interviewQuestions { text } } } }";
        self.gql(query, json!({})).await;
    }
}
