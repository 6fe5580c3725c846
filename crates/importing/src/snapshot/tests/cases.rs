//! The table of runs.

use super::{Reader, Run, Step, base};
use crate::{
    cases,
    snapshot::{Asked, answer},
};

#[test]
fn runs_go_as_the_table_says() {
    check(include_str!("runs.txt"));
}

#[test]
fn runs_of_a_further_table_go() {
    check(include_str!("third_runs.txt"));
}

fn check(table: &str) {
    let mut missed = Vec::new();
    for case in cases::cases(table) {
        let mut lines = Vec::new();
        let mut reader = Reader::default();
        for (domain, calls) in &case.files {
            let domain = super::domains().find(|known| known == domain).unwrap();
            let mut run = Run::new(domain);
            let mut start = 0;
            for call in calls.lines().flat_map(repeated) {
                let (status, body) = call.split_once(' ').unwrap();
                let base = base();
                let asked = Asked {
                    domain,
                    start,
                    base: &base,
                };
                let answered = answer(status.parse().unwrap(), |_| None, body.as_bytes(), &asked);
                let step = run.take(answered, &mut reader);
                if let Step::Ask(next) = step {
                    start = next;
                }
                lines.push(format!("step: {step:?}"));
                if !matches!(step, Step::Ask(_) | Step::AskAfter(_)) {
                    break;
                }
            }
        }
        let imported = reader.finish();
        lines.extend(cases::invariants(&imported));
        lines.extend(cases::shown(&imported));
        if let Some(difference) = cases::difference(&case.expected, &lines) {
            missed.push(format!("== {}\n{difference}", case.name));
        }
    }
    assert!(
        missed.is_empty(),
        "{} missed\n{}",
        missed.len(),
        missed.join("\n\n")
    );
}

/// `x40 200 {}` is forty times `200 {}`.
fn repeated(line: &str) -> Vec<String> {
    if let Some((times, call)) = line.strip_prefix('x').and_then(|line| line.split_once(' ')) {
        return vec![call.to_owned(); times.parse().unwrap()];
    }
    vec![line.to_owned()]
}
