//! The companies of a user's connections, as a condition of a search.

use std::hash::{Hash, Hasher};

use sea_orm::{
    ExprTrait,
    sea_query::{Expr, Func, SelectStatement},
};

use crate::types::id::{CompanyId, UserId};

/// The companies at which a user knows people.
#[derive(Clone, Debug)]
pub enum ConnectedCompanies {
    /// Few: all of their ids.
    Few(Vec<CompanyId>),
    /// Many: the statement that selects their ids.
    Many(Box<SelectStatement>),
}

/// Postings of companies at which a user knows people, or of all others. Equal for equal users, so that a cursor stays valid when the user
/// gets to know more people.
#[derive(Clone, Debug)]
pub struct Connected {
    /// True for companies with connections, false for the others.
    pub is_connected: bool,
    /// The user.
    pub user: UserId,
    /// The companies.
    pub companies: ConnectedCompanies,
}

impl PartialEq for Connected {
    fn eq(&self, other: &Self) -> bool {
        (self.is_connected, self.user) == (other.is_connected, other.user)
    }
}

impl Eq for Connected {}

impl Hash for Connected {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.is_connected, self.user).hash(state);
    }
}

impl Connected {
    /// The condition on the company of a posting. Of many companies, `coalesce` keeps PostgreSQL from joining them, which may read all
    /// postings: it hashes them once and tests the postings in their order.
    pub(super) fn condition(&self, company: Expr) -> Expr {
        let connected = match &self.companies {
            ConnectedCompanies::Few(ids) => company.is_in(ids.iter().copied()),
            ConnectedCompanies::Many(select) => Expr::expr(Func::coalesce([
                company.in_subquery(SelectStatement::clone(select)),
                Expr::val(false),
            ])),
        };
        if self.is_connected {
            connected
        } else {
            connected.not()
        }
    }
}
