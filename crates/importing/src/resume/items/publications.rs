//! Publications as people cite them: title and journal alone, with the authors before them, or with the title in quotation marks.

use super::{
    Builder,
    authors::{authors, named_authors},
    named,
};
use crate::{
    address,
    date::PartialDate,
    lists,
    record::Publication,
    resume::{line::Line, single, span, words::parts},
};

/// Quotation marks around a title.
const QUOTES: [(char, char); 6] = [
    ('"', '"'),
    ('“', '”'),
    ('„', '“'),
    ('«', '»'),
    ('‘', '’'),
    ('「', '」'),
];

/// The most characters of a word that a point makes short.
const SHORT_CHARS_MAX: usize = 4;

/// What a line says of a publication.
#[derive(Debug, Default, PartialEq, Eq)]
struct Cited {
    title: String,
    publisher: String,
    date: Option<PartialDate>,
    /// Authors, volumes and pages.
    left: Vec<String>,
}

impl Builder<'_> {
    pub(super) fn publications(&mut self, lines: &[Line]) {
        for line in lines {
            let (text, url) = page(&line.text);
            let url = url.or_else(|| line.url.clone());
            let line_of = Line {
                text,
                ..line.clone()
            };
            let cited = read(&line_of);
            if cited.title.is_empty() {
                self.unassigned(std::slice::from_ref(line));
                continue;
            }
            let title = self.line("title", &cited.title);
            self.beside("publication", &title, &cited.left);
            let item = Publication {
                title,
                publisher: self.line("publisher", &cited.publisher),
                url,
                published_on: cited.date,
                source: self.source(&line.text),
                ..Publication::default()
            };
            self.profile.publications.push(item);
        }
    }
}

fn read(line: &Line) -> Cited {
    quoted(line)
        .or_else(|| behind_authors(line))
        .unwrap_or_else(|| plain(line))
}

/// `On tides, Journal of Waves, 2014`.
fn plain(line: &Line) -> Cited {
    let (date, _, rest) = named::dates(line);
    let mut names = parts(&rest, &[]).0.into_iter();
    Cited {
        title: names.next().unwrap_or_default(),
        publisher: names.next().unwrap_or_default(),
        date,
        left: names.collect(),
    }
}

/// `Brink A. "On tides", Journal of Waves, 2014`.
fn quoted(line: &Line) -> Option<Cited> {
    let text = line.text.as_str();
    let (before, title, after) = QUOTES.iter().find_map(|(open, close)| {
        let (before, rest) = text.split_once(*open)?;
        let (title, after) = rest.split_once(*close)?;
        title.contains(' ').then_some((before, title, after))
    })?;
    let cited = published(after, line);
    let (year, authors) = year_in_brackets(before)
        .map_or((None, before.to_owned()), |(year, authors, rest)| {
            (date(year, line), format!("{authors} {rest}"))
        });
    let authors = authors.trim_matches([' ', ',', '.', ':', '-', '–', '—', '•']);
    let authors = Some(authors.to_owned()).filter(|it| !it.is_empty());
    Some(Cited {
        title: title.trim_end_matches([',', '.']).to_owned(),
        date: cited.date.or(year),
        left: authors.into_iter().chain(cited.left).collect(),
        ..cited
    })
}

/// `Brink, A., & Vale, B. (2014). On tides. Journal of Waves, 3, 1–9.`, `Brink A, Vale B. On tides. J Waves. 2014;3:1-9.`
fn behind_authors(line: &Line) -> Option<Cited> {
    let (authors, rest) = authors(&line.text).or_else(|| named_authors(&line.text))?;
    let in_brackets = year_in_brackets(rest)
        .filter(|(_, before, _)| before.trim_matches([' ', '.', ',']).is_empty());
    let (year, rest) = match in_brackets {
        Some((year, _, rest)) => (date(year, line), rest),
        None => (None, rest),
    };
    let rest = rest.trim_start_matches([' ', '.', ',', ':']);
    let (title, after) = rest
        .split_once(". ")
        .or_else(|| rest.split_once("? "))
        .or_else(|| rest.split_once(", "))
        .unwrap_or((rest, ""));
    let cited = published(after, line);
    let title = title.trim_end_matches(['.', ',']);
    let bare = title.strip_prefix(['\'', '‘']);
    let bare = bare.and_then(|title| title.strip_suffix(['\'', '’']));
    Some(Cited {
        title: bare.unwrap_or(title).to_owned(),
        date: cited.date.or(year),
        left: std::iter::once(authors.trim_end_matches([',', ' ']).to_owned())
            .chain(cited.left)
            .collect(),
        ..cited
    })
}

