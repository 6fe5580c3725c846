//! Each mutation that changes an object of the viewer tells of it in the change feed: a mutation that tells nothing is listed with its
//! reason.

use std::collections::BTreeSet;

use serde_json::json;

use super::{
    Common, Expect, Row, Things, meets,
    profiles::profile_mutations,
    roomy,
    table::{of_accounts, of_profiles, of_the_job_search, policy},
};
use crate::kit::{Setup, TestApp, TestUser};

/// Sign-in, sessions, tokens and factors are no objects of the product: `viewer.auditEntries` tells of them.
const ACCESS: &[&str] = &[
    "signUp",
    "signIn",
    "refreshSession",
    "signOut",
    "revokeSession",
    "revokeOtherSessions",
    "reauthenticate",
    "createApiToken",
    "revokeApiToken",
    "verifyEmail",
    "requestEmailVerification",
    "requestPasswordReset",
    "resetPassword",
    "changePassword",
    "redeemSignInCode",
    "linkIdentity",
    "completeIdentityLink",
    "unlinkIdentity",
    "completeSignIn",
    "beginTotp",
    "confirmTotp",
    "disableTotp",
    "generateRecoveryCodes",
    "beginPasskeyRegistration",
    "registerPasskey",
    "renamePasskey",
    "removePasskey",
    "beginPasskeySignIn",
    "signInWithPasskey",
];
/// They change nothing that belongs to the viewer. (`changeRole` is told to the user whose role it is.)
const OF_OTHERS: &[&str] = &[
    "reportPosting",
    "resolveReport",
    "updateCompany",
    "hidePosting",
    "showPosting",
    "suspendUser",
    "reinstateUser",
    "changeRole",
    "revokeUserSessions",
    "updateSettings",
];
/// They store nothing that a client keeps: suggestions are computed when they are read, an export is notified when it is ready, and a
/// preview is not stored.
const NOT_KEPT: &[&str] = &[
    "dismissSuggestion",
    "restoreSuggestion",
    "exportAccount",
    "previewApplicationList",
];
/// They need a file, a provider or a server of LinkedIn, which the table does not have: `changes::elsewhere`, `imports` and `linkedin` check them.
const ELSEWHERE: &[&str] = &[
    "uploadDocument",
    "importProfile",
    "importApplications",
    "importIdentityClaims",
    "connectLinkedIn",
    "syncLinkedIn",
    "disconnectLinkedIn",
];

/// The table restores the revision that is there, which changes nothing; `editLetter` stores a revision by the same function.
const UNCHANGED: &[&str] = &["restoreLetter"];
/// All that is not asked for.
const LISTED: [&[&str]; 5] = [ACCESS, OF_OTHERS, NOT_KEPT, ELSEWHERE, UNCHANGED];

fn name_of(row: &Row) -> Option<&'static str> {
    row.field.strip_prefix("Mutation.")
}

pub(super) fn is_listed(name: &str) -> bool {
    LISTED.iter().any(|list| list.contains(&name))
}

async fn last(app: &TestApp, user: &TestUser) -> i64 {
    app.platform.feed.last(user.user_id).await.unwrap()
}

#[tokio::test]
async fn what_the_lists_name_exists() {
    let known: BTreeSet<&str> = policy().filter_map(name_of).collect();
    let listed = LISTED.concat();
    let gone: Vec<_> = listed
        .iter()
        .filter(|name| !known.contains(*name))
        .collect();
    assert!(gone.is_empty(), "no mutations any more: {gone:?}");
}

