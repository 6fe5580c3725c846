//! Words of degrees, fields of study and schools, by which the parts of a line of a school are told apart.

use super::{
    site,
    words::{is_degree, is_school},
};
use crate::text;

/// Short names of degrees without their dots, in the case in which they are written.
const SHORT: &str = "BASc MASc BHSc BS BSc BSC BA AB SB BFA BBA BCom BComm BEng BE BEd BTech BArch BMus BCA BPharm BSW BSN LLB MS MSc MSC MA AM MFA MBA EMBA MCom MEng ME \
 MEd MTech MArch Mgr Bc BcA MgA Ing MUDr MVDr JUDr PhDr RNDr ThDr mgr MPH MPA MPP MPhil MRes MSW MCA MIM LLM JD MD DDS DVM PhD PHD DPhil EdD PsyD DBA MChem MPhys MMath MBiol MSci MPharm MMus MDes BDes MLitt MTeach MSt BN MN MBBS MBChB BVSc AA AAS HND HNC PGCE PGDip PGCert DUT BUT";
/// Short names of certificates of schools, in capitals, which have no field of their own: `BP Coiffure`, `VMBO-T`.
const KINDS: &str = "BP CQP BPJEPS DCG DSCG BTM CFGS CFGM ESO VMBO MAVO";
/// Words of fields of study.
const FIELDS: &str = "science sciences engineering history economics mathematics math maths physics chemistry biology law laws psychology sociology \
 philosophy literature linguistics english music art arts design architecture medicine nursing finance accounting marketing business management \
 administration politics political international relations statistics computing informatics technology education journalism communication \
 communications geography geology anthropology theology theatre film robotics robotic electronics electrical mechanical civil chemical software \
 informatik wirtschaftsinformatik betriebswirtschaft betriebswirtschaftslehre volkswirtschaftslehre bwl vwl maschinenbau elektrotechnik mathematik \
 physik chemie biologie geschichte germanistik anglistik jura rechtswissenschaft rechtswissenschaften medizin psychologie philosophie soziologie \
 wirtschaft wirtschaftsingenieurwesen bauingenieurwesen architektur kommunikationsdesign informatique droit économie gestion histoire lettres \
 mathématiques physique chimie biologie psychologie sociologie comptabilité commerce informática derecho economía historia matemáticas física \
 química medicina psicología empresas filosofía periodismo ingegneria economia giurisprudenza storia matematica fisica lettere lingue direito \
 engenharia administração letras mühendisliği mühendislik işletme iktisat hukuk informatyka prawo ekonomia matematyka datavetenskap juridik datalogi jura bedrijfskunde informatica rechten";
/// Names of schools that have no word for a school in them.
const KNOWN: &str = "ut austin|utexas|ucla|nyu|usc|uc berkeley|berkeley|ucsd|ucsb|uc davis|uc irvine|uiuc|unc|suny|cuny|umass|lsu|smu|byu|asu|caltech|\
georgia tech|virginia tech|texas tech|penn state|ohio state|stanford|harvard|yale|princeton|cornell|columbia|duke|dartmouth|oxford|cambridge|imperial|\
sorbonne|la sorbonne|sciences po|hec|hec paris|essec|essec business|escp|edhec|em lyon|emlyon|insead|insa|insa lyon|insa toulouse|polytechnique|\
centralesupélec|ensae|ensta|enseeiht|epita|epitech|telecom paris|télécom paris|ku leuven|uclouvain|ulb|vub|ugent|ghent|tum|lmu|lmu münchen|fu berlin|\
hu berlin|whu|ebs|hsg|rwth|rwth aachen|dhbw|esade|iese|icade|comillas|uam|ucm|upc|upm|upv|uoc|bocconi|luiss|politecnico|usp|unicamp|ufrj|ufmg|\
puc rio|puc-rio|puc-sp|puc-rs|pucrs|puc minas|puc-minas|fgv|itesm|tec de monterrey|uba|itba|utn|iit|iit bombay|iit delhi|iit madras|iit kanpur|iit kharagpur|iim|iim ahmedabad|bits pilani|nit|vit|nus|\
ntu|kaist|postech|tsinghua|fudan|unsw|anu|rmit|monash|ubc|mcgill|waterloo|sfu|chalmers|kth|dtu|ntnu|cbs|bi norwegian|aalto|vu amsterdam|uva|tu delft|\
tu eindhoven|tu/e|tilburg|agh|sgh|technion|mit|eth|eth zürich|epfl|lse|ucl|eth zurich";
/// Words of schools that count before those of their parts, such as faculties.
const HIGH: &str = "university universität universitaet université universidad università universidade universiteit uniwersytet universitet univerzita \
 egyetem universitatea университет üniversitesi hochschule politecnico polytechnique";

