//! `[writing]`: how many résumés, letters, tailorings and answers a user may have, how many revisions of each, and how large all résumés are.
//! `[writing.models]` is in `models.rs`.

use serde::Deserialize;

use super::{Checked, Models, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Writing {
    pub resumes_per_user: u64,
    pub revisions_per_resume: i32,
    pub user_bytes: u64,
    pub letters_per_user: u64,
    pub revisions_per_letter: i32,
    pub tailorings_per_user: u64,
    pub answers_per_user: u64,
    pub versions_per_answer: i32,
    pub answers_per_application: u64,
    pub models: Models,
}

impl Writing {
    pub(super) fn check(&self) -> Checked {
        self.models.check()?;
        within(
            "writing.resumes_per_user",
            self.resumes_per_user,
            1,
            1_000_000,
        )?;
        within(
            "writing.revisions_per_resume",
            self.revisions_per_resume,
            1,
            100_000,
        )?;
        within(
            "writing.letters_per_user",
            self.letters_per_user,
            1,
            1_000_000,
        )?;
        within(
            "writing.revisions_per_letter",
            self.revisions_per_letter,
            1,
            100_000,
        )?;
        within(
            "writing.tailorings_per_user",
            self.tailorings_per_user,
            1,
            10_000,
        )?;
        within("writing.answers_per_user", self.answers_per_user, 1, 10_000)?;
        within(
            "writing.versions_per_answer",
            self.versions_per_answer,
            1,
            100_000,
        )?;
        within(
            "writing.answers_per_application",
            self.answers_per_application,
            1,
            1_000,
        )?;
        within("writing.user_bytes", self.user_bytes, 1_024, 1 << 40)
    }
}
