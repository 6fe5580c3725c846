//! Words by which titles, companies, schools and degrees are told apart.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    eastern::{eastern_parts, eastern_score},
    site::is_large,
};

/// Names of jobs, and the ends of such names.
const TITLES: &str = include_str!("titles.txt");
/// Ends of words for jobs.
const TITLE_ENDS: [&str; 25] = [
    "referent",
    "referentin",
    "beauftragte",
    "beauftragter",
    "assistent",
    "assistentin",
    "studentin",
    "keeper",
    "maker",
    "worker",
    "grapher",
    "ologist",
    "ician",
    "eerin",
    "ateur",
    "atrice",
    "euse",
    "inger",
    "tester",
    "angestellte",
    "angestellter",
    "fachfrau",
    "fachmann",
    "kauffrau",
    "kaufmann",
];
/// Ends of words that are mostly for jobs.
const TITLE_LIKE_ENDS: [&str; 17] = [
    "er", "or", "ist", "erin", "istin", "eur", "euse", "iste", "ista", "dor", "dora", "ero", "era",
    "eira", "eiro", "iere", "ière",
];
/// Ends of words of names of companies.
const COMPANY_ENDS: [&str; 7] = [
    "klinik",
    "klinikum",
    "krankenhaus",
    "werkstatt",
    "bäckerei",
    "apotheke",
    "ziekenhuis",
];
/// Words of names of companies.
const COMPANIES: &str = "gmbh ag kg ltd limited llc inc corp corporation co company plc sa sas sarl srl spa bv nv ab oy as aps group gruppe groupe holding \
 partners associates sons söhne fils hijos bros center centre zentrum works mills mill bank hotel hospital agency studio studios systems solutions services \
 technologies labs société sl slu lda ltda ag eg ohg ug mbh asbl vzw cv kk pty pte ab hf spółka sp institute foundation stiftung verein club station port hall quay yard house museum trust council ministry kft zrt bt nyrt rt oyj hb kb spj zoo \
 gbr eup ltd. llp lp sro sp ооо зао оао пао ао ип тов ідв şti inc. corp. co. kgaa a/s as spzoo sca scop eurl sasu eirl sc \
 association fondation mairie szpital agentur kancelaria kanzlei trattoria ristorante boulangerie clinique klinik spedition bäckerei werkstatt autohaus \
 klinikum universitätsklinikum krankenhaus gasthof gasthaus wirtshaus alpenhotel hôpital ospedale hostal hôtel camping praxis salon restaurant supermercados zapaterías café sociedad cooperativa coop cooperative council brothers atelier bureau büro office shop store market farm factory garage laden stadt ville ayuntamiento comune \
 infirmary hospice nhs clinic clínica clinica fundación fondazione fundação szpital urząd gmina gemeente kommun sjukhus förskola sparkasse stadtwerke landratsamt";
/// Words of names of schools.
const SCHOOLS: &str = "school university college institute academy polytechnic faculty conservatory gymnasium schule hochschule fachhochschule universität \
 akademie institut instituut atheneum realschule gesamtschule berufsschule uni école universite université lycée faculté collège universidad universitat escuela instituto \
 facultad colegio università scuola istituto liceo politecnico accademia universidade escola faculdade colégio universiteit hogeschool \
 lyceum academie cifp cip ifp grundschule grundschulen høgskolen høyskolen højskolen scholengemeenschap akademia zasadnicza lycee komvux yrkeshögskola yrkeshögskolan vuxenutbildning volkshochschule gymnase tu eth epfl kolleg szkoła uniwersytet politechnika liceum technikum uczelnia skola högskola universitet \
 gymnasieskola gymnasiet gymnasieskolan högskolan folkhögskolan folkhögskola skole videregående høgskole højskole handelsskole škola univerzita fakulta gymnázium učiliště střední vysoká \
 yliopisto ammattikorkeakoulu lukio koulu egyetem főiskola iskola gimnázium universitatea liceul facultatea școala sveučilište univerzitet \
 университет институт школа колледж академия гимназия техникум училище лицей університет інститут академія коледж ліцей гімназія \
 üniversite üniversitesi lisesi fakültesi okulu πανεπιστήμιο σχολή σχολείο iut iep ecole uned cipfp ies ceip ifsi cfa cfp ipn unam rwth kit fh hs ucl lse awf sgh";
