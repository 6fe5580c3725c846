//! Turns a filter into conditions of a statement: the only place that knows which column a field is.

use std::collections::BTreeSet;

use sea_orm::{
    Condition, ExprTrait,
    sea_query::{Alias, CaseStatement, Expr, Func, Query, SelectStatement},
};

use super::{Connected, Field, Filter, Item, PayFilter};
use crate::features::jobs::{
    entity::{company, posting, posting_location, posting_skill, skill},
    service::search::{facts, near::Near},
};

/// The language of a posting without its region. An index has the same expression.
const LANGUAGE: &str = "rtrim(lower(substr(postings.language, 1, 3)), '-_')";

/// The key of the order by pay: the upper end of the yearly pay in hundredths of euros. An index has the same expression.
pub(in crate::features::jobs::service::search) const PAY_KEY: &str =
    "coalesce(postings.pay_yearly_eur, -1)";

/// Fields that are columns of the posting.
const OWN: [Field; 5] = [
    Field::RemoteMode,
    Field::EmploymentType,
    Field::Seniority,
    Field::Company,
    Field::Language,
];
/// Fields that are columns of its places.
pub(in crate::features::jobs::service::search) const OF_PLACES: [Field; 3] =
    [Field::Country, Field::Region, Field::City];
/// Fields that are columns of its company.
const OF_COMPANY: [Field; 2] = [Field::Industry, Field::CompanySize];

/// The conditions of a filter. If a text is searched for, its index finds fewer rows than those of the filter, so that reading the latter as
/// well costs more than testing the rows; a prepared statement is planned without the values, so the planner cannot know it.
pub(in crate::features::jobs::service::search) fn of(filter: &Filter, by_text: bool) -> Condition {
    with(filter, by_text, &Membership::Set)
}

/// The conditions of a filter on postings that are read in an order until a page is full. If there `are_many` with its facts, few have to be
/// read, so that testing each costs less than a set of all.
pub(in crate::features::jobs::service::search) fn in_order(
    filter: &Filter,
    are_many: Expr,
) -> Condition {
    with(filter, false, &Membership::EachIf(are_many))
}

/// How postings are compared with those of places and skills.
enum Membership {
    /// All of these are read.
    Set,
    /// Those of each posting are read if this is true.
    EachIf(Expr),
}

impl Membership {
    /// True for a posting that `set` has, whose column with its id is this.
    fn of(&self, mut set: SelectStatement, posting: Expr) -> Expr {
        let in_set = id().in_subquery(set.clone());
        match self {
            Self::Set => in_set,
            Self::EachIf(are_many) => {
                set.and_where(posting.equals((posting::Entity, posting::Column::Id)));
                CaseStatement::new()
                    .case(are_many.clone(), Expr::exists(set))
                    .finally(in_set)
                    .into()
            }
        }
    }
}

fn with(filter: &Filter, by_text: bool, membership: &Membership) -> Condition {
    let mut all = Condition::all();
    for field in OWN {
        let column = || own(field, by_text);
        if let Some(items) = filter.any.of(field) {
            all = all.add(column().is_in(items));
        }
        if let Some(items) = filter.none.of(field) {
            let known = match field {
                Field::Language => Expr::expr(Func::coalesce([column(), Expr::val("")])),
                _ => column(),
            };
            all = all.add(known.is_not_in(items));
        }
    }
    let connected = |it: &Connected| it.in_order(own(Field::Company, by_text));
    of_company(
        places(all, filter, membership)
            .add_option(skills(filter, membership))
            .add_option(rest(filter, by_text))
            .add_option(filter.connected.as_ref().map(connected))
            .add_option(since(filter)),
        filter,
    )
}

/// The conditions of a filter on postings in any order.
pub(in crate::features::jobs::service::search) fn in_any_order(filter: &Filter) -> Condition {
    let rest = Filter {
        connected: None,
        ..filter.clone()
    };
    let company = Expr::col((posting::Entity, posting::Column::CompanyId));
    let connected = |it: &Connected| it.in_any_order(company);
    of(&rest, false).add_option(filter.connected.as_ref().map(connected))
}

