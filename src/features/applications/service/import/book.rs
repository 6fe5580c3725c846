//! The rows that an import writes, computed one application after the other without a statement.

use std::collections::{HashMap, HashSet};

use super::listed::{BroughtApplication, ListedApplication, WantedApplication, WrittenApplication};
use crate::{
    error::Refusal,
    features::applications::{
        ApplicationRow, Applications, EventRow, Stage,
        life::{self, Change, Goal, State, Step},
        service::{append::Entry, history, limits, verb::kind_of},
    },
    types::{
        actor::Actor,
        id::{ApplicationId, PostingId, SnapshotId},
        import_source::ImportSource,
        partial_date::PartialDate,
    },
};

/// The applications of a user while an import is written.
pub(super) struct Book<'a> {
    applications: &'a Applications,
    actor: &'a Actor,
    observed: bool,
    mine: HashMap<ApplicationId, ApplicationRow>,
    /// The postings of applications that are not closed; each has one at most.
    open: HashSet<PostingId>,
    /// The last rank of each column of the board.
    ranks: HashMap<Stage, f64>,
    /// How many more the user may have.
    room: usize,
    /// Snapshots of the postings of new applications.
    pub snapshots: HashMap<PostingId, SnapshotId>,
    pub added: Vec<ApplicationRow>,
    pub changed: Vec<ApplicationRow>,
    pub events: Vec<EventRow>,
}

impl<'a> Book<'a> {
    pub fn new(
        applications: &'a Applications,
        actor: &'a Actor,
        mine: Vec<ApplicationRow>,
        observed: bool,
    ) -> Self {
        let mut ranks: HashMap<Stage, f64> = HashMap::new();
        for row in mine.iter().filter(|row| !row.archived) {
            let last = ranks.entry(row.stage).or_default();
            *last = last.max(row.board_rank);
        }
        Self {
            applications,
            actor,
            observed,
            open: open_postings(&mine),
            ranks,
            room: applications.room(mine.len()),
            mine: mine.into_iter().map(|row| (row.id, row)).collect(),
            snapshots: HashMap::new(),
            added: Vec::new(),
            changed: Vec::new(),
            events: Vec::new(),
        }
    }

    /// The postings that new applications are about, as far as there is room for them.
    pub fn postings_of(&self, wanted: &[WantedApplication]) -> Vec<PostingId> {
        let new = wanted.iter().filter(|wanted| wanted.item.is_none());
        let new = new
            .take(self.room)
            .filter_map(|wanted| wanted.listed.posting);
        let postings: HashSet<PostingId> = new.filter(|id| !self.open.contains(id)).collect();
        postings.into_iter().collect()
    }

