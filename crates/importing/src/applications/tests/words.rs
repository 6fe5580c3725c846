//! Words of stages in a preview, and what is whole in a record.

use std::fmt::Write as _;

use super::*;

#[test]
fn each_word_of_a_preview_is_one_that_a_mapping_takes() {
    let long = format!("Waiting for {}the next week", "another week and ".repeat(9));
    let longer = format!("{}end", "very long ".repeat(90));
    let text = format!(
        "Company,Role,Status\nA,a,{long}\nB,b,{long} or two\nC,c,{longer}\nD,d,-\nE,e,Talks (https://notes.example/talks)\n"
    );
    let preview = columns(text.as_bytes()).unwrap();
    assert_eq!(preview.stages.len(), 5, "{:?}", preview.stages);
    assert!(
        preview
            .stages
            .iter()
            .all(|word| word.word.chars().count() <= WORD_CHARS_MAX)
    );
    let mut mapping = preview.mapping;
    let words = preview.stages.iter().map(|word| word.word.clone());
    mapping.stages = words.map(|word| (word, Stage::Screening)).collect();
    let read = super::read(text.as_bytes(), &mapping).unwrap();
    let stages: Vec<_> = read.applications.iter().map(|it| it.stage).collect();
    assert_eq!(stages, [Some(Stage::Screening); 5]);
}

#[test]
fn a_preview_lists_as_many_words_as_a_mapping_takes() {
    let mut text = "Company,Role,Status\n".to_owned();
    for number in 0..=WORDS_MAX {
        let letters: String = number
            .to_string()
            .bytes()
            .map(|digit| char::from(digit + 50))
            .collect();
        writeln!(text, "A{number},a,Zz {letters}").unwrap();
    }
    assert_eq!(columns(text.as_bytes()).unwrap().stages.len(), WORDS_MAX);
}

#[test]
fn rows_over_the_limit_are_named() {
    let mut text = "Company,Role,Status\n".to_owned();
    for number in 0..=ROWS_MAX {
        writeln!(text, "A{number},a,Applied").unwrap();
    }
    let read = imported(&text);
    assert_eq!(read.applications.len(), 20_000);
    let finding = &read.report.findings[0];
    assert_eq!(finding.kind, FindingKind::Cut);
    assert!(
        finding.message.contains("20000 rows"),
        "{}",
        finding.message
    );
}

#[test]
fn texts_that_an_application_takes_are_whole() {
    let (note, company) = ("n".repeat(9_000), "c".repeat(290));
    let read = imported(&format!(
        "Company,Role,Status,Notes,Location\n{company},a,Applied,{note},{}\n",
        "p".repeat(300)
    ));
    let one = &read.applications[0];
    assert_eq!((&one.note, &one.company), (&note, &company));
    assert_eq!(one.location.len(), 200);
    let message = &read.report.findings[0].message;
    assert!(
        message.contains("the 200 characters that a line of the note takes"),
        "{message}"
    );
}

#[test]
fn what_can_be_several_stages_has_choices() {
    use Stage::{Applied, Declined, Interviewing, PostingClosed, Rejected, Saved, Withdrawn};
    let table: [(&str, &[Stage]); 9] = [
        ("Offer rejected", &[Declined, Rejected]),
        (
            "Interview cancelled",
            &[Interviewing, Withdrawn, PostingClosed, Rejected],
        ),
        ("Applied (not yet)", &[Applied, Saved]),
        ("Interview → waiting", &[Applied, Interviewing]),
        ("applied?", &[]),
        ("not viewed", &[]),
        ("not invited to interview yet", &[]),
        ("Not yet submitted", &[Saved]),
        ("No offer", &[]),
    ];
    for (word, stages) in table {
        assert_eq!(stage(word), stages, "{word}");
    }
}

