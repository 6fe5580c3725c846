//! What holds for all archives.

use proptest::prelude::*;

use super::*;

const HEADERS: [(&str, &str); 6] = [
    ("Positions.csv", POSITIONS),
    ("Skills.csv", "Name\n"),
    ("Languages.csv", "Name,Proficiency\n"),
    (
        "Connections.csv",
        "First Name,Last Name,URL,Company,Connected On\n",
    ),
    (
        "Job Applications.csv",
        "Application Date,Company Name,Job Title,Job Url\n",
    ),
    (
        "Certifications.csv",
        "Name,Url,Authority,Started On,Finished On\n",
    ),
];

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        3 => prop_oneof!["[AB]", "20(19|2[01])", "Jan 20(19|20)", "https://x.example/[ab]", "[0-9]/1/26"],
        1 => "[a-z\",\n•é&;]{0,8}",
    ]
}

/// Rows that gave no item: those with a finding that says so.
fn rows_without_item(imported: &Imported, name: &str) -> usize {
    use FindingKind::{
        BrokenFile, Contradiction, Cut, Duplicate, Encoding, Guess, Incomplete, Unassigned,
        Unreadable,
    };
    let findings = imported
        .report
        .findings
        .iter()
        .filter(|finding| finding.file == name);
    let rows: std::collections::BTreeSet<_> = findings
        .filter(|finding| match finding.kind {
            Incomplete | Duplicate | BrokenFile | Contradiction | Unassigned => true,
            Unreadable | Cut | Encoding | Guess => false,
        })
        .filter_map(|finding| finding.row)
        .collect();
    rows.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn each_row_is_read_or_named(table in 0..HEADERS.len(), rows in proptest::collection::vec(proptest::collection::vec(cell(), 1..7), 0..12), quoted in any::<bool>()) {
        let (name, header) = HEADERS[table];
        let columns = header.split(',').count();
        let mut content = header.to_owned();
        for row in &rows {
            let mut cells: Vec<_> = row.clone();
            if quoted {
                cells.resize(columns, String::new());
                cells = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            }
            content += &cells.join(",");
            content.push('\n');
        }
        let imported = one(name, &content);
        let (_, rows, items) = state(&imported, name).unwrap();
        let profile = &imported.profile;
        let found = profile.employments.len() + profile.skills.len() + profile.languages.len() + profile.certifications.len()
            + imported.connections.len() + imported.applications.len();
        prop_assert_eq!(found, items as usize);
        // A row may be read and have a contradiction, so that the sum may be larger.
        prop_assert!(items as usize + rows_without_item(&imported, name) >= rows as usize, "{content:?} {:?}", imported.report);
        if let Some(file) = imported.report.files.iter().find(|file| file.state == FileState::Read) {
            prop_assert!(file.items <= file.rows);
        }
        // The same archive gives the same result.
        prop_assert_eq!(one(name, &content), imported);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), content in proptest::collection::vec(any::<u8>(), 0..200), at in 0..400_usize, flip in 1..=255_u8) {
        let _ = read(&bytes);
        let mut packed = archive(&[("Positions.csv", [POSITIONS.as_bytes(), &content].concat()), ("Skills.csv", content)]);
        let _ = read(&packed);
        if let Some(byte) = packed.get_mut(at) {
            *byte ^= flip;
        }
        let _ = read(&packed);
        packed.truncate(at);
        let _ = read(&packed);
    }

    #[test]
    fn text_of_items_is_clean(text in any::<String>()) {
        let quoted = text.replace('"', "\"\"").replace('\0', "");
        let imported = one("Positions.csv", format!("{POSITIONS}Orrin,\"{quoted}x\",\"{quoted}x\",,,\n"));
        for job in &imported.profile.employments {
            prop_assert!(job.title.chars().count() <= text::LINE_CHARS_MAX);
            prop_assert!(!job.title.chars().any(|c| c.is_control() || c == char::REPLACEMENT_CHARACTER));
            prop_assert!(!job.description.chars().any(|c| (c.is_control() && c != '\n') || c == char::REPLACEMENT_CHARACTER));
        }
    }
}
