//! Jobs that a résumé has twice.

use super::Builder;
use crate::record::Employment;

impl Builder<'_> {
    /// Adds a job, unless it says nothing that another one does not say. One that differs from a job with its names and start is named.
    pub(super) fn job(&mut self, job: Employment) {
        let is_of = |known: &&Employment| {
            known.started_on == job.started_on
                && known.company.to_lowercase() == job.company.to_lowercase()
                && known.title.to_lowercase() == job.title.to_lowercase()
        };
        let is_within = |known: &Employment| {
            (known.ended_on, known.current) == (job.ended_on, job.current)
                && (job.location.is_empty() || known.location == job.location)
                && job.claims.iter().all(|claim| known.claims.contains(claim))
        };
        let jobs = &self.profile.employments;
        let mut alike = jobs.iter().filter(is_of).peekable();
        let is_alike = alike.peek().is_some();
        let section = self.journal.source().file;
        let name = format!("{} · {}", job.title, job.company);
        if alike.any(is_within) {
            self.journal.repeated(&section, None, &name);
            return;
        }
        if is_alike {
            self.journal.alike(&section, None, &name);
        }
        self.profile.employments.push(job);
    }
}
