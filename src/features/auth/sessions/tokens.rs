//! How a client keeps its session, and what opens it.

use chrono::{DateTime, Utc};

/// How a client keeps its session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "SessionMode")]
pub enum Mode {
    /// By a pair of tokens, which it keeps itself: for apps and programs.
    #[default]
    Token,
    /// By a cookie that no script can read: for pages in a browser.
    Cookie,
}

/// What opens a session.
pub enum SessionTokens {
    /// Two tokens.
    Pair {
        /// A JWT, to be sent as `Authorization: Bearer …`.
        access_token: String,
        /// When the access token ends.
        expires_at: DateTime<Utc>,
        /// Good for one refresh.
        refresh_token: String,
    },
    /// A cookie.
    Cookie {
        /// Its value.
        secret: String,
        /// When it ends at the latest.
        ends_at: DateTime<Utc>,
    },
}
