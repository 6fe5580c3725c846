//! Each act on a profile is taken back, and that is taken back, too.

use careergraph::{
    features::profiles::{Profile, ProfileEdit, Sections},
    platform::unit_of_work::Unit,
    types::write::Write,
};
use serde_json::{Value, json};

use super::{UNDO, ask, changes, refusal, token};
use crate::{
    fuzz::random::Random,
    kit::{Setup, TestApp, TestUser},
    policy::told::{OF_PROFILES, mutation_of_the_profile},
};

/// The change that made the profile what it is.
async fn last(user: &TestUser) -> Value {
    let all = changes(user, &user.client).await;
    let found = all.into_iter().find(|change| change["kind"] == "PROFILE");
    found.expect("a change")
}

/// Takes the last act on the profile back; returns its version.
async fn undo(user: &TestUser) -> i64 {
    let answer = ask(&user.client, &last(user).await).await;
    assert_eq!(answer.data("undo.userErrors"), &json!([]));
    let version = answer.data("undo.profile.version").as_i64();
    version.expect("a version")
}

/// All that the profile has, without what each change counts up.
async fn visible(app: &TestApp, user: &TestUser) -> Value {
    let actor = user.actor(app);
    let profile: Profile = app.profiles.get(&actor).await.expect("a profile");
    let sections: Sections = app.profiles.sections(&actor).await.expect("sections");
    let mut shown = json!({ "profile": profile, "sections": sections });
    for counted in ["id", "version", "updatedAt", "updated_at"] {
        shown["profile"]
            .as_object_mut()
            .map(|it| it.remove(counted));
    }
    let facts = shown["sections"]["evidence"].as_array_mut();
    for fact in facts.into_iter().flatten() {
        for counted in ["version", "updatedAt"] {
            fact.as_object_mut().map(|it| it.remove(counted));
        }
    }
    shown
}

/// Runs a mutation of the profile with ids that are there.
async fn run(user: &TestUser, name: &str, input: &str) {
    let query = mutation_of_the_profile(user, name, input).await;
    let answer = user.client.gql(&query, json!({})).await;
    assert_eq!(
        answer.data(&format!("{name}.userErrors")),
        &json!([]),
        "{name}"
    );
}

#[tokio::test]
async fn each_mutation_of_the_profile_is_taken_back_and_that_is_taken_back() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    for (name, input) in OF_PROFILES {
        // What the mutation needs is there before.
        let query = mutation_of_the_profile(&ada, name, input).await;
        let before = visible(&app, &ada).await;
        let answer = ada.client.gql(&query, json!({})).await;
        assert_eq!(answer.data(&format!("{name}.userErrors")), &json!([]));
        let after = visible(&app, &ada).await;
        let version = undo(&ada).await;
        assert_eq!(visible(&app, &ada).await, before, "{name} is taken back");
        assert_eq!(undo(&ada).await, version + 1, "a change of its own");
        assert_eq!(visible(&app, &ada).await, after, "{name} is done again");
        undo(&ada).await;
        assert_eq!(visible(&app, &ada).await, before, "{name}, a third time");
        undo(&ada).await;
    }
    assert_eq!(
        app.count_rows("profile_undos").await,
        1,
        "of the last act only"
    );
}

/// With several items and facts, of which some are imported.
#[tokio::test]
async fn any_series_of_acts_is_taken_back_act_by_act() {
    let app = Setup::new().workers(0).start().await;
    for seed in 0..4 {
        let ada = app.sign_up(&format!("ada{seed}")).await;
        let mut random = Random::new(seed, 0);
        for name in ["a", "b", "c"] {
            let add = format!(
                "employment: {{ company: \"{name}\", title: \"T\", description: \"- One.\\n- Two.\\n- Three.\" }}"
            );
            run(&ada, "addEmployment", &add).await;
            run(&ada, "addSkill", &format!("skill: {{ name: \"{name}\" }}")).await;
        }
        run(&ada, "splitDescription", OF_SPLIT).await;
        for number in 0..25 {
            let (name, input) = act(&mut random);
            let has = visible(&app, &ada).await.to_string();
            let needs = |prefix: &str| input.contains(prefix) && !has.contains(prefix);
            if needs("evid_") || needs("empl_") {
                continue;
            }
            // What the mutation needs is there before.
            let query = mutation_of_the_profile(&ada, name, &input).await;
            let before = visible(&app, &ada).await;
            let answer = ada.client.gql(&query, json!({})).await;
            assert_eq!(answer.data(&format!("{name}.userErrors")), &json!([]));
            if random.chance(30) {
                continue;
            }
            undo(&ada).await;
            assert_eq!(
                visible(&app, &ada).await,
                before,
                "seed {seed}, act {number}: {name} {input}"
            );
        }
    }
}

const OF_SPLIT: &str = "itemId: \"empl_00000000000000000000000000000000\"";

