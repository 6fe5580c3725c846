//! The references of one source file to others.

use std::collections::BTreeMap;

/// A module, as its path from the root.
pub(super) type Module = Vec<String>;

/// The declarations and references of one file.
#[derive(Default)]
pub(super) struct Code {
    /// The name of an import, its path from the root, and whether it is re-exported.
    pub imports: BTreeMap<String, Module>,
    /// Paths from the root, and whether the path is only re-exported.
    pub paths: Vec<(Module, bool)>,
}

/// The declarations and references of a module, without test-only code.
pub(super) fn code_of(module: &Module, tokens: &[String]) -> Code {
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    let (mut code, mut at, mut is_public) = (Code::default(), 0, false);
    let mut bare = Vec::new();
    while at < tokens.len() {
        let before = at;
        match token(at) {
            "#" if tokens[at..]
                .iter()
                .take(7)
                .map(String::as_str)
                .eq(["#", "[", "cfg", "(", "test", ")", "]"]) =>
            {
                at = end_of_item(tokens, at + 7);
            }
            "pub" => {
                at += 1;
                if token(at) == "(" {
                    while at < tokens.len() && token(at) != ")" {
                        at += 1;
                    }
                    at += 1;
                }
                is_public = true;
                continue;
            }
            "use" => {
                let end = (at..tokens.len())
                    .find(|end| token(*end) == ";")
                    .unwrap_or(tokens.len());
                for (path, name) in imports(&tokens[at + 1..end]) {
                    if let Some(path) = from_root(module, &path) {
                        code.imports.insert(name, path.clone());
                        code.paths.push((path, is_public));
                    }
                }
                at = end;
            }
            word if token(at + 1) == "::" && !matches!(token(at.wrapping_sub(1)), "::" | ".") => {
                let mut path = vec![word.to_owned()];
                while token(at + 1) == "::" && is_name(token(at + 2)) {
                    path.push(token(at + 2).to_owned());
                    at += 2;
                }
                match from_root(module, &path) {
                    Some(path) => code.paths.push((path, false)),
                    None => bare.push(path),
                }
            }
            _ => {}
        }
        is_public = false;
        at = at.max(before) + 1;
    }
    // A path that starts with a name of this module: an import, or a child.
    for path in bare.into_iter().filter(|path| is_name(&path[0])) {
        code.paths
            .push((module.iter().cloned().chain(path).collect(), false));
    }
    code
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The end of the item that starts here: its semicolon, or the end of its block.
fn end_of_item(tokens: &[String], from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match token.as_str() {
            "{" => depth += 1,
            "}" if depth <= 1 => return at,
            "}" => depth -= 1,
            ";" if depth == 0 => return at,
            _ => {}
        }
    }
    tokens.len()
}

/// The path from the root; none for paths of other crates.
fn from_root(module: &Module, path: &[String]) -> Option<Module> {
    let mut base = module.clone();
    let mut rest = path;
    match rest.first()?.as_str() {
        "crate" => base.clear(),
        "self" => {}
        "super" => drop(base.pop()),
        _ => return None,
    }
    rest = &rest[1..];
    while rest.first().is_some_and(|part| part == "super") {
        base.pop();
        rest = &rest[1..];
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

/// The paths of a `use`, each with the name that it introduces.
pub(super) fn imports(tokens: &[String]) -> Vec<(Module, String)> {
    let (mut found, mut stack, mut path) = (Vec::new(), Vec::new(), Module::new());
    let mut at = 0;
    let mut base = 0;
    let mut finish = |path: &mut Module, base: usize, name: Option<String>| {
        if path.len() > base {
            let mut full = path.clone();
            if full.len() > 1 && full.last().is_some_and(|last| last == "self") {
                full.pop();
            }
            let name = name.or_else(|| full.last().cloned()).unwrap_or_default();
            found.push((full, name));
            path.truncate(base);
        }
    };
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "::" => {}
            "{" => {
                stack.push(base);
                base = path.len();
            }
            "," => finish(&mut path, base, None),
            "}" => {
                finish(&mut path, base, None);
                base = stack.pop().unwrap_or_default();
                path.truncate(base);
            }
            "as" => {
                let name = tokens.get(at + 1).cloned();
                finish(&mut path, base, name);
                at += 1;
            }
            name => path.push(name.to_owned()),
        }
        at += 1;
    }
    finish(&mut path, base, None);
    found
}
