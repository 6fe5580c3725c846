//! Certifications, publications and honours.

use super::{
    Outcome,
    gather::{Gather, Row},
};
use crate::{
    record::{Award, Certification, Publication},
    report::FindingKind,
};

pub(super) fn certification(gather: &mut Gather, row: &Row<'_>) -> Outcome {
    let all = ["name", "url", "authority", "issued", "expires", "number"];
    if !gather.first(
        row,
        "certification",
        &all.map(|field| row.fields.get(field)),
    ) {
        return Outcome::Finding;
    }
    let imported = &mut gather.imported;
    let issued_on = row.date("issued", "Started On", imported);
    let expires_on = row.stated("expires", "Finished On", imported).date();
    if let (Some(issued), Some(expires)) = (issued_on, expires_on)
        && issued.is_after(&expires)
    {
        let message = format!(
            "This expires ({expires}) before it was issued ({issued}). Both are shown as written; correct one."
        );
        row.notes(imported).add(FindingKind::Contradiction, message);
    }
    let certification = Certification {
        name: row.line("name", "The name", imported),
        authority: row.line("authority", "The authority", imported),
        license_number: row.line("number", "The license number", imported),
        url: row.url("url", imported),
        issued_on,
        expires_on,
        source: row.source(),
        ..Certification::default()
    };
    imported.profile.certifications.push(certification);
    Outcome::Item
}

pub(super) fn publication(gather: &mut Gather, row: &Row<'_>) -> Outcome {
    let all = ["title", "publisher", "url", "description", "published"];
    if !gather.first(row, "publication", &all.map(|field| row.fields.get(field))) {
        return Outcome::Finding;
    }
    let imported = &mut gather.imported;
    let publication = Publication {
        title: row.line("title", "The title", imported),
        publisher: row.line("publisher", "The publisher", imported),
        url: row.url("url", imported),
        description: row.block("description", "The description", imported),
        published_on: row.date("published", "Published On", imported),
        source: row.source(),
        ..Publication::default()
    };
    imported.profile.publications.push(publication);
    Outcome::Item
}

pub(super) fn honor(gather: &mut Gather, row: &Row<'_>) -> Outcome {
    let all = ["title", "issuer", "description", "awarded"];
    if !gather.first(row, "honor", &all.map(|field| row.fields.get(field))) {
        return Outcome::Finding;
    }
    let imported = &mut gather.imported;
    let award = Award {
        title: row.line("title", "The title", imported),
        issuer: row.line("issuer", "The issuer", imported),
        description: row.block("description", "The description", imported),
        awarded_on: row.date("awarded", "Issued On", imported),
        source: row.source(),
        ..Award::default()
    };
    imported.profile.awards.push(award);
    Outcome::Item
}
