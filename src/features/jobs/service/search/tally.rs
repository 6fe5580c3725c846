//! Counts the values in the facts of postings.

use std::collections::HashSet;

use rustc_hash::FxHashMap;

use super::{
    facts,
    filter::{Field, Filter, conditions::OF_PLACES},
};

/// The numbers of the values of a field. A quick hash is safe here: facts are codes, ids and slugs of this program, which nobody chooses so that
/// they collide.
pub(super) type Counts<'a> = FxHashMap<&'a str, u64>;

/// The number of postings with each value of these fields. Of the places of a posting, those count that meet what the filter says about one
/// place, but for the field itself.
pub(super) fn count<'a>(
    postings: impl Iterator<Item = &'a str>,
    fields: &[Field],
    filter: &Filter,
) -> Vec<(Field, Counts<'a>)> {
    let mut counts: Vec<(Field, Counts<'a>)> = fields
        .iter()
        .map(|field| (*field, Counts::default()))
        .collect();
    let places = Places::of(fields, filter);
    let own: Vec<Option<u8>> = fields.iter().map(|field| letter_of_own(*field)).collect();
    let mut seen: Vec<(usize, &str)> = Vec::new();
    for posting in postings {
        let mut place: Place<'_> = [None; 3];
        seen.clear();
        for fact in words(posting) {
            let Some((letter, value)) = fact.as_bytes().first().zip(fact.get(1..)) else {
                continue;
            };
            if let Some(index) = own.iter().position(|own| *own == Some(*letter)) {
                add(&mut counts, index, value);
            } else if let Some(part) = places.part(*letter) {
                if part == 0 {
                    places.add(&place, &mut seen);
                    place = [None; 3];
                }
                if let Some(known) = place.get_mut(part) {
                    *known = Some(value).filter(|value| !value.is_empty());
                }
            }
        }
        places.add(&place, &mut seen);
        for (index, value) in &seen {
            add(&mut counts, *index, value);
        }
    }
    counts
}

fn add<'a>(counts: &mut [(Field, Counts<'a>)], index: usize, value: &'a str) {
    if let Some((_, counts)) = counts.get_mut(index) {
        *counts.entry(value).or_default() += 1;
    }
}

/// The letter of a field that is none of the places.
fn letter_of_own(field: Field) -> Option<u8> {
    let letter = facts::letter(field).filter(|_| !OF_PLACES.contains(&field))?;
    u8::try_from(letter).ok()
}

/// The words of a text with one space between two: they are short, and looking at each byte is faster than a search for the next space.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.bytes().position(|byte| byte == b' ');
        let (word, behind) = match end {
            Some(end) => (text.get(..end), text.get(end + 1..)),
            None => (Some(text), None),
        };
        rest = behind;
        word
    })
}

/// Country, region and city.
type Place<'a> = [Option<&'a str>; 3];

/// Which places count, for which fields.
struct Places {
    /// The letters of country, region and city.
    letters: [Option<u8>; 3],
    /// The positions of these fields among those that are counted.
    counted: [Option<usize>; 3],
    /// What the filter says about one place: for each field the values, and the cities within the distance.
    values: [Option<HashSet<String>>; 3],
    near: Option<HashSet<String>>,
}

impl Places {
    fn of(fields: &[Field], filter: &Filter) -> Self {
        let near = filter.near.as_ref().map(|near| {
            let cities = near.cities();
            cities.iter().map(u32::to_string).collect()
        });
        let values = OF_PLACES.map(|field| {
            let items = filter.any.of(field)?.into_iter();
            let values = items.filter_map(|item| facts::fact(field, item));
            Some(
                values
                    .filter_map(|fact| fact.get(1..).map(str::to_owned))
                    .collect(),
            )
        });
        let counted = OF_PLACES.map(|field| fields.iter().position(|other| *other == field));
        let is_counted = counted.iter().any(Option::is_some);
        let letter = |field| facts::letter(field).and_then(|letter| u8::try_from(letter).ok());
        Self {
            letters: OF_PLACES.map(|field| letter(field).filter(|_| is_counted)),
            counted,
            values,
            near,
        }
    }

    /// Which part of a place has this letter.
    fn part(&self, letter: u8) -> Option<usize> {
        self.letters.iter().position(|own| *own == Some(letter))
    }

    /// Adds the values of a place, each once for a posting.
    fn add<'a>(&self, place: &Place<'a>, seen: &mut Vec<(usize, &'a str)>) {
        let [_, _, city] = place;
        if let Some(near) = &self.near
            && !city.is_some_and(|city| near.contains(city))
        {
            return;
        }
        for (part, (counted, value)) in self.counted.iter().zip(place).enumerate() {
            if let Some((counted, value)) = counted.zip(*value)
                && !seen.contains(&(counted, value))
                && self.meets(place, part)
            {
                seen.push((counted, value));
            }
        }
    }

    /// True if a place has one of the values of each field, but for this one.
    fn meets(&self, place: &Place<'_>, but: usize) -> bool {
        let mut others = self.values.iter().zip(place).enumerate();
        others.all(|(part, (wanted, value))| {
            part == but
                || wanted
                    .as_ref()
                    .is_none_or(|wanted| value.is_some_and(|value| wanted.contains(value)))
        })
    }
}
