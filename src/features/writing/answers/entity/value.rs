//! A typed answer as it is stored.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use writing::questions::answers::AnswerValue;

/// A typed answer, as JSON with its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Value(pub AnswerValue);
