//! Files of a résumé as people have them.

mod cases;
mod files;
mod hostile;
mod layouts;
mod printed;
mod sheet;
mod unread;

use proptest::prelude::*;

use super::read;
use crate::{Imported, record::Proficiency, report::FindingKind};
use files::{columns, docx, pdf};

fn jobs(imported: &Imported) -> Vec<String> {
    let date = |date: Option<crate::date::PartialDate>| {
        date.map(|date| date.to_string()).unwrap_or_default()
    };
    let job = |job: &crate::record::Employment| {
        let end = if job.current {
            "…".to_owned()
        } else {
            date(job.ended_on)
        };
        format!(
            "{} · {} · {}/{end}",
            job.title,
            job.company,
            date(job.started_on)
        )
    };
    imported.profile.employments.iter().map(job).collect()
}

fn schools(imported: &Imported) -> Vec<String> {
    let date = |date: Option<crate::date::PartialDate>| {
        date.map(|date| date.to_string()).unwrap_or_default()
    };
    let school = |school: &crate::record::Education| {
        format!(
            "{} · {} · {} · {}/{}",
            school.school,
            school.degree,
            school.field,
            date(school.started_on),
            date(school.ended_on)
        )
    };
    imported.profile.educations.iter().map(school).collect()
}

fn skills(imported: &Imported) -> Vec<&str> {
    imported
        .profile
        .skills
        .iter()
        .map(|skill| skill.name.as_str())
        .collect()
}

fn everything(imported: &Imported) -> String {
    format!("{:?}", imported.profile)
}

#[test]
fn plain_text_with_dates_above_the_role_is_read() {
    let text = "ADA BRINK\r\nada@brink.example  |  2018 2020 1234\r\n\r\nWORK EXPERIENCE\r\n\r\nFeb 2021 - now\r\n\
        o Head Miller, Oak & Ash\r\no Cut dust by 30 % over two winters, which the town\r\n  board had asked for since 2016\r\n\r\n\
        Summer 2018 - Jan '21\r\no Grain Clerk, Elm Quay\r\n\r\nEARLIER\r\nStage hand, Larch Hall\r\n\r\nEDUCATION\r\n\
        Mill School          BSc Stones          2014-17\r\n\u{c}\r\nPage 2/2\r\nINTERESTS\r\nkites\r\n";
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let read = read(&bytes).unwrap();
    assert_eq!(
        jobs(&read),
        [
            "Head Miller · Oak & Ash · 2021-02/…",
            "Grain Clerk · Elm Quay · 2018/2021-01",
            "Stage hand · Larch Hall · /"
        ]
    );
    let claims = &read.profile.employments[0].claims;
    assert_eq!(
        claims,
        &["Cut dust by 30 % over two winters, which the town board had asked for since 2016"]
    );
    assert_eq!(schools(&read), ["Mill School · BSc · Stones · 2014/2017"]);
    assert!(
        read.profile.employments[0]
            .source
            .quote
            .as_ref()
            .unwrap()
            .contains("Feb 2021 - now")
    );
    assert!(
        read.report
            .findings
            .iter()
            .any(|finding| finding.kind == FindingKind::Guess)
    );
    assert!(read.report.findings.iter().any(
        |finding| finding.kind == FindingKind::Unassigned && finding.message.contains("kites")
    ));
}

