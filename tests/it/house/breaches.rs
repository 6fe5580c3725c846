//! Reads the tree and says what breaks its rules.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::{LINES_MAX, UPSTREAM, ZONES};

pub(super) fn breaches(src: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in files(src) {
        let (name, text) = (name_of(src, &file), read(&file));
        found.extend(breaches_of_form(&name, &text));
        if !name.ends_with("tests.rs") && !name.contains("/tests/") {
            found.extend(breaches_of_code(&name, &text));
        }
    }
    found
}

pub(super) fn breaches_of_form(name: &str, text: &str) -> Vec<String> {
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
    // The queue's rows are machinery: their entity has a file instead of a folder.
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
    ]) {
        if banned && code.contains(word) {
            found.insert(format!("{name}: {word} outside {home}"));
        }
    }
    for line in debug_formats(&code)
        .filter(|_| !matches!(zone, "config" | "platform") && !parts.contains(&"tests"))
    {
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

/// Lines that spell a value as the code does. A hash reads it, and a test may: nobody else.
fn debug_formats(code: &str) -> impl Iterator<Item = &str> {
    let lines: Vec<&str> = code
        .lines()
        .take_while(|line| *line != "#[cfg(test)]")
        .collect();
    // The call that takes the text may stand some lines above it.
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
    // GraphQL's types form a cyclic graph, so faces may meet each other; services may not.
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
        ["features", feature, "graphql", ..] => ("face", Some(feature)),
        ["features", feature, "entity", ..] => ("entity", Some(feature)),
        ["features", feature, ..] => ("service", Some(feature)),
        ["types", ..] => ("types", None),
        ["error", ..] => ("error", None),
        ["config", ..] => ("config", None),
        ["platform", ..] => ("platform", None),
        ["graphql", "schema" | "node", ..] => ("schema", None),
        // Macros of the kit are named from the root of the crate.
        ["graphql" | "payloads" | "user_errors", ..] => ("graphql", None),
        ["http", ..] => ("http", None),
        ["app", ..] => ("app", None),
        _ => ("root", None),
    }
}

/// The paths that a text begins with, `a::{b, c::d}` being two; and what follows them.
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
            // `as Other` and `*` name nothing new.
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

pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

pub(super) fn name_of(root: &Path, file: &Path) -> String {
    file.strip_prefix(root)
        .unwrap()
        .iter()
        .map(|part| part.to_str().unwrap())
        .collect::<Vec<_>>()
        .join("/")
}

pub(super) fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}
