//! Facets: how many matches each value of a field has, without what the filter says about the field itself.

use std::collections::HashMap;

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, FromQueryResult, QuerySelect, QueryTrait,
    sea_query::{
        Alias, CommonTableExpression, Expr, JoinType, Order, Query, SelectStatement, UnionType,
        WithClause, WithQuery,
    },
};

use super::{
    criteria::{COUNTED_MAX, Search},
    filter::{
        Field, Filter,
        conditions::{self, OF_PLACES},
        known,
    },
    statement,
};
use crate::{
    error::{Error, Result},
    features::jobs::{Jobs, entity::posting},
    types::id::{CompanyId, TypedId},
};

/// The number of values of a facet.
const VALUES_MAX: u64 = 20;

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value, as a filter takes it.
    pub value: String,
    /// Its name.
    pub label: String,
    /// The number of matches with the value.
    pub count: u64,
}

/// The facets that were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    values: HashMap<Field, Vec<FacetValue>>,
    /// True if all matches were counted; otherwise the newest ones were, and the counts are lower bounds.
    pub exact: bool,
}

impl Facets {
    /// The values of a field, most frequent first.
    #[must_use]
    pub fn of(&self, field: Field) -> &[FacetValue] {
        self.values.get(&field).map_or(&[], Vec::as_slice)
    }
}

#[derive(FromQueryResult)]
struct Counted {
    part: i64,
    value: String,
    label: String,
    number: i64,
}

impl Jobs {
    /// Counts the values of these fields: one statement for all. A field that the filter names is counted without that.
    pub async fn facets(&self, search: &Search, fields: &[Field]) -> Result<Facets> {
        let mut facets = Facets {
            values: HashMap::new(),
            exact: true,
        };
        let db = &self.platform.db;
        let rows = db
            .conn()
            .query_all(&counting(search, fields, db.backend()))
            .await?;
        let rows = rows
            .iter()
            .map(|row| Counted::from_query_result(row, ""))
            .collect::<std::result::Result<Vec<_>, DbErr>>()?;
        for row in rows {
            let count = u64::try_from(row.number).map_err(Error::internal)?;
            let field = usize::try_from(row.part)
                .ok()
                .and_then(|part| fields.get(part));
            match field {
                Some(field) => {
                    let value = value_of(*field, row, count)?;
                    facets.values.entry(*field).or_default().push(value);
                }
                // The number of matches that were counted.
                None => facets.exact &= count < COUNTED_MAX,
            }
        }
        for values in facets.values.values_mut() {
            values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        }
        Ok(facets)
    }
}

fn value_of(field: Field, row: Counted, count: u64) -> Result<FacetValue> {
    let (value, label) = match field {
        Field::Company => {
            let id = uuid::Uuid::try_parse(&row.value).map_err(Error::internal)?;
            (CompanyId::from_uuid(id).to_string(), row.label)
        }
        Field::Skill | Field::City => (row.value, row.label),
        _ => {
            let label = known::label(field, &row.value);
            (row.value, label)
        }
    };
    Ok(FacetValue {
        value,
        label,
        count,
    })
}

/// Counts the values of all fields. Fields that the filter does not name are counted over the same matches, each other field over its own.
fn counting(search: &Search, fields: &[Field], backend: DbBackend) -> WithQuery {
    let mut with = WithClause::new();
    let mut parts: Vec<SelectStatement> = Vec::new();
    let (mut shared, mut read) = (false, Vec::new());
    for (number, field) in fields.iter().enumerate() {
        let own = search.filter.names(*field);
        let name = if own {
            format!("matches_{number}")
        } else {
            "matches".to_owned()
        };
        if own || !shared {
            let filter = if own {
                search.filter.without(*field)
            } else {
                search.filter.clone()
            };
            let found = statement::newest_matching(search, &filter, backend)
                .select_only()
                .columns([
                    posting::Column::Id,
                    posting::Column::CompanyId,
                    posting::Column::CompanyName,
                    posting::Column::RemoteMode,
                    posting::Column::EmploymentType,
                    posting::Column::Seniority,
                    posting::Column::Language,
                ]);
            let table = CommonTableExpression::new()
                .table_name(Alias::new(name.as_str()))
                .query(QueryTrait::into_query(found))
                .to_owned();
            with.cte(table);
            parts.push(size(&name));
            shared |= !own;
        }
        let places = places_of(&name);
        if OF_PLACES.contains(field) && !read.contains(&places) {
            let table = CommonTableExpression::new()
                .table_name(Alias::new(places.as_str()))
                .query(places_of_matches(&name, backend))
                .materialized(true)
                .to_owned();
            with.cte(table);
            read.push(places);
        }
        parts.push(part(number, *field, &name, &search.filter, backend));
    }
    if fields.is_empty() {
        let found = statement::newest_matching(search, &search.filter, backend)
            .select_only()
            .column(posting::Column::Id);
        let name = "matches";
        parts.push(size(name));
        with.cte(
            CommonTableExpression::new()
                .table_name(Alias::new(name))
                .query(QueryTrait::into_query(found))
                .to_owned(),
        );
    }
    let mut all = parts.into_iter();
    let mut select = all.next().unwrap_or_else(Query::select);
    select.unions(all.map(|part| (UnionType::All, part)));
    select.with(with)
}

