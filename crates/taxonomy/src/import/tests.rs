//! Cases of imported files. The concepts are invented.

use proptest::prelude::*;

use super::{CELL_CHARS_MAX, Imported, ImportedTitle, Labels, esco::Esco, onet::Onet};
use crate::{Kind, Language, Taxonomy};

const SKILLS: &str = include_str!("tests/skills_en.csv");
const SKILLS_DE: &str = include_str!("tests/skills_de.csv");
const OCCUPATIONS: &str = include_str!("tests/occupations_en.csv");
const BROADER: &str = include_str!("tests/broaderRelationsSkillPillar_en.csv");
const RELATED: &str = include_str!("tests/skillSkillRelations_en.csv");
const TYPICAL: &str = include_str!("tests/occupationSkillRelations_en.csv");

fn esco() -> Imported {
    let mut esco = Esco::default();
    for (file, text, rows) in [
        ("occupationSkillRelations_en.csv", TYPICAL, 4),
        ("ESCO/skills_en.csv", SKILLS, 4),
        ("skills_de.csv", SKILLS_DE, 2),
        ("occupations_en.csv", OCCUPATIONS, 2),
        ("broaderRelationsSkillPillar_en.csv", BROADER, 3),
        ("skillSkillRelations_en.csv", RELATED, 2),
    ] {
        assert_eq!(esco.add(file, text), Ok(rows), "{file}");
    }
    esco.finish()
}

#[test]
fn esco_is_read_with_lines_in_cells_and_several_languages() {
    let Imported { skills, titles } = esco();
    let kettles = &skills[0];
    assert_eq!(kettles.id, "esco-00000000-0000-0000-0000-000000000001");
    assert_eq!(kettles.kind, Kind::Hard);
    let names: Vec<_> = kettles.labels.all().collect();
    assert_eq!(
        names,
        [
            (Language::En, "mend copper kettles"),
            (Language::En, "repair kettles, of copper"),
            (Language::En, "fix the \"old\" kettle"),
            (Language::De, "Kupferkessel flicken"),
            (Language::De, "Kessel ausbessern"),
        ]
    );
    assert_eq!(kettles.broader, [skills[1].id.clone()]);
    assert_eq!(kettles.related, [(skills[2].id.clone(), 0.3)]);
    assert_eq!(skills[3].kind, Kind::Soft);
    assert_eq!(titles[0].isco.as_deref(), Some("7213"));
    assert_eq!(
        titles[0].skills,
        [skills[0].id.clone(), skills[2].id.clone()]
    );
    assert_eq!(titles.len(), 2);
}

#[test]
fn errors_name_file_line_and_column() {
    let error = |file: &str, text: &str| Esco::default().add(file, text).unwrap_err().to_string();
    assert_eq!(
        error("skills_en.csv", "conceptUri,preferredLabel\nx,y\n"),
        "skills_en.csv, line 1, column altLabels: the header does not have this column"
    );
    let broken = format!("{SKILLS}not an address,knowledge,,x,\n");
    assert_eq!(
        error("skills_en.csv", &broken),
        "skills_en.csv, line 7, column conceptUri: no address of a concept"
    );
    assert_eq!(
        error("skills_en.csv", &format!("{SKILLS}http://x/skill/9,\"open")),
        "skills_en.csv, line 7: a quote is not closed"
    );
    assert_eq!(
        error(
            "skills_en.csv",
            &format!("{SKILLS}http://x/skill/9,knowledge")
        ),
        "skills_en.csv, line 7, column preferredLabel: the row ends before this column"
    );
    let long = "x".repeat(CELL_CHARS_MAX + 1);
    assert_eq!(
        error(
            "skills_en.csv",
            &format!("{SKILLS}http://x/skill/9,knowledge,,{long},\n")
        ),
        "skills_en.csv, line 7: a cell is too long"
    );
    assert_eq!(
        error("skills_it.csv", SKILLS),
        "skills_it.csv, line 1: another language than en, de, es and fr"
    );
    assert_eq!(
        error("notes.txt", ""),
        "notes.txt, line 1: no file of ESCO that is read: its name has no language"
    );
    let occupations =
        "conceptUri,preferredLabel,altLabels,iscoGroup\nhttp://x/occupation/1,kettle smith,,72\n";
    assert_eq!(
        error("occupations_en.csv", occupations),
        "occupations_en.csv, line 2, column iscoGroup: no unit group of ISCO-08"
    );
    assert_eq!(
        Onet::default()
            .add(
                "Occupation Data.txt",
                "O*NET-SOC Code\tTitle\n17\tKettle Smiths\n"
            )
            .unwrap_err()
            .to_string(),
        "Occupation Data.txt, line 2, column O*NET-SOC Code: no code of an occupation"
    );
}

