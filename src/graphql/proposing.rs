//! Which mutations may be proposed.

use async_graphql::{
    Context,
    registry::{MetaInputValue, MetaType, MetaTypeName},
};

use crate::types::{actor::Actor, id::AgentProposalId};

/// In the context of the mutation of a proposal that is being accepted.
pub struct Accepts(pub AgentProposalId);

/// The proposal that this mutation accepts.
pub fn accepts(ctx: &Context<'_>) -> Option<AgentProposalId> {
    ctx.data_opt().map(|Accepts(proposal)| *proposal)
}

/// The space of the idempotency keys of an actor: each token that proposes has its own. None for what is done at once.
pub fn key_space(actor: &Actor) -> Option<String> {
    actor
        .proposes()
        .then(|| format!("proposed by {}", actor.session_id))
}

/// True if the mutation of this field may be proposed: it takes a `WriteRequest`, so that it can be a dry run, and no file, which is gone when
/// the user decides.
pub fn is_proposable(ctx: &Context<'_>) -> bool {
    let is_file = |field: &MetaInputValue| MetaTypeName::concrete_typename(&field.ty) == "Upload";
    let mut fields = input_fields(ctx).into_iter().flatten();
    has_field(ctx, "dryRun") && !fields.any(is_file)
}

/// True if the input of this field may state the version of the object.
pub fn takes_version(ctx: &Context<'_>) -> bool {
    has_field(ctx, "expectedVersion")
}

fn has_field(ctx: &Context<'_>, name: &str) -> bool {
    let mut fields = input_fields(ctx).into_iter().flatten();
    fields.any(|field| field.name == name)
}

/// The fields of the type of the argument `input` of this mutation.
fn input_fields<'a>(ctx: &Context<'a>) -> Option<impl Iterator<Item = &'a MetaInputValue>> {
    let input = input_of(ctx, ctx.field().name())?;
    let name = MetaTypeName::concrete_typename(&input.ty);
    match ctx.schema_env.registry.types.get(name)? {
        MetaType::InputObject { input_fields, .. } => Some(input_fields.values()),
        _ => None,
    }
}

/// The argument `input` of a mutation.
pub(super) fn input_of<'a>(ctx: &Context<'a>, mutation: &str) -> Option<&'a MetaInputValue> {
    let registry = &ctx.schema_env.registry;
    let mutations = registry.types.get(registry.mutation_type.as_deref()?)?;
    mutations.field_by_name(mutation)?.args.get("input")
}
