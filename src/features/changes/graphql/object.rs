//! A change as a GraphQL object.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use crate::{
    error::{Kind, Result},
    features::changes::{ActorKind, ChangeRow, Operation, cursor},
    graphql::{
        node::{self, Node},
        scalar::Instant,
    },
    types::{change_id::ChangeId, object_kind::ObjectKind},
};

/// The last change of an object.
pub struct Change(pub Arc<ChangeRow>);

impl From<Arc<ChangeRow>> for Change {
    fn from(row: Arc<ChangeRow>) -> Self {
        Self(row)
    }
}

impl Change {
    fn global_id(&self) -> String {
        self.0.kind.global_id(self.0.object_id)
    }
}

/// The last change of an object of the viewer. Earlier changes of the same object are not kept.
#[Object]
impl Change {
    /// The id of this change, for `undo`.
    async fn id(&self) -> ChangeId {
        self.0.id()
    }

    /// The position after this change: pass the last one as `after` to continue.
    async fn cursor(&self) -> String {
        cursor(self.0.user_id, self.0.seq)
    }

    /// The kind of the object.
    async fn kind(&self) -> ObjectKind {
        self.0.kind
    }

    /// The global id of the object. The account and the synchronisation with LinkedIn have the id of the user.
    async fn object_id(&self) -> ID {
        self.global_id().into()
    }

    /// What was done. A client treats CREATED and CHANGED alike: it stores what it reads.
    async fn operation(&self) -> Operation {
        self.0.operation
    }

    /// The version of the object after the change; null if it was deleted, or the change gave it no version.
    async fn version(&self) -> Option<i32> {
        self.0.version
    }

    /// The time of the change.
    async fn at(&self) -> Instant {
        self.0.at.into()
    }

    /// Who made it.
    async fn actor(&self) -> ActorKind {
        self.0.actor
    }

    /// The name of the API token, import or rule that made it; null for the user and the server.
    async fn actor_name(&self) -> Option<&str> {
        self.0.actor_name.as_deref()
    }

    /// The object as it is now; null if it was deleted, if the token may not read it, and for kinds that are no `Node`: the account, the
    /// profile, the synchronisation with LinkedIn and recorded answers are fields of the viewer or of an application.
    async fn node(&self, ctx: &Context<'_>) -> Option<Result<Node>> {
        if self.0.operation == Operation::Deleted {
            return None;
        }
        match node::find(ctx, &self.global_id()).await {
            Err(error) if *error.kind() == Kind::Forbidden => None,
            found => found.transpose(),
        }
    }
}
