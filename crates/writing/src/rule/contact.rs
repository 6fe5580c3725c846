//! CONTACT_OR_URL: addresses, phone numbers, links and handles, written out or not.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    check::Check,
    refusal::Rule,
    text::{Gap, digits},
};

/// The least digits of a phone number.
const PHONE_DIGITS_MIN: usize = 7;
/// Last parts of domains that are no usual words or file names.
const DOMAINS: &[&str] = &[
    "com",
    "net",
    "org",
    "io",
    "de",
    "at",
    "ch",
    "eu",
    "uk",
    "us",
    "info",
    "biz",
    "dev",
    "app",
    "ai",
    "co",
    "me",
    "fr",
    "es",
    "it",
    "nl",
    "pl",
    "se",
    "no",
    "dk",
    "fi",
    "pt",
    "be",
    "cz",
    "ru",
    "cn",
    "jp",
    "in",
    "br",
    "ca",
    "au",
    "example",
    "test",
    "invalid",
    "localhost",
    "online",
    "site",
    "tech",
    "xyz",
    "link",
    "page",
    "blog",
    "cloud",
    "shop",
    "store",
    "work",
    "jobs",
    "edu",
    "gov",
    "mil",
    "int",
    "tv",
    "ly",
    "gg",
    "to",
    "cc",
    "ws",
    "club",
    "top",
    "live",
    "pro",
    "name",
    "email",
    "digital",
    "agency",
    "berlin",
    "hamburg",
    "koeln",
    "wien",
    "local",
    "internal",
    "onion",
];
/// Names that look like domains.
const NAMES: &[&str] = &[
    "asp.net",
    "node.js",
    "socket.io",
    "draw.io",
    "ado.net",
    "vb.net",
    "b.com",
    "d3.js",
    "m.sc",
    "b.sc",
    "e.g",
    "i.e",
    "z.b",
    "u.a",
    "d.h",
];

pub(crate) fn contact(check: &mut Check<'_>) {
    let text = check.sentence.text.clone();
    let normal: String = text.nfkc().collect::<String>().to_lowercase();
    if let Some(at) = text.find(['@', '＠', '﹫']) {
        check.refuse_bytes(
            Rule::ContactOrUrl,
            at..at
                + text
                    .get(at..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(1, char::len_utf8),
            "an address or a handle",
        );
        return;
    }
    let links = [
        "http",
        "://",
        "www.",
        "mailto:",
        "tel:",
        "xn--",
        "hxxp",
        "ftp:",
        "t.me/",
        "(at)",
        "[at]",
        "{at}",
        "(dot)",
        "[dot]",
        "{dot}",
        "(punkt)",
        "[punkt]",
        " dot com",
        " dot de",
        " dot org",
        " dot net",
        " punkt de",
        " punkt com",
        ".onion",
        "linkedin.com",
        "github.com",
    ];
    if let Some(link) = links.iter().find(|link| normal.contains(**link)) {
        let http = link == &"http"
            && !normal.contains("http:")
            && !normal.contains("https:")
            && !normal.contains("http ://");
        if !http {
            check.refuse_all(Rule::ContactOrUrl, format!("a link or an address: {link}"));
            return;
        }
    }
    domains(check, &normal);
    phones(check);
    spelled_out(check);
    let found = check.words.contact.find(&check.text);
    let cited: Vec<Range<usize>> = found
        .into_iter()
        .map(|(range, _)| range)
        .filter(|range| {
            let words: Vec<String> = check
                .text
                .tokens
                .iter()
                .take(range.end)
                .skip(range.start)
                .map(|t| t.folded.clone())
                .collect();
            !check
                .cited
                .iter()
                .any(|fact| !fact.source.text.find(&words).is_empty())
        })
        .collect();
    if let Some(range) = cited.first() {
        let detail = check.raw(range);
        check.refuse(Rule::ContactOrUrl, range, detail);
    }
}

/// "evil.example", "192.168.0.1"
fn domains(check: &mut Check<'_>, normal: &str) {
    for word in normal.split(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '"' | '„' | '“' | '<' | '>')
    }) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let host = word.split(['/', '?', ':', '#']).next().unwrap_or_default();
        let parts: Vec<&str> = host.split('.').collect();
        let [.., name, last] = parts.as_slice() else {
            continue;
        };
        let address = parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok());
        let domain = !name.is_empty()
            && name.chars().all(|c| c.is_alphanumeric() || c == '-')
            && name.chars().any(char::is_alphabetic)
            && DOMAINS.contains(last);
        if (address || domain) && !NAMES.contains(&host) && !is_name(check, host) {
            check.refuse_all(Rule::ContactOrUrl, format!("a domain: {host}"));
            return;
        }
    }
}

