//! What the head of an entry says of a school: its name, the degree and the field, in whatever order they stand.

use crate::{
    lists,
    resume::{
        grades::{self, is_grade},
        line::{Kind, Line},
        single, site, span,
        study::{
            Degree, is_bracketed, is_eastern_school, is_entrance, is_field, is_graduation,
            is_known_school, is_state_behind, is_study, is_whole, names_study,
        },
        words::{is_degree, is_school, is_sentence, title_score},
    },
};

/// Signs that part more than a comma does.
const SEPARATORS: [&str; 9] = [" · ", " • ", " | ", " — ", " – ", " - ", " / ", ": ", "\t"];
/// What is before the school behind a degree.
const AT: [&str; 14] = [
    " at the ", " at ", " @ ", " from ", " bei ", " an der ", " chez ", " à l'", " à l’", " à la ",
    " por la ", " bij ", " presso ", " aan de ",
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
}

/// A part of a head.
struct Part {
    text: String,
    /// The number of the run between strong separators that it is in.
    run: usize,
    /// True for `MA` and the like behind a city, where another part is the degree or the school.
    is_state: bool,
    /// True for the city before such a state, where another part is the school.
    is_city: bool,
}

impl Part {
    fn is_study(&self) -> bool {
        !self.is_state && is_study(&self.text)
    }

    fn is_school(&self) -> bool {
        (is_known_school(&self.text) || is_school(&self.text)) && !self.is_study()
    }
}

/// Reads a head; none if it is not certain which part is the school.
pub(super) fn read(head: &[Line]) -> Option<School> {
    let mut parts = parts(head);
    let is_entrance = parts.iter().any(|part| is_entrance(&part.text));
    parts.retain(|part| !self::is_entrance(&part.text) && !is_graduation(&part.text));
    let at = school(&parts)?;
    let mut name = parts.remove(at);
    let (bare, beside) = without_remark(&name.text);
    let (bare, beside) = (bare.to_owned(), beside.map(str::to_owned));
    let beside: Vec<String> = beside.into_iter().collect();
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
    school.degree(&mut parts);
    let is_free =
        |part: &Part| !is_grade(&part.text) && !is_place(&part.text, &parts, &school.name);
    let field = parts.iter().position(is_free);
    if let Some(at) = field.filter(|_| school.field.is_empty()) {
        let text = parts.remove(at).text;
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
    let parts = parts.into_iter().map(|part| part.text);
    school.left.extend(honours.into_iter().chain(parts));
    Some(school)
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
    fn degree(&mut self, parts: &mut Vec<Part>) {
        let Some(at) = parts.iter().position(Part::is_study) else {
            return;
        };
        let first = parts.remove(at);
        let Degree { name, field } = Degree::of(&first.text);
        (self.degree, self.field) = (name, field);
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

/// The parts of the lines, without those that say nothing.
fn parts(head: &[Line]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut run = 0;
    for line in head {
        let cells = match line.cells.as_slice() {
            [] | [_] => std::slice::from_ref(&line.text),
            cells => cells,
        };
        for text in cells.iter().flat_map(|cell| runs(cell)) {
            let texts = whole_fields(whole_numbers(lists::split(text), text)).into_iter();
            parts.extend(texts.map(|text| Part {
                text,
                run,
                is_state: false,
                is_city: false,
            }));
            run += 1;
        }
    }
    mark_states(&mut parts);
    parts
}

/// The parts with those joined that are one field before a degree in brackets: `Анализ`, `учёт и аудит (бакалавр)`.
fn whole_fields(parts: Vec<String>) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for part in parts {
        let goes_on = part.starts_with(char::is_lowercase) && is_bracketed(&part);
        match whole.last_mut() {
            Some(last) if goes_on && !is_study(last) && !is_school(last) => {
                last.push_str(", ");
                last.push_str(&part);
            }
            _ => whole.push(part),
        }
    }
    whole
}

/// The parts with those joined that are one number with a comma: `Note 1,7`.
fn whole_numbers(parts: Vec<String>, text: &str) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for part in parts {
        let digits = |c: char| c.is_ascii_digit();
        match whole.last_mut() {
            Some(last)
                if last.ends_with(digits)
                    && part.starts_with(digits)
                    && text.contains(&format!("{last},{part}")) =>
            {
                last.push(',');
                last.push_str(&part);
            }
            _ => whole.push(part),
        }
    }
    whole
}

/// Tells `Boston, MA` from a degree, and `Cambridge, MA` from a school, if another part is one.
fn mark_states(parts: &mut [Part]) {
    let is_ambiguous = |part: &Part| ["MA", "MD", "ME", "MS"].contains(&part.text.as_str());
    let has_degree = parts
        .iter()
        .any(|part| part.is_study() && !is_ambiguous(part));
    for at in 1..parts.len() {
        let (before, behind) = parts.split_at_mut(at);
        let (Some((city, before)), Some((code, _))) =
            (before.split_last_mut(), behind.split_first_mut())
        else {
            continue;
        };
        if city.run != code.run {
            continue;
        }
        let has_school = before.iter().any(Part::is_school);
        let is_doubtful = is_state_behind(&city.text, &code.text);
        let is_plain = STATES.split(' ').any(|state| state == code.text);
        code.is_state = has_degree && is_ambiguous(code) || has_school && is_doubtful;
        city.is_city = has_school && (is_doubtful || is_plain);
    }
}

/// The runs of a text between strong separators.
fn runs(text: &str) -> Vec<&str> {
    let mut runs = vec![text.trim()];
    for separator in SEPARATORS {
        let is_label = |run: &str| {
            let is_inside = || run.split(": ").next().is_some_and(is_open);
            separator == ": " && (is_grade(run) || is_inside())
        };
        let parted = runs.into_iter().flat_map(|run| match run {
            run if is_label(run) => vec![run],
            run => run.split(separator).collect(),
        });
        runs = parted.map(str::trim).collect();
    }
    let runs = runs.into_iter().flat_map(spaced);
    let runs = runs.flat_map(|run| match before_school(run) {
        Some((degree, school)) => vec![degree, school],
        None => vec![run],
    });
    runs.filter(|run| !run.is_empty()).collect()
}

fn is_remark(text: &str) -> bool {
    grades::is_honour(text) || grades::is_minor(text)
}

/// True for a text that ends within a bracket: `Akademie (Note`.
fn is_open(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

/// The words of a run of Chinese, Japanese or Korean, which has no spaces within them: `北京大学 物理 本科`.
fn spaced(run: &str) -> Vec<&str> {
    let words: Vec<&str> = run.split_whitespace().collect();
    let is_eastern = words.iter().any(|word| is_eastern_school(word));
    if is_eastern && words.iter().all(|word| !word.is_ascii()) {
        words
    } else {
        vec![run]
    }
}

/// `BSc at Oak`, `Studium der Informatik an der Universität Bonn`: the degree and the school.
fn before_school(run: &str) -> Option<(&str, &str)> {
    let mut pairs = AT.iter().filter_map(|at| run.split_once(at));
    pairs.find(|(degree, school)| is_study(degree) && !is_school(degree) && !is_study(school))
}

/// Which part is the school: one that says so, or else the only one that can be.
fn school(parts: &[Part]) -> Option<usize> {
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
    if others.iter().all(|(_, part)| is_field(&part.text)) {
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

/// States of North America whose short names are no degrees.
const STATES: &str = "AL AK AZ AR CA CO CT DC DE FL GA HI ID IL IN IA KS KY LA MI MN MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT \
 VA WA WV WI WY ON BC QC AB MB NS NB SK UK";