/// The journal, the year and the rest behind a title.
fn published(text: &str, line: &Line) -> Cited {
    let (year, text) = match year_in_brackets(text) {
        Some((year, before, after)) => (date(year, line), span::tidy(before, after)),
        None => (None, text.to_owned()),
    };
    let text = text.trim_matches([' ', ',', '.', ';', ':', '-', '–', '—']);
    let mut names = Vec::new();
    let mut found = year;
    let text = text
        .strip_prefix("In: ")
        .or_else(|| text.strip_prefix("in "))
        .unwrap_or(text);
    let (editors, text) = editors(text);
    for part in text.split([',', ';']).flat_map(sentences) {
        let part = part.trim_matches([' ', '.', ',']);
        // "Tide Letters 2016": the year is behind the name.
        let parted = part.rsplit_once(' ').filter(|(name, year)| {
            single::is_years(year) && year.len() == 4 && name.chars().any(char::is_alphabetic)
        });
        let (part, own) = match parted.filter(|_| found.is_none() && names.is_empty()) {
            // "granted 2020": the word says what the year is.
            Some((word, year)) if !word.contains(' ') && word.starts_with(char::is_lowercase) => {
                ("", date(year, line))
            }
            Some((name, year)) => {
                found = date(year, line);
                (name, None)
            }
            None => (part, date(part, line)),
        };
        if found.is_none() && own.is_some() {
            found = own;
        } else if !part.is_empty() {
            names.push(part.to_owned());
        }
    }
    let publisher = names
        .first()
        .filter(|name| name.chars().any(char::is_alphabetic))
        .cloned();
    let left = names.split_off(usize::from(publisher.is_some()).min(names.len()));
    // "Heft 3/2017": the year is behind the number.
    let found = found.or_else(|| left.iter().find_map(|part| of_issue(part, line)));
    let left: Vec<String> = editors.into_iter().chain(left).collect();
    Cited {
        publisher: publisher
            .map(|name| lists::split(&name).into_iter().next().unwrap_or(name))
            .unwrap_or_default(),
        date: found,
        left: Some(left.join(", "))
            .filter(|left| !left.is_empty())
            .into_iter()
            .collect(),
        ..Cited::default()
    }
}

/// The editors of a book, and the text behind them: `Roe, R. (ed.), Handbook of Tides`.
fn editors(text: &str) -> (Option<String>, &str) {
    const MARKS: [&str; 12] = [
        "(eds.)",
        "(ed.)",
        "(eds)",
        "(ed)",
        "(Eds.)",
        "(Ed.)",
        "(Hrsg.)",
        "(Hg.)",
        "(dir.)",
        "(coord.)",
        "(a cura di)",
        "(red.)",
    ];
    let parted = MARKS.iter().find_map(|mark| {
        let (before, behind) = text.split_once(mark)?;
        Some((format!("{before}{mark}"), behind))
    });
    match parted {
        Some((editors, behind)) => (
            Some(editors),
            behind.trim_start_matches([',', ':', '.', ' ']),
        ),
        None => (None, text),
    }
}

/// The year behind the number of an issue: `Heft 3/2017`.
fn of_issue(part: &str, line: &Line) -> Option<PartialDate> {
    let (number, year) = part.rsplit(' ').next()?.split_once('/')?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_issue = (1..=3).contains(&number.len()) && year.len() == 4;
    (is_issue && is_number(number) && is_number(year)).then(|| date(year, line))?
}

/// The sentences of a text; `Phys. Rev.` is none.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|rest| rest.find(". ")) {
        let at = from + at;
        let word = rest.get(..at).and_then(|it| it.rsplit(' ').next());
        let is_year = rest
            .get(at + 2..)
            .is_some_and(|it| it.starts_with("19") || it.starts_with("20"));
        let is_short = word.is_some_and(|word| word.chars().count() <= SHORT_CHARS_MAX);
        if is_short && !is_year {
            from = at + 2;
            continue;
        }
        sentences.push(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 2..).unwrap_or_default();
        from = 0;
    }
    sentences.push(rest);
    sentences
}

