//! Documents with the names, shapes and dates that files have.

mod broken;
mod by_hand;
mod cases;
mod profiles;
mod round_trip;
mod skills;

use serde_json::{Value, json};

use super::{read, write};
use crate::{
    Imported,
    record::{Employment, Proficiency},
    report::FindingKind,
};

fn imported(document: &Value) -> Imported {
    read(document.to_string().as_bytes()).unwrap()
}

fn kinds(imported: &Imported) -> Vec<FindingKind> {
    imported
        .report
        .findings
        .iter()
        .map(|finding| finding.kind)
        .collect()
}

fn dates(job: &Employment) -> String {
    let date = |date: Option<crate::date::PartialDate>| {
        date.map_or_else(|| "none".to_owned(), |date| date.to_string())
    };
    let current = if job.current { " current" } else { "" };
    format!("{} – {}{current}", date(job.started_on), date(job.ended_on))
}

#[test]
fn names_of_the_first_schema_are_read_and_come_back() {
    let document = json!({
        "basics": {
            "name": "Ada Brink", "label": "Miller", "picture": "https://brink.example/a.jpg", "email": "ada@brink.example",
            "phone": "", "website": "https://brink.example", "bio": "Mills &amp; more.",
            "location": {"address": "", "postalCode": "", "city": "Bruges", "countryCode": "BE", "region": ""},
            "profiles": [{"network": "Mastodon", "username": "ada", "url": ""}, {"network": "Forge", "username": "ab", "url": "https://forge.example/ab"}]
        },
        "work": [{
            "company": "Oak & Ash", "position": "Head Miller", "website": "https://oak.example", "startDate": "2020-03-01", "endDate": "",
            "summary": "Grain.", "highlights": ["Ground 40 t", "", "• Grain."]
        }],
        "education": [{"institution": "Mill School", "area": "Stones", "studyType": "BSc", "startDate": "2012", "endDate": "2015", "gpa": "8.1", "courses": ["M1 - Stones"]}],
        "publications": [{"name": "Fine flour", "publisher": "Pressed", "releaseDate": "2019-05", "website": "https://pressed.example/f", "summary": ""}],
        "skills": [{"name": "Mill craft", "level": "Master", "keywords": ["Dressing", "Sieving"]}],
        "languages": [{"language": "Dutch", "fluency": "Native speaker"}]
    });
    let read = imported(&document);
    let profile = &read.profile;
    // The account without an address, and the level that is a title.
    assert_eq!(
        kinds(&read),
        [FindingKind::Incomplete, FindingKind::Unreadable]
    );
    assert_eq!(profile.headline, "Miller");
    assert_eq!(profile.summary, "Mills & more.");
    assert_eq!(profile.location, "Bruges, BE");
    let links: Vec<_> = profile
        .links
        .iter()
        .map(|link| (link.label.as_str(), link.url.as_str()))
        .collect();
    assert_eq!(
        links,
        [
            ("", "https://brink.example"),
            ("Forge", "https://forge.example/ab")
        ]
    );
    let job = &profile.employments[0];
    assert_eq!(
        (job.company.as_str(), job.title.as_str()),
        ("Oak & Ash", "Head Miller")
    );
    assert_eq!(dates(job), "2020-03-01 – none");
    assert_eq!(job.claims, ["Grain.", "Ground 40 t"]);
    let school = &profile.educations[0];
    assert_eq!(
        [&school.school, &school.degree, &school.field],
        ["Mill School", "BSc", "Stones"]
    );
    let skills: Vec<_> = profile
        .skills
        .iter()
        .map(|skill| (skill.name.as_str(), skill.group.as_str()))
        .collect();
    assert_eq!(
        skills,
        [("Dressing", "Mill craft"), ("Sieving", "Mill craft")]
    );
    assert_eq!(profile.languages[0].proficiency, Some(Proficiency::Native));
    assert_eq!(
        profile.publications[0].url.as_deref(),
        Some("https://pressed.example/f")
    );

    let written = write(profile);
    for (pointer, value) in [
        ("/basics/name", json!("Ada Brink")),
        ("/basics/picture", json!("https://brink.example/a.jpg")),
        ("/basics/email", json!("ada@brink.example")),
        ("/basics/location/countryCode", json!("BE")),
        ("/basics/profiles/0/username", json!("ab")),
        ("/basics/profiles/1/username", json!("ada")),
        ("/work/0/website", json!("https://oak.example")),
        ("/education/0/gpa", json!("8.1")),
        ("/education/0/courses", json!(["M1 - Stones"])),
        ("/publications/0/name", json!("Fine flour")),
        ("/skills/0/level", json!("Master")),
        ("/skills/0/name", json!("Mill craft")),
        ("/languages/0/fluency", json!("Native speaker")),
    ] {
        assert_eq!(written.pointer(pointer), Some(&value), "{pointer}");
    }
}

