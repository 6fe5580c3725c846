//! What the head of an entry says of a school: its name, the degree and the field, in whatever order they stand.

use super::school_parts::{Part, STATES, parts};
use crate::resume::{
    degree::Degree,
    grades::{self, is_grade},
    line::{Kind, Line},
    single, site, span,
    study::{
        is_entrance, is_field, is_graduation, is_known_school, is_study, is_whole, names_study,
    },
    words::{is_degree, is_school, is_sentence, title_score},
};

/// Kinds of schools that are also what one leaves them with.
const KINDS: [&str; 5] = [
    "Gymnasium",
    "Lyceum",
    "Atheneum",
    "Realschule",
    "Hauptschule",
];
/// What apprenticeships begin with.
const APPRENTICESHIPS: [&str; 6] = [
    "Lehre ",
    "Ausbildung ",
    "Berufsausbildung ",
    "Apprenticeship",
    "Apprentissage",
    "Leerling",
];
/// The systems of universities whose names end with their places.
const CAMPUSES: [&str; 8] = [
    "University of California",
    "University of Texas",
    "University of North Carolina",
    "University of Wisconsin",
    "University of Illinois",
    "University of Maryland",
    "California State University",
    "State University of New York",
];
/// What a head says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct School {
    /// The school.
    pub name: String,
    /// The degree.
    pub degree: String,
    /// The field.
    pub field: String,
    /// What is none of these, such as a place or a grade.
    pub left: Vec<String>,
    /// True if the date beside it is the first one.
    pub is_entrance: bool,
    /// True if the degree stands before the school.
    degree_before: bool,
    /// The number of parts before the school, without the degree.
    behind: usize,
}

/// Reads a head; none if it is not certain which part is the school.
pub(super) fn read(head: &[Line]) -> Option<School> {
    let mut parts = parts(head);
    let unfinished: Vec<Part> = parts
        .extract_if(.., |part| grades::is_unfinished(&part.text))
        .collect();
    let is_entrance = parts.iter().any(|part| is_entrance(&part.text));
    parts.retain(|part| !self::is_entrance(&part.text) && !is_graduation(&part.text));
    let at = school(&parts)?;
    let mut name = parts.remove(at);
    let (bare, beside) = without_remark(&name.text);
    let (bare, beside) = (bare.to_owned(), beside.map(str::to_owned));
    let beside: Vec<String> = beside.into_iter().chain(name.remark.take()).collect();
    name.text = bare;
    let is_of_system = CAMPUSES.iter().any(|system| name.text == *system);
    let next = parts.get(at).filter(|next| next.run == name.run);
    if is_of_system && next.is_some_and(|next| !next.is_study()) {
        let campus = parts.remove(at);
        name.text = format!("{}, {}", name.text, campus.text);
    }
    let mut school = School {
        name: name.text,
        is_entrance,
        left: beside,
        ..School::default()
    };
    school.degree(&mut parts, at);
    // "Diploma, Elm School, Mallow": what is behind the degree and its school is a place, unless it names a field.
    let is_last = school.degree_before && !school.degree.is_empty();
    let is_free = |part: &Part| {
        let is_kind = KINDS.contains(&part.text.as_str());
        !is_grade(&part.text)
            && (is_kind || !part.is_other_school())
            && !is_place(&part.text, &parts, &school.name)
    };
    // "CAP Cuisine", "Lehre als Koch" name their fields: what is behind the school is its town.
    let has_field = names_field(&school.degree);
    let field = parts
        .iter()
        .position(|part| is_free(part) && (!has_field || is_field(&part.text)));
    let field = field.filter(|at| {
        let part = parts.get(*at);
        !is_last || *at < school.behind || part.is_some_and(|part| is_field(&part.text))
    });
    let takes_field = school.field.is_empty() && !grades::is_exam(&school.degree);
    if let Some(at) = field.filter(|_| takes_field) {
        let Part { text, remark, .. } = parts.remove(at);
        school.left.extend(remark);
        // Without a degree, what is no field of study is one.
        if school.degree.is_empty() && !is_field(&text) {
            school.degree = text;
        } else {
            school.field = text;
        }
    }
    let (field, honours) = grades::apart(&school.field);
    let honours: Vec<String> = Some(honours.to_owned())
        .filter(|it| !it.is_empty())
        .into_iter()
        .collect();
    school.field = field.to_owned();
    let parts = parts.into_iter().map(Part::whole);
    school.left.extend(honours.into_iter().chain(parts));
    school.left.extend(unfinished.into_iter().map(Part::whole));
    Some(school)
}

