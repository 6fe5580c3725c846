//! Prints how long the samples take in each format: `cargo run -p rendering --release --example speed`. The target is 50 ms for a PDF of one page.
#![expect(
    clippy::print_stdout,
    reason = "the figures are the output of a benchmark"
)]

mod samples;

use rendering::{Options, RenderError, Template, docx, html, markdown, pdf};
use std::{error::Error, time::Instant};

const TIMES: u32 = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let documents = samples::all();
    let (_, first) = documents.first().ok_or("there is no sample")?;
    let start = Instant::now();
    pdf(first, &Options::default())?;
    println!(
        "the first PDF, with reading the fonts: {:.2} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    for (name, document) in &documents {
        for template in [Template::Plain, Template::Classic] {
            let options = Options {
                template,
                ..Options::default()
            };
            let pages = pdf(document, &options)?.pages;
            let what = |format: &str| format!("{name}, {template:?}, {format}");
            measure(&what(&format!("PDF of {pages} pages")), || {
                pdf(document, &options).map(|it| it.bytes.len())
            })?;
            measure(&what("DOCX"), || {
                docx(document, &options).map(|it| it.len())
            })?;
            measure(&what("HTML"), || {
                html(document, &options).map(|it| it.len())
            })?;
        }
        measure(&format!("{name}, Markdown"), || {
            markdown(document).map(|it| it.len())
        })?;
    }
    Ok(())
}

/// Prints the median, the 95th percentile and the largest time of many runs.
fn measure(what: &str, render: impl Fn() -> Result<usize, RenderError>) -> Result<(), RenderError> {
    let mut bytes = 0;
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let start = Instant::now();
        bytes = render()?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let at = |hundredth: usize| times.get(times.len() * hundredth / 100);
    let at = |hundredth| at(hundredth).copied().unwrap_or_default();
    let (p50, p95, largest) = (at(50), at(95), times.last().copied().unwrap_or_default());
    println!("{what}: p50 {p50:.2} ms, p95 {p95:.2} ms, largest {largest:.2} ms, {bytes} bytes");
    Ok(())
}
