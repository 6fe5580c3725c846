//! What is above the sections: name, headline, place and addresses of the person.

use super::{
    Builder,
    personal::{has_day, is_born, is_personal, is_private, secret},
    places::{is_like_place, place_of},
    remarks::{applied_for, is_remark, is_titled_name},
    streets, title,
};
use crate::{
    address,
    resume::{
        line::Line,
        sections::is_document_title,
        site::is_place,
        words::{is_sentence, title_score},
    },
    text::{HEADLINE_CHARS_MAX, is_listed},
};

/// Signs between addresses, beside bars and dots.
const SIGNS: [&str; 8] = [" * ", " ~ ", " ∙ ", " ◆ ", " ♦ ", " ● ", " ■ ", " // "];
/// The most words of a label.
const LABEL_WORDS_MAX: usize = 3;

/// The most words of a headline.
const TITLE_WORDS_MAX: usize = 30;

impl Builder<'_> {
    pub(super) fn top(&mut self, lines: &[Line]) {
        let mut name: Option<String> = None;
        let lines = whole_addresses(lines);
        let lines = lines.iter().flat_map(apart).collect();
        let (lines, mut left) = without_districts(lines);
        for (at, (line, beside)) in lines.iter().enumerate() {
            if is_document_title(&line.text) || !is_private(&line.text) && self.is_address(line) {
                continue;
            }
            let text = line.text.trim();
            // A word beside an address is a place, too.
            let is_place = (text.contains(", ") || beside.is_some()) && is_like_place(text);
            let is_place = is_place && !text.contains(':') && title::and_place(text).is_none();
            // A name of a person beside an address is the first on its line, and of several words.
            let is_name =
                beside.is_none_or(|at| at == 0 && text.contains(' ') && !text.contains(", "));
            if name.is_none()
                && is_name
                && let Some(title) = applied_for(text)
            {
                self.headline(title, text);
            } else if name.as_ref().map_or(
                is_name && (!is_remark(text) || is_titled_name(text)),
                |name| repeats(name, text),
            ) {
                // The first line is the name, which the profile does not have.
                let (own, headline) = title::behind_name(text);
                name = Some(own.to_owned());
                if let Some(headline) = headline.filter(|_| self.profile.headline.is_empty()) {
                    self.headline(headline, text);
                }
            } else if at == 1
                && name
                    .as_deref()
                    .is_some_and(|name| is_second_name(name, text))
            {
                // The name goes on, in a column that is narrow.
            } else if is_personal(text) || is_number(text) || is_remark(text) {
                left.push(line.clone());
            } else if self.profile.location.is_empty()
                && (is_place && is_no_name(text) || name.is_some() && title::is_town_alone(text))
            {
                self.location(text, text);
            } else if let Some(town) = streets::town(text) {
                self.town(&town, line);
            } else if is_postcode(text) || is_labelled(text) {
                left.push(line.clone());
            } else if self.profile.headline.is_empty()
                && (!is_sentence(text) || is_long_title(text, lines.get(at + 1)))
            {
                self.headline(title::unlabelled(text), text);
            } else if self.profile.summary.is_empty() && is_sentence(text) {
                self.note_summary(text);
                self.profile.summary = self.journal.block("summary", text);
            } else {
                left.push(line.clone());
            }
        }
        self.unassigned(&left);
    }

    /// Takes the headline, and the place at its end, which were read from these words.
    fn headline(&mut self, text: &str, words: &str) {
        let parted = title::and_place(text).filter(|_| self.profile.location.is_empty());
        if let Some((_, place)) = parted {
            self.location(place, words);
        }
        let title = parted.map_or(text, |(title, _)| title);
        self.profile.headline = self.journal.line("headline", title, HEADLINE_CHARS_MAX);
        self.profile.sources.headline = self.source(words);
    }

    /// True for a line of addresses or a secret number, which is named by its label; of addresses the pages are read: also `[LinkedIn](https://…)`.
    fn is_address(&mut self, line: &Line) -> bool {
        if let Some(label) = secret(&line.text) {
            self.unassigned(&[Line::text(label)]);
            return true;
        }
        if self.profile.location.is_empty()
            && line.text.contains('@')
            && let Some(town) = streets::behind_postcode(&line.text)
        {
            self.location(&town, line.text.trim());
        }
        let is_linked = line.url.is_some() && title::is_sites(&line.text);
        is_linked || self.links(&line.text) || is_contact(&line.text) && !has_day(&line.text)
    }

    /// Takes the place of an address, and names the street, which a profile does not have.
    fn town(&mut self, town: &str, line: &Line) {
        let is_whole =
            line.text.trim().ends_with(town) && !line.text.contains(|c: char| c.is_ascii_digit());
        if self.profile.location.is_empty() && !town.is_empty() {
            self.location(town, line.text.trim());
            if is_whole {
                return;
            }
        }
        self.unassigned(std::slice::from_ref(line));
    }

    pub(super) fn contact(&mut self, lines: &[Line]) {
        let lines = whole_addresses(lines).into_iter().map(|line| (line, None));
        let (lines, mut left) = without_districts(lines.collect());
        for (line, _) in &lines {
            if is_private(&line.text) {
                left.push(line.clone());
                continue;
            }
            let line = &labelled(line);
            let place = place_of(line.text.trim()).filter(|_| self.profile.location.is_empty());
            if let Some(place) = place {
                self.location(place, line.text.trim());
            } else if let Some(town) = streets::town(&line.text) {
                self.town(&town, line);
            } else if !self.is_address(line) {
                left.push(line.clone());
            }
        }
        self.unassigned(&left);
    }
}

