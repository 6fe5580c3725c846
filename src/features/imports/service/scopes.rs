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
        let sections = &self.counts.0;
        let mut areas = sections.iter().map(|counts| counts.section.area());
        if !sections.is_empty() && areas.all(|area| actor.may(scope(area))) {
            return Ok(());
        }
        actor.check(scope(Area::Profiles))
    }
}
