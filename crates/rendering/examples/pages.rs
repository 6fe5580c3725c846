//! Writes the samples in all formats and looks into a folder, and their pages as pictures by `pdftoppm` of poppler:
//! `cargo run -p rendering --example pages -- FOLDER`.
#![expect(clippy::print_stdout, reason = "what was written is said")]

mod samples;

use rendering::{Options, Paper, Template, docx, html, markdown, pdf, plain};
use std::{env, error::Error, fs, path::PathBuf, process::Command};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("which folder?")?);
    fs::create_dir_all(&folder)?;
    for (name, document) in samples::all() {
        fs::write(folder.join(format!("{name}.md")), markdown(&document)?)?;
        fs::write(folder.join(format!("{name}.txt")), plain(&document)?)?;
        for template in [Template::Plain, Template::Classic] {
            for paper in [Paper::A4, Paper::Letter] {
                let options = Options {
                    template,
                    paper,
                    created: None,
                };
                let base = format!("{name}-{template:?}-{paper:?}").to_lowercase();
                let file = folder.join(&base);
                let rendered = pdf(&document, &options)?;
                fs::write(file.with_extension("pdf"), &rendered.bytes)?;
                fs::write(file.with_extension("html"), html(&document, &options)?)?;
                fs::write(file.with_extension("docx"), docx(&document, &options)?)?;
                let missing: String = rendered.missing.iter().collect();
                println!(
                    "{base}: {} pages, {} bytes, missing: {missing}",
                    rendered.pages,
                    rendered.bytes.len()
                );
                let status = Command::new("pdftoppm")
                    .args(["-png", "-r", "80"])
                    .arg(file.with_extension("pdf"))
                    .arg(&file)
                    .status()
                    .map_err(|error| format!("pdftoppm ({error}): install poppler-utils (Debian) or poppler (Homebrew)"))?;
                if !status.success() {
                    return Err(format!("pdftoppm failed with {base}").into());
                }
            }
        }
    }
    Ok(())
}
