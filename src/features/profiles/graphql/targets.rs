//! The jobs that a user looks for, as GraphQL objects.

use async_graphql::{Object, SimpleObject};

use crate::{
    features::profiles::{self, Targets},
    graphql::{limits::page_cost, scalar::AmountValue},
    types::{
        import_source::ImportSource,
        partial_date::PartialDate,
        work::{EmploymentType, PayPeriod, RemoteMode, Seniority, TimeUnit},
    },
};

/// The jobs that a user looks for. An empty list means no preference.
pub struct ProfileTargets {
    pub(super) targets: Targets,
    pub(super) sources: profiles::TargetSources,
}

/// The jobs that a user looks for. An empty list means no preference.
#[Object]
impl ProfileTargets {
    /// Job titles wanted; at most 20.
    async fn titles(&self) -> &[String] {
        &self.targets.titles
    }

    /// Seniority levels wanted.
    async fn seniority(&self) -> &[Seniority] {
        &self.targets.seniority
    }

    /// Countries wanted, ISO 3166-1 alpha-2 in upper case; at most 50.
    async fn countries(&self) -> &[String] {
        &self.targets.countries
    }

    /// Remote modes wanted: on site, hybrid or remote.
    async fn remote_modes(&self) -> &[RemoteMode] {
        &self.targets.remote_modes
    }

    /// Kinds of contract wanted.
    async fn employment_types(&self) -> &[EmploymentType] {
        &self.targets.employment_types
    }

    /// The minimum pay; null if the user has not set one.
    async fn pay_floor(&self) -> Option<PayFloor> {
        self.targets.pay_floor.clone().map(PayFloor)
    }

    /// Employers not wanted; at most 100.
    async fn excluded_companies(&self) -> &[String] {
        &self.targets.excluded_companies
    }

    /// The countries where the user may work, in the user's order; at most 50. A country that is not listed is unknown.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn work_authorizations(&self) -> Vec<WorkAuthorization> {
        let given = self.targets.work_authorizations.iter();
        given.cloned().map(WorkAuthorization).collect()
    }

    /// The time between the resignation and the first free day; null if not given.
    async fn notice_period(&self) -> Option<NoticePeriod> {
        self.targets.notice_period.map(NoticePeriod)
    }

    /// The date from which the user could begin; null if not given.
    async fn available_from(&self) -> Option<PartialDate> {
        self.targets.available_from
    }

    /// The imports that these lists come from.
    async fn sources(&self) -> TargetSources {
        TargetSources {
            titles: self.sources.titles,
            countries: self.sources.countries,
            remote_modes: self.sources.remote_modes,
            employment_types: self.sources.employment_types,
        }
    }
}

/// The imports that the targets of a profile come from.
#[derive(SimpleObject)]
pub struct TargetSources {
    /// That of the job titles; null if the user wrote or edited them, and if there are none.
    titles: Option<ImportSource>,
    /// That of the countries; null if the user wrote or edited them, and if there are none.
    countries: Option<ImportSource>,
    /// That of the remote modes; null if the user wrote or edited them, and if there are none.
    remote_modes: Option<ImportSource>,
    /// That of the kinds of contract; null if the user wrote or edited them, and if there are none.
    employment_types: Option<ImportSource>,
}

/// Whether a user may work in a country.
pub struct WorkAuthorization(profiles::WorkAuthorization);

/// Whether a user may work in a country.
#[Object]
impl WorkAuthorization {
    /// The country, ISO 3166-1 alpha-2 in upper case.
    async fn country(&self) -> &str {
        &self.0.country
    }

    /// True if an employer must sponsor a visa or permit; false if the user may work there already.
    async fn needs_sponsorship(&self) -> bool {
        self.0.needs_sponsorship
    }
}

/// The time between a resignation and the first free day.
pub struct NoticePeriod(profiles::NoticePeriod);

/// The time between a resignation and the first free day.
#[Object]
impl NoticePeriod {
    /// The number of units; 0 for none.
    async fn count(&self) -> i32 {
        self.0.count
    }

    /// The unit.
    async fn unit(&self) -> TimeUnit {
        self.0.unit
    }
}

/// The minimum pay that a user accepts.
pub struct PayFloor(profiles::PayFloor);

/// The minimum pay that a user accepts.
#[Object]
impl PayFloor {
    /// The amount.
    async fn amount(&self) -> AmountValue {
        self.0.amount.into()
    }

    /// The currency, ISO 4217 in upper case.
    async fn currency(&self) -> &str {
        &self.0.currency
    }

    /// The period that the amount is paid for.
    async fn period(&self) -> PayPeriod {
        self.0.period
    }
}
