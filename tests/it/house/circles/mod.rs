//! No cyclic dependencies between source files: files in a cycle cannot be read, tested or moved separately.
//!
//! A file depends on another if it contains a path to it: in a `use`, or in code by `crate::`, `self::`, `super::`, by the name of a child
//! module or of an imported one. A path resolves to the file that declares its item: if a module only re-exports an item (`pub use`), to the
//! file behind it. So a `mod.rs` that declares its children, or re-exports their items, does not depend on them; one that uses their items
//! does. Methods are not resolved: an `impl` of a type in another file depends on that type. Tests may depend on everything.

mod code;
mod tokens;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use self::{
    code::{Code, Module, code_of},
    tokens::tokens,
};
use super::{
    is_test,
    reading::{files, name_of, read},
};

/// Accepted cyclic dependencies: from, to, and the reason. A name that ends with a slash covers all files below it.
const ALLOWED: &[(&str, &str, &str)] = &[];

/// The files of a tree by their module; a dependency is a path to another of them.
struct Tree {
    names: BTreeMap<Module, String>,
    code: BTreeMap<Module, Code>,
}

#[test]
fn no_file_needs_one_that_needs_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let sources = files(&src)
        .into_iter()
        .map(|file| (name_of(&src, &file), read(&file)));
    let (circles, unused) = Tree::of(sources).circles(ALLOWED);
    let found: Vec<String> = circles.iter().map(|circle| circle.join(", ")).collect();
    assert!(
        found.is_empty(),
        "{} cycles:\n{}",
        found.len(),
        found.join("\n")
    );
    assert!(
        unused.is_empty(),
        "nothing needs these exceptions: {unused:?}"
    );
}

/// These files have exactly these cycles.
fn check(sources: &[(&str, &str)], expected: &[&[&str]]) {
    let owned = sources
        .iter()
        .map(|(name, code)| ((*name).to_owned(), (*code).to_owned()));
    let (circles, _) = Tree::of(owned).circles(&[]);
    assert_eq!(circles, expected, "{sources:?}");
}

#[test]
fn circles_are_found_whatever_way_they_are_written() {
    let pair: &[&[&str]] = &[&["a.rs", "b.rs"]];
    check(
        &[("a.rs", "use crate::b::B;"), ("b.rs", "use crate::a::A;")],
        pair,
    );
    check(
        &[
            ("a.rs", "use super::b;\nfn f() { b::g() }"),
            ("b.rs", "fn g() { crate::a::f() }"),
        ],
        pair,
    );
    check(
        &[
            ("a.rs", "use super::{b::{B, C as D}};"),
            ("b.rs", "struct B(super::a::A);"),
        ],
        pair,
    );
    // Through a module that only re-exports the item.
    check(
        &[
            ("a/mod.rs", "mod x;\nmod y;\npub use self::{x::X, y::Y};"),
            ("a/x.rs", "use super::Y;"),
            ("a/y.rs", "use crate::a::X;"),
        ],
        &[&["a/x.rs", "a/y.rs"]],
    );
    // A module that uses items of a child which needs the module.
    check(
        &[
            ("a/mod.rs", "mod x;\nstruct A;\nfn f() { x::g() }"),
            ("a/x.rs", "use super::A;\npub fn g() {}"),
        ],
        &[&["a/mod.rs", "a/x.rs"]],
    );
    check(
        &[
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "use crate::c::C;"),
            ("c.rs", "use crate::a::A;"),
            ("d.rs", "use crate::{a::A, c::C};"),
        ],
        &[&["a.rs", "b.rs", "c.rs"]],
    );
}

#[test]
fn what_only_looks_like_a_circle_is_none() {
    for sources in [
        &[
            ("a/mod.rs", "mod x;\npub use self::x::X;\nstruct A;"),
            ("a/x.rs", "use super::A;\nimpl A {}"),
        ] as &[_],
        &[
            ("a.rs", "use crate::b::B;"),
            (
                "b.rs",
                "// use crate::a::A;\n/* crate::a::A */ const TEXT: &str = \"crate::a::A\";",
            ),
        ],
        &[
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "#[cfg(test)]\nmod tests {\n use crate::a::A;\n}"),
        ],
        &[
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "pub(in crate::a) fn f() {}"),
        ],
        &[
            ("a/mod.rs", "mod x;\nmod tests;\nuse self::x::X;"),
            ("a/x.rs", ""),
            ("a/tests.rs", "use super::X;"),
        ],
    ] {
        check(sources, &[]);
    }
}

