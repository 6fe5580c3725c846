//! The table itself, in parts.

mod accounts;
mod administration;
mod answers;
mod connections;
mod imports;
mod job_search;
mod letters;
mod matching;
mod models;
mod profiles;
mod proposals;
mod queries;
mod tailoring;
mod writing;

use serde_json::Value;

use self::{
    accounts::ACCOUNTS, administration::ADMINISTRATION, answers::ANSWERS, connections::CONNECTIONS,
    imports::IMPORTS, job_search::JOB_SEARCH, letters::LETTERS, matching::MATCHING, models::MODELS,
    profiles::PROFILES, proposals::PROPOSALS, queries::QUERIES, tailoring::TAILORING,
    writing::WRITING,
};
use super::{
    Expect::{Data, Error},
    Row, Things,
};

const SIGN_IN: super::Expect = Error("UNAUTHENTICATED");
const FORBIDDEN: super::Expect = Error("FORBIDDEN");
/// Objects of others are not found, not even by an admin.
const HIDDEN: super::Expect = Error("NOT_FOUND");

/// Every signed-in user, on their own objects.
const OWN: [super::Expect; 5] = [SIGN_IN, Data, Data, Data, Data];
/// The owner only.
const OWNER: [super::Expect; 5] = [SIGN_IN, HIDDEN, Data, HIDDEN, HIDDEN];
const ALL: [super::Expect; 5] = [Data, Data, Data, Data, Data];
/// Moderators, and admins.
const MODERATORS: [super::Expect; 5] = [SIGN_IN, FORBIDDEN, FORBIDDEN, Data, Data];
/// Admins only.
const ADMINS: [super::Expect; 5] = [SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, Data];

const fn row(
    field: &'static str,
    expect: [super::Expect; 5],
    ask: fn(&Things) -> (&'static str, Value),
) -> Row {
    Row {
        field,
        ask,
        expect,
        is_apart: false,
    }
}

/// An operation that changes nothing of what the rows share.
const fn apart(
    field: &'static str,
    expect: [super::Expect; 5],
    ask: fn(&Things) -> (&'static str, Value),
) -> Row {
    Row {
        is_apart: true,
        ..row(field, expect, ask)
    }
}

/// Every row.
pub(super) fn policy() -> impl Iterator<Item = &'static Row> {
    of_accounts()
        .chain(of_profiles())
        .chain(of_the_job_search())
}

pub(super) fn of_accounts() -> impl Iterator<Item = &'static Row> {
    [QUERIES, ACCOUNTS, PROPOSALS].into_iter().flatten()
}

pub(super) fn of_profiles() -> impl Iterator<Item = &'static Row> {
    [
        PROFILES, MATCHING, WRITING, LETTERS, TAILORING, ANSWERS, MODELS,
    ]
    .into_iter()
    .flatten()
}

pub(super) fn of_the_job_search() -> impl Iterator<Item = &'static Row> {
    [JOB_SEARCH, CONNECTIONS, IMPORTS, ADMINISTRATION]
        .into_iter()
        .flatten()
}
