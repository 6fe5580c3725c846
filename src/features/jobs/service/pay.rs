//! Yearly pay, in its currency and in euros by dated rates. Postings have it in a column, by which they are ordered and filtered; if the
//! rates change, scheduled work computes it again.

use std::sync::{Arc, atomic::Ordering};

use crate::{
    error::Result,
    features::jobs::{
        Jobs,
        entity::pay_conversion::{self, YearlyPay as Stored},
    },
    types::{
        amount::Amount, id::PostingId, partial_date::PartialDate, rates::Rates, work::PayPeriod,
    },
};

/// Postings that are converted in one transaction.
const BATCH: u64 = 500;

/// A range of pay for a full-time year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearlyPay {
    /// The lower end.
    pub min: Option<Amount>,
    /// The upper end.
    pub max: Option<Amount>,
    /// The same in euros, if the currency has a rate.
    pub in_euros: Option<PayInEuros>,
}

/// A range of pay in euros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayInEuros {
    /// The lower end.
    pub min: Option<Amount>,
    /// The upper end.
    pub max: Option<Amount>,
    /// How many units of the currency one euro is.
    pub rate: String,
    /// The day of the rate.
    pub rate_date: PartialDate,
}

impl Jobs {
    /// A range of pay for a full-time year.
    #[must_use]
    pub fn yearly_pay(
        &self,
        (min, max): (Option<Amount>, Option<Amount>),
        currency: &str,
        period: PayPeriod,
    ) -> YearlyPay {
        let rates = self.rates();
        let yearly = |end: Option<Amount>| end?.per_year(period);
        let (min, max) = (yearly(min), yearly(max));
        let euros = |end: Option<Amount>| rates.to_euros(end?, currency);
        YearlyPay {
            min,
            max,
            in_euros: rates.of(currency).map(|rate| PayInEuros {
                min: euros(min),
                max: euros(max),
                rate,
                rate_date: PartialDate::from_day(rates.date()),
            }),
        }
    }

    /// The rates of this process.
    #[must_use]
    pub fn rates(&self) -> &Arc<Rates> {
        &self.platform.config.jobs.exchange_rates
    }

    /// Converts the pay of stored postings, if it is not yet converted with the rates with which a process started last. Runs on schedule;
    /// each batch and its position are stored together, so that several processes may work on it, and a stopped one is continued.
    pub async fn convert_pay(&self) -> Result<usize> {
        let (conn, rates) = (self.platform.db.conn(), self.rates());
        let key = rates.key();
        if !self.has_begun_conversion.swap(true, Ordering::Relaxed)
            && let Err(error) = pay_conversion::begin(conn, &key).await
        {
            self.has_begun_conversion.store(false, Ordering::Relaxed);
            return Err(error.into());
        }
        let mut converted = 0;
        loop {
            let last = pay_conversion::last().one(conn).await?;
            let Some(run) = last.filter(|run| !run.ended && run.rates == key) else {
                return Ok(converted);
            };
            let tx = self.platform.begin().await?;
            let rows = pay_conversion::yearly_pays(&tx, run.position, BATCH).await?;
            let end = rows.last().map(|row| row.id);
            if !pay_conversion::advance(&tx, &run, end).await? {
                // Another process has this batch.
                tx.rollback().await?;
                continue;
            }
            let differing: Vec<(PostingId, Option<Amount>)> = rows
                .into_iter()
                .map(|row| (row.id, in_euros(rates, &row), row.pay_yearly_eur))
                .filter(|(_, euros, stored)| euros != stored)
                .map(|(id, euros, _)| (id, euros))
                .collect();
            pay_conversion::write(&tx, &differing).await?;
            tx.commit().await?;
            converted += differing.len();
            self.signal_changes(differing.len()).await;
        }
    }
}

fn in_euros(rates: &Rates, row: &Stored) -> Option<Amount> {
    rates.to_euros(row.pay_yearly_max?, row.pay_currency.as_deref()?)
}
