//! The GraphQL API of the inbox.

mod loader;
mod mutation;
mod object;
mod query;
mod subject;
mod subscription;

pub use self::{
    loader::NotificationKey, mutation::NotificationsMutation, object::Notification,
    query::NotificationsOfViewer, subscription::NotificationsSubscription,
};
