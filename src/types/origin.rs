//! Where a request came from, as far as budgets, lists of devices and the audit may know.

use std::{net::IpAddr, sync::Arc};

/// Characters of a user_agent's name that are kept.
const USER_AGENT_MAX: usize = 200;

/// The near end of a request; cheap to clone.
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
    /// A request from the network. The budget's key is an address, or its network where one host has many.
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

    /// Something that this process does by itself, such as a command.
    #[must_use]
    pub fn inside(what: &str) -> Self {
        Self(Arc::new(Facts {
            budget_key: what.to_owned(),
            ip_address: None,
            user_agent: None,
            request_id: String::new(),
        }))
    }

    /// What budgets of strangers are counted by.
    #[must_use]
    pub fn budget_key(&self) -> &str {
        &self.0.budget_key
    }

    /// The address of the client, if it came over the network.
    #[must_use]
    pub fn ip_address(&self) -> Option<IpAddr> {
        self.0.ip_address
    }

    /// How the client calls itself (RFC 9110, 10.1.5).
    #[must_use]
    pub fn user_agent(&self) -> Option<&str> {
        self.0.user_agent.as_deref()
    }

    /// The request's id, as it stands in its answer and in the log.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }
}
