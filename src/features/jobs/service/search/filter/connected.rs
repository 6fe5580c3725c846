//! The companies of a user's connections, as a condition of a search.

use std::hash::{Hash, Hasher};

use sea_orm::{
    DbBackend, ExprTrait,
    sea_query::{Alias, Expr, Func, Query, SelectStatement},
};

use crate::types::id::{CompanyId, UserId};

/// The companies at which a user knows people.
#[derive(Clone, Debug)]
pub enum ConnectedCompanies {
    /// Few: all of their ids.
    Few(Vec<CompanyId>),
    /// Many: the statement that selects their ids, as `company_id`.
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
    /// The condition on the company of postings that are read in an order. Of many companies, `coalesce` keeps the planner from joining
    /// them, which may read all postings: SQLite looks for the company of one posting after another, PostgreSQL hashes the companies once.
    pub(super) fn in_order(&self, company: Expr) -> Expr {
        let connected = match &self.companies {
            ConnectedCompanies::Few(_) => self.is_one_of(company),
            ConnectedCompanies::Many(select) => {
                let mut same = SelectStatement::clone(select);
                same.and_where(Expr::col(Alias::new("company_id")).eq(company));
                tested(Expr::exists(same))
            }
        };
        self.wanted(connected)
    }

    /// The condition on the company of postings in any order, of which the planner may read those of one company after another.
    pub(super) fn in_any_order(&self, company: Expr) -> Expr {
        self.wanted(self.is_one_of(company))
    }

    /// The condition on the company that the facts of a posting name by its id, which are read in an order.
    pub(in crate::features::jobs::service::search) fn by_facts(
        &self,
        company: Expr,
        backend: DbBackend,
    ) -> Expr {
        let connected = match &self.companies {
            ConnectedCompanies::Few(ids) => {
                company.is_in(ids.iter().map(|id| id.0.simple().to_string()))
            }
            ConnectedCompanies::Many(select) => {
                let named = Query::select()
                    .expr(Expr::cust(match backend {
                        DbBackend::Postgres => "replace(CAST(known.company_id AS text), '-', '')",
                        _ => "lower(hex(known.company_id))",
                    }))
                    .from_subquery(SelectStatement::clone(select), Alias::new("known"))
                    .to_owned();
                tested(company.in_subquery(named))
            }
        };
        self.wanted(connected)
    }

    fn is_one_of(&self, company: Expr) -> Expr {
        match &self.companies {
            ConnectedCompanies::Few(ids) => company.is_in(ids.iter().copied()),
            ConnectedCompanies::Many(select) => company.in_subquery(SelectStatement::clone(select)),
        }
    }

    fn wanted(&self, connected: Expr) -> Expr {
        if self.is_connected {
            connected
        } else {
            connected.not()
        }
    }
}

/// A condition that the planner does not turn into a join.
fn tested(condition: Expr) -> Expr {
    Expr::expr(Func::coalesce([condition, Expr::val(false)]))
}
