//! Files that hold secrets: for their owner only, and never seen half-written.

use std::{fs, io, io::Write, path::Path};

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
