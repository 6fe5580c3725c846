//! The table of lists.

use crate::cases::{self, Case};

/// Reads the lists of a case by the suggested mapping, or by the options `@map=COMPANY,ROLE`, `@order=DAY_FIRST` and `@stage=word=OFFER`.
fn imported(case: &Case) -> Vec<Result<crate::Imported, crate::Refused>> {
    let options = |name: &'static str| {
        let options = case.options.iter();
        options.filter_map(move |option| option.strip_prefix(name)?.strip_prefix('='))
    };
    let of = |name: &str| serde_json::from_value(serde_json::Value::String(name.to_owned()));
    let read = |bytes: &[u8]| {
        let mut mapping = super::columns(bytes)?.mapping;
        if let Some(meanings) = options("map").next() {
            let meanings = meanings.split(',').map(|name| {
                serde_json::from_value(serde_json::Value::String(name.to_owned())).unwrap()
            });
            mapping = super::columns_as(bytes, meanings.collect())?.mapping;
        }
        mapping.date_order = options("order").next().map(|name| of(name).unwrap());
        let stages = options("stage").map(|choice| choice.split_once('=').unwrap());
        mapping.stages = stages
            .map(|(word, name)| {
                let stage = serde_json::from_value(serde_json::Value::String(name.to_owned()));
                (word.replace('_', " "), stage.unwrap())
            })
            .collect();
        super::read(bytes, &mapping)
    };
    let files = case.bytes();
    files.iter().map(|(_, bytes)| read(bytes)).collect()
}

#[test]
fn lists_are_read_as_the_table_says() {
    cases::check(include_str!("lists.txt"), imported);
}

#[test]
fn lists_of_a_second_table_are_read() {
    cases::check(include_str!("more_lists.txt"), imported);
}

#[test]
fn lists_of_a_third_table_are_read() {
    cases::check(include_str!("third_lists.txt"), imported);
}

#[test]
fn lists_of_a_fourth_table_are_read() {
    cases::check(include_str!("fourth_lists.txt"), imported);
}

#[test]
fn lists_of_many_countries_are_read() {
    cases::check(include_str!("countries_lists.txt"), imported);
}

#[test]
fn lists_of_odd_shapes_are_read() {
    cases::check(include_str!("odd_lists.txt"), imported);
}

#[test]
fn lists_of_a_fifth_table_are_read() {
    cases::check(include_str!("fifth_lists.txt"), imported);
}

#[test]
fn lists_of_a_sixth_table_are_read() {
    cases::check(include_str!("sixth_lists.txt"), imported);
}

#[test]
fn lists_of_an_eighth_table_are_read() {
    cases::check(include_str!("eighth_lists.txt"), imported);
}

#[test]
fn lists_of_a_ninth_table_are_read() {
    cases::check(include_str!("ninth_lists.txt"), imported);
}

#[test]
fn lists_of_a_seventh_table_are_read() {
    cases::check(include_str!("seventh_lists.txt"), imported);
}
