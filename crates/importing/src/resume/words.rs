//! Words by which titles, companies, schools and degrees are told apart.

/// Names of jobs, and the ends of such names.
const TITLES: &str = "planner clerk engineer manager developer analyst designer consultant director officer assistant lead leader head chief ceo cto cfo coo founder \
 intern trainee apprentice teacher nurse driver cook chef editor writer architect administrator coordinator specialist technician operator \
 supervisor accountant lawyer researcher scientist professor lecturer student hand porter fitter runner usher smith potter ringer crew \
 volunteer member associate advisor adviser representative agent secretary owner freelancer president partner treasurer mentor tutor \
 leiter leiterin leitung entwickler entwicklerin ingenieur ingenieurin berater beraterin kaufmann kauffrau fachkraft sachbearbeiter \
 sachbearbeiterin referent referentin mitarbeiter mitarbeiterin assistent assistentin praktikant praktikantin werkstudent werkstudentin \
 auszubildende auszubildender lehrer lehrerin koch köchin zöllner geschäftsführer geschäftsführerin projektleiter projektleiterin \
 ingénieur ingénieure développeur développeuse chargé chargée responsable directeur directrice assistante stagiaire chef cheffe \
 technicien technicienne vendeur vendeuse professeur enseignant enseignante comptable cuisinier cuisinière bénévole consultante \
 ingeniero ingeniera desarrollador desarrolladora gerente jefe jefa responsable analista técnico técnica director directora \
 administrativo administrativa profesor profesora becario becaria vendedor vendedora cocinero cocinera voluntario voluntaria \
 ingegnere sviluppatore sviluppatrice impiegato impiegata direttore direttrice tirocinante insegnante cuoco cuoca consulente tecnico \
 engenheiro engenheira desenvolvedor desenvolvedora estagiário estagiária professora cozinheiro gestor gestora coordenador \
 medewerker ontwikkelaar adviseur beheerder stagiair stagiaire leraar kok vrijwilliger projectleider hoofd";
/// Ends of words for jobs.
const TITLE_ENDS: [&str; 12] = [
    "keeper", "maker", "worker", "grapher", "ologist", "ician", "eerin", "ateur", "atrice", "euse",
    "inger", "tester",
];
/// Ends of words that are mostly for jobs.
const TITLE_LIKE_ENDS: [&str; 16] = [
    "er", "or", "ist", "erin", "istin", "eur", "euse", "iste", "ista", "dor", "dora", "ero", "era",
    "eira", "eiro", "iere",
];
/// Words of names of companies.
const COMPANIES: &str = "gmbh ag kg ltd limited llc inc corp corporation co company plc sa sas sarl srl spa bv nv ab oy as aps group gruppe groupe holding \
 partners associates sons söhne fils hijos bros works mills mill bank hotel hospital agency studio studios systems solutions services \
 technologies labs société sl slu lda ltda ag eg ohg ug mbh asbl vzw cv kk pty pte ab hf spółka sp institute foundation stiftung verein club station port hall quay yard house museum trust council ministry stadt ville ayuntamiento comune";
/// Words of names of schools.
const SCHOOLS: &str = "school university college institute academy polytechnic faculty conservatory gymnasium schule hochschule fachhochschule universität \
 akademie institut realschule gesamtschule berufsschule uni école universite université lycée faculté collège universidad universitat escuela instituto \
 facultad colegio università scuola istituto liceo politecnico accademia universidade escola faculdade colégio universiteit hogeschool \
 lyceum academie tu eth mit epfl";
/// Words of degrees.
const DEGREES: &str = "bsc ba msc ma phd bachelor bachelors bachelor's master masters master's doctor doctorate mba beng meng bed med llb llm diploma diplom magister \
 abitur matura fachabitur staatsexamen promotion ausbildung degree certificate associate licence baccalauréat bac doctorat bts dut maîtrise diplôme \
 licenciatura grado máster doctorado bachillerato título laurea magistrale triennale dottorato maturità diploma mestrado licenciado \
 doutoramento bacharelado hbo vwo havo mbo propedeuse b.sc m.sc b.a m.a ph.d b.sc. m.sc. b.a. m.a. ph.d. gcse gcses hnd btec";

fn count(text: &str, list: &str) -> usize {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !(c.is_alphanumeric() || ".'’".contains(c)))
        .filter(|word| !word.is_empty() && list.split_whitespace().any(|known| known == *word))
        .count()
}

/// How much a text looks like a title (above 0) or a company (below 0).
pub fn title_score(text: &str) -> i32 {
    let words = text.to_lowercase();
    let last = words.split_whitespace().next_back().unwrap_or_default();
    let ends = TITLE_ENDS
        .iter()
        .any(|end| last.ends_with(end) && last.len() > end.len());
    // Most names of jobs end like this, but names of people and companies do as well.
    let mut ends_like = [words.split_whitespace().next().unwrap_or_default(), last]
        .into_iter()
        .flat_map(|word| TITLE_LIKE_ENDS.iter().map(move |end| (word, end)));
    let like = ends_like.any(|(word, end)| word.ends_with(end) && word.len() > end.len() + 2);
    let title =
        2 * i32::try_from(count(text, TITLES)).unwrap_or(0) + i32::from(ends) + i32::from(like);
    let marks = i32::from(text.contains('&')) + i32::try_from(count(text, COMPANIES)).unwrap_or(0);
    let school = i32::try_from(count(text, SCHOOLS)).unwrap_or(0);
    title - marks - school
}

/// True for the name of a school.
pub fn is_school(text: &str) -> bool {
    let ends = [
        "schule",
        "universität",
        "gymnasium",
        "hochschule",
        "akademie",
        "kolleg",
        "school",
        "skole",
        "skola",
    ];
    let lower = text.to_lowercase();
    count(text, SCHOOLS) > 0
        || lower
            .split_whitespace()
            .any(|word| ends.iter().any(|end| word.ends_with(end)))
}

/// True for a degree.
pub fn is_degree(text: &str) -> bool {
    count(text, DEGREES) > 0
}

/// True for a text that is a sentence, and no name of anything.
pub fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words > 12
        || (text.ends_with(['.', '!', '?', ';'])
            && words > 2
            && !text.ends_with("Inc.")
            && !text.ends_with("Ltd.")
            && !text.ends_with("Co."))
}

/// The parts of a line of a title and a company, in their order: between cells, dots, bars, dashes, `at`, or else commas.
pub fn parts(text: &str, cells: &[String]) -> (Vec<String>, bool) {
    if cells.len() > 1 {
        return (cells.to_vec(), false);
    }
    for separator in [" · ", " • ", " | ", " — ", " – ", " - ", " / ", "\t"] {
        let found: Vec<String> = text
            .split(separator)
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect();
        if found.len() > 1 {
            return (found, false);
        }
    }
    for separator in [" at ", " @ ", " bei ", " chez ", " bij ", " presso "] {
        if let Some((first, second)) = text.split_once(separator) {
            return (
                vec![first.trim().to_owned(), second.trim().to_owned()],
                true,
            );
        }
    }
    let found: Vec<String> = crate::lists::split(text);
    (found, false)
}