#[test]
fn markdown_is_read_without_front_matter_comments_and_code() {
    let read = read(
        "---\nname: Ada\ntags: [cv]\n---\n\nExperience\n==========\n\n### Head Miller · Oak & Ash, Bruges\n*02/2021 – present*\n\nGrinds 40 t a day.\n\n\
        - Cut dust by **30 %**\n  - with [new sieves](https://brink.example/s)\n* Taught 4 millers\n\n### **Elm Quay** — Grain Clerk\n_2018-06 – 2021-01_\n+ Kept the log\n\n\
        <!-- Old job: Spy, 2010 – 2012 -->\n\n```\n## Experience\nNot a job, 2001 – 2002\n```\n\n## Education\n| School | Degree | Years |\n|---|---|---|\n| Mill School | BSc Stones | 2014–2017 |\n\n\
        Skills: C++, C#, CI/CD, AI (ML, NLP) & more\n".as_bytes(),
    )
    .unwrap();
    assert_eq!(
        jobs(&read),
        [
            "Head Miller · Oak & Ash · 2021-02/…",
            "Grain Clerk · Elm Quay · 2018-06/2021-01"
        ]
    );
    assert_eq!(read.profile.employments[0].location, "Bruges");
    assert_eq!(
        read.profile.employments[0].claims,
        [
            "Grinds 40 t a day.",
            "Cut dust by 30 %\nwith new sieves",
            "Taught 4 millers"
        ]
    );
    assert_eq!(schools(&read), ["Mill School · BSc · Stones · 2014/2017"]);
    assert_eq!(skills(&read), ["C++", "C#", "CI/CD", "AI (ML, NLP)"]);
    let all = everything(&read);
    assert!(
        !all.contains("Spy") && !all.contains("Not a job") && !all.contains("**"),
        "{all}"
    );
}

#[test]
fn documents_of_word_are_read_with_boxes_tables_and_changes() {
    let read = read(&docx()).unwrap();
    assert_eq!(read.profile.headline, "Mill planner");
    assert_eq!(
        jobs(&read),
        [
            "Head Miller · Oak & Ash · 2021-02/…",
            "Grain Clerk · Elm Quay · 2018-06/2021-01"
        ]
    );
    assert_eq!(
        read.profile.employments[0].claims,
        ["Cut dust by 30 %", "Taught 4 millers"]
    );
    assert_eq!(skills(&read), ["Mill planning", "Knots"]);
    assert_eq!(schools(&read), ["Mill School · BSc · Stones · 2014/2017"]);
    assert!(
        read.profile
            .links
            .iter()
            .any(|link| link.url == "https://brink.example/work")
    );
    assert!(!everything(&read).contains("HIDDEN"));
    assert!(
        read.report
            .findings
            .iter()
            .any(|finding| finding.message.contains("hidden text"))
    );
}

#[test]
fn columns_of_a_pdf_are_told_apart() {
    let left = [
        "\u{0}!",
        "ada@brink.example",
        "+32 470 00 00 00",
        "",
        "SKILLS",
        "Mill planning",
        "C++, C#",
        "AI (ML, NLP)",
        "",
        "LANGUAGES",
        "Dutch - native",
        "English - C1",
    ];
    let right = [
        "EXPERIENCE",
        "Head Miller",
        "Oak & Ash, Bruges",
        "Feb 2021 – Present",
        "• Rebuilt the ﬁrst ofﬁce workﬂow and cut wait-",
        "ing time by 30 %",
        "• Taught 4 millers",
        "",
        "Grain Clerk",
        "Elm Quay",
        "06/2018 – 01/2021",
        "• Kept the log",
        "EDUCATION",
        "Mill School, BSc Stones",
        "2014 – 2017",
    ];
    let mut first = vec![
        (50, 750, 18, "Ada Brink".to_owned()),
        (50, 730, 11, "Mill planner".to_owned()),
    ];
    first.extend(columns(&left, &right, 700));
    first.push((280, 30, 8, "Ada Brink · Résumé 1".to_owned()));
    let second = vec![
        (50, 770, 8, "Ada Brink · Résumé 2".to_owned()),
        (50, 740, 10, "VOLUNTEERING".to_owned()),
        (
            50,
            726,
            10,
            "Lifeboat crew, Larch Station, 2019 – 2020".to_owned(),
        ),
        (280, 30, 8, "Page 2 of 2".to_owned()),
    ];
    let read = read(&pdf(&[first, second])).unwrap();
    assert_eq!(
        jobs(&read),
        [
            "Head Miller · Oak & Ash · 2021-02/…",
            "Grain Clerk · Elm Quay · 2018-06/2021-01"
        ]
    );
    assert_eq!(
        read.profile.employments[0].claims,
        [
            "Rebuilt the first office workflow and cut waiting time by 30 %",
            "Taught 4 millers"
        ]
    );
    assert_eq!(read.profile.employments[1].claims, ["Kept the log"]);
    assert_eq!(read.profile.headline, "Mill planner");
    assert_eq!(
        skills(&read),
        ["Mill planning", "C++", "C#", "AI (ML, NLP)"]
    );
    let languages: Vec<_> = read
        .profile
        .languages
        .iter()
        .map(|language| (language.name.as_str(), language.proficiency))
        .collect();
    assert_eq!(
        languages,
        [
            ("Dutch", Some(Proficiency::Native)),
            ("English", Some(Proficiency::FullProfessional))
        ]
    );
    assert_eq!(schools(&read), ["Mill School · BSc · Stones · 2014/2017"]);
    assert_eq!(read.profile.volunteering[0].organization, "Larch Station");
    assert_eq!(read.profile.volunteering[0].role, "Lifeboat crew");
    let all = everything(&read);
    assert!(!all.contains("Résumé") && !all.contains("Page 2"), "{all}");
}

