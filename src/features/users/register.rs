//! Registers the background work and personal data of accounts.

use super::{Users, personal_data};
use crate::platform::registry::{Feature, Registry};

impl Feature for Users {
    fn register(&self, registry: &mut Registry) {
        registry.personal_data(personal_data::Account(self.clone()));
        registry.personal_data(personal_data::Suspension(self.clone()));
    }
}
