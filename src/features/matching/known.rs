//! What matches are made with, as the process keeps it.

use std::{ops::Deref, sync::Arc};

use ::taxonomy::Taxonomy;
use chrono::{DateTime, Utc};
use matching::corpus::Corpus;
use reading::skill::Dictionary;

/// A value of the program, or one that was made of imports.
#[derive(Debug)]
pub enum Shared<T: 'static> {
    /// Of the program.
    Own(&'static T),
    /// With imports.
    Imported(Arc<T>),
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Own(value) => Self::Own(value),
            Self::Imported(value) => Self::Imported(Arc::clone(value)),
        }
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Own(value) => value,
            Self::Imported(value) => value,
        }
    }
}

/// What matches are made with.
#[derive(Debug)]
pub struct Knowledge {
    /// Skills and titles.
    pub taxonomy: Shared<Taxonomy>,
    /// The names of skills.
    pub dictionary: Shared<Dictionary>,
    /// How often skills and words occur.
    pub corpus: Corpus,
    /// The version of the rules and of the taxonomy: another one means that postings are read again.
    pub version: String,
    /// The version with that of the corpus: another one means that scores are stale.
    pub score_version: String,
}

/// What the process has read.
#[derive(Debug, Default)]
pub struct Known {
    /// What it was built to.
    pub current: Option<Arc<Knowledge>>,
    /// What was read when it was built.
    pub stamp: Stamp,
    /// When it was compared with what is stored.
    pub checked_at: Option<DateTime<Utc>>,
}

/// The times of what is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Imported classifications.
    pub imported: Vec<(String, DateTime<Utc>)>,
    /// The counts of words.
    pub counted_at: Option<DateTime<Utc>>,
}
