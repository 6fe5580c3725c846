//! Several seasons or years of one job, and months in brackets behind a year: `Summers 2020 & 2021`, `Veranos de 2016 y 2017`, `2021 (July–August)`.

use crate::{
    date::SlashOrder,
    resume::{length, line::Line, span},
    text::{is_listed, quote},
};

/// Words of seasons of work, and of holidays.
const SEASONS: &str = "summer summers winter winters spring springs autumn autumns fall season seasons holidays christmas \
 sommer sommers winter winters herbst frühling frühjahr saison saisons sommersaison wintersaison ferien sommerferien semesterferien weihnachten \
 été étés hiver hivers printemps automne automnes vacances noël verano veranos invierno inviernos primavera primaveras otoño otoños temporada \
 temporadas vacaciones navidad navidades estate estati inverno inverni primavera autunno stagione stagioni vacanze natale verão verões férias \
 inverno invernos natal zomer zomers winter winters herfst lente seizoen vakantie vakanties zomervakantie kerst sezon sezony wakacje lato zima \
 ferie sommar somrar sommaren somrarna vinter vintrar jul sommarlov";
/// What stands between such a word and a year, or before it.
const BESIDE: &str = "de of du des d von der dos das del degli van w en in i år contratos contrato contrats contrat contratti";
/// What stands between years.
const JOINERS: &str = "and und et y e en i och og oraz a à to al bis tot do till & + , / – — - u";
/// Those of them that stand in a list.
const LISTING: &str = "and und et y e en i och og oraz & + , u";
/// What stands between the months of a bracket.
const BETWEEN: [&str; 12] = [
    "–", "—", "-", " to ", " until ", " a ", " à ", " al ", " bis ", " tot ", " do ", " till ",
];
/// The most bytes of a line with the names and dates of a job.
const BYTES_MAX: usize = 160;

/// True for a word of seasons alone, which is no company: `Summers`.
pub(in crate::resume) fn is_season(text: &str) -> bool {
    !text.is_empty() && is_listed(SEASONS, &text.to_lowercase())
}

/// `Summers 2007–2009` without the season before a span, if the text is nothing else.
fn before_span(text: &str, order: SlashOrder) -> Option<String> {
    let (season, rest) = text.split_once(' ')?;
    let mut years = rest.split(['–', '—', '-']).map(str::trim);
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let is_found = is_season(season)
        && years.clone().count() == 2
        && years.all(is_year)
        && span::find(rest, order).is_some();
    is_found.then(|| rest.to_owned())
}

/// The line with the first and the last of its years as a span, and a sentence that says so.
pub(super) fn whole(line: &Line) -> Option<(Line, Option<String>)> {
    if line.is_bullet() || line.text.len() > BYTES_MAX {
        return None;
    }
    if line.cells.len() < 2 {
        let (text, message) = text(&line.text, line.order)?;
        return Some((
            Line {
                text,
                ..line.clone()
            },
            message,
        ));
    }
    let mut cells = line.cells.clone();
    let found = cells.iter_mut().find_map(|cell| {
        let (whole, message) = text(cell, line.order)?;
        *cell = whole;
        Some(message)
    });
    let message = found?;
    let line = Line {
        text: cells.join(", "),
        cells,
        ..line.clone()
    };
    Some((line, message))
}

fn text(text: &str, order: SlashOrder) -> Option<(String, Option<String>)> {
    if let Some(whole) = with_months(text, order) {
        return Some((whole, None));
    }
    if let Some(whole) = before_span(text, order) {
        let message = format!(
            "The dates \"{}\" were read as {whole}. Correct them, or enter each by itself.",
            quote(text)
        );
        return Some((whole, Some(message)));
    }
    let (whole, seasons, span) = with_years(text)?;
    let message = format!(
        "The dates \"{}\" were read as {span}. Correct them, or enter each by itself.",
        quote(&seasons)
    );
    Some((whole, Some(message)))
}

