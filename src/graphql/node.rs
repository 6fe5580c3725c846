//! `node` and `nodes` (Relay, global object identification): the prefix of an id names its type, and every type is read
//! through the loader of its feature, with the permissions of the viewer.

use std::{hash::Hash, sync::Arc};

use async_graphql::{Context, Interface};

use super::{
    context,
    loader::{Batcher, Loader},
};
use crate::{
    error::{Kind, Result},
    features::{
        applications::graphql::{Application, ApplicationKey},
        connections::graphql::{Person, PersonKey},
        documents::graphql::{Document, DocumentKey},
        imports::graphql::{ImportKey, ImportPlan},
        jobs::graphql::{Company, CompanyKey, Posting, PostingKey},
        notifications::graphql::{Notification, NotificationKey},
        proposals::graphql::{AgentProposal, AgentProposalKey},
        writing::{
            answers::graphql::{Answer, AnswerKey},
            letters::graphql::{Letter, LetterKey},
            resumes::graphql::{Resume, ResumeKey},
            tailoring::graphql::{Tailoring, TailoringKey},
        },
    },
    types::{area::Area, id::TypedId},
};

/// An object with a global id.
#[derive(Interface)]
#[graphql(field(
    name = "id",
    ty = "async_graphql::ID",
    desc = "The global id: opaque, and valid for as long as the object exists."
))]
pub enum Node {
    /// An application of the viewer.
    Application(Application),
    /// A company.
    Company(Company),
    /// A document of the viewer.
    Document(Document),
    /// An import of the viewer.
    ImportPlan(ImportPlan),
    /// A notification of the viewer.
    Notification(Notification),
    /// A person whom the viewer knows.
    Person(Person),
    /// A posting.
    Posting(Posting),
    /// A résumé of the viewer.
    Resume(Resume),
    /// A letter of the viewer.
    Letter(Letter),
    /// Proposals for a résumé of the viewer.
    Tailoring(Tailoring),
    /// An answer of the viewer.
    Answer(Answer),
    /// A mutation that an API token proposes to the viewer.
    AgentProposal(AgentProposal),
}

/// The object with this id, if the viewer may see it.
pub async fn find(ctx: &Context<'_>, id: &str) -> Result<Option<Node>> {
    if let Some(key) = TypedId::parse_id(id).map(PostingKey) {
        return Ok(load(ctx, Area::Jobs, key)
            .await?
            .map(|row| Node::Posting(row.into())));
    }
    if let Some(key) = TypedId::parse_id(id).map(CompanyKey) {
        return Ok(load(ctx, Area::Jobs, key)
            .await?
            .map(|row| Node::Company(Company(row))));
    }
    if let Some(key) = TypedId::parse_id(id).map(ApplicationKey) {
        return Ok(load(ctx, Area::Applications, key)
            .await?
            .map(|row| Node::Application(Application::from(row))));
    }
    if let Some(key) = TypedId::parse_id(id).map(ImportKey) {
        let found = load(ctx, Area::Profiles, key).await?;
        let readable = found.map(|row| ImportPlan::readable(ctx, row));
        return Ok(readable.transpose()?.map(Node::ImportPlan));
    }
    if let Some(key) = TypedId::parse_id(id).map(NotificationKey) {
        return Ok(load(ctx, Area::Notifications, key)
            .await?
            .map(|row| Node::Notification(Notification(row))));
    }
    if let Some(key) = TypedId::parse_id(id).map(PersonKey) {
        return Ok(load(ctx, Area::Connections, key)
            .await?
            .map(|row| Node::Person(Person(row))));
    }
    if let Some(key) = TypedId::parse_id(id).map(DocumentKey) {
        return Ok(load(ctx, Area::Documents, key)
            .await?
            .map(|row| Node::Document(Document::from(row))));
    }
    if let Some(key) = TypedId::parse_id(id).map(ResumeKey) {
        return Ok(load(ctx, Area::Writing, key)
            .await?
            .map(|row| Node::Resume(Resume::from(row))));
    }
    if let Some(key) = TypedId::parse_id(id).map(LetterKey) {
        return Ok(load(ctx, Area::Writing, key)
            .await?
            .map(|row| Node::Letter(Letter::from(row))));
    }
    if let Some(key) = TypedId::parse_id(id).map(TailoringKey) {
        return Ok(load(ctx, Area::Writing, key)
            .await?
            .map(|row| Node::Tailoring(Tailoring::from(row))));
    }
    if let Some(key) = TypedId::parse_id(id).map(AnswerKey) {
        return Ok(load(ctx, Area::Writing, key)
            .await?
            .map(|row| Node::Answer(Answer::from(row))));
    }
    if let Some(key) = TypedId::parse_id(id).map(AgentProposalKey) {
        return Ok(load(ctx, Area::Users, key)
            .await?
            .map(|row| Node::AgentProposal(AgentProposal::from(row))));
    }
    Ok(None)
}

/// Loads an object that only a signed-in user can have; null for anonymous viewers.
async fn load<K, V>(ctx: &Context<'_>, area: Area, key: K) -> Result<Option<Arc<V>>>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Send + Sync + 'static,
    Batcher: Loader<K, Value = Arc<V>>,
{
    match context::load(ctx, area, key).await {
        Err(error) if *error.kind() == Kind::Unauthenticated => Ok(None),
        found => found,
    }
}
