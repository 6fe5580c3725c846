//! Files with secrets: readable by their owner only, and written atomically.

use std::{fs, io, io::Write, path::Path};

use super::clock::Clock;

/// Writes a new file; creates the folder if it is missing. Concurrent readers of the folder see the complete file or none.
pub fn write(folder: &Path, name: &str, suffix: &str, content: &[u8]) -> io::Result<()> {
    private_folder(folder)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let (draft, file_name) = (
        folder.join(format!("{name}.draft")),
        folder.join(format!("{name}{suffix}")),
    );
    let mut file = options.open(&draft)?;
    file.write_all(content).and_then(|()| file.sync_all())?;
    fs::rename(draft, file_name)
}

/// Creates a missing folder that only its owner may access.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The names of the files with this suffix in a folder, sorted and without the suffix. A missing folder has none; one that
/// cannot be read is an error.
pub fn names(folder: &Path, suffix: &str) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.extend(
            entry?
                .file_name()
                .to_str()
                .and_then(|name| name.strip_suffix(suffix))
                .map(str::to_owned),
        );
    }
    names.sort();
    Ok(names)
}

/// A unique name for a new file that sorts after those of earlier days.
#[must_use]
pub fn new_name(clock: &Clock) -> String {
    format!(
        "{}-{}",
        clock.now().format("%Y%m%d"),
        clock.new_id().simple()
    )
}
