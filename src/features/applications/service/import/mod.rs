//! What an import reads and writes of the applications, in the unit of work of its caller: it records its own results in the same
//! transaction. Imported history is no news: the change feed learns of it, and nobody is notified.

mod book;
mod listed;

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use self::book::Book;
pub use self::listed::{
    BroughtApplication, CheckedApplication, ImportedFrom, ListedApplication, WantedApplication,
    WrittenApplication,
};
use super::{append::change, limits};
use crate::{
    error::{Refusal, Result},
    features::{
        applications::{
            ApplicationRow, Applications, EventRow,
            entity::{application, application_event},
        },
        jobs::Jobs,
        users::Today,
    },
    platform::unit_of_work::Unit,
    types::{
        actor::Actor,
        id::{ApplicationId, PostingId},
    },
};

/// Histories that one statement reads.
const HISTORIES: usize = 1_000;

impl Applications {
    /// The address of a posting in the form in which these are compared; none if it is not that of one posting.
    #[must_use]
    pub fn address_key(address: &str) -> Option<String> {
        Jobs::address_key(address)
    }

    /// The postings of the catalogue at these addresses, by [`Applications::address_key`].
    pub async fn postings_at(&self, addresses: &[String]) -> Result<HashMap<String, PostingId>> {
        let conn = self.platform.db.conn();
        self.jobs.postings_at(conn, addresses).await
    }

    /// Checks applications of a file. Days that are yet to come are left out.
    pub async fn check_listed(
        &self,
        actor: &Actor,
        listed: Vec<ListedApplication>,
    ) -> Result<Vec<CheckedApplication>> {
        let today = self.users.today(actor).await?;
        Ok(listed
            .into_iter()
            .map(|listed| checked(today, listed))
            .collect())
    }

    /// How many more applications a user may have who has this many.
    #[must_use]
    pub fn room(&self, has: usize) -> usize {
        let most = usize::try_from(self.most()).unwrap_or(usize::MAX);
        most.saturating_sub(has)
    }

    /// Why there is no room for one more.
    #[must_use]
    pub fn no_room(&self) -> String {
        limits::no_room(self.most())
    }

    fn most(&self) -> u64 {
        self.platform.config.applications.per_user
    }

    /// All applications of the actor.
    pub async fn all_within(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
    ) -> Result<Vec<ApplicationRow>> {
        Ok(application::of(actor).all(conn).await?)
    }

    /// All applications of the actor, locked until the transaction ends. The account is locked as well, so that its applications are counted
    /// with those that are created at the same time.
    pub async fn all_to_change(&self, unit: &Unit, actor: &Actor) -> Result<Vec<ApplicationRow>> {
        self.users.lock_to_count(unit, actor.user_id).await?;
        Ok(application::of_to_change(actor).all(unit).await?)
    }

    /// What [`Applications::bring_in`] would answer for changes of these applications of the actor. `mine` are all of them.
    pub async fn foresee(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
        mine: Vec<ApplicationRow>,
        changes: &[(ApplicationId, ListedApplication)],
    ) -> Result<Vec<WrittenApplication>> {
        let ids: Vec<ApplicationId> = changes.iter().map(|(id, _)| *id).collect();
        let histories = Histories::read(conn, actor, &ids).await?;
        let mut book = Book::new(self, actor, mine, false);
        let change = |(id, listed): &(ApplicationId, ListedApplication)| {
            book.change(*id, histories.of(*id), listed)
        };
        Ok(changes.iter().map(change).collect())
    }

    /// Writes applications of an import; one that is refused stops no other. `mine` are all applications of the actor, locked. A few statements
    /// write a thousand applications.
    pub async fn bring_in(
        &self,
        unit: &Unit,
        actor: &Actor,
        mine: Vec<ApplicationRow>,
        wanted: Vec<WantedApplication>,
        from: ImportedFrom,
    ) -> Result<Vec<WrittenApplication>> {
        let changed: Vec<ApplicationId> = wanted.iter().filter_map(|wanted| wanted.item).collect();
        let histories = Histories::read(unit, actor, &changed).await?;
        let mut book = Book::new(self, actor, mine, from.observed);
        let postings = book.postings_of(&wanted);
        book.snapshots = self.jobs.snapshots(unit, &postings).await?;
        let mut written = Vec::with_capacity(wanted.len());
        for WantedApplication { item, listed } in wanted {
            written.push(match item {
                None => book.add(listed, from.source),
                Some(id) => book.change(id, histories.of(id), &listed),
            });
        }
        let Book {
            added,
            changed,
            events,
            ..
        } = book;
        for row in added.iter().chain(&changed) {
            unit.changed(change(row, Some(row.version))).await;
        }
        application::insert(unit, added).await?;
        application::replace(unit, changed).await?;
        application_event::add(unit, events).await?;
        Ok(written)
    }
}

/// The events of applications, each in order.
struct Histories(HashMap<ApplicationId, Vec<EventRow>>);

impl Histories {
    async fn read(
        conn: &impl ConnectionTrait,
        actor: &Actor,
        ids: &[ApplicationId],
    ) -> Result<Self> {
        let mut histories: HashMap<ApplicationId, Vec<EventRow>> = HashMap::new();
        for some in ids.chunks(HISTORIES) {
            let events = application_event::of_applications(actor, some);
            for event in events.all(conn).await? {
                let history = histories.entry(event.application_id).or_default();
                history.push(event);
            }
        }
        Ok(Self(histories))
    }

    fn of(&self, id: ApplicationId) -> &[EventRow] {
        self.0.get(&id).map_or(&[][..], Vec::as_slice)
    }
}

fn checked(today: Today, mut listed: ListedApplication) -> CheckedApplication {
    let mut left_out = Vec::new();
    for date in [&mut listed.applied_on, &mut listed.saved_on] {
        left_out.extend(date.take_if(|date| today.is_surely_before(date)));
    }
    let stored = stored(&listed);
    let refused = match stored {
        Ok(stored) => {
            listed = stored;
            None
        }
        Err(refusal) => Some(refusal),
    };
    CheckedApplication {
        listed,
        refused,
        left_out,
    }
}

/// As the table holds it.
fn stored(listed: &ListedApplication) -> std::result::Result<ListedApplication, Refusal> {
    Ok(ListedApplication {
        company: limits::name("company", &listed.company)?,
        role: limits::name("role", &listed.role)?,
        note: limits::note("note", &listed.note)?,
        reason: limits::reason("stage", &listed.reason)?,
        ..listed.clone()
    })
}
