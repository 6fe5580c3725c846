//! Careergraph: parse, run, exit code.

use std::process::ExitCode;

use careergraph::{cli, error::Error};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Bytes of stack for each thread. A resolver is many nested futures deep, and without optimisation their frames are large; only what is
/// used of it takes memory.
const STACK: usize = 8 * 1_024 * 1_024;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(cli::run()),
        Err(cause) => cli::fail(
            &Error::unavailable("The system gives no threads; see its limits.").caused_by(cause),
        ),
    }
}