/// Words of degrees.
const DEGREES: &str = "bsc ba msc ma phd bachelor bachelors bachelor's master masters master's doctor doctorate mba beng meng bed med llb llm diploma diplom magister \
 abitur matura fachabitur staatsexamen promotion ausbildung degree certificate associate licence baccalauréat bac doctorat bts dut tso bso kso maîtrise diplôme \
 licenciatura grado máster doctorado bachillerato título laurea magistrale triennale dottorato maturità diploma mestrado licenciado \
 doutoramento bacharelado hbo vwo havo mbo propedeuse cap bep bac+2 bac+3 bac+5 deug dea dess brevet master1 master2 curso ciclo bacharel tecnólogo mestre especialização \
 pós-graduação maturité qualifica especialización specializzazione spécialisation erasmus gesellenbrief meisterbrief lehre fachhochschulreife hochschulreife mittlere reife realschulabschluss hauptschulabschluss \
 vordiplom diplom-ingenieur dipl.-ing. dipl. magister matura licencjat doktorat studia kandidatexamen magisterexamen \
 masterexamen examen högskoleexamen kandidat bachelorgrad mastergrad fagbrev svennebrev svendebrev hf hhx stx maturita bakalář \
 výuční ylioppilas kandidaatti maisteri érettségi diplomă licență бакалавр магистр диплом аттестат магістр lisans ön yüksek \
 a-levels a-level gcse hnc nvq apprenticeship b.eng. m.eng. b.ed. m.phil mphil bba pgce pgdip postgraduate undergraduate \
 grau ingeniería ingegneria geprüfter b.sc m.sc b.a m.a ph.d b.sc. m.sc. b.a. m.a. ph.d. gcse gcses hnd btec kcse kcpe waec wassce igcse cbse icse hsc ssc h.s.c h.s.c. s.s.c s.s.c. mgr. bc. lts mts mavo vmbo mulo";

type Words = LazyLock<HashSet<&'static str>>;
static TITLE_WORDS: Words = LazyLock::new(|| TITLES.split_whitespace().collect());
static COMPANY_WORDS: Words = LazyLock::new(|| COMPANIES.split_whitespace().collect());
static SCHOOL_WORDS: Words = LazyLock::new(|| SCHOOLS.split_whitespace().collect());
static DEGREE_WORDS: Words = LazyLock::new(|| DEGREES.split_whitespace().collect());

/// How many words of a text are in a list.
fn count(text: &str, list: &HashSet<&str>) -> usize {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !(c.is_alphanumeric() || ".'’".contains(c)))
        .filter(|word| list.contains(word))
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
    let named = count(text, &TITLE_WORDS);
    // So do names of places: "Denver", "Hannover".
    let like = like && (named > 0 || !is_place(text));
    let title = 2 * i32::try_from(named).unwrap_or(0) + i32::from(ends) + i32::from(like);
    let marks = i32::from(text.contains('&') || text.contains(" + "))
        + i32::try_from(count(text, &COMPANY_WORDS)).unwrap_or(0);
    // "Schmidt & Partner" is a company, and a partner a title.
    let is_firm = [
        "& partner",
        "+ partner",
        "und partner",
        "and partners",
        "et associés",
    ]
    .iter()
    .any(|end| words.contains(end));
    let marks = marks + 3 * i32::from(is_firm) + i32::from(ends_as_company(text));
    let school =
        i32::try_from(count(text, &SCHOOL_WORDS)).unwrap_or(0) + i32::from(names_mit(text));
    title - marks - school + eastern_score(text)
}

/// True for a text with a word of companies: `Hôpital Riviera`.
pub fn names_company(text: &str) -> bool {
    count(text, &COMPANY_WORDS) > 0 || ends_as_company(text)
}

fn ends_as_company(text: &str) -> bool {
    let lower = text.to_lowercase();
    let ends = |word: &str| {
        let mut ends = COMPANY_ENDS.iter();
        ends.any(|end| word.ends_with(end) && word.len() > end.len())
    };
    lower.split_whitespace().any(ends)
}

/// True for a large city or a country, or a city and where it lies.
fn is_place(text: &str) -> bool {
    let found = reading::place::find(text);
    let is_named = text.starts_with(char::is_uppercase);
    is_named
        && found
            .first()
            .is_some_and(|place| text.contains(", ") || is_large(place))
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
        "skolan",
        "gymnasiet",
    ];
    let lower = text.to_lowercase();
    count(text, &SCHOOL_WORDS) > 0
        || names_mit(text)
        || lower
            .split_whitespace()
            .any(|word| ends.iter().any(|end| word.ends_with(end)))
}

/// True for a text with `MIT`; in small letters it is a German word.
fn names_mit(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| word == "MIT")
}

