//! Lists as trackers and spreadsheets write them.

mod cases;
mod words;

use proptest::prelude::*;

use super::*;
use crate::record::{Application, Stage};

fn imported(text: &str) -> Imported {
    let preview = columns(text.as_bytes()).unwrap();
    read(text.as_bytes(), &preview.mapping).unwrap()
}

fn kinds(imported: &Imported) -> Vec<FindingKind> {
    imported
        .report
        .findings
        .iter()
        .map(|finding| finding.kind)
        .collect()
}

fn shown(application: &Application) -> String {
    let day = application
        .applied_on
        .map(|day| day.to_string())
        .unwrap_or_default();
    let stage = application
        .stage
        .map(|stage| format!("{stage:?}"))
        .unwrap_or_default();
    format!(
        "{} · {} · {day} · {stage}",
        application.company, application.role
    )
}

fn all(imported: &Imported) -> Vec<String> {
    imported.applications.iter().map(shown).collect()
}

#[test]
fn words_of_a_tracker_are_stages_and_unknown_ones_are_asked() {
    let text = "Company Name,Job Title,Status,Max. Salary,Date Saved,Date Applied,Mood,Job Posting URL\n\
        Alder,Baker,Bookmarked,,2026-01-02,,4,https://jobs.example/1\n\
        Birch,Cook,Applying,,2026-01-03,,,\n\
        Cedar & Sons,Driver,Applied,31000,2026-01-03,2026-01-04,,https://jobs.example/3?utm_source=x\n\
        Elder,Editor,Negotiating,,,2026-01-07,,\n\
        Fir,Farmer,I Withdrew,,,2026-01-09,,\n\
        Gorse,Guard,Not Selected,,,2026-01-10,,\n\
        Hazel,Host,No Response,,,2026-01-11,,\n\
        Ivy,Ironer,Humming,,,2026-01-12,,\n\
        Cedar & Sons,Driver,Applied,31000,2026-01-03,2026-01-04,,http://www.jobs.example/3/\n\
        ,Nobody,Applied,,,2026-01-13,,\n";
    let preview = columns(text.as_bytes()).unwrap();
    let asked: Vec<_> = preview
        .stages
        .iter()
        .filter(|word| word.stage.is_none())
        .map(|word| word.word.as_str())
        .collect();
    assert_eq!(asked, ["Humming"]);
    assert_eq!(preview.rows, 10);
    let read = imported(text);
    assert_eq!(
        all(&read),
        [
            "Alder · Baker ·  · Saved",
            "Birch · Cook ·  · Preparing",
            "Cedar & Sons · Driver · 2026-01-04 · Applied",
            "Elder · Editor · 2026-01-07 · Offer",
            "Fir · Farmer · 2026-01-09 · Withdrawn",
            "Gorse · Guard · 2026-01-10 · Rejected",
            "Hazel · Host · 2026-01-11 · NoResponse",
            "Ivy · Ironer · 2026-01-12 · ",
        ]
    );
    assert_eq!(
        kinds(&read),
        [
            FindingKind::Unassigned,
            FindingKind::Unreadable,
            FindingKind::Duplicate,
            FindingKind::Incomplete
        ]
    );
    assert_eq!(read.applications[2].pay, "up to 31000");
    let mut mapping = preview.mapping;
    mapping
        .stages
        .insert("humming".to_owned(), Stage::Interviewing);
    let read = super::read(text.as_bytes(), &mapping).unwrap();
    assert_eq!(read.applications[7].stage, Some(Stage::Interviewing));
}