#[test]
fn dates_keep_their_precision_whatever_their_shape() {
    let table = [
        (json!("2022-05-31"), json!(null), "2022-05-31 – none", 0),
        (json!("2020-13"), json!("Present"), "none – none current", 1),
        (
            json!("March 2018"),
            json!("present "),
            "2018-03 – none current",
            0,
        ),
        (json!(2016), json!("2017-12"), "2016 – 2017-12", 0),
        (json!(201_602), json!(20_171_224), "2016-02 – 2017-12-24", 0),
        (
            json!("2015-01-31T23:30:00.000Z"),
            json!("2015-06-00"),
            "2015-01-31 – 2015-06",
            0,
        ),
        (
            json!("2015-01-31T23:30:00+05:00"),
            json!("2016-00-00"),
            "2015-01-31 – 2016",
            0,
        ),
        (json!(""), json!(""), "none – none", 0),
        (
            json!({"year": 2018, "month": 6}),
            json!({"year": 2021, "month": null}),
            "2018-06 – 2021",
            0,
        ),
        (
            json!({"year": "2018", "month": "June"}),
            json!({}),
            "2018-06 – none",
            0,
        ),
        (
            json!([2018, 6, 1]),
            json!({"month": 5}),
            "2018-06-01 – none",
            1,
        ),
        (json!(1_500_000_000_u64), json!(true), "none – none", 2),
        (json!("soon"), json!("2021-02-30"), "none – none", 2),
        (json!("2021"), json!("2019-05"), "2021 – 2019-05", 1),
    ];
    for (start, end, expected, findings) in table {
        let document = json!({"work": [{"name": "Oak", "position": "Miller", "startDate": start, "endDate": end}]});
        let read = imported(&document);
        assert_eq!(dates(&read.profile.employments[0]), expected, "{document}");
        assert_eq!(read.report.findings.len(), findings, "{document}");
    }
}

#[test]
fn shapes_that_the_schema_does_not_have_are_read() {
    let document = json!({
        "$schema": "https://schema.example/other.json",
        "basics": {"name": "Ada Brink", "location": "Bruges, Belgium", "url": "brink.example", "profiles": null, "pronouns": "she"},
        "work": {"name": "Oak", "position": ["Miller", "Smith"], "location": {"city": "Bruges", "countryCode": "BE"}, "startDate": "2021",
            "highlights": "Ground 40 t\nTaught 3 millers", "remote": true},
        "education": null, "volunteer": {},
        "skills": ["Sieving", {"name": "Stones", "keywords": "dressing, moving (by hand, by crane)"}, {"name": "", "keywords": []}, "sieving"],
        "languages": ["Dutch", {"name": "English", "level": "C1"}, {"language": "Wolof"}],
        "certifications": [{"title": "Mill Ticket", "date": "2024-05"}, "First Aid"],
        "awards": ["Best Flour"],
        "projects": [{"name": "Wind clock", "description": "", "highlights": [], "url": "https://brink.example/w", "stars": 12}],
        "hobbies": ["kites"], "interests": "kites", "meta": {"theme": "plain", "version": 1}
    });
    let read = imported(&document);
    let profile = &read.profile;
    assert_eq!(kinds(&read), [FindingKind::Duplicate]);
    assert_eq!(profile.location, "Bruges, Belgium");
    assert_eq!(profile.links[0].url, "https://brink.example");
    assert_eq!(profile.employments[0].title, "Miller, Smith");
    assert_eq!(profile.employments[0].location, "Bruges, BE");
    assert_eq!(
        profile.employments[0].claims,
        ["Ground 40 t", "Taught 3 millers"]
    );
    let skills: Vec<_> = profile
        .skills
        .iter()
        .map(|skill| skill.name.as_str())
        .collect();
    assert_eq!(
        skills,
        ["Sieving", "dressing", "moving (by hand, by crane)"]
    );
    let languages: Vec<_> = profile
        .languages
        .iter()
        .map(|language| (language.name.as_str(), language.proficiency))
        .collect();
    assert_eq!(
        languages,
        [
            ("Dutch", None),
            ("English", Some(Proficiency::FullProfessional)),
            ("Wolof", None)
        ]
    );
    let certificates: Vec<_> = profile
        .certifications
        .iter()
        .map(|item| item.name.as_str())
        .collect();
    assert_eq!(certificates, ["Mill Ticket", "First Aid"]);
    let written = write(profile);
    for (pointer, value) in [
        ("/$schema", json!("https://schema.example/other.json")),
        ("/basics/pronouns", json!("she")),
        ("/work/0/remote", json!(true)),
        ("/projects/0/stars", json!(12)),
        ("/hobbies", json!(["kites"])),
        ("/meta/theme", json!("plain")),
        ("/meta/version", json!("1")),
        ("/x-interests", json!("kites")),
        ("/languages/1/fluency", json!("C1")),
    ] {
        assert_eq!(written.pointer(pointer), Some(&value), "{pointer}");
    }
}

