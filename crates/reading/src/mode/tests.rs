//! Cases of modes.

use proptest::prelude::*;

use crate::assert_cases;

use super::{Mode, of_field, of_place, of_title, settle};

const ONSITE: Option<Mode> = Some(Mode::Onsite);
const HYBRID: Option<Mode> = Some(Mode::Hybrid);
const REMOTE: Option<Mode> = Some(Mode::Remote);

#[test]
fn titles_name_a_mode_and_not_a_field_of_work() {
    let cases = [
        // Fields of work.
        ("Software Engineer, Distributed Systems", None),
        ("Distributed Systems Engineer", None),
        ("Staff Engineer - Distributed Databases", None),
        ("Engineer, Distributed Energy Resources", None),
        ("Cloud Engineer, Hybrid Cloud", None),
        ("Hybrid Cloud Architect", None),
        ("Solutions Architect - Hybrid Infrastructure", None),
        ("Battery Engineer, Hybrid Vehicles", None),
        ("Plug-in Hybrid Calibration Engineer", None),
        ("Engineer (Hybrid Powertrain)", None),
        ("Scientist, Remote Sensing", None),
        ("Remote Sensing Scientist", None),
        ("Senior Remote Sensing Engineer", None),
        ("Technician, Remote Monitoring", None),
        ("Remote Monitoring Nurse", None),
        ("Remote Support Engineer", None),
        ("Remote Area Nurse", None),
        ("Remote Pilot", None),
        ("Engineer - Remote Handling", None),
        ("Engineer, Remote Kiln Control", None),
        ("Remote Operations Center Analyst", None),
        ("Engineer, Remote Access", None),
        ("Head of Remote", None),
        ("Head of Remote Work", None),
        ("Product Manager, Hybrid Work", None),
        ("On-site Services Engineer", None),
        ("Onsite Support Technician", None),
        ("Manager, In-Person Events", None),
        ("Policy Adviser, Home Office", None),
        ("Home-Based Care Worker", None),
        ("Virtual Reality Engineer", None),
        ("Event Producer, Virtual Events", None),
        ("Office Manager", None),
        ("Manager, Remote IT Services", None),
        ("Sales Manager, Hybrid Seeds", None),
        ("OT Nurse, Hybrid OR", None),
        // Modes.
        ("Engineer (Remote)", REMOTE),
        ("Engineer [Remote]", REMOTE),
        ("Engineer - Remote", REMOTE),
        ("Engineer – Remote (m/w/d)", REMOTE),
        ("Engineer | Remote", REMOTE),
        ("Engineer, Remote", REMOTE),
        ("Engineer, Remote US", REMOTE),
        ("Engineer, Remote - Germany", REMOTE),
        ("Engineer (Remote, EMEA)", REMOTE),
        ("Engineer (Remote within the EU)", REMOTE),
        ("Remote Software Engineer", REMOTE),
        ("Remote Marketing Manager", REMOTE),
        ("Software Engineer Remote", REMOTE),
        ("Remote - Software Engineer", REMOTE),
        ("Engineer (100% Remote)", REMOTE),
        ("Engineer (fully remote)", REMOTE),
        ("Entwickler (m/w/d) Homeoffice", REMOTE),
        ("Entwickler (Home Office)", REMOTE),
        ("Développeur (télétravail)", REMOTE),
        ("Desarrollador - teletrabajo", REMOTE),
        ("Desarrollador (remoto)", REMOTE),
        ("Programista (praca zdalna)", REMOTE),
        ("Sviluppatore da remoto", REMOTE),
        ("Engineer (Distributed)", REMOTE),
        ("Engineer - WFH", REMOTE),
        ("Engineer (Hybrid)", HYBRID),
        ("Engineer - Hybrid", HYBRID),
        ("Engineer, Hybrid in Berlin", HYBRID),
        ("Engineer (Hybrid, 2 days)", HYBRID),
        ("Engineer (Hybrid/Remote)", HYBRID),
        ("Engineer (2 days remote)", HYBRID),
        ("Engineer (partly remote)", HYBRID),
        ("Entwickler (teilweise remote)", HYBRID),
        ("Entwickler (3 Tage Homeoffice)", HYBRID),
        ("Chargé de projet (2 jours de télétravail)", HYBRID),
        ("Ingeniero (híbrido)", HYBRID),
        ("Specjalista (praca hybrydowa)", HYBRID),
        ("Software Engineer Hybrid", HYBRID),
        ("Engineer (Onsite)", ONSITE),
        ("Engineer - On-site", ONSITE),
        ("Engineer (in office)", ONSITE),
        ("Entwickler (vor Ort)", ONSITE),
        ("Contable (presencial)", ONSITE),
        ("Engineer (no remote)", ONSITE),
        ("Engineer - not remote", None),
        ("Entwickler (kein Homeoffice)", ONSITE),
        ("Comptable (pas de télétravail)", ONSITE),
        ("Contable (sin teletrabajo)", ONSITE),
        ("Platform Engineer", None),
        ("", None),
        ("エンジニア（フルリモート）", REMOTE),
        ("软件工程师（远程办公）", REMOTE),
    ];
    assert_cases(&cases, of_title);
}

