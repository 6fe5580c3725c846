//! The demo data, stored through the same services that serve the API. Each event states its own date, so that the
//! history of an application spans several weeks.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;

use self::catalogue::{DemoApplication, DemoConnection, DemoMove};
use crate::{
    app::App,
    error::{Error, Kind, Refusal, Result},
    features::{
        applications::{
            ApplicationChange, ApplicationRow, NewApplication, Stage, Step, Verb, life::Change,
        },
        auth::{passwords::NewAccount, sessions::Mode, sign_in::SignInOutcome},
        connections::PersonChange,
        jobs::{Board, CompanyFacts},
    },
    types::{actor::Actor, id::PostingId, origin::Origin, partial_date::PartialDate, write::Write},
};

pub mod catalogue;
mod files;
mod profile;

/// The e-mail address of the demo user.
pub const EMAIL: &str = "demo@careergraph.example";
/// The password of the demo user; it is public.
pub const PASSWORD: &str = "correct horse battery staple";
/// The connector name of the demo's source.
const CONNECTOR: &str = "demo";

/// The numbers of stored rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Postings.
    pub postings: usize,
    /// Companies with postings.
    pub companies: usize,
    /// Applications of the demo user.
    pub applications: usize,
}

/// Fills the database; `None` if the demo user exists already.
pub async fn fill(app: &App) -> Result<Option<Filled>> {
    let seeker = catalogue::job_seeker().map_err(Error::internal)?;
    let new = NewAccount {
        email: EMAIL.to_owned(),
        name: seeker.name.clone(),
        password: SecretString::from(PASSWORD),
    };
    let admission = match app
        .auth
        .passwords
        .sign_up_known(&Origin::inside("demo"), new, Mode::Token)
        .await
    {
        Err(error) if matches!(error.kind(), Kind::Refused(Refusal::Duplicate { .. })) => {
            return Ok(None);
        }
        admission => admission?,
    };
    let SignInOutcome::Opened(signed_in) = admission else {
        return Err(Error::internal("the demo user has a second factor"));
    };
    let actor = signed_in.actor();
    let (postings, companies) = postings(app).await?;
    profile::fill(app, &actor, &seeker.profile).await?;
    for connection in &seeker.connections {
        know(app, &actor, connection).await?;
    }
    files::fill(app, &actor).await?;
    let known = app.jobs.external_ids(CONNECTOR).await?;
    for application in &seeker.applications {
        apply(app, &actor, application, &known).await?;
    }
    let filled = Filled {
        postings,
        companies,
        applications: seeker.applications.len(),
    };
    app.platform.queue.run_due(app.registry.handlers()).await?;
    Ok(Some(filled))
}

async fn postings(app: &App) -> Result<(usize, usize)> {
    let now = app.platform.clock.now();
    let mut postings = catalogue::postings(now).map_err(Error::internal)?;
    postings.extend(catalogue::special(now).map_err(Error::internal)?);
    let count = postings.len();
    let mut by_company: BTreeMap<String, (CompanyFacts, Vec<_>)> = BTreeMap::new();
    for posting in postings {
        let company = posting.company;
        let facts = || CompanyFacts {
            name: company.name.clone(),
            domain: Some(company.domain.clone()),
            industry: Some(company.industry.clone()),
            size_band: Some(company.size_band.clone()),
        };
        by_company
            .entry(company.slug.clone())
            .or_insert_with(|| (facts(), Vec::new()))
            .1
            .push(posting.record);
    }
    let companies = by_company.len();
    for (slug, (company, records)) in by_company {
        app.jobs
            .store(
                &Board {
                    connector: CONNECTOR,
                    board: &slug,
                    company,
                },
                &records,
            )
            .await?;
    }
    Ok((count, companies))
}

async fn apply(
    app: &App,
    actor: &Actor,
    application: &DemoApplication,
    known: &HashMap<String, PostingId>,
) -> Result<()> {
    let now = app.platform.clock.now();
    let Some((first, rest)) = application.moves.split_first() else {
        return Ok(());
    };
    let posting_id = application
        .external_id
        .as_ref()
        .and_then(|id| known.get(id))
        .copied();
    let new = NewApplication {
        posting_id,
        company: Some(application.company.clone()),
        role: Some(application.title.clone()),
        stage: Some(first.stage),
        occurred_on: Some(day(now, first.days_ago)),
        source: Some(application.source.clone()),
        referrer: application.referrer.clone(),
        note: first.note.clone(),
    };
    let write = Write::by(actor);
    let mut row = app.applications.create(&write, new).await?.row;
    for step in rest {
        let step = step_of(&row, step, now);
        row = app.applications.apply(&write, step).await?.row;
    }
    let next = application.next_action.as_ref();
    let change = ApplicationChange {
        priority: Some(application.priority),
        next_action: next.map(|action| action.text.clone()),
        deadline: next.map(|action| Some(day(now, -action.in_days))),
        ..ApplicationChange::default()
    };
    app.applications.update(&write, row.id, change).await?;
    Ok(())
}

async fn know(app: &App, actor: &Actor, person: &DemoConnection) -> Result<()> {
    let (now, text) = (app.platform.clock.now(), |text: &String| Some(text.clone()));
    let new = PersonChange {
        first_name: text(&person.first_name),
        last_name: text(&person.last_name),
        company: text(&person.company),
        position: text(&person.position),
        connected_on: Some(Some(day(now, person.days_ago))),
        notes: text(&person.notes),
        tags: Some(person.tags.clone()),
        follow_up_on: person.follow_up_in_days.map(|days| Some(day(now, -days))),
        ..PersonChange::default()
    };
    app.connections.add(&Write::by(actor), new).await?;
    Ok(())
}

fn step_of(row: &ApplicationRow, step: &DemoMove, now: DateTime<Utc>) -> Step {
    let change = match (step.stage, step.outcome) {
        (Stage::Closed, Some(outcome)) => Change::Close(outcome),
        (stage, _) if row.stage == Stage::Closed => Change::Reopen(stage),
        (stage, _) => Change::Move(stage),
    };
    Step {
        id: row.id,
        verb: Verb::Change(change),
        occurred_on: Some(day(now, step.days_ago)),
        reason: Some(
            step.note
                .clone()
                .unwrap_or_else(|| "It went on after all.".to_owned()),
        ),
    }
}

fn day(now: DateTime<Utc>, days_ago: i64) -> PartialDate {
    PartialDate::from_day((now - TimeDelta::days(days_ago)).date_naive())
}
