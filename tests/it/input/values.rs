//! Hostile values for an input type.

use careergraph::types::cursor::{Cursor, List};
use serde_json::{Value, json};

/// Marks a lone surrogate, which JSON can encode and Unicode does not allow.
pub(super) const LONE_SURROGATE: &str = "@lone surrogate@";

/// The paths of the scalars of a value, and of nulls.
pub(super) fn leaves(value: &Value, at: &str) -> Vec<String> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| leaves(value, &format!("{at}/{name}")))
            .collect(),
        Value::Array(items) => [at.to_owned()]
            .into_iter()
            .chain(leaves(&items[0], &format!("{at}/0")))
            .collect(),
        _ => vec![at.to_owned()],
    }
}

/// The hostile values. A value of another type than the schema's is hostile as well, so the type does not matter.
pub(super) fn hostile(pointer: &str) -> Vec<Value> {
    let name = pointer
        .rsplit('/')
        .find(|part| part.parse::<usize>().is_err())
        .unwrap_or_default();
    let mut values = vec![
        json!(""),
        json!(" \t\r\n "),
        json!("x".repeat(900_000)),
        json!("a\0b"),
        json!("a\u{202e}b"),
        json!("\u{feff}\u{200b}\u{fffd}\u{10ffff}"),
        json!(format!("a{LONE_SURROGATE}b")),
        json!("\"' ; DROP TABLE users; -- % _ * ( ) OR AND NOT NEAR {} \\"),
        json!("0000-01-01"),
        json!("9999-12-31"),
        json!("0000-01-01T00:00:00Z"),
        json!("9999-12-31T23:59:59Z"),
        json!("-262143-01-01T00:00:00Z"),
        json!("user_0193e2a4c6b07d1e8f00000000000000"),
        json!("appl_0193e2a4c6b07d1e8f00000000000000"),
        json!("post_ffffffffffffffffffffffffffffffff"),
        json!(-1),
        json!(0),
        json!(i32::MAX),
        json!(i32::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1.5),
        json!(f64::MAX),
        json!(true),
        Value::Null,
        json!([]),
        json!([[[]]]),
        json!({}),
    ];
    if matches!(name, "after" | "allUpTo") {
        values.extend(cursors());
    }
    values
}

/// Cursors of every list for positions without rows.
fn cursors() -> Vec<Value> {
    let lists = [
        List::PostingsByDate,
        List::PostingsByRank,
        List::Applications,
        List::Events,
        List::Notifications,
        List::Sources,
        List::Users,
        List::Reports,
        List::Audit,
    ];
    // The limits of instants in PostgreSQL and chrono, and beyond.
    let keys = [
        i64::MIN,
        i64::MIN + 1,
        -300_000_000_000_000_000,
        -210_000_000_000_000_000,
        -62_200_000_000_000_000,
        -1,
        0,
    ];
    let keys =
        keys.into_iter()
            .chain([253_402_300_800_000_000, 8_000_000_000_000_000_000, i64::MAX]);
    let of = |key| {
        lists.map(|list| {
            json!(
                Cursor {
                    key,
                    id: uuid::Uuid::max()
                }
                .encode(list)
            )
        })
    };
    keys.flat_map(of).collect()
}
