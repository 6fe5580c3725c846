//! The profile row on a real database file: kept and changed fields, and version conflicts; and the fixture that the tests of the service
//! and of the GraphQL API share.

mod values;

use tempfile::TempDir;

use self::values::pay;
use super::{
    FieldChange, NewEmployment, NewItem, NewLink, NewSkill, Profile, ProfileChange, Profiles,
    SkillLevel, TargetsChange,
};
use crate::{
    app::App,
    config::Config,
    error::{Error, Kind, Refusal, Result},
    features::auth::{passwords::NewAccount, sessions::Mode, sign_in::SignInOutcome},
    platform::clock::Clock,
    types::{
        actor::Actor,
        origin::Origin,
        partial_date::PartialDate,
        work::{RemoteMode, Seniority},
        write::Write,
    },
};

/// A fixture with one database file, which is deleted with it.
pub(super) struct Fixture {
    pub(super) app: App,
    _folder: TempDir,
}

impl Fixture {
    pub(super) async fn build() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join("careergraph.toml");
        let (db, keys) = (folder.path().join("test.db"), folder.path().join("keys"));
        let text = format!(
            "[database]\nurl = \"sqlite://{}?mode=rwc\"\n[auth]\nkeys_dir = \"{}\"\n",
            db.display(),
            keys.display()
        );
        std::fs::write(&config, text).expect("written");
        let mut config = Config::load(Some(&config)).expect("a configuration");
        // Environment variables of the developer must not select another database.
        config.database.url = format!("sqlite://{}?mode=rwc", db.display()).into();
        let app = App::build(config, Clock::default()).await.expect("an app");
        app.platform.db.migrate().await.expect("migrated");
        Self {
            app,
            _folder: folder,
        }
    }

    /// The profiles; each write states a version.
    pub(super) fn profiles(&self) -> Versioned<'_> {
        Versioned(&self.app.profiles)
    }

    pub(super) async fn user(&self, name: &str) -> Actor {
        let new = NewAccount {
            email: format!("{name}@example.org"),
            name: name.into(),
            password: "correct horse battery".into(),
        };
        let admission = self
            .app
            .auth
            .passwords
            .sign_up_known(&Origin::inside(name), new, Mode::Token)
            .await
            .expect("signed up");
        let SignInOutcome::Opened(signed_in) = admission else {
            panic!("challenged")
        };
        signed_in.actor()
    }
}

/// Profiles whose writes state a version, as all mutations do.
pub(super) struct Versioned<'a>(&'a Profiles);

impl std::ops::Deref for Versioned<'_> {
    type Target = Profiles;

    fn deref(&self) -> &Profiles {
        self.0
    }
}

impl Versioned<'_> {
    pub(super) async fn update(
        &self,
        actor: &Actor,
        version: i32,
        change: ProfileChange,
    ) -> Result<Profile> {
        let write = Write::by(actor).expecting(version);
        Ok(self.0.update(&write, change).await?.profile)
    }
}

impl Versioned<'_> {
    pub(super) async fn set<N: NewItem>(
        &self,
        actor: &Actor,
        version: i32,
        items: Vec<N>,
    ) -> Result<Profile> {
        let write = Write::by(actor).expecting(version);
        Ok(self.0.set_items(&write, items).await?.profile)
    }
}

pub(super) fn headline(text: &str) -> ProfileChange {
    ProfileChange {
        headline: Some(text.into()),
        ..ProfileChange::default()
    }
}

pub(super) fn job(title: &str) -> NewEmployment {
    NewEmployment {
        company: "Acme".into(),
        title: title.into(),
        ..NewEmployment::default()
    }
}

pub(super) fn skill(name: &str) -> NewSkill {
    NewSkill {
        id: None,
        name: name.into(),
        level: Some(SkillLevel::Advanced),
        years: None,
    }
}

pub(super) fn date(text: &str) -> PartialDate {
    PartialDate::parse_text(text).unwrap_or_else(|| panic!("{text} is no date"))
}

/// The refusal behind an error; anything else fails the test.
pub(super) fn refusal(error: &Error) -> &Refusal {
    match error.kind() {
        Kind::Refused(refusal) => refusal,
        other => panic!("not a refusal but {other:?}: {error}"),
    }
}

/// The part of the input that was refused.
pub(super) fn refused_path<T: std::fmt::Debug>(result: Result<T>) -> String {
    match refusal(&result.expect_err("a refusal")) {
        Refusal::Invalid { path, .. } | Refusal::Duplicate { path, .. } => path.clone(),
        other => panic!("refused otherwise: {other:?}"),
    }
}

fn targets(targets: TargetsChange) -> ProfileChange {
    ProfileChange {
        targets: Some(targets),
        ..ProfileChange::default()
    }
}

fn links(links: &[(&str, &str)]) -> ProfileChange {
    let links = links
        .iter()
        .map(|(label, url)| NewLink {
            label: (*label).into(),
            url: (*url).into(),
        })
        .collect();
    ProfileChange {
        links: Some(links),
        ..ProfileChange::default()
    }
}

#[tokio::test]
async fn user_without_a_row_has_an_empty_profile() {
    let house = Fixture::build().await;
    let ada = house.user("ada").await;
    assert_eq!(
        house.profiles().get(&ada).await.expect("read"),
        Profile::default()
    );
    assert_eq!(
        house
            .profiles()
            .items::<NewEmployment>(&ada)
            .await
            .expect("read"),
        []
    );
}

