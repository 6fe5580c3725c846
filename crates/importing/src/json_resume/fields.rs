//! The keys of one entry, taken one after another; what is left is kept.

use serde_json::{Map, Value};

use super::{
    claims::{self, has_bullets, statement},
    conform::{self, Keys, is_empty},
    html, shape,
    typed::{OWN, Own},
    undated,
};
use crate::{
    address,
    bullets::split as statements,
    date::{PartialDate, Stated},
    journal::Journal,
    report::FindingKind,
    resume::span,
    text::{BLOCK_CHARS_MAX, LINE_CHARS_MAX, quote},
};

/// Keys of an object with two dates.
const PERIOD: [&str; 8] = [
    "start",
    "end",
    "startDate",
    "endDate",
    "from",
    "to",
    "started",
    "ended",
];

/// The keys of an entry that were not taken yet.
pub struct Fields<'a> {
    map: Map<String, Value>,
    own: Own,
    pub notes: &'a mut Journal,
}

impl<'a> Fields<'a> {
    /// The keys of an entry. An entry that is a text alone has the text under the first key.
    pub fn new(mut map: Map<String, Value>, notes: &'a mut Journal) -> Self {
        let own = Own::take(&mut map);
        Self { map, own, notes }
    }

    /// The first of several keys that has a value. Those without one are dropped; further ones with another value are kept.
    pub fn take(&mut self, keys: &[&str]) -> Option<Value> {
        let mut taken: Option<Value> = None;
        let keys = keys.iter().flat_map(|key| shape::keys_of(&self.map, key));
        for own in keys.collect::<Vec<_>>() {
            match (self.map.get(&own), &taken) {
                (Some(value), _) if is_empty(value) => {
                    self.map.remove(&own);
                }
                (Some(value), Some(first)) if value == first => {
                    self.map.remove(&own);
                }
                (Some(_), None) => taken = self.map.remove(&own),
                _ => {}
            }
        }
        taken
    }

    /// Puts a key back, or adds one.
    pub fn keep(&mut self, key: &str, value: Value) {
        self.map.insert(key.to_owned(), value);
    }

    /// What the first key says that has a value with a meaning. Values without one are in the report.
    fn first<T>(
        &mut self,
        keys: &[&str],
        what: &str,
        read: impl Fn(&Value, &mut Journal) -> Result<Option<T>, ()>,
    ) -> Option<T> {
        while let Some(value) = self.take(keys) {
            match read(&value, self.notes) {
                Ok(None) => {}
                Ok(found) => return found,
                Err(()) => {
                    self.misfit(what, &value);
                }
            }
        }
        None
    }

    /// A text on one line.
    pub fn line_of(&mut self, keys: &[&str], max: usize) -> String {
        let what = keys.first().copied().unwrap_or_default();
        let line = self.first(keys, what, |value, notes| {
            let text = shape::text(value).ok_or(())?;
            let line = notes.line(what, &text, max);
            Ok(Some(line).filter(|line| !line.is_empty()))
        });
        self.own.line(keys, line.unwrap_or_default(), max)
    }

    /// A text on one line, of at most [`LINE_CHARS_MAX`] characters.
    pub fn line(&mut self, keys: &[&str]) -> String {
        self.line_of(keys, LINE_CHARS_MAX)
    }

    /// A text of several lines.
    pub fn block(&mut self, keys: &[&str]) -> String {
        let what = keys.first().copied().unwrap_or_default();
        let block = self.first(keys, what, |value, notes| {
            let text = html::text(&shape::lines(value).ok_or(())?);
            let block = notes.block(what, &text);
            Ok(Some(block).filter(|block| !block.is_empty()))
        });
        self.own.block(keys, block.unwrap_or_default())
    }

