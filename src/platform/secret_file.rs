//! Files that hold secrets: for their owner only, and never seen half-written.

use std::{fs, io, io::Write, path::Path};

use super::clock::Clock;

/// Writes a new file in a folder, which is made where it is missing. Others who read the folder meanwhile find the whole or nothing.
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

/// Makes a folder that is missing, which nobody else on the machine may look into.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The names of the files in a folder that end so, without their ends and in order. A folder that is not there has none; one that
/// cannot be read is an error, for it may have some.
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

/// A name for a new file that sorts behind those of earlier days, and is nobody else's.
#[must_use]
pub fn new_name(clock: &Clock) -> String {
    format!(
        "{}-{}",
        clock.now().format("%Y%m%d"),
        clock.new_id().simple()
    )
}
