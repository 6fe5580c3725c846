//! Days of the week around a date: `jeu. 5 mars 2026`, `2026/3/5(木)`, `thứ năm 5/3/2026`.

use super::words;

/// What opens and closes a bracket.
const OPENING: [char; 3] = ['(', '（', '['];
const CLOSING: [char; 3] = [')', '）', ']'];
/// What is behind a name.
const BEHIND: [char; 5] = [' ', ',', '.', '，', '、'];
/// The most words of a name.
const WORDS_MAX: usize = 3;
/// Ends of dates in languages that write no space before them.
const EASTERN: &str = "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 \
 周六 周日 週一 週二 週三 週四 週五 週六 週日 礼拜一 礼拜二 礼拜三 礼拜四 礼拜五 礼拜六 礼拜天 월요일 화요일 수요일 목요일 금요일 토요일 일요일";

/// The text without the day of the week before, in or behind it; none if it has none.
pub(super) fn without(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = without_bracket(text)
        .or_else(|| behind_name(text).map(str::to_owned))
        .or_else(|| before_name(text).map(str::to_owned))?;
    rest.contains(char::is_numeric).then_some(rest)
}

/// `2026/3/5(木) 10:00` as `2026/3/5 10:00`.
fn without_bracket(text: &str) -> Option<String> {
    let (before, inside) = text.split_once(OPENING)?;
    let (name, behind) = inside.split_once(CLOSING)?;
    is_name(name).then(|| format!("{before} {behind}"))
}

fn behind_name(text: &str) -> Option<&str> {
    let ends = text.match_indices(BEHIND).take(WORDS_MAX);
    let names = ends.filter(|(at, _)| text.get(..*at).is_some_and(is_name));
    // A longer name may begin with a shorter one.
    let (at, _) = names.last()?;
    Some(text.get(at..)?.trim_start_matches(BEHIND))
}

fn before_name(text: &str) -> Option<&str> {
    let starts = text.rmatch_indices(BEHIND).take(WORDS_MAX);
    let names = starts.filter(|(at, mark)| text.get(at + mark.len()..).is_some_and(is_name));
    let date = match names.last() {
        Some((at, _)) => text.get(..at)?,
        None => EASTERN
            .split(' ')
            .find_map(|name| text.strip_suffix(name))?,
    };
    Some(date.trim_end_matches([' ', ',']))
}

fn is_name(text: &str) -> bool {
    let folded = words::fold(text.trim().trim_matches(['.', ',']));
    words::is_weekday(&folded) || words::is_short_weekday(&folded)
}
