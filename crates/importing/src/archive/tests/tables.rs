//! What each table gives.

use super::*;
use crate::record::{Proficiency, Stage};

#[test]
fn positions_have_dates_as_written() {
    let imported = one(
        "Positions.csv",
        format!(
            "{POSITIONS}Hollow Mill,Miller,,,Mar 2020,Present\n\
             Hollow Mill,Sweeper,,,Sept 2016,February 2020\n\
             Fenwick,Guard,,,2014,2015\n\
             Fenwick,Driver,,,,Dec 2013\n\
             Fenwick,Cook,,,,\n\
             Orrin,Baker,,,May 2012,Apr 2011\n\
             Orrin,Packer,,,around 2009,Jan 2010\n"
        ),
    );
    assert_eq!(
        jobs(&imported),
        [
            "Hollow Mill · Miller · 2020-03 – …",
            "Hollow Mill · Sweeper · 2016-09 – 2020-02",
            "Fenwick · Guard · 2014 – 2015",
            "Fenwick · Driver · ? – 2013-12",
            "Fenwick · Cook · ? – ?",
            "Orrin · Baker · 2012-05 – 2011-04",
            "Orrin · Packer · ? – 2010-01",
        ]
    );
    assert_eq!(findings(&imported), ["6 Contradiction", "7 Unreadable"]);
    let messages: Vec<_> = imported
        .report
        .findings
        .iter()
        .map(|found| found.message.as_str())
        .collect();
    assert!(messages[0].contains("2012-05") && messages[0].contains("2011-04"));
    assert!(messages[1].contains("around 2009"));
    assert_eq!(imported.profile.employments[0].source.row, Some(1));
    assert_eq!(
        state(&imported, "Positions.csv"),
        Some((FileState::Read, 7, 7))
    );
}

#[test]
fn copies_and_incomplete_rows_are_named() {
    let imported = one(
        "Positions.csv",
        format!(
            "{POSITIONS}Orrin,Baker,,,2019,\n\
             Orrin,Packer,,,2017,2018\n\
             orrin,PACKER ,,,2017,2018\n\
             Orrin,Packer,,,2015,2016\n\
             Copper Lane,,,,2014,\n\
             ,Night Guard,,,2013,\n\
             ,,,,,\n"
        ),
    );
    assert_eq!(jobs(&imported).len(), 3);
    assert_eq!(
        findings(&imported),
        ["3 Duplicate", "5 Incomplete", "6 Incomplete"]
    );
    assert!(imported.report.findings[1].message.contains("Copper Lane"));
    assert_eq!(
        state(&imported, "Positions.csv"),
        Some((FileState::Read, 6, 3))
    );
}

#[test]
fn descriptions_become_claims() {
    let imported = one(
        "Positions.csv",
        format!(
            "{POSITIONS}Orrin,Baker,\"Bread &amp; rolls &#8211; R&amp;amp;D\n• Baked 900 loaves\n• Cut waste - by half\",,2019,\n"
        ),
    );
    let job = &imported.profile.employments[0];
    assert_eq!(
        job.description,
        "Bread & rolls – R&amp;D\n• Baked 900 loaves\n• Cut waste - by half"
    );
    assert_eq!(
        job.claims,
        [
            "Bread & rolls – R&amp;D",
            "Baked 900 loaves",
            "Cut waste - by half"
        ]
    );
}

#[test]
fn profile_takes_what_is_shown_and_nothing_private() {
    let headline = "Mill ".repeat(60);
    let imported = one(
        "Profile.csv",
        format!(
            "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\n\
             Ada,Mirren,PRIVATE,1 PRIVATE Lane,\"Mar 4, 1990\",{headline},\"I mill.\n\nI say \"\"flour\"\" &quot;softly&quot;.\",,9000-PRIVATE,\"Ghent, Belgium\",,\"[PERSONAL:https://mirren.example,PORTFOLIO:mirren.example/a,b,My shop:http://shop.example/x:y,BLOG:javascript:alert(1),COMPANY:https://mirren.example]\",PRIVATE\n"
        ),
    );
    let profile = &imported.profile;
    assert_eq!(profile.headline.chars().count(), 219);
    assert_eq!(profile.summary, "I mill.\n\nI say \"flour\" \"softly\".");
    assert_eq!(profile.location, "Ghent, Belgium");
    let links: Vec<_> = profile
        .links
        .iter()
        .map(|link| format!("{} {}", link.label, link.url))
        .collect();
    assert_eq!(
        links,
        [
            "Personal https://mirren.example",
            "Portfolio https://mirren.example/a,b",
            "My shop http://shop.example/x:y"
        ]
    );
    assert_eq!(
        findings(&imported),
        ["1 Cut", "1 Unreadable", "1 Duplicate"]
    );
    assert!(!format!("{imported:?}").contains("PRIVATE"));
}

