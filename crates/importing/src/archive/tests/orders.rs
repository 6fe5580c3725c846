//! The order of day and month: as a row of the column proves it, and else as LinkedIn writes it.

use std::fmt::Write as _;

use super::*;

/// The dates of applications on these days, and the findings.
fn applied(days: &[&str]) -> (Vec<String>, Vec<String>) {
    let mut table = "Application Date,Company Name,Job Title\n".to_owned();
    for (number, day) in days.iter().enumerate() {
        writeln!(table, "\"{day}\",Company {number},Baker").unwrap();
    }
    let imported = one("Job Applications.csv", table);
    let dates = imported.applications.iter().map(|it| date(it.applied_on));
    (dates.collect(), findings(&imported))
}

fn date(date: Option<PartialDate>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}

#[test]
fn a_row_proves_the_order_of_its_column() {
    for (days, dates, found) in [
        (
            ["03/04/26", "13/04/2026 16:05"],
            ["2026-04-03", "2026-04-13"],
            &[][..],
        ),
        (
            ["3/4/26, 4:05 PM", "4/13/26, 4:05 PM"],
            ["2026-03-04", "2026-04-13"],
            &[],
        ),
        (
            ["3/4/26, 4:05 PM", "4/5/26, 4:05 PM"],
            ["2026-03-04", "2026-04-05"],
            &["Guess"],
        ),
        (
            ["3/3/26, 4:05 PM", "2026-05-04"],
            ["2026-03-03", "2026-05-04"],
            &[],
        ),
        (
            ["13/4/26", "4/13/26"],
            ["", "2026-04-13"],
            &["1 Unreadable"],
        ),
        (
            ["03.04.2026", "04.13.2026"],
            ["2026-04-03", ""],
            &["2 Unreadable"],
        ),
    ] {
        let (read, kinds) = applied(&days);
        assert_eq!(
            (read.as_slice(), kinds.as_slice()),
            (
                &dates.map(str::to_owned)[..],
                &found
                    .iter()
                    .map(|kind| (*kind).to_owned())
                    .collect::<Vec<_>>()[..]
            ),
            "{days:?}"
        );
    }
}

#[test]
fn each_column_of_dates_is_read_by_its_own_proof() {
    let files = [
        (
            "Connections.csv",
            "First Name,Last Name,URL,Connected On\nBo,Lind,,03/04/2025\nCy,Lind,,30/04/2025\n",
        ),
        (
            "Positions.csv",
            "Company Name,Title,Started On,Finished On\nOrrin,Baker,01/02/2019,31/03/2020\nFern,Cook,05/06/2018,02/01/2019\n",
        ),
        (
            "Saved Jobs.csv",
            "Saved Date,Job Title,Company Name\n03/04/2025,Lead,Fern\n",
        ),
    ];
    let imported = read(&archive(&files)).unwrap();
    assert_eq!(date(imported.connections[0].connected_on), "2025-04-03");
    assert_eq!(
        jobs(&imported),
        [
            "Orrin · Baker · 2019-01-02 – 2020-03-31",
            "Fern · Cook · 2018-05-06 – 2019-01-02",
        ]
    );
    assert_eq!(date(imported.applications[0].saved_on), "2025-03-04");
    let messages = imported.report.findings.iter();
    let named: Vec<_> = messages
        .map(|finding| {
            (
                finding.file.as_str(),
                finding.message.split('"').nth(1).unwrap(),
            )
        })
        .collect();
    assert_eq!(
        named,
        [
            ("Positions.csv", "Started On"),
            ("Saved Jobs.csv", "Saved Date")
        ]
    );
}