/// True for a name that was there already, also with the title of the document behind it: `Joris Elst – cv`.
fn repeats(name: &str, text: &str) -> bool {
    let rest = name.strip_prefix(text);
    rest.is_some_and(|rest| {
        let signs = [' ', '–', '—', '-', '|', '·', ',', ':', '•'];
        let title = rest.trim_start_matches(signs);
        rest.is_empty() || title.len() < rest.len() && is_document_title(title)
    })
}

/// The lines with those joined that are one address, which was broken behind a slash or a hyphen.
fn whole_addresses(lines: &[Line]) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for line in lines {
        let words = line.text.split_whitespace().count();
        match joined.last_mut() {
            Some(last)
                if last.text.ends_with(['/', '-'])
                    && address::web(&last.text).is_some()
                    && (words == 1 || (words == 2 && line.text.ends_with(')'))) =>
            {
                last.text.push_str(&line.text);
            }
            _ => joined.push(line.clone()),
        }
    }
    joined
}

/// A line or a part of one, with its place among the parts.
type Part = (Line, Option<usize>);

/// The lines without the parts of towns, which a place is without, and these: `Bairro Centro, Joinville/SC`.
fn without_districts(lines: Vec<Part>) -> (Vec<Part>, Vec<Line>) {
    let mut districts = Vec::new();
    let mut kept = Vec::new();
    for (line, beside) in lines {
        if beside.is_some() && streets::is_district(&line.text) {
            districts.push(line);
            continue;
        }
        let parted = streets::without_district(&line.text);
        match parted.filter(|(place, _)| is_like_place(place)) {
            Some((text, district)) => {
                districts.push(Line::text(district));
                kept.push((Line { text, ..line }, beside));
            }
            None => kept.push((line, beside)),
        }
    }
    (kept, districts)
}

/// True for the second word of a name whose first stands alone on its line.
fn is_second_name(first: &str, text: &str) -> bool {
    let is_word = |text: &str| {
        let is_letters = text.chars().all(|c| c.is_alphabetic() || "'’-".contains(c));
        is_letters && text.starts_with(char::is_uppercase)
    };
    is_word(first) && is_word(text) && title_score(text) <= 0 && !is_place(text)
}

/// True for a headline that is as long as a sentence and is none: it names a title, has no full stop, and is alone on its line.
fn is_long_title(text: &str, next: Option<&Part>) -> bool {
    const PERSONS: &str = "i i'm i’m my ich je j'ai soy yo sono io sou eu ik jag jeg jestem mein meine mon ma mi mio il mijn min";
    let first = text.split(' ').next().unwrap_or_default().to_lowercase();
    let is_whole = !text.ends_with(['.', '!', '?', ';', ',']) && !text.contains(". ");
    let goes_on = next.is_some_and(|(next, _)| {
        let is_low = next.text.starts_with(char::is_lowercase) && !next.text.contains('@');
        is_low || !next.gap && is_sentence(&next.text)
    });
    is_whole
        && !goes_on
        && title_score(text) > 0
        && !is_listed(PERSONS, &first)
        && text.split_whitespace().count() <= TITLE_WORDS_MAX
}

/// True for a place that is not the name of a company or a school, unless it is known.
fn is_no_name(text: &str) -> bool {
    let score = title_score(text);
    score == 0 || score < 0 && is_place(text)
}

/// True for a value behind a label of one word that is none of a headline: `Department: Sales`.
fn is_labelled(text: &str) -> bool {
    let label = text.split_once(": ").map(|(label, _)| label);
    label.is_some_and(|label| !label.contains(' ') && title::unlabelled(text) == text)
}

/// A label and the data in a column beside it with a colon between them: `Email`, and the address.
fn labelled(line: &Line) -> Line {
    let [label, data] = line.cells.as_slice() else {
        return line.clone();
    };
    let label = label.trim_end_matches(':');
    let text = format!("{label}: {data}");
    let is_short = label.split_whitespace().count() <= LABEL_WORDS_MAX;
    if !is_short || !(is_personal(&text) || streets::is_label(label)) {
        return line.clone();
    }
    Line {
        text,
        cells: Vec::new(),
        ..line.clone()
    }
}

