//! Writes checked changes into a row, with the imports that values come from.

use super::{CheckedChange, CheckedTargets, FieldChange};
use crate::{
    features::profiles::{Link, Links, ProfileRow, TargetSources, Targets},
    types::import_source::ImportSource,
};

impl CheckedChange {
    /// Writes the fields that the change sets into the row. What differs from before comes from this import, or from the user.
    pub(in crate::features::profiles::service) fn apply(
        self,
        row: &mut ProfileRow,
        source: Option<ImportSource>,
    ) {
        let from = &mut row.sources;
        set_from(source, &mut row.headline, self.headline, &mut from.headline);
        set_from(source, &mut row.summary, self.summary, &mut from.summary);
        set_from(source, &mut row.location, self.location, &mut from.location);
        if let Some(links) = self.links {
            row.links = with_sources(links, &row.links, source);
        }
        self.targets
            .apply(source, &mut row.targets, &mut from.targets);
    }
}

impl CheckedTargets {
    fn apply(self, source: Option<ImportSource>, targets: &mut Targets, from: &mut TargetSources) {
        set_from(source, &mut targets.titles, self.titles, &mut from.titles);
        set_from(
            source,
            &mut targets.countries,
            self.countries,
            &mut from.countries,
        );
        set_from(
            source,
            &mut targets.remote_modes,
            self.remote_modes,
            &mut from.remote_modes,
        );
        set_from(
            source,
            &mut targets.employment_types,
            self.employment_types,
            &mut from.employment_types,
        );
        set(&mut targets.seniority, self.seniority);
        self.pay_floor.apply(&mut targets.pay_floor);
        set(&mut targets.excluded_companies, self.excluded_companies);
        set(&mut targets.work_authorizations, self.work_authorizations);
        self.notice_period.apply(&mut targets.notice_period);
        self.available_from.apply(&mut targets.available_from);
    }
}

impl<T> FieldChange<T> {
    fn apply(self, field: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *field = None,
            Self::Set(value) => *field = Some(value),
        }
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

/// Sets a value that differs from the one before, and the import that it comes from.
fn set_from<T: PartialEq>(
    source: Option<ImportSource>,
    place: &mut T,
    value: Option<T>,
    from: &mut Option<ImportSource>,
) {
    if let Some(value) = value.filter(|value| value != place) {
        *place = value;
        *from = source;
    }
}

/// Links with their sources: one that was there keeps its own.
fn with_sources(mut links: Vec<Link>, old: &Links, source: Option<ImportSource>) -> Links {
    for link in &mut links {
        let is_same = |old: &&Link| old.label == link.label && old.url == link.url;
        let kept = old.0.iter().find(is_same);
        link.source = kept.map_or(source, |old| old.source);
    }
    Links(links)
}
