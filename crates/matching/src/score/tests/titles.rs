//! Cases of the feature of the title.

use reading::skill::Dictionary;
use taxonomy::Taxonomy;

use super::{posting, scored, value};
use crate::{
    prepared::{EmploymentSource, Person, PersonSource, PostingSource, TargetSource},
    score::Feature,
};

/// A person who looks for a title.
fn looking_for(title: &str) -> Person {
    let source = PersonSource {
        targets: vec![TargetSource {
            title,
            levels: vec![],
        }],
        ..PersonSource::default()
    };
    Person::read(Taxonomy::curated(), Dictionary::curated(), &source)
}

fn closeness(wanted: &str, advertised: &str) -> f64 {
    let posting = posting(&PostingSource {
        title: advertised,
        ..PostingSource::default()
    });
    value(&scored(&looking_for(wanted), &posting), Feature::Title).unwrap()
}

#[test]
fn titles_that_share_a_common_noun_only_are_not_close() {
    let cases = [
        ("Payroll Clerk", "Customer Support Clerk"),
        ("Payroll Specialist", "Customer Support Specialist"),
        ("Payroll Specialist", "Marketing Manager"),
        ("Accountant", "Account Executive"),
        ("Account Executive", "Marketing Executive"),
        ("Servicetechniker", "Laboratory Technician"),
        ("Staff Engineer", "Community Staff Nurse"),
        ("UI Engineer", "Data Engineer"),
    ];
    let far: Vec<String> = cases
        .iter()
        .map(|(wanted, advertised)| (wanted, advertised, closeness(wanted, advertised)))
        .filter(|(_, _, closeness)| *closeness >= 0.5)
        .map(|one| format!("{one:?}"))
        .collect();
    assert!(far.is_empty(), "{}", far.join("\n"));
}

#[test]
fn names_of_one_job_are_close_in_each_language() {
    for (wanted, advertised) in [
        ("Software Engineer", "Software Developer (m/f/x)"),
        ("Software Engineer", "Softwareentwickler*in"),
        ("Registered Nurse", "Infirmier(ère)"),
        ("Accountant", "Senior Accountants"),
    ] {
        let closeness = closeness(wanted, advertised);
        assert!(closeness >= 0.8, "{wanted}, {advertised}: {closeness}");
    }
    assert!((closeness("Accountant", "Accountant") - 1.0).abs() < 1e-9);
}

#[test]
fn level_words_are_no_likeness() {
    let with = closeness("Senior Accountant", "Senior Marketing Manager");
    let without = closeness("Accountant", "Marketing Manager");
    assert!((with - without).abs() < 1e-9, "{with} {without}");
}

#[test]
fn title_that_somebody_has_names_its_skills() {
    let source = PersonSource {
        employments: vec![EmploymentSource {
            title: "Rust Developer",
            ..EmploymentSource::default()
        }],
        ..PersonSource::default()
    };
    let person = Person::read(Taxonomy::curated(), Dictionary::curated(), &source);
    assert!(person.has("rust") && !person.shows("rust"));
    assert!(!looking_for("Rust Developer").has("rust"));
}