#[test]
fn a_doubt_and_an_order_of_stages_are_words_of_their_own() {
    let text = "Company,Role,Status\nA,a,Applied\nB,b,applied?\nC,c,Applied!\nD,d,Offer → rejected\nE,e,Offer rejected\n";
    let preview = columns(text.as_bytes()).unwrap();
    let words: Vec<_> = preview
        .stages
        .iter()
        .map(|word| (word.word.as_str(), word.rows, word.stage))
        .collect();
    let expected = [
        ("Applied", 2, Some(Stage::Applied)),
        ("applied?", 1, None),
        ("Offer → rejected", 1, Some(Stage::Rejected)),
        ("Offer rejected", 1, None),
    ];
    assert_eq!(words, expected);
}

#[test]
fn words_of_a_preview_are_one_only_if_they_mean_the_same() {
    let words = [
        "Applied",
        "Applied?",
        "Applied → ?",
        "? Applied",
        "❌ Applied",
        "[ ] applied",
        "✅ Applied",
        "Offer - rejected",
        "Offer rejected",
        "Rejected: no",
        "Rejected (no)",
        "Rejected",
    ];
    let rows: Vec<String> = words
        .iter()
        .map(|word| format!("A,a{word},{word}"))
        .collect();
    let text = format!("Company,Role,Status\n{}\n", rows.join("\n"));
    let preview = columns(text.as_bytes()).unwrap();
    let read = imported(&text);
    for (word, application) in words.iter().zip(&read.applications) {
        let shown = preview
            .stages
            .iter()
            .find(|it| word_key(&it.word) == word_key(word));
        assert_eq!(shown.unwrap().stage, application.stage, "{word}");
    }
    let applied = &preview.stages[0];
    assert_eq!((applied.rows, applied.stage), (2, Some(Stage::Applied)));
    assert_eq!(preview.stages.len(), 9);
}

#[test]
fn rows_that_are_no_applications_have_no_words() {
    let text = "Company,Role,Status\nA,a,Applied\nTotal,,\n,,\n,,3\n";
    let preview = columns(text.as_bytes()).unwrap();
    let words: Vec<_> = preview.stages.iter().map(|it| it.word.as_str()).collect();
    assert_eq!(words, ["Applied"]);
}

#[test]
fn words_of_further_stages_can_be_chosen() {
    let text = "Company,Role,Status,Outcome,Offer?\nA,a,Applied,Rejected,no\nB,b,Applied,Humming,yes\nC,c,Applied,Rejected,\n";
    let preview = columns(text.as_bytes()).unwrap();
    let words: Vec<_> = preview
        .stages
        .iter()
        .map(|it| (it.word.as_str(), it.rows))
        .collect();
    assert_eq!(words, [("Applied", 3), ("Rejected", 2), ("Humming", 1)]);
}

proptest! {
    // Each case reads a whole list several times.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn each_line_is_the_header_a_row_or_named(lines in proptest::collection::vec("(Applied|Company|Job|Who|a|2026-01-02|),(Role|Engineer|Offer|b|),(Status|Saved|c|3)", 2..14)) {
        let lines = lines.iter().enumerate();
        let lines: Vec<String> = lines.map(|(number, line)| format!("{line},n{number}")).collect();
        let Ok(list) = open::open(lines.join("\n").as_bytes()) else { return Ok(()) };
        let above = list.above.len();
        let header = usize::from(!list.numbered);
        prop_assert_eq!(above + header + list.rows.len() + list.repeated as usize, lines.len());
        let preview = columns(lines.join("\n").as_bytes()).unwrap();
        let mut mapping = preview.mapping;
        mapping.columns = vec![Meaning::Company, Meaning::Role, Meaning::Stage];
        let read = super::read(lines.join("\n").as_bytes(), &mapping).unwrap();
        let named = read.report.findings.iter().filter(|finding| finding.message.contains("above the names"));
        prop_assert_eq!(named.count(), above);
    }
}

