//! `careergraph profiles …`: imports and exports profiles, as the operator of the machine.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use hyper::body::Bytes;

use super::output::{Done, say};
use crate::{
    app::App,
    error::{Error, Result},
    features::imports::{
        Action, Apply, Choice, EntryFilter, EntryRow, JobRow, ListMapping, NewImport, NewList,
        item_name,
    },
    types::{
        actor::{Actor, Role},
        email::Email,
        id::SessionId,
        import_source::ImportSource,
        page::Page,
        schema_name::schema_name,
        write::Write,
    },
};

/// The most bytes of a file.
const BYTES_MAX: u64 = 200 * 1_024 * 1_024;

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reads LinkedIn's archive, a JSON Resume, a résumé or a list of applications, and prints what it would change; changes nothing without
    /// --apply.
    Import {
        /// The file: ZIP, JSON, PDF, DOCX, Markdown or text; .csv or .tsv for a list of applications.
        file: PathBuf,
        /// The e-mail address of the account.
        #[arg(long)]
        user: String,
        /// Writes what the plan would add and change. Conflicts keep what the profile says.
        #[arg(long)]
        apply: bool,
        /// The order of day and month in the dates of a list that do not prove it.
        #[arg(long, value_enum)]
        date_order: Option<DateOrder>,
    },
    /// Prints a profile as a JSON Resume.
    Export {
        /// The e-mail address of the account.
        #[arg(long)]
        user: String,
    },
}

/// The order of day and month in `03/04/2026`.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum DateOrder {
    /// April 3.
    DayFirst,
    /// March 4.
    MonthFirst,
}

impl From<DateOrder> for importing::applications::DateOrder {
    fn from(order: DateOrder) -> Self {
        match order {
            DateOrder::DayFirst => Self::DayFirst,
            DateOrder::MonthFirst => Self::MonthFirst,
        }
    }
}

/// The error for a file without an entry; its notes say why.
const NOTHING: &str = "The file has nothing to import; see the notes above.";

pub(super) async fn run(app: &App, command: Command) -> Done {
    match command {
        Command::Import {
            file,
            user,
            apply,
            date_order,
        } => {
            let actor = owner(app, &user).await?;
            let job = plan(app, &actor, &file, date_order).await?;
            // What a résumé says is a guess.
            let is_guess = job.source == ImportSource::File && !is_list(&file);
            let asked = print_plan(app, &actor, &job, is_guess).await?;
            if job.total == 0 {
                return Err(Error::bad_input(NOTHING).into());
            }
            if is_guess {
                say(
                    "nothing was changed; what a résumé says is a guess, so that each item is chosen by applyImport",
                );
            } else if apply {
                apply_plan(app, &actor, &job).await?;
            } else {
                say("nothing was changed; add --apply to write what the plan would add and change");
            }
            if asked > 0 {
                let are = if asked == 1 { "is" } else { "are" };
                say(&format!(
                    "{asked} of the entries {are} asked: --apply does not write what is asked, applyImport takes a choice for each"
                ));
            }
        }
        Command::Export { user } => {
            let actor = owner(app, &user).await?;
            let document = app.imports.json_resume(&actor).await?;
            let text = serde_json::to_string_pretty(&document).map_err(Error::internal)?;
            say(&text);
        }
    }
    Ok(())
}

/// True for a list of applications, which is known by the end of its name.
fn is_list(file: &Path) -> bool {
    let end = file.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    end.is_some_and(|end| end == "csv" || end == "tsv")
}

/// True for what the plan would add only if it is chosen, such as a posting that was saved.
fn is_asked(entry: &EntryRow) -> bool {
    entry.action == Action::Add && entry.choice == Choice::KeepMine
}

