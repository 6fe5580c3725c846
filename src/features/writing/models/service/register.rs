//! What language models register at start.

use super::{answers::SEALED_ANSWERS, run::SEALED_SENT};
use crate::{features::writing::models::LanguageModels, platform::registry::Registry};

impl LanguageModels {
    /// Registers the work, the sealed columns and the personal data.
    pub(in crate::features::writing) fn register(&self, registry: &mut Registry) {
        registry.schedule("language_models.sweep", self, |models| async move {
            models.sweep().await
        });
        registry.seals(SEALED_SENT);
        registry.seals(SEALED_ANSWERS);
        registry.personal_data(self.clone());
    }
}
