//! Opaque cursors: the list, the sort key of the row and the row's id.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike};
use uuid::Uuid;

/// The list that a cursor belongs to; other lists refuse the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum List {
    /// Postings, newest first.
    PostingsByDate = 1,
    /// Postings, best match first.
    PostingsByRank = 2,
    /// Applications, most recently changed first.
    Applications = 3,
    /// Events of an application, oldest first.
    Events = 4,
    /// Notifications, newest first; also the position of a subscription.
    Notifications = 5,
    /// Job boards, by name.
    Sources = 6,
    /// Accounts, newest first.
    Users = 7,
    /// Reports of postings, newest first.
    Reports = 8,
    /// Audit entries, newest first.
    Audit = 9,
    /// Applications, newest first.
    ApplicationsNewest = 10,
    /// Applications, oldest first.
    ApplicationsOldest = 11,
    /// Changes of a posting, newest first.
    PostingChanges = 20,
}

impl List {
    /// True if the list can have a row with this key: times are between 1900 and 2200, because databases may not accept others.
    fn may_have(self, key: i64) -> bool {
        match self {
            Self::PostingsByDate
            | Self::Applications
            | Self::ApplicationsNewest
            | Self::ApplicationsOldest
            | Self::Users
            | Self::Reports
            | Self::PostingChanges => DateTime::from_timestamp_micros(key)
                .is_some_and(|instant| (1900..2200).contains(&instant.year())),
            Self::PostingsByRank
            | Self::Events
            | Self::Notifications
            | Self::Sources
            | Self::Audit => true,
        }
    }
}

/// A position in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key: microseconds since 1970, a rank, or a sequence number.
    pub key: i64,
    /// The id of the row, to break ties.
    pub id: Uuid,
}

const VERSION: u8 = 1;
const LENGTH: usize = 26;

impl Cursor {
    /// The external form: 35 URL-safe characters.
    #[must_use]
    pub fn encode(&self, list: List) -> String {
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.extend([VERSION, list as u8]);
        bytes.extend(self.key.to_be_bytes());
        bytes.extend(self.id.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Parses a cursor of this list; `None` for anything else.
    #[must_use]
    pub fn decode(text: &str, list: List) -> Option<Self> {
        if text.len() > LENGTH * 2 {
            return None;
        }
        let bytes: [u8; LENGTH] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (head, rest) = bytes.split_at(2);
        let (key, id) = rest.split_at(8);
        (head == [VERSION, list as u8]).then_some(())?;
        let cursor = Self {
            key: i64::from_be_bytes(key.try_into().ok()?),
            id: Uuid::from_slice(id).ok()?,
        };
        list.may_have(cursor.key).then_some(cursor)
    }
}
