//! Input types of the connections.

use async_graphql::{InputObject, MaybeUndefined};

use crate::{
    features::connections::{ListOptions, PersonChange},
    graphql::mutation::WriteRequest,
    types::{
        id::{CompanyId, PersonId},
        partial_date::PartialDate,
    },
};

/// Filters the connections. Fields that are left out match all people.
#[derive(InputObject, Default)]
pub struct PersonFilter {
    /// The person has every one of these tags; at most 20.
    tags: Option<Vec<String>>,
    /// The person is at this company.
    company_id: Option<CompanyId>,
    /// The person is at the company with this name, in any of its spellings.
    company: Option<String>,
    /// True: the follow-up date is today or earlier, in the user's time zone; false: all other people.
    follow_up_due: Option<bool>,
    /// The follow-up date is this date or earlier.
    follow_up_by: Option<PartialDate>,
}

impl PersonFilter {
    /// The filter with a query.
    pub(super) fn with(self, query: Option<String>) -> ListOptions {
        ListOptions {
            query,
            tags: self.tags.unwrap_or_default(),
            company_id: self.company_id,
            company: self.company,
            is_follow_up_due: self.follow_up_due,
            follow_up_by: self.follow_up_by,
        }
    }
}

/// A new person; a first name, a last name or both.
#[derive(InputObject)]
pub struct AddPersonInput {
    /// The first name, at most 100 characters.
    first_name: Option<String>,
    /// The last name, at most 100 characters.
    last_name: Option<String>,
    /// The URL of the person's public profile.
    profile_url: Option<String>,
    /// The e-mail address.
    email: Option<String>,
    /// The company, at most 200 characters.
    company: Option<String>,
    /// The position, at most 200 characters.
    position: Option<String>,
    /// The date of the connection.
    connected_on: Option<PartialDate>,
    /// Notes, at most 10 000 characters.
    notes: Option<String>,
    /// At most 20 tags of at most 50 characters.
    tags: Option<Vec<String>>,
    /// The follow-up date: when to get in touch.
    follow_up_on: Option<PartialDate>,
    #[graphql(flatten)]
    request: WriteRequest,
}

impl AddPersonInput {
    pub(super) fn parse(self) -> (PersonChange, WriteRequest) {
        let new = PersonChange {
            first_name: self.first_name,
            last_name: self.last_name,
            profile_url: self.profile_url.map(Some),
            email: self.email.map(Some),
            company: self.company,
            position: self.position,
            connected_on: self.connected_on.map(Some),
            notes: self.notes,
            tags: self.tags,
            follow_up_on: self.follow_up_on.map(Some),
        };
        (new, self.request)
    }
}

/// Changes of a person; fields that are left out stay as they are. Later imports do not overwrite changed fields.
#[derive(InputObject)]
pub struct UpdatePersonInput {
    /// The person.
    id: PersonId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    expected_version: i32,
    /// The first name, at most 100 characters; null removes it.
    first_name: MaybeUndefined<String>,
    /// The last name, at most 100 characters; null removes it.
    last_name: MaybeUndefined<String>,
    /// The URL of the person's public profile; null removes it.
    profile_url: MaybeUndefined<String>,
    /// The e-mail address; null removes it.
    email: MaybeUndefined<String>,
    /// The company, at most 200 characters; null removes it.
    company: MaybeUndefined<String>,
    /// The position, at most 200 characters; null removes it.
    position: MaybeUndefined<String>,
    /// The date of the connection; null removes it.
    connected_on: MaybeUndefined<PartialDate>,
    /// Notes, at most 10 000 characters; null removes them.
    notes: MaybeUndefined<String>,
    /// All tags: at most 20 of at most 50 characters; null removes them.
    tags: MaybeUndefined<Vec<String>>,
    /// The follow-up date; null removes it.
    follow_up_on: MaybeUndefined<PartialDate>,
    #[graphql(flatten)]
    request: WriteRequest,
}

impl UpdatePersonInput {
    pub(super) fn parse(self) -> (PersonId, i32, PersonChange, WriteRequest) {
        let change = PersonChange {
            first_name: or_empty(self.first_name),
            last_name: or_empty(self.last_name),
            profile_url: stated(self.profile_url),
            email: stated(self.email),
            company: or_empty(self.company),
            position: or_empty(self.position),
            connected_on: stated(self.connected_on),
            notes: or_empty(self.notes),
            tags: or_empty(self.tags),
            follow_up_on: stated(self.follow_up_on),
        };
        (self.id, self.expected_version, change, self.request)
    }
}

/// `None` if a field is left out; null is empty.
fn or_empty<T: Default>(value: MaybeUndefined<T>) -> Option<T> {
    stated(value).map(Option::unwrap_or_default)
}

/// `None` if a field is left out, `Some(None)` for null.
#[expect(
    clippy::option_option,
    reason = "left out and null are different changes"
)]
fn stated<T>(value: MaybeUndefined<T>) -> Option<Option<T>> {
    match value {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}

/// The removal of a person.
#[derive(InputObject)]
pub struct RemovePersonInput {
    /// The person.
    pub(super) id: PersonId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The removal of all people.
#[derive(InputObject)]
pub struct RemoveAllPeopleInput {
    /// True if later imports may add the people again, and those who were removed before; by default they do not.
    #[graphql(default)]
    pub(super) may_return: bool,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}