/// The conditions of a filter that the facts of a posting do not express; `None` if there are none.
pub(in crate::features::jobs::service::search) fn beyond_facts(
    filter: &Filter,
) -> Option<Condition> {
    let mut all = of_company(Condition::all(), filter).add_option(rest(filter, true));
    let wanted = one_place(filter);
    // One of several fields of places is a fact; that one place has them all is not.
    let is_fact = facts::cities_near(filter).is_some() || filter.near.is_none();
    if wanted.len() > 1 || !is_fact {
        all = all.add(id().in_subquery(in_places(wanted)));
    }
    (!all.is_empty()).then_some(all)
}

/// Adds the conditions on the company.
fn of_company(mut all: Condition, filter: &Filter) -> Condition {
    for field in OF_COMPANY {
        let company = || Expr::col((posting::Entity, posting::Column::CompanyId));
        if let Some(items) = filter.any.of(field) {
            all = all.add(company().in_subquery(companies(field, items)));
        }
        if let Some(items) = filter.none.of(field) {
            all = all.add(company().not_in_subquery(companies(field, items)));
        }
    }
    all
}

/// Conditions on columns of the posting that are no lists.
fn rest(filter: &Filter, by_text: bool) -> Option<Condition> {
    use posting::Column as Is;
    let column = |column: Is| unindexed(Expr::col((posting::Entity, column)), by_text);
    let mut all = Condition::all();
    if let Some(PayFilter {
        yearly_min,
        currency,
        in_euros,
    }) = &filter.pay
    {
        let same = Condition::all()
            .add(column(Is::PayCurrency).eq(currency.as_str()))
            .add(column(Is::PayYearlyMax).gte(*yearly_min));
        let converted = in_euros.map(|euros| {
            Condition::all()
                .add(column(Is::PayCurrency).ne(currency.as_str()))
                .add(unindexed(Expr::cust(PAY_KEY), by_text).gte(euros))
        });
        all = all.add(Condition::any().add(same).add_option(converted));
    }
    match filter.has_pay {
        Some(true) => all = all.add(column(Is::PayCurrency).is_not_null()),
        Some(false) => all = all.add(column(Is::PayCurrency).is_null()),
        None => {}
    }
    (!all.is_empty()).then_some(all)
}

fn since(filter: &Filter) -> Option<Expr> {
    let since = filter.posted_since?;
    Some(Expr::col((posting::Entity, posting::Column::PostedAt)).gte(since))
}

/// One place is in one of the countries and one of the regions, is one of the cities, and is near.
fn places(mut all: Condition, filter: &Filter, membership: &Membership) -> Condition {
    let wanted = one_place(filter);
    if !wanted.is_empty() {
        let posting = at(posting_location::Column::PostingId);
        all = all.add(membership.of(in_places(wanted), posting));
    }
    for field in OF_PLACES {
        for value in filter.all.each(field) {
            all = all.add(id().in_subquery(in_places([place(field, value)])));
        }
        if let Some(items) = filter.none.of(field) {
            let of_posting = Condition::all().add(
                at(posting_location::Column::PostingId)
                    .equals((posting::Entity, posting::Column::Id)),
            );
            all = all.add(Expr::exists(in_places([of_posting, place(field, items)])).not());
        }
    }
    all
}

/// What one place of a posting must be.
fn one_place(filter: &Filter) -> Vec<Condition> {
    let wanted = OF_PLACES
        .into_iter()
        .filter_map(|field| filter.any.of(field).map(|items| place(field, items)));
    wanted.chain(filter.near.as_ref().map(within)).collect()
}

fn skills(filter: &Filter, membership: &Membership) -> Option<Condition> {
    let posting = || Expr::col((posting_skill::Entity, posting_skill::Column::PostingId));
    let mut all = Condition::all();
    if let Some(items) = filter.any.of(Field::Skill) {
        all = all.add(membership.of(naming(items), posting()));
    }
    for value in filter.all.each(Field::Skill) {
        all = all.add(id().in_subquery(naming(value)));
    }
    if let Some(items) = filter.none.of(Field::Skill) {
        let mut named = naming(items);
        named.and_where(posting().equals((posting::Entity, posting::Column::Id)));
        all = all.add(Expr::exists(named).not());
    }
    (!all.is_empty()).then_some(all)
}

