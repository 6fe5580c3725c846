//! Cases of contracts.

use proptest::prelude::*;

use super::{Contract, of_field, of_list, of_title, settle};
use crate::assert_cases;

const FULL: Option<Contract> = Some(Contract::FullTime);
const PART: Option<Contract> = Some(Contract::PartTime);
const TEMPORARY: Option<Contract> = Some(Contract::Temporary);
const FREELANCE: Option<Contract> = Some(Contract::Freelance);
const INTERN: Option<Contract> = Some(Contract::Intern);
const OTHER: Option<Contract> = Some(Contract::Other);

#[test]
fn fields_in_english() {
    let cases = [
        ("Full-time", FULL),
        ("Full time", FULL),
        ("FullTime", FULL),
        ("FULL_TIME", FULL),
        ("full-time employee", FULL),
        ("Regular Full Time (Salary)", FULL),
        ("Full-time, Permanent", FULL),
        ("Permanent", FULL),
        ("Permanent contract", FULL),
        ("Contract type: permanent", FULL),
        ("Open-ended contract", FULL),
        ("Non-contract, permanent", FULL),
        ("Not a contract role, full-time", FULL),
        ("Full-time (no contractors)", FULL),
        ("Full-time, no internship", FULL),
        ("Not temporary, full time", FULL),
        ("Part-time", PART),
        ("PartTime", PART),
        ("PART_TIME", PART),
        ("Permanent, part time", PART),
        ("Permanent Part-Time", PART),
        ("Full-time or part-time", FULL),
        ("Full Time / Part Time", FULL),
        ("Temporary", TEMPORARY),
        ("Temp", TEMPORARY),
        ("Seasonal", TEMPORARY),
        ("Fixed-term (full time)", TEMPORARY),
        ("Fixed-term contract", TEMPORARY),
        ("Full-time, fixed-term", TEMPORARY),
        ("Temporary, Part-time", TEMPORARY),
        ("Contract", FREELANCE),
        ("Contractor", FREELANCE),
        ("Full-time Contract", FREELANCE),
        ("Freelance", FREELANCE),
        ("Independent Contractor", FREELANCE),
        ("B2B", FREELANCE),
        ("Self-employed", FREELANCE),
        ("Intern", INTERN),
        ("Internship (full-time)", INTERN),
        ("Apprenticeship", INTERN),
        ("Working student", INTERN),
        ("Internal", OTHER),
        ("Volunteer", OTHER),
        ("Exempt", OTHER),
        ("Not specified", None),
        ("N/A", None),
        ("unspecified", None),
        ("", None),
        ("  ", None),
    ];
    assert_cases(&cases, of_field);
}

#[test]
fn fields_in_other_languages() {
    let cases = [
        ("Vollzeit", FULL),
        ("Vollzeit, unbefristet", FULL),
        ("unbefristet", FULL),
        ("Unbefristeter Vertrag", FULL),
        ("Festanstellung", FULL),
        ("Vollzeit/Teilzeit", FULL),
        ("Vollzeit oder Teilzeit", FULL),
        ("Teilzeit", PART),
        ("Teilzeit, unbefristet", PART),
        ("Minijob", PART),
        ("befristet", TEMPORARY),
        ("Vollzeit, befristet", TEMPORARY),
        ("nicht befristet", FULL),
        ("Vollzeit, nicht befristet", FULL),
        ("Zeitarbeit", TEMPORARY),
        ("Freie Mitarbeit", FREELANCE),
        ("freiberuflich", FREELANCE),
        ("Werkstudent", INTERN),
        ("Praktikum", INTERN),
        ("Ausbildung", INTERN),
        ("CDI", FULL),
        ("CDI - Temps plein", FULL),
        ("Contrat à durée indéterminée", FULL),
        ("Temps partiel", PART),
        ("CDI, temps partiel", PART),
        ("CDD", TEMPORARY),
        ("CDD 6 mois", TEMPORARY),
        ("Contrat à durée déterminée", TEMPORARY),
        ("Intérim", TEMPORARY),
        ("Indépendant", FREELANCE),
        ("Stage", INTERN),
        ("Alternance", INTERN),
        ("Contrat d'apprentissage", INTERN),
        ("Pas de CDD, CDI", FULL),
        ("Tiempo completo", FULL),
        ("Jornada completa, indefinido", FULL),
        ("Contrato indefinido", FULL),
        ("Media jornada", PART),
        ("Temporal", TEMPORARY),
        ("Autónomo", FREELANCE),
        ("Prácticas", INTERN),
        ("Tempo pieno", FULL),
        ("Contratto a tempo indeterminato", FULL),
        ("Tempo parziale", PART),
        ("Tempo determinato", TEMPORARY),
        ("Partita IVA", FREELANCE),
        ("Tirocinio", INTERN),
        ("Tempo integral", FULL),
        ("Efetivo (CLT)", FULL),
        ("Meio período", PART),
        ("Contrato a termo certo", TEMPORARY),
        ("PJ", FREELANCE),
        ("Estágio", INTERN),
        ("Voltijds", FULL),
        ("Onbepaalde tijd", FULL),
        ("Deeltijds", PART),
        ("Bepaalde tijd", TEMPORARY),
        ("ZZP", FREELANCE),
        ("Umowa o pracę", FULL),
        ("Pełny etat", FULL),
        ("Część etatu", PART),
        ("Umowa na czas określony", TEMPORARY),
        ("Umowa zlecenie", FREELANCE),
        ("Staż", INTERN),
        ("Heltid", FULL),
        ("Tillsvidareanställning", FULL),
        ("Deltid", PART),
        ("Visstidsanställning", TEMPORARY),
        ("Vikariat", TEMPORARY),
        ("Midlertidig", TEMPORARY),
        ("Kokoaikainen", FULL),
        ("Osa-aikainen", PART),
        ("Määräaikainen", TEMPORARY),
        ("Plný úvazek", FULL),
        ("Полная занятость", FULL),
        ("正社員", FULL),
        ("全职", FULL),
        ("アルバイト", PART),
        ("인턴", INTERN),
    ];
    assert_cases(&cases, of_field);
    assert_eq!(of_list(["Full-time"]), FULL);
    assert_eq!(of_list(["Full-time", "Permanent"]), FULL);
    assert_eq!(of_list(["Full-time", "Part-time"]), FULL);
    assert_eq!(of_list(["Permanent", "Part-time"]), PART);
    assert_eq!(of_list(["Full-time", "Temporary"]), TEMPORARY);
    assert_eq!(of_list(["", "Not specified"]), None);
    assert_eq!(of_list([]), None);
}