#[test]
fn a_profile_that_was_saved_as_pdf_is_read() {
    let left = [
        "Contact",
        "brink.example (Personal)",
        "",
        "Top Skills",
        "Mill planning",
        "Knots",
        "",
        "Languages",
        "Dutch (Native or Bilingual)",
        "English (Full Professional)",
    ];
    let right = [
        "Ada Brink",
        "Mill planner at Oak & Ash",
        "Bruges, Flanders, Belgium",
        "",
        "Summary",
        "I plan mills.",
        "",
        "Experience",
        "Oak & Ash",
        "5 years 1 month",
        "Lead Planner",
        "January 2023 - Present (3 years 2 months)",
        "Bruges",
        "Runs the plan.",
        "Mill Planner",
        "February 2021 - December 2022 (1 year 11 months)",
    ];
    let mut first = columns(&left, &right, 750);
    first.push((280, 30, 8, "Page 1 of 2".to_owned()));
    let second = [
        "Elm Quay",
        "Grain Clerk",
        "June 2018 - January 2021 (2 years 8 months)",
        "",
        "Education",
        "Mill School",
        "BSc, Stones · (2014 - 2017)",
    ];
    let mut second = columns(&[], &second, 750);
    second.push((280, 30, 8, "Page 2 of 2".to_owned()));
    let read = read(&pdf(&[first, second])).unwrap();
    assert_eq!(
        jobs(&read),
        [
            "Lead Planner · Oak & Ash · 2023-01/…",
            "Mill Planner · Oak & Ash · 2021-02/2022-12",
            "Grain Clerk · Elm Quay · 2018-06/2021-01",
        ]
    );
    assert_eq!(read.profile.employments[0].claims, ["Runs the plan."]);
    assert_eq!(read.profile.headline, "Mill planner at Oak & Ash");
    assert_eq!(read.profile.location, "Bruges, Flanders, Belgium");
    assert_eq!(read.profile.summary, "I plan mills.");
    assert_eq!(schools(&read), ["Mill School · BSc · Stones · 2014/2017"]);
    assert_eq!(skills(&read), ["Mill planning", "Knots"]);
    let languages: Vec<_> = read
        .profile
        .languages
        .iter()
        .map(|language| language.proficiency)
        .collect();
    assert_eq!(
        languages,
        [
            Some(Proficiency::Native),
            Some(Proficiency::FullProfessional)
        ]
    );
}

