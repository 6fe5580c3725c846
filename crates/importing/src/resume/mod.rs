//! Files of a résumé: PDF, DOCX, Markdown and text, told apart by what is in them. What is read is a guess; each item has the words that it was
//! read from. No model is needed.

mod below;
mod breaks;
mod calls;
mod columns;
mod dated;
mod days;
mod degree;
mod docx;
mod duties;
mod eastern;
mod entries;
mod forms;
mod grades;
mod groups;
mod half;
mod heads;
mod inner;
mod items;
mod labels;
mod length;
mod line;
mod looks;
mod markdown;
mod memory;
mod open;
mod pdf;
mod plain;
mod ratings;
mod sections;
mod set_off;
mod short;
mod single;
mod site;
mod spaced;
mod span;
mod study;
mod terms;
mod topics;
mod undated;
mod words;
mod wrapped;

use line::{Document, Line};
use sections::Section;
pub(crate) use span::find_day_first as span;
use topics::Topic;
pub(crate) use words::title_score;

use crate::{
    Imported, charset,
    journal::Journal,
    record::{Link, Profile, Source},
    refused::Refused,
    report::FindingKind,
    text,
};

/// The most bytes of a file.
pub const BYTES_MAX: usize = 10_000_000;
/// The most lines of a document.
pub const LINES_MAX: usize = 5_000;
/// The most characters of a line; a longer one is cut.
const LINE_MAX: usize = 5_000;
/// The most bytes of a line that can be the heading of a section.
const HEADING_BYTES_MAX: usize = 100;

/// True for text with the heading of jobs or schools of a résumé, and of another section.
#[must_use]
pub fn is_resume(text: &str) -> bool {
    let headings = text
        .lines()
        .take(LINES_MAX)
        .filter(|line| line.len() <= HEADING_BYTES_MAX);
    let mut topics: Vec<Topic> = Vec::new();
    for topic in headings.filter_map(topics::topic) {
        if topic != Topic::Other && !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    let has_career = [Topic::Employment, Topic::Education]
        .iter()
        .any(|it| topics.contains(it));
    has_career && topics.len() > 1
}

/// True for the heading of a section of a résumé.
#[must_use]
pub fn is_heading(line: &str) -> bool {
    line.len() <= HEADING_BYTES_MAX && topics::topic(line).is_some()
}

/// Reads a résumé.
pub fn read(bytes: &[u8]) -> Result<Imported, Refused> {
    if bytes.len() > BYTES_MAX {
        return Err(Refused::too_large(bytes.len(), BYTES_MAX));
    }
    let mut journal = Journal::new("résumé");
    let mut document = document(bytes, &mut journal)?;
    if document.lines.len() > LINES_MAX {
        let message =
            format!("The document has more than {LINES_MAX} lines. The others were left out.");
        journal.add(FindingKind::Cut, message);
        document.lines.truncate(LINES_MAX);
    }
    let is_long = |line: &&Line| line.text.chars().count() > LINE_MAX;
    let long = document.lines.iter().filter(is_long).count();
    if long > 0 {
        let message = format!(
            "Lines that are longer than {LINE_MAX} characters ({long}) were cut. Part them to read the rest."
        );
        journal.add(FindingKind::Cut, message);
    }
    for left_out in std::mem::take(&mut document.left_out) {
        journal.add(FindingKind::Unassigned, left_out);
    }
    let lines = document.lines.iter().map(cleaned);
    let lines: Vec<Line> = lines.filter(|line| !line.text.is_empty()).collect();
    if lines.is_empty() {
        return Err(Refused::new(
            "There is no text in this file. Choose a file with text.",
        ));
    }
    let lines = wrapped::joined(lines);
    let lines = days::with_whole_years(days::with_centuries(lines));
    let sections = sections::split(&ordered(lines, &mut journal));
    let mut builder = items::Builder {
        profile: Profile::default(),
        journal: &mut journal,
    };
    for section in &sections {
        builder.section(section);
    }
    // The page of a project is no page of the person.
    let projects = builder.profile.projects.iter();
    let pages: Vec<String> = projects.filter_map(|project| project.url.clone()).collect();
    for link in std::mem::take(&mut document.links) {
        if !pages.contains(&link.url) {
            let source = linked(&sections, &link.url);
            builder.link(Link { source, ..link });
        }
    }
    let mut profile = builder.profile;
    // "[ada.example](https://brink.example)" is shown as another page than it is.
    let is_shown = |url: &String| document.texts.contains(url);
    profile.links.retain(|link| !is_shown(&link.url));
    // Without a heading any text would be a name and a headline.
    let has_named =
        journal.named() > 0 && sections.iter().skip(1).any(|it| it.topic != Topic::Other);
    if sections.len() == 1 || profile == Profile::default() && !has_named {
        return Err(Refused::new(
            "No section of a résumé was found in this file. Give its sections headings such as \"Experience\" and \"Education\", or enter the profile by hand. A list of applications is taken by importApplications.",
        ));
    }
    Ok(Imported {
        profile,
        report: journal.report(),
        ..Imported::default()
    })
}

/// Where a document links to a page: the line and its section; or the address alone, as in a PDF file.
fn linked(sections: &[Section], url: &str) -> Source {
    let has_it = |line: &&Line| line.url.as_deref() == Some(url);
    let place = sections.iter().find_map(|section| {
        let line = section.lines.iter().find(has_it)?;
        Some((section.name(), line.text.as_str()))
    });
    let (file, quote) = place.unwrap_or(("links", url));
    Source {
        file: file.to_owned(),
        row: None,
        quote: Some(quote.to_owned()),
    }
}

/// The lines with the order of day and month of the document; a finding says if that is a guess.
fn ordered(lines: Vec<Line>, journal: &mut Journal) -> Vec<Line> {
    let (order, doubtful) = days::order(&lines);
    if let Some(date) = doubtful {
        let message = format!(
            "Dates such as \"{date}\" were read with the day first, as no date of the document proves an order. Correct them if the month is first."
        );
        journal.add(FindingKind::Guess, message);
    }
    if let Some(message) = days::month_in_doubt(&lines) {
        journal.add(FindingKind::Guess, message);
    }
    if let Some(message) = days::season(&lines) {
        journal.add(FindingKind::Guess, message);
    }
    let with_order = |line| Line { order, ..line };
    lines.into_iter().map(with_order).collect()
}

/// The lines of a file, by what its bytes say it is.
fn document(bytes: &[u8], journal: &mut Journal) -> Result<Document, Refused> {
    let start = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    let has = |needle: &[u8]| start.windows(needle.len()).any(|window| window == needle);
    if has(b"%PDF-") {
        return pdf::read(bytes);
    }
    if start.starts_with(b"PK\x03\x04") {
        return docx::read(bytes);
    }
    if start.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Refused::new(
            "This is a document of an old Word, or one with a password. Save it as DOCX without a password, or as PDF.",
        ));
    }
    if start.starts_with(b"{\\rtf") {
        return Err(Refused::new(
            "This is an RTF document. Save it as DOCX or PDF.",
        ));
    }
    let (text, charset) = charset::decode(bytes).map_err(|charset::Binary| {
        Refused::new(
            "This is not a PDF, DOCX, Markdown or text file. Save the résumé as one of these.",
        )
    })?;
    if is_markup(&text) {
        return Err(Refused::new(
            "This is not a PDF or a text but a web page. Open it in a browser, sign in if it asks for that, and save the résumé itself.",
        ));
    }
    if is_mail(&text) {
        return Err(Refused::new(
            "This is an e-mail. Save the résumé that it brings as PDF, DOCX or text, and choose that file.",
        ));
    }
    if let Some(message) = charset.message() {
        journal.add(FindingKind::Encoding, message);
    }
    Ok(if markdown::is_markdown(&text) {
        markdown::read(&text)
    } else {
        plain::read(&text)
    })
}