fn date(text: &str, line: &Line) -> Option<PartialDate> {
    let text = text.trim();
    span::read(text, line.order)
        .date()
        .filter(|_| text.len() >= 4 && !text.contains('/'))
}

/// A year, or a day, in brackets, the text before it and behind it.
pub(super) fn year_in_brackets(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('(').find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let (inner, after) = rest.strip_prefix('(')?.split_once(')')?;
        let year = inner.split(',').next()?.trim();
        let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        is_year.then_some((year, before, after))
    })
}

/// The text without the address of the publication, and this address: `doi:10.1000/182`.
fn page(text: &str) -> (String, Option<String>) {
    let words = span::words(text);
    let found = words.iter().find_map(|(from, to)| {
        let word = text.get(*from..*to)?;
        let bare = word.trim_matches(['(', ')', ',', '.', ';', '[', ']', '<', '>']);
        let lower = bare.to_lowercase();
        let doi = lower.strip_prefix("doi:").unwrap_or(&lower);
        let url = if doi.starts_with("10.") && doi.contains('/') {
            Some(format!("https://doi.org/{doi}"))
        } else {
            let is_page = lower.starts_with("http") || lower.starts_with("doi.org/");
            address::web(bare).filter(|_| is_page)
        };
        url.map(|url| (*from, *to, url))
    });
    let Some((from, to, url)) = found else {
        return (text.to_owned(), None);
    };
    let before = text.get(..from).unwrap_or_default().trim_end();
    let lower = before.to_lowercase();
    let label = ["doi:", "doi", "url:", "available at:", "link:"]
        .iter()
        .find(|label| lower.ends_with(**label));
    let before = label
        .and_then(|label| before.get(..before.len() - label.len()))
        .unwrap_or(before);
    let text = span::tidy(before, text.get(to..).unwrap_or_default());
    (text, Some(url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_read() {
        for (text, expected) in [
            (
                "On tides, Journal of Waves, 2014",
                "On tides|Journal of Waves|2014|",
            ),
            (
                "Brink A., Vale B. \"Cold seas\", Journal of Waves, 2021",
                "Cold seas|Journal of Waves|2021|Brink A., Vale B",
            ),
            (
                "Brink, A., & Vale, B. (2021). Cold seas of ice. Journal of Waves, 12(3), 45–67.",
                "Cold seas of ice|Journal of Waves|2021|Brink, A., & Vale, B.+12(3), 45–67",
            ),
            (
                "Brink A, Vale B. DNA of seas. J Waves. 2021;12:45.",
                "DNA of seas|J Waves|2021|Brink A, Vale B.+12:45",
            ),
            (
                "Brink A., Vale B. AI of seas. Journal of Waves, 2021",
                "AI of seas|Journal of Waves|2021|Brink A., Vale B.",
            ),
            (
                "A. Brink, B. Vale: Cold seas. In: Journal of Waves 12 (2018), S. 1–9",
                "Cold seas|Journal of Waves 12|2018|A. Brink, B. Vale:+S. 1–9",
            ),
            (
                "Vale, Ann (2016): Cold seas. Springer, Berlin.",
                "Cold seas|Springer|2016|Vale, Ann+Berlin",
            ),
            (
                "Brink A, Vale B. Cold seas. Phys. Rev. Lett. 2019;5(3):10-12.",
                "Cold seas|Phys. Rev. Lett|2019|Brink A, Vale B.+5(3):10-12",
            ),
            ("On ridges", "On ridges||?|"),
        ] {
            let cited = read(&Line::text(text));
            let date = cited
                .date
                .map_or_else(|| "?".to_owned(), |date| date.to_string());
            let shown = format!(
                "{}|{}|{date}|{}",
                cited.title,
                cited.publisher,
                cited.left.join("+")
            );
            assert_eq!(shown, expected, "{text}");
        }
        for (text, rest, url) in [
            (
                "On tides, 2014. doi:10.1000/ABC",
                "On tides, 2014.",
                Some("https://doi.org/10.1000/abc"),
            ),
            (
                "On tides. DOI: 10.1000/182.",
                "On tides.",
                Some("https://doi.org/10.1000/182"),
            ),
            (
                "On tides https://a.example/x",
                "On tides",
                Some("https://a.example/x"),
            ),
            ("On tides", "On tides", None),
        ] {
            let (text, found) = page(text);
            assert_eq!((text.as_str(), found.as_deref()), (rest, url));
        }
    }
}