#[test]
fn places_name_a_mode() {
    let cases = [
        ("Berlin", None),
        ("Berlin (Hybrid)", HYBRID),
        ("Berlin, Germany - Hybrid", HYBRID),
        ("Hybrid", HYBRID),
        ("Hybrid Remote", HYBRID),
        ("Berlin or Remote", REMOTE),
        ("Remote", REMOTE),
        ("Remote - US", REMOTE),
        ("US-Remote", REMOTE),
        ("Remote (Germany only)", REMOTE),
        ("100% remote", REMOTE),
        ("Distributed", REMOTE),
        ("Anywhere", REMOTE),
        ("Work from anywhere", REMOTE),
        ("Home based - UK", REMOTE),
        ("Homeoffice", REMOTE),
        ("Home Office", REMOTE),
        ("Home Office, Germany", REMOTE),
        ("Chicago Home Office", None),
        ("Télétravail", REMOTE),
        ("Teletrabajo, España", REMOTE),
        ("Zdalnie", REMOTE),
        ("На удалёнке", None),
        ("Удалённо", REMOTE),
        ("リモートワーク", REMOTE),
        ("Berlin (no remote)", ONSITE),
        ("Berlin (No Remote)", ONSITE),
        ("Berlin - no remote work", ONSITE),
        ("Berlin (not remote)", None),
        ("Berlin (non-remote)", ONSITE),
        ("Berlin, remote is not possible", ONSITE),
        ("Berlin (remote not possible)", ONSITE),
        ("Remote: No", ONSITE),
        ("Remote - no", ONSITE),
        ("Berlin (remote work isn't possible)", ONSITE),
        ("Berlin (remote is not an option)", ONSITE),
        ("Berlin without remote", ONSITE),
        ("Berlin (kein Homeoffice)", ONSITE),
        ("Berlin (kein Home Office)", ONSITE),
        ("Berlin (kein Remote)", ONSITE),
        ("Berlin, Homeoffice nicht möglich", ONSITE),
        ("Berlin, Homeoffice ist leider nicht möglich", ONSITE),
        ("Berlin (ohne Homeoffice)", ONSITE),
        ("Lyon (pas de télétravail)", ONSITE),
        ("Lyon (sans télétravail)", ONSITE),
        ("Lyon (télétravail non autorisé)", ONSITE),
        ("Lyon, le télétravail n'est pas possible", ONSITE),
        ("Madrid (sin teletrabajo)", ONSITE),
        ("Madrid (no remoto)", ONSITE),
        ("Madrid, teletrabajo no disponible", ONSITE),
        ("Milano (no smart working, senza telelavoro)", ONSITE),
        ("Lisboa (sem teletrabalho)", ONSITE),
        ("Utrecht (geen thuiswerken)", ONSITE),
        ("Warszawa (bez pracy zdalnej)", None),
        ("Stockholm (inte distansarbete)", ONSITE),
        ("Oslo (ikke hjemmekontor)", ONSITE),
        ("Berlin (not fully remote)", None),
        ("Berlin (not hybrid, fully remote)", REMOTE),
        ("Berlin (hybrid, no full remote)", HYBRID),
        ("Berlin (not only remote)", REMOTE),
        ("Remote, no visa sponsorship", REMOTE),
        ("Berlin (Remote 2 days a week)", HYBRID),
        ("Berlin (3 days in office)", HYBRID),
        ("Paris (3 jours de télétravail par semaine)", HYBRID),
        ("Berlin (50% remote)", HYBRID),
        ("Berlin (0% remote)", ONSITE),
        ("5 days remote", REMOTE),
        ("Berlin (Homeoffice möglich)", HYBRID),
        ("Paris (télétravail partiel)", HYBRID),
        ("Berlin (temporarily remote)", None),
        ("On-site", ONSITE),
        ("Onsite / Hybrid", HYBRID),
        ("Remote or on-site", REMOTE),
        ("Berlin (in office)", ONSITE),
        ("München, vor Ort", ONSITE),
        ("Lille (présentiel)", ONSITE),
        ("", None),
    ];
    assert_cases(&cases, of_place);
}

