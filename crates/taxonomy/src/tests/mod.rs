//! Cases of the taxonomy.

mod closeness;
mod tables;

use crate::{Language, Taxonomy};

#[test]
fn names_are_found_in_any_language_and_case() {
    let taxonomy = Taxonomy::curated();
    let id = |name| taxonomy.named_skill(name).map(|skill| skill.id().as_str());
    assert_eq!(id("PYTHON"), Some("python"));
    assert_eq!(id("Go"), Some("golang"));
    assert_eq!(id("node.js"), Some("nodejs"));
    assert_eq!(id("Französisch"), Some("french"));
    assert_eq!(id("franzosisch"), Some("french"));
    assert_eq!(id("C++"), Some("cplusplus"));
    assert_eq!(id("nothing of the kind"), None);
}

#[test]
fn titles_are_found_without_marks_levels_and_plural() {
    let taxonomy = Taxonomy::curated();
    let id = |name| taxonomy.named_title(name).map(|title| title.id().as_str());
    for name in [
        "Software Engineer",
        "Senior Software Engineer",
        "Software engineers",
        "Sr. Software Developer II",
        "Softwareentwickler (m/w/d)",
        "Softwareentwickler*in",
        "Softwareentwickler:in (all genders)",
        "Softwareentwickler/-in",
        "SoftwareentwicklerIn",
        "Softwareentwickler(in) m/w/d",
        "Développeur logiciel H/F",
        "Développeur·euse logiciel",
        "Desarrollador/a de software",
        "Desarrollador de software / Desarrolladora de software",
    ] {
        assert_eq!(id(name), Some("software-engineer"), "{name}");
    }
    assert_eq!(id("Senior Staff Nurse"), Some("registered-nurse"));
    assert_eq!(id("Staff Nurse"), Some("registered-nurse"));
    assert_eq!(id("Infirmier(ère)"), Some("registered-nurse"));
    assert_eq!(id("Infirmier/Infirmière"), Some("registered-nurse"));
    assert_eq!(id("Infirmier·ère de nuit"), None);
    assert_eq!(id("Vendeur·se H/F"), Some("shop-assistant"));
    assert_eq!(id("Verkäufer (Vollzeit)"), id("Verkäuferin"));
    assert_eq!(
        id("Senior Software Engineers, Payments"),
        Some("software-engineer")
    );
    assert_eq!(id("Lead Data Scientist - Berlin"), Some("data-scientist"));
    assert_eq!(id("Senior"), None);
    assert_eq!(id(""), None);
}

#[test]
fn letters_of_genders_go_and_words_keep_their_endings() {
    for (title, plain) in [
        ("Senior Entwickler*in (m/w/d)", "Senior Entwickler*in"),
        ("Leiter/-in m/w/d Logistik", "Leiter/-in Logistik"),
        ("Pfleger(in) [all genders]", "Pfleger(in)"),
        ("PflegerIn", "PflegerIn"),
        ("Vendeur·se H/F", "Vendeur·se"),
        ("Koch(m/w/d)", "Koch"),
    ] {
        assert_eq!(crate::without_gender_letters(title), plain);
    }
}

#[test]
fn labels_are_in_the_language_that_is_asked_for_or_else_in_english() {
    let taxonomy = Taxonomy::curated();
    let nurse = taxonomy.title("registered-nurse").unwrap();
    for language in Language::ALL {
        assert_eq!(Some(nurse.label_for(language)), nurse.label_in(language));
    }
    let german = taxonomy.skill("german").unwrap();
    let labels = Language::ALL.map(|language| german.label_for(language));
    assert_eq!(labels, ["German", "Deutsch", "Alemán", "Allemand"]);
    let table = format!(
        "{}\nkettles\tHARD\tKettles\t\t\t\tKessel\t\t\t\t",
        crate::table::SKILL_COLUMNS
    );
    let small = Taxonomy::read(&[("skills/own.tsv", &table)], &[]);
    let kettles = small.skill("kettles").unwrap();
    assert_eq!(kettles.label_for(Language::De), "Kessel");
    assert_eq!(kettles.label_for(Language::Fr), "Kettles");
}

#[test]
fn level_words_around_a_title_are_left_out() {
    for (title, expected) in [
        ("Senior SEO Manager (m/w/d)", "SEO Manager"),
        ("Machine Learning Engineer II", "Machine Learning Engineer"),
        ("Lead Staff Nurse", "Nurse"),
        ("Team Lead", "Team Lead"),
        ("Senior", "Senior"),
        ("", ""),
    ] {
        assert_eq!(crate::without_levels_and_marks(title), expected);
    }
}
