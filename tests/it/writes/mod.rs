//! Units of work: idempotency keys, dry runs, actors and turns.

mod actors;
mod cost;
mod dry_runs;
mod keys;
mod scopes;
mod turns;