/// True for a degree of a trade or of a kind of school, which names its field.
fn names_field(degree: &str) -> bool {
    const STARTS: [&str; 9] = [
        "CAP ",
        "BEP ",
        "BTS ",
        "DUT ",
        "BP ",
        "MBO ",
        "HBO ",
        "VMBO",
        "Diploma di ",
    ];
    let mut starts = STARTS.iter().chain(&APPRENTICESHIPS);
    starts.any(|start| degree.starts_with(start))
}

/// A school without a remark behind it, which is no part of its name: `Hogeschool Utrecht (diploma behaald)`.
fn without_remark(name: &str) -> (&str, Option<&str>) {
    let parted = name
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once(" ("));
    match parted {
        Some((name, remark))
            if is_school(name) && (remark.starts_with(char::is_lowercase) || is_remark(remark)) =>
        {
            (name, Some(remark))
        }
        _ => (name, None),
    }
}

impl School {
    /// Takes the degree, and the field that is written with it.
    fn degree(&mut self, parts: &mut Vec<Part>, school: usize) {
        self.behind = school;
        let Some(at) = parts.iter().position(Part::is_study) else {
            return;
        };
        self.degree_before = at < school;
        self.behind = school - usize::from(at < school);
        let first = parts.remove(at);
        let Degree { name, field } = Degree::of(&first.text);
        (self.degree, self.field) = (name, field);
        self.left.extend(first.remark);
        // "Bachelor of Science - BS, Tides": the short name beside it.
        let short = |next: &&Part| next.run == first.run + 1 && Degree::is_short(&next.text);
        if let Some(next) = parts.get(at).filter(short) {
            self.degree = format!("{} - {}", self.degree, next.text);
            parts.remove(at);
        }
    }
}

/// The lines with those bullets that name a school or a degree and a date as the lines that they are.
pub(super) fn unbulleted(lines: &[Line]) -> Vec<Line> {
    let mut is_list = true;
    let unbulleted = |line: &Line| {
        // Bullets below a line are what it says more.
        is_list &= line.is_bullet();
        without_bullet(line, is_list)
    };
    lines.iter().map(unbulleted).collect()
}

fn without_bullet(line: &Line, is_list: bool) -> Line {
    let is_short = line.text.chars().count() < 100 && !is_sentence(&line.text);
    let first = line.text.split([',', '|', '–', '—', '(']).next();
    // "Member of the School Choir" is no school.
    let is_title = |text: &str| title_score(text) > 0 && !is_study(text) && !is_known_school(text);
    let is_first = first.is_some_and(|first| names_study(first) && !is_title(first));
    let is_named = is_first || is_list && is_whole(&line.text);
    let is_dated = || {
        let (text, order) = (line.text.as_str(), line.order);
        let has_span = || span::find(text, order).is_some_and(|span| !span.inside);
        single::at_end(text, order).is_some() || single::among(text, order).is_some() || has_span()
    };
    if line.kind == Kind::Bullet(0) && is_short && is_named && is_dated() {
        return Line {
            kind: Kind::Text,
            gap: true,
            ..line.clone()
        };
    }
    line.clone()
}

fn is_remark(text: &str) -> bool {
    grades::is_honour(text) || grades::is_minor(text)
}

