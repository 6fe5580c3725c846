use std::{collections::BTreeSet, fs, path::Path};

use fluent_bundle::FluentResource;

use super::{LANGUAGES, Locale, Text, mail, text};

/// Each language's file.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words");
    let files = fs::read_dir(folder).expect("the folder").map(|file| {
        let path = file.expect("a file").path();
        let tag = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        (tag, fs::read_to_string(path).expect("text"))
    });
    files.collect()
}

/// The names in a file, and the values that its messages use.
fn names(text: &str) -> BTreeSet<String> {
    let is_name = |line: &&str| line.starts_with(|first: char| first.is_ascii_lowercase());
    let names = text
        .lines()
        .filter(is_name)
        .filter_map(|line| line.split(' ').next());
    // The parts of messages, each once for a file, and their number.
    let parts = text.lines().map(str::trim_start);
    let parts: Vec<&str> = parts
        .filter(|line| line.starts_with('.'))
        .filter_map(|line| line.split(' ').next())
        .collect();
    let parts = parts
        .iter()
        .map(|part| format!("{part} {}", parts.iter().filter(|one| *one == part).count()));
    let parts: Vec<String> = parts.collect();
    let values = text
        .split('$')
        .skip(1)
        .filter_map(|rest| rest.split([' ', '}']).next());
    let all = names.chain(values).map(str::to_owned);
    all.chain(parts).collect()
}

#[test]
fn each_file_is_a_language_that_can_be_read() {
    let files = files();
    let tags: BTreeSet<&str> = files.iter().map(|(tag, _)| tag.as_str()).collect();
    assert_eq!(
        tags,
        LANGUAGES.iter().map(|language| language.tag).collect()
    );
    for (tag, text) in &files {
        if let Err((_, mistakes)) = FluentResource::try_new(text.clone()) {
            panic!("{tag}: {mistakes:?}");
        }
    }
}

#[test]
fn all_languages_have_the_same_names_and_values() {
    let files = files();
    let of_first = names(&files[0].1);
    assert!(of_first.contains("application-moved") && of_first.contains("company"));
    for (tag, text) in &files {
        assert_eq!(names(text), of_first, "{tag}");
    }
}

#[test]
fn values_and_words_of_other_messages_stand_in_the_text() {
    let values = [
        ("company", "Fernhill {x} <b>"),
        ("role", "Cook"),
        ("stage", "OFFER"),
    ];
    let written = |tag| {
        text(
            Locale::find(tag).expect("a language"),
            "application-moved",
            &values,
        )
    };
    let english = Text {
        title: "Fernhill {x} <b>: offer".into(),
        body: "Cook at Fernhill {x} <b> moved on to offer.".into(),
    };
    assert_eq!(written("en"), english);
    assert_eq!(written("de-AT").title, "Fernhill {x} <b>: Angebot");
    assert_eq!(text(Locale::default(), "nothing", &[]), Text::default());
}

#[test]
fn a_mail_has_its_parts_in_each_language() {
    let at = [("at", "2026-11-30, 09:00 CET")];
    for locale in Locale::all() {
        let reset = mail(locale, "mail-reset", &[]);
        let parts = [
            &reset.subject,
            &reset.body,
            &reset.button,
            &reset.link,
            &reset.token,
            &reset.after,
            &reset.footer,
        ];
        assert!(parts.iter().all(|part| !part.is_empty()), "{reset:?}");
        assert_eq!(reset.after.lines().count(), 2);
        let begun = mail(locale, "mail-deletion-begun", &at);
        assert!(begun.body.contains("2026-11-30, 09:00 CET"), "{begun:?}");
        assert_eq!(begun.button, "");
        let factor = mail(locale, "mail-factor-totp-on", &[]);
        assert!(factor.after.len() > 50, "{factor:?}");
    }
    assert_eq!(mail(Locale::default(), "nothing", &[]).subject, "");
}

#[test]
fn languages_are_found_by_their_tags() {
    for locale in Locale::all() {
        assert_eq!(Locale::find(locale.tag()), Some(locale));
    }
    assert_eq!(Locale::find("DE_de").map(Locale::tag), Some("de"));
    assert_eq!(Locale::find("tlh"), None);
    assert_eq!(Locale::default().tag(), "en");
}
