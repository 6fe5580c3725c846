//! A change of an object that belongs to a user, as a unit of work reports it.

use std::collections::HashMap;

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::types::{id::UserId, object_kind::ObjectKind};

/// What was done to an object.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    async_graphql::Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ChangeOperation")]
pub enum Operation {
    /// It was created.
    Created,
    /// It was changed, and perhaps created since the cursor as well: only the last change of an object is kept.
    Changed,
    /// It was deleted.
    Deleted,
}

/// An object of a user that was created, changed or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The user who owns the object.
    pub owner: UserId,
    /// The kind of the object.
    pub kind: ObjectKind,
    /// The id of the object.
    pub id: Uuid,
    /// What was done.
    pub operation: Operation,
    /// Its version after the change; none if it is deleted, or has no versions.
    pub version: Option<i32>,
}

impl Change {
    /// The change of an object that has versions, from 1; without a version, it was deleted.
    #[must_use]
    pub const fn of(owner: UserId, kind: ObjectKind, id: Uuid, version: Option<i32>) -> Self {
        let operation = match version {
            None => Operation::Deleted,
            Some(1) => Operation::Created,
            Some(_) => Operation::Changed,
        };
        Self {
            owner,
            kind,
            id,
            operation,
            version,
        }
    }

    /// The same, if it leaves the version as it was.
    #[must_use]
    pub const fn at_same_version(self) -> Self {
        Self {
            operation: Operation::Changed,
            ..self
        }
    }

    /// The object.
    #[must_use]
    pub const fn object(&self) -> (ObjectKind, Uuid) {
        (self.kind, self.id)
    }

    /// The change of an object without versions, or one whose version is not known.
    #[must_use]
    pub const fn unversioned(
        owner: UserId,
        kind: ObjectKind,
        id: Uuid,
        operation: Operation,
    ) -> Self {
        Self {
            owner,
            kind,
            id,
            operation,
            version: None,
        }
    }
}

/// The last change of each object, in the order of these last changes. What was created in between was created.
pub(super) fn compacted(changes: &[Change]) -> Vec<Change> {
    let mut last: HashMap<(UserId, ObjectKind, Uuid), (usize, Change)> = HashMap::new();
    for (place, change) in changes.iter().enumerate() {
        let key = (change.owner, change.kind, change.id);
        let before = last.remove(&key).map(|(_, before)| before);
        let mut change = change.clone();
        if let Some(before) = before
            && change.operation == Operation::Changed
        {
            change.version = change.version.or(before.version);
            if before.operation == Operation::Created {
                change.operation = Operation::Created;
            }
        }
        last.insert(key, (place, change));
    }
    let mut ordered: Vec<(usize, Change)> = last.into_values().collect();
    ordered.sort_by_key(|(place, _)| *place);
    ordered.into_iter().map(|(_, change)| change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_changes_of_an_object_are_one() {
        let owner = UserId(Uuid::from_u128(1));
        let of = |id: u128, version| {
            Change::of(owner, ObjectKind::Application, Uuid::from_u128(id), version)
        };
        let told = compacted(&[
            of(7, Some(1)),
            of(8, Some(4)),
            of(9, Some(1)),
            of(7, Some(2)),
            of(9, None),
        ]);
        let expected = [
            of(8, Some(4)),
            Change {
                operation: Operation::Created,
                ..of(7, Some(2))
            },
            of(9, None),
        ];
        assert_eq!(told, expected);
    }
}