/// True for a degree.
pub fn is_degree(text: &str) -> bool {
    // "A-levels", "Bac+2"
    let joined = || {
        let lower = text.to_lowercase();
        let mut words = lower.split(|c: char| c.is_whitespace() || ",;:()".contains(c));
        words.any(|word| word.contains(['-', '+']) && DEGREE_WORDS.contains(word))
    };
    count(text, &DEGREE_WORDS) > 0 || joined()
}

/// True for a text that is a sentence, and no name of anything.
pub fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words > 12
        || text.ends_with(['.', '!', '?', ';'])
            && words > 2
            && !ends_with_form(text)
            && !ends_with_state(text)
}

/// True for a place that ends with the short name of where it lies: `Oak S.A. | Tonalá, Jal.`
fn ends_with_state(text: &str) -> bool {
    let state = text
        .rsplit_once(", ")
        .and_then(|(_, state)| state.strip_suffix('.'));
    state.is_some_and(|state| {
        (2..=5).contains(&state.chars().count())
            && state.starts_with(char::is_uppercase)
            && state.chars().all(char::is_alphabetic)
    })
}

/// True for a name that ends with an abbreviation: `Oak Inc.`, `Strzecha Sp. z o.o.`, `Došky s.r.o.`.
fn ends_with_form(text: &str) -> bool {
    const FORMS: [&str; 14] = [
        "inc.", "ltd.", "co.", "corp.", "bros.", "jr.", "sr.", "llc.", "pty.", "ing.", "gmbh.",
        "st.", "inh.", "şti.",
    ];
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let last = last.to_lowercase();
    let inner = last.trim_end_matches('.');
    let letters = |part: &str| (1..=2).contains(&part.chars().count());
    // "Sp. k.": an abbreviation behind another one.
    let mut words = text.split_whitespace().rev().skip(1);
    let is_behind = words
        .next()
        .is_some_and(|word| word.ends_with('.') && word.len() <= 4);
    FORMS.contains(&last.as_str())
        || is_behind && letters(inner)
        || (inner.contains('.') && inner.split('.').all(letters))
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
    for separator in [
        " at ",
        " @ ",
        " bei der ",
        " bei dem ",
        " bei den ",
        " beim ",
        " bei ",
        " chez ",
        " bij ",
        " presso ",
        " c/o ",
        " hos ",
        " w firmie ",
    ] {
        let parted = text.split_once(separator);
        // "First Aid at Work" is one name.
        let is_whole = |second: &str| {
            let lower = second.to_lowercase();
            let is_part = ["work", "height", "grade"]
                .iter()
                .any(|word| lower.starts_with(word));
            separator == " at " && is_part
        };
        if let Some((first, second)) = parted.filter(|(_, second)| !is_whole(second)) {
            return (
                vec![first.trim().to_owned(), second.trim().to_owned()],
                true,
            );
        }
    }
    if let Some(names) = eastern_parts(text) {
        return (names, false);
    }
    (listed(text), false)
}

/// The parts of a list, of which a legal form is none: `Fabrikam, Inc.` is one.
pub fn listed(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let listed = crate::lists::split(text);
    let has_more = listed.len() > 2;
    for part in listed {
        match parts.last_mut() {
            Some(name) if is_form(&part) || has_more && is_firm(name, &part) => {
                name.push_str(", ");
                name.push_str(&part);
            }
            _ => parts.push(part),
        }
    }
    parts
}

/// True for the first of several names of a firm, and the others: `Smith`, `Jones & Partners`.
fn is_firm(first: &str, others: &str) -> bool {
    let is_name = |word: &str| {
        let is_letters = word.chars().all(|c| c.is_alphabetic() || "'’-".contains(c));
        is_letters && word.starts_with(char::is_uppercase)
    };
    let parted = others
        .split_once(" & ")
        .or_else(|| others.split_once(" and "));
    let is_listed = |word: &str| {
        let lower = word.to_lowercase();
        let is_like = TITLE_LIKE_ENDS.iter().any(|end| lower.ends_with(end));
        is_like || TITLE_WORDS.contains(lower.as_str()) || reading::skill::find(word).is_some()
    };
    parted.is_some_and(|(second, more)| {
        let last = more.split(' ').next().unwrap_or_default();
        let has_form = || reading::company::Name::read(others).form.is_some();
        let is_group = count(more, &COMPANY_WORDS) > 0 || has_form();
        is_name(first) && is_name(second) && is_name(last) && is_group && !is_listed(first)
    })
}

/// True for a legal form alone: `Inc.`. Two capitals may be a state.
pub fn is_form(text: &str) -> bool {
    let is_long = text.len() > 2 && text.len() < 20;
    let with_name = || reading::company::Name::read(&format!("name {text}"));
    is_long && with_name().form.is_some_and(|_| with_name().base == "name")
}
