//! Cases of requirements.

use proptest::prelude::*;
use reading::skill::{Dictionary, Need};

use super::{Cefr, Degree, Demanded, Requirements, Source, Sponsorship, read};
use crate::prepared::Span;

mod asked;

fn requirements(text: &str) -> Requirements {
    let source = Source {
        title: "",
        text,
        language: None,
    };
    read(Dictionary::curated(), &source)
}

/// Compares readings of texts, and shows all that differ.
fn check<T: PartialEq + std::fmt::Debug>(cases: &[(&str, T)], read: impl Fn(&Requirements) -> T) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = read(&requirements(text));
            (found != *expected).then(|| format!("{text:?}: {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn years_are_those_of_experience() {
    let years = |text| (text, None);
    let some = |text, min, max| (text, Some((min, max)));
    check(
        &[
            some("5+ years of experience in sales", 5, None),
            some("You have at least 3 years of experience.", 3, None),
            some("3-5 years of professional experience", 3, Some(5)),
            some("3 to 5 years' experience with Java", 3, Some(5)),
            some("Minimum of two years working in a warehouse", 2, None),
            some("Five (5) or more years of experience", 5, None),
            some("Zero to two years of experience", 0, Some(2)),
            some("Up to 2 years of experience", 0, Some(2)),
            some("Mindestens 3 Jahre Berufserfahrung", 3, None),
            some("3-5 Jahre Erfahrung im Vertrieb", 3, Some(5)),
            some("mind. 4 Jahre Praxis", 4, None),
            some("Al menos 3 años de experiencia", 3, None),
            some("Experiencia de 2 a 4 años", 2, Some(4)),
            some("minimum 5 ans", 5, None),
            some("Expérience de 3 ans minimum", 3, None),
            some("Requirements\n- 4 years in a similar shop", 4, None),
            some(
                "2+ years of Rust experience. 6+ years of experience overall.",
                6,
                None,
            ),
            years("We are 20 years old."),
            years("For 30 years we have been building kettles."),
            years("You are at least 18 years old."),
            years("Seit 25 Jahren sind wir Ihr Partner."),
            years("## Benefits\n- After 5 years of experience with us: a kettle"),
            years("Our team has 40 years of experience."),
            years("A contract for 2 years"),
            years("5+ years of experience would be a plus"),
            years("Wir blicken auf 50 Jahre Erfahrung zurück."),
        ],
        |found| {
            found
                .years
                .as_ref()
                .map(|years| (years.value.min, years.value.max))
        },
    );
}

#[test]
fn degrees_have_level_need_and_equivalents() {
    let some = |text, level, need, or_experience| (text, Some((level, need, or_experience)));
    let (required, preferred) = (Demanded::Required, Demanded::Preferred);
    check(
        &[
            some(
                "Bachelor's degree in accounting",
                Degree::Bachelor,
                required,
                false,
            ),
            some("BSc or MSc in physics", Degree::Bachelor, required, false),
            some(
                "Master's degree or equivalent experience",
                Degree::Master,
                required,
                true,
            ),
            some("PhD preferred", Degree::Doctorate, preferred, false),
            some(
                "A university degree is a plus",
                Degree::Bachelor,
                preferred,
                false,
            ),
            some(
                "Abgeschlossene Ausbildung als Koch",
                Degree::Vocational,
                required,
                false,
            ),
            some(
                "Abgeschlossenes Studium oder vergleichbare Qualifikation",
                Degree::Bachelor,
                required,
                true,
            ),
            some("Licenciatura en derecho", Degree::Bachelor, required, false),
            some("Diplôme d'ingénieur", Degree::Master, required, false),
            some("Bac+5 en informatique", Degree::Master, required, false),
            some("## Nice to have\n- MBA", Degree::Master, preferred, false),
            ("A high degree of independence", None),
            ("360 degree feedback", None),
            ("No degree required", None),
            ("You master Excel", None),
            ("## Benefits\n- We pay for your master's degree", None),
        ],
        |found| {
            found.degree.as_ref().map(|found| {
                (
                    found.value.level,
                    found.value.need,
                    found.value.or_experience,
                )
            })
        },
    );
}

#[test]
fn languages_have_levels() {
    use Cefr::{A2, B2, C1, Native};
    let show = |found: &Requirements| -> String {
        let all = found.languages.iter().map(|one| {
            let level = one
                .level
                .map_or(String::new(), |level| format!(" {level:?}"));
            format!(
                "{}{level}{}",
                one.code,
                if one.need == Need::Preferred { "?" } else { "" }
            )
        });
        all.collect::<Vec<_>>().join(", ")
    };
    let _ = (A2, B2, C1, Native);
    let cases = [
        ("Fluent in English and German", "en C1, de C1"),
        ("English (C1), German (B2)", "en C1, de B2"),
        ("German level B2 or better", "de B2"),
        ("Verhandlungssichere Englischkenntnisse", "en C1"),
        ("Sehr gute Deutschkenntnisse in Wort und Schrift", "de C1"),
        ("Gute Deutsch- und Englischkenntnisse", "de B2, en B2"),
        ("Deutsch auf Muttersprachniveau", "de Native"),
        ("English is our company language", "en"),
        ("Native Spanish speaker", "es Native"),
        ("Inglés avanzado", "en C1"),
        ("Nivel alto de inglés", "en C1"),
        ("Anglais courant", "en C1"),
        ("Vous parlez français", "fr"),
        ("Basic French is a plus", "fr A2?"),
        ("Fluent English; German is a plus", "en C1, de?"),
        ("Fluent English, German would be a bonus", "en C1, de?"),
        ("Our German customers love tea.", ""),
        ("A French company", ""),
        (
            "Spricht gut Deutsch und liest englische Dokumentation",
            "de B2",
        ),
        ("Speaks German and reads English documentation", "de"),
        ("No German required", ""),
        ("## Benefits\n- Free German language courses", ""),
    ];
    check(
        &cases.map(|(text, expected)| (text, expected.to_owned())),
        show,
    );
}

#[test]
fn permits_are_found() {
    check(
        &[
            ("No visa sponsorship", Some(Sponsorship::Refused)),
            (
                "We are unable to sponsor visas at this time.",
                Some(Sponsorship::Refused),
            ),
            (
                "We do not offer visa sponsorship.",
                Some(Sponsorship::Refused),
            ),
            (
                "Visa sponsorship is not available for this role.",
                Some(Sponsorship::Refused),
            ),
            ("Visa sponsorship available", Some(Sponsorship::Offered)),
            (
                "We sponsor work permits and pay for your move.",
                Some(Sponsorship::Offered),
            ),
            ("Kein Visasponsoring möglich", Some(Sponsorship::Refused)),
            (
                "US work authorisation required, no sponsorship.",
                Some(Sponsorship::Refused),
            ),
            ("You talk to the executive sponsor of the project.", None),
            ("Brand sponsorship of sports events", None),
            (
                "Do you now or in the future require sponsorship for a visa?",
                None,
            ),
        ],
        |found| found.sponsorship.as_ref().map(|found| found.value),
    );
    let places = |found: &Requirements| {
        found
            .residence
            .as_ref()
            .map(|found| found.value.first().cloned().unwrap_or_default())
    };
    check(
        &[
            ("Applicants must reside in the US.", Some("US".to_owned())),
            (
                "You need the right to work in Germany.",
                Some("DE".to_owned()),
            ),
            ("You must be based in Spain", Some("ES".to_owned())),
            ("Wohnsitz in Deutschland", Some("DE".to_owned())),
            ("US work authorisation required", Some("US".to_owned())),
            ("Permiso de trabajo en España", Some("ES".to_owned())),
            ("Résider en France", Some("FR".to_owned())),
            ("We work in Germany and love it.", None),
        ],
        places,
    );
    check(
        &[
            ("Security clearance required", Some(Demanded::Required)),
            (
                "An active SC clearance is a plus",
                Some(Demanded::Preferred),
            ),
            ("Sicherheitsüberprüfung nach SÜG", Some(Demanded::Required)),
            ("No security clearance needed", None),
            ("You clear tables.", None),
        ],
        |found| found.clearance.as_ref().map(|found| found.value),
    );
}

#[test]
fn travel_and_days_on_site_are_found() {
    check(
        &[
            ("Up to 25% travel", Some(25)),
            ("Reisebereitschaft von ca. 30 %", Some(30)),
            ("Disponibilidad para viajar (40%)", Some(40)),
            ("Déplacements : 20 %", Some(20)),
            ("You travel often.", None),
            ("A discount of 20% on kettles", None),
        ],
        |found| found.travel.as_ref().map(|found| found.value),
    );
    check(
        &[
            ("Three days a week in our office", Some(3)),
            ("Hybrid: 2-3 days per week on site", Some(3)),
            ("2 days remote per week", Some(3)),
            ("Two days a week in Porto.", Some(2)),
            ("3 Tage pro Woche im Büro", Some(3)),
            ("2 días en la oficina", Some(2)),
            ("2 jours de télétravail par semaine", Some(3)),
            ("30 days of vacation", None),
            ("You get 5 days off a week in May.", None),
            ("We answer within 2 days.", None),
        ],
        |found| found.onsite_days.as_ref().map(|found| found.value),
    );
}

#[test]
fn skills_of_benefits_and_employer_do_not_count() {
    let text = "We sell kettles with Python.\n\n## Responsibilities\n- You write PostgreSQL queries\n\n## Requirements\n- TypeScript and Kubernetes\n- Docker is a plus\n\n\
        ## Nice to have\n- Terraform\n\n## Benefits\n- Free JavaScript courses\n\n## About us\nWe began with PHP.";
    let found = requirements(text);
    let shown: Vec<String> = found
        .skills
        .iter()
        .map(|skill| {
            format!(
                "{}{}",
                skill.id,
                if skill.need == Need::Preferred {
                    "?"
                } else {
                    ""
                }
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "postgresql?",
            "typescript",
            "kubernetes",
            "docker?",
            "terraform?"
        ]
    );
    for skill in &found.skills {
        let quote = skill.span.of_source("", text).unwrap();
        assert!(Dictionary::curated().find(quote).is_some(), "{quote}");
    }
}

fn spans(found: &Requirements) -> Vec<Span> {
    let mut spans: Vec<Span> = found.skills.iter().map(|skill| skill.span).collect();
    spans.extend(found.languages.iter().map(|language| language.span));
    spans.extend(found.years.as_ref().map(|found| found.span));
    spans.extend(found.degree.as_ref().map(|found| found.span));
    spans.extend(found.clearance.as_ref().map(|found| found.span));
    spans.extend(found.sponsorship.as_ref().map(|found| found.span));
    spans.extend(found.residence.as_ref().map(|found| found.span));
    spans.extend(found.travel.as_ref().map(|found| found.span));
    spans.extend(found.onsite_days.as_ref().map(|found| found.span));
    spans
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived_and_spans_are_quotes(
        title in "\\PC{0,30}",
        text in "\\PC{0,160}|(([0-9]{1,2}|years|años|Jahre|English|deutsch|C1|fluent|Bachelor's|no|sponsorship|visa|reside in|Germany|US|% travel|days a week|office|Java|Größe|ß|##|\\*\\*|:|-|,|\\.|\n|é|日本) ?){0,40}",
    ) {
        let source = Source { title: &title, text: &text, language: None };
        let found = read(Dictionary::curated(), &source);
        for span in spans(&found) {
            let quote = span.of_source(&title, &text);
            prop_assert!(quote.is_some_and(|quote| !quote.is_empty()), "{:?} of {:?}", span, text);
        }
        let joined: String = found.sections.iter().filter_map(|section| text.get(section.range.clone())).collect();
        prop_assert_eq!(joined, text);
    }
}

#[test]
fn a_language_of_a_profile_may_name_its_variety() {
    for (name, code) in [
        ("German", Some("de")),
        ("DE", Some("de")),
        ("German (Swiss)", Some("de")),
        ("Swiss German", Some("de")),
        ("Englisch, US", Some("en")),
        ("Brazilian Portuguese", Some("pt")),
        ("Latin American Spanish", Some("es")),
        ("Allemand (langue maternelle)", Some("de")),
        ("German Sign Language", None),
        ("Ancient Greek", None),
        ("(German)", None),
        ("", None),
    ] {
        assert_eq!(super::language_code(name), code, "{name}");
    }
}
