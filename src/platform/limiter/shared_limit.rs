//! A rate limit that instances share through Redis. Each instance grants a share of a key's quota by itself and reports it afterwards, so
//! that a request whose limit is far from its end waits for no command; near the end, Redis decides each request.

use std::{
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use dashmap::DashMap;

use super::{
    announced_levels::AnnouncedLevels,
    key::{Key, Number},
    lease::{Decision, Lease},
    level::{Budget, KEYS_MAX, Level},
    script::{self, Counted},
};
use crate::platform::{bus::Bus, process_tasks::ProcessTasks, redis::Connection};

/// The state that the limits of a process share with other instances.
#[derive(Clone)]
pub(super) struct Sharing {
    redis: Connection,
    bus: Bus,
    announced: AnnouncedLevels,
    background: ProcessTasks,
}

/// The shared state of one limit.
pub(super) struct SharedLimit {
    budget: Budget,
    sharing: Sharing,
    leases: DashMap<Number, Lease>,
    /// There are too many leases: other keys are decided by Redis.
    crowded: AtomicBool,
}

/// Units of a lease that are being reported. If they are dropped, they stay uncounted.
struct Report<'a> {
    shared: &'a SharedLimit,
    number: Number,
    units: u32,
}

impl Sharing {
    pub(super) fn new(redis: Connection, bus: &Bus, background: &ProcessTasks) -> Self {
        let announced = AnnouncedLevels::new();
        announced.follow(redis.clone(), bus, background);
        Self {
            redis,
            bus: bus.clone(),
            announced,
            background: background.clone(),
        }
    }
}

impl SharedLimit {
    pub(super) fn new(budget: Budget, sharing: Sharing) -> Self {
        Self {
            budget,
            sharing,
            leases: DashMap::new(),
            crowded: AtomicBool::new(false),
        }
    }

    /// `None` while Redis is unavailable.
    pub(super) async fn take(
        self: &Arc<Self>,
        key: Key<'_>,
        number: Number,
        count: NonZeroU32,
    ) -> Option<Level> {
        let carried = match self.decide(key, number, count.get()) {
            Decision::Granted { remaining, report } => {
                if report {
                    self.report_later(key, number);
                }
                return Some(self.budget.level(remaining, None));
            }
            Decision::Ask(units) => units,
        };
        // Boxed, so that the futures of requests do not hold the memory of a command that few of them send.
        Box::pin(self.ask(key, number, count, carried)).await
    }

    /// Redis decides.
    async fn ask(
        &self,
        key: Key<'_>,
        number: Number,
        count: NonZeroU32,
        carried: u32,
    ) -> Option<Level> {
        let report = Report {
            shared: self,
            number,
            units: carried,
        };
        let name = script::name(&self.budget, &key.hash());
        let counted = report.send(&name, count.get()).await?;
        let remaining = self.leases.get(&number).map_or_else(
            || self.budget.remaining(counted.debt),
            |lease| lease.remaining(&self.budget, counted.debt),
        );
        Some(self.budget.level(remaining, counted.wait))
    }

    /// Deletes a key here and in Redis.
    pub(super) async fn forget(&self, key: Key<'_>, number: Number) {
        let name = script::name(&self.budget, &key.hash());
        self.leases.remove(&number);
        self.sharing.announced.forget(&name);
        script::forget(&self.sharing.redis, &name).await;
    }

    /// Drops leases that are not in use.
    pub(super) fn tidy(&self) {
        let now = self.sharing.announced.now();
        self.leases.retain(|_, lease| !lease.is_idle(now));
        self.sharing.announced.tidy();
    }

    /// Checks the number of leases.
    pub(super) fn limit_keys(&self) {
        if self.leases.len() > KEYS_MAX {
            self.tidy();
        }
        self.crowded
            .store(self.leases.len() > KEYS_MAX, Ordering::Relaxed);
    }

    fn decide(&self, key: Key<'_>, number: Number, count: u32) -> Decision {
        let Sharing {
            redis, announced, ..
        } = &self.sharing;
        if self.budget.share() == 0 || redis.is_failing() {
            let carried = self.leases.get_mut(&number);
            return Decision::Ask(carried.map_or(0, |mut lease| lease.report()));
        }
        let (now, changes) = (announced.now(), announced.changes());
        if self.crowded.load(Ordering::Relaxed) && !self.leases.contains_key(&number) {
            return Decision::Ask(0);
        }
        let mut lease = self.leases.entry(number).or_insert_with(|| Lease::new(now));
        if lease.heard != changes {
            lease.heard = changes;
            let name = script::name(&self.budget, &key.hash());
            if let Some(full_at) = announced.full_at(&name) {
                lease.hear(&self.budget, full_at, now);
            }
        }
        lease.take(&self.budget, count, now)
    }

    /// Reports granted units in the background.
    fn report_later(self: &Arc<Self>, key: Key<'_>, number: Number) {
        let name = script::name(&self.budget, &key.hash());
        let shared = Arc::clone(self);
        self.sharing.background.spawn(async move {
            let units = shared
                .leases
                .get_mut(&number)
                .map_or(0, |mut lease| lease.report());
            let report = Report {
                shared: &shared,
                number,
                units,
            };
            report.send(&name, 0).await;
        });
    }
}

impl Report<'_> {
    /// Sends the report with a request for units.
    async fn send(mut self, name: &str, count: u32) -> Option<Counted> {
        let Sharing {
            redis,
            bus,
            announced,
            background,
        } = &self.shared.sharing;
        let budget = &self.shared.budget;
        let counted = script::count(redis, budget, name, self.units, count).await?;
        let units = std::mem::take(&mut self.units);
        if let Some(mut lease) = self.shared.leases.get_mut(&self.number) {
            lease.counted(budget, units, counted.debt, announced.now());
        }
        if counted.announced {
            let bus = bus.clone();
            background.spawn(async move { AnnouncedLevels::signal(&bus).await });
        }
        Some(counted)
    }
}

impl Drop for Report<'_> {
    fn drop(&mut self) {
        if self.units == 0 {
            return;
        }
        if let Some(mut lease) = self.shared.leases.get_mut(&self.number) {
            lease.lost(self.units);
        }
    }
}
