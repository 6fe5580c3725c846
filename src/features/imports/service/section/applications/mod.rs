//! The applications of a list or an archive: compared here, and written by the feature `applications`, which keeps them.

mod alike;
mod foreseen;
mod note;
mod planned;
mod values;
mod verdict;

pub(in crate::features::imports::service) use self::values::Row;

use std::collections::{HashMap, HashSet};

use importing::{
    record::Application,
    report::{FindingKind, Report},
};
use uuid::Uuid;

use self::{
    planned::Planned,
    values::{LinkedApplication, listed_of, of_row, stated},
    verdict::{RULES, verdict},
};
use super::part::reason;
use crate::{
    error::Result,
    features::{
        applications::{ApplicationRow, Applications, ImportedFrom, WantedApplication},
        imports::{
            Choice, EntryRow, Imports, JobRow, Section,
            entity::{
                entry,
                imported_value::Origin,
                values::{Kept, Values},
            },
            service::{
                compare::{self, Existing, Known, Verdict},
                known::known,
                settled::{Settled, accepted},
            },
        },
    },
    platform::unit_of_work::Unit,
    types::{
        actor::{Actor, By},
        area::Area,
        id::{ImportEntryId, TypedId},
        import_source::ImportSource,
    },
};

impl Imports {
    /// Checks the applications of a file, outside of the transaction that stores their plan. Those that are no entry are named in the report.
    pub(in crate::features::imports::service) async fn check_applications(
        &self,
        actor: &Actor,
        applications: Vec<Application>,
        report: &mut Report,
    ) -> Result<Vec<Row>> {
        if applications.is_empty() {
            return Ok(Vec::new());
        }
        let area = Area::Applications;
        if !(actor.may(area.read()) && actor.may(area.write())) {
            let message = format!(
                "The file has {} applications, which an API token without the scopes of applications does not import.",
                applications.len()
            );
            report.at("", None).add(FindingKind::Unassigned, message);
            return Ok(Vec::new());
        }
        let applications = without_repeated(applications, report);
        let addresses: Vec<String> = applications
            .iter()
            .filter_map(|it| it.url.clone())
            .collect();
        let postings = self.applications.postings_at(&addresses).await?;
        let linked = |application: Application| {
            let key = application
                .url
                .as_deref()
                .and_then(Applications::address_key);
            let posting = key.and_then(|key| postings.get(&key).copied());
            LinkedApplication {
                application,
                posting,
            }
        };
        let linked: Vec<LinkedApplication> = applications.into_iter().map(linked).collect();
        let found = report.findings.len();
        let listed = linked.iter().map(|linked| linked.listed(report)).collect();
        let checked = self.applications.check_listed(actor, listed).await?;
        let row = |(linked, checked)| stated(linked, checked, reason);
        let rows: Vec<Row> = linked.into_iter().zip(checked).map(row).collect();
        for row in &rows {
            if let Some(message) = &row.note {
                let mut notes = report.at(&row.source.file, row.source.row);
                notes.add(FindingKind::Unreadable, message.clone());
            }
        }
        if report.findings.len() > found {
            report.sort_by_row();
        }
        Ok(rows)
    }

