//! Documents of users: résumés, letters, certificates. The rows are in the database, the files in the store (`platform/blobs`).
//!
//! A file is named by its owner and the hash of its content: the same content of the same user is stored once, however many documents have
//! it, and the same content of two users is stored twice, so that neither size nor time tells a user what others have. The row of a file is
//! written before the file and deleted after it, so that the store never has a file that the database does not know.

use crate::{
    features::users::Users,
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
};

pub mod entity;
pub mod graphql;
mod service;
pub mod task;

pub use self::{
    entity::document::{Kind as DocumentKind, Model as DocumentRow},
    service::{
        change::DocumentChange, download::Opened, file_name::accepted, list::Usage,
        store::NewDocument,
    },
};

/// The service of the documents.
#[derive(Clone)]
pub struct Documents {
    platform: Platform,
    users: Users,
}

impl Documents {
    /// A service on this platform.
    #[must_use]
    pub const fn new(platform: Platform, users: Users) -> Self {
        Self { platform, users }
    }
}

impl Feature for Documents {
    fn register(&self, registry: &mut Registry) {
        registry.personal_data(self.clone());
        registry.handle(self, Self::on_delete_files);
        registry.schedule("documents.sweep", self, |documents| async move {
            documents.sweep().await
        });
    }
}