#[test]
fn titles_name_a_contract_and_not_a_field_of_work() {
    let cases = [
        ("Warehouse Associate, Part Time", PART),
        ("Part-Time Nurse", PART),
        ("Nurse (part-time)", PART),
        ("Nurse - Part Time", PART),
        ("Pflegefachkraft in Teilzeit", PART),
        ("Pflegefachkraft Vollzeit/Teilzeit", FULL),
        ("Nurse (Full-time)", FULL),
        ("Comptable (CDI)", FULL),
        ("Comptable - CDD", TEMPORARY),
        ("Comptable (CDD 6 mois)", TEMPORARY),
        ("Nurse (Fixed-term)", TEMPORARY),
        ("Nurse (fixed term contract)", TEMPORARY),
        ("Accountant - 12 month FTC", TEMPORARY),
        ("Sachbearbeiter (befristet)", TEMPORARY),
        ("Temporary Cook", TEMPORARY),
        ("Freelance Illustrator", FREELANCE),
        ("Illustrator (Freelance)", FREELANCE),
        ("Java Developer (Contract)", FREELANCE),
        ("Java Developer - 6 month contract", FREELANCE),
        ("Marketing Intern", INTERN),
        ("Werkstudent Marketing", INTERN),
        ("Data Scientist (no internship)", None),
        ("Nurse (not part-time)", None),
        ("Nurse (no contract)", None),
        ("Senior Data Engineer, Late-Stage Companies", None),
        ("Contract Manager", None),
        ("Contracts Administrator", None),
        ("Manager, Contract Manufacturing", None),
        ("Contract Lawyer", None),
        ("Temporary Works Engineer", None),
        ("Temporary Accommodation Officer", None),
        ("Casual Dining Manager", None),
        ("Casual Games Designer", None),
        ("Freelance Marketplace Manager", None),
        ("Permanent Recruitment Consultant", None),
        ("Permanent Magnet Engineer", None),
        ("B2B Sales Manager", None),
        ("Sales Manager, B2B", None),
        ("Consultant", None),
        ("CDD Analyst", None),
        ("CDI Specialist", None),
        ("FTC Counsel", None),
        ("Director, Part-Time MBA", None),
        ("Fast Food Cook", None),
        ("Internal Auditor", None),
        ("Stage Manager", None),
        ("Interim Management Consultant", None),
        ("Regular Expressions Engineer", None),
        ("", None),
    ];
    assert_cases(&cases, of_title);
}

#[test]
fn a_field_outranks_a_title_but_for_training() {
    assert_eq!(settle(FULL, "Marketing Intern"), INTERN);
    assert_eq!(settle(FULL, "Nurse (part-time)"), FULL);
    assert_eq!(settle(TEMPORARY, "Marketing Intern"), TEMPORARY);
    assert_eq!(settle(None, "Nurse (part-time)"), PART);
    assert_eq!(settle(OTHER, "Nurse (part-time)"), PART);
    assert_eq!(settle(OTHER, "Nurse"), OTHER);
    assert_eq!(settle(None, "Nurse"), None);
}

#[test]
fn fields_and_titles_of_job_boards() {
    crate::assert_table(include_str!("tests/boards.tsv"), |cells| {
        let text = cells[0];
        let list = text.trim_matches(['[', ']', '"']).split("\",\"");
        crate::name_of(match text.strip_prefix("t:") {
            Some(title) => of_title(title),
            None if text.starts_with('[') => of_list(list),
            None => of_field(text),
        })
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived(text in "\\PC{0,80}|((full|part|time|no|not|CDD|contract|-|,|/|\\(|\\)) ?){0,10}") {
        let _ = (of_field(&text), of_title(&text));
        prop_assert_eq!(of_field(&text).is_none() && text.chars().any(char::is_alphanumeric), of_list([text.as_str(), ""]).is_none() && text.chars().any(char::is_alphanumeric));
    }

    #[test]
    fn the_order_of_a_list_does_not_matter(mut parts in prop::collection::vec(prop::sample::select(&["Full-time", "Part-time", "Temporary", "Contract", "Intern", "Permanent", "Exempt", ""][..]), 0..5)) {
        let read = of_list(parts.iter().copied());
        parts.reverse();
        prop_assert_eq!(of_list(parts.iter().copied()), read);
        prop_assert_eq!(of_field(&parts.join(", ")), read);
    }
}
