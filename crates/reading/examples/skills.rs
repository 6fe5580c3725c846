//! Measures how many postings of 4 KB a core searches for skills in a second: `cargo run --release -p reading --example skills`.

use std::{
    io::{self, Write as _},
    time::Instant,
};

use reading::skill::Dictionary;

const POSTINGS: usize = 2_000;
const BYTES: usize = 4_096;
/// Sentences of postings in four languages; they follow each other in different orders.
const SENTENCES: &[&str] = &[
    "We are a family firm of two hundred people who build and repair instruments, and we look for someone who likes to see things through.",
    "## Requirements",
    "- Three years of experience with Python, Go or Rust, and with PostgreSQL",
    "- You write clean, tested code and review that of your colleagues",
    "- Swift on iOS is a plus, Kotlin on Android as well",
    "You plan the shifts of the ward, document the care and give medication as prescribed; night shifts are paid extra.",
    "Sie bringen eine abgeschlossene Berufsausbildung mit und haben Erfahrung in der Lagerlogistik, gute Deutschkenntnisse und einen Staplerschein.",
    "- Sicherer Umgang mit MS Excel, SAP und den gängigen Office-Programmen",
    "Wir bieten: dreißig Tage Urlaub, ein Jobticket und ein Team, das sich Zeit für die Einarbeitung nimmt.",
    "Vous maîtrisez la comptabilité générale, la paie et les outils de bureautique; l'anglais est un atout.",
    "- Gestión de proyectos, atención al cliente y experiencia en ventas",
    "No Java experience required. Benefits: a company bike, thirty days of holiday, and a budget for courses.",
    "You report to the head of operations, work with product, design and data, and travel to our plants about once a month.",
    "**Nice to have**: Terraform, Kubernetes, Docker and a sense of humour",
    "The interview has two steps: a call of half an hour and a day with the team, after which you hear from us within a week.",
];

fn posting(number: usize) -> String {
    let mut text = String::new();
    let mut at = number;
    while text.len() < BYTES {
        text.push_str(
            SENTENCES
                .get(at % SENTENCES.len())
                .copied()
                .unwrap_or_default(),
        );
        text.push('\n');
        at += 1 + number % 7;
    }
    text
}

fn main() -> io::Result<()> {
    let start = Instant::now();
    let dictionary = Dictionary::curated();
    let made = start.elapsed();
    let postings: Vec<String> = (0..POSTINGS).map(posting).collect();
    let start = Instant::now();
    let found: usize = postings
        .iter()
        .map(|text| dictionary.mentions(text).len())
        .sum();
    let seconds = start.elapsed().as_secs_f64();
    let bytes: usize = postings.iter().map(String::len).sum();
    writeln!(
        io::stdout(),
        "{} skills read in {made:?}; {POSTINGS} postings of {} bytes: {:.0} a second, {found} mentions",
        dictionary.entries().count(),
        bytes / POSTINGS,
        f64::from(u32::try_from(POSTINGS).unwrap_or(u32::MAX)) / seconds,
    )
}
