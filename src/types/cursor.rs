//! Opaque cursors: the list, the sort key of the row and the row's id; those of a search also name the search and when it began.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike, Utc};
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
    /// Postings, highest pay first.
    PostingsByPay = 12,
    /// Postings, nearest first.
    PostingsByDistance = 13,
    /// Postings, best match with the viewer's profile first.
    PostingsByMatch = 14,
    /// Changes of a posting, newest first.
    PostingChanges = 20,
    /// Connections, by name.
    ConnectionsByName = 30,
    /// Connections, last connected first.
    ConnectionsByDate = 31,
    /// Connections, earliest follow-up date first.
    ConnectionsByFollowUp = 32,
    /// Connections, last added first.
    ConnectionsNewest = 33,
    /// Documents, newest first.
    Documents = 40,
    /// Imports of a profile, newest first.
    Imports = 50,
    /// Entries of an import, in the order of its plan.
    ImportEntries = 51,
    /// Findings of an import, in the order of its file.
    ImportFindings = 52,
    /// Postings that fit the viewer, best match first.
    Matches = 60,
    /// Résumés, newest first.
    Resumes = 70,
    /// Revisions of a résumé, newest first.
    ResumeRevisions = 71,
    /// Letters, newest first.
    Letters = 72,
    /// Revisions of a letter, newest first.
    LetterRevisions = 73,
    /// Tailorings of a résumé, newest first.
    Tailorings = 74,
    /// Answers to questions of forms, newest first.
    Answers = 76,
    /// Versions of an answer, newest first.
    AnswerVersions = 77,
    /// Requests to language models, newest first.
    AiRuns = 78,
    /// Proposals of API tokens, newest first.
    AgentProposals = 91,
    /// Changes of a user, in the order of the commits.
    Changes = 90,
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
            | Self::PostingChanges
            | Self::Documents
            | Self::Imports
            | Self::Resumes
            | Self::Tailorings
            | Self::Answers
            | Self::Letters
            | Self::AiRuns
            | Self::AgentProposals => DateTime::from_timestamp_micros(key)
                .is_some_and(|instant| (1900..2200).contains(&instant.year())),
            Self::PostingsByRank
            | Self::PostingsByPay
            | Self::PostingsByDistance
            | Self::PostingsByMatch
            | Self::Events
            | Self::ImportEntries
            | Self::ImportFindings
            | Self::Matches
            | Self::ResumeRevisions
            | Self::LetterRevisions
            | Self::AnswerVersions
            | Self::Changes
            | Self::Notifications
            | Self::Sources
            | Self::Audit
            | Self::ConnectionsByName
            | Self::ConnectionsByDate
            | Self::ConnectionsByFollowUp
            | Self::ConnectionsNewest => true,
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

/// A position in a list that is ordered by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextCursor {
    /// The sort key.
    pub key: String,
    /// The id of the row, to break ties.
    pub id: Uuid,
}

const TEXT_VERSION: u8 = 3;
/// Maximum length of a text as a sort key, in bytes.
const KEY_BYTES_MAX: usize = 400;

impl TextCursor {
    /// The external form: URL-safe characters.
    #[must_use]
    pub fn encode(&self, list: List) -> String {
        let mut bytes = vec![TEXT_VERSION, list as u8];
        bytes.extend(self.id.as_bytes());
        bytes.extend(self.key.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Parses a cursor of this list; `None` for anything else.
    #[must_use]
    pub fn decode(text: &str, list: List) -> Option<Self> {
        if text.len() > (KEY_BYTES_MAX + 18) * 2 {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (head, rest) = bytes.split_at_checked(2)?;
        let (id, key) = rest.split_at_checked(16)?;
        (head == [TEXT_VERSION, list as u8]).then_some(())?;
        let key = std::str::from_utf8(key).ok()?;
        let storable = key.len() <= KEY_BYTES_MAX && !key.contains('\0');
        storable.then_some(Self {
            key: key.to_owned(),
            id: Uuid::from_slice(id).ok()?,
        })
    }
}

/// A position in the results of one search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchCursor {
    /// The position.
    pub position: Cursor,
    /// The fingerprint of the search: its text, filter and order.
    pub search: u64,
    /// The time when its first page was read.
    pub as_of: DateTime<Utc>,
}

/// The reason why a text is not a cursor of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCursor {
    /// It is not a cursor of this list.
    Unreadable,
    /// It is a cursor of a search, in the form of an earlier release.
    Outdated,
    /// It is a cursor of a search with another text, filter or order.
    OtherSearch,
}

const SEARCH_VERSION: u8 = 2;
const SEARCH_LENGTH: usize = LENGTH + 16;
/// The lists of searches of the earlier form.
const OUTDATED: [List; 2] = [List::PostingsByDate, List::PostingsByRank];
/// The lists of searches.
const SEARCHES: [List; 5] = [
    List::PostingsByDate,
    List::PostingsByRank,
    List::PostingsByPay,
    List::PostingsByDistance,
    List::PostingsByMatch,
];

impl SearchCursor {
    /// The external form: 56 URL-safe characters.
    #[must_use]
    pub fn encode(&self, list: List) -> String {
        let mut bytes = Vec::with_capacity(SEARCH_LENGTH);
        bytes.extend([SEARCH_VERSION, list as u8]);
        bytes.extend(self.position.key.to_be_bytes());
        bytes.extend(self.position.id.as_bytes());
        bytes.extend(self.search.to_be_bytes());
        bytes.extend(self.as_of.timestamp_micros().to_be_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Parses a cursor of this list and search.
    pub fn decode(text: &str, list: List, search: u64) -> Result<Self, NoCursor> {
        if OUTDATED
            .iter()
            .any(|list| Cursor::decode(text, *list).is_some())
        {
            return Err(NoCursor::Outdated);
        }
        let (found, cursor) = Self::read(text).ok_or(NoCursor::Unreadable)?;
        if found == list && cursor.search == search {
            Ok(cursor)
        } else {
            Err(NoCursor::OtherSearch)
        }
    }

    fn read(text: &str) -> Option<(List, Self)> {
        if text.len() > SEARCH_LENGTH * 2 {
            return None;
        }
        let bytes: [u8; SEARCH_LENGTH] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (head, rest) = bytes.split_at(2);
        let (key, rest) = rest.split_at(8);
        let (id, rest) = rest.split_at(16);
        let (search, as_of) = rest.split_at(8);
        let list = SEARCHES
            .into_iter()
            .find(|list| head == [SEARCH_VERSION, *list as u8])?;
        let as_of = i64::from_be_bytes(as_of.try_into().ok()?);
        let cursor = Self {
            position: Cursor {
                key: i64::from_be_bytes(key.try_into().ok()?),
                id: Uuid::from_slice(id).ok()?,
            },
            search: u64::from_be_bytes(search.try_into().ok()?),
            as_of: DateTime::from_timestamp_micros(as_of)
                .filter(|instant| (1900..2200).contains(&instant.year()))?,
        };
        list.may_have(cursor.position.key).then_some((list, cursor))
    }
}