#[tokio::test]
async fn change_keeps_what_it_does_not_name() {
    let house = Fixture::build().await;
    let (ada, profiles) = (house.user("ada").await, &house.profiles());
    let first = ProfileChange {
        summary: Some(" Two\r\nlines ".into()),
        location: Some("Wien".into()),
        ..headline("Engineer")
    };
    let first = profiles.update(&ada, 0, first).await.expect("written");
    assert_eq!((first.version, first.summary.as_str()), (1, "Two\nlines"));
    profiles
        .update(
            &ada,
            1,
            links(&[
                ("Blog", "https://example.org"),
                ("Code", "http://a.example/x y"),
            ]),
        )
        .await
        .expect("written");
    let wish = TargetsChange {
        titles: Some(vec!["Engineer".into(), "Engineer".into(), "Lead".into()]),
        seniority: Some(vec![Seniority::Senior, Seniority::Senior]),
        countries: Some(vec!["AT".into(), "DE".into()]),
        remote_modes: Some(vec![RemoteMode::Remote]),
        excluded_companies: Some(vec!["Acme".into()]),
        ..pay(60_000, "EUR")
    };
    profiles
        .update(&ada, 2, targets(wish))
        .await
        .expect("written");
    profiles
        .update(
            &ada,
            3,
            targets(TargetsChange {
                countries: Some(vec![]),
                ..TargetsChange::default()
            }),
        )
        .await
        .expect("written");

    let last = profiles
        .update(&ada, 4, headline(""))
        .await
        .expect("written");
    assert_eq!(last, profiles.get(&ada).await.expect("read"));
    assert_eq!(
        (
            last.version,
            last.id,
            last.headline.as_str(),
            last.location.as_str()
        ),
        (5, first.id, "", "Wien")
    );
    assert_eq!(
        last.links
            .iter()
            .map(|link| link.url.as_str())
            .collect::<Vec<_>>(),
        ["https://example.org/", "http://a.example/x%20y"]
    );
    assert_eq!(last.targets.titles, ["Engineer", "Lead"]);
    assert_eq!(last.targets.seniority, [Seniority::Senior]);
    assert!(last.targets.countries.is_empty());
    assert_eq!(
        last.targets
            .pay_floor
            .map(|floor| (floor.amount.to_string(), floor.currency)),
        Some(("60000".into(), "EUR".into()))
    );

    let clear = TargetsChange {
        pay_floor: FieldChange::Clear,
        ..TargetsChange::default()
    };
    let cleared = profiles
        .update(&ada, 5, targets(clear))
        .await
        .expect("written");
    assert_eq!(cleared.targets.pay_floor, None);
    assert_eq!(cleared.targets.titles, ["Engineer", "Lead"]);
}

#[tokio::test]
async fn stale_version_is_refused_with_the_current_one() {
    let house = Fixture::build().await;
    let (ada, profiles) = (house.user("ada").await, &house.profiles());
    for (expected, current) in [(1, 0), (-1, 0), (i32::MAX, 0)] {
        let error = profiles
            .update(&ada, expected, headline("x"))
            .await
            .expect_err("nothing there");
        assert_eq!(refusal(&error), &Refusal::VersionConflict { current });
    }
    profiles
        .update(&ada, 0, headline("one"))
        .await
        .expect("written");
    profiles
        .set::<NewSkill>(&ada, 1, vec![])
        .await
        .expect("written");
    for expected in [0, 1, 3, -1, i32::MAX, i32::MIN] {
        let error = profiles
            .update(&ada, expected, headline("x"))
            .await
            .expect_err("stale");
        assert_eq!(refusal(&error), &Refusal::VersionConflict { current: 2 });
    }
    assert_eq!(profiles.get(&ada).await.expect("read").headline, "one");
}

#[tokio::test]
async fn of_many_writers_at_one_version_one_wins() {
    let house = Fixture::build().await;
    let ada = house.user("ada").await;
    for version in 0..3 {
        let texts: Vec<String> = (0..8).map(|writer| format!("writer {writer}")).collect();
        let profiles = house.profiles();
        let writes = texts
            .iter()
            .map(|text| profiles.update(&ada, version, headline(text)));
        let results = futures_util::future::join_all(writes).await;
        let won: Vec<_> = results.iter().flatten().collect();
        assert_eq!(won.len(), 1, "{results:?}");
        for error in results.iter().filter_map(|result| result.as_ref().err()) {
            assert_eq!(
                refusal(error),
                &Refusal::VersionConflict {
                    current: version + 1
                }
            );
        }
        assert_eq!(house.profiles().get(&ada).await.expect("read"), *won[0]);
    }
}

#[tokio::test]
async fn profiles_of_two_users_do_not_meet() {
    let house = Fixture::build().await;
    let (ada, bob, profiles) = (
        house.user("ada").await,
        house.user("bob").await,
        &house.profiles(),
    );
    profiles
        .update(&ada, 0, headline("Ada"))
        .await
        .expect("written");
    profiles
        .update(&ada, 1, headline("Ada again"))
        .await
        .expect("written");
    profiles
        .update(&bob, 0, headline("Bob"))
        .await
        .expect("written");
    let (of_ada, of_bob) = (
        profiles.get(&ada).await.expect("read"),
        profiles.get(&bob).await.expect("read"),
    );
    assert_eq!(
        (of_ada.version, of_bob.version, of_bob.headline.as_str()),
        (2, 1, "Bob")
    );
    assert_ne!(of_ada.id, of_bob.id);
}
