//! How applications are recognised, and what an import does with them. What a file said before is no news: what the user did since stands.

use std::borrow::Cow;

use reading::company::Name;

use super::{
    note::{self, with_earlier},
    values::{SAVED_ONLY, goal_of},
};
use crate::features::{
    applications::{Applications, Stage, life},
    imports::{
        Action,
        entity::values::Values,
        service::{
            compare::{Existing, Keys, Known, Rules, Verdict, of_file, unless_declined},
            section::part::{folded, key_of},
        },
    },
};

const REMOVED: &str =
    "You removed this application after an earlier import. Choose USE_IMPORT to add it again.";
const EDITED: &str = "You changed this application after an earlier import, and the file has news as well. Choose USE_IMPORT for what the file says, or MERGE to keep your changes.";
const WRITTEN: &str = "You have this application from elsewhere, and the file says something else. Choose USE_IMPORT, or MERGE to fill in what is empty.";
const ENDED: &str = "Your application has ended, and the file states a stage before that end. It stays ended; reopen it by hand if the file is right.";
const KEPT_IN_NOTE: &str = "What the file said before and leaves out now stays in the note.";
const BACK: &str = "The file states an earlier stage than your history, which stays; correct the history by hand if the file is right.";

/// The fields that an application has.
const FIELDS: [&str; 5] = ["company", "role", "stage", "appliedOn", "note"];

/// The levels of keys that are not enough by themselves.
const SAME_ADDRESS: usize = 2;
const SAME_DAY: usize = 4;
const SAME_ROLE: usize = 5;
const ALIKE_DAY: usize = 6;
const ALIKE_ROLE: usize = 7;

/// The rules of applications.
pub(super) const RULES: Rules<fn(&Values) -> Keys> = Rules {
    keys,
    name: None,
    fits,
    fits_removed,
    may_be_removed: Some(may_be_removed),
};

/// The strictest first: all that a list says, so that rows for one role and day may change places; all that names it; the address; the
/// posting; company, role and day; company and role; and the last two for a company in another spelling.
fn keys(values: &Values) -> Keys {
    let (company, role) = (values.text("company"), values.text("role"));
    let address = address(values);
    let day = [values.text("appliedOn"), values.text("savedOn")]
        .into_iter()
        .find(|day| !day.is_empty())
        .unwrap_or_default();
    let with_day = |company: &str| {
        if day.is_empty() {
            String::new()
        } else {
            key_of(&[company, role, day])
        }
    };
    let alike = Name::read(company).base;
    let (stage, note) = (values.text("stage"), values.text("note"));
    vec![
        key_of(&[company, role, &address, day, stage, note]),
        key_of(&[company, role, &address, day]),
        address,
        values.text("postingId").to_owned(),
        with_day(company),
        key_of(&[company, role]),
        with_day(&alike),
        key_of(&[&alike, role]),
    ]
}

fn address(values: &Values) -> String {
    Applications::address_key(values.text("url")).unwrap_or_default()
}

/// Of one address, company or role are the same as well. Of the same company and role, two days are two applications unless the address is the
/// same, and two addresses unless the day is. A company in another spelling has the same legal form, if both state one.
fn fits(level: usize, file: &Values, other: &Values) -> bool {
    // A day of May is no other date than May.
    let days = |field| {
        let (one, two) = (file.text(field), other.text(field));
        differ(one, two) && !one.starts_with(two) && !two.starts_with(one)
    };
    let day = if differ_in_presence(file, other) {
        "savedOn"
    } else {
        "appliedOn"
    };
    match level {
        SAME_DAY => true,
        SAME_ROLE | ALIKE_DAY | ALIKE_ROLE => fits_removed(level, file, other) && !days(day),
        _ => fits_removed(level, file, other),
    }
}

