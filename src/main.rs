//! Careergraph: parse, run, exit code.

use std::process::ExitCode;

use careergraph::cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    cli::run().await
}