/// The number of matches that are counted.
fn size(matches: &str) -> SelectStatement {
    Query::select()
        .expr_as(Expr::cust("CAST(-1 AS bigint)"), Alias::new("part"))
        .expr_as(Expr::cust("CAST('' AS text)"), Alias::new("value"))
        .expr_as(Expr::cust("CAST('' AS text)"), Alias::new("label"))
        .expr_as(Expr::cust("count(*)"), Alias::new("number"))
        .from(Alias::new(matches))
        .to_owned()
}

/// The most frequent values of a field.
fn part(
    number: usize,
    field: Field,
    matches: &str,
    filter: &Filter,
    backend: DbBackend,
) -> SelectStatement {
    let company = match backend {
        DbBackend::Postgres => "CAST(m.company_id AS text)",
        _ => "lower(hex(m.company_id))",
    };
    let language = conditions::LANGUAGE.replace("postings.", "m.");
    let (value, label) = match field {
        Field::RemoteMode => ("m.remote_mode", "''"),
        Field::EmploymentType => ("m.employment_type", "''"),
        Field::Seniority => ("m.seniority", "''"),
        Field::Company => (company, "max(m.company_name)"),
        Field::Skill => ("s.slug", "max(s.label)"),
        Field::Region => ("posting_locations.region_code", "''"),
        Field::City => (
            "CAST(posting_locations.city_id AS text)",
            "max(posting_locations.city || ', ' || posting_locations.country)",
        ),
        Field::Country => ("posting_locations.country", "''"),
        Field::Language | Field::Industry | Field::CompanySize => (language.as_str(), "''"),
    };
    let count = match field {
        _ if OF_PLACES.contains(&field) => "count(DISTINCT posting_locations.posting_id)",
        Field::Skill => "CAST(sum(p.number) AS bigint)",
        _ => "count(*)",
    };
    let mut values = Query::select();
    values
        .expr_as(Expr::cust(value.to_owned()), Alias::new("value"))
        .expr_as(Expr::cust(label), Alias::new("label"))
        .expr_as(Expr::cust(count), Alias::new("number"))
        .and_where(Expr::cust(format!("{value} IS NOT NULL")))
        .add_group_by([Expr::cust(value.to_owned())])
        .order_by(Alias::new("number"), Order::Desc)
        .limit(VALUES_MAX);
    let tie = match backend {
        DbBackend::Postgres => format!("{value} COLLATE \"C\""),
        _ => value.to_owned(),
    };
    values.order_by_expr(Expr::cust(tie), Order::Asc);
    if OF_PLACES.contains(&field) {
        values.from_as(
            Alias::new(places_of(matches)),
            Alias::new("posting_locations"),
        );
        // One place has a value of each list of the filter: with this value, the posting matches at the same place.
        values.cond_where(conditions::of_one_place(filter, field));
    } else if field == Field::Skill {
        // A skill is counted by its id, and then named.
        values
            .from_subquery(skills_of_matches(matches, backend), Alias::new("p"))
            .join_as(
                JoinType::InnerJoin,
                Alias::new("skills"),
                Alias::new("s"),
                Expr::cust("s.id = p.skill_id"),
            );
    } else {
        values.from_as(Alias::new(matches), Alias::new("m"));
    }
    Query::select()
        .expr_as(
            Expr::cust(format!("CAST({number} AS bigint)")),
            Alias::new("part"),
        )
        .columns(["value", "label", "number"].map(Alias::new))
        .from_subquery(values, Alias::new(format!("part_{number}")))
        .to_owned()
}

/// The table of the places of matches.
fn places_of(matches: &str) -> String {
    format!("places_of_{matches}")
}

/// The places of the matches, which are read once for all fields of places.
fn places_of_matches(matches: &str, backend: DbBackend) -> SelectStatement {
    let columns = [
        "posting_id",
        "country",
        "region_code",
        "city_id",
        "city",
        "x",
        "y",
        "z",
    ];
    let mut places = Query::select();
    places
        .columns(columns.map(|column| (Alias::new("l"), Alias::new(column))))
        .from_as(Alias::new(matches), Alias::new("m"));
    join(&mut places, "posting_locations", "l", backend);
    places
}

/// The number of matches that name each skill.
fn skills_of_matches(matches: &str, backend: DbBackend) -> SelectStatement {
    let id = (Alias::new("p"), Alias::new("skill_id"));
    let mut skills = Query::select();
    skills
        .column(id.clone())
        .expr_as(Expr::cust("count(*)"), Alias::new("number"))
        .from_as(Alias::new(matches), Alias::new("m"))
        .group_by_col(id);
    join(&mut skills, "posting_skills", "p", backend);
    skills
}

/// Joins the rows of the matches in another table, match by match: for a few thousand matches, a planner may prefer to read the whole table.
fn join(values: &mut SelectStatement, table: &'static str, name: &'static str, backend: DbBackend) {
    let of_match = Expr::cust(format!("{name}.posting_id = m.id"));
    if backend != DbBackend::Postgres {
        // SQLite keeps the order of a cross join.
        values
            .join_as(
                JoinType::CrossJoin,
                Alias::new(table),
                Alias::new(name),
                Expr::cust("true"),
            )
            .and_where(of_match);
        return;
    }
    let rows = Query::select()
        .expr(Expr::cust(format!("{name}.*")))
        .from_as(Alias::new(table), Alias::new(name))
        .and_where(of_match)
        .offset(0)
        .to_owned();
    values.join_lateral(
        JoinType::InnerJoin,
        rows,
        Alias::new(name),
        Expr::cust("true"),
    );
}
