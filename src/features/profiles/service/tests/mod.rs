//! Sections: the user's order, and rows that keep their ids.

mod edit;
mod refused;

use crate::{
    features::profiles::{
        NewEducation, NewEmployment, NewLanguage, NewSkill, Proficiency, SkillLevel,
        tests::{Fixture, date, job, skill},
    },
    types::{actor::Actor, id::EmploymentId},
};

async fn titles(house: &Fixture, actor: &Actor) -> Vec<String> {
    house
        .profiles()
        .items::<NewEmployment>(actor)
        .await
        .expect("read")
        .into_iter()
        .map(|row| row.title)
        .collect()
}

/// The items with their ids, as a client that has read them would send them.
async fn kept(house: &Fixture, actor: &Actor) -> Vec<NewEmployment> {
    let again = |(id, title): (EmploymentId, String)| NewEmployment {
        id: Some(id),
        ..job(&title)
    };
    house
        .profiles()
        .items::<NewEmployment>(actor)
        .await
        .expect("read")
        .into_iter()
        .map(|row| again((row.id, row.title)))
        .collect()
}

#[tokio::test]
async fn employments_keep_their_order_and_their_rows() {
    let house = Fixture::build().await;
    let (ada, profiles) = (house.user("ada").await, &house.profiles());
    let many: Vec<_> = (0..100).map(|i| job(&format!("job {i}"))).collect();
    let written = profiles.set(&ada, 0, many).await.expect("written");
    assert_eq!(written.version, 1);
    let before = profiles.items::<NewEmployment>(&ada).await.expect("read");
    assert_eq!(
        titles(&house, &ada).await,
        (0..100).map(|i| format!("job {i}")).collect::<Vec<_>>()
    );

    // The last two swap places with a new one between them; the others are deleted.
    let mut items = kept(&house, &ada).await.split_off(98);
    items.reverse();
    items[0].title = "job 99, renamed".into();
    items[0].started_on = Some(date("2020-02"));
    items[1].ended_on = Some(date("2021"));
    items.insert(1, job("new"));
    assert_eq!(
        profiles.set(&ada, 1, items).await.expect("written").version,
        2
    );
    let after = profiles.items::<NewEmployment>(&ada).await.expect("read");
    assert_eq!(
        titles(&house, &ada).await,
        ["job 99, renamed", "new", "job 98"]
    );
    assert_eq!((after[0].id, after[2].id), (before[99].id, before[98].id));
    assert_eq!(
        (after[0].started_on, after[0].ended_on),
        (Some(date("2020-02")), None)
    );
    assert_eq!(
        (after[2].started_on, after[2].ended_on),
        (None, Some(date("2021")))
    );

    // Fields that are left out are cleared, also in a row that is kept.
    profiles
        .set(&ada, 2, kept(&house, &ada).await)
        .await
        .expect("written");
    assert!(
        profiles
            .items::<NewEmployment>(&ada)
            .await
            .expect("read")
            .iter()
            .all(|row| row.started_on.is_none() && row.ended_on.is_none())
    );
    profiles
        .set::<NewEmployment>(&ada, 3, vec![])
        .await
        .expect("written");
    assert_eq!(titles(&house, &ada).await, Vec::<String>::new());
}

#[tokio::test]
async fn all_sections_read_back_as_written() {
    let house = Fixture::build().await;
    let (ada, profiles) = (house.user("ada").await, &house.profiles());
    let study = NewEducation {
        school: "TU Wien".into(),
        degree: "BSc".into(),
        field: "Informatics".into(),
        description: "a\nb".into(),
        started_on: Some(date("2012-10-01")),
        ended_on: Some(date("2012")),
        ..NewEducation::default()
    };
    profiles.set(&ada, 0, vec![study]).await.expect("written");
    let rust = NewSkill {
        years: Some(60),
        level: Some(SkillLevel::Expert),
        ..skill("Rust")
    };
    profiles
        .set(&ada, 1, vec![skill("Go"), rust])
        .await
        .expect("written");
    let german = NewLanguage {
        id: None,
        name: "Deutsch".into(),
        proficiency: Some(Proficiency::Native),
        stated: String::new(),
    };
    let french = NewLanguage {
        id: None,
        name: "Français".into(),
        proficiency: Some(Proficiency::LimitedWorking),
        stated: String::new(),
    };
    assert_eq!(
        profiles
            .set(&ada, 2, vec![german, french])
            .await
            .expect("written")
            .version,
        3
    );

    let studies = profiles.items::<NewEducation>(&ada).await.expect("read");
    assert_eq!(
        (
            studies[0].school.as_str(),
            studies[0].degree.as_str(),
            studies[0].field.as_str()
        ),
        ("TU Wien", "BSc", "Informatics")
    );
    assert_eq!(
        (studies[0].started_on, studies[0].ended_on),
        (Some(date("2012-10-01")), Some(date("2012")))
    );
    let skills = profiles.items::<NewSkill>(&ada).await.expect("read");
    let skills: Vec<_> = skills
        .iter()
        .map(|row| (row.name.as_str(), row.level, row.years))
        .collect();
    assert_eq!(
        skills,
        [
            ("Go", Some(SkillLevel::Advanced), None),
            ("Rust", Some(SkillLevel::Expert), Some(60))
        ]
    );
    let languages = profiles.items::<NewLanguage>(&ada).await.expect("read");
    let languages: Vec<_> = languages
        .iter()
        .map(|row| (row.name.as_str(), row.proficiency))
        .collect();
    assert_eq!(
        languages,
        [
            ("Deutsch", Some(Proficiency::Native)),
            ("Français", Some(Proficiency::LimitedWorking))
        ]
    );
}

#[tokio::test]
async fn swapping_names_between_kept_skills_works() {
    let house = Fixture::build().await;
    let (ada, profiles) = (house.user("ada").await, &house.profiles());
    profiles
        .set(&ada, 0, vec![skill("Go"), skill("Rust")])
        .await
        .expect("written");
    let rows = profiles.items::<NewSkill>(&ada).await.expect("read");
    let swapped = vec![
        NewSkill {
            id: Some(rows[0].id),
            ..skill("Rust")
        },
        NewSkill {
            id: Some(rows[1].id),
            ..skill("Go")
        },
    ];
    profiles.set(&ada, 1, swapped).await.expect("written");
    let after = profiles.items::<NewSkill>(&ada).await.expect("read");
    assert_eq!((after[0].id, after[0].name.as_str()), (rows[0].id, "Rust"));
}
