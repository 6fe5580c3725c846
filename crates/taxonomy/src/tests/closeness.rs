//! Closeness of skills and titles, over small tables and any table.

use proptest::prelude::*;

use crate::{
    BROADER_STRENGTH, NARROWER_STEP, RELATED_MAX, SAME_MINOR_GROUP, SAME_UNIT_GROUP, Taxonomy,
    table::{SKILL_COLUMNS, TITLE_COLUMNS},
};

/// A taxonomy of skills with broader and related ones.
fn skills(rows: &[(&str, &str, &str)]) -> Taxonomy {
    let mut table = SKILL_COLUMNS.to_owned();
    for (id, broader, related) in rows {
        let line = format!("\n{id}\tHARD\tThe {id}\t\t\t\t\t\t\t{broader}\t{related}");
        table.push_str(&line);
    }
    Taxonomy::read(&[("skills", &table)], &[])
}

/// A taxonomy of titles with groups and related ones.
fn titles(rows: &[(&str, &str, &str)]) -> Taxonomy {
    let mut table = TITLE_COLUMNS.to_owned();
    for (id, isco, related) in rows {
        let line = format!("\n{id}\tThe {id}\t\t\t\t\t{isco}\t{related}\t");
        table.push_str(&line);
    }
    Taxonomy::read(&[], &[("titles", &table)])
}

fn strengths(taxonomy: &Taxonomy, cases: &[(&str, &str, f64)]) {
    for (need, have, expected) in cases {
        let strength = taxonomy.closeness(need, have).strength;
        assert!(
            (strength - expected).abs() < 1e-9,
            "{need} by {have}: {strength}, not {expected}"
        );
    }
}

#[test]
fn narrower_skills_count_nearly_in_full_and_broader_ones_a_little() {
    let taxonomy = skills(&[
        ("programming", "", ""),
        ("python", "programming", "ruby=0.3"),
        ("ruby", "programming", ""),
        ("web", "", ""),
        ("django", "python|web", ""),
        ("orm", "django|nowhere", "web=0.5"),
    ]);
    let step = NARROWER_STEP;
    strengths(
        &taxonomy,
        &[
            ("python", "python", 1.0),
            ("python", "django", step),
            ("web", "django", step),
            ("programming", "django", step * step),
            ("programming", "orm", step * step * step),
            // The stronger of two links.
            ("web", "orm", step * step),
            ("django", "python", BROADER_STRENGTH),
            ("django", "programming", 0.0),
            ("python", "ruby", 0.3),
            ("ruby", "python", 0.3),
            ("ruby", "django", 0.0),
            ("orm", "nowhere", 0.0),
            ("nowhere", "nowhere", 1.0),
            ("nowhere", "python", 0.0),
        ],
    );
    let via = |need, have| taxonomy.closeness(need, have).via.map(|id| id.to_string());
    assert_eq!(via("programming", "django"), Some("python".to_owned()));
    assert_eq!(via("programming", "orm"), Some("django".to_owned()));
    assert_eq!(via("python", "django"), None);
    assert_eq!(taxonomy.close_to("programming").count(), 4);
}

#[test]
fn the_number_of_steps_is_bounded() {
    let taxonomy = skills(&[
        ("a", "b", ""),
        ("b", "c", ""),
        ("c", "d", ""),
        ("d", "e", ""),
        ("e", "f", ""),
        ("f", "", ""),
    ]);
    let step = NARROWER_STEP;
    strengths(
        &taxonomy,
        &[
            ("e", "a", step.powi(4)),
            ("f", "a", 0.0),
            ("f", "b", step.powi(4)),
        ],
    );
}

#[test]
fn titles_are_close_by_weight_or_else_by_group() {
    let taxonomy = titles(&[
        ("one", "2512", "two=0.5|four=0.1"),
        ("two", "2513", ""),
        ("three", "2512", ""),
        ("four", "2512", ""),
        ("five", "3512", ""),
    ]);
    for (one, other, expected) in [
        ("one", "one", 1.0),
        ("one", "two", 0.5),
        ("one", "three", SAME_UNIT_GROUP),
        ("one", "four", 0.1),
        ("two", "three", SAME_MINOR_GROUP),
        ("one", "five", 0.0),
        ("one", "nowhere", 0.0),
    ] {
        for (one, other) in [(one, other), (other, one)] {
            let closeness = taxonomy.title_closeness(one, other);
            assert!(
                (closeness - expected).abs() < 1e-9,
                "{one}, {other}: {closeness}"
            );
        }
    }
}

const IDS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

/// Rows of skills with any references among eight ids and an unknown one.
fn any_rows() -> impl Strategy<Value = Vec<(String, String)>> {
    let id = || prop::sample::select(vec!["a", "b", "c", "d", "e", "f", "g", "h", "x"]);
    let broader = prop::collection::vec(id(), 0..3).prop_map(|ids| ids.join("|"));
    let related = prop::collection::vec((id(), 1..=5_u8), 0..3).prop_map(|pairs| {
        let parts = pairs.iter().map(|(id, tenths)| format!("{id}=0.{tenths}"));
        parts.collect::<Vec<_>>().join("|")
    });
    prop::collection::vec((broader, related), IDS.len())
}

fn any_skills(rows: &[(String, String)]) -> Taxonomy {
    let rows: Vec<(&str, &str, &str)> = IDS
        .iter()
        .zip(rows)
        .map(|(id, (broader, related))| (*id, broader.as_str(), related.as_str()))
        .collect();
    skills(&rows)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn closeness_is_from_zero_to_one_and_one_for_the_same(rows in any_rows()) {
        let taxonomy = any_skills(&rows);
        for need in IDS {
            for have in IDS {
                let closeness = taxonomy.closeness(need, have);
                prop_assert!((0.0..=1.0).contains(&closeness.strength));
                prop_assert_eq!(need == have, (closeness.strength - 1.0).abs() < 1e-9);
                let is_direct = taxonomy.skill(have).unwrap().broader().iter().any(|id| id.as_str() == need);
                if is_direct && need != have {
                    prop_assert!((closeness.strength - NARROWER_STEP).abs() < 1e-9);
                }
                if closeness.strength > RELATED_MAX && need != have {
                    prop_assert!(taxonomy.close_to(need).any(|(id, _)| id.as_str() == have));
                }
                if let Some(via) = closeness.via {
                    prop_assert!(via.as_str() != need && via.as_str() != have);
                    prop_assert!(taxonomy.closeness(&via, have).strength > 0.0);
                }
            }
        }
    }

    #[test]
    fn the_version_changes_with_the_data_and_only_with_it(rows in any_rows(), others in any_rows()) {
        let (one, again, other) = (any_skills(&rows), any_skills(&rows), any_skills(&others));
        prop_assert_eq!(one.version(), again.version());
        prop_assert_eq!(rows == others, one.version() == other.version());
    }
}
