//! Makes the plan of an import: the file is read and compared with the profile, and the plan is stored. The file itself is not kept.

use std::borrow::Cow;

use chrono::TimeDelta;
use hyper::body::Bytes;
use importing::{
    Imported,
    record::Profile as FileProfile,
    report::{FindingKind, Report as FileReport},
};
use sea_orm::{ConnectionTrait, PaginatorTrait};

use super::{
    compare::{self, Fact, Verdict},
    known::known,
    section::{ApplicationOfFile, Facts, Incoming, Part, default_choice, with_part},
};
use crate::{
    error::{Refusal, Result},
    features::auth::identities::IdentityClaims,
    features::imports::{
        Action, EntryRow, Imports, JobRow, ReportRow, Section, State,
        entity::{
            entry,
            imported_value::Origin,
            job::{self, Counts},
            report::{self, Report},
            values::Kept,
        },
    },
    platform::{
        hashing::sha256_hex,
        process_tasks::off_reactor,
        unit_of_work::{Change, Unit},
    },
    types::{
        actor::Actor,
        file_name::cleaned,
        id::{ImportEntryId, ImportId, UserId},
        import_source::ImportSource,
        object_kind::ObjectKind,
        write::Write,
    },
};

/// The most characters of a file name that is kept.
const NAME_MAX: usize = 100;

/// The most items of a file: more than an archive has whose owner knows as many people as LinkedIn allows.
const ITEMS_MAX: usize = 40_000;
/// The most findings that are kept of a file.
const FINDINGS_MAX: usize = 2_000;

/// A file to import.
#[derive(Clone, Debug)]
pub struct NewImport {
    /// What the user says that it is; none to look at its bytes only.
    pub source: Option<ImportSource>,
    /// Its name, as the client gives it.
    pub file_name: String,
    /// Its bytes.
    pub content: Bytes,
}

/// An import that was read.
#[derive(Clone, Debug)]
pub struct ReadImport {
    /// Where it comes from.
    pub source: ImportSource,
    /// The name of the file, or of what was read.
    pub file_name: String,
    /// SHA-256 of what was read, in hexadecimal.
    pub sha256: String,
    /// What it says.
    pub imported: Imported,
    /// What a provider said of the user; none for files.
    pub claims: Option<IdentityClaims>,
}

/// An item of a file, with what is to be done with it; none if it is refused.
type Compared = (Incoming, Option<Verdict>);

/// What is about to become the plan.
struct Draft {
    job: JobRow,
    entries: Vec<EntryRow>,
}

impl Imports {
    /// Reads a file and stores the plan of its import. Nothing of the profile is changed.
    pub async fn plan(&self, write: &Write<'_>, new: NewImport) -> Result<JobRow> {
        let content = new.content.clone();
        let sha256 = off_reactor(move || sha256_hex(&content)).await?;
        let (source, imported) = self.read(write.actor, new.source, new.content).await?;
        let read = ReadImport {
            source,
            file_name: new.file_name,
            sha256,
            imported,
            claims: None,
        };
        self.plan_read(write, read).await
    }

    /// Stores the plan of an import that was read already, for example over the network. Nothing of the profile is changed.
    pub async fn plan_read(&self, write: &Write<'_>, read: ReadImport) -> Result<JobRow> {
        let ReadImport {
            source,
            file_name,
            sha256,
            mut imported,
            claims,
        } = read;
        let file_name = cleaned(&file_name).chars().take(NAME_MAX).collect();
        check_size(&imported)?;
        importing::future::name_jobs(&mut imported, self.platform.clock.now().date_naive());
        let applications = std::mem::take(&mut imported.applications);
        let applications = self
            .check_applications(write.actor, applications, &mut imported.report)
            .await?;
        let act = async |unit: &Unit| {
            self.make_room(unit, write.actor).await?;
            let now = self.platform.clock.now();
            let hours = i64::try_from(self.platform.config.imports.plan_hours).unwrap_or(1);
            let job = JobRow {
                id: ImportId(self.platform.clock.new_id()),
                user_id: write.actor.user_id,
                source,
                file_name,
                sha256,
                state: State::Planned,
                counts: Counts::default(),
                total: 0,
                done: 0,
                version: 1,
                created_at: now,
                updated_at: now,
                expires_at: now + TimeDelta::hours(hours),
            };
            let account = match claims.clone() {
                Some(claims) => self.of_account(unit, write.actor, claims).await?,
                None => Vec::new(),
            };
            self.store(unit, write.actor, job, (imported, account, applications))
                .await
        };
        self.platform.write(write, act).await
    }

    /// Refuses more plans than may wait, and deletes the oldest imports that ended.
    async fn make_room(&self, unit: &Unit, actor: &Actor) -> Result<()> {
        let most = self.platform.config.imports.plans_per_user;
        if job::open_of(actor).count(unit).await? < most {
            for id in job::keep_ended(unit, actor, most.saturating_sub(1)).await? {
                unit.changed(deletion(actor.user_id, id)).await;
            }
            return Ok(());
        }
        let message = format!("You have {most} plans of imports that wait; apply or cancel one.");
        Err(Refusal::invalid("input", message).into())
    }