#[test]
fn fields_outrank_places_titles_and_flags() {
    let cases = [
        ("OnSite", ONSITE),
        ("on-site", ONSITE),
        ("ON_SITE", ONSITE),
        ("Hybrid", HYBRID),
        ("Remote", REMOTE),
        ("FullyRemote", REMOTE),
        ("unspecified", None),
        ("", None),
    ];
    assert_cases(&cases, of_field);
    assert_eq!(settle(None, ["Berlin (Hybrid)"], "Engineer", true), HYBRID);
    assert_eq!(
        settle(None, ["Berlin (no remote)"], "Engineer", true),
        ONSITE
    );
    assert_eq!(settle(None, ["Berlin"], "Engineer (Hybrid)", true), HYBRID);
    assert_eq!(settle(None, ["Berlin"], "Engineer", true), REMOTE);
    assert_eq!(settle(None, ["Berlin"], "Engineer", false), None);
    assert_eq!(
        settle(Some("Remote"), ["Berlin (Hybrid)"], "Engineer", false),
        REMOTE
    );
    assert_eq!(
        settle(
            Some("unspecified"),
            ["Berlin", "Remote - EU"],
            "Engineer",
            false
        ),
        REMOTE
    );
    assert_eq!(
        settle(None, [], "Software Engineer, Distributed Systems", false),
        None
    );
}

#[test]
fn postings_of_job_boards() {
    crate::assert_table(include_str!("tests/boards.tsv"), |cells| {
        let field = Some(cells[2]).filter(|field| !field.is_empty());
        crate::name_of(settle(field, [cells[1]], cells[0], false))
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived_and_nothing_is_invented(text in "\\PC{0,60}|([a-z]{1,6}[ ,(/-]{1,2}){0,8}") {
        for read in [of_title(&text), of_place(&text), of_field(&text)] {
            let folded = crate::words::simplified(&text);
            let said = ["mot", "hyb", "hib", "ibr", "site", "dist", "virt", "anyw", "home", "wf", "work", "zdal", "etan", "off", "per", "ort", "pre", "pla"];
            prop_assert!(read.is_none() || said.iter().any(|part| folded.contains(part)) || !text.is_ascii(), "{text:?}: {read:?}");
        }
    }

    #[test]
    fn a_title_without_a_word_of_mode_has_none(noun in "(Kettle|Harbour|Orchard) (Engineer|Clerk|Manager)", level in "(Senior |Junior |)") {
        let title = format!("{level}{noun}");
        prop_assert_eq!(of_title(&title), None);
        prop_assert_eq!(of_title(&format!("{title} (Remote)")), REMOTE);
        prop_assert_eq!(of_title(&format!("{title} (no remote)")), ONSITE);
    }
}
