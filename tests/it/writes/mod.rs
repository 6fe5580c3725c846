//! Units of work: idempotency keys, dry runs, actors, and recorded changes.

mod changes;
mod dry_runs;
mod keys;
