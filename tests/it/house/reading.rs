//! Reads the source files of a folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

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
