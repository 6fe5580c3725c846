//! Headers, delimiters, quotation marks and limits.

use proptest::prelude::*;

use super::*;

const KNOWN: [&str; 4] = ["name", "company", "note", "firstname"];

fn score(keys: &[String]) -> usize {
    keys.iter()
        .filter(|key| KNOWN.contains(&key.as_str()))
        .count()
}

/// All rows as `number state cell|cell`.
fn read(text: &str) -> Vec<String> {
    read_within(text, Limits::default())
}

fn read_within(text: &str, limits: Limits) -> Vec<String> {
    let mut table = match Table::open(text.as_bytes(), limits, &score) {
        Ok(table) => table,
        Err(error) => return vec![format!("{error:?}")],
    };
    let mut rows = Vec::new();
    while let Some(row) = table.next_row().unwrap() {
        let state = match row.state {
            RowState::Whole => String::new(),
            other => format!(" {other:?}"),
        };
        rows.push(format!("{}{state} {}", row.number, row.cells.join("|")));
    }
    rows
}

#[test]
fn header_and_delimiter_are_found() {
    let cases = [
        ("Name,Company\nA,B\n", "1 A|B"),
        ("\u{FEFF}NAME;\"company \"\r\nA;\"B;C\"\r\n", "1 A|B;C"),
        ("name\tCompany\rA\tB, C", "1 A|B, C"),
        ("sep=;\r\nName;Company\r\nA,a;B\r\n", "1 A,a|B"),
        ("\"sep=\t\"\nName\tCompany\nA\tB\n", "1 A|B"),
        (
            "Notes:\n\"The list has\nName, Company and more:\nName,Company\"\n\nName,Company\nA,B\n",
            "1 A|B",
        ),
        ("First_Name, Company ,\nA,B,\n", "1 A|B"),
        // With one column, commas are text.
        ("Name,\nAI (ML, NLP)\n", "1 AI (ML, NLP)"),
        ("Name\n\"Word, Excel\"\n", "1 Word, Excel"),
        ("Name,Company\nA\n", "1 A"),
        (
            "Name,Company\nA,\"say \"\"hi\"\"\nthere\"\n",
            "1 A|say \"hi\"\nthere",
        ),
        ("Name,Company\nA, \"B, C\" \n", "1 A|B, C"),
        ("Name,Company\n5\" pipe,B\n", "1 5\" pipe|B"),
        ("", "Empty"),
        ("  \n\n", "Empty"),
        ("No connections found.\n", "Empty"),
        ("Something else\nA,B\n", "NoHeader(\"Something else\")"),
        ("Name,Company", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text).join("\n"), expected, "{text:?}");
    }
}

#[test]
fn rows_keep_their_numbers() {
    let text = "Name,Company\n,\nA,B\n\nName,Company\nC,D\n";
    assert_eq!(read(text), ["2 A|B", "5 C|D"]);
}

#[test]
fn unmatched_marks_spoil_one_row() {
    let cases = [
        // Never closed.
        (
            "Name,Company\nA,\"B\nC,D\nE,F\n",
            "1 Mended A|B\n2 C|D\n3 E|F",
        ),
        // Closed by the opening mark of another row.
        (
            "Name,Company\nA,\"B\nC,\"D, d\"\nE,F\n",
            "1 Mended A|B\n2 C|D, d\n3 E|F",
        ),
        // Marks inside that are not doubled.
        (
            "Name,Company\nA,\"say \"hi\" to\"\nC,D\n",
            "1 Mended A|say \"hi\" to\n2 C|D",
        ),
        // The lines of its cell are no rows.
        (
            "Name,Company\n\"A,B\nsome text\nmore text\nC,D\n",
            "1 Mended A|B\n2 Broken some text\n3 Broken more text\n4 C|D",
        ),
        ("Name,Company\n\"A\nB,C\n", "1 Broken A\n2 B|C"),
        (
            "Name,Company,Note\n\"A,\n\"B,C,D\n",
            "1 Broken A|\n2 Mended B|C|D",
        ),
        ("Name,Company\nA,B,C\nD,E\n", "1 Surplus A|B|C\n2 D|E"),
        ("Name,Company\nA,B,,\n", "1 A|B"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text).join("\n"), expected, "{text:?}");
    }
}