/// The same for an application that the user removed: whatever its day is in the file, it is the removed one.
fn fits_removed(level: usize, file: &Values, other: &Values) -> bool {
    let is_same = |field| folded(file.text(field)) == folded(other.text(field));
    match level {
        SAME_ADDRESS => is_same("company") || is_same("role"),
        SAME_DAY | SAME_ROLE => !differ(&address(file), &address(other)),
        ALIKE_DAY | ALIKE_ROLE => {
            let [one, two] = [file, other].map(|values| Name::read(values.text("company")));
            !one.conflicts(&two) && !differ(&address(file), &address(other))
        }
        _ => true,
    }
}

/// True for a row with neither a day nor an address: its company and role say not which of several it is.
fn may_be_removed(level: usize, file: &Values, other: &Values) -> bool {
    let is_vague = ["appliedOn", "savedOn", "url"]
        .iter()
        .all(|field| file.text(field).is_empty());
    matches!(level, SAME_ROLE | ALIKE_ROLE) && is_vague && fits_removed(level, file, other)
}

/// True if both state something, and not the same.
fn differ(one: &str, two: &str) -> bool {
    !one.is_empty() && !two.is_empty() && one != two
}

/// True unless both state a day of sending.
fn differ_in_presence(file: &Values, other: &Values) -> bool {
    file.text("appliedOn").is_empty() || other.text("appliedOn").is_empty()
}

/// What is to be done with an application of a file.
pub(super) fn verdict(said: &Values, current: Option<&Existing>, known: Option<&Known>) -> Verdict {
    let verdict = match current {
        Some(current) => of_both(said, current, known.and_then(|known| known.said.as_ref())),
        None => of_file(said, known.map(|known| known.item), REMOVED),
    };
    unless_declined(verdict, said, known)
}

/// An application that the user has; base is what the last import wrote.
fn of_both(file: &Values, current: &Existing, base: Option<&Values>) -> Verdict {
    let mine = &current.values;
    let said = &with_earlier(file, mine, base);
    let (mut proposed, mut merged) = (mine.clone(), mine.clone());
    let (mut differs, mut edited, mut stays) = (false, false, None);
    for field in FIELDS {
        let before = base.map(|base| base.text(field));
        match news(field, said.text(field), mine.text(field), before) {
            News::None => {}
            News::Stays(why) => stays = Some(why),
            News::Some { is_mine } => {
                differs = true;
                edited |= is_mine;
                take(&mut proposed, said, field);
                if !is_mine {
                    take(&mut merged, said, field);
                }
            }
        }
    }
    let (action, note) = match (differs, base) {
        (false, _) => (Action::Keep, None),
        (true, Some(_)) if !edited => (Action::Change, None),
        (true, Some(_)) => (Action::Conflict, Some(EDITED)),
        (true, None) => (Action::Conflict, Some(WRITTEN)),
    };
    let stage_stays = stays.is_some();
    let is_longer =
        proposed.text("note") != mine.text("note") && said.text("note") != file.text("note");
    // What is written beside a stage that stays is no reason to forget it: the result says so as well.
    let left_out = stays.filter(|_| differs && note.is_none());
    let stays = stays.filter(|_| left_out.is_none());
    let note = note.or(stays).or(is_longer.then_some(KEPT_IN_NOTE));
    Verdict {
        action,
        item: Some(current.id),
        existing: Some(mine.clone()),
        proposed,
        merged,
        said: remembered(file, said, mine, base, stage_stays),
        is_known: base.is_some(),
        is_declined: false,
        note: note.map(Cow::Borrowed),
        left_out: left_out.map(str::to_owned),
    }
}

/// What is remembered of a file. Of a stage to which no step leads, of a day that it states with less precision, and of a note that says only what the user has, it is what the last import
/// wrote: otherwise that would seem to be an edit of the user.
fn remembered(
    file: &Values,
    said: &Values,
    mine: &Values,
    base: Option<&Values>,
    stage_stays: bool,
) -> Values {
    let mut all = said.or(base);
    let Some(base) = base else {
        return all;
    };
    if stage_stays {
        take(&mut all, base, "stage");
    }
    if is_less_precise(said.text("appliedOn"), base.text("appliedOn")) {
        take(&mut all, base, "appliedOn");
    }
    let is_mine = said.text("note") == mine.text("note") && said.text("note") != file.text("note");
    if is_mine {
        for field in ["note", note::LINES] {
            all.set(field, base.of(field).to_vec());
        }
    }
    all
}

