//! How a client stores its session, and the tokens of the session.

use chrono::{DateTime, Utc};

/// How the client stores its session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "SessionMode")]
pub enum Mode {
    /// As a pair of tokens: for apps and programs.
    #[default]
    Token,
    /// As a cookie that scripts cannot read: for web pages.
    Cookie,
}

/// The tokens of a session.
pub enum SessionTokens {
    /// An access token and a refresh token.
    Pair {
        /// A JWT, to be sent as `Authorization: Bearer …`.
        access_token: String,
        /// The expiry of the access token.
        expires_at: DateTime<Utc>,
        /// Valid for one refresh.
        refresh_token: String,
    },
    /// A cookie.
    Cookie {
        /// Its value.
        secret: String,
        /// The latest time when it expires.
        ends_at: DateTime<Utc>,
    },
}