#[test]
fn roles_of_a_company_are_jobs_and_contradictions_are_shown() {
    let document = json!({"basics": {"headline": "Miller"}, "work": [
        {"name": "Oak", "url": "https://oak.example", "summary": "A mill.", "roles": [
            {"position": "Head Miller", "startDate": "2023-01", "isCurrentRole": true, "endDate": "2026-01"},
            {"title": "Miller", "startDate": "2021-02", "endDate": "2022-12", "highlights": ["Taught 3 millers"]}]},
        {"company": "", "name": "Ash", "position": "Clerk", "start": {"year": 2018, "month": 6}, "end": {"year": 2021, "month": null}, "startDate": null},
        {"name": "Elm"}, {}, null, {"position": "Nobody's", "name": " "}, 7
    ]});
    let read = imported(&document);
    let jobs: Vec<_> = read
        .profile
        .employments
        .iter()
        .map(|job| format!("{} · {} · {}", job.company, job.title, dates(job)))
        .collect();
    assert_eq!(
        jobs,
        [
            "Oak · Head Miller · 2023-01 – none current",
            "Oak · Miller · 2021-02 – 2022-12",
            "Ash · Clerk · 2018-06 – 2021"
        ]
    );
    assert_eq!(read.profile.employments[1].claims, ["Taught 3 millers"]);
    assert_eq!(
        kinds(&read),
        [
            FindingKind::Contradiction,
            FindingKind::Incomplete,
            FindingKind::Incomplete,
            FindingKind::Unreadable
        ]
    );
    assert!(read.report.findings[0].message.contains("2026-01"));
    let written = write(&read.profile);
    assert_eq!(written.pointer("/work/0/endDate"), Some(&json!("2026-01")));
    assert_eq!(written.pointer("/work/0/isCurrentRole"), Some(&json!(true)));
    assert_eq!(
        written.pointer("/work/0/companyDescription"),
        Some(&json!("A mill."))
    );
}

#[test]
fn what_is_no_resume_is_refused() {
    for text in [
        "",
        "{",
        "[]",
        "7",
        "{}",
        "{\"name\": \"package\", \"version\": \"1.0.0\"}",
        "<html>",
        "\u{0}\u{1}",
    ] {
        let refused = read(text.as_bytes()).unwrap_err();
        assert!(refused.message.ends_with('.'), "{text:?}: {refused}");
    }
    let deep = format!("{{\"work\": {}{}}}", "[".repeat(500), "]".repeat(500));
    assert!(read(deep.as_bytes()).is_err());
    assert!(read(&vec![b' '; super::BYTES_MAX + 1]).is_err());
}

#[test]
fn texts_are_cleaned_and_cut_with_notice() {
    let long = "x".repeat(6_000);
    let document = json!({"basics": {"label": "y".repeat(221), "summary": long}, "work": [
        {"name": "O\u{202E}ak\u{0} &amp; Ash", "position": "Miller\r\nSmith", "note\u{0}": "a\u{0}b"}
    ]});
    let read = imported(&document);
    assert_eq!(read.profile.headline.len(), 220);
    assert_eq!(read.profile.summary.len(), 5_000);
    assert_eq!(
        kinds(&read),
        [FindingKind::Encoding, FindingKind::Cut, FindingKind::Cut]
    );
    let job = &read.profile.employments[0];
    assert_eq!(
        (job.company.as_str(), job.title.as_str()),
        ("Oak & Ash", "Miller Smith")
    );
    assert_eq!(job.extra.get("note"), Some(&json!("ab")));
}

#[test]
fn old_encodings_are_read_with_a_note() {
    let read = read(b"{\"basics\": {\"label\": \"M\xFCller\"}}").unwrap();
    assert_eq!(read.profile.headline, "Müller");
    assert_eq!(kinds(&read), [FindingKind::Encoding]);
}
