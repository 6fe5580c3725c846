//! Instances that share a limit by leases grant at most a share each more than one exact limit, whatever is late or lost.

use std::num::NonZeroU32;

use proptest::prelude::*;

use super::{Decision, Lease};
use crate::platform::limiter::level::{Budget, WINDOW_MICROS};

const QUOTA: u32 = 640;

const fn budget() -> Budget {
    let Some(quota) = NonZeroU32::new(QUOTA) else {
        panic!("a quota")
    };
    Budget {
        policy: "test",
        quota,
    }
}

/// What Redis does: the exact algorithm, which also counts what was granted before.
#[derive(Default)]
struct Redis {
    full_at: f64,
}

impl Redis {
    /// The debt, and whether the units were granted.
    fn count(&mut self, counted: u32, units: u32, now: f64) -> (f64, bool) {
        let each = budget().each();
        self.full_at = self.full_at.max(now) + f64::from(counted) * each;
        let after = self.full_at + f64::from(units) * each;
        let granted = units > 0 && after - now <= WINDOW_MICROS + 0.001;
        if granted {
            self.full_at = after;
        }
        (self.full_at - now, granted)
    }
}

/// A step of one instance.
#[derive(Clone, Debug)]
enum Step {
    Take(u32),
    /// A report in the background.
    Report,
    /// A report that Redis counts, and whose answer is lost.
    LoseAnswer,
    /// A report that does not reach Redis.
    LoseReport,
    /// The instance hears what Redis counts.
    Hear,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => Just(Step::Take(1)),
        4 => (1..60_u32).prop_map(Step::Take),
        2 => Just(Step::Report),
        1 => Just(Step::LoseAnswer),
        1 => Just(Step::LoseReport),
        1 => Just(Step::Hear),
    ]
}

/// All instances and the units that they have granted, as one exact limit would count them.
struct World {
    redis: Redis,
    leases: Vec<Lease>,
    full_at: f64,
    now: f64,
}

impl World {
    fn run(&mut self, instance: usize, step: &Step) {
        let (budget, now) = (budget(), self.now);
        let lease = &mut self.leases[instance];
        match *step {
            Step::Take(units) => {
                let granted = match lease.take(&budget, units, now) {
                    Decision::Granted { remaining, .. } => {
                        assert!(remaining >= budget.reserve());
                        true
                    }
                    Decision::Ask(carried) => {
                        let (debt, granted) = self.redis.count(carried, units, now);
                        lease.counted(&budget, carried, debt, now);
                        granted
                    }
                };
                if granted {
                    self.full_at = self.full_at.max(now) + f64::from(units) * budget.each();
                }
            }
            Step::Report => {
                let units = lease.report();
                let (debt, _) = self.redis.count(units, 0, now);
                lease.counted(&budget, units, debt, now);
            }
            Step::LoseAnswer => {
                let units = lease.report();
                self.redis.count(units, 0, now);
                lease.lost(units);
            }
            Step::LoseReport => {
                let units = lease.report();
                lease.lost(units);
            }
            Step::Hear => lease.hear(&budget, self.redis.full_at, now),
        }
        assert!(lease.uncounted <= budget.share(), "{lease:?}");
    }
}

proptest! {
    #[test]
    fn instances_exceed_the_quota_by_at_most_a_share_each(
        instances in 1..12_usize,
        steps in prop::collection::vec((any::<prop::sample::Index>(), step(), 0..40_000_u32), 1..1_500),
    ) {
        let mut world = World {
            redis: Redis::default(),
            leases: vec![Lease::new(0.0); instances],
            full_at: 0.0,
            now: 0.0,
        };
        let beyond = f64::from(budget().share()) * f64::from(u32::try_from(instances).expect("few"));
        for (instance, step, pause) in &steps {
            world.now += f64::from(*pause);
            world.run(instance.index(instances), step);
            let debt = (world.full_at - world.now) / budget().each();
            prop_assert!(debt <= f64::from(QUOTA) + beyond + 0.01, "{debt} units of {QUOTA} and {beyond}");
        }
    }
}

#[test]
fn a_lease_asks_at_its_share_near_the_end_and_for_an_expensive_request() {
    let budget = budget();
    let mut lease = Lease::new(0.0);
    for taken in 1..=budget.share() {
        assert_eq!(
            lease.take(&budget, 1, 0.0),
            Decision::Granted {
                remaining: QUOTA - taken,
                report: taken > budget.share() / 2,
            }
        );
    }
    assert_eq!(lease.take(&budget, 1, 0.0), Decision::Ask(budget.share()));
    lease.counted(&budget, budget.share(), 0.0, 0.0);
    assert_eq!(
        lease.take(&budget, budget.share() + 1, 0.0),
        Decision::Ask(0)
    );
    lease.hear(&budget, WINDOW_MICROS * 0.8, 0.0);
    assert_eq!(
        lease.take(&budget, 1, WINDOW_MICROS),
        Decision::Ask(0),
        "until Redis states that the end is far"
    );
    lease.counted(&budget, 0, 0.0, WINDOW_MICROS);
    assert!(matches!(
        lease.take(&budget, 1, WINDOW_MICROS),
        Decision::Granted { .. }
    ));
}

#[test]
fn a_level_falls_with_what_is_granted_and_does_not_rise_with_a_report() {
    let budget = budget();
    let mut lease = Lease::new(0.0);
    let mut redis = Redis::default();
    let mut last = QUOTA;
    for _ in 0..200 {
        let Decision::Granted { remaining, report } = lease.take(&budget, 2, 0.0) else {
            panic!("far from the end")
        };
        assert_eq!(remaining, last - 2);
        last = remaining;
        if report {
            let units = lease.report();
            let (debt, _) = redis.count(units, 0, 0.0);
            lease.counted(&budget, units, debt, 0.0);
        }
    }
    assert!(!lease.is_idle(WINDOW_MICROS / 2.0));
    assert!(lease.is_idle(WINDOW_MICROS));
}
