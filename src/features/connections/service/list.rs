//! Reads the people whom a user knows.

use std::{collections::HashMap, sync::Arc};

use reading::words::words;
use sea_orm::{
    ColumnTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect, Select,
    sea_query::{Expr, LikeExpr},
};

use super::keys::{company_key, tag_key};
use crate::{
    error::{Error, Result},
    features::connections::{
        Connections, PersonRow,
        entity::{
            connected_company,
            person::{self, Column},
        },
    },
    platform::db::{keyset::ByText, padded},
    types::{
        actor::Actor,
        cursor::{Cursor, List, TextCursor},
        id::{CompanyId, PersonId},
        page::{Page, Slice},
        partial_date::PartialDate,
    },
};

/// Maximum length of a query.
const QUERY_CHARS: usize = 200;
/// Maximum number of tags in a filter.
const TAGS: usize = 20;
/// The sort key of people without a follow-up date: after all dates.
const NEVER: &str = "~";

/// The order of a list of people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, async_graphql::Enum)]
pub enum PersonOrder {
    /// By first and last name, without regard to case and accents.
    #[default]
    Name,
    /// Last connected first; people without a date come last.
    LastConnected,
    /// Earliest follow-up date first; people without one come last.
    FollowUp,
    /// Last added first. The position of a person does not depend on changes.
    Newest,
}

/// The filter of a list of people.
#[derive(Clone, Debug, Default)]
pub struct ListOptions {
    /// Words, each at the beginning of a word of name, company or position.
    pub query: Option<String>,
    /// The person has every one of these tags.
    pub tags: Vec<String>,
    /// The person is at this company.
    pub company_id: Option<CompanyId>,
    /// The person is at the company with this name.
    pub company: Option<String>,
    /// The follow-up date has come (true), or not, or there is none (false).
    pub is_follow_up_due: Option<bool>,
    /// The follow-up date is this date or earlier.
    pub follow_up_by: Option<PartialDate>,
}

impl PersonOrder {
    /// The list that the cursors of this order belong to.
    #[must_use]
    pub const fn list(self) -> List {
        match self {
            Self::Name => List::ConnectionsByName,
            Self::LastConnected => List::ConnectionsByDate,
            Self::FollowUp => List::ConnectionsByFollowUp,
            Self::Newest => List::ConnectionsNewest,
        }
    }

    /// The position of a person in this order.
    #[must_use]
    pub fn position(self, row: &PersonRow) -> TextCursor {
        let date = |date: &Option<String>, none: &str| date.clone().unwrap_or_else(|| none.into());
        let key = match self {
            Self::Name => row.name_key.clone(),
            Self::LastConnected => date(&row.connected_on, ""),
            Self::FollowUp => date(&row.follow_up_on, NEVER),
            Self::Newest => String::new(),
        };
        TextCursor { key, id: row.id.0 }
    }

    fn keyset(self) -> ByText<Column> {
        let column = |column| Expr::col((person::Entity, column));
        let key = match self {
            Self::Name => Some(column(Column::NameKey)),
            Self::LastConnected => Some(column(Column::ConnectedOn).if_null("")),
            Self::FollowUp => Some(column(Column::FollowUpOn).if_null(NEVER)),
            Self::Newest => None,
        };
        ByText {
            key,
            id: Column::Id,
            ascends: matches!(self, Self::Name | Self::FollowUp),
        }
    }
}

impl Connections {
    /// One person of the actor; NOT_FOUND if there is none.
    pub async fn get(&self, actor: &Actor, id: PersonId) -> Result<PersonRow> {
        let found = person::of_by_id(actor.user_id, id);
        let found = found.one(self.platform.db.conn()).await?;
        found.ok_or_else(|| Error::not_found("person"))
    }

    /// The actor's people with these ids; other ids are missing from the result.
    pub async fn batch(
        &self,
        actor: &Actor,
        ids: &[PersonId],
    ) -> Result<HashMap<PersonId, Arc<PersonRow>>> {
        let rows = person::of_by_ids(actor.user_id, &padded(ids));
        let rows = rows.all(self.platform.db.conn()).await?;
        let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
        Ok(rows.collect())
    }