/// Degrees that have a word for a school in them.
const OF_SCHOOLS: [&str; 7] = [
    "high school diploma",
    "high school degree",
    "high school certificate",
    "secondary school certificate",
    "higher secondary school certificate",
    "school leaving certificate",
    "ged",
];
/// Words beside `Bootcamp` that name what is learned there, and no school.
const OF_BOOTCAMPS: &str = "coding code web development developer data science software engineering full stack fullstack ux ui design online intensive \
 immersive programming java javascript python bootcamp boot camp";
/// Words for a study that is not at its end.
const PROGRESS: &str = "in progress|ongoing|em andamento|em curso|cursando|en curso|cursando actualmente|en cours|in corso|laufend|w toku|pågående|lopend";
/// The most words of a course.
const COURSE_WORDS_MAX: usize = 12;
/// Short names of degrees that are those of states and provinces, too.
const STATES: [&str; 6] = ["MA", "MD", "ME", "MS", "AB", "MB"];

/// True for a short name of a state behind a city: `MA` behind `Cambridge`. A school and a field of study are no cities.
pub(super) fn is_state_behind(city: &str, code: &str) -> bool {
    let is_other = || is_school(city) || is_study(city) || is_field(city) || is_known_school(city);
    let is_name = || {
        city.chars()
            .all(|c| c.is_alphabetic() || " .'’-".contains(c))
    };
    STATES.contains(&code)
        && city.starts_with(char::is_uppercase)
        && (site::is_place(&format!("{city}, {code}")) || is_name() && !is_other())
}

/// True for a diploma that names the kind of its school: `High School Diploma`.
pub(super) fn is_school_diploma(text: &str) -> bool {
    OF_SCHOOLS.contains(&text.to_lowercase().as_str())
}

/// True for a small word within the name of a school: `University of the Arts`.
pub(super) fn is_connector(word: &str) -> bool {
    const WORDS: &str = "of the and for at de la le les des du d' di der die das für und del y e el los las da do dos van het voor i im in am an & von zu zum zur vom beim unter auf del della delle dei al alla ai aux à sur sous il lo ten ter op bij";
    WORDS.split(' ').any(|it| it == word)
}

fn is_bootcamp(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let is_in = |word: &str| OF_BOOTCAMPS.split_whitespace().any(|it| it == word);
    (lower.contains("bootcamp") || lower.contains("boot camp"))
        && words.all(|word| word.is_empty() || is_in(word))
}

/// True for a part that begins with a degree: `BSc Tides`, `Master en droit`.
pub(super) fn is_study(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let kind = first.split('-').next().unwrap_or_default();
    is_short_name(first)
        || KINDS.split(' ').any(|it| it == kind)
        || is_school_diploma(text)
        || is_bootcamp(text)
        || is_eastern_degree(text)
        || bracketed(text).is_some()
        || is_degree(text) && (!is_school(text) || is_degree(first))
        || first == "Studium"
        || first.starts_with("Diplom-")
        || first.starts_with("Licenciad")
}

/// `Computer Science (B.S.)`: a field, and the degree behind it in brackets.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (field, degree) = text.strip_suffix(')')?.rsplit_once(" (")?;
    let is_name = is_short_name(degree) || degree.split(' ').count() < 3 && is_degree(degree);
    let is_free = !is_study(field) && !is_school(field) && !is_known_school(field);
    (is_name && is_free).then_some((degree, field))
}

/// True for a field with commas and the degree behind it in brackets: `Анализ, аудит (бакалавр)`.
pub(super) fn is_bracketed(text: &str) -> bool {
    bracketed(text).is_some()
        && !text
            .split(',')
            .any(|part| is_school(part) || is_known_school(part))
}

/// Degrees of China, Japan and Korea.
const EASTERN_DEGREES: &str = "博士 硕士 碩士 本科 学士 學士 大专 大專 専門士 修士 학사 석사 박사";
/// Ends of names of fields of study and of their faculties there.
const EASTERN_FIELDS: &str = "学部 学科 研究科 専攻 专业 專業 學系 학과 학부 전공";
/// Ends of names of schools there.
const EASTERN_SCHOOLS: &str =
    "大学 大學 学院 學院 学校 學校 大学院 高校 高等学校 中学 高中 대학교 대학원 대학 고등학교";

