//! Cases of titles.

mod fields;
mod pools;
mod ranks;

use proptest::prelude::*;

use super::{Level, key, level};

const INTERN: Option<Level> = Some(Level::Intern);
const JUNIOR: Option<Level> = Some(Level::Junior);
const MID: Option<Level> = Some(Level::Mid);
const SENIOR: Option<Level> = Some(Level::Senior);
const LEAD: Option<Level> = Some(Level::Lead);
const EXECUTIVE: Option<Level> = Some(Level::Executive);

#[test]
fn equal_titles_have_equal_keys() {
    let cases = [
        ("Senior Backend Engineer (m/w/d)", "senior backend engineer"),
        (
            "Senior  Backend-Engineer [all genders]",
            "senior backend engineer",
        ),
        ("Senior Backend Engineer m/f/x", "senior backend engineer"),
        ("Engineer (Backend)", "engineer backend"),
        ("Engineer (Remote) (80-100%)", "engineer"),
        ("Softwareentwickler:in", "softwareentwickler"),
        ("C++ / C# Developer", "c++ c# developer"),
        ("Ingénieur Réseau", "ingenieur reseau"),
        ("Engineer (unclosed", "engineer unclosed"),
        (")(", ""),
    ];
    crate::assert_cases(&cases.map(|(text, key)| (text, key.to_owned())), key);
}

#[test]
fn titles_of_job_boards() {
    crate::assert_table(include_str!("boards.tsv"), |cells| {
        crate::name_of(level(cells[0]))
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_title_is_survived(text in "\\PC{0,80}|((Lead|to|of|the|Senior|II|Stage|intern|not|Head|CEO|Mid|-|,|\\(|\\)|/|'s) ?){0,12}") {
        let _ = level(&text);
        let read = key(&text);
        prop_assert_eq!(read.split_whitespace().collect::<Vec<_>>().join(" "), read);
    }

    #[test]
    fn marks_of_gender_place_and_case_do_not_change_a_level(rank in "(Senior|Junior|Lead|Principal|Medior) ", noun in "(Kettle|Harbour|Orchard) (Engineer|Clerk|Planner)") {
        let title = format!("{rank}{noun}");
        let read = level(&title);
        prop_assert!(read.is_some());
        for other in [format!("{title} (m/w/d)"), format!("{title} - Lyon"), format!("{title}, Kettles"), title.to_uppercase(), title.to_lowercase()] {
            prop_assert_eq!(level(&other), read, "{}", other);
        }
        prop_assert_eq!(level(&noun), None);
        prop_assert_eq!(level(&format!("{noun} Intern")), INTERN);
        prop_assert_eq!(level(&format!("Assistant to the {title}")), None);
    }
}
