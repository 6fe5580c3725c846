//! Hostile payloads: scripts, malicious links, invisible characters, huge sizes, wrong formats.

use std::time::{Duration, Instant};

use super::{by_name, listing, parse, text};

#[test]
fn html_becomes_safe_markdown() {
    let check = |html: &str, expected: &str| assert_eq!(text::markdown(html), expected, "{html}");
    check(
        "<h2>You</h2><p>Run <b>clusters</b> &amp; <em>more</em>.</p>",
        "## You\n\nRun **clusters** & *more*.",
    );
    check("<ul><li>SQL</li><li>Airflow</li></ul>", "- SQL\n- Airflow");
    check("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two");
    check("<div>One</div><div>Two</div>", "One\n\nTwo");
    check(
        "<a href=\"https://a.example/x\">x</a>",
        "[x](https://a.example/x)",
    );
    check("<a href=\"/x\">x</a>", "x");
    check("<a href=\"JaVaScRiPt:alert(1)\">x</a>", "x");
    check("<a href=\" java\nscript:alert(1)\">x</a>", "x");
    check("<a href=\"data:text/html,x\">x</a>", "x");
    check("<a href=\"vbscript:x\">x</a>", "x");
    check("<script>alert(1)</script>Hello<style>p{}</style>", "Hello");
    check("<img src=x onerror=alert(1)>Hello", "Hello");
    check(
        "<iframe src=\"https://evil.example\">gone</iframe>Hello",
        "Hello",
    );
    check("<svg><script>alert(1)</script></svg>Hello", "Hello");
    check(
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\\<script>alert(1)\\</script>",
    );
    check("&lt;\u{202E}script&gt;", "\\<script>");
    check("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))");
    check(
        "<code>`[x](javascript:alert(1))`</code>",
        "\\`\\[x\\](javascript:alert(1))\\`",
    );
    check("a\u{0}b\u{202E}c\u{E0041}d\u{FEFF}e", "abcde");
    check("Zum Beispiel: 👩\u{200D}💻", "Zum Beispiel: 👩\u{200D}💻");
    check("&lt;<i></i>script&gt;", "\\<script>");
    check("&lt;<span>script&gt;</span>", "\\<script>");
    check(
        "Look!<a href=\"https://a.example/pixel.png\">x</a>",
        "Look\\![x](https://a.example/pixel.png)",
    );
    check("<img src=\"https://a.example/pixel.png\" alt=x>", "");
    check("2 &lt; 3", "2 < 3");
    check("", "");
    check("<p></p>", "");
}

#[test]
fn a_link_can_not_break_out_of_its_brackets() {
    for href in [
        "https://a.example/?\\)[x](javascript:alert(1)",
        "https://a.example\n\n[x]: javascript:alert(1)\n\n[x]",
        "https://a.example/)[x](javascript:alert(1)",
        "https://a.example/ \"t\")[x](javascript:alert(1)",
        "mailto:a@b.example?)[x](javascript:alert(1)",
    ] {
        let markdown = text::markdown(&format!("<a href='{href}'>y</a>"));
        // An invalid URL is dropped.
        let whole = markdown.starts_with("[y](")
            && markdown.ends_with(')')
            && markdown.matches(['(', ')', '[', ']', '\n', '\\']).count() == 4;
        assert!(whole || markdown == "y", "{markdown}");
    }
}

