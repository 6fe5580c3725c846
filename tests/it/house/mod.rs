//! Rules for the source code: allowed imports (docs/ARCHITECTURE.md), length and documentation of files. What clippy can check (clocks,
//! spawns, clients) is in clippy.toml.

mod circles;
mod image;
mod planted;
mod reading;

use std::{collections::BTreeSet, fs, path::Path};

use self::reading::{files, name_of, read};

const LINES_MAX: usize = 400;

/// Feature → features that its service and rows may import. Imports follow foreign keys; features that only listen come last.
const UPSTREAM: &[(&str, &[&str])] = &[
    ("audit", &[]),
    ("settings", &[]),
    ("users", &["audit"]),
    ("mail", &["users"]),
    ("auth", &["audit", "settings", "users", "mail"]),
    ("profiles", &["users", "changes"]),
    ("documents", &["users"]),
    (
        "imports",
        &["users", "auth", "profiles", "connections", "applications"],
    ),
    ("jobs", &["users"]),
    ("connections", &["users", "jobs"]),
    ("applications", &["users", "jobs", "changes"]),
    ("changes", &[]),
    ("proposals", &["auth", "changes"]),
    ("undo", &["users", "changes", "profiles", "applications"]),
    (
        "notifications",
        &["users", "jobs", "applications", "personal_data"],
    ),
    ("linkedin", &["audit", "users", "auth", "imports"]),
    ("matching", &["profiles", "jobs", "applications"]),
    (
        "writing",
        &[
            "audit",
            "users",
            "profiles",
            "jobs",
            "applications",
            "matching",
        ],
    ),
    ("analytics", &["users", "jobs", "applications"]),
    ("moderation", &["audit", "users", "jobs"]),
    ("admin", &["audit", "settings", "users", "auth"]),
    ("personal_data", &["audit", "users", "mail", "auth"]),
];

/// Zone → zones that it may import by `crate::`. `service` is all of a feature but its `entity` and `graphql` (`face`); `schema` is
/// `graphql/schema.rs` and `node` `graphql/node.rs`; `root` is the commands, `main`, `lib` and `faces`.
const ZONES: &[(&str, &[&str])] = &[
    ("types", &["types", "error"]),
    ("error", &["types", "error"]),
    ("config", &["types", "error", "config"]),
    ("platform", &["types", "error", "config", "platform"]),
    ("entity", &["types", "entity"]),
    (
        "service",
        &["types", "error", "config", "platform", "entity", "service"],
    ),
    (
        "face",
        &[
            "types", "error", "entity", "service", "face", "graphql", "node",
        ],
    ),
    ("graphql", &["types", "error", "config", "graphql", "app"]),
    (
        "schema",
        &["types", "error", "config", "face", "graphql", "node", "app"],
    ),
    (
        "node",
        &["types", "error", "config", "face", "graphql", "app"],
    ),
    (
        "http",
        &[
            "types", "error", "config", "platform", "graphql", "schema", "http", "app",
        ],
    ),
    // A face beside `http`, whose transport and execution it shares. Only `faces.rs` names it.
    (
        "mcp",
        &[
            "types", "error", "config", "graphql", "schema", "http", "mcp", "app",
        ],
    ),
    (
        "app",
        &["types", "error", "config", "platform", "service", "app"],
    ),
    (
        "root",
        &[
            "types", "error", "config", "platform", "service", "graphql", "schema", "http", "mcp",
            "app", "root",
        ],
    ),
];

#[test]
fn the_house_keeps_its_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = breaches(&root.join("src"));
    for folder in ["migration/src", "tests/it"] {
        found.extend(
            files(&root.join(folder))
                .iter()
                .flat_map(|file| breaches_of_form(&name_of(root, file), &read(file))),
        );
    }
    assert!(
        found.is_empty(),
        "{} breaches:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn every_feature_has_its_place_in_the_table() {
    let features = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/features");
    let folders = fs::read_dir(features)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir());
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(
            UPSTREAM.iter().any(|(feature, _)| *feature == name),
            "{name} is not in UPSTREAM; say what it may use"
        );
    }
}

