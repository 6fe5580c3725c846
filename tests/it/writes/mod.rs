//! Units of work: idempotency keys, dry runs, actors, turns, and recorded changes.

mod changes;
mod cost;
mod dry_runs;
mod keys;
mod scopes;
mod turns;
