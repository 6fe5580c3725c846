//! The data set: postings and users with applications. The same in every run, inserted in bulk.

use careergraph::{
    app::App,
    features::{
        applications::entity::{application, application_event},
        jobs::entity::{company, posting, posting_location, posting_skill, skill},
        notifications::entity::notification,
        profiles::entity::{education, employment, language, profile, skill_claim},
        users::entity::user,
    },
    types::id::{ApplicationId, PostingId, TypedId, UserId},
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, Iterable, Statement};
use uuid::{Builder, Uuid};

use crate::{Done, random::Random};

mod catalogue;
mod people;

/// Bind values per statement; SQLite allows 32 766, PostgreSQL twice as many.
const VALUES_MAX: usize = 30_000;
/// 2026-01-01, the first instant of the data set.
const START: i64 = 1_767_225_600;

/// Size of the data set.
#[derive(Clone, Copy)]
pub struct Size {
    /// Postings.
    pub postings: usize,
    /// Users.
    pub users: usize,
}

/// What the requests of the workloads need.
#[derive(Default)]
pub struct Facts {
    /// The users.
    pub users: Vec<UserId>,
    /// The postings.
    pub postings: Vec<PostingId>,
    /// Open applications that are moved between two stages in turn.
    pub moving: Vec<Card>,
}

/// An application that is moved.
#[derive(Clone, Debug)]
pub struct Card {
    /// The index of its owner in the users.
    pub owner: usize,
    /// The application.
    pub id: ApplicationId,
    /// Its version now.
    pub version: i32,
    /// True if it is in INTERVIEWING; else it is in SCREENING.
    pub interviewing: bool,
}

/// Creates ids and instants, which depend only on how many were created before.
struct Source {
    random: Random,
    made: u64,
}

impl Source {
    /// The next id: time-ordered, like the gateway's own.
    fn id<T: TypedId>(&mut self) -> T {
        T::from_uuid(self.uuid())
    }

    fn uuid(&mut self) -> Uuid {
        self.made += 1;
        let (high, low) = (
            self.random.bits().to_be_bytes(),
            self.random.bits().to_be_bytes(),
        );
        let mut bytes = [0; 10];
        bytes
            .iter_mut()
            .zip(high.into_iter().chain(low))
            .for_each(|(byte, random)| *byte = random);
        Builder::from_unix_timestamp_millis(START.unsigned_abs() * 1_000 + self.made, &bytes)
            .into_uuid()
    }
}

/// This many minutes after the start of the data set.
fn instant(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(START, 0).unwrap_or_default() + TimeDelta::minutes(minutes)
}

/// Fills an empty database.
pub async fn fill(app: &App, size: Size) -> Done<Facts> {
    let mut source = Source {
        random: Random::new(2_026),
        made: 0,
    };
    let tx = app.platform.db.begin().await?;
    let catalogue = catalogue::make(&mut source, size.postings)?;
    let postings = catalogue.openings();
    insert::<company::Entity>(&tx, catalogue.companies).await?;
    insert::<skill::Entity>(&tx, catalogue.skills).await?;
    insert::<posting::Entity>(&tx, catalogue.postings).await?;
    insert::<posting_location::Entity>(&tx, catalogue.locations).await?;
    insert::<posting_skill::Entity>(&tx, catalogue.needs).await?;
    let mut facts = Facts {
        postings: postings.iter().map(|opening| opening.id).collect(),
        ..Facts::default()
    };
    for number in 0..size.users {
        let person = people::person(&mut source, number, &postings, &mut facts);
        let user_id = person.user.id;
        insert::<user::Entity>(&tx, vec![person.user]).await?;
        insert::<profile::Entity>(&tx, vec![person.profile]).await?;
        insert::<employment::Entity>(&tx, person.employments).await?;
        insert::<education::Entity>(&tx, person.educations).await?;
        insert::<skill_claim::Entity>(&tx, person.skills).await?;
        insert::<language::Entity>(&tx, person.languages).await?;
        insert::<application::Entity>(&tx, person.applications).await?;
        insert::<application_event::Entity>(&tx, person.events).await?;
        let head = "INSERT INTO change_heads (user_id, last_seq, floor_seq) VALUES ($1, $2, $2)";
        let values = [user_id.into(), person.last_seq.into()];
        tx.execute_raw(Statement::from_sql_and_values(
            app.platform.db.backend(),
            head,
            values,
        ))
        .await?;
        insert::<notification::Entity>(&tx, person.notifications).await?;
    }
    tx.commit().await?;
    let conn = app.platform.db.conn();
    conn.execute_unprepared(
        "INSERT INTO posting_index_backlog (posting_id) SELECT id FROM postings",
    )
    .await?;
    app.jobs.index_waiting().await?;
    conn.execute_unprepared("ANALYZE").await?;
    Ok(facts)
}

async fn insert<E>(conn: &impl ConnectionTrait, rows: Vec<E::Model>) -> Result<(), DbErr>
where
    E: EntityTrait<Model: IntoActiveModel<E::ActiveModel>>,
{
    let at_once = VALUES_MAX / E::Column::iter().count().max(1);
    let mut rows = rows
        .into_iter()
        .map(IntoActiveModel::into_active_model)
        .peekable();
    while rows.peek().is_some() {
        let some: Vec<E::ActiveModel> = rows.by_ref().take(at_once).collect();
        E::insert_many(some).exec_without_returning(conn).await?;
    }
    Ok(())
}
