//! Advertised pay as GraphQL objects.

use async_graphql::{ComplexObject, Context, SimpleObject};

use crate::{
    error::Result,
    features::jobs::{self, Jobs},
    graphql::{context, scalar::AmountValue},
    types::{
        amount::Amount,
        area::Area,
        partial_date::PartialDate,
        work::{PayOrigin, PayPeriod},
    },
};

/// A range of pay.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Pay {
    /// The lower end.
    min: Option<AmountValue>,
    /// The upper end.
    max: Option<AmountValue>,
    /// The currency, ISO 4217.
    currency: String,
    /// The period that the amounts are paid for.
    period: PayPeriod,
    /// Whether the pay was stated in a field or parsed from text; null in snapshots.
    origin: Option<PayOrigin>,
    #[graphql(skip)]
    ends: (Option<Amount>, Option<Amount>),
}

#[ComplexObject]
impl Pay {
    /// The range for a full-time year: 12 months, 52 weeks, 260 days or 2 080 hours.
    async fn yearly(&self, ctx: &Context<'_>) -> Result<YearlyPay> {
        let jobs = context::handle::<Jobs>(ctx)?;
        let yearly = async { Ok(jobs.yearly_pay(self.ends, &self.currency, self.period)) };
        let yearly = context::within(ctx, Area::Jobs, yearly).await?;
        Ok(YearlyPay {
            min: yearly.min.map(AmountValue::from),
            max: yearly.max.map(AmountValue::from),
            currency: self.currency.clone(),
            in_euros: yearly.in_euros.map(PayInEuros::from),
        })
    }
}

impl Pay {
    pub(super) fn of(
        min: Option<Amount>,
        max: Option<Amount>,
        currency: Option<&str>,
        period: Option<PayPeriod>,
        origin: Option<PayOrigin>,
    ) -> Option<Self> {
        Some(Self {
            min: min.map(AmountValue::from),
            max: max.map(AmountValue::from),
            currency: currency?.to_owned(),
            period: period?,
            origin,
            ends: (min, max),
        })
    }
}

/// A range of pay for a full-time year.
#[derive(SimpleObject)]
pub struct YearlyPay {
    /// The lower end.
    min: Option<AmountValue>,
    /// The upper end.
    max: Option<AmountValue>,
    /// The currency, ISO 4217.
    currency: String,
    /// The range in euros; null if the currency has no rate.
    in_euros: Option<PayInEuros>,
}

/// A range of pay in euros, by a reference rate of the European Central Bank, rounded to the nearest cent.
#[derive(SimpleObject)]
pub struct PayInEuros {
    /// The lower end.
    min: Option<AmountValue>,
    /// The upper end.
    max: Option<AmountValue>,
    /// The number of units of the currency for one euro, as a decimal number such as `1.1172`.
    rate: String,
    /// The date of the rate, from the server's file of rates.
    rate_date: PartialDate,
}

impl From<jobs::PayInEuros> for PayInEuros {
    fn from(pay: jobs::PayInEuros) -> Self {
        Self {
            min: pay.min.map(AmountValue::from),
            max: pay.max.map(AmountValue::from),
            rate: pay.rate,
            rate_date: pay.rate_date,
        }
    }
}
