//! The `careergraph` binary: runs the command line and returns its exit code. All of it is in the library, because a future is compiled by
//! the crate that polls it: awaited here, the whole server would be compiled a second time.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    careergraph::cli::run()
}