fn is_eastern_degree(text: &str) -> bool {
    let ends = |degree: &str| {
        text == degree || text.strip_suffix("学位").or(text.strip_suffix("學位")) == Some(degree)
    };
    EASTERN_DEGREES.split(' ').any(ends)
}

/// True for a school of China, Japan or Korea.
pub(super) fn is_eastern_school(text: &str) -> bool {
    EASTERN_SCHOOLS
        .split(' ')
        .any(|end| text.ends_with(end) && text.len() > end.len())
}

/// True for a line that names a school and a degree in two of its parts.
pub(super) fn is_whole(line: &str) -> bool {
    let parts = line.split([',', '|', '·', '•', '—', '–', '、', '，']);
    let parts = parts.flat_map(|part| part.split(" - ")).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let is_named =
        |part: &&&str| is_known_school(part) || is_school(part) || is_eastern_school(part);
    let is_state = |at: usize| {
        let city = at.checked_sub(1).and_then(|before| parts.get(before));
        let pair = city.zip(parts.get(at));
        at > 1 && pair.is_some_and(|(city, code)| is_state_behind(city, code))
    };
    let studies = parts.iter().enumerate();
    let studies = studies.filter(|(at, part)| is_study(part) && !is_state(*at));
    let degrees = studies.count();
    let schools = parts
        .iter()
        .filter(is_named)
        .filter(|part| !is_study(part))
        .count();
    let begins = parts.first().is_some_and(|first| is_study(first));
    let lasts = begins && parts.len() > 2 && parts.iter().any(|part| is_progress(part));
    (2..=5).contains(&parts.len()) && degrees > 0 && (schools > 0 || lasts)
}

/// True for a course and its school, parted by a dash or a bar, with more words than other names have: `English for Speakers of Other
/// Languages (ESOL) Level 2 - Elm College`.
pub(super) fn is_long_course(line: &str) -> bool {
    let mut signs = [" - ", " – ", " — ", " | ", " · "].iter();
    let parts: Option<Vec<&str>> = signs.find_map(|sign| {
        let parts: Vec<&str> = line.split(*sign).map(str::trim).collect();
        (2..=3).contains(&parts.len()).then_some(parts)
    });
    let is_short = |part: &&str| part.split_whitespace().count() <= COURSE_WORDS_MAX;
    let is_name = |part: &&str| {
        let first = part.chars().next();
        first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
            && !part.ends_with(['.', '!', '?', ';'])
    };
    parts.is_some_and(|parts| {
        let schools = parts
            .iter()
            .filter(|part| is_school(part) || is_known_school(part));
        schools.count() == 1 && parts.iter().all(|part| is_short(part) && is_name(part))
    })
}

/// True for a line that names a school or a degree in one of its parts.
pub(super) fn names_study(line: &str) -> bool {
    let parts = line.split([',', '|', '·', '•', '—', '–', '(', ':', '、', '，']);
    let mut parts = parts.flat_map(|part| part.split(" - ")).map(str::trim);
    parts.any(|part| {
        is_study(part)
            || is_school(part)
            || is_known_school(part)
            || part.split_whitespace().any(is_eastern_school)
    })
}

/// True for words that say that a study is not at its end: `em andamento`.
pub(super) fn is_progress(text: &str) -> bool {
    let lower = text.to_lowercase();
    PROGRESS.split('|').any(|words| words == lower)
}

/// True for a word that says no more than the date beside it: `卒業`.
pub(super) fn is_graduation(text: &str) -> bool {
    ["卒業", "毕业", "畢業", "졸업", "修了"].contains(&text)
}

/// True for a word that says that the date beside it is the first one: `入学`.
pub(super) fn is_entrance(text: &str) -> bool {
    ["入学", "入學", "입학"].contains(&text)
}

/// True for a text with a word of a field of study.
pub(super) fn is_field(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let is_eastern = || EASTERN_FIELDS.split(' ').any(|end| text.ends_with(end));
    let is_listed = words.any(|word| text::is_listed(FIELDS, word));
    (is_listed || is_eastern()) && !is_school(text)
}

/// True for a university, or a school with a name that is known.
pub(super) fn is_known_school(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_known = || KNOWN.split('|').any(|name| name == lower);
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let is_high = words.any(|word| text::is_listed(HIGH, word));
    is_high || is_known() || lower.starts_with("ies ") || is_eastern_school(text)
}

pub(super) fn is_short_name(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| *c != '.').collect();
    let plain = plain.trim_end_matches([',', ':']);
    text::is_listed(SHORT, plain)
}
