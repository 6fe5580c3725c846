//! Rules for employments.

use super::{Context, Draft, Fix, Role, Sink, counted};
use crate::prepared::Month;

const FACTS_MIN: usize = 2;
const OVERLAP_MONTHS_MAX: i64 = 3;
const GAP_MONTHS_MAX: i64 = 6;

pub(super) fn without_description(context: &Context<'_>, sink: Sink<'_>) {
    let empty = |role: &&Role| role.description.trim().is_empty() && role.facts.is_empty();
    for role in context.profile.roles.iter().filter(empty) {
        let text = format!("\"{}\" says nothing about what you did.", role.title);
        sink(Draft::new(&role.id, text).quoting(Some(&role.id), &role.title));
    }
}

pub(super) fn current_without_facts(context: &Context<'_>, sink: Sink<'_>) {
    let current = |role: &&Role| role.to.is_none() && role.from.is_some();
    for role in context.profile.roles.iter().filter(current) {
        if role.facts.len() < FACTS_MIN {
            let text = format!(
                "Your current job has {} about what you achieved.",
                counted(role.facts.len(), "statement", "statements")
            );
            sink(Draft::new(&role.id, text).quoting(Some(&role.id), &role.title));
        }
    }
}

pub(super) fn end_before_start(context: &Context<'_>, sink: Sink<'_>) {
    for role in &context.profile.roles {
        if let (Some(from), Some(to)) = (role.from, role.to)
            && to < from
        {
            sink(
                Draft::new(
                    &role.id,
                    format!("\"{}\" ends before it begins.", role.title),
                )
                .quoting(Some(&role.id), &role.title),
            );
        }
    }
}

/// First and last month; an employment that goes on ends today.
fn period(context: &Context<'_>, from: Option<Month>, to: Option<Month>) -> Option<(i64, i64)> {
    let now = Month::from(context.today).count();
    let (from, to) = (from?.count(), to.map_or(now, Month::count));
    (from <= to).then_some((from, to))
}

pub(super) fn dates_overlap(context: &Context<'_>, sink: Sink<'_>) {
    let roles = &context.profile.roles;
    for (index, one) in roles.iter().enumerate() {
        for other in roles
            .iter()
            .skip(index + 1)
            .filter(|other| other.company != one.company)
        {
            let periods =
                period(context, one.from, one.to).zip(period(context, other.from, other.to));
            let months = periods.map_or(0, |(one, other)| one.1.min(other.1) - one.0.max(other.0));
            if months > OVERLAP_MONTHS_MAX {
                sink(
                    Draft::new(
                        &format!("{}+{}", one.id, other.id),
                        format!("\"{}\" and \"{}\" overlap by {months} months. If both are right, say so in their descriptions.", one.title, other.title),
                    )
                    .quoting(Some(&one.id), &one.title)
                    .quoting(Some(&other.id), &other.title),
                );
            }
        }
    }
}

pub(super) fn gap_unexplained(context: &Context<'_>, sink: Sink<'_>) {
    let profile = context.profile;
    let roles = profile
        .roles
        .iter()
        .filter_map(|role| Some((period(context, role.from, role.to)?, Some(role))));
    let others = profile
        .other_periods
        .iter()
        .filter_map(|(from, to)| Some((period(context, *from, *to)?, None)));
    let mut all: Vec<((i64, i64), Option<&Role>)> = roles.chain(others).collect();
    all.sort_by_key(|(period, _)| *period);
    let mut reached: Option<i64> = None;
    for ((from, to), role) in all {
        let months = reached.map_or(0, |reached| from - reached - 1);
        if months > GAP_MONTHS_MAX {
            let id = role.map_or("", |role| role.id.as_str());
            sink(Draft::new(
                id,
                format!(
                    "{months} months without an entry. A line about them answers a question before it is asked."
                ),
            ));
        }
        reached = reached.max(Some(to));
    }
}

pub(super) fn duplicate(context: &Context<'_>, sink: Sink<'_>) {
    let roles = &context.profile.roles;
    for (index, one) in roles.iter().enumerate() {
        let key = |role: &Role| {
            (
                reading::title::key(&role.title),
                reading::company::Name::read(&role.company).key(),
                role.from,
            )
        };
        if roles.iter().take(index).any(|other| key(other) == key(one)) {
            let fix = Fix::RemoveItem {
                item_id: one.id.clone(),
            };
            sink(
                Draft::new(
                    &one.id,
                    format!("\"{}\" at {} is there twice.", one.title, one.company),
                )
                .quoting(Some(&one.id), &one.title)
                .with_fix(fix),
            );
        }
    }
}
