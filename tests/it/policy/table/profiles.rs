//! Profiles: all users change their own.

use serde_json::json;

use super::{OWN, apart};
use crate::policy::{Row, profiles::profile_mutations};

/// The version and the id are not a matter of permissions here, so any response of the service is accepted.
macro_rules! rows {
    ($($mutation:literal => $input:literal,)*) => {
        &[$(apart(concat!("Mutation.", $mutation), OWN, |_| {
            let query = concat!(
                "mutation { ", $mutation, "(input: { expectedVersion: 99, ", $input, " }) { profile { version } } }"
            );
            (query, json!({}))
        }),)*]
    };
}

pub(super) const PROFILES: &[Row] = profile_mutations!(rows);