/// What a file says of a field that is new.
enum News {
    None,
    /// A stage to which no step leads, and why.
    Stays(&'static str),
    /// True if the user has something else there than an import wrote.
    Some {
        is_mine: bool,
    },
}

/// `before` is what the last import said; none if no import wrote the application.
fn news(field: &str, file: &str, mine: &str, before: Option<&str>) -> News {
    if file.is_empty() || file == mine {
        return News::None;
    }
    // A month is no news of a day in it.
    if field == "appliedOn" && is_less_precise(file, mine) {
        return News::None;
    }
    // A day of which the history had no place may have one by now.
    if field == "appliedOn" && mine.is_empty() && before.is_some() {
        return News::Some { is_mine: false };
    }
    if before == Some(file) {
        return News::None;
    }
    if matches!(field, "company" | "role") && (before.is_none() || folded(file) == folded(mine)) {
        return News::None;
    }
    let mut before = before;
    if field == "stage" {
        if file == SAVED_ONLY && goal_of(mine) == goal_of(file) {
            return News::None;
        }
        if let Some(why) = no_way(mine, file, before) {
            return News::Stays(why);
        }
        before = before.map(|before| {
            if before == SAVED_ONLY {
                "PREPARING"
            } else {
                before
            }
        });
    }
    News::Some {
        is_mine: before.map_or(!mine.is_empty(), |before| before != mine),
    }
}

/// True for the month or the year of a date: `2026-03` of `2026-03-05`.
fn is_less_precise(one: &str, other: &str) -> bool {
    let rest = other.strip_prefix(one).filter(|_| !one.is_empty());
    rest.is_some_and(|rest| rest.starts_with('-'))
}

/// Why no steps lead from the state of the user to that of the file. A list that still has the stage before the end reopens nothing; one that
/// said the end itself, and has a later stage now, brings a late answer.
fn no_way(mine: &str, file: &str, before: Option<&str>) -> Option<&'static str> {
    let (Some(mine), Some(goal)) = (goal_of(mine), goal_of(file)) else {
        return Some(BACK);
    };
    let said_end = before
        .and_then(goal_of)
        .is_some_and(|it| it.stage == Stage::Closed);
    let is_answer = said_end && !matches!(goal.stage, Stage::Preparing | Stage::Applied);
    if mine.stage == Stage::Closed && goal.stage != Stage::Closed && !is_answer {
        return Some(ENDED);
    }
    let way = life::way(mine.stage, Some(Stage::Applied), goal);
    way.is_none().then_some(BACK)
}

/// Takes what the file says of a field, and of a stage also its words.
fn take(side: &mut Values, said: &Values, field: &str) {
    let with = match field {
        "stage" => &["stage", "statedStage", "savedOn"][..],
        other => &[other][..],
    };
    for field in with {
        side.set(field, said.of(field).to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::{News, is_less_precise, news};

    #[test]
    fn a_less_precise_day_is_no_news() {
        let day = "2026-03-05";
        for file in ["2026-03", "2026", day] {
            let said = news("appliedOn", file, day, Some(day));
            assert!(matches!(said, News::None), "{file}");
        }
        for file in ["2026-04", "2026-03-06", "2025"] {
            let said = news("appliedOn", file, day, Some(day));
            assert!(matches!(said, News::Some { is_mine: false }), "{file}");
        }
        let said = news("appliedOn", day, "2026-03", Some("2026-03"));
        assert!(matches!(said, News::Some { is_mine: false }));
        assert!(!is_less_precise("", day) && !is_less_precise("2026-0", day));
    }
}