#[test]
fn monsters_end_as_text_in_bearable_time() {
    let started = Instant::now();
    let attributes = (0..60_000)
        .map(|index| format!("a{index}"))
        .collect::<Vec<_>>()
        .join(" ");
    let monsters = [
        "<div>".repeat(80_000) + "deep",
        "<div></b>".repeat(40_000) + "deep",
        "<div>".repeat(2_000) + "deep",
        "<b><i>".repeat(2_400) + "deep",
        "<blockquote><ul><li>".repeat(1_600) + "deep",
        "<table><tr><td>".repeat(1_500) + "deep",
        "<b>a</b>".repeat(4_900) + "deep",
        format!("<p {attributes}>deep"),
        "<".repeat(400_000) + "deep",
        "&".repeat(390_000) + "deep",
        "[".repeat(100_000) + "deep",
        "x".repeat(500_000),
    ];
    for monster in monsters {
        let markdown = text::markdown(&monster);
        let start: String = monster.chars().take(30).collect();
        assert!(
            markdown.chars().count() <= text::DESCRIPTION_CHARS_MAX,
            "{start}"
        );
    }
    assert_eq!(text::markdown(&("<div>".repeat(2_000) + "deep")), "deep");
    assert_eq!(
        text::markdown(&("<p>Hello ".repeat(6_000) + "<script>x")).get(..11),
        Some("Hello Hello")
    );
    assert!(
        started.elapsed() < Duration::from_mins(1),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn text_is_cut_between_characters() {
    assert_eq!(
        text::markdown(&"ü".repeat(300_000)).chars().count(),
        text::DESCRIPTION_CHARS_MAX
    );
    assert_eq!(
        text::line("  R&amp;D \u{202E} Lead\n\t(all)  ", 300),
        "R&D Lead (all)"
    );
    assert_eq!(text::line("äöü x", 4), "äöü");
}

#[test]
fn escaped_html_is_unescaped_once() {
    assert_eq!(
        text::unescape("&lt;p&gt;a &amp;lt; b &amp;amp; c&lt;/p&gt;"),
        "<p>a &lt; b &amp; c</p>"
    );
    assert_eq!(
        text::unescape("<p>a &lt;b&gt; c</p>"),
        "<p>a &lt;b&gt; c</p>"
    );
    assert_eq!(text::unescape("plain"), "plain");
}

#[test]
fn another_shape_is_refused_with_what_was_expected() {
    let check = |name: &str, payload: &str, expected: &str| {
        let error = by_name(name)
            .unwrap()
            .parse(payload.as_bytes())
            .unwrap_err();
        assert_eq!(error.to_string(), expected);
    };
    check(
        "lever",
        "<!doctype html>",
        "not a Lever payload: expected JSON, found HTML or XML",
    );
    check(
        "lever",
        r#"{"ok":false,"error":"Document not found"}"#,
        "not a Lever payload: expected a list of postings, or one posting, found a refusal (\"ok\": false)",
    );
    check(
        "lever_eu",
        "{}",
        "not a Lever (EU) payload: expected a list of postings, or one posting, found an object with 0 other fields",
    );
    check(
        "greenhouse",
        "[]",
        "not a Greenhouse payload: expected an object with a list `jobs`, or one job, found a list of 0",
    );
    check(
        "greenhouse",
        r#"{"status":404,"error":"Job not found"}"#,
        "not a Greenhouse payload: expected an object with a list `jobs`, or one job, found an error message",
    );
    check(
        "ashby",
        r#"{"jobs":{}}"#,
        "not a Ashby payload: expected an object with a list `jobs`, found an object with 1 other fields",
    );
    check(
        "ashby",
        "null",
        "not a Ashby payload: expected an object with a list `jobs`, found null",
    );
    let many = format!("[{}1]", "1,".repeat(listing::ENTRIES_MAX));
    check(
        "lever",
        &many,
        "not a Lever payload: expected at most 10000 postings, found a list of 10001",
    );
    for name in ["greenhouse", "lever", "lever_eu", "ashby"] {
        let connector = by_name(name).unwrap();
        for payload in [&b""[..], b"\xFF\xFE", b"{", b"[1,", &b"[".repeat(100_000)] {
            assert!(
                connector
                    .parse(payload)
                    .unwrap_err()
                    .to_string()
                    .contains("JSON")
            );
        }
    }
}

#[test]
fn an_empty_board_and_a_byte_order_mark_are_fine() {
    for (name, payload) in [
        ("greenhouse", r#"{"jobs":[]}"#),
        ("lever", "[]"),
        ("ashby", "\u{FEFF}{\"jobs\":[]}"),
    ] {
        let listing = parse(name, payload.as_bytes());
        assert_eq!(
            (listing.seen, listing.more, listing.proves_absence()),
            (0, false, true)
        );
    }
}

#[test]
fn a_full_page_of_lever_has_another_after_it() {
    let entries = |count| format!("[{}]", vec!["{}"; count].join(","));
    assert!(!parse("lever", entries(99).as_bytes()).more);
    assert!(parse("lever", entries(100).as_bytes()).more);
    assert!(!parse("lever", entries(100).as_bytes()).proves_absence());
}
