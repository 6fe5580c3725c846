//! Prints a table of measurements: `cargo run --release -p matching --example measure -- DIR`.

use std::{
    env,
    io::{self, Write as _},
    path::Path,
};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let mut output = io::stdout().lock();
    for row in matching::evaluation::measure(Path::new(&folder))? {
        writeln!(output, "{row}")?;
    }
    Ok(())
}
