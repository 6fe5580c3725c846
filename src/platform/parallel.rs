//! Computations over many items, shared among the cores of the machine.

use std::{num::NonZero, thread};

/// Threads at most: more gain nothing for the lists that are worked on, and take the cores from requests.
const THREADS_MAX: usize = 4;
/// Fewer items are worked on by the caller alone.
const SHARED_FROM: usize = 16;

/// Applies a function to parts of the list, each on a thread of its own, and returns all results in the order of the list. The caller's thread takes
/// the first part and waits for the others.
pub fn in_parallel<'a, T: Sync, R: Send>(
    items: &'a [T],
    work: impl Fn(&'a [T]) -> Vec<R> + Sync,
) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    in_parts(items, threads.min(THREADS_MAX), work)
}

fn in_parts<'a, T: Sync, R: Send>(
    items: &'a [T],
    parts: usize,
    work: impl Fn(&'a [T]) -> Vec<R> + Sync,
) -> Vec<R> {
    if parts < 2 || items.len() < SHARED_FROM {
        return work(items);
    }
    let share = items.len().div_ceil(parts);
    let (first, rest) = items.split_at(share);
    let work = &work;
    thread::scope(|scope| {
        let others: Vec<_> = rest
            .chunks(share)
            .map(|part| scope.spawn(move || work(part)))
            .collect();
        let mut done = work(first);
        for other in others {
            match other.join() {
                Ok(part) => done.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        for length in [0, 1, 15, 16, 17, 100, 1_001] {
            let items: Vec<usize> = (0..length).collect();
            for parts in 1..=5 {
                let doubled = in_parts(&items, parts, |part| {
                    part.iter().map(|item| item * 2).collect()
                });
                let expected: Vec<usize> = items.iter().map(|item| item * 2).collect();
                assert_eq!(doubled, expected, "{length} in {parts}");
            }
        }
    }
}
