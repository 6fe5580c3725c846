//! The test binary: tests of the real app through its public APIs. `kit` starts it; each other module is one subject. SQLite and memory
//! by default; `CAREERGRAPH_TEST_DATABASE_URL` and `CAREERGRAPH_TEST_REDIS_URL` select PostgreSQL and Redis.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]
#![expect(
    clippy::print_stdout,
    reason = "a test that measures says what it found, and one that cannot run says why"
)]
#![expect(
    clippy::type_complexity,
    reason = "tables of cases read best without names for their rows"
)]

mod kit;

// Tests of the program as a whole.
mod house;
mod policy;
mod schema;

// The program.
mod cli;
mod config;

// Transports and requests.
mod fuzz;
mod graphql_http;
mod malformed;
mod mcp;
mod metrics;
mod privacy;
mod server;
mod socket;
mod streams;
mod writes;

// Accounts.
mod auth;
mod passwords;
mod personal_data;
mod providers;
mod second_factor;

// The longest test; it begins first, because tests run in the order of their names.
mod a_large_database;

// Failures of dependencies, and several instances.
mod faults;
mod kill;
mod scale;

// Other features, and complete use cases.
mod admin;
mod analytics;
mod applications;
mod changes;
mod connections;
mod crowds;
mod documents;
mod flows;
mod imports;
mod input;
mod jobs;
mod linkedin;
mod matching;
mod notifications;
mod profiles;
mod proposals;
mod queue;
mod undo;
mod writing;

// Performance.
mod statements;