#[test]
fn every_test_that_the_threat_table_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = include_str!("../../../SECURITY.md");
    let named: Vec<(&str, &str)> = table
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|name| name.split_once("::"))
        .collect();
    assert!(named.len() > 50, "only {} tests are named", named.len());
    for (place, test) in named.into_iter().filter(|(_, test)| *test != "…") {
        let folder = root.join(
            if place.starts_with("src/") || place.starts_with("crates/") {
                place.to_owned()
            } else {
                format!("tests/it/{place}")
            },
        );
        let sources = if folder.is_dir() {
            files(&folder)
        } else {
            vec![folder.with_extension("rs")]
        };
        let written = sources
            .iter()
            .any(|file| read(file).contains(&format!("fn {test}(")));
        assert!(
            written,
            "SECURITY.md names {place}::{test}, which is not there"
        );
    }
}

#[test]
fn what_the_lists_about_tests_name_exists() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let entries = |list: &str| -> Vec<String> {
        read(&tests.join(list))
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(str::to_owned)
            .collect()
    };
    for module in entries("one-set-up.txt") {
        let place = tests.join("it").join(module.replace("::", "/"));
        assert!(
            place.is_dir() || place.with_extension("rs").is_file(),
            "there is no module {module}"
        );
    }
    for entry in entries("slow.txt") {
        let (name, reason) = entry.split_once(": ").expect("a name and a reason");
        let (_, test) = name.rsplit_once("::").expect("a module and a test");
        let declared = format!("fn {test}(");
        assert!(
            !reason.is_empty()
                && files(&tests.join("it"))
                    .iter()
                    .any(|file| read(file).contains(&declared)),
            "{entry}"
        );
    }
}

fn breaches(src: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in files(src) {
        let (name, text) = (name_of(src, &file), read(&file));
        found.extend(breaches_of_form(&name, &text));
        if !is_test(&name) {
            found.extend(breaches_of_code(&name, &text));
        }
    }
    found
}

/// Test files, by their names. They may import everything.
fn is_test(name: &str) -> bool {
    name.ends_with("tests.rs") || name.split('/').any(|part| part == "tests")
}

fn breaches_of_form(name: &str, text: &str) -> Vec<String> {
    let lines = text.lines().count();
    let no_doc = (!text.starts_with("//!")).then(|| format!("{name}: no module doc"));
    let too_long =
        (lines > LINES_MAX).then(|| format!("{name}: {lines} lines, at most {LINES_MAX}"));
    no_doc.into_iter().chain(too_long).collect()
}

fn breaches_of_code(name: &str, text: &str) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let parts: Vec<&str> = name
        .trim_end_matches(".rs")
        .split('/')
        .filter(|part| *part != "mod")
        .collect();
    let (zone, feature) = zone_of(&parts);
    let mut found = BTreeSet::new();
    // The queue is infrastructure: its entity is a file instead of a folder.
    let holds_rows = zone == "entity" || name.starts_with("platform/") && name.ends_with("/row.rs");
    let unscoped = [
        "Entity::find",
        "Entity::insert",
        "Entity::update",
        "Entity::delete",
    ]
    .map(|word| (word, "entity", !holds_rows));
    for (word, home, banned) in unscoped.into_iter().chain([
        ("std::env::var", "config", zone != "config"),
        ("super::super", "no file", true),
        (
            "db.begin(",
            "platform (write by a unit of work)",
            zone != "platform",
        ),
        (
            "queue.publish(",
            "platform (publish in a unit of work)",
            zone != "platform",
        ),
        (
            "queue.wake(",
            "platform (a unit of work wakes it)",
            zone != "platform",
        ),
    ]) {
        if banned && code.contains(word) {
            found.insert(format!("{name}: {word} outside {home}"));
        }
    }
    for line in debug_formats(&code).filter(|_| !matches!(zone, "config" | "platform")) {
        found.insert(format!("{name}: a Debug format in a text that may leave the house; use the name of the schema: {}", line.trim()));
    }
    for text in code.split("crate::").skip(1) {
        for path in paths(text).0 {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            found.extend(
                breach_of_import(zone, feature, &path)
                    .map(|breach| format!("{name}: {breach} (crate::{})", path.join("::"))),
            );
        }
    }
    found
}

