//! Refusals with their paths; nothing is written partly.

use super::titles;
use crate::{
    error::{Kind, Refusal},
    features::profiles::{
        NewEducation, NewEmployment, NewLanguage, NewSkill, Proficiency,
        tests::{Fixture, date, headline, job, refusal, refused_path, skill},
    },
    types::id::EmploymentId,
};

#[tokio::test]
async fn foreign_and_unknown_ids_do_not_exist_and_nothing_is_written() {
    let house = Fixture::build().await;
    let (ada, bob, profiles) = (
        house.user("ada").await,
        house.user("bob").await,
        &house.profiles(),
    );
    profiles
        .set(&ada, 0, vec![job("hers")])
        .await
        .expect("written");
    profiles
        .set(&bob, 0, vec![job("his")])
        .await
        .expect("written");
    let foreign = profiles.items::<NewEmployment>(&ada).await.expect("read")[0].id;
    let unknown = EmploymentId(house.app.platform.clock.new_id());
    for id in [foreign, unknown] {
        let items = vec![
            job("new"),
            NewEmployment {
                id: Some(id),
                ..job("stolen")
            },
        ];
        let error = profiles.set(&bob, 1, items).await.expect_err("not his");
        assert_eq!(
            (error.kind(), error.message()),
            (&Kind::NotFound, "There is no such employment.")
        );
        assert_eq!(profiles.get(&bob).await.expect("read").version, 1);
        assert_eq!(titles(&house, &bob).await, ["his"]);
        assert_eq!(titles(&house, &ada).await, ["hers"]);
    }
    // Neither does a refused first write insert a row.
    let eve = house.user("eve").await;
    let error = profiles
        .set(
            &eve,
            0,
            vec![NewEmployment {
                id: Some(foreign),
                ..job("stolen")
            }],
        )
        .await
        .expect_err("not hers");
    assert_eq!(error.kind(), &Kind::NotFound);
    assert_eq!(profiles.get(&eve).await.expect("read").version, 0);
}

#[tokio::test]
async fn one_version_covers_the_profile_and_its_sections() {
    let house = Fixture::build().await;
    let (ada, profiles) = (house.user("ada").await, &house.profiles());
    profiles
        .set(&ada, 0, vec![job("first")])
        .await
        .expect("written");
    let error = profiles
        .set(&ada, 0, vec![job("second")])
        .await
        .expect_err("stale");
    assert_eq!(refusal(&error), &Refusal::VersionConflict { current: 1 });
    let error = profiles
        .update(&ada, 0, headline("x"))
        .await
        .expect_err("stale");
    assert_eq!(refusal(&error), &Refusal::VersionConflict { current: 1 });
    assert_eq!(titles(&house, &ada).await, ["first"]);
    let many =
        (0..6).map(|i| profiles.set(&ada, 1, vec![job(&format!("writer {i}")), job("last")]));
    let results = futures_util::future::join_all(many).await;
    assert_eq!(results.iter().flatten().count(), 1);
    assert_eq!(titles(&house, &ada).await.len(), 2);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn what_does_not_fit_is_refused_by_its_path() {
    let house = Fixture::build().await;
    let (ada, profiles) = (house.user("ada").await, &house.profiles());
    profiles
        .set(&ada, 0, vec![job("kept")])
        .await
        .expect("written");
    let megabyte = "x".repeat(1 << 20);
    let span = |start: &str, end: &str| NewEmployment {
        started_on: Some(date(start)),
        ended_on: Some(date(end)),
        ..job("x")
    };
    for (item, path) in [
        (job(""), "input.employments.1.title"),
        (job(" \u{a0} "), "input.employments.1.title"),
        (job(&"x".repeat(201)), "input.employments.1.title"),
        (job(&megabyte), "input.employments.1.title"),
        (job("a\0"), "input.employments.1.title"),
        (job("a\u{202e}"), "input.employments.1.title"),
        (job("a\nb"), "input.employments.1.title"),
        (
            NewEmployment {
                company: String::new(),
                ..job("x")
            },
            "input.employments.1.company",
        ),
        (
            NewEmployment {
                location: megabyte.clone(),
                ..job("x")
            },
            "input.employments.1.location",
        ),
        (
            NewEmployment {
                description: megabyte.clone(),
                ..job("x")
            },
            "input.employments.1.description",
        ),
        (
            NewEmployment {
                description: "\u{2067}".into(),
                ..job("x")
            },
            "input.employments.1.description",
        ),
        (span("2020", "2019"), "input.employments.1.endedOn"),
        (
            span("2020-05-02", "2020-05-01"),
            "input.employments.1.endedOn",
        ),
    ] {
        assert_eq!(
            refused_path(profiles.set(&ada, 1, vec![job("fine"), item]).await),
            path
        );
    }
    let row = profiles.items::<NewEmployment>(&ada).await.expect("read")[0].id;
    let twice = NewEmployment {
        id: Some(row),
        ..job("x")
    };
    assert_eq!(
        refused_path(profiles.set(&ada, 1, vec![twice.clone(), twice]).await),
        "input.employments.1.id"
    );
    assert_eq!(
        refused_path(profiles.set(&ada, 1, vec![job("x"); 101]).await),
        "input.employments"
    );

    let study = NewEducation {
        school: "x".into(),
        started_on: Some(date("2020")),
        ended_on: Some(date("2019-12")),
        ..NewEducation::default()
    };
    assert_eq!(
        refused_path(profiles.set(&ada, 1, vec![study]).await),
        "input.educations.0.endedOn"
    );
    assert_eq!(
        refused_path(profiles.set(&ada, 1, vec![NewEducation::default()]).await),
        "input.educations.0.school"
    );
    let years = |years| {
        vec![NewSkill {
            years: Some(years),
            ..skill("x")
        }]
    };
    assert_eq!(
        refused_path(profiles.set(&ada, 1, years(-1)).await),
        "input.skills.0.years"
    );
    assert_eq!(
        refused_path(profiles.set(&ada, 1, years(61)).await),
        "input.skills.0.years"
    );
    let same = vec![skill("Rust"), skill("Élan"), skill(" E\u{301}LAN ")];
    assert_eq!(
        refused_path(profiles.set(&ada, 1, same).await),
        "input.skills.2.name"
    );
    let many = |n: usize| {
        (0..n)
            .map(|i| skill(&format!("skill {i}")))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        refused_path(profiles.set(&ada, 1, many(201)).await),
        "input.skills"
    );
    let language = NewLanguage {
        id: None,
        name: "a\0".into(),
        proficiency: Some(Proficiency::Elementary),
        stated: String::new(),
    };
    assert_eq!(
        refused_path(profiles.set(&ada, 1, vec![language]).await),
        "input.languages.0.name"
    );

    assert_eq!(
        profiles.get(&ada).await.expect("read").version,
        1,
        "nothing half-written"
    );
    assert_eq!(titles(&house, &ada).await, ["kept"]);
    profiles
        .set(&ada, 1, many(200))
        .await
        .expect("what just fits");
}
