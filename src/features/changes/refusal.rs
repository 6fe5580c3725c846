//! Why a change cannot be taken back. The features that own the objects say so; `graphql/error.rs` maps it to its GraphQL type.

use async_graphql::Enum;

use crate::{
    error::{Error, Refusal},
    types::change_id::ChangeId,
};

/// Why a change cannot be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum CannotUndoReason {
    /// It is a change of another kind of object than an application or the profile.
    Kind,
    /// The object has a later change.
    LaterChange,
    /// Someone else made it: for a session an API token, an import, a rule or the server; for an API token anyone but this token.
    OtherActor,
    /// It created the object.
    Creation,
    /// It deleted the object.
    Deletion,
    /// It retracted a step of an application, which is not brought back; repeat the step.
    Correction,
    /// What stood before is not kept, or not any more.
    NotKept,
}

/// A change that cannot be taken back.
#[derive(Clone, Debug)]
pub struct CannotUndo {
    /// Why.
    pub reason: CannotUndoReason,
    /// The same in words, and what to do instead.
    pub message: String,
    /// The later change of the object, if that is why.
    pub later: Option<ChangeId>,
}

impl CannotUndo {
    /// A change that cannot be taken back for this reason.
    pub fn new(reason: CannotUndoReason, message: impl Into<String>) -> Self {
        Self {
            reason,
            message: message.into(),
            later: None,
        }
    }
}

impl From<CannotUndo> for Error {
    fn from(refusal: CannotUndo) -> Self {
        Refusal::other(refusal).into()
    }
}