#[test]
fn lists_of_a_board_keep_notes_and_the_same_role_asked_anew() {
    let read = imported(
        "\"Employer\",\"Job Title\",\"List\",\"Date Added\",\"Notes\"\n\
        \"Alder\",\"Baker\",\"Wishlist\",\"Jan 5, 2026\",\"line one\nline two, with \"\"quotes\"\"\"\n\
        \"Birch\",\"Cook\",\"Phone screen\",\"Jan 6, 2026\",\"\"\n\
        \"Birch\",\"Cook\",\"Phone screen\",\"Mar 6, 2026\",\"asked again\"\n\
        \"Birch\",\"Cook\",\"Rejected\",\"Mar 6, 2026\",\"\"\n",
    );
    assert_eq!(
        all(&read),
        [
            "Alder · Baker ·  · Saved",
            "Birch · Cook ·  · Screening",
            "Birch · Cook ·  · Screening",
            "Birch · Cook ·  · Rejected",
        ]
    );
    assert_eq!(kinds(&read), [FindingKind::Guess]);
    assert_eq!(
        read.applications[0].note,
        "line one\nline two, with \"quotes\""
    );
    assert_eq!(
        read.applications[0].saved_on.unwrap().to_string(),
        "2026-01-05"
    );
}

#[test]
fn exports_of_a_notes_app_are_read() {
    let read = imported(
        "\u{FEFF}Name,Company,Status,Applied,Tags,Remote?\r\n\
        Baker,Alder,🟢 Applied,\"January 5, 2026\",\"referral, remote\",Yes\r\n\
        Cook,Birch,Interview #2,\"January 5, 2026 → January 9, 2026\",,No\r\n\
        Driver,Cedar,Ghosted 👻,\"February 1, 2026 2:30 PM\",,No\r\n\
        Editor,Elder,,,,\r\n\
        Farmer,Fir,,2026-01-02,,\r\n",
    );
    assert_eq!(
        all(&read),
        [
            "Alder · Baker · 2026-01-05 · Applied",
            "Birch · Cook · 2026-01-05 · Interviewing",
            "Cedar · Driver · 2026-02-01 · NoResponse",
            "Elder · Editor ·  · ",
            "Fir · Farmer · 2026-01-02 · Applied",
        ]
    );
    assert_eq!(read.applications[0].tags, ["referral", "remote"]);
    let board = imported(
        "Card Name,List Name,Labels,Card Description\nBaker at Alder,To apply,home,x\nBirch – Cook,Offer accepted,,\nOdd,Done,,\n",
    );
    assert_eq!(
        all(&board),
        ["Alder · Baker ·  · Saved", "Birch · Cook ·  · Accepted"]
    );
    assert_eq!(
        kinds(&board),
        [
            FindingKind::Guess,
            FindingKind::Guess,
            FindingKind::Incomplete
        ]
    );
}

#[test]
fn spreadsheets_in_other_languages_are_read() {
    let text = "sep=;\r\nFirma;Stelle;Status;Beworben am;Gehalt;Link\r\n\
        Müller & Söhne;Köchin;Zusage;05.03.2026;48.500,00 €;https://jobs.example/9\r\n\
        Hafen;Zöllner;Absage;1.2.26;;\r\n\"Nord; Ost\";Bürokraft;Beworben;31.12.2025;;\r\n";
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| {
            if c == '€' {
                0x80
            } else {
                u8::try_from(u32::from(c)).unwrap()
            }
        })
        .collect();
    let preview = columns(&bytes).unwrap();
    assert_eq!(preview.stages[0].choices, [Stage::Offer, Stage::Accepted]);
    let read = super::read(&bytes, &preview.mapping).unwrap();
    assert_eq!(
        all(&read),
        [
            "Müller & Söhne · Köchin · 2026-03-05 · ",
            "Hafen · Zöllner · 2026-02-01 · Rejected",
            "Nord; Ost · Bürokraft · 2025-12-31 · Applied",
        ]
    );
    assert_eq!(read.applications[0].pay, "48.500,00 €");
    assert_eq!(
        kinds(&read),
        [FindingKind::Encoding, FindingKind::Unreadable]
    );
    let french = imported(
        "Entreprise;Poste;Statut;Date de candidature\nOrme;Boulanger;Refusé;05/03/2026\nFrêne;Cuisinier;Entretien;15/03/2026\n",
    );
    assert_eq!(
        all(&french),
        [
            "Orme · Boulanger · 2026-03-05 · Rejected",
            "Frêne · Cuisinier · 2026-03-15 · Interviewing"
        ]
    );
    let spanish = imported(
        "Empresa\tPuesto\tEstado\tFecha de solicitud\nOlmo\tPanadera\tEntrevista\t5 de enero de 2026\n",
    );
    assert_eq!(
        all(&spanish),
        ["Olmo · Panadera · 2026-01-05 · Interviewing"]
    );
}