#[test]
fn limits_hold() {
    let limits = Limits {
        rows: 2,
        cell_bytes: 5,
        record_bytes: 40,
        preamble_records: 2,
    };
    let long = "x".repeat(100_000);
    let text = format!("Name,Company\nA,\"Tüüüü\"\n{long}\nC,D\nE,F\n");
    assert_eq!(read_within(&text, limits), ["1 A|Tüü", "2 TooLong "]);
    let text = format!("\n\n\n{}", "Name,Company\nA,B\n");
    assert!(read_within(&text, limits).concat().starts_with("NoHeader"));
    // A cell that is never closed is read up to the limit only.
    let rows = read(&format!("Name,Company\nA,\"{}\n", "B,C\n".repeat(600_000)));
    assert_eq!(rows.len(), 250_000);
    assert_eq!(rows[1], "2 B|C");
}

#[test]
fn hostile_tables_take_linear_time() {
    let started = std::time::Instant::now();
    let lines = "\"a,\"b\n".repeat(200_000);
    assert_eq!(read(&format!("Name,Company\n{lines}")).len(), 200_000);
    let line = "\"a,".repeat(300_000);
    assert_eq!(read(&format!("Name,Company\n{line}\n")).len(), 1);
    assert!(started.elapsed().as_secs() < 60, "quadratic");
}

#[test]
fn columns_are_found_by_name() {
    let text = "Job Title,TITLE,Company Name,\nA,B,C,\n";
    let score = |keys: &[String]| usize::from(keys.contains(&"title".to_owned()));
    let mut table = Table::open(text.as_bytes(), Limits::default(), &score).unwrap();
    assert_eq!(table.header(), ["Job Title", "TITLE", "Company Name"]);
    let row = table.next_row().unwrap().unwrap();
    assert_eq!([row.cell(1), row.cell(5)], ["B", ""]);
}

fn cell() -> impl Strategy<Value = String> {
    "[a-z\",;\n\r é]{0,6}"
}

proptest! {
    #[test]
    fn written_tables_are_read_back(rows in proptest::collection::vec((cell(), cell()), 0..8), semicolon in any::<bool>()) {
        let delimiter = if semicolon { ';' } else { ',' };
        let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = format!("Name{delimiter}Company\n");
        let mut expected = Vec::new();
        for (number, (first, second)) in rows.iter().enumerate() {
            text.extend([quote(first), delimiter.to_string(), quote(second), "
".to_owned()]);
            if !(first.trim().is_empty() && second.trim().is_empty()) {
                expected.push(format!("{} {first}|{second}", number + 1));
            }
        }
        prop_assert_eq!(read(&text), expected);
    }

    #[test]
    fn any_text_is_read_without_panic(text in any::<String>(), cells in "[a,;\"\n\r]{0,80}") {
        let limits = Limits { record_bytes: 16, cell_bytes: 4, ..Limits::default() };
        read(&text);
        read(&format!("Name,Company\n{cells}"));
        read_within(&format!("Name,Company\n{cells}"), limits);
    }

    #[test]
    fn each_line_of_a_broken_table_is_a_row(cells in proptest::collection::vec("[a-c\",]{1,6}", 1..10)) {
        // A mark that is never closed keeps no line from being read.
        let text = format!("Name,Company\n\"\n{}\n", cells.join("\n").replace('"', "\"x"));
        let rows = read(&text);
        let filled = cells.iter().filter(|line| line.chars().any(|c| c != ',')).count();
        prop_assert!(rows.len() >= filled, "{text:?} {rows:?}");
    }
}