    /// The statement that selects what the options say; it is the same for pages and counts.
    pub async fn selected(
        &self,
        actor: &Actor,
        options: &ListOptions,
    ) -> Result<Select<person::Entity>> {
        let mut select = matching(actor, options)?;
        if let Some(name) = &options.company {
            let conn = self.platform.db.conn();
            let key = company_key(name.trim());
            let found = self.jobs.companies_named(conn, &[name.trim()]).await?;
            let known = found.get(&key).map(|id| Column::CompanyId.eq(*id));
            let same = Column::CompanyKey.eq(key.as_str());
            select = select.filter(known.map_or_else(|| same.clone(), |it| it.or(same.clone())));
        }
        if let Some(is_due) = options.is_follow_up_due {
            let today = self.users.today(actor).await?.day().to_string();
            let due = Column::FollowUpOn.lte(today.as_str());
            select = select.filter(if is_due {
                due
            } else {
                due.not().or(Column::FollowUpOn.is_null())
            });
        }
        Ok(select)
    }

    /// One page of selected people.
    pub async fn page(
        &self,
        select: Select<person::Entity>,
        order: PersonOrder,
        page: &Page,
        after: Option<&TextCursor>,
    ) -> Result<Slice<PersonRow>> {
        let select = order.keyset().after(select, after).limit(page.limit());
        let rows = select.all(self.platform.db.conn()).await?;
        Ok(page.slice(rows, position))
    }

    /// The number of selected people.
    pub async fn count(&self, select: Select<person::Entity>) -> Result<u64> {
        Ok(select.count(self.platform.db.conn()).await?)
    }

    /// The first people at each of these companies, by name, and the number of all; two statements.
    pub async fn batch_at_companies(
        &self,
        actor: &Actor,
        companies: &[CompanyId],
        limit: u64,
    ) -> Result<HashMap<CompanyId, Arc<AtCompany>>> {
        let (conn, ids) = (self.platform.db.conn(), padded(companies));
        let mut found: HashMap<CompanyId, AtCompany> = HashMap::new();
        for row in person::first_at(conn, actor.user_id, &ids, limit).await? {
            if let Some(company) = row.company_id {
                found.entry(company).or_default().first.push(row);
            }
        }
        for (company, total) in connected_company::counts(conn, actor.user_id, &ids).await? {
            found.entry(company).or_default().total =
                u64::try_from(total).map_err(Error::internal)?;
        }
        Ok(found
            .into_iter()
            .map(|(id, people)| (id, Arc::new(people)))
            .collect())
    }
}

/// The first people at a company, and the number of all.
#[derive(Clone, Debug, Default)]
pub struct AtCompany {
    /// By name.
    pub first: Vec<PersonRow>,
    /// The number of all.
    pub total: u64,
}

/// The position of a person on a page; the text of the sort key is that of the row.
fn position(row: &PersonRow) -> Cursor {
    Cursor {
        key: 0,
        id: row.id.0,
    }
}

fn matching(actor: &Actor, options: &ListOptions) -> Result<Select<person::Entity>> {
    let mut select = person::of(actor.user_id);
    if let Some(query) = options.query.as_deref().map(str::trim) {
        if query.chars().count() > QUERY_CHARS {
            let message = format!("\"query\" has at most {QUERY_CHARS} characters.");
            return Err(Error::bad_input(message).at("query"));
        }
        let words = words(query);
        if words.is_empty() && !query.is_empty() {
            select = select.filter(Expr::cust("1 = 0"));
        }
        for word in words {
            select = select.filter(Column::Words.contains(format!(" {word}")));
        }
    }
    if options.tags.len() > TAGS {
        let message = format!("\"filter.tags\" has at most {TAGS} tags.");
        return Err(Error::bad_input(message).at("filter.tags"));
    }
    for tag in &options.tags {
        let pattern = LikeExpr::new(format!("%{}%", escaped(&tag_key(tag)))).escape('\\');
        select = select.filter(Column::TagKeys.like(pattern));
    }
    if let Some(company) = options.company_id {
        select = select.filter(Column::CompanyId.eq(company));
    }
    if let Some(date) = &options.follow_up_by {
        // Days of a month sort before the sign.
        select = select.filter(Column::FollowUpOn.lte(format!("{date}{NEVER}")));
    }
    Ok(select)
}

/// A text without the meaning of the signs of patterns.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
