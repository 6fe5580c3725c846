//! The origin of a request, as used by rate limits, lists of devices and the audit.

use std::{net::IpAddr, sync::Arc};

/// Maximum characters of a `User-Agent` that are kept.
const USER_AGENT_MAX: usize = 200;

/// The client address, user agent and id of a request; cheap to clone.
#[derive(Clone, Debug)]
pub struct Origin(Arc<Facts>);

#[derive(Debug)]
struct Facts {
    budget_key: String,
    ip_address: Option<IpAddr>,
    user_agent: Option<String>,
    request_id: String,
}

impl Origin {
    /// The origin of a request from the network. Its rate-limit key is the address, or the network if one host has many addresses (IPv6).
    #[must_use]
    pub fn of_request(
        budget_key: String,
        ip_address: Option<IpAddr>,
        user_agent: Option<&str>,
        request_id: String,
    ) -> Self {
        let user_agent = user_agent.map(|name| {
            name.chars()
                .filter(|c| !c.is_control())
                .take(USER_AGENT_MAX)
                .collect()
        });
        Self(Arc::new(Facts {
            budget_key,
            ip_address,
            user_agent,
            request_id,
        }))
    }

    /// The origin of work that this process does by itself, such as a command.
    #[must_use]
    pub fn inside(what: &str) -> Self {
        Self(Arc::new(Facts {
            budget_key: what.to_owned(),
            ip_address: None,
            user_agent: None,
            request_id: String::new(),
        }))
    }

    /// The key of the rate limits of anonymous clients.
    #[must_use]
    pub fn budget_key(&self) -> &str {
        &self.0.budget_key
    }

    /// The address of the client, if it came over the network.
    #[must_use]
    pub fn ip_address(&self) -> Option<IpAddr> {
        self.0.ip_address
    }

    /// The `User-Agent` of the client (RFC 9110, 10.1.5).
    #[must_use]
    pub fn user_agent(&self) -> Option<&str> {
        self.0.user_agent.as_deref()
    }

    /// The request id, as in the response header and in the log.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }
}
