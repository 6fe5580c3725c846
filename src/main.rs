//! The `careergraph` binary: runs the command line and returns its exit code.

use std::process::ExitCode;

use careergraph::{cli, error::Error};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Stack size of each thread in bytes. Resolvers are deeply nested futures with large frames in unoptimised builds; only the used part
/// takes memory.
const STACK: usize = 8 * 1_024 * 1_024;

fn main() -> ExitCode {
    if let Some(done) = cli::run_child() {
        return done;
    }
    without_huge_pages();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(cli::run()),
        Err(cause) => cli::fail(
            &Error::unavailable("The system refuses to create threads; check its limits.")
                .caused_by(cause),
        ),
    }
}

/// The allocator asks for huge pages, which are resident as a whole when a part of them is used: an idle process would take 20 MB more.
/// Where the system refuses, it takes them.
fn without_huge_pages() {
    #[cfg(target_os = "linux")]
    let _refused = rustix::thread::disable_transparent_huge_pages(true);
}
