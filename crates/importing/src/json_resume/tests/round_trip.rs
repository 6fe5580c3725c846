//! What is written is read again as it was, and is what the schema says.

use proptest::{collection::vec, prelude::*};
use serde_json::{Map, Value};

use super::{
    profiles::{json, profiles},
    read, write,
};
use crate::record::{Profile, Project, Source};

/// The profile without the places where it was read.
fn placeless(mut profile: Profile) -> Profile {
    macro_rules! forget {
        ($($section:ident),*) => {$(
            for item in &mut profile.$section {
                item.source = Source::default();
            }
        )*};
    }
    forget!(
        employments,
        educations,
        skills,
        languages,
        projects,
        certifications,
        volunteering,
        publications,
        awards
    );
    profile
}

fn read_back(profile: &Profile) -> Profile {
    placeless(read(write(profile).to_string().as_bytes()).unwrap().profile)
}

#[test]
fn what_looks_like_html_is_read_as_it_was_written() {
    let profile = Profile {
        projects: vec![Project {
            name: "Tags".to_owned(),
            description: "Wrote <b>, <s/> & &amp; by hand".to_owned(),
            claims: vec!["Closed <a>".to_owned(), "Kept <40 guests>".to_owned()],
            ..Project::default()
        }],
        ..Profile::default()
    };
    assert_eq!(read_back(&profile), profile);
}

/// Faults that the schema of the standard finds.
fn faults(document: &Value) -> String {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.enable_format_assertions();
    let schema: Value = serde_json::from_str(include_str!("../schema.json")).unwrap();
    compiler.add_resource("schema.json", schema).unwrap();
    let index = compiler.compile("schema.json", &mut schemas).unwrap();
    schemas
        .validate(document, index)
        .err()
        .map_or_else(String::new, |error| format!("{error:#}"))
}

/// A document with the sections that exist, of any content.
fn documents() -> impl Strategy<Value = Value> {
    let section = proptest::sample::select(super::super::SECTIONS.to_vec());
    vec((section, json(4)), 1..6).prop_map(|sections| {
        sections
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<_, _>>()
            .into()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_profile_is_read_as_it_was_written(profile in profiles()) {
        prop_assert_eq!(read_back(&profile), profile);
    }

    #[test]
    fn the_schema_accepts_what_is_written(profile in profiles()) {
        prop_assert_eq!(faults(&write(&profile)), "");
    }

    #[test]
    fn any_document_that_is_read_is_valid_and_stable_when_written(document in documents()) {
        let first = read(document.to_string().as_bytes()).unwrap();
        let profile = placeless(first.profile);
        let written = write(&profile);
        prop_assert_eq!(faults(&written), "", "{}", written);
        prop_assert_eq!(read_back(&profile), profile, "{}", written);
    }

    #[test]
    fn every_entry_of_a_document_is_read_or_in_the_report(document in documents()) {
        let read = read(document.to_string().as_bytes()).unwrap();
        for file in read.report.files.iter().filter(|file| file.name != "basics") {
            let rows: std::collections::BTreeSet<_> = read
                .report
                .findings
                .iter()
                .filter(|finding| finding.file == file.name)
                .filter_map(|finding| finding.row)
                .collect();
            prop_assert!(file.items as usize + rows.len() + blank_entries(&document, &file.name) >= file.rows as usize, "{:?}", read.report);
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
    }
}

/// Entries of a section that say nothing.
fn blank_entries(document: &Value, section: &str) -> usize {
    fn blank(value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(items) => items.iter().all(blank),
            Value::Object(map) => map.values().all(blank),
            _ => false,
        }
    }
    match document.get(section) {
        Some(Value::Array(items)) => items.iter().filter(|item| blank(item)).count(),
        Some(Value::Object(map)) => 1 + map.values().filter(|item| blank(item)).count(),
        _ => 1,
    }
}
