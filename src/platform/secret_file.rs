//! Files that hold secrets: for their owner only, and never seen half-written.

use std::{fs, io, io::Write, path::Path};

use super::clock::Clock;

/// Writes a new file in a folder, which is made where it is missing. Others who read the folder meanwhile find the whole or nothing.
pub fn write(folder: &Path, name: &str, suffix: &str, content: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let (draft, file_name) = (folder.join(format!("{name}.draft")), folder.join(format!("{name}{suffix}")));
    let mut file = options.open(&draft)?;
    file.write_all(content).and_then(|()| file.sync_all())?;
    fs::rename(draft, file_name)
}

/// The names of the files in a folder that end so, without their ends and in order; none if it cannot be read.
#[must_use]
pub fn names(folder: &Path, suffix: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(suffix).map(str::to_owned));
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

/// A name for a new file that sorts behind those of earlier days, and is nobody else's.
#[must_use]
pub fn new_name(clock: &Clock) -> String {
    format!("{}-{}", clock.now().format("%Y%m%d"), clock.new_id().simple())
}
