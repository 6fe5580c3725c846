//! CPU time of a server of PostgreSQL, from /proc: that of its processes, and of those that have ended.

use std::{fs, time::Duration};

/// How often a second the kernel counts (USER_HZ); the same on every Linux.
const TICKS_PER_SECOND: f64 = 100.0;

/// A process and all those that it started.
pub struct Family(u32);

struct Stat {
    parent: u32,
    /// Ticks of the process itself, and of its children that have ended.
    own: f64,
    ended: f64,
}

impl Family {
    /// The server that this process belongs to; `None` if it is not on this machine.
    pub fn of_child(process: u32) -> Option<Self> {
        stat(process).map(|stat| Self(stat.parent))
    }

    /// The CPU time of all, user and system.
    pub fn cpu(&self) -> Option<Duration> {
        let parent = stat(self.0)?;
        let mut ticks = parent.own + parent.ended;
        for entry in fs::read_dir("/proc").ok()?.flatten() {
            let process = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok());
            if let Some(child) = process.and_then(stat).filter(|stat| stat.parent == self.0) {
                ticks += child.own;
            }
        }
        Some(Duration::from_secs_f64(ticks / TICKS_PER_SECOND))
    }
}

/// The CPU time of this process.
pub fn own() -> Duration {
    let ticks = stat(std::process::id()).map_or(0.0, |stat| stat.own);
    Duration::from_secs_f64(ticks / TICKS_PER_SECOND)
}

fn stat(process: u32) -> Option<Stat> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program is in brackets and may contain anything.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        own: ticks(11)? + ticks(12)?,
        ended: ticks(13)? + ticks(14)?,
    })
}
