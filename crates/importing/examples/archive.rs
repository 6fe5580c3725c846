//! Reads an archive of 52 files and 12 000 rows and prints how long it takes and the most memory that the process had.
//! `cargo run --release -p importing --example archive`

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
    time::Instant,
};

use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

/// Rows of people; the other tables have the rest.
const PEOPLE: usize = 10_000;

/// The other tables: a name, a header, a row with a number for each `#`, and how many rows.
const TABLES: [(&str, &str, &str, usize); 13] = [
    (
        "Positions",
        "Company Name,Title,Description,Location,Started On,Finished On",
        "Vane #,Weigher,\"• Weighed # lorries\n• Kept the log\",Leeds,Jan 2010,Feb 2012",
        60,
    ),
    (
        "Education",
        "School Name,Start Date,End Date,Notes,Degree Name,Activities",
        "Mill School #,2005,2009,,BSc,Rowing",
        20,
    ),
    ("Skills", "Name", "Skill #", 500),
    (
        "Languages",
        "Name,Proficiency",
        "Language #,Elementary proficiency",
        20,
    ),
    (
        "Certifications",
        "Name,Url,Authority,Started On,Finished On,License Number",
        "Ticket #,https://cert.example/#,Board,Jan 2020,,#",
        100,
    ),
    (
        "Volunteering",
        "Company Name,Role,Cause,Started On,Finished On,Description",
        "Hall #,Cook,Health,Jan 2015,,",
        50,
    ),
    (
        "Projects",
        "Title,Description,Url,Started On,Finished On",
        "Clock #,A clock.,https://clock.example/#,Jan 2019,Jan 2020",
        50,
    ),
    (
        "Publications",
        "Name,Published On,Description,Publisher,Url",
        "Paper #,2020,Text,Quill,https://quill.example/#",
        50,
    ),
    (
        "Honors",
        "Title,Description,Issued On",
        "Prize #,Of 40,Jun 2019",
        50,
    ),
    (
        "Jobs/Job Applications",
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers",
        "\"1/2/26, 9:41 AM\",,,Vane,Clerk #,https://www.linkedin.com/jobs/view/#,cv.pdf,none",
        600,
    ),
    (
        "Jobs/Saved Jobs",
        "Saved Date,Job Url,Job Title,Company Name",
        "\"1/2/26, 9:41 AM\",https://www.linkedin.com/jobs/view/9#,Lead #,Vane",
        498,
    ),
    (
        "Profile",
        "First Name,Last Name,Headline,Summary,Geo Location,Websites",
        "Ana,Vale,Weigher,I weigh.,Leeds,",
        1,
    ),
    (
        "Jobs/Job Seeker Preferences",
        "Locations,Industries,Job Titles",
        "Leeds,Freight,Weigher",
        1,
    ),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    let archive = archive()?;
    let idle = memory();
    let mut fastest = u128::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        let imported = importing::archive::read(&archive)?;
        fastest = fastest.min(start.elapsed().as_micros());
        let rows: u32 = imported.report.files.iter().map(|file| file.rows).sum();
        let items: u32 = imported.report.files.iter().map(|file| file.items).sum();
        writeln!(
            out,
            "{} files, {rows} rows, {items} items",
            imported.report.files.len()
        )?;
    }
    writeln!(out, "archive: {} bytes", archive.len())?;
    writeln!(
        out,
        "fastest of 5: {}.{:03} ms",
        fastest / 1_000,
        fastest % 1_000
    )?;
    writeln!(out, "memory: {idle} before, {} at most", memory())?;
    Ok(())
}

/// The peak of resident memory as the system states it; empty where it does not.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.unwrap_or_default().trim().to_owned()
}

fn archive() -> Result<Vec<u8>, ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut file = |name: &str, content: &str| {
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(content.as_bytes())?;
        Ok::<(), ZipError>(())
    };
    let mut people = String::from(
        "Notes:\n\"Some addresses are left out.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n",
    );
    for number in 0..PEOPLE {
        let _ = writeln!(
            people,
            "Ana,Vale {number},https://www.linkedin.com/in/example-{number},ana{number}@vale.example,\"Vane, Harrow & {number}\",Weigher,05 Jan 2024"
        );
    }
    file("Connections.csv", &people)?;
    for (name, header, row, rows) in TABLES {
        let mut content = format!("{header}\n");
        for number in 0..rows {
            content.push_str(&row.replace('#', &number.to_string()));
            content.push('\n');
        }
        file(&format!("{name}.csv"), &content)?;
    }
    // Files that are not opened.
    for number in 0..38 {
        file(
            &format!("messages_{number}.csv"),
            &"FROM,TO,CONTENT\nx,y,z\n".repeat(200),
        )?;
    }
    Ok(writer.finish()?.into_inner())
}
