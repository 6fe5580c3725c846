//! What was typed by hand, and not read from a file, comes back as it was.

use serde_json::json;

use super::{imported, read, write};
use crate::record::{Award, Employment, Link, Profile, Project, Skill};

fn text(text: &str) -> String {
    text.to_owned()
}

/// The profile from its own export, without the places where it was read.
fn read_back(profile: &Profile) -> Profile {
    let mut again = read(write(profile).to_string().as_bytes()).unwrap().profile;
    let jobs = again.employments.iter_mut().map(|it| &mut it.source);
    let projects = again.projects.iter_mut().map(|it| &mut it.source);
    let awards = again.awards.iter_mut().map(|it| &mut it.source);
    let skills = again.skills.iter_mut().map(|it| &mut it.source);
    for source in jobs.chain(projects).chain(awards).chain(skills) {
        *source = crate::record::Source::default();
    }
    again
}

#[test]
fn white_space_and_characters_without_width_come_back() {
    for typed in [
        "a\tb",
        "a  b",
        "a \nb",
        "a\n   \nb",
        "a\n\n\n\nb",
        "Schiff\u{AD}fahrt",
        "zero\u{200B}width",
        "• a\tb\n• c",
        "a &amp; <b>\tc",
    ] {
        let profile = Profile {
            summary: text(typed),
            projects: vec![Project {
                name: text("Clock"),
                description: text(typed),
                claims: vec![text(typed), text("b")],
                ..Project::default()
            }],
            awards: vec![Award {
                title: text("Prize"),
                description: text(typed),
                ..Award::default()
            }],
            ..Profile::default()
        };
        assert_eq!(read_back(&profile), profile, "{typed:?}");
    }
    for typed in ["a  b", "Schiff\u{AD}fahrt", "zero\u{200B}width"] {
        let profile = Profile {
            links: vec![Link {
                label: text(typed),
                url: text("https://me.example"),
                ..Link::default()
            }],
            headline: text(typed),
            location: text(typed),
            employments: vec![Employment {
                company: text(typed),
                title: text(typed),
                location: text(typed),
                ..Employment::default()
            }],
            skills: vec![Skill {
                name: text(typed),
                ..Skill::default()
            }],
            ..Profile::default()
        };
        assert_eq!(read_back(&profile), profile, "{typed:?}");
    }
}

#[test]
fn what_is_there_twice_comes_back_twice() {
    let job = |title: &str| Employment {
        company: text("Oak"),
        title: text(title),
        claims: vec![text("Filed"), text("Filed"), text("Sorted")],
        ..Employment::default()
    };
    let link = |label: &str, url: &str| Link {
        label: text(label),
        url: text(url),
        ..Link::default()
    };
    let profile = Profile {
        links: vec![
            link("", "https://me.example"),
            link("", "https://me.example"),
            link("Site", "https://me.example"),
            link("Site", "https://me.example"),
        ],
        employments: vec![job("Clerk"), job("Clerk"), job("clerk")],
        ..Profile::default()
    };
    assert_eq!(read_back(&profile), profile);
}

#[test]
fn repetitions_in_other_files_are_counted_once() {
    let job = json!({"name": "Oak", "position": "Clerk", "highlights": ["Filed", "Filed"]});
    let profile = imported(&json!({ "work": [job, job] })).profile;
    assert_eq!(profile.employments.len(), 1);
    assert_eq!(profile.employments[0].claims, ["Filed"]);
}

#[test]
fn the_address_of_the_person_stays_where_the_standard_has_it() {
    let profile = Profile {
        links: vec![Link {
            label: text("me.example"),
            url: text("https://www.me.example/a"),
            ..Link::default()
        }],
        ..Profile::default()
    };
    let written = write(&profile);
    assert_eq!(written["basics"]["url"], "https://www.me.example/a");
    assert_eq!(written["basics"].get("profiles"), None);
    assert_eq!(read_back(&profile), profile);
}

#[test]
fn a_file_cannot_hide_characters_in_what_an_export_adds() {
    for hidden in ["a\u{202E}b", "a\u{E0041}b", "a\u{0}b", "other"] {
        let document =
            json!({"basics": {"label": "ab", "careergraph": {"texts": {"label": hidden}}}});
        assert_eq!(imported(&document).profile.headline, "ab", "{hidden:?}");
    }
}
