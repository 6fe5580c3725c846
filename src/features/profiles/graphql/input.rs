//! Input types of the profile mutations.

use async_graphql::{InputObject, MaybeUndefined};

use crate::{
    features::profiles::{
        FieldChange, NewLink, NewNoticePeriod, NewPayFloor, NewWorkAuthorization, ProfileChange,
        TargetsChange,
    },
    graphql::{mutation::WriteRequest, scalar::AmountValue},
    types::{
        partial_date::PartialDate,
        work::{EmploymentType, PayPeriod, RemoteMode, Seniority, TimeUnit},
    },
};

/// Changes of a profile. Fields that are null or left out stay as they are.
#[derive(InputObject)]
pub struct UpdateProfileInput {
    /// The version of the profile that the client read; 0 for a profile that was never saved. Refused with VERSION_CONFLICT if the profile
    /// has another version.
    pub(super) expected_version: i32,
    /// A one-line headline, at most 220 characters; an empty string removes it.
    headline: Option<String>,
    /// A summary of a few paragraphs, at most 5 000 characters; an empty string removes it.
    summary: Option<String>,
    /// Where the user lives, at most 200 characters; an empty string removes it.
    location: Option<String>,
    /// All web pages of the user, in order; at most 20. Replaces the current list.
    links: Option<Vec<ProfileLinkInput>>,
    /// The jobs that the user looks for.
    targets: Option<ProfileTargetsInput>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// A web page of a user.
#[derive(InputObject)]
pub struct ProfileLinkInput {
    /// The label of the link, 1 to 60 characters.
    label: String,
    /// Its address, `http` or `https`, at most 2 000 characters.
    url: String,
}

/// Changes of the targets. Fields that are null or left out stay as they are; a list replaces the current one.
#[derive(InputObject)]
pub struct ProfileTargetsInput {
    /// Job titles wanted; at most 20, each of 1 to 200 characters.
    titles: Option<Vec<String>>,
    /// Seniority levels wanted.
    seniority: Option<Vec<Seniority>>,
    /// Countries wanted, by code (ISO 3166-1) or name; at most 50. They are stored as codes of two letters: `UK` becomes `GB`.
    countries: Option<Vec<String>>,
    /// Remote modes wanted: on site, hybrid or remote.
    remote_modes: Option<Vec<RemoteMode>>,
    /// Kinds of contract wanted.
    employment_types: Option<Vec<EmploymentType>>,
    /// The minimum pay. Left out, it stays as it is; null removes it.
    pay_floor: MaybeUndefined<PayFloorInput>,
    /// Employers not wanted; at most 100, each of 1 to 200 characters.
    excluded_companies: Option<Vec<String>>,
    /// The countries where the user may work; at most 50, each country once.
    work_authorizations: Option<Vec<WorkAuthorizationInput>>,
    /// The time between the resignation and the first free day. Left out, it stays as it is; null removes it.
    notice_period: MaybeUndefined<NoticePeriodInput>,
    /// The date from which the user could begin. Left out, it stays as it is; null removes it.
    available_from: MaybeUndefined<PartialDate>,
}

/// Whether the user may work in a country.
#[derive(InputObject)]
pub struct WorkAuthorizationInput {
    /// The country, by code (ISO 3166-1) or name; stored as a code of two letters.
    country: String,
    /// True if an employer must sponsor a visa or permit, false if the user may work there already.
    needs_sponsorship: bool,
}

/// The time between a resignation and the first free day.
#[derive(InputObject)]
pub struct NoticePeriodInput {
    /// The number of units, 0 for none; at most 366 days, 52 weeks or 24 months.
    count: i32,
    /// The unit.
    unit: TimeUnit,
}

/// The minimum pay that a user accepts.
#[derive(InputObject)]
pub struct PayFloorInput {
    /// The amount, not negative.
    amount: AmountValue,
    /// The currency, ISO 4217 in upper case.
    currency: String,
    /// The period that the amount is paid for.
    period: PayPeriod,
}

impl From<UpdateProfileInput> for ProfileChange {
    fn from(input: UpdateProfileInput) -> Self {
        let link = |link: ProfileLinkInput| NewLink {
            label: link.label,
            url: link.url,
        };
        Self {
            headline: input.headline,
            summary: input.summary,
            location: input.location,
            links: input
                .links
                .map(|links| links.into_iter().map(link).collect()),
            targets: input.targets.map(TargetsChange::from),
        }
    }
}

impl From<ProfileTargetsInput> for TargetsChange {
    fn from(input: ProfileTargetsInput) -> Self {
        Self {
            titles: input.titles,
            seniority: input.seniority,
            countries: input.countries,
            remote_modes: input.remote_modes,
            employment_types: input.employment_types,
            pay_floor: change(input.pay_floor, |floor| NewPayFloor {
                amount: floor.amount.0,
                currency: floor.currency,
                period: floor.period,
            }),
            excluded_companies: input.excluded_companies,
            work_authorizations: input
                .work_authorizations
                .map(|given| given.into_iter().map(work_authorization).collect()),
            notice_period: change(input.notice_period, |period| NewNoticePeriod {
                count: period.count,
                unit: period.unit,
            }),
            available_from: change(input.available_from, |date| date),
        }
    }
}

fn work_authorization(input: WorkAuthorizationInput) -> NewWorkAuthorization {
    NewWorkAuthorization {
        country: input.country,
        needs_sponsorship: input.needs_sponsorship,
    }
}

fn change<I, T>(input: MaybeUndefined<I>, value: impl FnOnce(I) -> T) -> FieldChange<T> {
    match input {
        MaybeUndefined::Undefined => FieldChange::Keep,
        MaybeUndefined::Null => FieldChange::Clear,
        MaybeUndefined::Value(input) => FieldChange::Set(value(input)),
    }
}
