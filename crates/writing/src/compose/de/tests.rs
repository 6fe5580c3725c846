//! Tests of German statements.

use taxonomy::Taxonomy;

use super::German;
use crate::{
    compose::{phrases::fill, voice::Voice},
    fact::{Fact, FactKind},
};

fn said(text: &str, current: bool) -> String {
    let mut fact = Fact::new("f1", FactKind::Achievement, text);
    (fact.organisation, fact.current) = (Some("Fernhill".to_owned()), current);
    let Some(realised) = German.realise(&fact, Taxonomy::curated()) else {
        return "-".to_owned();
    };
    let phrase = match realised.form {
        "clause" => "{v} ich {rest}",
        "noun" | "result" => "{belonged} {np}",
        _ => "{text}",
    };
    format!(
        "{}: {}",
        realised.form,
        fill(phrase, &realised.slots).unwrap()
    )
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| said(text, false) != *expected)
        .map(|(text, expected)| format!("{text:?}: {:?}, not {expected:?}", said(text, false)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn participles_and_verbs_take_the_first_person() {
    check(&[
        (
            "14 Cluster betrieben und Kosten gesenkt",
            "clause: habe ich 14 Cluster betrieben und Kosten gesenkt",
        ),
        (
            "Habe die kalte Küche übernommen.",
            "clause: habe ich die kalte Küche übernommen",
        ),
        (
            "Eigenständig Wunden versorgt",
            "clause: habe ich eigenständig Wunden versorgt",
        ),
        (
            "Bestandsdifferenzen von 3 % auf 1 % gesenkt",
            "clause: habe ich Bestandsdifferenzen von 3 % auf 1 % gesenkt",
        ),
        (
            "Kennzahlen im Controlling ausgewertet",
            "clause: habe ich Kennzahlen im Controlling ausgewertet",
        ),
        (
            "Ausfallzeiten um 12 % verkürzt",
            "clause: habe ich Ausfallzeiten um 12 % verkürzt",
        ),
        (
            "Wareneinsatz von 34 auf 28 Prozent gesenkt",
            "clause: habe ich den Wareneinsatz von 34 auf 28 Prozent gesenkt",
        ),
        (
            "Zum Schichtleiter befördert",
            "clause: wurde ich zum Schichtleiter befördert",
        ),
        (
            "Leitete ein Team von 5",
            "clause: leitete ich ein Team von 5",
        ),
        (
            "Führte SAP an 3 Standorten ein",
            "clause: führte ich SAP an 3 Standorten ein",
        ),
        (
            "Ich hielt Vorträge in 12 Sitzungen",
            "clause: hielt ich Vorträge in 12 Sitzungen",
        ),
        (
            "Verantwortlich für die Wartung von 40 Anlagen",
            "clause: war ich verantwortlich für die Wartung von 40 Anlagen",
        ),
        (
            "Teil eines Teams von 8",
            "clause: war ich Teil eines Teams von 8",
        ),
        (
            "Erfahrung mit Gabelstaplern",
            "clause: habe ich Erfahrung mit Gabelstaplern",
        ),
    ]);
}

#[test]
fn nouns_have_their_article_and_verbs_agree() {
    check(&[
        (
            "Leitung eines Teams von 5",
            "noun: gehörte die Leitung eines Teams von 5",
        ),
        (
            "Senkung der Kosten um 20 %",
            "result: gehörte die Senkung der Kosten um 20 %",
        ),
        (
            "Sicherer Umgang mit Kunden",
            "noun: gehörte der sichere Umgang mit Kunden",
        ),
        (
            "Selbständiges Arbeiten an der Kasse",
            "noun: gehörte das selbständige Arbeiten an der Kasse",
        ),
        (
            "Kassenführung und Warenannahme",
            "noun: gehörten Kassenführung und Warenannahme",
        ),
        (
            "Tägliche Versorgung von 6 Patienten",
            "noun: gehörte die tägliche Versorgung von 6 Patienten",
        ),
        (
            "Regelmäßige Schulungen im Brandschutz",
            "noun: gehörten regelmäßige Schulungen im Brandschutz",
        ),
        (
            "Be- und Entladen von LKW",
            "noun: gehörte das Be- und Entladen von LKW",
        ),
        (
            "Aufbau eines Lagers",
            "noun: gehörte der Aufbau eines Lagers",
        ),
        (
            "Schweißen von Blechen",
            "noun: gehörte das Schweißen von Blechen",
        ),
        (
            "Retouren von 40 Kunden am Tag",
            "noun: gehörten Retouren von 40 Kunden am Tag",
        ),
        (
            "14 Maschinen in drei Schichten",
            "noun: gehörten 14 Maschinen in drei Schichten",
        ),
    ]);
}

#[test]
fn other_statements_are_quoted() {
    check(&[
        (
            "Kunden bedienen und Kasse abrechnen",
            "infinitive: Kunden bedienen und Kasse abrechnen",
        ),
        (
            "Ran 14 Kubernetes clusters",
            "quote: Ran 14 Kubernetes clusters",
        ),
        ("Rabatten im Stadtpark", "quote: Rabatten im Stadtpark"),
        ("Xylophant von 3 Wörtern", "quote: Xylophant von 3 Wörtern"),
        ("LEITUNG DES LAGERS", "quote: Leitung des lagers"),
        ("Verantwortlich für die", "-"),
    ]);
}

#[test]
fn infinitives_get_their_zu() {
    let zu = |text: &str| super::verbs::with_zu(text).unwrap_or_default();
    assert_eq!(
        zu("Kunden bedienen und Kasse abrechnen"),
        "Kunden zu bedienen und Kasse abzurechnen"
    );
    assert_eq!(
        zu("Ware annehmen, prüfen und einlagern"),
        "Ware anzunehmen, zu prüfen und einzulagern"
    );
    assert_eq!(zu("Daten analysieren"), "Daten zu analysieren");
    assert_eq!(zu("Kunden und Gäste beraten"), "");
}

#[test]
fn organisations_have_their_preposition() {
    let at = |name: &str| German.at(name).unwrap_or_default();
    assert_eq!(at("Fernhill"), "bei Fernhill");
    assert_eq!(at("Muster GmbH"), "bei der Muster GmbH");
    assert_eq!(at("Hotel Seeblick"), "im Hotel Seeblick");
    assert_eq!(at("Lindenhof-Klinik"), "in der Lindenhof-Klinik");
    assert_eq!(at("Landgericht Göttingen"), "am Landgericht Göttingen");
    assert_eq!(at("Selbständig"), "");
}

#[test]
fn names_of_a_demand_keep_their_capitals() {
    let taxonomy = taxonomy::Taxonomy::curated();
    for name in [
        "Apache Kafka",
        "Google Analytics",
        "Adobe Photoshop",
        "Oracle Forms",
        "Delta Lake",
    ] {
        assert_eq!(German.demand(name, taxonomy).as_deref(), Some(name));
    }
}
