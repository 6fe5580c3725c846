//! Windows of time: each posting is also indexed under its day and its block of 32 days, so that the index alone finds the newest matches
//! of a frequent word.

const DAY: i64 = 86_400_000_000;
const BLOCK: i64 = 32;

/// The keys of a time in microseconds since 1970.
pub(super) fn keys_of(posted: i64) -> [String; 2] {
    let day = posted.div_euclid(DAY);
    [day_key(day), block_key(day.div_euclid(BLOCK))]
}

/// The keys of all times from the day of `from` on, up to the day of `until`, that one exclusive.
pub(super) fn keys_between(from: i64, until: i64) -> Vec<String> {
    let (mut day, end) = (from.div_euclid(DAY), until.div_euclid(DAY));
    let mut keys = Vec::new();
    while day < end {
        if day.rem_euclid(BLOCK) == 0 && day + BLOCK <= end {
            keys.push(block_key(day.div_euclid(BLOCK)));
            day += BLOCK;
        } else {
            keys.push(day_key(day));
            day += 1;
        }
    }
    keys
}

/// The first microsecond of the day.
pub(super) const fn start_of_day(posted: i64) -> i64 {
    posted.div_euclid(DAY) * DAY
}

fn day_key(day: i64) -> String {
    format!("@d{day}")
}

fn block_key(block: i64) -> String {
    format!("@b{block}")
}

#[cfg(test)]
mod tests {
    use super::{DAY, keys_between, keys_of};

    #[test]
    fn a_window_has_exactly_its_days() {
        let keys = keys_between(30 * DAY + 5, 97 * DAY);
        assert_eq!(keys, ["@d30", "@d31", "@b1", "@b2", "@d96"]);
        for day in 0..130 {
            let inside = keys_of(day * DAY + 7).iter().any(|key| keys.contains(key));
            assert_eq!(inside, (30..97).contains(&day), "{day}");
        }
    }
}
