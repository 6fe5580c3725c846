//! The labels of the forms of Europass, which stand before what they name, or in a column beside it.

use super::{Line, labelled::What};

/// The labels in small letters, by what they name.
const LABELS: [(What, &str); 7] = [
    (
        What::Dates,
        "dates (from – to)|dates (from - to)|date (da – a)|date (da - a)|fecha (de – a)|fechas (de – a)|fechas (de - a)|dates (de – à)|dates (de - à)|\
datum (von – bis)|datum (von - bis)|zeitraum (von – bis)|datas (de – até)|datas (de - até)|daty (od – do)|daty (od - do)|datum (van – tot)|datum (van - tot)|\
datum (från – till)|datum (från - till)",
    ),
    (
        What::Employer,
        "name and address of employer|nome e indirizzo del datore di lavoro|nombre y dirección del empleador|nombre y dirección de la empresa o empleador|\
nom et adresse de l'employeur|nom et adresse de l’employeur|name und adresse des arbeitgebers|nome e endereço do empregador|nazwa i adres pracodawcy|\
naam en adres van de werkgever|naam en adres van werkgever|arbetsgivarens namn och adress",
    ),
    (
        What::Title,
        "occupation or position held|tipo di impiego|lavoro o posizione ricoperti|lavoro o posizione ricoperta|profesión o cargo desempeñado|puesto o cargo ocupado|\
fonction ou poste occupé|beruf oder funktion|função ou cargo ocupado|zajmowane stanowisko|wykonywany zawód lub zajmowane stanowisko|beroep of functie|befattning eller tjänst",
    ),
    (
        What::Tasks,
        "main activities and responsibilities|principali mansioni e responsabilità|principali attività e responsabilità|funciones y responsabilidades principales|\
principales actividades y responsabilidades|principales activités et responsabilités|wichtigste tätigkeiten und zuständigkeiten|\
principais atividades e responsabilidades|principais actividades e responsabilidades|główne zadania i obowiązki|główne działania i obowiązki|\
voornaamste werkzaamheden en verantwoordelijkheden|huvudsakliga arbetsuppgifter och ansvarsområden",
    ),
    (
        What::School,
        "name and type of organisation providing education and training|nome e tipo di istituto di istruzione o formazione|\
nome e tipo d'organizzazione erogatrice dell'istruzione e formazione|nombre y tipo de organización que ha impartido la educación o la formación|\
nom et type de l'établissement d'enseignement ou de formation|name und art der bildungs- oder ausbildungseinrichtung|\
nome e tipo da organização de ensino ou formação|nazwa i rodzaj instytucji edukacyjnej|naam en type van de onderwijs- of opleidingsinstelling",
    ),
    (
        What::Degree,
        "title of qualification awarded|qualifica conseguita|titolo della qualifica rilasciata|título de la cualificación obtenida|\
intitulé du certificat ou diplôme délivré|bezeichnung der erworbenen qualifikation|designação da qualificação atribuída|uzyskane kwalifikacje|\
titel van de behaalde kwalificatie",
    ),
    (
        What::Other,
        "type of business or sector|tipo di azienda o settore|tipo di attività o settore|tipo de empresa o sector|type ou secteur d'activité|\
tätigkeitsbereich oder branche|tipo de empresa ou sector|tipo de empresa ou setor|rodzaj działalności lub sektor|type bedrijf of sector|\
typ av företag eller bransch|principal subjects / occupational skills covered|principali materie / abilità professionali oggetto dello studio|\
principali tematiche / competenze professionali possedute|livello nella classificazione nazionale",
    ),
];
/// The most bytes of a label.
const BYTES_MAX: usize = 110;

/// What a line with such a label says.
pub(super) fn labelled(line: &Line) -> Option<(What, &str)> {
    let text = line.text.as_str();
    let start: String = text.chars().take(BYTES_MAX).collect();
    let lower = start.to_lowercase();
    let mut labels = LABELS
        .iter()
        .flat_map(|(what, labels)| labels.split('|').map(move |label| (*what, label)));
    let (what, label) = labels.find(|(_, label)| lower.starts_with(label))?;
    let rest = text.get(label.len()..)?;
    let is_whole = rest.starts_with([' ', ':', ',']);
    let rest = rest.trim_start_matches([' ', ':', ',']).trim_end();
    (is_whole && !rest.is_empty()).then_some((what, rest))
}
