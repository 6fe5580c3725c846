//! The GraphQL API that takes acts back.

mod mutation;

pub use self::mutation::UndoMutation;
