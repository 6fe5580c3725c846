//! The parts of the head of a school, which signs and commas set apart.

use crate::{
    lists,
    resume::{
        grades::{self, is_grade},
        line::Line,
        study::{is_bracketed, is_eastern_school, is_known_school, is_state_behind, is_study},
        words::{is_degree, is_school},
    },
    text::is_listed,
};

/// Signs that part more than a comma does.
const SEPARATORS: [&str; 9] = [" · ", " • ", " | ", " — ", " – ", " - ", " / ", ": ", "\t"];
/// What is before the school behind a degree.
const AT: [&str; 14] = [
    " at the ", " at ", " @ ", " from ", " bei ", " an der ", " chez ", " à l'", " à l’", " à la ",
    " por la ", " bij ", " presso ", " aan de ",
];
/// States of North America whose short names are no degrees.
pub(super) const STATES: &str = "AL AK AZ AR CA CO CT DC DE FL GA HI ID IL IN IA KS KY LA MI MN MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT \
 VA WA WV WI WY ON BC QC AB MB NS NB SK UK";

/// A part of a head.
pub(super) struct Part {
    pub text: String,
    /// A mark or honours in brackets behind it.
    pub remark: Option<String>,
    /// The number of the run between strong separators that it is in.
    pub run: usize,
    /// True for `MA` and the like behind a city, where another part is the degree or the school.
    pub is_state: bool,
    /// True for the city before such a state, where another part is the school.
    pub is_city: bool,
}

impl Part {
    /// Its text as it is written.
    pub fn whole(self) -> String {
        match self.remark {
            Some(remark) => format!("{} ({remark})", self.text),
            None => self.text,
        }
    }

    pub fn is_study(&self) -> bool {
        !self.is_state && is_study(&self.text)
    }

    /// True for a faculty or the like, which is neither the school nor a field.
    pub fn is_other_school(&self) -> bool {
        self.is_school() && !is_degree(&self.text)
    }

    pub fn is_school(&self) -> bool {
        (is_known_school(&self.text) || is_school(&self.text)) && !self.is_study()
    }
}

/// The parts of the lines, without those that say nothing.
pub(super) fn parts(head: &[Line]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut run = 0;
    for line in head {
        let cells = match line.cells.as_slice() {
            [] | [_] => std::slice::from_ref(&line.text),
            cells => cells,
        };
        for text in cells.iter().flat_map(|cell| runs(cell)) {
            let texts = whole_fields(whole_numbers(lists::split(text), text)).into_iter();
            let texts = texts.filter(|text| !is_label(text));
            parts.extend(texts.map(|text| Part {
                text,
                remark: None,
                run,
                is_state: false,
                is_city: false,
            }));
            run += 1;
        }
    }
    mark_states(&mut parts);
    apart(parts)
}

/// True for the label of a field of study: `kierunek`.
fn is_label(text: &str) -> bool {
    const LABELS: &str = "kierunek specjalność fachrichtung studiengang schwerpunkt hauptfach fach spécialité option mention filière indirizzo specializzazione especialidad \
 especialidade mención richting studierichting afstudeerrichting inriktning major field subject specialisation specialization";
    is_listed(LABELS, &text.trim().to_lowercase())
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
            let is_last = || {
                let label = run.split(": ").next().and_then(|it| it.rsplit(", ").next());
                label.is_some_and(|label| grades::is_minor(&format!("{label}:")))
            };
            separator == ": " && (is_grade(run) || is_inside() || is_last())
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

/// Sets the marks and honours in brackets behind the parts apart.
fn apart(parts: Vec<Part>) -> Vec<Part> {
    let parts = parts.into_iter().map(with_degree);
    let without = |part: Part| match grades::bracketed(&part.text) {
        Some((name, remark)) => Part {
            remark: Some(remark.to_owned()),
            text: name.to_owned(),
            ..part
        },
        None => part,
    };
    parts.map(without).collect()
}

/// A field and its degree in brackets, with what stands there behind the degree set apart: `Maschinenbau (Diplom, Note: 1,4)`.
fn with_degree(part: Part) -> Part {
    let found = part
        .text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once(" ("));
    let parted = found.and_then(|(field, inner)| {
        let (degree, remark) = inner.split_once(", ")?;
        Some((format!("{field} ({degree})"), remark.to_owned()))
    });
    match parted.filter(|(text, _)| is_bracketed(text) && part.remark.is_none()) {
        Some((text, remark)) => Part {
            text,
            remark: Some(remark),
            ..part
        },
        None => part,
    }
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
