//! Where a request came from, as far as budgets, lists of devices and the audit may know.

use std::{net::IpAddr, sync::Arc};

/// Characters of a device's name that are kept.
const DEVICE_MAX: usize = 200;

/// The near end of a request; cheap to clone.
#[derive(Clone, Debug)]
pub struct Origin(Arc<Facts>);

#[derive(Debug)]
struct Facts {
    budget_key: String,
    address: Option<IpAddr>,
    device: Option<String>,
    request_id: String,
}

impl Origin {
    /// A request from the network. The budget's key is an address, or its network where one host has many.
    #[must_use]
    pub fn of_request(budget_key: String, address: Option<IpAddr>, user_agent: Option<&str>, request_id: String) -> Self {
        let device = user_agent.map(|name| name.chars().filter(|c| !c.is_control()).take(DEVICE_MAX).collect());
        Self(Arc::new(Facts { budget_key, address, device, request_id }))
    }

    /// Something that this process does by itself, such as a command.
    #[must_use]
    pub fn inside(what: &str) -> Self {
        Self(Arc::new(Facts { budget_key: what.to_owned(), address: None, device: None, request_id: String::new() }))
    }

    /// What budgets of strangers are counted by.
    #[must_use]
    pub fn budget_key(&self) -> &str {
        &self.0.budget_key
    }

    /// The address of the client, if it came over the network.
    #[must_use]
    pub fn address(&self) -> Option<IpAddr> {
        self.0.address
    }

    /// How the client calls itself (RFC 9110, 10.1.5).
    #[must_use]
    pub fn device(&self) -> Option<&str> {
        self.0.device.as_deref()
    }

    /// The request's id, as it stands in its answer and in the log.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }
}