/// A mutation and its input.
fn act(random: &mut Random) -> (&'static str, String) {
    let (job, fact) = (
        "empl_00000000000000000000000000000000",
        "evid_00000000000000000000000000000000",
    );
    let number = random.below(1_000_000);
    let acts = [
        (
            "updateProfile",
            format!("headline: \"{number}\", targets: {{ titles: [\"{number}\"] }}"),
        ),
        (
            "addEmployment",
            format!(
                "position: 1, employment: {{ company: \"{number}\", title: \"T\", description: \"- One.\\n- Two.\" }}"
            ),
        ),
        (
            "updateEmployment",
            format!("employment: {{ id: \"{job}\", company: \"{number}\", title: \"T\" }}"),
        ),
        ("moveEmployment", format!("id: \"{job}\", position: 2")),
        ("removeEmployment", format!("id: \"{job}\"")),
        (
            "setEmployments",
            format!(
                "employments: [{{ company: \"{number}\", title: \"T\" }}, {{ id: \"{job}\", company: \"{number}\", title: \"T\" }}]"
            ),
        ),
        ("setSkills", format!("skills: [{{ name: \"{number}\" }}]")),
        (
            "addEvidence",
            format!("itemId: \"{job}\", text: \"{number}\", position: 0"),
        ),
        ("splitDescription", format!("itemId: \"{job}\"")),
        (
            "updateEvidence",
            format!("id: \"{fact}\", text: \"{number}\", linkedSkills: [\"{number}\"]"),
        ),
        ("confirmEvidence", format!("ids: [\"{fact}\"]")),
        ("moveEvidence", format!("id: \"{fact}\", position: 1")),
        ("removeEvidence", format!("id: \"{fact}\"")),
    ];
    let (name, input) = random.pick(&acts);
    (name, input.clone())
}

#[tokio::test]
async fn facts_come_back_with_their_item_however_often_that_is_taken_back() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let job = "empl_00000000000000000000000000000000";
    run(
        &ada,
        "addEvidence",
        &format!("itemId: \"{job}\", text: \"Led.\""),
    )
    .await;
    let before = visible(&app, &ada).await;
    run(&ada, "removeEmployment", &format!("id: \"{job}\"")).await;
    let after = visible(&app, &ada).await;
    for _ in 0..3 {
        undo(&ada).await;
        assert_eq!(visible(&app, &ada).await, before);
        undo(&ada).await;
        assert_eq!(visible(&app, &ada).await, after);
    }
}

#[tokio::test]
async fn an_unconfirmed_fact_is_unconfirmed_again() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    run(
        &ada,
        "addEvidence",
        "itemId: \"empl_00000000000000000000000000000000\", text: \"Led.\"",
    )
    .await;
    app.execute("UPDATE evidence SET confirmed_at = NULL").await;
    let before = visible(&app, &ada).await;
    run(
        &ada,
        "confirmEvidence",
        "ids: [\"evid_00000000000000000000000000000000\"]",
    )
    .await;
    assert_ne!(visible(&app, &ada).await, before);
    undo(&ada).await;
    assert_eq!(visible(&app, &ada).await, before);
}

/// A version that a document cites never says another thing later.
#[tokio::test]
async fn the_earlier_text_of_a_fact_is_a_new_version() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    run(
        &ada,
        "addEvidence",
        "itemId: \"empl_00000000000000000000000000000000\", text: \"One.\"",
    )
    .await;
    run(
        &ada,
        "updateEvidence",
        "id: \"evid_00000000000000000000000000000000\", text: \"Two.\"",
    )
    .await;
    undo(&ada).await;
    let query = "{ viewer { profile { employments { evidence { text version formerVersions { version text } } } } } }";
    let read = ada.client.gql(query, json!({})).await;
    assert_eq!(
        read.data("viewer.profile.employments.0.evidence.0"),
        &json!({ "text": "One.", "version": 3, "formerVersions": [{ "version": 1, "text": "One." }, { "version": 2, "text": "Two." }] })
    );
}

#[tokio::test]
async fn refusals_of_the_profile() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    run(&ada, "updateProfile", "headline: \"One\"").await;
    let first = last(&ada).await;
    run(&ada, "updateProfile", "headline: \"Two\"").await;
    let second = last(&ada).await;
    let error = refusal(&ada.client, &first, "LATER_CHANGE").await;
    assert_eq!(error["laterChangeId"], second["id"]);
    let bo = app.sign_up("bo").await;
    for has_profile in [false, true] {
        if has_profile {
            run(&bo, "updateProfile", "headline: \"Mine\"").await;
        }
        assert_eq!(ask(&bo.client, &second).await.code(), "NOT_FOUND");
    }
    let writer = token(&app, &ada, "Writer", &[("PROFILES", "WRITE")]).await;
    refusal(&writer, &second, "OTHER_ACTOR").await;
    let others = [("PROFILES", "READ"), ("APPLICATIONS", "WRITE")];
    let other = token(&app, &ada, "Other", &others).await;
    assert_eq!(ask(&other, &second).await.code(), "FORBIDDEN");
    app.execute("UPDATE profile_undos SET version = version - 1")
        .await;
    refusal(&ada.client, &second, "NOT_KEPT").await;
    let read = "{ viewer { profile { version headline } } }";
    let read = ada.client.gql(read, json!({})).await;
    let expected = json!({ "version": 2, "headline": "Two" });
    assert_eq!(read.data("viewer.profile"), &expected, "as it was");
}