#[test]
fn rows_without_a_stage_are_offered_and_those_that_were_sent_are_not_meant() {
    for (header, sent) in [
        ("Company,Role,Date applied", ["2026-03-01", ""]),
        ("Company,Role,Applied", ["yes", "no"]),
        ("Company,Role,Applied,Status", ["2026-03-01,", ","]),
    ] {
        let text = format!("{header}\nA,Dev,{}\nB,Dev,{}\n", sent[0], sent[1]);
        let preview = columns(text.as_bytes()).unwrap();
        let words: Vec<_> = preview.stages.iter().map(|it| it.word.as_str()).collect();
        assert_eq!(words, [""], "{text}");
        let mut mapping = preview.mapping;
        mapping.stages.insert(String::new(), Stage::Saved);
        let read = super::read(text.as_bytes(), &mapping).unwrap();
        let stages: Vec<_> = read.applications.iter().map(|it| it.stage).collect();
        assert_eq!(stages, [Some(Stage::Applied), Some(Stage::Saved)], "{text}");
        let messages = read.report.findings.iter().map(|it| &it.message);
        assert!(
            messages.clone().all(|it| !it.contains("was not used")),
            "{:?}",
            messages.collect::<Vec<_>>()
        );
    }
}

#[test]
fn rows_that_say_that_nothing_was_sent_are_saved() {
    for (text, stage) in [
        ("Applied\nA,Dev,yes\nB,Dev,no", Some(Stage::Saved)),
        (
            "Applied?,Date\nA,Dev,yes,2026-03-01\nB,Dev,no,2026-03-02",
            Some(Stage::Saved),
        ),
        (
            "Status,Applied\nA,Dev,Offer,yes\nB,Dev,,no (too late)",
            Some(Stage::Saved),
        ),
        ("Applied\nA,Dev,no\nB,Dev,", None),
        ("Applied\nA,Dev,yes\nB,Dev,☐ 2026-03-05", None),
    ] {
        let text = format!("Company,Role,{text}\n");
        let preview = columns(text.as_bytes()).unwrap();
        let empty = preview.stages.iter().find(|it| it.word.is_empty()).unwrap();
        assert_eq!(empty.stage, stage, "{text}");
        let read = super::read(text.as_bytes(), &preview.mapping).unwrap();
        assert_eq!(read.applications[1].stage, stage, "{text}");
    }
}

#[test]
fn a_stray_zero_makes_no_other_encoding() {
    for text in [
        "Company,Role,Status\nAl\0der,Baker,Applied\n",
        "Company,Role,Status\nAl\0der,Bäker,Applied\n",
        "Company,Role,Status\nAlder,Ba\0ker,Applied",
    ] {
        let read = imported(text);
        assert_eq!(read.applications.len(), 1, "{text}");
        // Only the characters themselves are named.
        let findings: Vec<_> = read.report.findings.iter().collect();
        assert_eq!(findings.len(), 1, "{:?}", read.report);
        assert!(findings[0].message.starts_with("Control characters"));
    }
}

#[test]
fn a_preview_asks_for_the_rows_that_a_plan_asks_for() {
    for (header, cells) in [
        ("Applied,Rejected", ["TRUE,FALSE", "FALSE,FALSE"]),
        ("Applied,Rejected", ["2026-03-01,", "☐ 2026-03-05,☐"]),
        ("Applied,Interview", ["✓,✓", "x,x"]),
        ("Applied,Offer", ["5 March,", "2026-02-30,"]),
        ("Date,Rejected", ["2026-03-01,yes", "2026-03-02,"]),
    ] {
        let [one, two] = cells;
        let text = format!("Company,Role,{header}\nA,a,{one}\nB,b,{two}\n");
        let preview = columns(text.as_bytes()).unwrap();
        let asked: Vec<_> = preview
            .stages
            .iter()
            .map(|it| (it.word.as_str(), it.rows))
            .collect();
        assert_eq!(asked, [("", 1)], "{text}");
        let mut mapping = preview.mapping;
        mapping.stages = [(String::new(), Stage::Preparing)].into();
        let read = super::read(text.as_bytes(), &mapping).unwrap();
        let stages: Vec<_> = read.applications.iter().map(|it| it.stage).collect();
        assert_eq!(stages[1], Some(Stage::Preparing), "{text}");
        let findings = read.report.findings.iter();
        let unused = findings
            .filter(|it| it.message.contains("was not used"))
            .count();
        assert_eq!(unused, 0, "{text}");
    }
}
