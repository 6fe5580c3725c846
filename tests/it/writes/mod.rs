//! The one way to write: idempotency keys, dry runs, who acted, and what was changed.

mod changes;
mod dry_runs;
mod keys;
