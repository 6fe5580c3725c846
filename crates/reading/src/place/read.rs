//! Reads the names of places: pieces are grouped as long as they agree, and each group is one place.

use super::{
    PLACES_MAX, Place, Region,
    atom::{Atom, ZONES_OR_CODES, needs_context},
    group::Meaning,
    names::key,
    non_places::{is_city_name, without_negated},
    pieces::{Piece, pieces},
    postcode::without_postcodes,
    table,
};
use crate::words::Set;

/// Pieces that are one place, with all that they may mean.
#[derive(Debug, Default)]
struct Group {
    /// The pieces' indexes.
    pieces: Vec<usize>,
    meanings: Vec<Meaning>,
    /// The meanings if the gazetteer lacks the city of the last piece.
    unlisted: Vec<Meaning>,
}

/// Countries that American towns are named after: "Lebanon, NH", "Poland, OH".
const TOWNS: Set = Set("cuba jamaica lebanon norway peru poland");
/// Meanings kept of a group.
const MEANINGS_MAX: usize = 400;
/// A city of this size is another place before a country that it is not in; a smaller one may have an unlisted namesake there.
const WELL_KNOWN: u32 = 300_000;

/// What one text says: places with their names, in order. The country of a place that is uncertain is decided by `hint`, or by the others.
pub(super) fn places(raw: &str, hint: Option<&str>) -> Vec<Place> {
    let masked = without_postcodes(&without_negated(raw));
    let pieces = pieces(&masked);
    let groups = groups(&pieces);
    let said: Vec<Option<&'static str>> = groups
        .iter()
        .map(|group| decide(group, &pieces, &[]).and_then(|meaning| meaning.country))
        .collect();
    let mut prefer: Vec<&str> = hint.into_iter().collect();
    // "US, UK, CA" are countries, "CA, NY, TX" are states.
    let abroad = said.iter().flatten().any(|country| *country != "US");
    let states = pieces.iter().any(|piece| is_only_state(&piece.atoms));
    if !abroad || states {
        prefer.extend(said.iter().flatten());
    } else {
        prefer.extend(said.iter().flatten().filter(|country| **country != "US"));
    }
    let codes_are_countries = abroad && !states;
    let mut places: Vec<Place> = Vec::new();
    for (index, group) in groups.iter().enumerate().take(PLACES_MAX) {
        let text = text_of(raw, &pieces, &groups, index);
        let mut own = prefer.clone();
        if let Some(code) = group.only_code(&pieces).filter(|_| codes_are_countries) {
            own = vec![code];
        }
        let place = place(text, group, &pieces, &own);
        let twin = places
            .last_mut()
            .filter(|last| place.geoname.is_some() && last.geoname == place.geoname);
        if let Some(twin) = twin.filter(|_| raw.contains('/')) {
            // "Wien / Vienna"
            twin.raw = format!("{} / {}", twin.raw, place.raw);
        } else {
            places.push(place);
        }
    }
    if places.is_empty() {
        places.push(Place::default());
    }
    if let [only] = places.as_mut_slice() {
        raw.trim().clone_into(&mut only.raw);
    }
    places
}

/// True for a code that is only that of an American state: "NY".
fn is_only_state(atoms: &[Atom]) -> bool {
    us_state(atoms).is_some()
        && !atoms
            .iter()
            .any(|atom| matches!(atom, Atom::Country { .. }))
}

fn groups(pieces: &[Piece<'_>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let fresh = piece.hard || groups.is_empty();
        if !fresh
            && let Some(group) = groups.last_mut()
            && group.join(index, piece)
        {
            continue;
        }
        let mut group = Group {
            meanings: vec![Meaning::default()],
            ..Group::default()
        };
        if !group.join(index, piece) {
            group.pieces.push(index);
        }
        groups.push(group);
    }
    groups
}

impl Group {
    /// Adds a piece, if it can belong to this place.
    fn join(&mut self, index: usize, piece: &Piece<'_>) -> bool {
        let has_city = self
            .meanings
            .iter()
            .any(|meaning| meaning.city.is_some() || meaning.unlisted);
        let zone = ZONES_OR_CODES.contains(&piece.text) && !has_city && !piece.zip;
        if piece.text.is_empty() || zone {
            self.pieces.push(index);
            return true;
        }
        if piece.atoms.is_empty() {
            let named = is_city_name(piece.text) && !has_city;
            if named {
                let with = self.with(&[Atom::Unlisted], index);
                self.meanings.extend(with);
            }
            self.unlisted.clear();
            self.pieces.push(index);
            return true;
        }
        let listed = self.meanings.iter().any(|meaning| meaning.city.is_some());
        let town = has_city && !listed && !matches!(piece.text, "DE" | "IN");
        let zipped = (piece.zip || town)
            .then(|| us_state(&piece.atoms))
            .flatten();
        let atoms = zipped.map_or_else(|| piece.atoms.clone(), |state| vec![state]);
        let mut next = self.with(&atoms, index);
        if next.is_empty() {
            next = beside_unlisted(&self.unlisted, &atoms, index);
        }
        if next.is_empty() {
            return false;
        }
        // "Brazil, Mexico, Colombia": a country is no city of another one.
        let town = TOWNS.has(&key(piece.text));
        let cities = town
            || atoms.iter().any(|atom| matches!(atom, Atom::City(_)))
                && !atoms
                    .iter()
                    .any(|atom| matches!(atom, Atom::Country { coded: false, .. }));
        self.unlisted = if cities && !has_city {
            let sizes = atoms.iter().map(|atom| match atom {
                Atom::City(city) => city.population,
                _ => 0,
            });
            let namesakes = sizes.max().unwrap_or_default();
            let mut unlisted = self.with(&[Atom::Unlisted], index);
            for meaning in &mut unlisted {
                meaning.namesakes = namesakes;
            }
            unlisted
        } else {
            Vec::new()
        };
        self.meanings = next;
        self.pieces.push(index);
        true
    }

