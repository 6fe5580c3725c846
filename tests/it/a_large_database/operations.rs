//! The operations whose plans are checked, by area.

use serde_json::{Value, json};

use super::Bench;
use crate::{
    jobs::{record, store},
    kit::Socket,
};

const FULL: &str = "totalCount pageInfo { endCursor } nodes { id title company { name } locations { country } \
     skills { skill { slug } } highlights { title { text } } }";

const LIST: &str = "pageInfo { endCursor } nodes { id title }";

/// Every filter with a frequent and a rare value.
const FILTERS: &[&str] = &[
    "",
    "remoteModes: [REMOTE]",
    "remoteModes: [REMOTE, HYBRID, ONSITE]",
    "countries: [\"PT\"]",
    "countries: [\"PT\", \"DE\", \"FR\"]",
    "countries: [\"AQ\"]",
    "employmentTypes: [CONTRACT]",
    "seniorities: [SENIOR, LEAD]",
    "pay: { yearlyMin: 40000, currency: \"EUR\" }",
    "pay: { yearlyMin: 148000, currency: \"EUR\" }",
    "pay: { yearlyMin: 1, currency: \"CHF\" }",
    "postedSince: \"SINCE\"",
    "companyId: \"COMPANY\"",
    "remoteModes: [REMOTE], countries: [\"PT\"], employmentTypes: [FULL_TIME], seniorities: [SENIOR]",
    "remoteModes: [REMOTE], pay: { yearlyMin: 100000, currency: \"USD\" }, postedSince: \"SINCE\"",
    "companyId: \"COMPANY\", seniorities: [SENIOR]",
    "countries: [\"PT\"], pay: { yearlyMin: 90000, currency: \"GBP\" }",
];

/// Filters of lists and places; beside those above, each without a query and with one.
const MORE_FILTERS: &[&str] = &[
    "skills: [\"rust\"]",
    "skills: [\"rust\", \"python\"], all: { skills: [\"rust\", \"postgresql\"] }",
    "none: { skills: [\"rust\"] }",
    "none: { countries: [\"PT\"], remoteModes: [REMOTE] }",
    "cities: [\"Lisbon\"]",
    "regions: [\"US-TX\"]",
    "countries: [\"PT\"], cities: [\"Porto\"]",
    "all: { countries: [\"PT\", \"DE\"] }",
    "languages: [\"de\"]",
    "none: { languages: [\"en\"] }",
    "companies: [\"COMPANY\"]",
    "none: { companies: [\"COMPANY\"] }",
    "industries: [\"Industry 7\"]",
    "companySizes: [\"1-10\"]",
    "hasPay: true",
    "hasPay: false, remoteModes: [REMOTE]",
    "hasConnection: true",
    "hasConnection: false, remoteModes: [REMOTE]",
    "near: { latitude: 38.7, longitude: -9.1, radiusKm: 30 }",
    "near: { latitude: 50, longitude: 10, radiusKm: 1000 }, skills: [\"rust\"]",
];

const FACETS: &str = "facets { exact countries { value count } regions { value } cities { value } skills { value label count } languages { value } \
     remoteModes { value } employmentTypes { value } seniorities { value } companies { value label } }";

impl Bench {
    /// Filters of lists and places, facets, and the orders by pay and distance.
    pub(super) async fn filters(&mut self) {
        let first = self
            .gql("{ jobs(first: 1) { nodes { company { id } } } }", json!({}))
            .await;
        let company = first["jobs"]["nodes"][0]["company"]["id"].as_str().unwrap();
        for filter in FILTERS.iter().chain(MORE_FILTERS) {
            let filter = filter
                .replace("SINCE", "2026-01-01T00:00:00Z")
                .replace("COMPANY", company);
            for text in ["", "query: \"word17\", "] {
                let mut orders = vec!["NEWEST", "PAY"];
                if filter.contains("near") {
                    orders.push("DISTANCE");
                }
                for order in orders {
                    let arguments = format!("{text}filter: {{ {filter} }}, order: {order}");
                    let page = self
                        .gql(
                            &format!("{{ jobs({arguments}) {{ totalCount {LIST} }} }}"),
                            json!({}),
                        )
                        .await;
                    if let Some(cursor) = page["jobs"]["pageInfo"]["endCursor"].as_str() {
                        let next = format!("{arguments}, after: \"{cursor}\", first: 50");
                        self.gql(&format!("{{ jobs({next}) {{ {LIST} }} }}"), json!({}))
                            .await;
                    }
                }
                let arguments = format!("{text}filter: {{ {filter} }}");
                self.gql(
                    &format!("{{ jobs({arguments}) {{ {FACETS} }} }}"),
                    json!({}),
                )
                .await;
            }
        }
    }

