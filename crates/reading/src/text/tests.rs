//! Cases of cleaning text.

use proptest::prelude::*;
use unicode_normalization::is_nfc;

use super::{cut, decode, line, tidy, unescape};

#[test]
fn every_reference_is_decoded_once() {
    for (text, expected) in [
        ("Data &ndash; Platform Clerk", "Data – Platform Clerk"),
        ("R&amp;D", "R&D"),
        ("R&D", "R&D"),
        ("AT&T", "AT&T"),
        ("&lt;b&gt;", "<b>"),
        ("&amp;lt;", "&lt;"),
        ("&amp;amp;amp;", "&amp;amp;"),
        ("&#38;lt;", "&lt;"),
        ("caf&eacute;", "café"),
        ("K&ouml;ln", "Köln"),
        ("&Scaron;iauliai", "Šiauliai"),
        ("&#8211;", "–"),
        ("&#x2013;", "–"),
        ("&#X2013;", "–"),
        ("&#150;", "–"),
        ("&#x92;s", "’s"),
        ("&#0;&#xD800;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("&rsquo;&ldquo;&hellip;&euro;&bull;", "’“…€•"),
        ("&NotEqualTilde;", "≂̸"),
        ("&CounterClockwiseContourIntegral;", "∳"),
        ("R&amp D", "R& D"),
        ("Sales &amp", "Sales &"),
        ("a=1&copy=2", "a=1&copy=2"),
        (
            "Salt&pepper; &nothing; &; &#; &#x; &#12",
            "Salt&pepper; &nothing; &; &#; &#x; &#12",
        ),
        ("&ampersand", "&ampersand"),
        ("Smith &Ltd", "Smith &Ltd"),
        ("&apos;&quot;&#39;", "'\"'"),
        ("no reference", "no reference"),
        ("&", "&"),
        ("&&amp;", "&&"),
    ] {
        assert_eq!(decode(text), expected, "{text}");
    }
}

#[test]
fn a_line_is_composed_and_visible() {
    for (text, expected) in [
        ("  R&amp;D \u{202E} Lead\n\t(all)  ", "R&D Lead (all)"),
        ("Zu\u{308}rcher", "Zürcher"),
        ("Zu\u{200B}\u{308}rich", "Zürich"),
        ("Caf&#101;&#x301;", "Café"),
        ("a\u{0}b\u{FEFF}c\u{E0041}d", "abcd"),
        ("a&nbsp;&nbsp;b&#9;c&#10;d", "a b c d"),
        ("a&zwnj;b", "a\u{200C}b"),
        ("&shy;", ""),
        ("한\u{1100}\u{1161}", "한가"),
    ] {
        assert_eq!(line(text, 300), expected, "{text}");
    }
    assert_eq!(line("äöü x", 4), "äöü");
    assert_eq!(cut("äöü", 2), "äö");
}

#[test]
fn escaped_html_is_unescaped_once() {
    assert_eq!(
        unescape("&lt;p&gt;a &amp;lt; b &amp;amp; c &amp;ndash;&lt;/p&gt;"),
        "<p>a &lt; b &amp; c &ndash;</p>"
    );
    assert_eq!(unescape("<p>a &lt;b&gt; c</p>"), "<p>a &lt;b&gt; c</p>");
    assert_eq!(unescape("plain"), "plain");
}

#[test]
fn text_of_job_boards() {
    // The table shows what can not be seen.
    let shown = |text: &str| -> String {
        text.chars()
            .flat_map(|c| match c {
                '\u{A0}' | '\u{3000}' | '\u{200C}' | '\u{200D}' | '\u{FFFF}' => {
                    format!("\\u{{{:X}}}", u32::from(c)).chars().collect()
                }
                c => vec![c],
            })
            .collect()
    };
    let plain = |cell: &str| {
        let mut parts = cell.split("\\u{");
        let mut text = parts.next().unwrap().to_owned();
        for part in parts {
            let (code, rest) = part.split_once('}').unwrap();
            text.extend(char::from_u32(u32::from_str_radix(code, 16).unwrap()));
            text.push_str(rest);
        }
        text
    };
    crate::assert_table(include_str!("tests/boards.tsv"), |cells| {
        let text = plain(cells[1]);
        shown(&match cells[0] {
            "decode" => decode(&text).into_owned(),
            _ => line(&text, 200),
        })
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_becomes_one_composed_line(text in "\\PC{0,60}|[a-z&;#x0-9 \u{300}-\u{310}]{0,60}", max in 0_usize..80) {
        let line = line(&text, max);
        prop_assert!(line.chars().count() <= max);
        prop_assert!(is_nfc(&line) && !line.contains("  ") && line.trim() == line && !line.chars().any(char::is_control), "{line:?}");
        prop_assert_eq!(tidy(&line, max), line);
    }

    #[test]
    fn escaping_and_decoding_give_the_text_again(text in "[a-zé&<>;# ]{0,40}") {
        let escaped = super::escape(&text);
        prop_assert_eq!(decode(&escaped), text);
    }
}