    /// A place. An object with parts that the text does not show is kept.
    pub fn place(&mut self) -> String {
        while let Some(value) = self.take(&["location", "place"]) {
            let text = shape::place(&value);
            let shown = |key: &String| ["city", "region", "countryCode"].contains(&key.as_str());
            let place = match &text {
                Some(text) => self.notes.line("location", text, LINE_CHARS_MAX),
                None => String::new(),
            };
            match &value {
                Value::Object(map) if text.is_none() || !map.keys().all(shown) => {
                    self.keep("x-location", value);
                }
                _ if text.is_none() => {
                    self.misfit("location", &value);
                }
                _ => {}
            }
            if !place.is_empty() {
                return self.typed_place(place);
            }
        }
        String::new()
    }

    /// A place as it was typed, if it is the one that was read.
    pub fn typed_place(&self, read: String) -> String {
        self.own.line(&["location"], read, LINE_CHARS_MAX)
    }

    /// True if the entry repeats an earlier one on purpose.
    pub fn is_again(&self) -> bool {
        self.own.again
    }

    /// An address of a web page; one that is none is in the report.
    pub fn url(&mut self, keys: &[&str]) -> Option<String> {
        self.first(keys, "address", |value, _| {
            let text = shape::address(value).ok_or(())?;
            address::web(&text).map(Some).ok_or(())
        })
    }

    /// A date. One that cannot be read is in the report, and then there is none.
    pub fn date(&mut self, keys: &[&str]) -> Stated {
        let date = self.first(keys, "date", |value, notes| match shape::date(value) {
            Stated::Nothing => Ok(None),
            Stated::Unreadable => {
                notes.add(FindingKind::Unreadable, undated::message(value));
                Ok(None)
            }
            stated => {
                undated::name_about(value, stated, notes);
                Ok(Some(stated))
            }
        });
        date.unwrap_or(Stated::Nothing)
    }

    /// A date that cannot be "present".
    pub fn day(&mut self, keys: &[&str]) -> Option<PartialDate> {
        let stated = self.date(keys);
        if stated == Stated::Present {
            self.notes.unreadable("date", "present");
        }
        stated.date()
    }

    /// Takes a period that is written in one text, as an object, or by years and months, apart into a start and an end.
    fn period(&mut self) {
        let one = [
            "startDate",
            "dates",
            "period",
            "dateRange",
            "timePeriod",
            "duration",
            "years",
            "date",
        ];
        for name in one
            .into_iter()
            .flat_map(|name| shape::keys_of(&self.map, name))
            .collect::<Vec<_>>()
        {
            match self.map.get(&name) {
                // What is a date is none of two.
                Some(value) if shape::date(value) != Stated::Unreadable => {}
                Some(Value::String(text)) => {
                    let Some(span) = span(text).filter(|span| span.rest.is_empty()) else {
                        continue;
                    };
                    undated::name_span(text, self.notes);
                    self.map.remove(&name);
                    let date = |date: PartialDate| Value::String(date.to_string());
                    let end = if span.current {
                        Some(Value::String("present".to_owned()))
                    } else {
                        span.end.map(date)
                    };
                    self.state("startDate", span.start.map(date));
                    self.state("endDate", end);
                }
                Some(Value::Object(dates))
                    if name != "startDate"
                        && dates.keys().any(|key| PERIOD.contains(&key.as_str())) =>
                {
                    let dates = dates.clone();
                    self.map.remove(&name);
                    for (key, value) in dates {
                        self.state(&key, Some(value));
                    }
                }
                _ => {}
            }
        }
        for (year, month, name) in [
            ("startYear", "startMonth", "startDate"),
            ("endYear", "endMonth", "endDate"),
        ] {
            if let Some(stated) = self.take(&[year]) {
                let mut date = Map::from_iter([("year".to_owned(), stated)]);
                if let Some(month) = self.take(&[month]) {
                    date.insert("month".to_owned(), month);
                }
                self.state(name, Some(Value::Object(date)));
            }
        }
    }