    async fn store(
        &self,
        unit: &Unit,
        actor: &Actor,
        job: JobRow,
        (imported, account, applications): (Imported, Vec<Compared>, Vec<ApplicationOfFile>),
    ) -> Result<JobRow> {
        let Imported {
            profile: mut file,
            report: mut read,
            connections,
            applications: _,
        } = imported;
        limit_findings(&mut read);
        let mut draft = Draft {
            job,
            entries: Vec::new(),
        };
        for (item, verdict) in account {
            let entry = self.entry(Section::Account, &draft, item, verdict);
            draft.entries.push(entry);
        }
        let facts = self.facts(unit, actor).await?;
        for section in Section::ALL {
            with_part!(section, P => self.add::<P>(unit, actor, &mut draft, &mut file, &facts).await?, account => (), people => (), applications => ());
        }
        let Draft {
            mut job,
            mut entries,
        } = draft;
        let first = entries.len() + 1;
        let people = self.entries_of_people(unit, actor, &job, first, connections);
        entries.append(&mut people.await?);
        let first = entries.len() + 1;
        let others = self.entries_of_applications(unit, actor, &job, first, applications);
        entries.append(&mut others.await?);
        for entry in &entries {
            job.counts.add(entry.section, entry.action);
        }
        job.total = i32::try_from(entries.len()).unwrap_or(i32::MAX);
        job::insert(unit, job.clone()).await?;
        let report = ReportRow {
            job_id: job.id,
            user_id: job.user_id,
            report: Report(read),
            kept: Kept {
                keys: file.extra,
                ..Kept::default()
            },
        };
        report::insert(unit, report).await?;
        entry::insert(unit, entries).await?;
        unit.changed(change(&job)).await;
        Ok(job)
    }

    /// Adds the entries of a section to the plan.
    async fn add<P: Part>(
        &self,
        unit: &Unit,
        actor: &Actor,
        draft: &mut Draft,
        file: &mut FileProfile,
        facts: &Facts,
    ) -> Result<()> {
        let incoming = P::incoming(&self.profiles, actor, file)?;
        if incoming.is_empty() {
            return Ok(());
        }
        let source = draft.job.source;
        let accepted: Vec<_> = incoming
            .iter()
            .filter(|item| item.refused.is_none())
            .map(|item| item.values.clone())
            .collect();
        let existing = P::existing(&self.profiles, unit, actor, facts).await?;
        let known = known(unit, actor, P::SECTION, Origin::from(source)).await?;
        let verdicts = compare::compare(&P::rules(), &accepted, &existing, &known);
        let mut verdicts = verdicts.into_iter();
        let mut room = P::MAX.saturating_sub(existing.len());
        for mut item in incoming {
            let mut verdict = match item.refused {
                Some(_) => None,
                None => verdicts.next(),
            };
            if verdict
                .as_ref()
                .is_some_and(|new| new.action == Action::Add)
            {
                if room == 0 {
                    verdict = None;
                    item.refused = Some(full(P::MAX));
                }
                room = room.saturating_sub(1);
            }
            let entry = self.entry(P::SECTION, draft, item, verdict);
            draft.entries.push(entry);
        }
        Ok(())
    }

    fn entry(
        &self,
        section: Section,
        draft: &Draft,
        item: Incoming,
        verdict: Option<Verdict>,
    ) -> EntryRow {
        let ordinal = draft.entries.len() + 1;
        let (action, item_id, existing, note) = match verdict {
            None => (Action::Refuse, None, None, item.refused),
            Some(verdict) => {
                let notes = [verdict.note.map(Cow::into_owned), item.note];
                let notes: Vec<String> = notes.into_iter().flatten().collect();
                let note = (!notes.is_empty()).then(|| notes.join(" "));
                (verdict.action, verdict.item, verdict.existing, note)
            }
        };
        EntryRow {
            id: ImportEntryId(self.platform.clock.new_id()),
            job_id: draft.job.id,
            user_id: draft.job.user_id,
            ordinal: i32::try_from(ordinal).unwrap_or(i32::MAX),
            section,
            action,
            item_id,
            file: item.source.file,
            file_row: item.source.row.and_then(|row| i32::try_from(row).ok()),
            quote: item.source.quote,
            imported: item.values,
            existing,
            kept: item.kept,
            note,
            choice: default_choice(draft.job.source, action),
            result: None,
            message: None,
        }
    }

    /// The facts of the actor, by item.
    pub(super) async fn facts(&self, conn: &impl ConnectionTrait, actor: &Actor) -> Result<Facts> {
        let rows = self.profiles.evidence_within(conn, actor).await?;
        let mut earlier = self.profiles.earlier_texts(conn, actor, &rows).await?;
        let mut facts = Facts::new();
        for row in rows {
            let fact = Fact {
                is_held: row.confirmed_at.is_some() || !row.skills.0.is_empty(),
                earlier: earlier.remove(&row.id).unwrap_or_default(),
                text: row.text,
            };
            facts.entry(row.item_id).or_default().push(fact);
        }
        Ok(facts)
    }
}

fn full(most: usize) -> String {
    format!(
        "The profile has at most {most} items of this section. Remove some, and import the file again."
    )
}

/// Refuses a file with more items than a plan can show.
fn check_size(imported: &Imported) -> Result<()> {
    let items = imported.items();
    if items <= ITEMS_MAX {
        return Ok(());
    }
    let message = format!(
        "The file has {items} items, and an import has at most {ITEMS_MAX}. Split it, and import its parts one after the other."
    );
    Err(Refusal::invalid(super::read::PATH, message).into())
}

fn limit_findings(read: &mut FileReport) {
    let more = read.findings.len().saturating_sub(FINDINGS_MAX);
    if more > 0 {
        read.findings.truncate(FINDINGS_MAX);
        let message = format!("There are {more} more findings, which are not listed.");
        read.at("", None).add(FindingKind::Cut, message);
    }
}

/// The change of an import, for the change feed and idempotency.
pub(super) fn change(job: &JobRow) -> Change {
    Change::of(
        job.user_id,
        ObjectKind::ImportPlan,
        job.id.0,
        Some(job.version),
    )
}

/// The deletion of an import.
pub(super) const fn deletion(user: UserId, id: ImportId) -> Change {
    Change::of(user, ObjectKind::ImportPlan, id.0, None)
}
