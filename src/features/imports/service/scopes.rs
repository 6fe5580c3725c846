//! Which imports an API token may read and write: all with the scope of profiles, and those of which it may read, or write, every section. An
//! import of applications alone needs the scope of applications only.

use crate::{
    error::Result,
    features::imports::JobRow,
    types::{actor::Actor, area::Area, scope::Scope},
};

impl JobRow {
    /// Refuses a token that may not read the import: FORBIDDEN.
    pub fn check_readable(&self, actor: &Actor) -> Result<()> {
        self.check(actor, Area::read)
    }

    /// Refuses a token that may not write the import: FORBIDDEN.
    pub(super) fn check_writable(&self, actor: &Actor) -> Result<()> {
        self.check(actor, Area::write)
    }

    fn check(&self, actor: &Actor, scope: fn(Area) -> Scope) -> Result<()> {
        let areas = || self.counts.0.iter().map(|counts| counts.section.area());
        let is_granted = areas().next().is_some() && areas().all(|area| actor.may(scope(area)));
        if is_granted || actor.may(scope(Area::Profiles)) {
            return Ok(());
        }
        // The smallest scope that would do is named.
        let first = areas().next().unwrap_or(Area::Profiles);
        let is_of_one = areas().all(|area| area == first);
        actor.check(scope(if is_of_one { first } else { Area::Profiles }))
    }
}
