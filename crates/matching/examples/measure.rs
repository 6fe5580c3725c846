//! Prints a table of measurements: `cargo run --release -p matching --example measure -- DIR`.

use std::{env, path::Path};

fn main() -> std::io::Result<()> {
    let folder = env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    for row in matching::evaluation::measure(Path::new(&folder))? {
        println!("{row}");
    }
    Ok(())
}