/// A column of the posting.
fn own(field: Field, by_text: bool) -> Expr {
    let column = |column: posting::Column| Expr::col((posting::Entity, column));
    let named = match field {
        Field::EmploymentType => column(posting::Column::EmploymentType),
        Field::Seniority => column(posting::Column::Seniority),
        Field::Company => return column(posting::Column::CompanyId),
        Field::Language => Expr::cust(LANGUAGE),
        _ => column(posting::Column::RemoteMode),
    };
    unindexed(named, by_text)
}

/// The same value, which no index has.
fn unindexed(named: Expr, by_text: bool) -> Expr {
    if by_text {
        Expr::expr(Func::coalesce([named.clone(), named]))
    } else {
        named
    }
}

fn id() -> Expr {
    Expr::col((posting::Entity, posting::Column::Id))
}

/// A column of a place.
fn at(column: posting_location::Column) -> Expr {
    Expr::col((posting_location::Entity, column))
}

/// The postings with a place that meets all of these conditions.
fn in_places(conditions: impl IntoIterator<Item = Condition>) -> SelectStatement {
    let all = conditions
        .into_iter()
        .fold(Condition::all(), Condition::add);
    Query::select()
        .column((
            posting_location::Entity,
            posting_location::Column::PostingId,
        ))
        .from(posting_location::Entity)
        .cond_where(all)
        .to_owned()
}

/// The place has one of these values.
fn place(field: Field, items: BTreeSet<&Item>) -> Condition {
    let column = match field {
        Field::City => posting_location::Column::CityId,
        Field::Region => posting_location::Column::RegionCode,
        _ => posting_location::Column::Country,
    };
    Condition::all().add(at(column).is_in(items))
}

/// The place is within the distance: in the box around the centre, which an index finds, and not behind its corners.
fn within(near: &Near) -> Condition {
    use posting_location::Column as Is;
    let sides = [Is::Z, Is::X, Is::Y].into_iter().zip(near.sides());
    sides
        .fold(Condition::all(), |all, (column, (low, high))| {
            all.add(at(column).between(low, high))
        })
        .add(Expr::expr(distance(near)).lte(near.chord_squared()))
}

/// The square of the straight distance between a place and the centre, in square metres.
fn distance(near: &Near) -> Expr {
    use posting_location::Column as Is;
    let [x, y, z] = near.centre();
    let square = |column: Is, centre: i64| {
        let apart = || at(column).sub(centre);
        apart().mul(apart())
    };
    square(Is::X, x).add(square(Is::Y, y)).add(square(Is::Z, z))
}

/// The square of the distance between the centre and the nearest place of the posting with this id.
pub(in crate::features::jobs::service::search) fn nearest(
    near: &Near,
    posting: (Alias, Alias),
) -> SelectStatement {
    Query::select()
        .expr(Func::min(distance(near)))
        .from(posting_location::Entity)
        .and_where(at(posting_location::Column::PostingId).equals(posting))
        .to_owned()
}

/// The postings that name one of these skills.
fn naming(items: BTreeSet<&Item>) -> SelectStatement {
    let of_slugs = Query::select()
        .column(skill::Column::Id)
        .from(skill::Entity)
        .and_where(Expr::col(skill::Column::Slug).is_in(items))
        .to_owned();
    Query::select()
        .column((posting_skill::Entity, posting_skill::Column::PostingId))
        .from(posting_skill::Entity)
        .and_where(
            Expr::col((posting_skill::Entity, posting_skill::Column::SkillId))
                .in_subquery(of_slugs),
        )
        .to_owned()
}

/// The companies with one of these values.
fn companies(field: Field, items: BTreeSet<&Item>) -> SelectStatement {
    let column = match field {
        Field::Industry => company::Column::Industry,
        _ => company::Column::SizeBand,
    };
    Query::select()
        .column(company::Column::Id)
        .from(company::Entity)
        .and_where(Expr::col(column).is_in(items))
        .to_owned()
}
