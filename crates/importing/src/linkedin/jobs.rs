//! Applications and saved postings. The posting is recognised by its address; without one, by the company, the role and the day.

use super::{
    Kind, Outcome,
    gather::{Gather, Row},
    pages,
};
use crate::{
    applications::identity::{can_be_one, role},
    record::{Application, Imported, Stage},
    report::FindingKind,
};

pub(super) fn job(gather: &mut Gather, kind: Kind, row: &Row<'_>) -> Outcome {
    let saved = kind == Kind::SavedJobs;
    let (stage, table, date_name) = if saved {
        (Stage::Saved, "saved job", "Saved Date")
    } else {
        (Stage::Applied, "application", "Application Date")
    };
    let imported = &mut gather.imported;
    let date = row.date("date", date_name, imported);
    let job = Application {
        company: row.whole_line("company", "The company", imported),
        role: row.whole_line("role", "The job title", imported),
        url: row.url("url", imported).map(|url| pages::posting(&url)),
        stage: Some(stage),
        applied_on: date.filter(|_| !saved),
        saved_on: date.filter(|_| saved),
        source: row.source(),
        ..Application::default()
    };
    let words = format!(
        "{table} {} {}",
        role(&job),
        date.map(|date| date.to_string()).unwrap_or_default()
    );
    let identity = match &job.url {
        Some(url) => format!("{table} {}", pages::posting_identity(url)),
        None => words.clone(),
    };
    let Some(place) = gather.places.get(&identity).copied() else {
        let place = gather.imported.applications.len();
        let alike = gather
            .places
            .entry(format!("alike {words}"))
            .or_insert(place);
        name_alike(*alike, &job, row, &mut gather.imported);
        gather.places.insert(identity, place);
        gather.imported.applications.push(job);
        return Outcome::Item;
    };
    let known = gather.imported.applications.get_mut(place);
    if known.is_some_and(|known| complete(known, &job)) {
        let message = "This row and another one are about the same posting and differ; the first was read. Check it.";
        row.notes(&mut gather.imported)
            .add(FindingKind::Contradiction, message);
    } else {
        row.duplicate(&mut gather.imported);
    }
    Outcome::Finding
}

/// Names an earlier row of the same company, role and day, if one of both has no address.
fn name_alike(place: usize, job: &Application, row: &Row<'_>, imported: &mut Imported) {
    let Some(known) = imported.applications.get(place) else {
        return;
    };
    if !can_be_one(known, job) {
        return;
    }
    let message = format!(
        "Row {} has the same company, role and day, and one of both has no address. Both were read; remove one if they are the same.",
        known.source.row.unwrap_or_default()
    );
    row.notes(imported).add(FindingKind::Guess, message);
}

/// Takes the date from another row about the same posting if there is none; true if they contradict each other.
fn complete(known: &mut Application, other: &Application) -> bool {
    known.applied_on = known.applied_on.or(other.applied_on);
    known.saved_on = known.saved_on.or(other.saved_on);
    let dates = [
        (known.applied_on, other.applied_on),
        (known.saved_on, other.saved_on),
    ];
    let other_date = dates
        .iter()
        .any(|(known, other)| other.is_some() && known != other);
    let same = |known: &str, other: &str| known.to_lowercase() == other.to_lowercase();
    other_date || !same(&known.company, &other.company) || !same(&known.role, &other.role)
}
