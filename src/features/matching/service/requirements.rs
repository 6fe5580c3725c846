//! What postings ask for, each value with the words that say so.

use std::{collections::HashMap, sync::Arc};

use matching::{
    extraction::{self, Requirements, Source},
    prepared::Span,
};

use crate::{
    error::{Error, Result},
    features::matching::{Knowledge, Matching, entity::stored_posting::Stored},
    types::id::PostingId,
};

/// What a posting asks for.
#[derive(Debug)]
pub struct Asked {
    /// The values with their places.
    pub requirements: Requirements,
    /// What it was read with.
    pub knowledge: Arc<Knowledge>,
    title: String,
    text: String,
}

impl Asked {
    /// The words at a place.
    #[must_use]
    pub fn quote(&self, span: Span) -> String {
        let words = span.of_source(&self.title, &self.text);
        words.unwrap_or_default().to_owned()
    }

    /// The text of the posting, without markup.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Matching {
    /// What these postings ask for; ids without a posting are missing from the result.
    pub async fn asked(&self, ids: &[PostingId]) -> Result<HashMap<PostingId, Arc<Asked>>> {
        let knowledge = self.knowledge().await?;
        let stored = Stored::read(self.platform.db.conn(), ids).await?;
        let read = move || {
            let postings = stored.postings.into_values();
            let read = postings.map(|posting| {
                let source = Source {
                    title: &posting.title,
                    text: &posting.description,
                    language: posting.language.as_deref(),
                };
                let asked = Asked {
                    requirements: extraction::read(&knowledge.dictionary, &source),
                    knowledge: Arc::clone(&knowledge),
                    title: posting.title,
                    text: posting.description,
                };
                (posting.id, Arc::new(asked))
            });
            read.collect()
        };
        tokio::task::spawn_blocking(read)
            .await
            .map_err(Error::internal)
    }
}
