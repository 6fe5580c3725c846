//! Properties of the value types: any text is parsed or refused without a panic, and formatted values parse back.

use async_graphql::{InputType, Value};
use proptest::prelude::*;
use uuid::Uuid;

use super::{
    area::Area,
    cursor::{Cursor, List, NoCursor, SearchCursor},
    email::Email,
    id::{ApplicationId, PostingId, TypedId},
    page::Page,
    partial_date::PartialDate,
    scope::{Scope, ScopeArea, Scopes},
    text::{Line, Prose, forbidden_char},
};

const LISTS: [List; 6] = [
    List::PostingsByDate,
    List::PostingsByRank,
    List::Applications,
    List::Events,
    List::Notifications,
    List::Sources,
];

fn lists() -> impl Strategy<Value = List> {
    prop::sample::select(&LISTS[..])
}

/// Sort keys that a list can have: microseconds within the bounds of lists by time.
fn keys() -> impl Strategy<Value = i64> {
    0..4_000_000_000_000_000_i64
}

#[test]
fn each_scope_is_another_one_and_those_of_a_part_are_those_of_the_whole() {
    let all: Vec<Scope> = Scope::all().collect();
    for (place, scope) in all.iter().enumerate() {
        let one: Scopes = [*scope].into_iter().collect();
        let held: Vec<usize> = (0..all.len())
            .filter(|other| one.contains(all[*other]))
            .collect();
        assert_eq!(held, [place], "{scope} and no other");
    }
    assert_eq!(
        (Area::Search.read(), Area::Search.write()),
        (Area::Jobs.read(), Area::Jobs.write())
    );
    for area in Area::all() {
        let as_value = InputType::to_value(&ScopeArea::from(area));
        assert_eq!(
            ScopeArea::parse(Some(as_value)).map(Area::from).ok(),
            Some(area.of_scopes())
        );
    }
    assert!(ScopeArea::parse(Some(Value::String("SEARCH".to_owned()))).is_err());
    assert_eq!(
        Scopes::parse_stored("jobs:read search:read nothing:read").to_string(),
        "jobs:read"
    );
}

proptest! {
    #[test]
    fn a_set_of_scopes_is_what_was_stored(chosen in prop::collection::vec(any::<prop::sample::Index>(), 0..20)) {
        let all: Vec<Scope> = Scope::all().collect();
        let chosen: Vec<Scope> = chosen.iter().map(|index| *index.get(&all)).collect();
        let set: Scopes = chosen.iter().copied().collect();
        prop_assert_eq!(Scopes::parse_stored(&set.to_string()), set.clone());
        for scope in all {
            prop_assert_eq!(set.contains(scope), chosen.contains(&scope), "{}", scope);
        }
    }

    #[test]
    fn a_cursor_comes_back_to_its_own_list_and_to_no_other(key in keys(), id in any::<u128>(), list in lists(), other in lists()) {
        let cursor = Cursor { key, id: Uuid::from_u128(id) };
        let text = cursor.encode(list);
        prop_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'), "{text}");
        prop_assert_eq!(Cursor::decode(&text, list), Some(cursor));
        if other != list {
            prop_assert_eq!(Cursor::decode(&text, other), None);
        }
    }

    #[test]
    fn any_text_is_a_cursor_or_refused(text in "\\PC{0,80}", list in lists()) {
        if let Some(cursor) = Cursor::decode(&text, list) {
            prop_assert_eq!(&cursor.encode(list), &text, "one cursor, one form");
        }
        prop_assert_eq!(Page::parse(None, Some(&text), list).is_ok(), Cursor::decode(&text, list).is_some());
    }

    #[test]
    fn a_changed_cursor_is_another_or_none(key in keys(), id in any::<u128>(), list in lists(), at in 0_usize..35, new in "[A-Za-z0-9_-]") {
        let cursor = Cursor { key, id: Uuid::from_u128(id) };
        let mut text = cursor.encode(list);
        let changed = text.get(at..=at).is_some_and(|old| old != new);
        text.replace_range(at..=at, &new);
        prop_assert_eq!(Cursor::decode(&text, list) == Some(cursor), !changed);
    }

    #[test]
    fn a_cursor_of_a_search_comes_back_to_its_own_search_only(key in keys(), id in any::<u128>(), search in any::<u64>(), other in any::<u64>(), at in keys()) {
        let position = Cursor { key, id: Uuid::from_u128(id) };
        let as_of = chrono::DateTime::from_timestamp_micros(at).unwrap_or_default();
        let cursor = SearchCursor { position, search, as_of };
        let text = cursor.encode(List::PostingsByDate);
        prop_assert_eq!(SearchCursor::decode(&text, List::PostingsByDate, search), Ok(cursor));
        prop_assert_eq!(SearchCursor::decode(&text, List::PostingsByPay, search), Err(NoCursor::OtherSearch));
        if other != search {
            prop_assert_eq!(SearchCursor::decode(&text, List::PostingsByDate, other), Err(NoCursor::OtherSearch));
        }
        let earlier = position.encode(List::PostingsByDate);
        prop_assert_eq!(SearchCursor::decode(&earlier, List::PostingsByDate, search), Err(NoCursor::Outdated));
        prop_assert_eq!(Cursor::decode(&text, List::PostingsByDate), None);
    }

    #[test]
    fn any_text_is_a_cursor_of_a_search_or_refused(text in "\\PC{0,120}", search in any::<u64>()) {
        prop_assert!(SearchCursor::decode(&text, List::PostingsByRank, search).is_err());
    }

    #[test]
    fn pages_are_between_one_and_a_hundred(first in any::<i32>()) {
        prop_assert_eq!(Page::parse(Some(first), None, List::Sources).is_ok(), (1..=100).contains(&first));
    }

    #[test]
    fn an_id_comes_back_as_its_own_kind_only(id in any::<u128>()) {
        let id = ApplicationId(Uuid::from_u128(id));
        prop_assert_eq!(ApplicationId::parse_id(&id.to_string()), Some(id));
        prop_assert_eq!(PostingId::parse_id(&id.to_string()), None);
        prop_assert_eq!(ApplicationId::parse_id(&id.to_string().to_uppercase()), None, "one id, one form");
    }

    #[test]
    fn any_text_is_an_id_a_date_a_line_or_refused(text in "\\PC{0,60}") {
        let _ = ApplicationId::parse_id(&text);
        if let Some(date) = PartialDate::parse_text(&text) {
            prop_assert_eq!(date.to_string(), text.as_str());
        }
        if let Ok(email) = Email::parse("input.email", &text) {
            prop_assert!(email.as_str().contains('@'));
        }
        for clean in [Line::parse("x", &text, 40).map(Line::into_string), Prose::parse("x", &text, 40).map(Prose::into_string)].into_iter().flatten() {
            prop_assert!(clean.chars().count() <= 40 && !clean.chars().any(forbidden_char));
        }
    }
}

#[test]
fn dates_that_no_calendar_has_are_refused() {
    for (text, good) in [
        ("2024", true),
        ("2024-02", true),
        ("2024-02-29", true),
        ("2023-02-29", false),
        ("2024-13", false),
        ("2024-00", false),
        ("0000", false),
        ("1899", false),
        ("9999", false),
        ("24", false),
        ("2024-2", false),
        ("2024/02", false),
        ("+024", false),
    ] {
        assert_eq!(PartialDate::parse_text(text).is_some(), good, "{text}");
    }
}
