//! Several parts of a profile in one transaction, as imports change them.

use crate::{
    error::{Kind, Refusal, Result},
    features::profiles::{
        EvidenceChange, EvidenceOrigin, ItemId, NewEmployment, NewEvidence, NewProject, NewSkill,
        ProfileChange, ProfileEdit, Provenance, Written,
        tests::{Fixture, job, refusal, skill},
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, id::EmploymentId, import_source::ImportSource, write::Write},
};

const ZIP: Option<ImportSource> = Some(ImportSource::ExportZip);

async fn edit<T>(
    house: &Fixture,
    actor: &Actor,
    version: i32,
    change: impl FnOnce(&mut ProfileEdit<'_>) -> Result<T> + Send,
) -> Result<(Written, T)> {
    let write = Write::by(actor).expecting(version);
    let mut made = None;
    let act = async |unit: &Unit| {
        let (written, value) = house.profiles().edit(unit, &write, change).await?;
        made = Some(value);
        Ok(written)
    };
    let written: Written = house.app.platform.write(&write, act).await?;
    Ok((written, made.expect("made")))
}

/// An imported employment with two facts, and an imported skill.
fn import(edit: &mut ProfileEdit<'_>) -> Result<EmploymentId> {
    edit.change(
        ProfileChange {
            headline: Some("Dock Planner".into()),
            ..ProfileChange::default()
        },
        None,
    )?;
    let id = EmploymentId(edit.put(job("Planner"), ZIP)?);
    for text in ["Plans 40 berths.", "Trained 4 planners."] {
        let new = NewEvidence::stated(ItemId::Employment(id), text.into());
        edit.add_fact(&new, Provenance::imported(ImportSource::ExportZip))?;
    }
    edit.put(skill("Knots"), ZIP)?;
    Ok(id)
}

#[tokio::test]
async fn several_parts_change_at_one_version() {
    let house = Fixture::build().await;
    let ada = house.user("ada").await;
    let profiles = house.profiles();
    profiles.set(&ada, 0, vec![job("Typed")]).await.unwrap();
    let (written, id) = edit(&house, &ada, 1, import).await.unwrap();
    assert_eq!(written.profile.version, 2);
    assert_eq!(written.profile.headline, "Dock Planner");
    let read = profiles.sections(&ada).await.unwrap();
    let sources: Vec<_> = read.employments.iter().map(|row| row.source).collect();
    assert_eq!(sources, [None, ZIP]);
    assert_eq!((read.employments[1].id, read.skills[0].source), (id, ZIP));
    let facts: Vec<_> = read
        .evidence
        .iter()
        .map(|fact| (fact.text.as_str(), fact.position, fact.origin, fact.source))
        .collect();
    let origin = EvidenceOrigin::ImportLinkedIn;
    let expected = [
        ("Plans 40 berths.", 0, origin, ZIP),
        ("Trained 4 planners.", 1, origin, ZIP),
    ];
    assert_eq!(facts, expected);
    assert!(read.evidence.iter().all(|fact| fact.confirmed_at.is_none()));
}

#[tokio::test]
async fn a_newer_import_changes_items_and_facts_in_place() {
    let house = Fixture::build().await;
    let ada = house.user("ada").await;
    let (_, id) = edit(&house, &ada, 0, import).await.unwrap();
    let before = house.profiles().sections(&ada).await.unwrap();
    let (planned, trained) = (before.evidence[0].id, before.evidence[1].id);
    let newer = |edit: &mut ProfileEdit<'_>| {
        let row = NewEmployment {
            id: Some(id),
            ..job("Lead Planner")
        };
        edit.put(row, None)?;
        let change = |text: &str| EvidenceChange {
            text: Some(text.into()),
            skills: None,
        };
        assert!(edit.update_fact(planned, change("Plans 60 berths."), false)?);
        assert!(!edit.update_fact(planned, change("Plans 60 berths."), false)?);
        edit.remove_fact(trained)?;
        edit.remove::<NewSkill>(edit.sections().skills[0].id.0)
    };
    edit(&house, &ada, 1, newer).await.unwrap();
    let read = house.profiles().sections(&ada).await.unwrap();
    assert_eq!(read.employments[0].title, "Lead Planner");
    assert_eq!(
        (read.employments[0].id, read.employments[0].source),
        (id, ZIP)
    );
    assert!(read.skills.is_empty());
    assert_eq!(read.evidence.len(), 1);
    assert_eq!(
        (read.evidence[0].id, read.evidence[0].version),
        (planned, 2)
    );
    let former = house
        .profiles()
        .evidence_versions(&ada, vec![planned])
        .await
        .unwrap();
    assert_eq!(former[0].text, "Plans 40 berths.");
}

#[tokio::test]
async fn an_edit_that_fails_or_expects_another_version_stores_nothing() {
    let house = Fixture::build().await;
    let (ada, bob) = (house.user("ada").await, house.user("bob").await);
    let (_, theirs) = edit(&house, &bob, 0, import).await.unwrap();
    edit(&house, &ada, 0, import).await.unwrap();
    let before = house.profiles().sections(&ada).await.unwrap();

    let stale = edit(&house, &ada, 0, import).await.expect_err("stale");
    assert_eq!(refusal(&stale), &Refusal::VersionConflict { current: 1 });
    let same_name = |edit: &mut ProfileEdit<'_>| edit.put(skill("KNOTS"), ZIP);
    let twice = edit(&house, &ada, 1, same_name).await.expect_err("twice");
    assert!(matches!(refusal(&twice), Refusal::Duplicate { .. }));
    let not_mine = |edit: &mut ProfileEdit<'_>| {
        edit.put(
            NewProject {
                name: "Tide clock".into(),
                ..NewProject::default()
            },
            ZIP,
        )?;
        let new = NewEvidence::stated(ItemId::Employment(theirs), "Led.".into());
        edit.add_fact(&new, Provenance::USER)
    };
    let refused = edit(&house, &ada, 1, not_mine).await.expect_err("not mine");
    assert_eq!(refused.kind(), &Kind::NotFound);

    let after = house.profiles().sections(&ada).await.unwrap();
    assert_eq!(format!("{after:?}"), format!("{before:?}"));
    assert_eq!(house.profiles().get(&ada).await.unwrap().version, 1);
}
