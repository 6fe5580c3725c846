//! The profile and the applications of the demo's job seeker.

use chrono::{DateTime, TimeDelta};

use super::{all, now};
use crate::{
    demo::catalogue::job_seeker,
    features::applications::{Outcome, Stage},
};

#[test]
fn job_seeker_has_a_full_profile() {
    let seeker = job_seeker().unwrap();
    assert_eq!(seeker.email, "demo@careergraph.example");
    let profile = seeker.profile;
    assert_eq!(
        (profile.employments.len(), profile.educations.len()),
        (3, 2)
    );
    assert_eq!((profile.skills.len(), profile.languages.len()), (12, 3));
    assert_eq!(
        (profile.projects.len(), profile.certifications.len()),
        (1, 1)
    );
    assert_eq!(
        profile
            .employments
            .iter()
            .filter(|employment| employment.end.is_none())
            .count(),
        1
    );
    let starts = profile
        .employments
        .iter()
        .map(|employment| &employment.start);
    for month in starts.chain(
        profile
            .educations
            .iter()
            .flat_map(|education| [&education.start, &education.end]),
    ) {
        assert!(
            month.len() == 7
                && DateTime::parse_from_rfc3339(&format!("{month}-01T00:00:00Z")).is_ok(),
            "{month}"
        );
    }
}

#[test]
fn applications_meet_every_stage_and_their_postings() {
    let (seeker, all) = (job_seeker().unwrap(), all());
    assert_eq!(seeker.applications.len(), 14);
    for application in &seeker.applications {
        let applied = now() - TimeDelta::days(application.moves[0].days_ago);
        let Some(id) = &application.external_id else {
            continue;
        };
        let posting = all
            .iter()
            .find(|posting| posting.record.external_id == *id)
            .unwrap();
        assert_eq!(
            (&posting.company.name, &posting.record.title),
            (&application.company, &application.title)
        );
        assert!(posting.record.posted_at.unwrap() < applied, "{id}");
    }
    let stands: Vec<Stage> = seeker
        .applications
        .iter()
        .map(|application| application.moves.last().unwrap().stage)
        .collect();
    for stage in [
        Stage::Preparing,
        Stage::Applied,
        Stage::Screening,
        Stage::Assessment,
        Stage::Interviewing,
        Stage::Offer,
        Stage::Closed,
    ] {
        assert!(stands.contains(&stage), "nothing is at {stage:?}");
    }
}

/// A minimal restatement of the rules of the applications' stages.
#[test]
fn moves_are_steps_that_the_product_allows() {
    use Stage::{Applied, Assessment, Closed, Interviewing, Offer, Preparing, Screening};
    for application in job_seeker().unwrap().applications {
        let moves = &application.moves;
        assert!(
            matches!(moves[0].stage, Preparing | Applied)
                && moves.iter().all(|step| step.days_ago >= 0)
        );
        for step in moves.windows(2) {
            assert!(step[0].days_ago > step[1].days_ago, "{application:?}");
            let allowed: &[Stage] = match step[0].stage {
                Preparing => &[Applied, Screening, Assessment, Interviewing, Closed],
                Applied | Screening | Assessment | Interviewing => {
                    &[Screening, Assessment, Interviewing, Offer, Closed]
                }
                Offer => &[Assessment, Interviewing, Closed],
                Closed => &[],
            };
            assert!(allowed.contains(&step[1].stage), "{application:?}");
            let early = matches!(step[0].stage, Preparing);
            assert!(
                step[1].outcome.is_none_or(|outcome| !early
                    || matches!(outcome, Outcome::Withdrawn | Outcome::PostingClosed))
            );
        }
        assert!(
            moves
                .iter()
                .all(|step| step.outcome.is_some() == (step.stage == Closed)),
            "{application:?}"
        );
    }
}