    /// Adds a key with a value, unless the entry has one.
    fn state(&mut self, key: &str, value: Option<Value>) {
        let free = self.map.get(key).is_none_or(is_empty);
        match value {
            Some(value) if free => self.keep(key, value),
            _ => {}
        }
    }

    /// Start and end, and whether it lasts. An end before the start is in the report, with both as written.
    pub fn span(&mut self) -> (Option<PartialDate>, Option<PartialDate>, bool) {
        self.period();
        let start = self.day(&[
            "startDate",
            "start",
            "from",
            "startedOn",
            "dateStart",
            "dateFrom",
            "started",
        ]);
        let end = self.date(&[
            "endDate", "end", "to", "until", "endedOn", "dateEnd", "dateTo", "ended",
        ]);
        let current = end == Stated::Present;
        let end = end.date();
        if let (Some(start), Some(end)) = (start, end)
            && start.is_after(&end)
        {
            let message =
                format!("It starts on {start} and ends on {end}. Correct one of the two.");
            self.notes.add(FindingKind::Contradiction, message);
        }
        (start, end, current)
    }

    /// What an export of ours says beside the keys of the schema.
    pub fn own(&mut self) -> Option<Value> {
        self.take(&[OWN])
    }

    /// The statements of the description and of the list beside it, each once.
    pub fn claims(&mut self, description: &str) -> Vec<String> {
        let own = self.own();
        let mut claims = statements(description);
        let highlights = self.highlights();
        for highlight in &highlights {
            if !claims.contains(highlight) {
                claims.push(highlight.clone());
            }
        }
        own.and_then(|own| claims::in_order(&own, description, &highlights))
            .unwrap_or(claims)
    }

    fn highlights(&mut self) -> Vec<String> {
        let mut claims = Vec::new();
        while let Some(value) =
            self.take(&["highlights", "achievements", "responsibilities", "bullets"])
        {
            claims.append(&mut self.list(value));
        }
        claims
    }

    /// The entries of a list of statements, whatever shape it has.
    fn list(&mut self, value: Value) -> Vec<String> {
        let items = match value {
            Value::Array(items) => items,
            Value::String(text) => {
                let text = self.notes.block("highlights", &text);
                let found = statements(&text);
                if found.len() > 1 {
                    return found;
                }
                // A list that was written as a text, one entry a line.
                let lines = text.lines().map(statement);
                return lines.filter(|line| !line.is_empty()).collect();
            }
            other => vec![other],
        };
        let mut claims = Vec::new();
        for item in items {
            match shape::lines(&item).map(|text| html::text(&text)) {
                Some(text) if has_bullets(&text) => {
                    let text = self.notes.block("highlight", &text);
                    claims.append(&mut statements(&text));
                }
                Some(text) => claims.push(self.notes.line("highlight", &text, BLOCK_CHARS_MAX)),
                None if is_empty(&item) => {}
                None => {
                    self.misfit("highlight", &item);
                }
            }
        }
        claims
            .into_iter()
            .map(|claim: String| statement(&claim))
            .filter(|claim| !claim.is_empty())
            .collect()
    }

    /// Says that a value has a shape without a meaning.
    pub fn misfit(&mut self, what: &str, value: &Value) -> String {
        if !is_empty(value) {
            let shown = match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            self.notes.unreadable(what, &shown);
        }
        String::new()
    }

    /// Says that the entry lacks what it needs, if it says anything at all.
    pub fn incomplete(&mut self, needs: &str, has: &str) {
        if has.is_empty() && self.map.values().all(is_empty) {
            return;
        }
        let has = if has.is_empty() {
            String::new()
        } else {
            format!(" (it says \"{}\")", quote(has))
        };
        let message = format!("The entry has no {needs}{has}. Complete it by hand.");
        self.notes.add(FindingKind::Incomplete, message);
    }

    /// The keys that nothing took, in the shapes of the schema.
    pub fn rest(self, keys: Keys) -> Map<String, Value> {
        conform::conform(self.map, keys, self.notes)
    }
}
