//! Searches of the real contract.

use super::{Found, search};
use crate::{config::Config, graphql::schema, mcp::contract::Contract};

fn found(query: &str, first: usize) -> Found {
    let config = Config::load(None).expect("the defaults");
    let contract = Contract::of(&schema::sdl(&config.limits)).expect("the contract");
    search(&contract, query, first)
}

#[test]
fn what_the_words_name_comes_first() {
    for (query, expected) in [
        ("move an application", "Mutation.moveApplication"),
        ("moveApplication", "Mutation.moveApplication"),
        ("board of applications", "Viewer.board"),
        ("create application", "Mutation.createApplication"),
        ("skill demand", "Viewer.skillDemand"),
        ("mark notifications read", "Mutation.markRead"),
        ("match score", "MatchScore"),
        ("posting filter countries", "PostingFilter.countries"),
    ] {
        let names = found(query, 3).names;
        assert!(
            names.iter().any(|name| name == expected),
            "{query}: {names:?}"
        );
    }
}

#[test]
fn a_found_field_brings_its_arguments_and_their_types() {
    let sdl = found("moveApplication", 1).sdl;
    for part in [
        "type Mutation {\n",
        "  moveApplication(\n",
        "    input: MoveApplicationInput!\n  ): MoveApplicationPayload!\n",
        "input MoveApplicationInput {\n",
        "  dryRun: Boolean! = false\n",
    ] {
        assert!(sdl.contains(part), "{part}: {sdl}");
    }
    assert!(!sdl.contains("closeApplication("), "{sdl}");
    async_graphql::parser::parse_schema(&sdl).expect("valid SDL");
}

#[test]
fn words_that_nothing_has_find_nothing() {
    for query in ["", "xyzzy", "***"] {
        let found = found(query, 5);
        assert!(found.names.is_empty() && found.sdl.is_empty(), "{query}");
    }
}