/// Which part is the school: one that says so, or else the only one that can be.
fn school(parts: &[Part]) -> Option<usize> {
    // "Gymnasium, Christelijk Lyceum Delft": a kind of school beside the name of one.
    let is_bare = |text: &str| !text.contains(' ');
    let named: Vec<usize> = (0..parts.len())
        .filter(|at| {
            parts
                .get(*at)
                .is_some_and(|part| !part.is_city && part.is_school())
        })
        .collect();
    if let [first, second] = named.as_slice()
        && let (Some(one), Some(two)) = (parts.get(*first), parts.get(*second))
        && is_bare(&one.text) != is_bare(&two.text)
        && KINDS.contains(&one.text.as_str()) | KINDS.contains(&two.text.as_str())
    {
        return Some(if is_bare(&one.text) { *second } else { *first });
    }
    let find = |is: &dyn Fn(&str) -> bool| {
        let mut parts = parts.iter();
        parts.position(|part| !part.is_city && is(&part.text))
    };
    find(&|text| is_known_school(text) && !is_study(text))
        .or_else(|| find(&|text| is_school(text) && !is_degree(text)))
        .or_else(|| find(&|text| is_school(text) && !is_study(text)))
        .or_else(|| unnamed(parts))
}

/// The school among parts that do not say which one it is.
fn unnamed(parts: &[Part]) -> Option<usize> {
    let degree = parts.iter().find(|part| part.is_study());
    let others = parts.iter().enumerate().filter(|(_, part)| {
        !part.is_study() && !is_grade(&part.text) && !is_place(&part.text, parts, "")
    });
    let mut others: Vec<(usize, &Part)> = others.collect();
    // "VMBO-T, X11, Utrecht": a name with a number may be the school, so that the place is none.
    let has_name = |part: &Part| {
        let has_digit = part.text.ends_with(|c: char| c.is_ascii_digit());
        has_digit && part.text.starts_with(char::is_uppercase) && !grades::is_minor(&part.text)
    };
    let is_open = parts.iter().any(|part| !part.is_study() && has_name(part));
    if !is_open && others.iter().all(|(_, part)| is_field(&part.text)) {
        // A place may be the name of a school where nothing else is.
        let places = parts.iter().enumerate().filter(|(_, part)| {
            !part.is_study() && !is_field(&part.text) && site::is_place(&part.text)
        });
        others.extend(places);
    }
    let free: Vec<_> = others
        .iter()
        .filter(|(_, part)| !is_field(&part.text))
        .collect();
    let (first, more) = match free.as_slice() {
        [] => return others.first().map(|(at, _)| *at),
        [first, more @ ..] => (first, more),
    };
    let Some(degree) = degree.filter(|_| !more.is_empty()) else {
        return Some(first.0);
    };
    // "Lehre als Zimmermann, Holz AG, Bern": who gave the apprenticeship says its legal form.
    let has_form = |part: &Part| reading::company::Name::read(&part.text).form.is_some();
    if let Some(company) = free.iter().find(|(_, part)| has_form(part)) {
        return Some(company.0);
    }
    // "Ausbildung zum Tischler, Tischlerei Brandt, Genthin": the place is behind who gave it.
    let mut starts = APPRENTICESHIPS.iter();
    if free.len() == 2 && starts.any(|start| degree.text.starts_with(start)) {
        return Some(first.0);
    }
    // A degree that names its field stands beside the school and its place.
    let is_named = !Degree::of(&degree.text).field.is_empty() || free.len() < others.len();
    if is_named {
        return Some(first.0);
    }
    let mut apart = free.iter().filter(|(_, part)| part.run != degree.run);
    let only = apart.next()?;
    apart.next().is_none().then_some(only.0)
}

/// `MA` behind `Boston`, `Boston` before `MA`, `Stanford` beside its university, a country, or another place that is known.
fn is_place(text: &str, parts: &[Part], school: &str) -> bool {
    let at = parts.iter().position(|part| part.text == text);
    let part = |at: usize| parts.get(at);
    let is_state = |part: Option<&Part>| {
        part.is_some_and(|part| part.is_state || STATES.split(' ').any(|state| state == part.text))
    };
    let before_state = is_state(at.and_then(|at| part(at + 1))) && !is_field(text);
    let beside = school.split_whitespace().any(|word| word == text);
    let is_country = reading::place::country(text).is_some() && text.len() > 2;
    let is_known = !is_field(text) && site::is_place(text);
    let is_city = at.and_then(part).is_some_and(|part| part.is_city);
    is_state(at.and_then(part)) || is_city || before_state || beside || is_country || is_known
}