impl Tree {
    fn of(sources: impl Iterator<Item = (String, String)>) -> Self {
        let sources: Vec<_> = sources
            .filter(|(name, _)| !is_test(name) && name != "main.rs")
            .map(|(name, text)| (module_of(&name), name, text))
            .collect();
        let names: BTreeMap<_, _> = sources
            .iter()
            .map(|(module, name, _)| (module.clone(), name.clone()))
            .collect();
        let code = sources
            .iter()
            .map(|(module, _, text)| (module.clone(), code_of(module, &tokens(text))))
            .collect();
        Self { names, code }
    }

    /// The file of a path from the root; and whether the path names the file's module itself, not an item of it.
    fn target(&self, path: &[String], depth: usize) -> (Module, bool) {
        let mut module = Module::new();
        for (index, part) in path.iter().enumerate() {
            module.push(part.clone());
            if self.names.contains_key(&module) {
                continue;
            }
            module.pop();
            let imported = self
                .code
                .get(&module)
                .and_then(|code| code.imports.get(part));
            return match imported {
                // Items may be re-exported several times, but not endlessly.
                Some(origin) if depth < 8 => {
                    let rest = path.iter().skip(index + 1);
                    let path: Module = origin.iter().chain(rest).cloned().collect();
                    self.target(&path, depth + 1)
                }
                _ => (module, false),
            };
        }
        (module, true)
    }

    fn dependencies(&self, module: &Module) -> BTreeSet<Module> {
        let Some(code) = self.code.get(module) else {
            return BTreeSet::new();
        };
        let mut found = BTreeSet::new();
        for (path, is_passed_on) in &code.paths {
            // Imports from the module's own children resolve directly to the child.
            let (target, is_module) = self.target(path, 0);
            let is_own_child = target.starts_with(module) && *is_passed_on;
            if target != *module && !is_own_child && !is_module {
                found.insert(target);
            }
        }
        found
    }

    /// The cycles, and the exceptions that are not needed.
    fn circles(&self, allowed: &[(&str, &str, &str)]) -> (Vec<Vec<String>>, Vec<String>) {
        let mut used = BTreeSet::new();
        let mut edges: BTreeMap<&Module, BTreeSet<Module>> = BTreeMap::new();
        for (module, name) in &self.names {
            let mut targets = self.dependencies(module);
            targets.retain(|target| {
                let to = self.names.get(target).map_or("", String::as_str);
                let exception = allowed
                    .iter()
                    .position(|(a, b, _)| matches(a, name) && matches(b, to));
                used.extend(exception);
                exception.is_none()
            });
            edges.insert(module, targets);
        }
        let reach: BTreeMap<&Module, BTreeSet<&Module>> = edges
            .keys()
            .map(|module| (*module, reachable(&edges, module)))
            .collect();
        let (mut circles, mut seen) = (Vec::new(), BTreeSet::new());
        for (module, reached) in &reach {
            if !reached.contains(module) || !seen.insert((*module).clone()) {
                continue;
            }
            let circle: Vec<&Module> = reached
                .iter()
                .copied()
                .filter(|other| reach.get(other).is_some_and(|back| back.contains(module)))
                .collect();
            seen.extend(circle.iter().map(|module| (*module).clone()));
            let mut names: Vec<String> = circle
                .into_iter()
                .filter_map(|module| self.names.get(module).cloned())
                .collect();
            names.sort();
            circles.push(names);
        }
        let unused = allowed
            .iter()
            .enumerate()
            .filter(|(index, _)| !used.contains(index))
            .map(|(_, (from, to, _))| format!("{from} → {to}"))
            .collect();
        (circles, unused)
    }
}

/// True if an entry of the list covers this file.
fn matches(pattern: &str, name: &str) -> bool {
    pattern == name || (pattern.ends_with('/') && name.starts_with(pattern))
}

fn reachable<'a>(
    edges: &'a BTreeMap<&'a Module, BTreeSet<Module>>,
    from: &Module,
) -> BTreeSet<&'a Module> {
    let (mut found, mut waiting) = (BTreeSet::new(), Vec::new());
    waiting.extend(edges.get(from).into_iter().flatten());
    while let Some(module) = waiting.pop() {
        if found.insert(module) {
            waiting.extend(edges.get(module).into_iter().flatten());
        }
    }
    found
}

fn module_of(name: &str) -> Module {
    name.trim_end_matches(".rs")
        .split('/')
        .filter(|part| !matches!(*part, "mod" | "lib"))
        .map(str::to_owned)
        .collect()
}
