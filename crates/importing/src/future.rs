//! Jobs that begin in the future, which a reader cannot know: it has no clock.

use chrono::{Datelike, NaiveDate};

use crate::{Imported, date::PartialDate, report::FindingKind, text::quote};

/// Names the jobs that begin after tomorrow (today differs between time zones). They keep their dates.
pub fn name_jobs(imported: &mut Imported, today: NaiveDate) {
    let tomorrow = today.succ_opt().unwrap_or(today);
    let tomorrow = PartialDate {
        year: tomorrow.year(),
        month: Some(tomorrow.month()),
        day: Some(tomorrow.day()),
    };
    for job in &imported.profile.employments {
        let Some(start) = job.started_on.filter(|start| start.is_after(&tomorrow)) else {
            continue;
        };
        let message = format!(
            "The job \"{}\" begins on {start}, which is in the future. Correct its start, if it has begun.",
            quote(&format!("{} · {}", job.title, job.company))
        );
        let mut notes = imported.report.at(&job.source.file, job.source.row);
        notes.add(FindingKind::Contradiction, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json_resume;

    #[test]
    fn jobs_of_the_future_are_named_and_keep_their_dates() {
        let today = NaiveDate::from_ymd_opt(2026, 5, 30).unwrap();
        for (start, is_named) in [
            ("2099", true),
            ("2027", true),
            ("2026-06", true),
            ("2026-06-01", true),
            ("2026-05-31", false),
            ("2026-05", false),
            ("2026", false),
            ("2019", false),
        ] {
            let work = format!(
                r#"{{"work":[{{"name":"Oak","position":"Clerk","startDate":"{start}"}}]}}"#
            );
            let mut imported = json_resume::read(work.as_bytes()).unwrap();
            name_jobs(&mut imported, today);
            let findings = &imported.report.findings;
            let named = findings.iter().any(|finding| {
                finding.kind == FindingKind::Contradiction
                    && finding.row == Some(1)
                    && finding
                        .message
                        .contains(&format!("\"Clerk · Oak\" begins on {start}"))
            });
            assert_eq!(named, is_named, "{start}: {findings:?}");
            let kept = imported.profile.employments[0].started_on;
            assert_eq!(kept.map(|date| date.to_string()).as_deref(), Some(start));
        }
    }
}
