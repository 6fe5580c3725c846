//! Documents with one root field, and documents that are refused because they have none or several.

use super::ONE;

/// Equivalent documents.
pub(super) const SAME: [&str; 14] = [
    "subscription($after: String) { notificationReceived(after: $after) { cursor notification { id title } } }",
    "subscription($after: String) { ...F } fragment F on Subscription { notificationReceived(after: $after) { cursor notification { id title } } }",
    "subscription($after: String) { ... { notificationReceived(after: $after) { cursor notification { id title } } } }",
    "subscription($after: String) { ... on Subscription { ... { ...A } } } fragment A on Subscription { ... on Subscription { ...B } } \
     fragment B on Subscription { notificationReceived(after: $after) { ...C } } \
     fragment C on NotificationReceived { cursor notification { ...D } } fragment D on Notification { id title }",
    "subscription($after: String) { ...F ...F ...G } fragment F on Subscription { notificationReceived(after: $after) { ...C } } \
     fragment G on Subscription { ...F } fragment C on NotificationReceived { cursor notification { id title } }",
    "subscription($after: String) { notificationReceived(after: $after) { cursor } notificationReceived(after: $after) { notification { id title } } }",
    "subscription($after: String) { notificationReceived(after: $after) { cursor notification { id } } ...F } \
     fragment F on Subscription { notificationReceived(after: $after) { notification { title } } }",
    "subscription($after: String) { ...F ... { notificationReceived(after: $after) { notification { title id } cursor } } } \
     fragment F on Subscription { notificationReceived: notificationReceived(after: $after) { notification { title } cursor } }",
    "subscription($after: String, $yes: Boolean!, $no: Boolean!) { ...F } fragment F on Subscription { notificationReceived(after: $after) { \
     cursor @include(if: $yes) notification @skip(if: $no) { id title body @include(if: $no) ... @skip(if: $yes) { readAt } } } }",
    "subscription($after: String, $yes: Boolean! = true, $no: Boolean = false) { ...F } fragment F on Subscription { \
     notificationReceived(after: $after) { cursor @include(if: $yes) notification @skip(if: $no) { id title body @include(if: $no) } } }",
    "subscription Chosen($after: String) { ...F } query Other { viewer { ...V } } subscription Third { notificationReceived { cursor } } \
     fragment F on Subscription { notificationReceived(after: $after) { cursor ...N } } fragment V on Viewer { unreadNotificationCount } \
     fragment N on NotificationReceived { notification { id title } }",
    "query Other { ...Q } fragment Q on Query { __typename } subscription Chosen($after: String) { ... { ... { ...F } } } \
     fragment F on Subscription { notificationReceived(after: $after) { cursor notification { id title } } }",
    "subscription Chosen($after: String) { ...F } subscription Other($after: String) { ...F } \
     fragment F on Subscription { notificationReceived(after: $after) { cursor notification { id title } } }",
    "subscription($after: String = null) { ...F } fragment F on Subscription { ... on Subscription { notificationReceived(after: $after) \
     { ... on NotificationReceived { cursor } notification { ... on Node { id } title } } } }",
];

/// Documents without a single root field, with a `^` before each location of the error; and words of its message.
pub(super) const REFUSED: [(&str, &str); 17] = [
    (
        "subscription { a: notificationReceived { cursor } ^b: notificationReceived { cursor } }",
        ONE,
    ),
    (
        "subscription { a: notificationReceived { cursor } ...F }\nfragment F on Subscription { ^b: notificationReceived { cursor } }",
        ONE,
    ),
    (
        "subscription { ...F }\nfragment F on Subscription { a: notificationReceived { cursor } ... { ^b: notificationReceived { cursor } } }",
        ONE,
    ),
    (
        "subscription { a: notificationReceived { cursor } ^b: notificationReceived { cursor }\n\
         a: notificationReceived { cursor } ^c: notificationReceived { cursor } }",
        ONE,
    ),
    (
        "subscription { notificationReceived { cursor } ^__typename }",
        ONE,
    ),
    ("subscription { ^__typename }", "introspection"),
    ("subscription { ^x: __typename }", "introspection"),
    (
        "subscription { ...F ...F }\nfragment F on Subscription { ... on Subscription { ^__typename } }",
        "introspection",
    ),
    (
        "subscription { ^__schema { queryType { name } } }",
        "introspection",
    ),
    (
        "subscription { notificationReceived ^@include(if: true) { cursor } }",
        "@include",
    ),
    (
        "subscription($no: Boolean!) { notificationReceived ^@skip(if: $no) { cursor } }",
        "@skip",
    ),
    (
        "subscription { ...F ^@include(if: true) }\nfragment F on Subscription { notificationReceived { cursor } }",
        "@include",
    ),
    (
        "subscription { ... ^@skip(if: false) { notificationReceived { cursor } } }",
        "@skip",
    ),
    (
        "subscription { ...F }\nfragment F on Subscription { a: notificationReceived ^@skip(if: true) { cursor } b: notificationReceived { cursor } }",
        "@skip",
    ),
    (
        "subscription { ^notificationReceived(after: \"a\") { cursor } ... { ^notificationReceived(after: \"b\") { cursor } } }",
        "conflict",
    ),
    (
        "subscription { ^notificationReceived(after: \"a\") { cursor } ^notificationReceived { cursor } }",
        "conflict",
    ),
    (
        "query Chosen { __typename }\nsubscription Other { a: notificationReceived { cursor } ^b: notificationReceived { cursor } }",
        ONE,
    ),
];