/// The text with a span for its years, these as written, and the span.
fn with_years(text: &str) -> Option<(String, String, String)> {
    let spaced = text.replace(',', " , ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(['(', ')', ':', ';', '.']).to_lowercase();
    let year = |word: &&str| {
        let word = bare(word);
        let number: Option<i32> = word.parse().ok().filter(|_| word.len() == 4);
        number.filter(|year| (1950..2100).contains(year))
    };
    let first = words.iter().position(|word| year(word).is_some())?;
    let is_between = |word: &str| is_listed(JOINERS, &bare(word));
    // "Summer 2015, Summer 2016"
    let is_season = |word: &str| is_listed(SEASONS, &bare(word));
    let has_season = words.iter().take(first).any(|word| is_season(word));
    let behind = words.get(first..)?.iter();
    let length = behind
        .take_while(|word| {
            year(word).is_some() || is_between(word) || has_season && is_season(word)
        })
        .count();
    let listed = words.get(first..first + length)?;
    // A comma behind the last year parts it from what follows.
    let trailing = listed.iter().rev().take_while(|word| year(word).is_none());
    let end = first + length - trailing.count();
    let listed = words.get(first..end)?;
    let years: Vec<i32> = listed.iter().filter_map(year).collect();
    let (start, last) = (years.first()?, years.last()?);
    let before = words.get(..first)?;
    let is_lead = |word: &&&str| {
        let word = bare(word.trim_end_matches(['\'', '’']));
        is_listed(SEASONS, &word) || is_listed(BESIDE, &word)
    };
    let lead = before.iter().rev().take_while(is_lead).count();
    let leads = before.get(before.len() - lead..)?;
    let has_season = leads.iter().any(|word| is_listed(SEASONS, &bare(word)));
    // "2022 y 2023" alone; a dash between two years is that of a span.
    let is_alone = before.is_empty() && words.len() == end;
    // What parts the years is that of a list, and no "to" of a span.
    let joiners = listed
        .iter()
        .filter(|word| year(word).is_none() && !is_season(word));
    let is_list = |word: &&str| is_listed(LISTING, &bare(word));
    let are_listed = joiners.clone().count() > 0 && joiners.clone().all(is_list);
    let is_open = has_season && !joiners.clone().any(|word| is_dash(word));
    if years.len() < 2 || last < start || !(is_open || is_alone && are_listed) {
        return None;
    }
    let tidy = |words: &[&str]| words.join(" ").replace(" , ", ", ").replace(" ,", ",");
    let seasons = tidy(words.get(before.len() - lead..end)?);
    let span = format!("{start} – {last}");
    let before = tidy(before.get(..before.len() - lead)?);
    let behind = tidy(words.get(end..)?);
    let whole = format!("{before} {span} {behind}").replace(" ,", ",");
    Some((whole.trim().to_owned(), seasons, span))
}

fn is_dash(word: &str) -> bool {
    matches!(word, "–" | "—" | "-")
}

/// `2021 (July–August)` with each month before the year, and `2013 (6 months)` without the length.
fn with_months(text: &str, order: SlashOrder) -> Option<String> {
    let (before, rest) = text.split_once(" (")?;
    let (inner, behind) = rest.split_once(')')?;
    let year = before.rsplit([' ', ',']).next()?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let names = before.strip_suffix(year).filter(|_| is_year)?;
    // "March 2019 – October 2021 (2 years)" has its length behind a span.
    let is_single = !names.contains(|c: char| c.is_ascii_digit());
    if !is_single {
        return None;
    }
    if length::is_length(inner) && names.trim().is_empty() {
        return Some(format!("{names}{year}{behind}"));
    }
    let pair = BETWEEN.iter().find_map(|sign| inner.split_once(*sign));
    let days = match pair {
        Some((first, last)) => format!("{} {year} – {} {year}", first.trim(), last.trim()),
        None => format!("{inner} {year}"),
    };
    let has_digit = inner.contains(|c: char| c.is_ascii_digit());
    let is_month = match pair {
        Some(_) => span::find(&days, order).is_some_and(|it| {
            it.rest.is_empty() && it.start.is_some_and(|start| start.month.is_some())
        }),
        None => span::read(&days, order)
            .date()
            .is_some_and(|date| date.month.is_some()),
    };
    (is_month && !has_digit).then(|| format!("{names}{days}{behind}"))
}

#[cfg(test)]
mod tests {
    use super::{SlashOrder, text};

    #[test]
    fn years_and_months_become_spans() {
        for (line, expected) in [
            ("Veranos de 2016 y 2017", "2016 – 2017"),
            ("Summers 2020 & 2021", "2020 – 2021"),
            ("zomer 2022, 2023", "2022 – 2023"),
            ("2022 y 2023", "2022 – 2023"),
            ("Étés 2008, 2009 et 2011 : Cook", "2008 – 2011 : Cook"),
            (
                "Nurse, contratos de verano 2006, 2007",
                "Nurse, 2006 – 2007",
            ),
            ("2021 (julio–agosto)", "julio 2021 – agosto 2021"),
            ("2013 (6 mois)", "2013"),
            ("2020 (March), Cook", "March 2020, Cook"),
        ] {
            let found = text(line, SlashOrder::DayFirst);
            assert_eq!(found.map(|it| it.0).as_deref(), Some(expected), "{line}");
        }
        for line in [
            "2016 – 2018",
            "Cook, 2016",
            "Summer 2016",
            "2016 – 2018, 2020 – 2021",
            "Cook, Oak Ltd, 2016, 2018",
            "2018 (BSc)",
        ] {
            assert_eq!(text(line, SlashOrder::DayFirst), None, "{line}");
        }
    }
}