/// True for "Booking.com" where it is an employer, the company of the posting, or a skill.
fn is_name(check: &Check<'_>, host: &str) -> bool {
    let names = check
        .cited
        .iter()
        .filter_map(|fact| fact.fact.organisation.as_deref());
    let mut names = names.chain(std::iter::once(check.verifier.posting.company.as_str()));
    names.any(|name| name.to_lowercase().contains(host))
        || check.verifier.knowledge.dictionary.find(host).is_some()
}

/// Seven digits or more with only signs between them.
fn phones(check: &mut Check<'_>) {
    let text = check.sentence.text.clone();
    let (mut count, mut start, mut end, mut groups, mut sign) = (0, 0, 0, 0, false);
    let mut runs = Vec::new();
    let mut last_digit = false;
    for (at, c) in text
        .char_indices()
        .chain(std::iter::once((text.len(), 'x')))
    {
        if let Some(more) = digits(c) {
            if count == 0 {
                start = at;
            }
            groups += usize::from(!last_digit);
            count += more.len();
            end = at + c.len_utf8();
            last_digit = true;
            continue;
        }
        last_digit = false;
        if count > 0
            && matches!(
                c,
                ' ' | '-' | '/' | '(' | ')' | '.' | '\u{A0}' | '–' | '\u{202F}' | '·'
            )
        {
            continue;
        }
        if c == '+' && count == 0 {
            sign = true;
            continue;
        }
        if count >= PHONE_DIGITS_MIN {
            runs.push((start..end, groups, sign));
        }
        (count, groups, sign) = (0, 0, false);
    }
    for (range, groups, sign) in runs {
        let written = text.get(range.clone()).unwrap_or_default();
        if sign || !is_plain_number(written, groups) {
            check.refuse_bytes(Rule::ContactOrUrl, range, "a phone number");
            return;
        }
    }
}

/// "1.500.000", "12.05.2024", "2019-2023", "2016 - 2019"
fn is_plain_number(written: &str, groups: usize) -> bool {
    let parts: Vec<&str> = written
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let thousands = parts.len() > 1
        && parts.iter().skip(1).all(|part| part.len() == 3)
        && parts
            .first()
            .is_some_and(|part| part.len() <= 3 && !part.starts_with('0'));
    let years =
        |part: &&&str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let dates = parts.iter().filter(years).count() >= 1
        && parts.iter().all(|part| part.len() == 4 || part.len() <= 2)
        && groups <= 6;
    let single = parts.len() == 1 && written.len() <= 9 && !written.starts_with('0');
    thousands || dates || single
}

/// "boss at evil dot example", "zero one seven six …"
fn spelled_out(check: &mut Check<'_>) {
    let words = check.words;
    let count = check.text.tokens.len();
    for at in 0..count {
        let dot = matches!(check.text.word(at), "dot" | "punkt" | "point");
        let domain = check.text.word(at + 1);
        let known = DOMAINS.contains(&domain) && domain.len() >= 2;
        let before = at >= 1
            && check
                .text
                .tokens
                .get(at - 1)
                .is_some_and(crate::text::Token::is_word);
        let address = (at.saturating_sub(4)..at)
            .any(|index| matches!(check.text.word(index), "at" | "ät" | "klammeraffe" | "et"));
        if dot && before && (known || address) && !words.ones.contains_key(domain) {
            let range = at.saturating_sub(3)..(at + 2).min(count);
            check.refuse(Rule::ContactOrUrl, &range, "an address in words");
            return;
        }
    }
    let mut run = 0;
    for at in 0..count {
        let token = check.text.tokens.get(at);
        let digit = token.is_some_and(|token| {
            words.digits.contains_key(&token.folded)
                || token
                    .literal
                    .as_ref()
                    .and_then(crate::text::Literal::plain)
                    .is_some_and(|v| v < 10)
        });
        let joined = token.is_some_and(|token| token.gap != Gap::Break);
        run = if digit && (joined || run == 0) {
            run + 1
        } else {
            0
        };
        if run >= 5 {
            let range = at + 1 - run..at + 1;
            check.refuse(Rule::ContactOrUrl, &range, "a number in single digits");
            return;
        }
    }
}