    pub(super) async fn searches(&mut self) {
        let first = self
            .gql(&format!("{{ jobs(first: 100) {{ {FULL} }} }}"), json!({}))
            .await;
        let since = self
            .gql(
                "{ jobs(first: 100) { nodes { postedAt company { id } } } }",
                json!({}),
            )
            .await;
        let node = &since["jobs"]["nodes"][99];
        let (since, company) = (
            node["postedAt"].as_str().unwrap(),
            node["company"]["id"].as_str().unwrap(),
        );
        for filter in FILTERS {
            let filter = filter.replace("SINCE", since).replace("COMPANY", company);
            for text in [
                "",
                "query: \"word17\", ",
                "query: \"topic7 -painter\", ",
                "query: \"\\\"senior engineer\\\" word1\", ",
            ] {
                for order in ["NEWEST", "RELEVANCE"] {
                    let arguments = format!("{text}filter: {{ {filter} }}, order: {order}");
                    let page = self
                        .gql(&format!("{{ jobs({arguments}) {{ {FULL} }} }}"), json!({}))
                        .await;
                    if let Some(cursor) = page["jobs"]["pageInfo"]["endCursor"].as_str() {
                        self.gql(&format!("{{ jobs({arguments}, after: \"{cursor}\", first: 50) {{ {LIST} }} }}"), json!({})).await;
                    }
                }
            }
        }
        let around = "nodes { id changes(first: 5) { totalCount pageInfo { endCursor } nodes { what } } possibleDuplicates { title } }";
        let page = self
            .gql(&format!("{{ jobs(first: 50) {{ {around} }} }}"), json!({}))
            .await;
        let node = &page["jobs"]["nodes"][0];
        let (id, after) = (&node["id"], &node["changes"]["pageInfo"]["endCursor"]);
        let next = "query($id: ID!, $after: String) { node(id: $id) { ... on Posting { changes(first: 1, after: $after) { nodes { what } } } } }";
        self.gql(next, json!({ "id": id, "after": after })).await;
        let ids: Vec<&Value> = first["jobs"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| &node["id"])
            .collect();
        self.gql(
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            json!({ "ids": ids }),
        )
        .await;
        self.gql(
            &format!("{{ node(id: \"{company}\") {{ id }} }}"),
            json!({}),
        )
        .await;
    }

