//! Tests of English statements.

use taxonomy::Taxonomy;

use super::English;
use crate::{
    compose::voice::Voice,
    fact::{Fact, FactKind},
};

fn said(text: &str, current: bool) -> String {
    let mut fact = Fact::new("f1", FactKind::Achievement, text);
    (fact.organisation, fact.current) = (Some("Fernhill".to_owned()), current);
    let Some(realised) = English.realise(&fact, Taxonomy::curated()) else {
        return "-".to_owned();
    };
    let values: Vec<&str> = realised.slots.values().map(String::as_str).collect();
    format!("{}: {}", realised.form, values.join(" | "))
}

#[track_caller]
fn check(cases: &[(&str, &str)], current: bool) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| said(text, current) != *expected)
        .map(|(text, expected)| format!("{text:?}: {:?}, not {expected:?}", said(text, current)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn past_verbs_take_the_first_person() {
    check(
        &[
            (
                "Cut deploy time from 40 to 8 minutes.",
                "past: cut deploy time from 40 to 8 minutes",
            ),
            ("• Led a team of 5", "past: led a team of 5"),
            (
                "Successfully migrated backups to tape",
                "past: migrated backups to tape",
            ),
            (
                "Independently ran the night shift",
                "past: independently ran the night shift",
            ),
            ("I've trained 9 nurses", "past: have trained 9 nurses"),
            ("I manage 14 clusters.", "past: manage 14 clusters"),
            (
                "Awarded apprentice of the year 2019",
                "past: was awarded apprentice of the year 2019",
            ),
            (
                "Awarded contracts to 12 suppliers",
                "past: awarded contracts to 12 suppliers",
            ),
            (
                "Promoted to shift lead after one year",
                "past: was promoted to shift lead after one year",
            ),
            (
                "Planned night shifts for 14 nurses",
                "past: planned night shifts for 14 nurses",
            ),
            (
                "Planned maintenance of 40 lifts",
                "noun: the planned maintenance of 40 lifts",
            ),
            ("SAP rollout for 3 sites", "noun: SAP rollout for 3 sites"),
            (
                "Zorbified the intake form",
                "past: zorbified the intake form",
            ),
        ],
        false,
    );
}

#[test]
fn present_verbs_are_present_only_in_current_roles() {
    check(
        &[
            (
                "Manage stock and order goods",
                "past: manage stock and order goods",
            ),
            ("Lead a team of 5", "past: lead a team of 5"),
            ("Teaches maths to year 7", "past: teach maths to year 7"),
            ("Manages a team of 14", "past: manage a team of 14"),
            (
                "Responsible for 14 clusters",
                "past: am responsible for 14 clusters",
            ),
        ],
        true,
    );
    check(
        &[
            (
                "Manage stock and order goods",
                "task: manage stock and order goods",
            ),
            (
                "Responsible for 14 clusters",
                "past: was responsible for 14 clusters",
            ),
            (
                "Manages a team and orders goods",
                "quote: Manages a team and orders goods",
            ),
        ],
        false,
    );
}

#[test]
fn noun_phrases_get_an_article_where_they_need_one() {
    check(
        &[
            (
                "Daily close of 300 accounts",
                "noun: the daily close of 300 accounts",
            ),
            (
                "Maintenance of 40 lifts",
                "noun: the maintenance of 40 lifts",
            ),
            (
                "Cash handling, stock taking, deliveries",
                "noun: cash handling, stock taking and deliveries",
            ),
            (
                "Teaching maths to years 7–11",
                "noun: teaching maths to years 7–11",
            ),
            ("14 Kubernetes clusters", "noun: 14 Kubernetes clusters"),
            (
                "Weekly sales reports for 40 managers",
                "noun: weekly sales reports for 40 managers",
            ),
            (
                "Lead engineer for the tram depot",
                "quote: Lead engineer for the tram depot",
            ),
            (
                "Design of timber houses",
                "noun: the design of timber houses",
            ),
        ],
        false,
    );
}

#[test]
fn other_statements_are_quoted_and_unfinished_ones_left_out() {
    check(
        &[
            (
                "Customers rated my service 4.8 out of 5",
                "quote: Customers rated my service 4.8 out of 5",
            ),
            (
                "The team grew from 3 to 9",
                "quote: The team grew from 3 to 9",
            ),
            (
                "Leitung eines Teams von 5",
                "quote: Leitung eines Teams von 5",
            ),
            ("Responsible for the daily", "-"),
            ("Worked with", "-"),
            ("🚀", "-"),
        ],
        false,
    );
}

#[test]
fn only_the_first_of_several_statements_is_said() {
    check(
        &[
            (
                "Moved the warehouse to Snowflake; costs fell by 35%",
                "past: moved the warehouse to Snowflake",
            ),
            (
                "Ran the ward. Trained nurses. Wrote plans.",
                "past: ran the ward",
            ),
            (
                "Planned the rota for the ward. Trained nurses.",
                "past: planned the rota for the ward",
            ),
            (
                "Sold approx. 40 houses (and two farms",
                "past: sold approx. 40 houses",
            ),
            (
                "MANAGED THE SAP ROLLOUT FOR 3 SITES",
                "past: managed the SAP rollout for 3 sites",
            ),
        ],
        false,
    );
}

#[test]
fn titles_have_the_right_article() {
    let title = |title: &str| {
        English
            .title(title, Taxonomy::curated())
            .remove("a_title")
            .unwrap_or_default()
    };
    assert_eq!(title("Registered Nurse (f/m/d)"), "a registered nurse");
    assert_eq!(title("Electrician"), "an electrician");
    assert_eq!(title("SRE"), "an SRE");
    assert_eq!(title("HR Manager"), "an HR manager");
    assert_eq!(title("University Lecturer"), "a university lecturer");
    assert_eq!(title("Head of Nursing"), "head of nursing");
    assert_eq!(title("Java Developer – Payments"), "a Java developer");
    assert_eq!(title("Internship"), "");
}

#[test]
fn organisations_have_an_article_where_they_need_one() {
    assert_eq!(English.at("Fernhill").unwrap(), "at Fernhill");
    assert_eq!(
        English.at("University of Exbridge").unwrap(),
        "at the University of Exbridge"
    );
    assert_eq!(English.at("Self-employed"), None);
}

#[test]
fn names_of_a_demand_keep_their_capitals() {
    let cases = [
        ("Apache Kafka", "Apache Kafka"),
        ("Apache Spark", "Apache Spark"),
        ("Google Cloud Platform", "Google Cloud Platform"),
        ("Amazon Web Services", "Amazon Web Services"),
        ("Adobe Photoshop", "Adobe Photoshop"),
        ("Microsoft Excel", "Microsoft Excel"),
        ("Spring Boot", "Spring Boot"),
        ("Delta Lake", "Delta Lake"),
        ("Kafka", "Kafka"),
        ("Zendesk", "Zendesk"),
        ("Experience with Apache Kafka", "Apache Kafka"),
        ("GitHub Actions", "GitHub Actions"),
        ("iOS development", "iOS development"),
        ("Project management", "project management"),
        ("Project Management", "project management"),
        ("Customer service", "customer service"),
        ("Bookkeeping", "bookkeeping"),
        ("Stocktaking", "stocktaking"),
        ("Wound care", "wound care"),
        ("Warehouse work", "warehouse work"),
        ("Food hygiene", "food hygiene"),
        ("German", "German"),
    ];
    let taxonomy = taxonomy::Taxonomy::curated();
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, expected)| (text, English.demand(text, taxonomy), expected))
        .filter(|(_, found, expected)| found.as_deref() != Some(**expected))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