    /// The country whose code is all that the group says.
    fn only_code(&self, pieces: &[Piece<'_>]) -> Option<&'static str> {
        let pieces = self.pieces.iter().filter_map(|index| pieces.get(*index));
        let mut said = pieces.filter(|piece| !piece.text.is_empty());
        let (only, None) = (said.next()?, said.next()) else {
            return None;
        };
        only.atoms.iter().find_map(|atom| match atom {
            Atom::Country { code, coded: true } => Some(*code),
            _ => None,
        })
    }

    fn with(&self, atoms: &[Atom], index: usize) -> Vec<Meaning> {
        product(&self.meanings, atoms, index)
    }
}

fn product(meanings: &[Meaning], atoms: &[Atom], index: usize) -> Vec<Meaning> {
    let joined = meanings.iter().flat_map(|meaning| {
        atoms.iter().filter_map(move |atom| {
            let mut next = meaning.with(atom)?;
            if matches!(atom, Atom::City(_) | Atom::Unlisted) && meaning.at.is_none() {
                next.at = Some(index);
            }
            Some(next)
        })
    });
    joined.take(MEANINGS_MAX).collect()
}

/// A city that the gazetteer has elsewhere only, in the region or country behind it: "Paris, ID".
fn beside_unlisted(unlisted: &[Meaning], atoms: &[Atom], index: usize) -> Vec<Meaning> {
    let city = atoms.iter().any(|atom| matches!(atom, Atom::City(_)));
    let fits = |atom: &&Atom| match atom {
        Atom::Region { row, coded } => {
            *coded || (!city && matches!(row.country, "US" | "CA" | "AU"))
        }
        Atom::Country { .. } => true,
        Atom::City(_) | Atom::Area(_) | Atom::District(_) | Atom::Unlisted => false,
    };
    let state = us_state(atoms).map(|state| [state]);
    let atoms = state.as_ref().map_or(atoms, |state| state);
    let regions = |atom: &&Atom| matches!(atom, Atom::Region { .. });
    let fitting: Vec<Atom> = atoms.iter().filter(fits).copied().collect();
    let any_region = fitting.iter().any(|atom| regions(&atom));
    unlisted
        .iter()
        .filter(|meaning| any_region || meaning.namesakes < WELL_KNOWN)
        .flat_map(|meaning| product(std::slice::from_ref(meaning), &fitting, index))
        .collect()
}

fn us_state(atoms: &[Atom]) -> Option<Atom> {
    let state =
        |atom: &&Atom| matches!(atom, Atom::Region { row, coded: true } if row.country == "US");
    atoms.iter().find(state).copied()
}

/// The meaning of a group, if there is a certain one; its fields say no more than is certain.
fn decide(group: &Group, pieces: &[Piece<'_>], prefer: &[&str]) -> Option<Meaning> {
    let says = |meaning: &&Meaning| meaning.country.is_some() || meaning.area.is_some();
    let mut meanings: Vec<Meaning> = group.meanings.iter().filter(says).copied().collect();
    let told: Vec<&Piece<'_>> = group
        .pieces
        .iter()
        .filter_map(|index| pieces.get(*index))
        .filter(|piece| !piece.text.is_empty())
        .collect();
    let alone = told.iter().filter(|piece| !piece.atoms.is_empty()).count() == 1;
    if alone && told.iter().any(|piece| needs_context(piece.text)) {
        meanings.retain(|meaning| meaning.city.is_none());
    }
    let country = country(&meanings, &told, alone, prefer);
    if country.is_none() {
        return meanings
            .iter()
            .find(|meaning| meaning.country.is_none())
            .copied();
    }
    meanings.retain(|meaning| meaning.country == country);
    meanings.sort_by_key(|meaning| std::cmp::Reverse(meaning.weight()));
    let best = *meanings.first()?;
    let named = meanings.iter().find(|meaning| meaning.unlisted);
    let mut settled = best;
    if let Some(city) = best.city {
        let rivals = meanings.iter().filter_map(|meaning| meaning.city);
        let rival = rivals
            .filter(|other| other.id != city.id)
            .map(|other| other.population);
        if rival
            .max()
            .is_some_and(|rival| rival.saturating_mul(3) > city.population)
        {
            // Several cities of the name: which one is open.
            settled.city = None;
            let region = best.region;
            if meanings.iter().any(|meaning| meaning.region != region) {
                settled.region = None;
            }
        }
    } else if let Some(named) = named {
        settled.at = named.at;
        settled.region = named.region.or(best.region);
    } else if best.region.is_some() {
        // "Washington" is a state and a large city elsewhere.
        let other = |meaning: &Meaning| {
            meaning.region != best.region
                && meaning.city.is_none_or(|city| city.population >= 500_000)
        };
        if meanings.iter().any(other) {
            settled.region = None;
        }
    }
    Some(settled)
}

/// Names for which nothing but their neighbours decides.
const OPEN: &[&str] = &["georgia", "victoria", "cambridge", "birmingham"];
/// Cities that are meant although others of the name are not much smaller.
#[rustfmt::skip]
const MEANT: &[(&str, &str)] = &[
    ("valencia", "ES"), ("athens", "GR"), ("manchester", "GB"), ("st louis", "US"), ("venice", "IT"), ("san sebastian", "ES"),
    ("barcelona", "ES"), ("pamplona", "ES"), ("munster", "DE"), ("limerick", "IE"), ("hyderabad", "IN"), ("kochi", "IN"),
    ("colombo", "LK"), ("vancouver", "CA"), ("san jose", "US"), ("san mateo", "US"),
];

fn country(
    meanings: &[Meaning],
    told: &[&Piece<'_>],
    alone: bool,
    prefer: &[&str],
) -> Option<&'static str> {
    let mut weights: Vec<(&'static str, u64)> = Vec::new();
    for meaning in meanings {
        let Some(country) = meaning.country else {
            continue;
        };
        let weight = meaning.weight();
        match weights.iter_mut().find(|(known, _)| *known == country) {
            Some(known) => known.1 = known.1.max(weight),
            None => weights.push((country, weight)),
        }
    }
    weights.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    let (first, rest) = weights.split_first()?;
    let Some(second) = rest.first() else {
        return Some(first.0);
    };
    let mut wanted = weights
        .iter()
        .filter(|(country, _)| prefer.contains(country));
    if let (Some(only), None) = (wanted.next(), wanted.next()) {
        return Some(only.0);
    }
    let written = told
        .iter()
        .find(|piece| !piece.atoms.is_empty())
        .map_or("", |piece| piece.text);
    let name = key(written);
    if alone && OPEN.contains(&name.as_str()) {
        return None;
    }
    // "San José" with its accent is none of the United States.
    let meant = MEANT
        .iter()
        .find(|(city, country)| *city == name && (*country != "US" || written.is_ascii()));
    if let Some((_, country)) = meant
        && let Some(meant) = weights.iter().find(|(code, _)| code == country)
    {
        return Some(meant.0);
    }
    let far = if alone { 6 } else { 20 };
    (first.1 >= second.1.saturating_mul(far)).then_some(first.0)
}

fn place(text: String, group: &Group, pieces: &[Piece<'_>], prefer: &[&str]) -> Place {
    let Some(meaning) = decide(group, pieces, prefer) else {
        return Place {
            raw: text,
            ..Place::default()
        };
    };
    let written = meaning
        .at
        .and_then(|at| pieces.get(at))
        .map(|piece| piece.text.to_owned());
    let city = meaning.city;
    let region = meaning
        .region
        .or_else(|| city.and_then(|city| table::region(city.country, city.region)));
    Place {
        raw: text,
        city: written.filter(|_| meaning.country.is_some()),
        region: region.map(Region::of),
        country: meaning.country.map(str::to_owned),
        area: meaning.area.filter(|_| meaning.country.is_none()),
        point: city.map(|city| city.point),
        geoname: city.map(|city| city.id),
    }
}

/// The part of the name that a group is, from the end of the group before it.
fn text_of(raw: &str, pieces: &[Piece<'_>], groups: &[Group], index: usize) -> String {
    let of = |group: Option<&Group>| {
        let indexes = &group?.pieces;
        let (first, last) = (
            pieces.get(*indexes.first()?)?,
            pieces.get(*indexes.last()?)?,
        );
        Some((first.start, last.end))
    };
    let (start, end) = of(groups.get(index)).unwrap_or((0, raw.len()));
    let slice = raw.get(start..end).unwrap_or(raw);
    let text =
        slice.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '–' | '—'));
    let (opened, closed) = (text.matches('(').count(), text.matches(')').count());
    if opened > closed {
        format!("{text})")
    } else {
        text.to_owned()
    }
}