#[test]
fn headings_of_other_languages_are_known() {
    let german = read("Ada Brink\nMüllerin\n\nBerufserfahrung\n\n03/2019 – heute\nMüllerin, Eiche GmbH\n• Mahlte Korn\n\nAusbildung\n2014 – 2017   Mühlenschule   Diplom\n\nKenntnisse\nMahlen, Sieben\n\nSprachen\nDeutsch (Muttersprache), Englisch (B2)\n".as_bytes()).unwrap();
    assert_eq!(jobs(&german), ["Müllerin · Eiche GmbH · 2019-03/…"]);
    assert_eq!(german.profile.headline, "Müllerin");
    assert_eq!(schools(&german), ["Mühlenschule · Diplom ·  · 2014/2017"]);
    assert_eq!(skills(&german), ["Mahlen", "Sieben"]);
    assert_eq!(german.profile.languages.len(), 2);
    let french = read("Ada Brink\n\nExpérience professionnelle\n\nChargée de projet, Chêne SARL\nmars 2019 – aujourd'hui\n- Moulut\n\nFormation\nÉcole des Moulins, Licence, 2014 – 2017\n".as_bytes()).unwrap();
    assert_eq!(
        jobs(&french),
        ["Chargée de projet · Chêne SARL · 2019-03/…"]
    );
    assert_eq!(
        schools(&french),
        ["École des Moulins · Licence ·  · 2014/2017"]
    );
}

proptest! {
    // Each case reads a whole document.
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), start in proptest::sample::select(vec!["", "%PDF-1.4\n", "PK\x03\x04", "# A\n## B\n"])) {
        let mut file = start.as_bytes().to_vec();
        file.extend(bytes);
        let _ = read(&file);
    }

    #[test]
    fn any_text_is_read_without_panic(text in "(Experience|Education|Skills|- [a-z ]{0,9}|[A-Z][a-z]{1,6}, [A-Z][a-z]{1,6}|20[0-2][0-9] [–-] (20[0-2][0-9]|now)|\n|\n\n|.{0,12}){0,20}") {
        let _ = read(text.as_bytes());
    }

    #[test]
    fn mutated_documents_are_read_without_panic(at in 0..2_000_usize, byte in any::<u8>()) {
        for mut file in [docx(), pdf(&[columns(&["SKILLS", "Knots"], &["EXPERIENCE", "Miller", "Oak", "2019 – 2020"], 700)])] {
            let length = file.len();
            file[at % length] = byte;
            let _ = read(&file);
        }
    }
}

#[test]
fn texts_and_links_have_the_words_they_were_read_from() {
    let text = "Ines Oduya\nHarbour planner | Ghent, Belgium\nines@brink.example | www.brink.example/port\n\nProfile\nI plan berths.\nI say no kindly.\n\n\
        Experience\nDock Planner, Kestrel & Loam\n02/2021 - present\n- Planned 40 berths a day\n";
    let profile = read(text.as_bytes()).unwrap().profile;
    let words = |source: &crate::record::Source| {
        let quote = source.quote.clone().expect("a quote");
        (source.file.clone(), quote)
    };
    let pair = |file: &str, quote: &str| (file.to_owned(), quote.to_owned());
    let sources = &profile.sources;
    assert_eq!(
        words(&sources.summary),
        pair("Profile", "I plan berths.\nI say no kindly.")
    );
    assert_eq!(profile.links.len(), 1);
    assert_eq!(words(&profile.links[0].source).0, "top");
    assert!(
        words(&profile.links[0].source)
            .1
            .contains("www.brink.example/port")
    );
    for (text, source) in [
        (&profile.headline, &sources.headline),
        (&profile.location, &sources.location),
    ] {
        let (file, quote) = words(source);
        assert_eq!(file, "top");
        assert!(!text.is_empty() && quote.contains(text.as_str()), "{quote}");
    }

    let text = "# Ines Oduya\n\nPlanner — [my port](https://brink.example/port)\n\n## Summary\n\nI plan.\n\n## Skills\n\nKnots, Ropes\n";
    let profile = read(text.as_bytes()).unwrap().profile;
    let (file, quote) = words(&profile.links[0].source);
    assert!(
        !file.is_empty() && quote.contains("my port"),
        "{file}: {quote}"
    );
}
