//! Mutations of the viewer's people.

use async_graphql::{Context, Object, SimpleObject};

use super::{
    Person,
    input::{AddPersonInput, RemoveAllPeopleInput, RemovePersonInput, UpdatePersonInput},
};
use crate::{
    error::{Error, Result},
    features::connections::{Connections, RemovedAll},
    graphql::{
        context,
        mutation::{Outcome, Request, payloads},
    },
    types::{actor::Actor, area::Area, id::PersonId},
};

payloads! {
    reads Area::Connections.read();

    /// The payload of `addPerson`.
    AddPersonPayload {
        /// The new person; null if refused, and for an API token that may not read connections.
        person: Person
    }
    /// The payload of `updatePerson`.
    UpdatePersonPayload {
        /// The person after the change; null if refused, and for an API token that may not read connections.
        person: Person
    }
}

/// The payload of `removePerson`.
#[derive(SimpleObject)]
pub struct RemovePersonPayload {
    /// The id of the removed person; null if refused.
    removed_person_id: Option<PersonId>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `removeAllPeople`.
#[derive(SimpleObject)]
pub struct RemoveAllPeoplePayload {
    /// The number of people who were removed; null if refused.
    removed: Option<i32>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of the viewer's people. What they await is boxed, because each move of a resolver's future copies all of it.
#[derive(Default)]
pub struct ConnectionsMutation;

/// Mutations of the viewer's people.
#[Object]
impl ConnectionsMutation {
    /// Adds a person whom the viewer knows.
    async fn add_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person.")] input: AddPersonInput,
    ) -> Result<AddPersonPayload> {
        let (new, request) = input.parse();
        let added = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            handle(ctx)?.add(&write, new).await
        });
        AddPersonPayload::of(ctx, added.await, request)
    }

    /// Changes a person: names, company and other details, notes, tags, or the follow-up date.
    async fn update_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person and the changes.")] input: UpdatePersonInput,
    ) -> Result<UpdatePersonPayload> {
        let (id, expected_version, change, request) = input.parse();
        let updated = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(expected_version);
            handle(ctx)?.update(&write, id, change).await
        });
        UpdatePersonPayload::of(ctx, updated.await, request)
    }

    /// Removes a person with notes and tags. Irreversible; later imports do not add them again, only `addPerson` does. Needs a session: API
    /// tokens are refused.
    async fn remove_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person to remove.")] input: RemovePersonInput,
    ) -> Result<RemovePersonPayload> {
        let person = context::person(ctx)?;
        let removed = Box::pin(async {
            let write = input.request.write(ctx, person.actor())?;
            let write = write.expecting(input.expected_version);
            handle(ctx)?.remove(&person, &write, input.id).await
        });
        let removed = removed.await;
        let (removed_person_id, outcome) = Request::from(input.request).settle(removed)?;
        Ok(RemovePersonPayload {
            removed_person_id,
            outcome,
        })
    }

    /// Removes all people with notes and tags. Irreversible. Needs a session: API tokens are refused.
    async fn remove_all_people(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whether later imports may add them again.")] input: RemoveAllPeopleInput,
    ) -> Result<RemoveAllPeoplePayload> {
        let person = context::person(ctx)?;
        let removed = Box::pin(async {
            let write = input.request.write(ctx, person.actor())?;
            let connections = handle(ctx)?;
            connections
                .remove_all(&person, &write, input.may_return)
                .await
        });
        let removed = removed.await;
        let (removed, outcome) = Request::from(input.request).settle(removed)?;
        let number = |done: RemovedAll| i32::try_from(done.removed).map_err(Error::internal);
        Ok(RemoveAllPeoplePayload {
            removed: removed.map(number).transpose()?,
            outcome,
        })
    }
}

fn handle<'a>(ctx: &Context<'a>) -> Result<&'a Connections> {
    context::handle(ctx)
}

fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    context::allowed(ctx, Area::Connections.write())
}
