//! Lists as browsers and other programs print them: the bullets are drawn, are signs without a meaning, stand higher or lower, or are missing.

use super::{
    jobs, read,
    sheet::{LEFT, Mark, Sheet},
};
use crate::Imported;

const FIRST: [&str; 3] = [
    "Planned forty berths a day for the northern quay, together with the pilots of the harbour and the two towing companies that work there",
    "Cut waiting by 30 %",
    "Taught four clerks how to read the tables of the tides and wrote the handbook which they use since then at all three of the gates",
];
const SECOND: [&str; 2] = [
    "Kept the log of the yard",
    "Counted containers with two other clerks of the neighbouring yard, who had come to help in the long winter of that year",
];

fn claims(read: &Imported) -> Vec<&str> {
    let jobs = read.profile.employments.iter();
    jobs.flat_map(|job| &job.claims)
        .map(String::as_str)
        .collect()
}

const MARKS: [Mark; 9] = [
    Mark::Disc,
    Mark::Circle,
    Mark::Square,
    Mark::Sign,
    Mark::Letter(1.0, 0.0),
    Mark::Letter(2.2, 4.0),
    Mark::Letter(0.5, -2.5),
    Mark::Nothing,
    Mark::Hanging,
];

fn check(read: &Imported, what: &str) {
    assert_eq!(
        jobs(read),
        [
            "Dock Planner · Kestrel & Loam · 2021-03/…",
            "Yard Clerk · Elm Quay · 2018-01/2021-02"
        ],
        "{what}"
    );
    assert_eq!(claims(read), [&FIRST[..], &SECOND].concat(), "{what}");
}

#[test]
fn bullets_that_are_no_letters_begin_statements() {
    for mark in MARKS {
        for apart in [13.0, 17.0] {
            let mut sheet = Sheet::new();
            sheet.line(20.0, 0.0, "Ines Vale");
            sheet.line(14.0, 40.0, "Experience");
            sheet.line(11.0, 24.0, "Dock Planner, Kestrel & Loam");
            sheet.line(10.0, 14.0, "Mar 2021 – Present");
            sheet.list(mark, apart, &FIRST);
            sheet.line(11.0, 24.0, "Yard Clerk, Elm Quay");
            sheet.line(10.0, 14.0, "Jan 2018 – Feb 2021");
            sheet.list(mark, apart, &SECOND);
            sheet.line(14.0, 30.0, "Education");
            sheet.line(
                10.0,
                20.0,
                "BSc Logistics, University of Exemplia, 2014 – 2017",
            );
            check(&read(&sheet.file()).unwrap(), &format!("{mark:?} {apart}"));
        }
    }
}

#[test]
fn paragraphs_of_a_browser_and_dates_at_the_edge_are_one_head() {
    for mark in MARKS {
        let mut sheet = Sheet::new();
        sheet.line(20.0, 0.0, "Ines Vale");
        sheet.line(14.0, 40.0, "Experience");
        sheet.line(12.0, 32.0, "Dock Planner, Kestrel & Loam");
        sheet.line(10.0, 28.0, "Mar 2021 – Present");
        sheet.list(mark, 14.0, &FIRST);
        sheet.line(12.0, 32.0, "Yard Clerk");
        sheet.dates(9.0, "Jan 2018 – Feb 2021");
        sheet.line(10.0, 14.0, "Elm Quay, Antwerp");
        sheet.list(mark, 14.0, &SECOND);
        check(&read(&sheet.file()).unwrap(), &format!("{mark:?}"));
    }
}

#[test]
fn dates_in_a_column_beside_the_jobs_are_no_column_of_a_page() {
    for mark in MARKS {
        for dates in [["Mar 2021 – Present", ""], ["Mar 2021 –", "Present"]] {
            let mut sheet = Sheet::new();
            sheet.line(20.0, 0.0, "Ines Vale");
            sheet.line(10.0, 20.0, "Planner of docks");
            sheet.line(10.0, 14.0, "Ghent, Belgium");
            sheet.line(14.0, 40.0, "Experience");
            let others = ["Jan 2018 – Feb 2021", ""];
            for (title, company, [first, second], statements) in [
                ("Dock Planner", "Kestrel & Loam", dates, &FIRST[..]),
                ("Yard Clerk", "Elm Quay", others, &SECOND),
            ] {
                sheet.line(10.0, 24.0, first);
                sheet.text(LEFT + 130.0, 11.0, title);
                sheet.line(10.0, 14.0, second);
                sheet.text(LEFT + 130.0, 10.0, company);
                sheet.left = LEFT + 130.0;
                sheet.list(mark, 14.0, statements);
                sheet.left = LEFT;
            }
            sheet.line(14.0, 30.0, "Skills");
            for skill in ["Tide tables", "Excel", "Berth planning"] {
                sheet.line(10.0, 14.0, skill);
            }
            let read = read(&sheet.file()).unwrap();
            check(&read, &format!("{mark:?} {dates:?}"));
            assert_eq!(
                super::skills(&read),
                ["Tide tables", "Excel", "Berth planning"]
            );
            assert_eq!(read.profile.headline, "Planner of docks");
        }
    }
}

