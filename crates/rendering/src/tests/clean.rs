//! Text and addresses that are cleaned.

use crate::clean::{language, line, link};

#[test]
fn text_is_cleaned() {
    let check = |raw: &str, clean: &str| assert_eq!(line(raw), clean, "{raw:?}");
    check("  two\n\twords  ", "two words");
    check("e\u{301}", "é");
    check("a\u{0}b\u{7}c\u{1b}[0m", "abc[0m");
    check("pay\u{202E}load\u{202C}", "payload");
    check("in\u{200B}vis\u{AD}ible\u{FEFF}", "invisible");
    check("10\u{A0}km", "10\u{A0}km");
    check("line\u{2028}separator", "line separator");
    check("\u{FFFE}\u{FDD0}x", "x");
    check("\u{200B}", "");
}

#[test]
fn links_lead_to_the_web_or_to_mail() {
    let check = |raw: &str, clean: Option<&str>| assert_eq!(link(raw).as_deref(), clean, "{raw:?}");
    check("https://example.org", Some("https://example.org/"));
    check(" HTTP://Example.org/a b ", Some("http://example.org/a%20b"));
    check(
        "https://müller.example/ä",
        Some("https://xn--mller-kva.example/%C3%A4"),
    );
    check("mailto:a@example.org", Some("mailto:a@example.org"));
    check("mailto:", None);
    check("javascript:alert(1)", None);
    check("java\nscript:alert(1)", None);
    check("data:text/html,x", None);
    check("file:///etc/passwd", None);
    check("ftp://example.org", None);
    check("//example.org", None);
    check("example.org", None);
    check("", None);
}

#[test]
fn language_is_a_tag_or_undetermined() {
    let check = |raw: &str, clean: &str| assert_eq!(language(raw), clean, "{raw:?}");
    check("de-CH", "de-CH");
    check(" en ", "en");
    check("", "und");
    check("en\" onload=\"x", "und");
    check("en--US", "und");
}
