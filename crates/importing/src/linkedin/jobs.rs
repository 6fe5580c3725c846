//! Applications and saved postings. The posting is recognised by its address; without one, by all that the row says.

use super::{
    Kind, Outcome,
    gather::{Gather, Row},
    pages,
};
use crate::{
    record::{Application, Stage},
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
    let Some(url) = &job.url else {
        let all = ["company", "role", "date"].map(|field| row.fields.get(field));
        if !gather.first(row, table, &all) {
            return Outcome::Finding;
        }
        gather.imported.applications.push(job);
        return Outcome::Item;
    };
    let identity = format!("{table} {}", pages::posting_identity(url));
    let Some(place) = gather.places.get(&identity).copied() else {
        gather
            .places
            .insert(identity, gather.imported.applications.len());
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
