//! Words over the bullets of a job that say that these are what was done: `Duties:`, `Atividades:`. They are neither a heading of a section nor a statement.

use super::line::{Kind, Line};
use crate::text::bare;

/// Such words.
const LABELS: &str = "duties|main duties|key duties|duties included|duties include|duties and responsibilities|main duties and responsibilities|key duties and responsibilities|\
main responsibilities|key responsibilities|core responsibilities|responsibilities included|responsibilities include|responsible for|role and responsibilities|tasks|main tasks|\
key tasks|activities|main activities|key activities|day to day|day to day duties|what i did|\
aufgaben|hauptaufgaben|aufgabenbereich|aufgabenbereiche|aufgabengebiet|aufgabengebiete|aufgabenschwerpunkte|tätigkeit|tätigkeiten|haupttätigkeiten|tätigkeitsbereich|tätigkeitsbereiche|\
tätigkeitsschwerpunkte|schwerpunkte|verantwortlichkeiten|verantwortung|aufgaben und verantwortung|wesentliche aufgaben|meine aufgaben|verantwortlich für|zuständig für|\
missions|missions principales|principales missions|mission|mission principale|tâches|tâches principales|principales tâches|tâches effectuées|tâches réalisées|activités|activités principales|\
activités exercées|activités réalisées|responsabilités|responsabilités principales|missions et responsabilités|mes missions|missions réalisées|missions confiées|fonctions|fonctions exercées|\
funciones|funciones principales|principales funciones|funciones realizadas|funciones desempeñadas|funciones y responsabilidades|tareas|tareas principales|tareas realizadas|principales tareas|\
responsabilidades|principales responsabilidades|actividades|actividades realizadas|actividades principales|\
mansioni|mansioni svolte|mansioni principali|principali mansioni|mansioni e responsabilità|attività|attività svolte|attività svolta|attività principali|principali attività|principali attività e responsabilità|\
principali mansioni e responsabilità|compiti|compiti principali|compiti svolti|responsabilità|\
atividades|atividades principais|principais atividades|atividades desenvolvidas|atividades realizadas|atividades exercidas|principais atividades e responsabilidades|actividades desenvolvidas|\
atribuições|principais atribuições|funções|funções desempenhadas|funções exercidas|principais funções|tarefas|tarefas realizadas|principais tarefas|responsabilidades principais|\
taken|hoofdtaken|voornaamste taken|belangrijkste taken|taken en verantwoordelijkheden|werkzaamheden|voornaamste werkzaamheden|belangrijkste werkzaamheden|mijn werkzaamheden|verantwoordelijkheden|\
verantwoordelijk voor|taakomschrijving|activiteiten|\
arbetsuppgifter|huvudsakliga arbetsuppgifter|mina arbetsuppgifter|uppgifter|ansvarsområden|ansvarsområde|ansvar|ansvar och arbetsuppgifter|aktiviteter|\
arbeidsoppgaver|arbejdsopgaver|oppgaver|opgaver|ansvarsområder|hovedoppgaver|primære opgaver|\
obowiązki|główne obowiązki|zakres obowiązków|obowiązki i odpowiedzialność|zadania|główne zadania|zakres zadań|zakres odpowiedzialności|odpowiedzialność|czynności|wykonywane czynności";

/// True for such words with a colon, or above a bullet; what is below them is the text of a job.
pub(super) fn is_label(line: &Line, next: Option<&Line>) -> bool {
    let text = line.text.trim();
    let has_colon = text.ends_with([':', '：']);
    let is_above = next.is_some_and(|next| next.is_bullet() && !next.fresh);
    let is_text = next.is_some_and(|next| next.kind == Kind::Text && !next.gap && !next.fresh);
    let is_free = line.kind == Kind::Text && line.cells.len() < 2 && !line.fresh;
    let key = bare(&text.to_lowercase());
    is_free && (is_above || has_colon && is_text) && LABELS.split('|').any(|label| label == key)
}

#[cfg(test)]
mod tests {
    use super::is_label;
    use crate::resume::line::{Kind, Line};

    #[test]
    fn labels_need_a_colon_or_a_bullet_below_them() {
        let bullet = Line {
            kind: Kind::Bullet(0),
            ..Line::text("Ovens")
        };
        assert!(is_label(
            &Line::text("Principais atividades:"),
            Some(&bullet)
        ));
        assert!(is_label(&Line::text("Aufgaben"), Some(&bullet)));
        let text = Line::text("Ovens");
        assert!(is_label(&Line::text("Duties:"), Some(&text)));
        assert!(!is_label(&Line::text("Duties"), Some(&text)));
        assert!(!is_label(&Line::text("Duties:"), None));
    }
}