/// The plan of a file.
async fn plan(
    app: &App,
    actor: &Actor,
    file: &Path,
    date_order: Option<DateOrder>,
) -> Result<JobRow> {
    let (file_name, content) = (name_of(file), read(file)?);
    let write = Write::by(actor);
    if !is_list(file) {
        let new = NewImport {
            source: None,
            file_name,
            content,
        };
        return app.imports.plan(&write, new).await;
    }
    let new = NewList {
        file_name,
        content,
        mapping: ListMapping {
            date_order: date_order.map(Into::into),
            ..ListMapping::default()
        },
    };
    app.imports.plan_list(&write, new).await
}

async fn owner(app: &App, email: &str) -> Result<Actor> {
    let email = Email::parse("--user", email).map_err(Error::from)?;
    let user = app.auth.accounts.account_of(&email).await?;
    Ok(Actor::of_session(user, SessionId(user.0), Role::User))
}

fn name_of(file: &Path) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy());
    name.unwrap_or_default().into_owned()
}

fn read(file: &Path) -> Result<Bytes> {
    let unreadable = |cause: std::io::Error| {
        Error::bad_input(format!("{} cannot be read.", file.display())).caused_by(cause)
    };
    let size = std::fs::metadata(file).map_err(unreadable)?.len();
    if size > BYTES_MAX {
        let message = format!("{} has more than {BYTES_MAX} bytes.", file.display());
        return Err(Error::bad_input(message));
    }
    std::fs::read(file).map(Bytes::from).map_err(unreadable)
}

/// Prints the entries and findings of a plan; returns the number of entries that are asked.
async fn print_plan(app: &App, actor: &Actor, job: &JobRow, is_guess: bool) -> Result<usize> {
    say(&format!(
        "plan {} of {}: {} entries, until {}",
        job.id,
        schema_name(job.source),
        job.total,
        job.expires_at.to_rfc3339()
    ));
    let mut asked = 0;
    each_entry(app, actor, job, |entry| {
        let note = entry.note.as_deref().unwrap_or_default();
        let is_asked = !is_guess && is_asked(entry);
        asked += usize::from(is_asked);
        let line = format!(
            "{:<9} {:<14} {}  {note}",
            if is_asked {
                "ASK"
            } else {
                schema_name(entry.action)
            },
            schema_name(entry.section),
            item_name(entry)
        );
        say(line.trim_end());
    })
    .await?;
    let reports = app.imports.batch_reports(actor, &[job.id]).await?;
    for report in reports.values() {
        for finding in &report.report.0.findings {
            let row = finding.row.map(|row| format!(":{row}")).unwrap_or_default();
            say(&format!(
                "note      {}{row}  {}",
                finding.file, finding.message
            ));
        }
    }
    Ok(asked)
}

async fn apply_plan(app: &App, actor: &Actor, job: &JobRow) -> Result<()> {
    let apply = Apply {
        id: job.id,
        sections: Vec::new(),
        entries: Vec::new(),
    };
    let write = Write::by(actor).expecting(job.version);
    app.imports.apply(&write, apply).await?;
    app.imports.apply_rest(actor.user_id, job.id).await?;
    each_entry(app, actor, job, |entry| {
        let result = entry.result.map_or("", schema_name);
        let message = entry.message.as_deref().unwrap_or_default();
        let line = format!(
            "{result:<9} {:<14} {}  {message}",
            schema_name(entry.section),
            item_name(entry)
        );
        say(line.trim_end());
    })
    .await?;
    let job = app.imports.get(actor, job.id).await?;
    say(&format!(
        "{}: {} of {} entries are done",
        schema_name(job.state),
        job.done,
        job.total
    ));
    Ok(())
}

/// Calls a function for each entry of an import, in order.
async fn each_entry(
    app: &App,
    actor: &Actor,
    job: &JobRow,
    mut show: impl FnMut(&EntryRow),
) -> Result<()> {
    let filter = EntryFilter::default();
    let mut page = Page {
        size: 100,
        after: None,
    };
    loop {
        let found = app.imports.entries(actor, job.id, &filter, &page).await?;
        for (cursor, entry) in &found.rows {
            page.after = Some(*cursor);
            show(entry);
        }
        if !found.has_next {
            return Ok(());
        }
    }
}