/// The parts of a line of addresses: `Ghent, Belgium | ada@brink.example`, with the place of each if there are several.
fn apart(line: &Line) -> Vec<Part> {
    let is_data =
        |part: &str| is_contact(part) || address::web(part).is_some() || is_personal(part);
    // "geb. 3.2.1995 in Novi Sad, Rot-Weiß-Rot – Karte plus": what is behind the day of birth is said of it.
    let are_personal = |sign: &str| {
        line.text.contains(sign) && line.text.split(sign).all(|part| is_personal(part.trim()))
    };
    let is_one = is_born(&line.text) && !line.text.contains(['|', '·', '•', '@']);
    if is_one && ![" – ", " - ", " — "].iter().any(|sign| are_personal(sign)) {
        return vec![(line.clone(), None)];
    }
    let whole = labelled(line);
    if whole.text != line.text {
        return vec![(whole, None)];
    }
    // "Rotterdam, 06-12345678"
    if let Some((town, number)) = line.text.split_once(", ")
        && is_contact(number)
        && !number.contains(char::is_alphabetic)
        && is_place(town)
    {
        let part = |(at, text): (usize, &str)| (Line::text(text), Some(at));
        return [town, number].into_iter().enumerate().map(part).collect();
    }
    let of_cells = line.cells.iter().map(String::as_str).collect::<Vec<_>>();
    let barred = SIGNS
        .iter()
        .fold(line.text.clone(), |text, sign| text.replace(sign, " | "));
    let of_signs = barred.split(['|', '·', '•']).map(str::trim).collect();
    let of_dashes = line.text.replace(" – ", " — ").replace(" - ", " — ");
    let of_dashes = of_dashes.split(" — ").map(str::trim).collect();
    for parts in [of_cells, of_signs, of_dashes] {
        if parts.len() > 1 && parts.iter().any(|part| is_data(part)) {
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            let part = |(at, text): (usize, &str)| {
                let part = Line {
                    text: text.to_owned(),
                    cells: Vec::new(),
                    ..line.clone()
                };
                (part, Some(at))
            };
            return parts.enumerate().map(part).collect();
        }
    }
    vec![(line.clone(), None)]
}

/// True for an address with a postcode that no other form has: `Am Markt 7, 59174 Kamen`.
fn is_postcode(text: &str) -> bool {
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let is_code = |word: &str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        digits == word.chars().count() && (4..=5).contains(&digits)
    };
    let has_number = text.split([' ', ',']).any(|word| {
        let is_short = word.len() < 4 && word.starts_with(|c: char| c.is_ascii_digit());
        is_short && word.chars().filter(char::is_ascii_digit).count() > 0
    });
    // "Am Markt 7", with the town on a line of its own.
    let count = text.split(' ').count();
    let is_street = text
        .split(' ')
        .next_back()
        .is_some_and(|last| last.len() < 4 && last.starts_with(|c: char| c.is_ascii_digit()));
    let is_short = (2..=4).contains(&count) && text.starts_with(char::is_uppercase);
    // "Northmoor NM1 1AA, UK": the two words of a British postcode.
    let is_upper = |word: &str| {
        word.bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    let codes: Vec<&str> = text.split([' ', ',']).collect();
    let is_british = codes.windows(2).any(|pair| match pair {
        [outward, inward] => {
            let is_out =
                (2..=4).contains(&outward.len()) && outward.starts_with(char::is_alphabetic);
            let is_in = inward.len() == 3 && inward.starts_with(|c: char| c.is_ascii_digit());
            let has_digit = outward.contains(|c: char| c.is_ascii_digit());
            is_out && is_in && has_digit && is_upper(outward) && is_upper(inward)
        }
        _ => false,
    });
    is_british && text.contains(", ")
        || is_street && is_short && title_score(text) <= 0
        || has_number && text.contains(", ") && title_score(text) <= 0 && words.any(is_code)
}

/// True for a number behind a label, which is no headline: `NMC PIN: 12A3456E`.
fn is_number(text: &str) -> bool {
    let parted = text
        .split_once(": ")
        .filter(|_| title::unlabelled(text) == text);
    parted.is_some_and(|(label, number)| {
        title_score(label) <= 1
            && !number.trim().contains(' ')
            && number.contains(|c: char| c.is_ascii_digit())
    })
}

/// True for an e-mail address, a telephone number or the like.
fn is_contact(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let mut words = text.split_whitespace().peekable();
    let mut is_mail = false;
    while let Some(word) = words.next() {
        // "Engineer @ Oak" is no address.
        let is_alone = word == "@" && words.peek().is_none_or(|next| !next.contains('.'));
        is_mail |= word.contains('@') && !is_alone;
    }
    // "2016–2020" is no telephone number.
    let runs = text.split(|c: char| !c.is_ascii_digit());
    let mut runs = runs.filter(|run| !run.is_empty());
    let are_years =
        runs.all(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")));
    is_mail || (digits >= 6 && digits > letters && !are_years)
}
