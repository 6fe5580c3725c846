//! The guard refuses bombs in no time and lets honest documents through.

use async_graphql::parser::{
    parse_query,
    types::{ExecutableDocument, Selection, SelectionSet},
};
use proptest::prelude::*;

use super::{
    INTROSPECTION_DEPTH, parse,
    scan::scan,
    walk::{Extent, Walk},
};
use crate::config::Config;

fn limits() -> crate::config::Limits {
    Config::load(None).expect("the defaults").limits
}

fn code(text: &str) -> &'static str {
    parse(text, &limits()).map_or_else(|refused| refused.code.name(), |_| "ok")
}

#[test]
fn bombs_are_refused_by_name() {
    let deep = |n: usize| format!("{{ a(x: {}{}) }}", "[".repeat(n), "]".repeat(n));
    let fan = (0..30).fold(String::new(), |fan, i| {
        format!("{fan}fragment f{i} on Q {{ ...f{0} ...f{0} }} ", i + 1)
    });
    for (text, expected) in [
        ("{ viewer { id } }".to_owned(), "ok"),
        (deep(60), "ok"),
        (deep(64), "MAX_DEPTH_EXCEEDED"),
        (deep(1_500), "MAX_DEPTH_EXCEEDED"),
        (deep(30_000), "TOKEN_LIMIT_EXCEEDED"),
        (format!("{{ a {{ {} }} }}", "a ".repeat(3_995)), "ok"),
        (
            format!("{{ {} }}", "a ".repeat(3_999)),
            "TOKEN_LIMIT_EXCEEDED",
        ),
        (format!("{{ a }} #{}", "x".repeat(70_000)), "QUERY_TOO_LONG"),
        (
            format!("{{ ...f0 }} {fan} fragment f30 on Q {{ a }}"),
            "MAX_RECURSIVE_SELECTIONS_EXCEEDED",
        ),
        (
            "{ ...f } fragment f on Q { ...f }".to_owned(),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("{ ...missing }".to_owned(), "ok"),
        ("{ a".to_owned(), "GRAPHQL_PARSE_FAILED"),
        (String::new(), "GRAPHQL_PARSE_FAILED"),
    ] {
        assert_eq!(
            code(&text),
            expected,
            "{}",
            text.chars().take(60).collect::<String>()
        );
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
        let mut limits = limits();
        limits.depth = 60;
        let text = format!("{}a{}", "{ a ".repeat(depth), " }".repeat(depth));
        prop_assert_eq!(scan(&text).nesting, depth);
        prop_assert!(parse(&text, &limits).is_ok());
    }
}

/// The text that comes to exactly `n` of what a limit counts.
type Text = fn(usize) -> String;

fn many(n: usize, one: impl Fn(usize) -> String) -> String {
    (0..n).map(one).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn every_limit_holds_at_the_limit_and_refuses_one_over() {
    let limits = limits();
    let cases: [(&str, usize, &str, Text); 13] = [
        ("bytes", limits.document_bytes, "QUERY_TOO_LONG", |n| {
            format!("{{ a }} #{}", "x".repeat(n - 7))
        }),
        (
            "tokens",
            limits.document_tokens,
            "TOKEN_LIMIT_EXCEEDED",
            |n| format!("{{ v {{ {} }} }}", "a ".repeat(n - 5)),
        ),
        (
            "nesting",
            limits.document_nesting,
            "MAX_DEPTH_EXCEEDED",
            |n| format!("{{ a(x: {}{}) }}", "[".repeat(n - 2), "]".repeat(n - 2)),
        ),
        (
            "selections",
            limits.document_selections,
            "MAX_RECURSIVE_SELECTIONS_EXCEEDED",
            |n| {
                format!(
                    "{{ v {{ {} {} }} }} fragment f on Q {{ {} }}",
                    "...f ".repeat(n / 100 - 1),
                    "a ".repeat(n % 100 + 99),
                    "a ".repeat(99)
                )
            },
        ),
        ("depth", limits.depth, "MAX_DEPTH_EXCEEDED", |n| {
            format!("{{ {}a{} }}", "a { ".repeat(n - 1), " }".repeat(n - 1))
        }),
        (
            "depth of the schema",
            INTROSPECTION_DEPTH,
            "MAX_DEPTH_EXCEEDED",
            |n| {
                format!(
                    "{{ __schema {{ {}a{} }} }}",
                    "a { ".repeat(n - 2),
                    " }".repeat(n - 2)
                )
            },
        ),
        (
            "depth through fragments",
            limits.depth,
            "MAX_DEPTH_EXCEEDED",
            |n| {
                format!(
                    "{{ a {{ ...f }} }} fragment f on Q {{ {}a{} }}",
                    "a { ".repeat(n - 2),
                    " }".repeat(n - 2)
                )
            },
        ),
        ("aliases", limits.aliases, "MAX_ALIASES_EXCEEDED", |n| {
            format!(
                "{{ v {{ ...f ...f {} }} }} fragment f on Q {{ x: a }}",
                many(n - 2, |i| format!("a{i}: a "))
            )
        }),
        (
            "directives",
            limits.directives,
            "MAX_DIRECTIVES_EXCEEDED",
            |n| {
                let on = "@include(if: true) ";
                format!(
                    "query Q {on} {{ v {{ ...f {on} ... {on} {{ {} }} }} }} fragment f on Q {on} {{ a }}",
                    format!("a {on}").repeat(n - 4)
                )
            },
        ),
        (
            "directives of one field",
            limits.directives,
            "MAX_DIRECTIVES_EXCEEDED",
            |n| format!("{{ v {} }}", "@d ".repeat(n)),
        ),
        (
            "fields at the root",
            limits.root_fields,
            "MAX_ROOT_FIELDS_EXCEEDED",
            |n| {
                format!(
                    "{{ ...f ... {{ b b }} {} }} fragment f on Q {{ a }}",
                    "a ".repeat(n - 3)
                )
            },
        ),
        (
            "definitions",
            limits.definitions,
            "TOO_MANY_DEFINITIONS",
            |n| {
                format!(
                    "query A {{ a }} {} query B {{ a }}",
                    many(n - 2, |i| format!("fragment f{i} on Q {{ a }} "))
                )
            },
        ),
        ("variables", limits.variables, "TOO_MANY_DEFINITIONS", |n| {
            format!(
                "query A {{ a }} query B({}) {{ a }}",
                many(n, |i| format!("$v{i}: Int "))
            )
        }),
    ];
    for (what, limit, expected, text) in cases {
        assert_eq!(code(&text(limit)), "ok", "{what} at the limit of {limit}");
        assert_eq!(code(&text(limit + 1)), expected, "{what}, one over {limit}");
    }
}

#[test]
fn operations_of_one_document_are_counted_together() {
    let limits = limits();
    let operations =
        |count: usize, inner: &str| many(count, |i| format!("query Q{i} {{ v {{ {inner} }} }} "));
    let fragment = |inner: String| format!("fragment f on Q {{ {inner} }}");
    let half = limits.document_selections / 2;
    for (what, text, expected) in [
        (
            "selections",
            operations(3, "...f") + &fragment("a ".repeat(half)),
            "MAX_RECURSIVE_SELECTIONS_EXCEEDED",
        ),
        (
            "aliases",
            operations(3, "...f") + &fragment(many(limits.aliases / 2, |i| format!("a{i}: a "))),
            "MAX_ALIASES_EXCEEDED",
        ),
        (
            "directives",
            operations(3, "...f") + &fragment("a @d ".repeat(limits.directives / 2)),
            "MAX_DIRECTIVES_EXCEEDED",
        ),
        (
            "roots are each operation's own",
            many(3, |i| {
                format!("query Q{i} {{ {} }} ", "a ".repeat(limits.root_fields))
            }),
            "ok",
        ),
    ] {
        assert_eq!(code(&text), expected, "{what}");
    }
}

#[test]
fn the_schema_is_not_told_where_that_is_disabled() {
    let mut limits = limits();
    limits.introspection = false;
    for (text, expected) in [
        ("{ __schema { types { name } } }", "INTROSPECTION_DISABLED"),
        (
            "{ x: __type(name: \"Query\") { name } }",
            "INTROSPECTION_DISABLED",
        ),
        (
            "{ ...f } fragment f on Query { ... { __schema { types { name } } } }",
            "INTROSPECTION_DISABLED",
        ),
        (
            "query A { a } query B { __schema { types { name } } }",
            "INTROSPECTION_DISABLED",
        ),
        ("{ __typename a { __typename } }", "ok"),
        ("{ __schema: a }", "ok"),
    ] {
        let found = parse(text, &limits).map_or_else(|refused| refused.code.name(), |_| "ok");
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn fragments_in_each_other_do_not_use_up_the_stack() {
    let mut limits = limits();
    (
        limits.document_tokens,
        limits.definitions,
        limits.document_bytes,
    ) = (100_000, 10_000, 1_048_576);
    let chain = |n: usize| {
        format!(
            "{{ ...f0 }} {} fragment f{n} on Q {{ a }}",
            many(n, |i| format!("fragment f{i} on Q {{ ...f{} }} ", i + 1))
        )
    };
    assert!(parse(&chain(60), &limits).is_ok());
    assert_eq!(
        parse(&chain(9_000), &limits)
            .err()
            .map(|refused| refused.code.name()),
        Some("MAX_DEPTH_EXCEEDED")
    );
}

/// The same counts, by spreading every fragment wherever it stands: only for small documents.
fn naive(document: &ExecutableDocument, set: &SelectionSet) -> Extent {
    set.items
        .iter()
        .fold(Extent::default(), |total, selection| {
            let mut found = match &selection.node {
                Selection::Field(field) => {
                    let under = naive(document, &field.node.selection_set.node);
                    Extent {
                        fields: 1,
                        depth: under.depth + 1,
                        aliases: under.aliases + usize::from(field.node.alias.is_some()),
                        ..under
                    }
                }
                Selection::InlineFragment(inline) => {
                    naive(document, &inline.node.selection_set.node)
                }
                Selection::FragmentSpread(spread) => naive(
                    document,
                    &document.fragments[&spread.node.fragment_name.node]
                        .node
                        .selection_set
                        .node,
                ),
            };
            found.selections += 1;
            found.directives += selection.node.directives().len();
            Extent {
                selections: total.selections + found.selections,
                fields: total.fields + found.fields,
                depth: total.depth.max(found.depth),
                introspection_depth: 0,
                aliases: total.aliases + found.aliases,
                directives: total.directives + found.directives,
            }
        })
}

/// A selection set that spreads only fragments of a higher number: no circles.
fn selections(level: usize) -> BoxedStrategy<String> {
    let field = prop_oneof![
        Just("a".to_owned()),
        Just("x: a".to_owned()),
        Just("a @d".to_owned())
    ];
    let spread = (level + 1..5, prop_oneof![Just(""), Just(" @d")])
        .prop_map(|(fragment, on)| format!("...f{fragment}{on}"));
    let leaf = if level < 4 {
        prop_oneof![2 => field, 1 => spread].boxed()
    } else {
        field.boxed()
    };
    let one = leaf.prop_recursive(3, 12, 3, |inner| {
        let inner = prop::collection::vec(inner, 1..4).prop_map(|items| items.join(" "));
        prop_oneof![
            inner.clone().prop_map(|inner| format!("a {{ {inner} }}")),
            inner.prop_map(|inner| format!("... @d {{ {inner} }}"))
        ]
    });
    prop::collection::vec(one, 1..4)
        .prop_map(|items| items.join(" "))
        .boxed()
}

proptest! {
    #[test]
    fn what_is_counted_is_what_a_naive_fold_counts(
        root in selections(0), f1 in selections(1), f2 in selections(2), f3 in selections(3), f4 in selections(4),
    ) {
        let fragments = [f1, f2, f3, f4];
        let fragments = many(4, |i| format!(" fragment f{} on Q {{ {} }}", i + 1, fragments[i]));
        let document = parse_query(format!("{{ {root} }}{fragments}")).expect("it parses");
        let (_, operation) = document.operations.iter().next().expect("an operation");
        let counted = Walk::new(&document).operation(&operation.node).expect("no circle");
        prop_assert_eq!(counted, naive(&document, &operation.node.selection_set.node));
    }
}
