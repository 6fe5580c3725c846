//! The plan of a complete archive, 52 files and 12 000 rows, and its application: time, and growth of the memory of the process.
//! Run with `cargo bench --bench imports`, for PostgreSQL with `-- --database postgres://…` (an empty database); the target is 2 s and 64 MB.
#![expect(
    clippy::print_stdout,
    reason = "the table is the output of a benchmark"
)]

use std::{
    fmt::Write as _,
    fs,
    io::{Cursor, Write as _},
    time::Instant,
};

use careergraph::{
    app::App,
    config::Config,
    features::{
        auth::passwords::NewAccount,
        imports::{Apply, JobRow, NewImport},
    },
    platform::clock::Clock,
    types::{
        actor::{Actor, Role},
        id::SessionId,
        origin::Origin,
        write::Write,
    },
};
use secrecy::SecretString;
use zip::{ZipWriter, write::SimpleFileOptions};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Rows of `Connections.csv`, which are most of the rows.
const PEOPLE: usize = 10_000;
/// Rows of `messages.csv`, which is not opened.
const MESSAGES: usize = 1_500;
/// Files that are read beside `Connections.csv`, with the row of each.
const FILES: [(&str, &str, usize); 7] = [
    (
        "Positions.csv",
        "Company Name,Title,Description,Location,Started On,Finished On",
        80,
    ),
    (
        "Education.csv",
        "School Name,Degree Name,Start Date,End Date",
        40,
    ),
    ("Skills.csv", "Name", 150),
    ("Languages.csv", "Name,Proficiency", 20),
    ("Certifications.csv", "Name,Authority,Started On", 80),
    (
        "Projects.csv",
        "Title,Description,Url,Started On,Finished On",
        60,
    ),
    ("Volunteering.csv", "Company Name,Role,Cause,Started On", 70),
];
/// Files of the archive in all.
const ALL: usize = 52;

#[tokio::main]
async fn main() -> Done {
    let arguments: Vec<String> = std::env::args().collect();
    // `cargo test --benches` runs this too, without the flag: tests are never timed.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let database = arguments
        .iter()
        .position(|argument| argument == "--database")
        .and_then(|at| arguments.get(at.saturating_add(1)));
    let folder = tempfile::tempdir()?;
    let mut config = Config::load(None)?;
    config.database.url = database
        .cloned()
        .unwrap_or_else(|| {
            format!(
                "sqlite://{}?mode=rwc",
                folder.path().join("bench.db").display()
            )
        })
        .into();
    config.auth.keys_dir = folder.path().join("keys");
    config.redis.url = String::new().into();
    let app = App::build(config, Clock::default()).await?;
    app.platform.db.migrate().await?;
    let new = NewAccount {
        email: "ada@example.org".to_owned(),
        name: "Ada".to_owned(),
        password: SecretString::from("four random words here"),
    };
    let user = app
        .auth
        .accounts
        .create_account(new, Role::User, &Origin::inside("bench"))
        .await?;
    let actor = Actor::of_session(user.id, SessionId(user.id.0), Role::User);
    let archive = archive()?;
    println!(
        "{:<28} {:>8} {:>8}   an archive of {ALL} files, {} bytes",
        "",
        "s",
        "MB more",
        archive.len()
    );
    for what in ["first", "the same again"] {
        let job = measured(&format!("plan, {what}"), async {
            let new = NewImport {
                source: None,
                file_name: "export.zip".to_owned(),
                content: archive.clone().into(),
            };
            Ok(app.imports.plan(&Write::by(&actor), new).await?)
        })
        .await?;
        let job: JobRow = measured(&format!("apply, {what}"), async {
            let apply = Apply {
                id: job.id,
                sections: Vec::new(),
                entries: Vec::new(),
            };
            let write = Write::by(&actor).expecting(job.version);
            app.imports.apply(&write, apply).await?;
            app.imports.apply_rest(actor.user_id, job.id).await?;
            Ok(app.imports.get(&actor, job.id).await?)
        })
        .await?;
        println!("{:<28} {} of {} entries", "", job.done, job.total);
    }
    Ok(())
}

/// Prints how long something took, and how much memory it needed beyond what the process had.
async fn measured<T>(what: &str, act: impl Future<Output = Done<T>>) -> Done<T> {
    drop(fs::write("/proc/self/clear_refs", "5"));
    let (before, began) = (memory("VmRSS:"), Instant::now());
    let done = act.await?;
    let seconds = began.elapsed().as_secs_f64();
    let more = memory("VmHWM:").saturating_sub(before) / 1_024;
    println!("{what:<28} {seconds:>8.2} {more:>8}");
    Ok(done)
}

/// A line of `/proc/self/status`, in kB.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}

fn archive() -> Done<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| -> Done {
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(text.as_bytes())?;
        Ok(())
    };
    for (name, header, rows) in FILES {
        let mut text = format!("{header}\n");
        for number in 0..rows {
            writeln!(text, "{}", row(name, number))?;
        }
        add(name, &text)?;
    }
    let mut people = String::from(
        "Notes:\n\"When exporting your connection data, some addresses may be missing.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n",
    );
    for number in 0..PEOPLE {
        writeln!(
            people,
            "Rui {number},Sample,https://www.linkedin.example/in/rui-{number},,Marl {},Hand,05 Jan 2025",
            number % 700
        )?;
    }
    add("Connections.csv", &people)?;
    let mut messages = String::from("FROM,TO,CONTENT\n");
    for number in 0..MESSAGES {
        writeln!(messages, "a,b,message {number}")?;
    }
    add("messages.csv", &messages)?;
    for number in FILES.len().saturating_add(2)..ALL {
        add(&format!("Other {number}.csv"), "Column\nvalue\n")?;
    }
    Ok(writer.finish()?.into_inner())
}

fn row(file: &str, number: usize) -> String {
    let year = 1990_usize.saturating_add(number % 30);
    match file {
        "Positions.csv" => format!(
            "Kestrel {number},Planner,\"• Planned {number} berths\n• Cut waiting by {number} %\",Ghent,Jan {year},Feb {year}"
        ),
        "Education.csv" => format!("School {number},BSc,{year},{year}"),
        "Languages.csv" => format!("Language {number},Elementary proficiency"),
        "Certifications.csv" => format!("Ticket {number},Harbour Board,Jan {year}"),
        "Projects.csv" => {
            format!("Project {number},A clock.,https://oduya.example/{number},Jan {year},")
        }
        "Volunteering.csv" => format!("Boat {number},Crew,Rescue,Jan {year}"),
        _ => format!("Skill {number}"),
    }
}