#[test]
fn a_row_settles_the_order_of_day_and_month() {
    let text = |settling: &str| {
        format!(
            "company,role,status,applied,link\nAlder,Baker,applied,03/04/2026,=HYPERLINK(\"https://evil.example\";\"x\")\n\
        Birch,Cook,applied,{settling},\nCedar,Driver,applied,04/05/2026,@cedar\nElder,Editor,applied,2026/06/07,-\n=1+1,Farmer,applied,46000,\n"
        )
    };
    let settled = text("13/04/2026");
    let preview = columns(settled.as_bytes()).unwrap();
    assert_eq!(preview.dates[0].order, Some(DateOrder::DayFirst));
    assert_eq!(preview.dates[0].proof, Some((2, "13/04/2026".to_owned())));
    let days = |read: &Imported| -> Vec<String> {
        read.applications
            .iter()
            .map(|application| {
                application
                    .applied_on
                    .map(|day| day.to_string())
                    .unwrap_or_default()
            })
            .collect()
    };
    let read = imported(&settled);
    assert_eq!(
        days(&read),
        [
            "2026-04-03",
            "2026-04-13",
            "2026-05-04",
            "2026-06-07",
            "2025-12-09"
        ]
    );
    assert!(
        read.applications
            .iter()
            .all(|application| application.url.is_none())
    );
    assert_eq!(read.applications[4].company, "=1+1");
    assert_eq!(
        kinds(&read),
        [
            FindingKind::Unreadable,
            FindingKind::Unreadable,
            FindingKind::Guess
        ]
    );

    let open = text("05/06/2026");
    assert_eq!(columns(open.as_bytes()).unwrap().dates[0].doubtful, 3);
    assert_eq!(
        days(&imported(&open)),
        ["", "", "", "2026-06-07", "2025-12-09"]
    );
    let mut mapping = columns(open.as_bytes()).unwrap().mapping;
    mapping.date_order = Some(DateOrder::MonthFirst);
    let read = super::read(open.as_bytes(), &mapping).unwrap();
    assert_eq!(days(&read)[..2], ["2026-03-04", "2026-05-06"]);
}

#[test]
fn what_is_no_list_is_refused_and_unknown_columns_are_asked() {
    for bytes in [
        b"".as_slice(),
        b"PK\x03\x04 a book",
        b"one column\na\nb\n",
        b"\x00\x01",
        b"company,role\n",
    ] {
        let refused = columns(bytes).unwrap_err();
        assert!(refused.message.ends_with('.'), "{refused}");
    }
    let text = "Wer,Wohin,Was\nAlder,Baker,x\n";
    let preview = columns(text.as_bytes()).unwrap();
    assert_eq!(preview.mapping.columns, [Meaning::Ignored; 3]);
    assert_eq!(preview.columns[0].samples, ["Alder"]);
    assert!(
        super::read(text.as_bytes(), &preview.mapping)
            .unwrap_err()
            .message
            .contains("Wer, Wohin, Was")
    );
    let mapping = Mapping {
        columns: vec![Meaning::Company, Meaning::Role, Meaning::Ignored],
        ..Mapping::default()
    };
    assert_eq!(
        all(&super::read(text.as_bytes(), &mapping).unwrap()),
        ["Alder · Baker ·  · "]
    );
}