    /// The entries of the applications of a file, from this position on.
    pub(in crate::features::imports::service) async fn entries_of_applications(
        &self,
        unit: &Unit,
        actor: &Actor,
        job: &JobRow,
        first: usize,
        rows: Vec<Row>,
    ) -> Result<Vec<EntryRow>> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let accepted: Vec<Values> = rows
            .iter()
            .filter(|row| row.refused.is_none())
            .map(|row| row.values.clone())
            .collect();
        let mine = self.applications.all_within(unit, actor).await?;
        let known = known(unit, actor, Section::Applications, Origin::from(job.source)).await?;
        let verdicts = self.compared(unit, actor, &accepted, &mine, &known).await?;
        let mut planned = planned::of(rows, verdicts, &existing(&mine, &known), &known);
        let room = self.applications.room(mine.len());
        planned::refuse_beyond(&mut planned, room, &self.applications.no_room());
        let entry = |(ordinal, planned): (usize, Planned)| EntryRow {
            id: ImportEntryId(self.platform.clock.new_id()),
            job_id: job.id,
            user_id: actor.user_id,
            ordinal: i32::try_from(ordinal).unwrap_or(i32::MAX),
            section: Section::Applications,
            action: planned.action,
            item_id: planned.item,
            file: planned.source.file,
            file_row: planned.source.row.and_then(|row| i32::try_from(row).ok()),
            quote: planned.source.quote,
            imported: planned.values,
            existing: planned.existing,
            kept: Kept::default(),
            note: (!planned.notes.is_empty()).then(|| planned.notes.join(" ")),
            choice: planned.choice,
            result: None,
            message: None,
        };
        Ok((first..).zip(planned).map(entry).collect())
    }

    /// Writes the applications that were chosen. They are compared once more, because they may have been changed since the plan.
    pub(in crate::features::imports::service) async fn write_applications(
        &self,
        unit: &Unit,
        actor: &Actor,
        job: &mut JobRow,
    ) -> Result<()> {
        let section = Section::Applications;
        let entries = entry::of_section(actor, job.id, section).all(unit).await?;
        // Locks the applications before they are read, if anything may be written.
        let mine = if entries.iter().any(|entry| entry.choice != Choice::KeepMine) {
            self.applications.all_to_change(unit, actor).await?
        } else {
            self.applications.all_within(unit, actor).await?
        };
        let known = known(unit, actor, section, Origin::from(job.source)).await?;
        let said: Vec<Values> = accepted(&entries)
            .map(|entry| entry.imported.clone())
            .collect();
        let verdicts = self.compared(unit, actor, &said, &mine, &known).await?;
        let settled = Settled::of(entries, verdicts);
        let wanted = settled.wanted();
        let written = if wanted.is_empty() {
            Vec::new()
        } else {
            let wanted = wanted.into_iter().map(|wanted| WantedApplication {
                item: wanted.item.map(TypedId::from_uuid),
                listed: listed_of(&wanted.values),
            });
            let (name, observed) = match job.source {
                ImportSource::ExportZip | ImportSource::DmaSnapshot => ("linkedin", true),
                _ => ("list", false),
            };
            let from = ImportedFrom {
                source: job.source,
                observed,
            };
            let actor = actor.acting_by(By::Import(name));
            let wanted = wanted.collect();
            let written = self
                .applications
                .bring_in(unit, &actor, mine, wanted, from)
                .await?;
            written
                .into_iter()
                .map(|done| done.map(|brought| brought.id.0.into()))
                .collect()
        };
        self.record(unit, actor, job, section, settled.results(written))
            .await
    }

    /// What is to be done with each application of a file, as far as the histories of the user's applications take it. `mine` are all of them.
    async fn compared(
        &self,
        unit: &Unit,
        actor: &Actor,
        said: &[Values],
        mine: &[ApplicationRow],
        known: &[Known],
    ) -> Result<Vec<Verdict>> {
        let existing = existing(mine, known);
        let mut verdicts = compare::compare_by(&RULES, said, &existing, known, verdict);
        self.foresee(unit, actor, mine, &mut verdicts).await?;
        Ok(verdicts)
    }
}

/// What the user has, with the addresses that files stated.
fn existing(rows: &[ApplicationRow], known: &[Known]) -> Vec<Existing> {
    let last = known
        .iter()
        .filter_map(|known| Some((known.item, known.last()?)));
    let last: HashMap<Uuid, &Values> = last.collect();
    let existing = |row: &ApplicationRow| {
        let mut values = of_row(row);
        if let Some(address) = last.get(&row.id.0).map(|said| said.of("url")) {
            values.set("url", address.to_vec());
        }
        Existing {
            id: row.id.0,
            values,
            ..Existing::default()
        }
    };
    rows.iter().map(existing).collect()
}

/// Leaves out saved postings that the same file has as applications as well.
fn without_repeated(applications: Vec<Application>, report: &mut Report) -> Vec<Application> {
    let sent = applications.iter().filter(|it| !values::is_saved(it));
    let addresses: HashSet<String> = sent
        .clone()
        .filter_map(|it| it.url.as_deref().and_then(Applications::address_key))
        .collect();
    let roles = sent.map(|it| (values::role_key(it), it.url.is_none()));
    let roles: HashSet<(String, bool)> = roles.collect();
    let mut kept = Vec::with_capacity(applications.len());
    for application in applications {
        let role = values::role_key(&application);
        let is_sent = match application
            .url
            .as_deref()
            .and_then(Applications::address_key)
        {
            Some(address) => addresses.contains(&address) || roles.contains(&(role, true)),
            None => roles.contains(&(role.clone(), true)) || roles.contains(&(role, false)),
        };
        if values::is_saved(&application) && is_sent {
            let message =
                "The saved posting is in the file as an application as well; it was counted once.";
            let source = &application.source;
            report
                .at(&source.file, source.row)
                .add(FindingKind::Duplicate, message);
        } else {
            kept.push(application);
        }
    }
    kept
}
