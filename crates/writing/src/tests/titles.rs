//! The title of a posting in a sentence: said as the title, it claims no skill. Names of studies in usual words.

use super::world::{sentence, verifier_of_posting};

/// The expected first rule, the kind, cited facts, and the text.
type Case = (&'static str, &'static str, &'static str, &'static str);

#[track_caller]
fn check(language: &str, title: &str, cases: &[Case]) {
    let verifier = verifier_of_posting(language, title);
    let mut wrong = Vec::new();
    for (expected, kind, facts, text) in cases {
        let found = verifier.verify(&sentence(text, kind, facts, ""));
        let first = found.iter().find(|one| !one.rule.is_warning());
        if first.map_or("PASS", |one| one.rule.code()) != *expected {
            wrong.push(format!("{expected}: {text}\n    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_title_that_is_said_as_one_claims_nothing_and_a_lie_around_it_is_refused() {
    check(
        "en",
        "Registered Nurse",
        &[
            (
                "PASS",
                "M",
                "",
                "I am applying for the Registered Nurse position.",
            ),
            (
                "PASS",
                "M",
                "",
                "I am applying for the position of Registered Nurse at Juniper House.",
            ),
            (
                "PASS",
                "M",
                "",
                "I am writing to apply for the post of Registered Nurse.",
            ),
            (
                "PASS",
                "M",
                "",
                "The Registered Nurse role at Juniper House caught my eye.",
            ),
            (
                "PASS",
                "C",
                "a1",
                "I am applying for the Registered Nurse position, and at Saffron Table I cook for up to 180 guests a night.",
            ),
            ("TITLE_INFLATION", "M", "", "I am a Registered Nurse."),
            (
                "TITLE_INFLATION",
                "C",
                "a1",
                "As a Registered Nurse I cook for up to 180 guests a night.",
            ),
            (
                "TITLE_INFLATION",
                "M",
                "",
                "I am applying for the Registered Nurse position as a midwife.",
            ),
            (
                "SKILL_NOT_IN_FACTS",
                "M",
                "",
                "I am a Registered Nurse and apply for the position.",
            ),
            (
                "NO_CITATION",
                "M",
                "",
                "I apply for the position as an experienced Registered Nurse.",
            ),
            (
                "NO_CITATION",
                "M",
                "",
                "I am applying for the Registered Nurse position with ten years of experience.",
            ),
            (
                "SKILL_NOT_IN_FACTS",
                "C",
                "a1",
                "In a Registered Nurse position at Saffron Table I cook for up to 180 guests a night.",
            ),
            (
                "NUMBER",
                "C",
                "a1",
                "I am applying for the Registered Nurse position, and I cook for up to 280 guests a night.",
            ),
        ],
    );
    check(
        "en",
        "Python",
        &[
            ("PASS", "M", "", "I am applying for the Python position."),
            (
                "SKILL_NOT_IN_FACTS",
                "C",
                "a1",
                "At Saffron Table I cook for up to 180 guests a night in Python.",
            ),
        ],
    );
}

#[test]
fn a_german_title_is_known_in_the_forms_of_a_letter_and_a_lie_around_it_is_refused() {
    check(
        "de",
        "Technischer Redakteur (m/w/d)",
        &[
            (
                "PASS",
                "M",
                "",
                "Ich bewerbe mich um die Stelle „Technischer Redakteur“.",
            ),
            (
                "PASS",
                "M",
                "",
                "Ich bewerbe mich um die Stelle als Technischer Redakteur (m/w/d).",
            ),
            (
                "PASS",
                "M",
                "",
                "Ich bewerbe mich als Technischer Redakteur.",
            ),
            (
                "PASS",
                "M",
                "",
                "Ich bewerbe mich als Technische Redakteurin.",
            ),
            (
                "PASS",
                "M",
                "",
                "Ihre Ausschreibung als Technische Redakteurin interessiert mich.",
            ),
            ("TITLE_INFLATION", "M", "", "Ich bin Technischer Redakteur."),
            (
                "TITLE_INFLATION",
                "M",
                "",
                "Ich bin Technische Redakteurin.",
            ),
            (
                "TITLE_INFLATION",
                "M",
                "",
                "Ich bewerbe mich als Leitende Redakteurin.",
            ),
            (
                "TITLE_INFLATION",
                "M",
                "",
                "Ich bewerbe mich als Chefredakteur.",
            ),
            (
                "TITLE_INFLATION",
                "C",
                "a1",
                "Als Technische Redakteurin koche ich für bis zu 180 Gäste am Abend.",
            ),
        ],
    );
}

#[test]
fn a_quoted_german_title_claims_no_skill_and_a_lie_around_it_is_refused() {
    check(
        "de",
        "Pflegefachkraft (m/w/d)",
        &[
            (
                "PASS",
                "M",
                "",
                "Ihre Anzeige „Pflegefachkraft“ habe ich gelesen, und ich möchte mich bewerben.",
            ),
            (
                "PASS",
                "C",
                "a1",
                "Ich bewerbe mich um die Stelle „Pflegefachkraft“, und in der Safranstube koche ich für bis zu 180 Gäste am Abend.",
            ),
            (
                "SKILL_NOT_IN_FACTS",
                "M",
                "",
                "Ich bin „Pflegefachkraft“ und bewerbe mich um die Stelle.",
            ),
            (
                "SKILL_NOT_IN_FACTS",
                "C",
                "a1",
                "In der Stelle „Pflegefachkraft“ koche ich für bis zu 180 Gäste am Abend.",
            ),
            (
                "NUMBER",
                "C",
                "a1",
                "Ich bewerbe mich um die Stelle „Pflegefachkraft“, und ich koche für bis zu 280 Gäste am Abend.",
            ),
        ],
    );
    check(
        "de",
        "Leiter*in Logistik",
        &[
            (
                "PASS",
                "M",
                "",
                "Ich bewerbe mich um die Stelle „Leiter*in Logistik“.",
            ),
            ("PASS", "M", "", "Ich bewerbe mich als Leiterin Logistik."),
            (
                "TITLE_INFLATION",
                "C",
                "a1",
                "Als Leiterin Logistik koche ich für bis zu 180 Gäste am Abend.",
            ),
            (
                "TITLE_INFLATION",
                "M",
                "",
                "Ich bewerbe mich als Leiter Produktion.",
            ),
            (
                "PASS",
                "M",
                "",
                "Die Stelle „Leiter*in Logistik“ habe ich gelesen.",
            ),
        ],
    );
}

#[test]
fn studies_and_plans_in_usual_words_are_those_of_their_facts() {
    check(
        "en",
        "Head Chef",
        &[
            ("PASS", "C", "n2", "My education includes A levels."),
            (
                "PASS",
                "C",
                "n2",
                "My education includes A levels in Biology and Chemistry.",
            ),
            (
                "PASS",
                "C",
                "n1",
                "At Holm Hospital I planned night shifts for 14 nurses.",
            ),
            (
                "SCOPE_INFLATION",
                "C",
                "n1",
                "At Holm Hospital I planned night shifts for 40 nurses.",
            ),
            (
                "UNSUPPORTED",
                "C",
                "n2",
                "My education includes A levels and marathon medals.",
            ),
            ("ENTITY", "C", "n1", "My education includes A levels."),
        ],
    );
}
