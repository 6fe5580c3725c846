//! The rules of the verifier: a file for each.

mod anachronism;
mod citation;
mod contact;
mod date;
mod degree;
mod entity;
mod form;
mod instruction_leak;
mod join;
mod language;
mod limit;
mod negation;
mod number;
mod scope;
mod skill;
mod style;
mod tenure;
mod title;
mod unsupported;

pub(crate) use self::{
    anachronism::anachronism, citation::no_citation, citation::unknown_fact, contact::contact,
    date::date, degree::degree, entity::entity, form::form, instruction_leak::instruction_leak,
    join::join, language::language, limit::limit, negation::negation, number::number, scope::scope,
    skill::is_title, skill::skill, style::style, tenure::tenure, title::title,
    unsupported::unsupported,
};
