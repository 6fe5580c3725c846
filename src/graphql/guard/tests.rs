//! The guard refuses bombs in no time and lets honest documents through.

use proptest::prelude::*;

use super::{parse, scan::scan};
use crate::config::Config;

fn limits() -> crate::config::Limits {
    Config::load(None).expect("the defaults").limits
}

fn code(text: &str) -> &'static str {
    parse(text, &limits()).map_or_else(|refused| refused.code, |_| "ok")
}

#[test]
fn bombs_are_refused_by_name() {
    let deep = |n: usize| format!("{{ a(x: {}{}) }}", "[".repeat(n), "]".repeat(n));
    let fan = (0..30).fold(String::new(), |fan, i| format!("{fan}fragment f{i} on Q {{ ...f{0} ...f{0} }} ", i + 1));
    for (text, expected) in [
        ("{ viewer { id } }".to_owned(), "ok"),
        (deep(60), "ok"),
        (deep(64), "MAX_DEPTH_EXCEEDED"),
        (deep(1_500), "MAX_DEPTH_EXCEEDED"),
        (deep(30_000), "TOKEN_LIMIT_EXCEEDED"),
        (format!("{{ {} }}", "a ".repeat(3_997)), "ok"),
        (format!("{{ {} }}", "a ".repeat(3_999)), "TOKEN_LIMIT_EXCEEDED"),
        (format!("{{ a }} #{}", "x".repeat(70_000)), "QUERY_TOO_LONG"),
        (format!("{{ ...f0 }} {fan} fragment f30 on Q {{ a }}"), "MAX_RECURSIVE_SELECTIONS_EXCEEDED"),
        ("{ ...f } fragment f on Q { ...f }".to_owned(), "GRAPHQL_VALIDATION_FAILED"),
        ("{ ...missing }".to_owned(), "ok"),
        ("{ a".to_owned(), "GRAPHQL_PARSE_FAILED"),
        (String::new(), "GRAPHQL_PARSE_FAILED"),
    ] {
        assert_eq!(code(&text), expected, "{}", text.chars().take(60).collect::<String>());
    }
}

#[test]
fn brackets_in_strings_and_comments_do_not_nest() {
    for (text, nesting) in [
        ("{ a }", 1),
        ("{ a(x: \"[[[[\") }", 2),
        ("{ a(x: \"\\\"[[[[\") }", 2),
        ("{ a(x: \"\"\"[[[[ \\\"\"\" [[[\"\"\") }", 2),
        ("# [[[[\n{ a }", 1),
        ("{ a(x: \"\") { b } }", 2),
    ] {
        assert_eq!(scan(text).nesting, nesting, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_parsed_or_refused(text in "[{}()\\[\\]\"\\\\#a-c.!$:@ \n]{0,300}") {
        let _ = parse(&text, &limits());
    }

    #[test]
    fn the_scan_never_sees_fewer_brackets_than_the_parser_needs(depth in 1_usize..60) {
        let text = format!("{}a{}", "{ a ".repeat(depth), " }".repeat(depth));
        prop_assert_eq!(scan(&text).nesting, depth);
        prop_assert!(parse(&text, &limits()).is_ok());
    }
}