#[tokio::test]
async fn each_mutation_of_an_object_tells_of_it() {
    let app = roomy().await;
    app.import_postings().await;
    let (owner, admin) = (app.sign_up("owner").await, app.admin("admin").await);
    let common = Common::of(&app, &admin).await;
    let mut wrong = Vec::new();
    let rows = of_accounts()
        .chain(of_the_job_search())
        .chain(of_profiles());
    for (number, row) in rows.filter(|row| !row.is_apart).enumerate() {
        let Some(name) = name_of(row).filter(|name| !is_listed(name)) else {
            continue;
        };
        // What is deleted with its account is another account each time.
        let owner = match name {
            "deleteAccount" | "cancelDeletion" => app.sign_up(&format!("owner{number}")).await,
            _ => owner.clone(),
        };
        if name == "cancelDeletion" {
            // Access ends with the request for deletion, so that it is canceled in a new session.
            let delete = "mutation { deleteAccount(input: {}) { deletionAt } }";
            owner
                .client
                .gql(delete, json!({}))
                .await
                .text_at("deleteAccount.deletionAt");
        }
        let owner = owner.sign_in_again(&app).await;
        let things = Things::of(&app, &owner, &common, number).await;
        let (query, variables) = (row.ask)(&things);
        let before = last(&app, &owner).await;
        let answer = owner.client.gql(query, variables).await;
        if let Err(answer) = meets(&answer, name, Expect::Data) {
            wrong.push(format!("{name} was not done: {answer}"));
        } else if last(&app, &owner).await == before {
            wrong.push(format!("{name} told nothing"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The profile with the ids of all items, and its version.
async fn profile(user: &TestUser) -> (String, i64) {
    let sections = [
        "employments { id evidence { id } }",
        "educations { id }",
        "skills { id }",
        "languages { id }",
        "projects { id }",
        "certifications { id }",
        "volunteerings { id }",
        "publications { id }",
        "awards { id }",
    ];
    let query = format!(
        "{{ viewer {{ profile {{ version {} }} }} }}",
        sections.join(" ")
    );
    let answer = user.client.gql(&query, json!({})).await;
    let version = answer.data("viewer.profile.version").as_i64().unwrap();
    (answer.data("viewer.profile").to_string(), version)
}

/// An input with the ids of items that are there.
fn filled(input: &str, known: &str) -> String {
    let none = format!("_{}", "0".repeat(32));
    let mut input = input.to_owned();
    while let Some((head, _)) = input.split_once(&none) {
        let prefix = head.rsplit('"').next().unwrap().to_owned();
        let mut texts = known.split('"');
        let found = texts.find(|text| text.starts_with(&format!("{prefix}_")));
        let found = found.unwrap_or_else(|| panic!("no {prefix} in {known}"));
        input = input.replace(&format!("{prefix}{none}"), found);
    }
    input
}

/// Each mutation of the profile with its input, but for the version.
macro_rules! pairs {
    ($($mutation:literal => $input:literal,)*) => { &[$(($mutation, $input),)*] };
}
pub(crate) const OF_PROFILES: &[(&str, &str)] = profile_mutations!(pairs);

/// A mutation of the profile as it is now, and what its input needs.
pub(crate) async fn mutation_of_the_profile(owner: &TestUser, name: &str, input: &str) -> String {
    if name == "addEvidence" {
        let employment = "employment: { company: \"C\", title: \"T\", description: \"- Led.\" }";
        let version = profile(owner).await.1;
        let add = format!(
            "mutation {{ addEmployment(input: {{ expectedVersion: {version}, {employment} }}) {{ profile {{ version }} }} }}"
        );
        let added = owner.client.gql(&add, json!({})).await;
        assert_eq!(added.data("addEmployment.profile.version"), version + 1);
    }
    let (known, version) = profile(owner).await;
    let input = filled(input, &known);
    format!(
        "mutation {{ {name}(input: {{ expectedVersion: {version}, {input} }}) {{ profile {{ version }} userErrors {{ message }} }} }}"
    )
}

#[tokio::test]
async fn each_mutation_of_the_profile_tells_of_it() {
    let app = Setup::new().workers(0).start().await;
    let owner = app.sign_up("owner").await;
    for (name, input) in OF_PROFILES {
        let query = mutation_of_the_profile(&owner, name, input).await;
        let (_, version) = profile(&owner).await;
        let before = last(&app, &owner).await;
        let answer = owner.client.gql(&query, json!({})).await;
        let now = &answer.json["data"][name]["profile"]["version"];
        assert_eq!(now.as_i64(), Some(version + 1), "{name}: {}", answer.text);
        assert_eq!(last(&app, &owner).await, before + 1, "{name}");
    }
}
