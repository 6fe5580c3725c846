//! `[limits]`: limits of requests, operations and connections. Limits of a single feature are in its own section.

use std::{collections::BTreeMap, time::Duration};

use serde::Deserialize;

use super::{Checked, invalid, within};
use crate::types::area::Area;

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Limits {
    pub body_bytes: usize,
    pub upload_bytes: usize,
    pub upload_parts: usize,
    pub upload_memory_bytes: usize,
    pub document_bytes: usize,
    pub document_tokens: usize,
    pub document_name_bytes: usize,
    pub document_nesting: usize,
    pub document_selections: usize,
    pub depth: usize,
    pub cost: usize,
    pub aliases: usize,
    pub directives: usize,
    pub root_fields: usize,
    pub definitions: usize,
    pub variables: usize,
    pub introspection: bool,
    pub operation_secs: u64,
    pub area_secs: u64,
    pub area_secs_of: BTreeMap<String, u64>,
    pub user_per_minute: u32,
    pub address_per_minute: u32,
    pub user_cost_per_minute: u32,
    pub address_cost_per_minute: u32,
    pub sign_in_per_minute: u32,
    pub subscriptions_per_socket: usize,
    pub sockets: usize,
    pub sockets_per_user: usize,
}

impl Limits {
    /// The time limit of an area's reads within one query.
    #[must_use]
    pub fn of_area(&self, area: Area) -> Duration {
        Duration::from_secs(
            self.area_secs_of
                .get(area.name())
                .copied()
                .unwrap_or(self.area_secs),
        )
    }

    pub(super) fn check(&self) -> Checked {
        self.check_document()?;
        self.check_times()?;
        self.check_budgets()
    }

    /// Checks sizes, counts and depths.
    fn check_document(&self) -> Checked {
        for (key, value, low, high) in [
            ("limits.body_bytes", self.body_bytes, 1_024, 67_108_864),
            (
                "limits.upload_bytes",
                self.upload_bytes,
                1_024,
                1_073_741_824,
            ),
            ("limits.upload_parts", self.upload_parts, 2, 1_000),
            (
                "limits.upload_memory_bytes",
                self.upload_memory_bytes,
                1_024,
                4_294_967_296,
            ),
            (
                "limits.document_bytes",
                self.document_bytes,
                1_024,
                1_048_576,
            ),
            ("limits.document_tokens", self.document_tokens, 100, 100_000),
            (
                "limits.document_name_bytes",
                self.document_name_bytes,
                64,
                65_536,
            ),
            ("limits.document_nesting", self.document_nesting, 16, 200),
            (
                "limits.document_selections",
                self.document_selections,
                100,
                1_000_000,
            ),
            ("limits.depth", self.depth, 3, 64),
            ("limits.cost", self.cost, 100, 10_000_000),
            ("limits.aliases", self.aliases, 1, 1_000),
            ("limits.directives", self.directives, 1, 1_000),
            ("limits.root_fields", self.root_fields, 1, 1_000),
            ("limits.definitions", self.definitions, 1, 10_000),
            ("limits.variables", self.variables, 1, 1_000),
            (
                "limits.subscriptions_per_socket",
                self.subscriptions_per_socket,
                1,
                10_000,
            ),
            ("limits.sockets", self.sockets, 1, 1_000_000),
            (
                "limits.sockets_per_user",
                self.sockets_per_user,
                1,
                1_000_000,
            ),
        ] {
            within(key, value, low, high)?;
        }
        Ok(())
    }

    fn check_times(&self) -> Checked {
        for (key, value, low, high) in [
            ("limits.operation_secs", self.operation_secs, 1, 300),
            ("limits.area_secs", self.area_secs, 1, 300),
        ] {
            within(key, value, low, high)?;
        }
        for (name, secs) in &self.area_secs_of {
            within("limits.area_secs_of", *secs, 1, 300)?;
            if !Area::all().any(|area| area.name() == name) {
                let known: Vec<_> = Area::all().map(Area::name).collect();
                return Err(invalid(
                    "limits.area_secs_of",
                    format!("{name:?} is not an area; use one of {}", known.join(", ")),
                ));
            }
        }
        Ok(())
    }

    fn check_budgets(&self) -> Checked {
        for (key, value, low, high) in [
            (
                "limits.user_per_minute",
                self.user_per_minute,
                1,
                10_000_000,
            ),
            (
                "limits.address_per_minute",
                self.address_per_minute,
                1,
                10_000_000,
            ),
            (
                "limits.user_cost_per_minute",
                self.user_cost_per_minute,
                100,
                1_000_000_000,
            ),
            (
                "limits.address_cost_per_minute",
                self.address_cost_per_minute,
                100,
                1_000_000_000,
            ),
            (
                "limits.sign_in_per_minute",
                self.sign_in_per_minute,
                1,
                1_000_000,
            ),
        ] {
            within(key, value, low, high)?;
        }
        Ok(())
    }
}
