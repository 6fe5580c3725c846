//! The part `map`: the paths in `operations` that each file belongs to. At each of them the request has null.

use serde_json::Value;

use crate::http::respond::Refusal;

/// Maximum paths of all files together.
const PATHS_MAX: usize = 100;

/// The names of the files with their paths.
pub(super) struct Map(Vec<(String, Vec<String>)>);

impl Map {
    pub(super) fn parse(map: &Value) -> Result<Self, Refusal> {
        let Value::Object(map) = map else {
            return Err(not_a_map());
        };
        let files = map.iter().map(|(name, paths)| {
            let paths = paths.as_array().filter(|paths| !paths.is_empty())?;
            let paths = paths
                .iter()
                .map(|path| path.as_str().filter(|path| leads_to_variable(path)));
            let paths: Option<Vec<String>> = paths.map(|path| path.map(str::to_owned)).collect();
            Some((name.clone(), paths?))
        });
        let files: Vec<_> = files.collect::<Option<_>>().ok_or_else(not_a_map)?;
        if files.iter().map(|(_, paths)| paths.len()).sum::<usize>() > PATHS_MAX {
            let message = format!("A multipart body names at most {PATHS_MAX} places of files.");
            return Err(Refusal::bad_request(message));
        }
        Ok(Self(files))
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    pub(super) fn paths_of(&self, name: &str) -> impl Iterator<Item = &str> {
        let files = self.0.iter().filter(move |(known, _)| known == name);
        files.flat_map(|(_, paths)| paths).map(String::as_str)
    }
}

/// True for `variables.…`, and in a batch for `0.variables.…`.
fn leads_to_variable(path: &str) -> bool {
    let rest = match path.split_once('.') {
        Some((entry, rest)) if entry.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => path,
    };
    rest.strip_prefix("variables.")
        .is_some_and(|path| !path.is_empty())
}

fn not_a_map() -> Refusal {
    Refusal::bad_request(
        "\"map\" must be a JSON object with the paths of each file, as in {\"0\": [\"variables.file\"]}.",
    )
}

/// Writes a value at a path of the operations, where there must be null.
pub(super) fn put(operations: &mut Value, path: &str, value: Value) -> Result<(), Refusal> {
    let found = path.split('.').try_fold(operations, |at, step| match at {
        Value::Object(members) => members.get_mut(step),
        Value::Array(items) => step
            .parse::<usize>()
            .ok()
            .and_then(|step| items.get_mut(step)),
        _ => None,
    });
    match found {
        Some(place) if place.is_null() => {
            *place = value;
            Ok(())
        }
        _ => Err(Refusal::bad_request(
            "At each path of the map, the \"operations\" must have null, which stands for the file.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Map, put};

    #[test]
    fn a_file_takes_the_place_of_a_null_in_the_variables() {
        let whole =
            json!({ "variables": { "input": { "file": null, "n": 1 }, "list": [null, null] } });
        for (path, place) in [
            ("variables.input.file", "/variables/input/file"),
            ("variables.list.1", "/variables/list/1"),
        ] {
            let mut changed = whole.clone();
            put(&mut changed, path, json!("x")).expect("a null");
            assert_eq!(changed.pointer(place), Some(&json!("x")));
        }
        for path in [
            "variables.input.n",
            "variables.input",
            "variables.input.other",
            "variables.list.2",
            "variables.list.-1",
            "variables.list.01x",
            "variables.input.file.more",
        ] {
            assert!(put(&mut whole.clone(), path, json!("x")).is_err(), "{path}");
        }
    }

    #[test]
    fn a_map_has_paths_to_variables_only() {
        let is_map = |map: Value| Map::parse(&map).is_ok();
        assert!(is_map(json!({})));
        assert!(is_map(
            json!({ "0": ["variables.file", "variables.files.0"], "a": ["1.variables.x"] })
        ));
        let many: Vec<String> = (0..101).map(|n| format!("variables.f{n}")).collect();
        for wrong in [
            json!([]),
            json!({ "0": "variables.file" }),
            json!({ "0": [] }),
            json!({ "0": [7] }),
            json!({ "0": ["query"] }),
            json!({ "0": ["variables"] }),
            json!({ "0": ["variables."] }),
            json!({ "0": ["extensions.variables.x"] }),
            json!({ "0": many }),
        ] {
            assert!(!is_map(wrong.clone()), "{wrong}");
        }
    }
}
