//! The list of connectors.

use serde_json::Value;
use url::Url;

use super::{
    ashby,
    connector::{Connector, Recognised},
    greenhouse, lever, page,
};

/// A list of connectors.
#[derive(Clone, Copy)]
pub struct Connectors(&'static [&'static dyn Connector]);

impl Connectors {
    /// All connectors. The last one takes every page that no other one knows.
    pub const ALL: Self = Self(&[
        &greenhouse::Greenhouse,
        &lever::GLOBAL,
        &lever::EU,
        &ashby::Ashby,
        &page::Page,
    ]);

    /// A list of these connectors only.
    #[must_use]
    pub const fn new(connectors: &'static [&'static dyn Connector]) -> Self {
        Self(connectors)
    }

    /// The connectors in order.
    pub fn iter(self) -> impl Iterator<Item = &'static dyn Connector> {
        self.0.iter().copied()
    }

    /// The connector with this name.
    #[must_use]
    pub fn by_name(self, name: &str) -> Option<&'static dyn Connector> {
        self.iter().find(|connector| connector.name() == name)
    }

    /// The connector and board token of a careers page.
    #[must_use]
    pub fn detect(self, url: &Url) -> Option<(&'static dyn Connector, String)> {
        self.iter()
            .find_map(|connector| connector.detect(url).map(|board| (connector, board)))
    }

    /// The connector that recognises this payload. One that also finds the token is preferred.
    #[must_use]
    pub fn recognise(self, payload: &Value) -> Option<(&'static dyn Connector, Recognised)> {
        let known = || {
            self.iter().filter_map(|connector| {
                connector.recognise(payload).map(|found| (connector, found))
            })
        };
        known()
            .find(|(_, found)| found.board.is_some())
            .or_else(|| known().next())
    }
}
