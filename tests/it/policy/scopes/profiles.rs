//! Mutations of profiles.

use super::Need::{self, Scope};
use crate::policy::profiles::profile_mutations;

/// Each operation is refused for its version, unless for its scope.
macro_rules! rows {
    ($($mutation:literal => $input:literal,)*) => {
        &[$((
            concat!("Mutation.", $mutation),
            Scope("PROFILES WRITE"),
            concat!("mutation { ", $mutation, "(input: { expectedVersion: 99, ", $input, " }) { userErrors { code } } }"),
        ),)*]
    };
}

/// The field, its requirement, and an operation that can only fail for a missing scope.
pub(super) const PROFILES: &[(&str, Need, &str)] = profile_mutations!(rows);