#[test]
fn a_list_in_two_columns_is_read_whole() {
    for mark in [Mark::Disc, Mark::Sign, Mark::Letter(1.0, 0.0)] {
        let mut sheet = Sheet::new();
        sheet.line(20.0, 0.0, "Ines Vale");
        sheet.line(14.0, 40.0, "Experience");
        sheet.line(10.0, 20.0, "Dock Planner, Kestrel & Loam");
        sheet.dates(10.0, "2019 – 2021");
        sheet.line(14.0, 40.0, "Skills");
        for [first, second] in [["Butchery", "Pastry"], ["Stock control", "Food hygiene"]] {
            sheet.y -= 14.0;
            for (x, skill) in [(LEFT + 20.0, first), (LEFT + 220.0, second)] {
                sheet.mark(mark, x - 10.0, 10.0);
                sheet.text(x, 10.0, skill);
            }
        }
        let read = read(&sheet.file()).unwrap();
        let mut skills = super::skills(&read);
        skills.sort_unstable();
        let all = ["Butchery", "Food hygiene", "Pastry", "Stock control"];
        assert_eq!(skills, all, "{mark:?}");
        assert_eq!(jobs(&read), ["Dock Planner · Kestrel & Loam · 2019/2021"]);
    }
}

#[test]
fn dots_on_a_line_of_time_and_dots_of_a_level_are_no_bullets() {
    let mut sheet = Sheet::new();
    sheet.line(20.0, 0.0, "Ines Vale");
    sheet.line(14.0, 40.0, "Experience");
    for (title, company, dates) in [
        ("Dock Planner", "Kestrel & Loam", "Mar 2021 – Present"),
        ("Yard Clerk", "Elm Quay", "Jan 2018 – Feb 2021"),
    ] {
        sheet.line(11.0, 24.0, title);
        sheet.mark(Mark::Disc, LEFT - 12.0, 11.0);
        sheet.line(10.0, 14.0, company);
        sheet.line(10.0, 14.0, dates);
        sheet.list(Mark::Disc, 14.0, &["Kept the log"]);
    }
    sheet.line(14.0, 30.0, "Skills");
    for skill in ["Rust", "Excel"] {
        sheet.line(10.0, 16.0, skill);
        for dot in [60.0, 66.0, 72.0] {
            sheet.mark(Mark::Disc, LEFT + dot, 10.0);
        }
    }
    let read = read(&sheet.file()).unwrap();
    assert_eq!(
        jobs(&read),
        [
            "Dock Planner · Kestrel & Loam · 2021-03/…",
            "Yard Clerk · Elm Quay · 2018-01/2021-02"
        ]
    );
    assert_eq!(claims(&read), ["Kept the log", "Kept the log"]);
    assert_eq!(super::skills(&read), ["Rust", "Excel"]);
}

/// A profile as LinkedIn prints it, whose texts are as far from the names below them as from each other.
fn profile(apart: f64) -> Vec<u8> {
    let mut sheet = Sheet::new();
    sheet.line(20.0, 0.0, "Ines Vale");
    sheet.line(10.5, 30.0, "www.linkedin.com/in/ines-vale (LinkedIn)");
    sheet.line(15.75, 36.0, "Experience");
    for (size, above, text) in [
        (12.0, 28.0, "Kestrel & Loam"),
        (11.5, 16.0, "Dock Planner"),
        (10.5, 15.0, "March 2021 - Present (5 years 2 months)"),
        (10.5, 15.0, "Ghent, Belgium"),
        (
            10.5,
            15.0,
            "Planned forty berths a day for the northern quay together with",
        ),
        (10.5, 15.0, "pilots of the harbour and two towing companies"),
        (12.0, apart, "Elm Quay"),
        (10.5, 15.0, "4 years 2 months"),
        (11.5, 16.0, "Senior Yard Clerk"),
        (
            10.5,
            15.0,
            "January 2019 - February 2021 (2 years 2 months)",
        ),
        (10.5, 15.0, "Antwerp, Belgium"),
        (
            10.5,
            15.0,
            "Kept the log and wrote the weekly report for the owners and the",
        ),
        (10.5, 15.0, "port authority of Antwerp"),
        (11.5, apart, "Yard Clerk"),
        (10.5, 15.0, "January 2017 - December 2018 (2 years)"),
        (10.5, 15.0, "Counted containers"),
        (10.5, 15.0, "by day and by night"),
        (12.0, apart, "Oak Lighting"),
        (11.5, 16.0, "Sales Assistant"),
        (10.5, 15.0, "June 2015 - December 2016 (1 year 7 months)"),
        (10.5, 15.0, "Hull, England, United Kingdom"),
    ] {
        sheet.line(size, above, text);
    }
    sheet.file()
}

#[test]
fn a_text_of_several_lines_does_not_break_the_next_role_of_a_profile() {
    for apart in [15.0, 18.0, 30.0] {
        let read = read(&profile(apart)).unwrap();
        assert_eq!(
            jobs(&read),
            [
                "Dock Planner · Kestrel & Loam · 2021-03/…",
                "Senior Yard Clerk · Elm Quay · 2019-01/2021-02",
                "Yard Clerk · Elm Quay · 2017-01/2018-12",
                "Sales Assistant · Oak Lighting · 2015-06/2016-12"
            ],
            "{apart}"
        );
        let places = read
            .profile
            .employments
            .iter()
            .map(|job| job.location.as_str());
        let places: Vec<&str> = places.collect();
        assert_eq!(places[0], "Ghent, Belgium", "{apart}");
        assert_eq!(places[1], "Antwerp, Belgium", "{apart}");
        assert_eq!(places[3], "Hull, England, United Kingdom", "{apart}");
    }
}