#[test]
fn education_has_both_forms_of_its_columns() {
    for header in [
        "School Name,Start Date,End Date,Notes,Degree Name,Activities",
        "school name,Started On,Finished On,NOTES,Degree Name,Activities and Societies",
    ] {
        let imported = one(
            "Education.csv",
            format!("{header}\nTide School,2014,Jun 2017,Honours,BSc,\"Rowing\"\n,2010,,,,\n"),
        );
        let school = &imported.profile.educations[0];
        assert_eq!(
            (school.school.as_str(), school.degree.as_str()),
            ("Tide School", "BSc")
        );
        assert_eq!(school.description, "Honours\n\nRowing");
        assert_eq!(school.ended_on.unwrap().to_string(), "2017-06");
        assert_eq!(findings(&imported), ["2 Incomplete"]);
    }
}

#[test]
fn skills_are_counted_once() {
    let imported = one(
        "Skills.csv",
        "Name\nC++\nc++\nObjective-C\nAI (ML, NLP)\n\"Word, Excel\"\nR&amp;D\n\n  \n",
    );
    let names: Vec<_> = imported
        .profile
        .skills
        .iter()
        .map(|skill| skill.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["C++", "Objective-C", "AI (ML, NLP)", "Word, Excel", "R&D"]
    );
    assert_eq!(findings(&imported), ["2 Duplicate"]);
}

#[test]
fn languages_have_no_invented_proficiency() {
    let imported = one(
        "Languages.csv",
        "Name,Proficiency\nDutch,Native or bilingual proficiency\nFrench,\nfrench,limited working proficiency\nWolof,Conversational\nDutch,Elementary proficiency\n,Elementary proficiency\n",
    );
    let languages: Vec<_> = imported
        .profile
        .languages
        .iter()
        .map(|known| {
            (
                known.name.as_str(),
                known.proficiency,
                known.stated.as_str(),
            )
        })
        .collect();
    assert_eq!(
        languages,
        [
            ("Dutch", Some(Proficiency::Native), ""),
            ("French", Some(Proficiency::LimitedWorking), ""),
            ("Wolof", None, "Conversational"),
        ]
    );
    assert_eq!(
        findings(&imported),
        [
            "3 Duplicate",
            "4 Unreadable",
            "5 Contradiction",
            "6 Incomplete"
        ]
    );
}

#[test]
fn recognition_projects_and_unpaid_work_are_read() {
    let imported = read(&archive(&[
        ("Certifications.csv", "Name,Url,Authority,Started On,Finished On,License Number\nCrane Ticket,cert.example/9,Harbour Board,May 2024,May 2027,HB-7\nFirst Aid,none,,,,\n,,Nobody,2020,,\n"),
        ("Honors.csv", "Title,Description,Issued On\nBest Loaf,Of 40,Jun 2019\n"),
        ("Publications.csv", "Name,Published On,Description,Publisher,Url\nOn Rye,\"Jan 5, 2020\",Bread,Quill,https://quill.example/rye\n"),
        ("Volunteering.csv", "Company Name,Role,Cause,Started On,Finished On,Description\nFood Hall,Cook,Health,Jan 2015,,\n"),
        ("Projects.csv", "Title,Description,Url,Started On,Finished On\nTide clock,\"• Drawn\n• Built\",clock.example,2019,2020\n"),
    ]))
    .unwrap();
    let profile = &imported.profile;
    let ticket = &profile.certifications[0];
    assert_eq!(ticket.url.as_deref(), Some("https://cert.example/9"));
    assert_eq!(ticket.expires_on.unwrap().to_string(), "2027-05");
    assert_eq!(profile.certifications[1].url, None);
    assert_eq!(profile.awards[0].awarded_on.unwrap().to_string(), "2019-06");
    assert_eq!(
        profile.publications[0].published_on.unwrap().to_string(),
        "2020-01-05"
    );
    assert_eq!(profile.volunteering[0].role, "Cook");
    assert_eq!(profile.projects[0].claims, ["Drawn", "Built"]);
    assert_eq!(findings(&imported), ["2 Unreadable", "3 Incomplete"]);
}

#[test]
fn connections_are_people_and_each_is_one() {
    let imported = one(
        "Connections.csv",
        "Notes:\n\"Some are left out.\nFirst Name, Last Name and the rest follow.\"\n\n\
         First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
         Ada,\"Mirren, PhD 🚀\",https://www.linkedin.com/in/example-ada,,Orrin,\"Baker, Night\",05 Jan 2025\n\
         Ada,Mirren,https://www.linkedin.com/in/example-ada-2,ADA@mail.example,,,\n\
         Rui,Marl,https://www.linkedin.com/in/example-rui,,,,17 Mar 2019\n\
         Rui,Marl,http://linkedin.com/in/Example-Rui/?trk=x,,Fenwick,,17 Mar 2019\n\
         Rui,Marl,https://www.linkedin.com/in/example-rui,,Orrin,,\n\
         José,Pont,https://www.linkedin.com/in/example-jos%C3%A9,not an address,,,32 Dec 2020\n\
         ,,https://www.linkedin.com/in/example-gone,,,,01 Feb 2018\n\
         ,Solo,,,,,\n\
         Bo,Lind,,,Orrin,Clerk,01 Feb 2018\n\
         Bo,Lind,,,Orrin,Clerk,01 Feb 2018\n\
         ,,,,,,\n",
    );
    let people: Vec<_> = imported
        .connections
        .iter()
        .map(|person| {
            format!(
                "{} {} · {}",
                person.first_name, person.last_name, person.company
            )
        })
        .collect();
    assert_eq!(
        people,
        [
            "Ada Mirren, PhD 🚀 · Orrin",
            "Ada Mirren · ",
            "Rui Marl · Fenwick",
            "José Pont · ",
            " Solo · ",
            "Bo Lind · Orrin"
        ]
    );
    assert_eq!(
        findings(&imported),
        [
            "4 Duplicate",
            "5 Contradiction",
            "6 Unreadable",
            "6 Unreadable",
            "7 Incomplete",
            "10 Duplicate"
        ]
    );
    assert_eq!(
        imported.connections[1].email.as_deref(),
        Some("ADA@mail.example")
    );
    assert_eq!(
        imported.connections[0].connected_on.unwrap().to_string(),
        "2025-01-05"
    );
    assert_eq!(
        state(&imported, "Connections.csv"),
        Some((FileState::Read, 10, 6))
    );
}