/// Lines that format a value with `{:?}`. Allowed for hashes and in tests only.
fn debug_formats(code: &str) -> impl Iterator<Item = &str> {
    let lines: Vec<&str> = code
        .lines()
        .take_while(|line| *line != "#[cfg(test)]")
        .collect();
    // The call with the text may start some lines above it.
    let is_hashed = |at: usize| {
        let call = lines.get(at.saturating_sub(2)..=at).unwrap_or_default();
        call.iter().any(|line| line.contains("content_hash("))
    };
    let by_code = |line: &str| [":?}", ":#?}"].iter().any(|format| line.contains(format));
    let is_text = |at: &usize| by_code(lines[*at]) && !is_hashed(*at);
    let found: Vec<&str> = (0..lines.len())
        .filter(is_text)
        .map(|at| lines[at])
        .collect();
    found.into_iter()
}

fn breach_of_import(zone: &str, feature: Option<&str>, path: &[&str]) -> Option<String> {
    let (to, target) = zone_of(path);
    if !allowed(ZONES, zone).contains(&to) {
        return Some(format!("{zone} may not name {to}"));
    }
    let (own, other) = (feature?, target?);
    // GraphQL types refer to each other in cycles, so resolvers may import each other; services may not.
    if own == other {
        None
    } else if to == "entity" && zone != "entity" {
        Some(format!("{own} reads the rows of {other}"))
    } else if zone != "face" && !allowed(UPSTREAM, own).contains(&other) {
        Some(format!("{own} may not use {other}"))
    } else {
        None
    }
}

fn allowed<'a>(table: &'a [(&str, &[&str])], key: &str) -> &'a [&'a str] {
    table
        .iter()
        .find(|(name, _)| *name == key)
        .map_or(&[], |(_, allowed)| *allowed)
}

/// The zone and the feature of a path such as `features/jobs/graphql/query` or `features::jobs::graphql`.
fn zone_of<'a>(parts: &[&'a str]) -> (&'static str, Option<&'a str>) {
    match parts {
        // A large feature has folders that are structured like small features.
        ["features", feature, "graphql", ..] | ["features", feature, _, "graphql", ..] => {
            ("face", Some(feature))
        }
        ["features", feature, "entity", ..] | ["features", feature, _, "entity", ..] => {
            ("entity", Some(feature))
        }
        ["features", feature, ..] => ("service", Some(feature)),
        ["types", ..] => ("types", None),
        ["error", ..] => ("error", None),
        ["config", ..] => ("config", None),
        ["platform", ..] => ("platform", None),
        ["graphql", "schema", ..] => ("schema", None),
        ["graphql", "node", ..] => ("node", None),
        // Shared macros are named from the root of the crate.
        ["graphql" | "user_errors", ..] => ("graphql", None),
        ["http", ..] => ("http", None),
        ["mcp", ..] => ("mcp", None),
        ["app", ..] => ("app", None),
        _ => ("root", None),
    }
}

/// The paths at the start of a text, `a::{b, c::d}` being two; and the rest of the text.
fn paths(text: &str) -> (Vec<Vec<String>>, &str) {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        let mut all = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            if rest.is_empty() || rest.starts_with('}') {
                return (all, rest.get(1..).unwrap_or_default());
            }
            let (some, after) = paths(rest);
            all.extend(some);
            // `as Other` and `*` are not part of a path.
            rest = after.trim_start_matches(|c: char| !matches!(c, ',' | '}'));
        }
    }
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    if head.is_empty() {
        return (vec![Vec::new()], rest);
    }
    let Some(after) = rest.strip_prefix("::") else {
        return (vec![vec![head.to_owned()]], rest);
    };
    let (tails, rest) = paths(after);
    (
        tails
            .into_iter()
            .map(|tail| std::iter::once(head.to_owned()).chain(tail).collect())
            .collect(),
        rest,
    )
}