    pub(super) async fn applications(&mut self) {
        let deep = "pageInfo { endCursor } totalCount nodes { id version posting { title company { name } skills { importance } } \
                    snapshot { title } events { seq } }";
        let mut last = Value::Null;
        for filter in [
            "",
            "archived: true",
            "stages: [APPLIED]",
            "stages: [APPLIED, OFFER, CLOSED]",
            "stages: [OFFER], archived: true",
        ] {
            let page =
                self.gql(&format!("{{ viewer {{ applications(filter: {{ {filter} }}, first: 10) {{ {deep} }} }} }}"), json!({})).await;
            let cursor = page["viewer"]["applications"]["pageInfo"]["endCursor"]
                .as_str()
                .unwrap()
                .to_owned();
            last = page["viewer"]["applications"]["nodes"][0].clone();
            let next = format!("filter: {{ {filter} }}, after: \"{cursor}\"");
            self.gql(
                &format!("{{ viewer {{ applications({next}) {{ nodes {{ id }} }} }} }}"),
                json!({}),
            )
            .await;
            for order in ["NEWEST", "OLDEST"] {
                let ordered = format!("filter: {{ {filter} }}, order: {order}, first: 10");
                let fields = "nodes { id } pageInfo { endCursor }";
                let page = self
                    .gql(
                        &format!("{{ viewer {{ applications({ordered}) {{ {fields} }} }} }}"),
                        json!({}),
                    )
                    .await;
                let cursor = page["viewer"]["applications"]["pageInfo"]["endCursor"]
                    .as_str()
                    .unwrap()
                    .to_owned();
                self.gql(&format!("{{ viewer {{ applications({ordered}, after: \"{cursor}\") {{ {fields} }} }} }}"), json!({})).await;
            }
        }
        self.gql("{ viewer { board(first: 5) { stage totalCount applications { id events { seq } posting { title } } } } }", json!({}))
            .await;
        self.gql(
            "{ viewer { analytics { funnel { total accepted steps { stage reached } } } } }",
            json!({}),
        )
        .await;
        self.gql(
            &format!(
                "{{ viewer {{ application(id: {}) {{ id }} }} node(id: {}) {{ id }} }}",
                last["id"], last["id"]
            ),
            json!({}),
        )
        .await;
        let rank = "mutation($input: RankApplicationInput!) { rankApplication(input: $input) { userErrors { message } } }";
        self.gql(rank, json!({ "input": { "id": last["id"] } }))
            .await;
        let change = "mutation($input: UpdateApplicationInput!) { updateApplication(input: $input) { userErrors { message } } }";
        self.gql(change, json!({ "input": { "id": last["id"], "expectedVersion": last["version"], "note": "x" } })).await;
        let create = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { id version } userErrors { message } } }";
        let posting = self
            .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
            .await["jobs"]["nodes"][0]["id"]
            .clone();
        let created = self
            .gql(
                create,
                json!({ "input": { "postingId": posting, "idempotencyKey": "once" } }),
            )
            .await;
        let created = &created["createApplication"]["application"];
        let step = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { userErrors { message } } }";
        self.gql(step, json!({ "input": { "id": created["id"], "expectedVersion": created["version"], "to": "APPLIED" } })).await;
        let delete = "mutation($input: DeleteApplicationInput!) { deleteApplication(input: $input) { deletedApplicationId } }";
        let deleted = self.gql(delete, json!({ "input": { "id": created["id"], "expectedVersion": 2, "idempotencyKey": "gone" } })).await;
        assert_eq!(
            deleted["deleteApplication"]["deletedApplicationId"],
            created["id"]
        );
        self.gql("mutation { updateAccount(input: { timeZone: \"Europe/Lisbon\" }) { user { timeZone } } }", json!({})).await;
    }

    pub(super) async fn inbox(&mut self) {
        self.app.platform.db.statement_counter().listen();
        self.app.run_tasks().await;
        self.look("the queue: claims, and delivering a notification")
            .await;
        let mut cursor = String::new();
        for arguments in ["first: 20", "first: 20, unreadOnly: true"] {
            let fields = "totalCount pageInfo { endCursor } nodes { id application { id posting { title } } }";
            let page =
                self.gql(&format!("{{ viewer {{ notifications({arguments}) {{ {fields} }} unreadNotificationCount }} }}"), json!({})).await;
            page["viewer"]["notifications"]["pageInfo"]["endCursor"]
                .as_str()
                .unwrap()
                .clone_into(&mut cursor);
            self.gql(&format!("{{ viewer {{ notifications({arguments}, after: \"{cursor}\") {{ nodes {{ id }} }} }} }}"), json!({})).await;
        }
        let mut socket = Socket::connect(&self.app, Some(&self.user.access_token)).await;
        self.app.platform.db.statement_counter().listen();
        let follow = "subscription($after: String) { notificationReceived(after: $after) { cursor notification { id } } }";
        socket
            .subscribe("1", follow, json!({ "after": cursor }))
            .await;
        socket.next_data("1").await;
        self.look(follow).await;
        let mark = "mutation($input: MarkReadInput!) { markRead(input: $input) { marked unreadNotificationCount } }";
        self.gql(mark, json!({ "input": { "allUpTo": cursor } }))
            .await;
    }

    pub(super) async fn administration(&mut self) {
        let account = "pageInfo { endCursor } nodes { email suspension { reason } sessions { id } hasTotp passkeyCount providers }";
        for arguments in [
            "",
            "search: \"user19\"",
            "search: \"nobody\"",
            "role: ADMIN",
            "status: SUSPENDED",
            "role: USER, search: \"user1\"",
        ] {
            let arguments = format!(
                "first: 5{}{arguments}",
                if arguments.is_empty() { "" } else { ", " }
            );
            let page = self
                .gql(
                    &format!("{{ admin {{ users({arguments}) {{ {account} }} }} }}"),
                    json!({}),
                )
                .await;
            if let Some(cursor) = page["admin"]["users"]["pageInfo"]["endCursor"].as_str() {
                self.gql(&format!("{{ admin {{ users({arguments}, after: \"{cursor}\") {{ nodes {{ id }} }} }} }}"), json!({})).await;
            }
        }
        // A total count reads all rows; filtered counts use an index.
        for arguments in ["search: \"user19\"", "role: ADMIN", "status: SUSPENDED"] {
            self.gql(
                &format!("{{ admin {{ users({arguments}) {{ totalCount }} }} }}"),
                json!({}),
            )
            .await;
        }
        self.gql(
            "{ moderation { reports(state: OPEN) { totalCount } } }",
            json!({}),
        )
        .await;
        let me = self.user.user_id.to_string();
        let entries = "totalCount pageInfo { endCursor } nodes { seq ipAddress }";
        for filter in [
            format!("subjectId: \"{me}\""),
            format!("actorId: \"{me}\""),
            "action: \"account.suspend\"".to_owned(),
        ] {
            self.gql(&format!("{{ admin {{ auditEntries(filter: {{ {filter} }}, first: 5) {{ {entries} }} }} }}"), json!({})).await;
        }
        let page = self
            .gql(
                "{ admin { auditEntries(first: 5) { nodes { seq } pageInfo { endCursor } } } }",
                json!({}),
            )
            .await;
        let cursor = page["admin"]["auditEntries"]["pageInfo"]["endCursor"]
            .as_str()
            .unwrap()
            .to_owned();
        self.gql(&format!("{{ admin {{ auditEntries(first: 5, after: \"{cursor}\") {{ nodes {{ seq }} }} }} }}"), json!({})).await;
        self.gql(&format!("{{ viewer {{ audit(first: 5, after: \"{cursor}\") {{ totalCount nodes {{ seq ipAddress }} }} }} }}"), json!({}))
            .await;
        let posting = self
            .gql(
                "{ jobs(first: 1) { nodes { id company { id } } } }",
                json!({}),
            )
            .await["jobs"]["nodes"][0]
            .clone();
        let report = "mutation($id: ID!) { reportPosting(input: { postingId: $id, reason: SPAM }) { userErrors { message } } }";
        self.gql(report, json!({ "id": posting["id"] })).await;
        for state in ["OPEN", "RESOLVED"] {
            let reports = format!(
                "{{ moderation {{ reports(state: {state}, first: 5) {{ nodes {{ id posting {{ title }} }} }} }} }}"
            );
            self.gql(&reports, json!({})).await;
        }
        for mutation in [
            "hidePosting(input: { id: $id, reason: \"x\" })",
            "showPosting(input: { id: $id })",
        ] {
            self.gql(
                &format!("mutation($id: ID!) {{ {mutation} {{ posting {{ id }} }} }}"),
                json!({ "id": posting["id"] }),
            )
            .await;
        }
        let update = "mutation($id: ID!) { updateCompany(input: { id: $id, expectedVersion: 1, name: \"Another\" }) { company { id } } }";
        self.gql(update, json!({ "id": posting["company"]["id"] }))
            .await;
    }

    pub(super) async fn rest(&mut self) {
        let profile = "{ viewer { user { email } profile { headline employments { title } educations { school } skills { name } languages { name } } } }";
        self.gql(profile, json!({})).await;
        let skills = "mutation($input: SetSkillsInput!) { setSkills(input: $input) { userErrors { message } } }";
        self.gql(skills, json!({ "input": { "expectedVersion": 0, "skills": [{ "name": "Rust", "level": "EXPERT" }] } })).await;
        self.gql("{ sources { board lastRun { found } } }", json!({}))
            .await;
        self.app.platform.db.statement_counter().listen();
        self.app.jobs.schedule().await.unwrap();
        self.app.platform.queue.depth().await.unwrap();
        self.app.platform.queue.next_run_at().await.unwrap();
        self.look("the schedule and the queue's depth").await;
        self.app.platform.db.statement_counter().listen();
        let records: Vec<_> = (0..100)
            .map(|n| record(&format!("Job {n}"), &format!("Text {n}.")))
            .collect();
        store(&self.app, "Company 7", &records).await;
        store(&self.app, "Company 7", &records).await;
        self.look("storing a board twice").await;
        self.app.platform.db.statement_counter().listen();
        let again = self.user.sign_in_again(&self.app).await;
        self.look("signing in").await;
        let input = json!({ "input": { "refreshToken": again.refresh_token } });
        self.gql("mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { userErrors { message } } }", input).await;
        self.gql(
            "mutation { signOut(input: {}) { clientMutationId } }",
            json!({}),
        )
        .await;
    }
}
