//! `[jobs]`: what is computed of postings.

use std::{fs, sync::Arc};

use serde::Deserialize;

use super::error::{ConfigError, invalid};
use crate::types::rates::Rates;

/// A larger file is refused; the rates of all days since 1999 are less than 2 MiB.
const BYTES_MAX: u64 = 16 << 20;

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jobs {
    /// The file of rates; empty for the rates that ship with the program.
    pub exchange_rates_file: String,
    /// The rates of the file.
    #[serde(skip)]
    pub exchange_rates: Arc<Rates>,
}

impl Jobs {
    /// Reads the file of rates.
    pub(super) fn read_rates(&mut self) -> Result<(), ConfigError> {
        let path = self.exchange_rates_file.as_str();
        let wrong = |problem: String| invalid("jobs.exchange_rates_file", problem);
        let rates = if path.is_empty() {
            Rates::shipped()
        } else {
            let unreadable = |error| wrong(format!("{path} cannot be read: {error}"));
            if fs::metadata(path).map_err(unreadable)?.len() > BYTES_MAX {
                return Err(wrong(format!("{path} has more than {BYTES_MAX} bytes")));
            }
            Rates::read(&fs::read_to_string(path).map_err(unreadable)?)
        };
        let rates = rates.map_err(|why| {
            wrong(format!(
                "{path} is no file of rates of the European Central Bank: {why}"
            ))
        })?;
        self.exchange_rates = Arc::new(rates);
        Ok(())
    }
}
