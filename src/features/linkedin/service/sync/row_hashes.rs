//! Hashes of rows, by which rows are recognised that an earlier plan had.

use std::collections::BTreeSet;

use importing::snapshot::Row;
use sha2::{Digest as _, Sha256};

use crate::{
    features::linkedin::{DomainEnding, PlannedRows},
    platform::hashing::content_hash,
};

/// The rows of a domain, in any order and each counted once: LinkedIn repeats rows at the borders of pages.
#[derive(Default)]
pub(super) struct RowHashes(BTreeSet<[u8; 32]>);

impl RowHashes {
    pub(super) fn add(&mut self, rows: &[Row]) {
        for row in rows {
            let mut cells: Vec<_> = row.iter().collect();
            cells.sort_by_key(|(name, _)| *name);
            let mut hash = Sha256::new();
            for (name, value) in cells {
                hash.update(format!("{}:{name}={value};", name.len()));
            }
            self.0.insert(hash.finalize().into());
        }
    }

    /// Number of different rows.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// The rows as the source of a plan.
    pub(super) fn planned(&self, ending: DomainEnding) -> PlannedRows {
        let all: Vec<u8> = self.0.iter().flatten().copied().collect();
        PlannedRows {
            complete: ending == DomainEnding::Complete,
            digest: content_hash(&all),
        }
    }
}

/// True if a plan is to be made of these rows. A domain without rows never is: what is absent deletes nothing. Neither is a part of a domain
/// that was planned as a whole, because it says nothing that is known to be new.
pub(super) fn is_new(before: Option<&PlannedRows>, now: &PlannedRows, rows: u32) -> bool {
    match before {
        _ if rows == 0 => false,
        None => true,
        Some(before) => before.digest != now.digest && (now.complete || !before.complete),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn rows(value: &Value) -> RowHashes {
        let mut found = RowHashes::default();
        let list = value.as_array().unwrap();
        let list: Vec<Row> = list
            .iter()
            .map(|row| row.as_object().unwrap().clone())
            .collect();
        found.add(&list);
        found
    }

    #[test]
    fn order_and_repetition_of_rows_do_not_count() {
        let one = rows(&json!([{"Name": "Knots"}, {"Name": "Splicing", "Level": null}]));
        let same = rows(
            &json!([{"Level": null, "Name": "Splicing"}, {"Name": "Knots"}, {"Name": "Knots"}]),
        );
        let complete = DomainEnding::Complete;
        assert_eq!(one.planned(complete), same.planned(complete));
        assert_eq!((one.count(), same.count()), (2, 2));
        for other in [
            json!([{"Name": "Knots"}]),
            json!([{"Name": "Knots"}, {"Name": "Splicing"}]),
            json!([{"Name": "Knots"}, {"Name": "Splicing", "Level": "null"}]),
        ] {
            assert_ne!(rows(&other).planned(complete), one.planned(complete));
        }
    }

    #[test]
    fn plan_is_made_of_rows_that_no_plan_had() {
        let planned = |complete, digest: &str| PlannedRows {
            complete,
            digest: digest.to_owned(),
        };
        let (all, part) = (planned(true, "a"), planned(false, "b"));
        assert!(is_new(None, &all, 1) && is_new(None, &part, 1));
        assert!(!is_new(None, &all, 0) && !is_new(Some(&all), &planned(true, "0"), 0));
        assert!(!is_new(Some(&all), &all, 1) && is_new(Some(&all), &planned(true, "c"), 1));
        assert!(!is_new(Some(&all), &part, 1) && is_new(Some(&part), &all, 1));
        assert!(!is_new(Some(&part), &part, 1) && is_new(Some(&part), &planned(false, "c"), 1));
        assert!(!is_new(Some(&planned(false, "a")), &all, 1));
    }
}
