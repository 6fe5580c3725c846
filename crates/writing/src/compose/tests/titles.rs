//! Titles of postings and of people in German letters: a title is quoted, or stands in the nominative, so that it is never inflected.

use super::{Composer, Options, Tone, fact, options};
use crate::{
    fact::{Fact, FactKind, PartialDate},
    knowledge::Knowledge,
    language::Language,
    posting::Posting,
    sentence::{Paragraph, Sentence},
    verifier::{Guarded, Verifier},
};

/// The title of a posting, and as a letter quotes it.
const TITLES: &[(&str, &str)] = &[
    ("Softwareentwicklerin", "Softwareentwicklerin"),
    ("Senior-Entwickler*in (all genders)", "Senior-Entwickler*in"),
    (
        "Sachbearbeiter (m/w/d) im Einkauf",
        "Sachbearbeiter im Einkauf",
    ),
    ("Leiter/in Logistik", "Leiter/in Logistik"),
    ("Mitarbeiter(in) Lager in Teilzeit", "Mitarbeiter(in) Lager"),
    (
        "Kaufmann/-frau im Einzelhandel",
        "Kaufmann/-frau im Einzelhandel",
    ),
    ("Technischer Redakteur (m/w/d)", "Technischer Redakteur"),
    (
        "Wissenschaftliche:r Mitarbeiter:in (m/w/d) – Institut, 50 %",
        "Wissenschaftliche:r Mitarbeiter:in",
    ),
    (
        "Senior Backend Engineer (f/m/x), Berlin",
        "Senior Backend Engineer",
    ),
    (
        "Kauffrau / Kaufmann für Büromanagement (w/m/d)",
        "Kauffrau / Kaufmann für Büromanagement",
    ),
    (
        "Auszubildende (m/w/d) zur Fachkraft für Lagerlogistik 2027",
        "Auszubildende zur Fachkraft für Lagerlogistik 2027",
    ),
    (
        "IT-Administrator (w/m/d) 2nd Level",
        "IT-Administrator 2nd Level",
    ),
    ("Pflegefachkraft", "Pflegefachkraft"),
    (
        "Stellvertretender Filialleiter m/w/d",
        "Stellvertretender Filialleiter",
    ),
    ("PflegerIn [Nachtdienst]", "PflegerIn"),
    ("„Mädchen für alles“ im Café", "Mädchen für alles im Café"),
    (
        "Beamt:in im gehobenen Dienst",
        "Beamt:in im gehobenen Dienst",
    ),
];

fn posting(title: &str) -> Posting {
    Posting {
        title: title.to_owned(),
        company: "Nordhafen Logistik GmbH".to_owned(),
        ..Posting::default()
    }
}

fn all(composer: &Composer<'_>, facts: &[String], paragraph: Paragraph) -> Vec<Sentence> {
    let sentences = (0..).map_while(|attempt| composer.sentence(facts, paragraph, attempt));
    sentences.collect()
}

#[test]
fn every_opening_quotes_the_title_and_passes_the_verifier() {
    let (facts, german) = (
        [fact("f1", "Fernhill", "Bestände geprüft")],
        Language::of("de").unwrap(),
    );
    for (title, said) in TITLES {
        let (posting, knowledge) = (posting(title), Knowledge::curated());
        let (guarded, today) = (Guarded::default(), PartialDate::month(2026, 11));
        let verifier = Verifier::new(&facts, &posting, german, knowledge, guarded, today);
        for tone in [Tone::Plain, Tone::Warm, Tone::Formal] {
            let options = Options {
                tone,
                ..options("de", 1)
            };
            let composer = Composer::new(knowledge, &facts, &posting, options).unwrap();
            let openings = all(&composer, &[], Paragraph::Opening);
            let naming = openings
                .iter()
                .filter(|one| one.text.contains(&format!("„{said}“")));
            assert!(naming.count() >= 3, "{title}: {openings:?}");
            for sentence in &openings {
                assert_eq!(verifier.verify(sentence), [], "{title}: {}", sentence.text);
            }
        }
    }
}

#[test]
fn what_is_no_title_is_not_quoted_as_one() {
    for title in [
        "Wir suchen einen Koch (m/w/d)",
        "Gesucht: Koch",
        "Stellenangebot",
    ] {
        let (facts, posting) = ([fact("f1", "Fernhill", "Bestände geprüft")], posting(title));
        let composer =
            Composer::new(Knowledge::curated(), &facts, &posting, options("de", 1)).unwrap();
        for sentence in all(&composer, &[], Paragraph::Opening) {
            assert!(!sentence.text.contains('„'), "{title}: {}", sentence.text);
        }
    }
}

/// The sentences about a role with this title.
fn of_role(title: &str) -> Vec<Sentence> {
    let mut role = Fact::new("f1", FactKind::Role, title);
    role.title = Some(title.to_owned());
    (role.organisation, role.current) = (Some("Fernhill".to_owned()), true);
    role.from = Some(PartialDate::month(2021, 3));
    let (facts, posting) = ([role], posting("Lagerist"));
    let composer = Composer::new(Knowledge::curated(), &facts, &posting, options("de", 1)).unwrap();
    all(&composer, &["f1".to_owned()], Paragraph::Evidence)
}

#[test]
fn own_title_is_said_as_the_person_writes_it_in_the_nominative() {
    for (title, said) in [
        ("Technischer Redakteur", "als Technischer Redakteur "),
        (
            "Wissenschaftliche Mitarbeiterin (Teilzeit)",
            "als Wissenschaftliche Mitarbeiterin ",
        ),
        ("Entwickler*in", "als Entwickler*in "),
        ("Marketing Manager", "als Marketing Manager "),
        (
            "Assistenz der Geschäftsführung",
            "als Assistenz der Geschäftsführung ",
        ),
        (
            "Vertriebsmitarbeiter Außendienst",
            "als Vertriebsmitarbeiter Außendienst ",
        ),
        ("Technische Leitung", "als Technische Leitung "),
        (
            "Fachkraft für Lagerlogistik",
            "als Fachkraft für Lagerlogistik ",
        ),
    ] {
        let sentences = of_role(title);
        assert!(sentences.len() >= 4, "{title}: {sentences:?}");
        for sentence in sentences {
            assert!(
                sentence.text.to_lowercase().contains(&said.to_lowercase()),
                "{}",
                sentence.text
            );
        }
    }
}

#[test]
fn what_somebody_does_is_not_said_as_a_profession() {
    for title in [
        "Praktikum im Marketing",
        "Ausbildung zum Koch",
        "Freiwilliges Soziales Jahr",
        "Elternzeit",
        "Nebenjob",
        "Kundenbetreuung",
        "Projektmanagement",
        "Technischer Einkauf",
    ] {
        assert_eq!(of_role(title), [], "{title}");
    }
}
