//! Tables of jobs and schools whose header names their columns.

use super::line::{Kind, Line};

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The title of a job.
    Title,
    /// The company of a job.
    Company,
    /// The place.
    Place,
    /// The first date.
    Start,
    /// The last date.
    End,
    /// Both dates.
    Dates,
    /// Anything else.
    Other,
}

/// Names of columns.
const NAMES: [(Column, &str); 7] = [
    (
        Column::Title,
        "title|job title|role|position|job|stelle|funktion|poste|intitulé|puesto|cargo|ruolo|mansione|função|functie|stanowisko|roll|\
        職種|役職|职位|職位|직책",
    ),
    (
        Column::Company,
        "company|employer|organisation|organization|firma|unternehmen|arbeitgeber|entreprise|employeur|empresa|empleador|azienda|datore di lavoro|\
        bedrijf|werkgever|pracodawca|företag|arbetsgivare|会社|会社名|公司|회사",
    ),
    (
        Column::Place,
        "place|location|city|ort|standort|lieu|ville|lugar|ciudad|luogo|città|local|plaats|miejsce|勤務地|地点|근무지",
    ),
    (
        Column::Start,
        "from|start|start date|started|begin|von|beginn|de|début|desde|inicio|dal|inizio|van|od",
    ),
    (
        Column::End,
        "to|end|end date|ended|until|bis|ende|à|fin|hasta|al|fine|tot|do",
    ),
    (
        Column::Dates,
        "date|dates|period|year|years|duration|zeitraum|jahr|jahre|dauer|période|dates|année|années|período|periodo|años|anni|periode|jaren|okres|\
        期間|时间|기간",
    ),
    (
        Column::Other,
        "school|degree|level|language|skill|skills|schule|abschluss|école|diplôme|name|names|values|institution|field|description|responsibilities|tasks|\
        achievements|area|areas|category|categories|group|type|tools|tool|technologies|technology|domain|topic|topics|details|things|items|examples|stuff|what|keywords|proficiency|experience|rating|\
        bereich|technologien|technologie|issuer|issued by|authority|award|certificate|certification|project|prize|prix|premio|projekt|projet|proyecto|zertifikat|aussteller|kategorie|kenntnis|kenntnisse|fähigkeit|niveau|stufe|werkzeuge|sprache|domaine|catégorie|compétence|compétences|outils|langue|área|categoría|\
        herramientas|habilidad|nivel|idioma|ambito|categoria|competenza|strumenti|livello|lingua|beschreibung|aufgaben|missions|descripción|tareas|descrizione|taken",
    ),
];

/// What the columns of a table hold, if the cells are their names.
pub fn of_header(cells: &[String]) -> Option<Vec<Column>> {
    let is_empty = cells.iter().all(|cell| cell.trim().is_empty());
    let columns = cells.iter().map(|cell| named(cell)).collect::<Option<_>>();
    columns.filter(|_| !is_empty)
}

fn named(cell: &str) -> Option<Column> {
    let name = cell.trim().to_lowercase();
    if name.is_empty() {
        return Some(Column::Other);
    }
    let found = NAMES
        .iter()
        .find(|(_, names)| names.split('|').any(|it| it == name));
    found.map(|(column, _)| *column)
}

/// A row as lines: its title, company, place and dates in this order, and below it what else it has. A table without a title and a company is read
/// from left to right.
pub fn lines(columns: &[Column], cells: Vec<String>) -> Vec<Line> {
    let of = |column: Column| {
        let of = columns.iter().zip(&cells).filter(|(it, _)| **it == column);
        let texts: Vec<&str> = of.map(|(_, cell)| cell.trim()).collect();
        texts.join(" ").trim().to_owned()
    };
    let has = |column: Column| columns.contains(&column);
    if !has(Column::Title) || !has(Column::Company) {
        return vec![Line::row(cells)];
    }
    let start = of(Column::Start);
    let dates = if start.is_empty() {
        of(Column::Dates)
    } else {
        format!("{start} – {}", of(Column::End))
    };
    let named = [Column::Title, Column::Company, Column::Place].map(of);
    let cells = [named.as_slice(), &[dates]].concat();
    let filled = cells
        .iter()
        .map(String::as_str)
        .filter(|cell| !cell.is_empty());
    let row = Line {
        titled: true,
        ..Line::text(filled.collect::<Vec<_>>().join(", "))
    };
    let other = of(Column::Other);
    let below = (!other.is_empty()).then(|| Line {
        kind: Kind::Bullet(0),
        ..Line::text(other)
    });
    std::iter::once(Line { cells, ..row })
        .chain(below)
        .collect()
}