/// True for HTML and XML.
fn is_markup(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(300).collect();
    let start = start.to_lowercase();
    start.starts_with("<!doctype")
        || start.starts_with("<html")
        || start.starts_with("<?xml")
        || start.contains("<body")
        || start.contains("<head>")
}

/// True for the source of an e-mail: its first lines are fields, two of them such as no résumé has.
fn is_mail(text: &str) -> bool {
    const FIELDS: [&str; 9] = [
        "from:",
        "to:",
        "subject:",
        "date:",
        "mime-version:",
        "message-id:",
        "received:",
        "return-path:",
        "content-type:",
    ];
    let lower = text.trim_start().to_lowercase();
    let head = lower.lines().take_while(|line| !line.trim().is_empty());
    let head: Vec<&str> = head.take(60).collect();
    let is_field = |line: &&&str| FIELDS.iter().any(|field| line.starts_with(field));
    let first = head.first().is_some_and(|line| is_field(&line));
    let subject = head.iter().any(|line| line.starts_with("subject:"));
    first && subject && head.iter().filter(is_field).count() > 2
}

fn cleaned(line: &Line) -> Line {
    let clean = |raw: &str| -> String {
        let clean = text::plain_line(raw);
        let private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{F0000}'..='\u{10FFFF}');
        let kept: String = clean
            .chars()
            .filter(|c| !private(*c))
            .take(LINE_MAX)
            .collect();
        kept.trim().to_owned()
    };
    Line {
        text: clean(&line.text),
        cells: line
            .cells
            .iter()
            .map(|cell| clean(cell))
            .filter(|cell| line.titled || !cell.is_empty())
            .collect(),
        ..line.clone()
    }
}

#[cfg(test)]
mod tests;