fn onet() -> Imported {
    let mut onet = Onet::default();
    for (file, text, rows) in [
        (
            "Alternate Titles.txt",
            include_str!("tests/Alternate Titles.txt"),
            3,
        ),
        (
            "Technology Skills.txt",
            include_str!("tests/Technology Skills.txt"),
            5,
        ),
        (
            "Occupation Data.txt",
            include_str!("tests/Occupation Data.txt"),
            2,
        ),
    ] {
        assert_eq!(onet.add(file, text), Ok(rows), "{file}");
    }
    onet.finish()
}

#[test]
fn onet_is_read_and_short_names_are_parted() {
    let Imported { skills, titles } = onet();
    let names = |id: &str| -> Vec<String> {
        let skill = skills.iter().find(|skill| skill.id == id).unwrap();
        skill
            .labels
            .all()
            .map(|(_, name)| name.to_owned())
            .collect()
    };
    assert_eq!(
        names("onet-kettle-temperature-control-ktc-software"),
        [
            "Kettle Temperature Control KTC software",
            "Kettle Temperature Control",
            "KTC"
        ]
    );
    assert_eq!(names("onet-copperbase"), ["Copperbase"]);
    assert_eq!(names("onet-k-plus-plus"), ["K++"]);
    assert_eq!(skills[1].broader, [skills[0].id.clone()]);
    let labels: Vec<_> = titles[0].labels.all().map(|(_, name)| name).collect();
    assert_eq!(
        labels,
        [
            "Kettle Smiths",
            "Copper \"Kettle\" Mender",
            "Kettle Repairer"
        ]
    );
    assert_eq!(titles[0].id, "onet-99-0001-00");
    assert_eq!(titles[0].skills.len(), 3);
}

#[test]
fn imported_names_are_found_and_curated_ones_keep_their_meaning() {
    let curated = Taxonomy::curated();
    let Imported { mut skills, titles } = esco();
    skills[1]
        .labels
        .0
        .insert(0, (Language::En, "Python".to_owned()));
    let taxonomy = Taxonomy::with(skills.clone(), titles);
    assert_ne!(taxonomy.version(), curated.version());
    assert_eq!(taxonomy.skills().len(), curated.skills().len() + 3);
    let named = |name| taxonomy.named_skill(name).map(|skill| skill.id().as_str());
    assert_eq!(named("Kupferkessel flicken"), Some(skills[0].id.as_str()));
    assert_eq!(named("python"), Some("python"));
    assert_eq!(named("metalwork of old"), Some("python"), "a further name");
    let closeness = taxonomy.closeness("python", &skills[0].id);
    assert!((closeness.strength - 0.9).abs() < 1e-9, "{closeness:?}");
    let smith = taxonomy.named_title("Kettle smiths").unwrap();
    assert_eq!(smith.isco(), Some("7213"));
    let nurse = ImportedTitle {
        id: "esco-nurse".to_owned(),
        labels: Labels(vec![(Language::En, "nurse, in a kettle works".to_owned())]),
        isco: None,
        skills: Vec::new(),
    };
    let taxonomy = Taxonomy::with(skills, vec![nurse]);
    assert_eq!(taxonomy.titles().len(), curated.titles().len() + 1);
    for skill in curated.skills() {
        assert!(taxonomy.skill(skill.id()).is_some());
    }
    assert_eq!(
        Taxonomy::with(Vec::new(), Vec::new()).version(),
        curated.version()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_is_survived(text in "\\PC{0,80}|([a-z,\"\n\t|]{0,80})", at in 0..SKILLS.len()) {
        let _ = Esco::default().add("skills_en.csv", &text);
        let at = (at..=SKILLS.len()).find(|at| SKILLS.is_char_boundary(*at)).unwrap();
        let (before, after) = SKILLS.split_at(at);
        let _ = Esco::default().add("skills_en.csv", &format!("{before}{text}{after}"));
        let _ = Onet::default().add("Technology Skills.txt", &text);
    }

    #[test]
    fn a_cell_is_read_as_it_was_written(label in "[a-zé ,\"\n]{1,40}") {
        let quoted = label.replace('"', "\"\"");
        let file = format!("altLabels,conceptUri,preferredLabel,iscoGroup\r\n,http://x/occupation/1,\"{quoted}\",7213\r\n");
        let mut esco = Esco::default();
        let read = esco.add("occupations_fr.csv", &file);
        if label.trim().is_empty() {
            prop_assert!(read.is_err());
        } else {
            prop_assert_eq!(read, Ok(1));
            let imported = esco.finish();
            prop_assert_eq!(imported.titles[0].labels.0[0].1.as_str(), label.trim());
        }
    }
}