#[test]
fn tables_of_words_are_consistent() {
    let mut seen = std::collections::HashMap::new();
    for row in include_str!("../stages.tsv").lines() {
        let (stages, words) = row.split_once('\t').unwrap();
        for word in words.split('|') {
            assert_eq!(stage(word).len(), stages.split(',').count(), "{word}");
            let before = seen.insert(marks::fold(word), stages);
            assert!(
                before.is_none_or(|before| before == stages),
                "{word} is there twice"
            );
        }
    }
    assert_eq!(stage("Rejected (after call)"), [Stage::Rejected]);
    assert_eq!(stage("2. Phone screen 📞"), [Stage::Screening]);
}

proptest! {
    // Each case reads a whole list several times.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(preview) = columns(&bytes) {
            let _ = read(&bytes, &preview.mapping);
        }
    }

    #[test]
    fn each_row_is_an_application_or_has_a_finding(rows in proptest::collection::vec("[ab]?,[xy]?,(Applied|Offer|Zz)?,(2026-01-0[1-3]|3/4/26|zz)?,[a-c;\" ]{0,4}", 0..12)) {
        let text = format!("company,role,status,applied,notes\n{}\n", rows.join("\n"));
        let Ok(preview) = columns(text.as_bytes()) else { return Ok(()) };
        let read = read(text.as_bytes(), &preview.mapping).unwrap();
        let mut named: std::collections::BTreeSet<_> = read.report.findings.iter().filter_map(|finding| finding.row).collect();
        named.extend(read.applications.iter().filter_map(|application| application.source.row));
        prop_assert!(named.len() >= preview.rows as usize);
    }
}

#[test]
fn the_person_says_what_columns_and_rows_without_a_stage_mean() {
    let text = "Who,What,How\nAlder,Baker,\nBirch,Cook,🔥\nCedar,Driver,humming\n";
    let chosen = vec![Meaning::Company, Meaning::Role, Meaning::Stage];
    let preview = columns_as(text.as_bytes(), chosen).unwrap();
    let words: Vec<_> = preview
        .stages
        .iter()
        .map(|word| (word.word.as_str(), word.rows))
        .collect();
    assert_eq!(words, [("", 1), ("🔥", 1), ("humming", 1)]);
    let mut mapping = preview.mapping;
    mapping.stages.insert(String::new(), Stage::Preparing);
    let read = super::read(text.as_bytes(), &mapping).unwrap();
    let stages: Vec<_> = read.applications.iter().map(|it| it.stage).collect();
    assert_eq!(stages, [Some(Stage::Preparing), None, None]);
    let refused = columns_as(text.as_bytes(), vec![Meaning::Company]).unwrap_err();
    assert!(refused.message.contains("3 columns"), "{}", refused.message);
}

#[test]
fn an_end_behind_another_stage_is_the_last_step_or_asked() {
    for word in [
        "Applied (no response)",
        "Interview - accepted",
        "Offer - rejected",
        "Rejected - applied",
    ] {
        assert!(stage(word).len() > 1, "{word}: {:?}", stage(word));
    }
    for (word, meant) in [
        ("Applied, rejected", Stage::Rejected),
        ("Applied (withdrawn)", Stage::Withdrawn),
        ("Beworben, Absage", Stage::Rejected),
        ("Applied on Indeed, rejected after call", Stage::Rejected),
        ("Interview - rejected", Stage::Rejected),
        ("Rejected (after call)", Stage::Rejected),
        ("Applied (via a friend)", Stage::Applied),
        ("Interview - second round", Stage::Interviewing),
    ] {
        assert_eq!(stage(word), [meant], "{word}");
    }
}

#[test]
fn pictures_and_numbers_alone_are_words_of_their_own() {
    let text = "Company,Role,Status\nA,B,✅\nC,D,❌\nE,F,1\nG,H,2\nI,J,\n";
    let preview = columns(text.as_bytes()).unwrap();
    let words: Vec<_> = preview
        .stages
        .iter()
        .map(|word| word.word.as_str())
        .collect();
    assert_eq!(words, ["✅", "❌", "1", "2", ""]);
}