/// Several parts at once, as an import changes them.
#[tokio::test]
async fn what_changed_many_parts_at_once_is_not_taken_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    run(&ada, "updateProfile", "headline: \"One\"").await;
    let actor = ada.actor(&app);
    let write = Write::by(&actor).expecting(1);
    let act = async |unit: &Unit| {
        let nothing = |_: &mut ProfileEdit<'_>| Ok(());
        let (written, ()) = app.profiles.edit(unit, &write, nothing).await?;
        Ok(written)
    };
    app.platform.write(&write, act).await.expect("an edit");
    refusal(&ada.client, &last(&ada).await, "NOT_KEPT").await;
}

#[tokio::test]
async fn a_dry_run_shows_the_profile_as_it_would_be() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    run(&ada, "updateProfile", "headline: \"One\"").await;
    run(&ada, "addSkill", "skill: { name: \"Sewing\" }").await;
    let (before, change) = (app.row_counts().await, last(&ada).await);
    let query = UNDO.replace("version headline", "version skills { name }");
    let input = json!({ "input": { "changeId": change["id"], "dryRun": true } });
    let answer = ada.client.gql(&query, input).await;
    let expected = json!({ "version": 3, "skills": [] });
    assert_eq!(answer.data("undo.profile"), &expected);
    assert_eq!(app.row_counts().await, before);
    assert_eq!(last(&ada).await, change);
    let sections = app.profiles.sections(&ada.actor(&app)).await;
    assert_eq!(sections.expect("sections").skills.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_beside_it_is_not_lost() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    run(
        &ada,
        "updateProfile",
        "headline: \"Zero\", location: \"Porto\"",
    )
    .await;
    for turn in 0..8 {
        run(&ada, "updateProfile", "headline: \"One\"").await;
        let change = last(&ada).await;
        let query = mutation_of_the_profile(&ada, "updateProfile", "location: \"Lisbon\"").await;
        let write = ada.client.gql(&query, json!({}));
        let (undone, written) = tokio::join!(ask(&ada.client, &change), write);
        let is_undone = undone.data("undo.userErrors") == &json!([]);
        let is_written = written.data("updateProfile.userErrors") == &json!([]);
        assert!(
            is_undone != is_written,
            "turn {turn}: {} {}",
            undone.text,
            written.text
        );
        let profile = app.profiles.get(&ada.actor(&app)).await.expect("a profile");
        assert_eq!(profile.headline == "One", !is_undone);
        run(
            &ada,
            "updateProfile",
            "headline: \"Zero\", location: \"Porto\"",
        )
        .await;
    }
}

/// The statements of taking the addition of a skill back, beside this many others.
async fn statements(app: &TestApp, name: &str, others: usize) -> u64 {
    let user = app.sign_up(name).await;
    for number in 0..others {
        run(
            &user,
            "addSkill",
            &format!("skill: {{ name: \"{number}\" }}"),
        )
        .await;
    }
    run(&user, "addSkill", "skill: { name: \"Sewing\" }").await;
    let change = last(&user).await;
    let before = app.platform.db.statement_counter().count();
    let answer = ask(&user.client, &change).await;
    let spent = app.platform.db.statement_counter().count() - before;
    assert_eq!(answer.data("undo.userErrors"), &json!([]));
    spent
}

#[tokio::test]
async fn the_statements_do_not_depend_on_the_items() {
    let app = Setup::new().workers(0).start().await;
    let few = statements(&app, "ada", 1).await;
    assert_eq!(statements(&app, "bo", 30).await, few);
}

#[tokio::test]
async fn a_token_takes_back_its_own_and_proposes_to_take_back_what_the_user_did() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    run(&ada, "updateProfile", "headline: \"One\"").await;
    let scopes = [("PROFILES", "READ"), ("PROFILES", "PROPOSE")];
    let agent = token(&app, &ada, "Agent", &scopes).await;
    let answer = ask(&agent, &last(&ada).await).await;
    assert_eq!(answer.data("undo.profile.headline"), "", "as it would be");
    answer.text_at("undo.proposalId");
    let scopes = [("PROFILES", "READ"), ("PROFILES", "WRITE")];
    let writer = token(&app, &ada, "Writer", &scopes).await;
    let query = mutation_of_the_profile(&ada, "updateProfile", "headline: \"Two\"").await;
    let done = writer.gql(&query, json!({})).await;
    assert_eq!(done.data("updateProfile.userErrors"), &json!([]));
    let change = last(&ada).await;
    refusal(&agent, &change, "OTHER_ACTOR").await;
    let answer = ask(&writer, &change).await;
    assert_eq!(answer.data("undo.profile.headline"), "One");
}
