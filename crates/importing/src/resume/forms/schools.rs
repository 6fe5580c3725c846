//! Schools with one thing on each line: the school, its town and its dates, and below them the degree.

use super::{Line, is_name, only_dates};
use crate::resume::{
    site::is_place,
    study::{is_known_school, is_study},
    words::is_school,
};

/// The lines, with the degree of such a school above its dates.
pub(super) fn of(lines: &[Line]) -> Vec<Line> {
    let mut read: Vec<Line> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        if let [school, town, dates, degree, ..] = rest
            && is_stack([school, town, dates, degree])
        {
            read.push(Line {
                gap: true,
                ..school.clone()
            });
            read.push(degree.clone());
            read.push(town.clone());
            read.push(dates.clone());
            at += 4;
            continue;
        }
        read.push(line.clone());
        at += 1;
    }
    read
}

fn is_stack([school, town, dates, degree]: [&Line; 4]) -> bool {
    let (name, study) = (school.text.as_str(), degree.text.as_str());
    let first = town.text.split(", ").next().unwrap_or_default();
    let is_town = is_name(town) && (is_place(&town.text) || is_place(first));
    let is_school = (is_known_school(name) || is_school(name)) && !is_study(name);
    is_name(school)
        && is_school
        && is_town
        && !town.gap
        && !dates.gap
        && !degree.gap
        && only_dates(dates).is_some()
        && is_name(degree)
        && is_study(study)
}
