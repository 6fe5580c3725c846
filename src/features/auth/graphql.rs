//! The GraphQL API of authentication, combined for the schema.

pub use super::{
    api_tokens::graphql::{ApiTokenMutation, ApiTokensOfViewer},
    email_links::graphql::EmailLinkMutation,
    identities::graphql::{IdentitiesOfViewer, IdentityMutation, ProviderMutation, ProviderQuery},
    passwords::graphql::PasswordMutation,
    second_factor::graphql::{PasskeyMutation, SecondFactorMutation, SecondFactorsOfViewer},
    sessions::graphql::{Session, SessionMutation, SessionsOfViewer},
    step_up::graphql::StepUpMutation,
};
