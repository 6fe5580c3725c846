//! What is rendered is imported again: the program's own reader of résumés finds the jobs, schools, skills and languages in each format.

use super::{looks, samples};
use crate::{Document, docx, markdown, pdf, plain};
use importing::{record::Profile, resume};

fn imported(bytes: &[u8]) -> Profile {
    resume::read(bytes).unwrap().profile
}

fn check(profile: &Profile, format: &str) {
    let jobs: Vec<[&str; 3]> = profile
        .employments
        .iter()
        .map(|job| [&*job.title, &*job.company, &*job.location])
        .collect();
    assert_eq!(
        jobs,
        [
            ["Junior software developer", "Fjordbuss AB", "Gothenburg"],
            [
                "Working student",
                "Chalmers Laboratory for Mobility",
                "Gothenburg"
            ],
        ],
        "{format}"
    );
    let job = &profile.employments[0];
    assert!(job.current, "{format}");
    assert_eq!(
        job.started_on.map(|date| (date.year, date.month)),
        Some((2025, Some(8))),
        "{format}"
    );
    assert_eq!(job.claims.len(), 3, "{format}: {:?}", job.claims);
    assert_eq!(
        job.claims[0],
        "Took over the service that sends tickets by mail: 40 000 mails a day, of which 2.1 % failed before and 0.2 % fail today",
        "{format}"
    );
    let schools: Vec<&str> = profile.educations.iter().map(|it| &*it.school).collect();
    assert_eq!(schools, ["Chalmers University of Technology"], "{format}");
    for skill in ["Rust", "TypeScript", "PostgreSQL", "Grafana"] {
        assert!(
            profile.skills.iter().any(|it| it.name == skill),
            "{format}: {skill}"
        );
    }
    let languages: Vec<&str> = profile.languages.iter().map(|it| &*it.name).collect();
    assert_eq!(languages, ["Swedish", "English", "Igbo"], "{format}");
    assert!(
        profile
            .links
            .iter()
            .any(|it| it.url.contains("github.com/example-mara")),
        "{format}"
    );
}

#[test]
fn rendered_resume_is_imported_again() {
    let document = Document::Resume(samples::junior());
    for look in looks() {
        check(
            &imported(&pdf(&document, &look).unwrap().bytes),
            &format!("PDF, {look:?}"),
        );
        check(
            &imported(&docx(&document, &look).unwrap()),
            &format!("DOCX, {look:?}"),
        );
    }
    check(
        &imported(markdown(&document).unwrap().as_bytes()),
        "Markdown",
    );
    check(
        &imported(plain(&document).unwrap().as_bytes()),
        "plain text",
    );
}