    /// Adds an application from this import, with the history that its state implies.
    pub fn add(&mut self, listed: ListedApplication, source: ImportSource) -> WrittenApplication {
        let Some(goal) = listed.goal else {
            return Err(Refusal::invalid("stage", "The stage is not known."));
        };
        if self.room == 0 {
            return Err(Refusal::invalid("input", self.applications.no_room()));
        }
        let changes = life::beginning(goal, listed.applied_on.is_some());
        let dated = |change: Change| dated(change, &listed);
        let steps: Vec<Step> = changes.into_iter().map(dated).collect();
        let state = folded(&steps)?;
        let is_open = state.stage != Stage::Closed;
        let posting = listed
            .posting
            .filter(|id| self.snapshots.contains_key(id) && !(is_open && self.open.contains(id)));
        let now = self.applications.platform.clock.now();
        let row = ApplicationRow {
            id: ApplicationId(self.applications.platform.clock.new_id()),
            user_id: self.actor.user_id,
            posting_id: posting,
            snapshot_id: posting.and_then(|id| self.snapshots.get(&id).copied()),
            company: listed.company,
            role: listed.role,
            stage: state.stage,
            outcome: state.outcome,
            applied_on: state.applied_on.map(|day| day.to_string()),
            source: String::new(),
            import_source: Some(source),
            referrer: String::new(),
            priority: 0,
            board_rank: self.next_rank(state.stage),
            deadline: None,
            next_action: String::new(),
            note: listed.note,
            archived: false,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let entries = entries(None, &steps, &listed.reason);
        self.record(&row, 0, entries);
        self.open.extend(posting.filter(|_| is_open));
        self.room -= 1;
        let brought = BroughtApplication::whole(row.id);
        self.added.push(row);
        Ok(brought)
    }

    /// Changes an application: the steps to its state are appended, and a day of sending is corrected. A day that its history has no place for is
    /// left out, so that nothing else of the file is lost.
    pub fn change(
        &mut self,
        id: ApplicationId,
        events: &[EventRow],
        listed: &ListedApplication,
    ) -> WrittenApplication {
        let refusal = match self.try_change(id, events, listed) {
            Err(refusal) if listed.applied_on.is_some() => refusal,
            written => return written,
        };
        let without = ListedApplication {
            applied_on: None,
            ..listed.clone()
        };
        let left_out = Some(refusal.to_string());
        let brought = self.try_change(id, events, &without)?;
        Ok(BroughtApplication {
            left_out,
            ..brought
        })
    }

    fn try_change(
        &mut self,
        id: ApplicationId,
        events: &[EventRow],
        listed: &ListedApplication,
    ) -> WrittenApplication {
        let Some(row) = self.mine.get(&id).cloned() else {
            return Err(Refusal::invalid("input", "The application is gone."));
        };
        let line = history::standing(events);
        let mut steps = history::steps(&line);
        let at = folded(&steps)?;
        let changes = changes(&row, &line, at, listed)?;
        let correction = sent_on(&line, at, &changes, listed)?;
        let mut new = Vec::new();
        if let Some((place, entry)) = correction {
            if let Some(step) = steps.get_mut(place) {
                step.occurred_on = entry.occurred_on;
            }
            new.push(entry);
        }
        let further: Vec<Step> = changes
            .into_iter()
            .map(|step| dated(step, listed))
            .collect();
        new.extend(entries(Some(row.stage), &further, &listed.reason));
        steps.extend(further);
        refuse_disorder(&steps)?;
        let state = folded(&steps)?;
        self.refuse_second(&row, state)?;
        let last = events.last().map_or(0, |event| event.seq);
        limits::refuse_events(last, new.len())?;
        let next = ApplicationRow {
            company: listed.company.clone(),
            role: listed.role.clone(),
            note: listed.note.clone(),
            stage: state.stage,
            outcome: state.outcome,
            applied_on: state.applied_on.map(|day| day.to_string()),
            board_rank: if state.stage == row.stage {
                row.board_rank
            } else {
                self.next_rank(state.stage)
            },
            version: row.version.saturating_add(1),
            updated_at: self.applications.platform.clock.now(),
            ..row
        };
        if let Some(posting) = next.posting_id {
            if next.stage == Stage::Closed && row.stage != Stage::Closed {
                self.open.remove(&posting);
            } else if next.stage != Stage::Closed {
                self.open.insert(posting);
            }
        }
        self.record(&next, last, new);
        self.mine.insert(id, next.clone());
        self.changed.push(next);
        Ok(BroughtApplication::whole(id))
    }

    /// Refuses to reopen an application while another one for its posting is open.
    fn refuse_second(&self, row: &ApplicationRow, state: State) -> Result<(), Refusal> {
        let reopens = row.stage == Stage::Closed && state.stage != Stage::Closed;
        let is_taken = row.posting_id.is_some_and(|id| self.open.contains(&id));
        if reopens && is_taken {
            return Err(Refusal::invalid("stage", limits::SECOND));
        }
        Ok(())
    }

    fn next_rank(&mut self, stage: Stage) -> f64 {
        let last = self.ranks.entry(stage).or_default();
        *last += 1.0;
        *last
    }

    fn record(&mut self, row: &ApplicationRow, last: i32, entries: Vec<Entry>) {
        for (seq, entry) in (last.saturating_add(1)..).zip(entries) {
            let observed = self.observed && entry.occurred_on.is_some();
            let event = self.applications.event(self.actor, row, seq, entry);
            self.events.push(EventRow { observed, ..event });
        }
    }
}

/// The steps from the present state to the one that is stated.
fn changes(
    row: &ApplicationRow,
    line: &[(&EventRow, Step)],
    at: State,
    listed: &ListedApplication,
) -> Result<Vec<Change>, Refusal> {
    let now = Goal {
        stage: at.stage,
        outcome: at.outcome,
    };
    let Some(goal) = listed.goal.filter(|goal| *goal != now) else {
        return Ok(Vec::new());
    };
    if at.stage == Stage::Preparing && listed.applied_on.is_some() {
        // It was sent on that day, and goes on as one that begins with it.
        let rest = life::beginning(goal, true).into_iter().skip(1);
        return Ok(std::iter::once(Change::Move(Stage::Applied))
            .chain(rest)
            .collect());
    }
    let mut stages = line.iter().rev().map(|(_, step)| step.change.stage());
    let before = stages.find(|stage| *stage != Stage::Closed);
    life::way(row.stage, before, goal).ok_or_else(|| {
        let message = format!(
            "No step leads from {} to {}; correct the history by hand.",
            name(now),
            name(goal)
        );
        Refusal::invalid("stage", message)
    })
}

/// The correction of the day of sending, and the position of the event that it replaces.
fn sent_on(
    line: &[(&EventRow, Step)],
    at: State,
    changes: &[Change],
    listed: &ListedApplication,
) -> Result<Option<(usize, Entry)>, Refusal> {
    let Some(date) = listed
        .applied_on
        .filter(|date| at.applied_on != Some(*date))
    else {
        return Ok(None);
    };
    let is_sent = |change: Change| change.stage() == Stage::Applied;
    let place = line.iter().position(|(_, step)| is_sent(step.change));
    let found = place.and_then(|place| Some((place, line.get(place)?.0)));
    let Some((place, event)) = found else {
        if changes.iter().any(|change| is_sent(*change)) {
            return Ok(None);
        }
        let message = format!(
            "The history has no event in APPLIED to which the day {date} could belong: the day was left out; write it into the note."
        );
        return Err(Refusal::invalid("appliedOn", message));
    };
    let entry = Entry {
        kind: event.kind,
        from: event.from_stage,
        to: event.to_stage,
        outcome: event.outcome,
        occurred_on: Some(date),
        retracts: Some(event.id),
        reason: event.reason.clone(),
    };
    Ok(Some((place, entry)))
}

/// A step with the day that the file states for it. The day on which a later stage was reached is not in a list.
fn dated(change: Change, listed: &ListedApplication) -> Step {
    let occurred_on: Option<PartialDate> = match change {
        Change::Begin(Stage::Preparing) => listed.saved_on,
        Change::Begin(Stage::Applied) | Change::Move(Stage::Applied) => listed.applied_on,
        Change::Begin(_) | Change::Move(_) | Change::Close(_) | Change::Reopen(_) => None,
    };
    Step {
        change,
        occurred_on,
    }
}

/// The events of further steps. The words of the file are the reason of the last one, and of one that reopens.
fn entries(from: Option<Stage>, steps: &[Step], reason: &str) -> Vec<Entry> {
    let mut from = from;
    let mut entries = Vec::with_capacity(steps.len());
    for (place, step) in (1..).zip(steps) {
        let to = step.change.stage();
        let has_reason = place == steps.len() || matches!(step.change, Change::Reopen(_));
        entries.push(Entry {
            kind: kind_of(step.change),
            from,
            to: Some(to),
            outcome: match step.change {
                Change::Close(outcome) => Some(outcome),
                Change::Begin(_) | Change::Move(_) | Change::Reopen(_) => None,
            },
            occurred_on: step.occurred_on,
            retracts: None,
            reason: if has_reason {
                reason.to_owned()
            } else {
                String::new()
            },
        });
        from = Some(to);
    }
    entries
}

fn refuse_disorder(steps: &[Step]) -> Result<(), Refusal> {
    let dates: Vec<Option<PartialDate>> = steps.iter().map(|step| step.occurred_on).collect();
    let places = 0..dates.len();
    if places
        .into_iter()
        .all(|at| life::out_of_order(&dates, at).is_none())
    {
        return Ok(());
    }
    let message = "The day of the application contradicts the days of other events: it was left out; correct the days by hand.";
    Err(Refusal::invalid("appliedOn", message))
}

fn folded(steps: &[Step]) -> Result<State, Refusal> {
    life::fold(steps).map_err(|(_, change)| {
        let message = format!(
            "Its history does not allow \"{}\"; correct it by hand.",
            life::describe(change)
        );
        Refusal::invalid("stage", message)
    })
}

fn name(goal: Goal) -> String {
    goal.outcome
        .map_or_else(|| goal.stage.to_string(), |outcome| outcome.to_string())
}

/// The postings of these applications that are not closed.
fn open_postings(mine: &[ApplicationRow]) -> HashSet<PostingId> {
    let open = mine.iter().filter(|row| row.stage != Stage::Closed);
    open.filter_map(|row| row.posting_id).collect()
}
