//! Which domains a run asks for.

use chrono::{DateTime, TimeDelta, Utc};
use importing::snapshot::domains;

use crate::features::linkedin::{AccountRow, DomainEnding};

/// Minutes after which what is not there yet is asked for again, since the consent.
pub(super) const RETRY_MINUTES: [i64; 4] = [1, 5, 15, 60];

/// The number of retries after which runs follow the schedule.
pub(super) const RETRIES_OVER: i32 = 5;

/// The domains that a run reads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// All domains.
    All,
    /// These, which were not there yet or not read to their end.
    Missing(Vec<&'static str>),
    /// Those that the changelog names, and these.
    ByChangelog {
        /// The instant from which the changelog is read, in milliseconds.
        from: i64,
        /// Those that were not read to their end.
        unread: Vec<&'static str>,
    },
}

/// Chooses the domains: all of them by hand, after the consent and every few days; shortly after the consent those that were not there yet;
/// else what has changed.
pub(super) fn choose(
    row: &AccountRow,
    everything: bool,
    now: DateTime<Utc>,
    full_days: i64,
) -> Choice {
    let Some(from) = row.changes_from else {
        return Choice::All;
    };
    let is_old = row
        .full_at
        .is_none_or(|full| now - full >= TimeDelta::days(full_days));
    let is_retry = (1..RETRIES_OVER).contains(&row.retries);
    let is_empty = row.domains.0.iter().all(|domain| domain.rows == 0);
    if everything || is_old || is_empty && !is_retry {
        return Choice::All;
    }
    let unread = |or_absent: bool| {
        domains()
            .filter(|name| match row.domains.get(name).map(|at| at.ending) {
                None | Some(DomainEnding::Incomplete) => true,
                Some(DomainEnding::NotThere) => or_absent,
                Some(DomainEnding::Complete) => false,
            })
            .collect()
    };
    if is_retry {
        return Choice::Missing(unread(true));
    }
    Choice::ByChangelog {
        from,
        unread: unread(false),
    }
}

/// The domains in the order in which they are asked for: those that were never read, or longest ago, first, so that runs that end early
/// read all of them in time. None stands for all.
pub(super) fn in_order(row: &AccountRow, chosen: Option<Vec<&'static str>>) -> Vec<&'static str> {
    let mut chosen: Vec<&'static str> = match chosen {
        Some(chosen) => domains().filter(|name| chosen.contains(name)).collect(),
        None => domains().collect(),
    };
    chosen.sort_by_key(|name| row.domains.get(name).map(|at| at.read_at));
    chosen
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;
    use crate::{
        features::linkedin::{DomainState, entity::account},
        types::id::UserId,
    };

    fn at(hour: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 27, hour, 0, 0).unwrap()
    }

    /// An account whose domains are complete, with these exceptions.
    fn row(retries: i32, others: &[(&str, DomainEnding)]) -> AccountRow {
        let mut row = account::first(UserId(uuid::Uuid::nil()));
        (row.changes_from, row.full_at, row.retries) = (Some(7), Some(at(1)), retries);
        for name in domains() {
            let other = others.iter().find(|(other, _)| *other == name);
            row.domains.put(DomainState {
                name: name.to_owned(),
                rows: 1,
                ending: other.map_or(DomainEnding::Complete, |(_, ending)| *ending),
                read_at: at(1),
                planned: None,
            });
        }
        row
    }

    #[test]
    fn everything_is_read_at_first_by_hand_and_after_some_days() {
        let known = row(RETRIES_OVER, &[]);
        let unread = Vec::new();
        let by_changelog = Choice::ByChangelog { from: 7, unread };
        assert_eq!(choose(&known, false, at(5), 7), by_changelog);
        assert_eq!(choose(&known, true, at(5), 7), Choice::All);
        let week = at(1) + TimeDelta::days(7);
        assert_eq!(choose(&known, false, week, 7), Choice::All);
        let new = account::first(known.user_id);
        assert_eq!(choose(&new, false, at(5), 7), Choice::All);
        let mut empty = known;
        empty.domains.0.iter_mut().for_each(|at| at.rows = 0);
        assert_eq!(choose(&empty, false, at(5), 7), Choice::All);
    }

    #[test]
    fn what_was_not_there_is_asked_for_again_after_the_consent_only() {
        let others = [
            ("SKILLS", DomainEnding::NotThere),
            ("HONORS", DomainEnding::Incomplete),
        ];
        assert_eq!(
            choose(&row(1, &others), false, at(5), 7),
            Choice::Missing(vec!["SKILLS", "HONORS"])
        );
        let unread = vec!["HONORS"];
        assert_eq!(
            choose(&row(RETRIES_OVER, &others), false, at(5), 7),
            Choice::ByChangelog { from: 7, unread }
        );
    }

    #[test]
    fn longest_unread_domain_is_first() {
        let mut row = row(0, &[]);
        row.domains.0.retain(|at| at.name != "CONNECTIONS");
        let skills = row.domains.0.iter_mut().find(|at| at.name == "SKILLS");
        skills.unwrap().read_at = at(0);
        let order = in_order(&row, None);
        assert_eq!(order[..2], ["CONNECTIONS", "SKILLS"]);
        assert_eq!(order.len(), domains().count());
        assert_eq!(
            in_order(&row, Some(vec!["POSITIONS", "SKILLS"])),
            ["SKILLS", "POSITIONS"]
        );
    }
}