#[test]
fn older_connections_have_no_address() {
    let imported = one(
        "Connections.csv",
        "First Name,Last Name,Email Address,Company,Position,Connected On\nBo,Lind,bo@mail.example,Orrin,,\"1/5/18, 9:00 AM\"\n",
    );
    assert_eq!(
        imported.connections[0].connected_on.unwrap().to_string(),
        "2018-01-05"
    );
}

const APPLICATIONS: &str = "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers\n";

#[test]
fn applications_are_counted_once_and_keep_private_answers_out() {
    let imported = read(&archive(&[
        (
            "Jobs/Job Applications.csv",
            format!(
                "{APPLICATIONS}\"12/1/26, 9:41\u{202F}AM\",x@out.example,+32 PRIVATE,Orrin,Baker,https://www.linkedin.com/jobs/view/1,cv.pdf,Pay? PRIVATE\n\
                 \"1/12/26\",,,Marl,Clerk,http://www.linkedin.com/jobs/view/3/,,\n\
                 \"3/7/26\",,,,Porter,,,\n"
            ),
        ),
        (
            "Job Applications_1.csv",
            format!(
                "{APPLICATIONS}\"1/12/26, 12:05 AM\",,,Marl,Clerk,https://www.linkedin.com/jobs/view/3?trk=e,,\n\
                 \"2/30/26, 8:00 AM\",,,Peel,Porter,,,\n\
                 \"4/1/26\",,,Peel,Cook,https://jobs.example/?id=1,,\n\
                 \"4/1/26\",,,Peel,Cook,https://jobs.example/?id=2,,\n"
            ),
        ),
        ("Jobs/Saved Jobs_2.csv", "Saved Date,Job Url,Job Title,Company Name\n\"1/2/26, 8:00 AM\",https://www.linkedin.com/jobs/view/1,Lead,Fern\n".to_owned()),
    ]))
    .unwrap();
    let shown: Vec<_> = imported
        .applications
        .iter()
        .map(|job| {
            let date = job.applied_on.or(job.saved_on).map(|date| date.to_string());
            format!(
                "{} · {} · {} · {:?}",
                job.company,
                job.role,
                date.unwrap_or_default(),
                job.stage.unwrap()
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "Orrin · Baker · 2026-12-01 · Applied",
            "Marl · Clerk · 2026-01-12 · Applied",
            "Peel · Porter ·  · Applied",
            "Peel · Cook · 2026-04-01 · Applied",
            "Peel · Cook · 2026-04-01 · Applied",
            "Fern · Lead · 2026-01-02 · Saved",
        ]
    );
    assert_eq!(imported.applications[5].stage, Some(Stage::Saved));
    assert_eq!(imported.applications[5].applied_on, None);
    assert_eq!(
        imported.applications[1].url.as_deref(),
        Some("https://www.linkedin.com/jobs/view/3")
    );
    assert_eq!(
        findings(&imported),
        [
            "Guess",
            "3 Incomplete",
            "Guess",
            "1 Duplicate",
            "2 Unreadable",
            "Guess"
        ]
    );
    assert!(imported.report.findings[4].message.contains("2/30/26"));
    assert!(!format!("{imported:?}").contains("PRIVATE"));
}

#[test]
fn preferences_are_lists() {
    let imported = one(
        "Job Seeker Preferences.csv",
        "Locations,Industries,Company Employee Count,Preferred Job Types,Job Titles,Open To Recruiters,Dream Companies,Phone Number\n\
         \"Ghent, Belgium | Remote\",,,Full-time|Contract,Baker|Baker| Miller,Yes,,PRIVATE\n",
    );
    let targets = &imported.profile.targets;
    assert_eq!(targets.locations, ["Ghent, Belgium", "Remote"]);
    assert_eq!(targets.titles, ["Baker", "Miller"]);
    assert_eq!(targets.job_types, ["Full-time", "Contract"]);
    assert!(!format!("{imported:?}").contains("PRIVATE"));
}
