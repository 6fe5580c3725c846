//! The mutation `undo`.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use crate::{
    error::Result,
    features::{
        applications::graphql::Application,
        profiles::graphql::Profile,
        undo::{Undo, Undone},
    },
    graphql::{
        context,
        mutation::{Outcome, Request, WriteRequest},
    },
    types::{actor::Actor, area::Area, change_id::ChangeId, object_kind::ObjectKind},
};

/// A change to take back.
#[derive(InputObject)]
pub struct UndoInput {
    /// The change, from `viewer.lastChange`, `viewer.changes` or `changed`: the last one of its object.
    change_id: ChangeId,
    #[graphql(flatten)]
    request: WriteRequest,
}

/// The payload of `undo`.
#[derive(SimpleObject)]
pub struct UndoPayload {
    /// The application after the change was taken back; null if it was a change of another object, if refused, and for an API token that may not
    /// read applications.
    application: Option<Application>,
    /// The profile after the change was taken back; null if it was a change of another object, if refused, and for an API token that may not read
    /// profiles.
    profile: Option<Profile>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Takes acts back.
#[derive(Default)]
pub struct UndoMutation;

/// Takes acts back.
#[Object]
impl UndoMutation {
    /// Takes the viewer's own last change of an application or of the profile back. A step of an application is retracted, as by
    /// `correctApplication`; everything else is restored. That is a change of its own, which the change feed tells. What cannot be taken back is
    /// refused with CANNOT_UNDO: a change that is not the last one of its object, one that another made (for a session an API token, an import, a
    /// rule or the server; for an API token all but itself), the creation or deletion of an application, a correction, and what is not kept. An API
    /// token needs the scope to write the object.
    async fn undo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] input: UndoInput,
    ) -> Result<UndoPayload> {
        let UndoInput { change_id, request } = input;
        let undone = Box::pin(async {
            let write = request.write(ctx, actor(ctx, change_id.kind)?)?;
            let undo = context::handle::<Undo>(ctx)?;
            undo.undo(&write, change_id).await
        });
        let undone = undone.await;
        let (undone, outcome) = Request::from(request).settle(undone)?;
        let (mut application, mut profile) = (None, None);
        match undone {
            Some(Undone::Application(written)) if reads(ctx, Area::Applications) => {
                application = Some((*written).into());
            }
            Some(Undone::Profile(written)) if reads(ctx, Area::Profiles) => {
                profile = Some((*written).into());
            }
            _ => {}
        }
        Ok(UndoPayload {
            application,
            profile,
            outcome,
        })
    }
}

/// The actor, who may write what the change is of.
fn actor<'a>(ctx: &Context<'a>, kind: ObjectKind) -> Result<&'a Actor> {
    context::allowed(ctx, kind.area().write())
}

fn reads(ctx: &Context<'_>, area: Area) -> bool {
    context::allowed(ctx, area.read()).is_ok()
}
