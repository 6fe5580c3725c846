//! Joins the parts of a name into what they mean together: "Cambridge", "MA" are one city in Massachusetts.

use super::{
    area,
    atom::{Atom, CITY_STATES},
    names::key,
    table::{self, City, District, RegionRow},
};

/// One meaning of a group of parts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Meaning {
    pub city: Option<City>,
    pub region: Option<&'static RegionRow>,
    pub country: Option<&'static str>,
    pub area: Option<&'static str>,
    /// The city is named, but the gazetteer has none of this name there.
    pub unlisted: bool,
    /// The index of the piece that names the city.
    pub at: Option<usize>,
    /// The inhabitants of the largest city of an unlisted one's name.
    pub namesakes: u32,
    /// The region is said by one of its districts only.
    pub district: bool,
    /// Parts that are only codes.
    codes: u8,
    /// The only code is that of a region outside of the United States.
    minor: bool,
    /// Parts that say something.
    pub parts: u8,
}

impl Meaning {
    /// This meaning narrowed by one more part; none if they contradict.
    pub(super) fn with(&self, atom: &Atom) -> Option<Self> {
        let mut next = *self;
        next.parts = next.parts.saturating_add(1);
        let within = |country: &str| self.may_be_in(country);
        match atom {
            Atom::Country { code, .. }
                if self.country.is_some_and(|own| area::belongs(own, code)) => {}
            Atom::Country { code, coded } => {
                if !within(code) {
                    return None;
                }
                next.country = Some(code);
                next.codes = next.codes.saturating_add(u8::from(*coded));
            }
            Atom::Region { row, coded } => {
                if !within(row.country)
                    || self.region.is_some_and(|known| known != *row)
                    || self.city.is_some_and(|city| city.region != row.short())
                {
                    return None;
                }
                next.country = Some(row.country);
                next.region = Some(row);
                next.district = false;
                next.codes = next.codes.saturating_add(u8::from(*coded));
                next.minor = *coded && row.country != "US";
            }
            Atom::City(city) => {
                if !within(city.country)
                    || self.unlisted
                    || self.city.is_some_and(|known| known.id != city.id)
                    || self.region.is_some_and(|row| row.short() != city.region)
                {
                    return None;
                }
                next.city = Some(*city);
                next.country = Some(city.country);
                next.region = next
                    .region
                    .or_else(|| table::region(city.country, city.region));
            }
            Atom::District(district) => next.narrow(district)?,
            Atom::Area(area) => {
                let inside = |country: &str| area::countries_of(area).any(|code| code == country);
                if self.area.is_some_and(|known| known != *area)
                    || self.country.is_some_and(|country| !inside(country))
                {
                    return None;
                }
                next.area = Some(area);
            }
            Atom::Unlisted => {
                if self.city.is_some() || self.unlisted {
                    return None;
                }
                next.unlisted = true;
            }
        }
        Some(next)
    }

    /// True if nothing says that it is elsewhere.
    fn may_be_in(&self, country: &str) -> bool {
        let inside = |area| area::countries_of(area).any(|code| code == country);
        match self.country {
            Some(known) => known == country,
            None => self.area.is_none_or(inside),
        }
    }

    /// Adds a county, department or province; none if it contradicts.
    fn narrow(&mut self, district: &District) -> Option<()> {
        let region = district.region;
        let fits = match &self.city {
            Some(city) => is_inside(city, district),
            None => district.known && self.may_be_in(region.country),
        };
        if !fits || self.region.is_some_and(|own| own != region) {
            return None;
        }
        self.district = self.region.is_none();
        self.region = Some(region);
        self.country = Some(region.country);
        Some(())
    }

    /// How likely this is what is meant, in inhabitants.
    pub(super) fn weight(&self) -> u64 {
        let bare = self.parts == u8::from(self.codes == 1);
        if self.unlisted {
            1
        } else if let Some(city) = &self.city {
            // "Jordan" is also a quarter of Hong Kong.
            let named = table::country_named(&key(city.name));
            let state = CITY_STATES.contains(&city.country)
                && named.is_some_and(|country| country.code == city.country);
            let bonus = match state {
                true => 60_000_000,
                false if names_its_region(city) => 6_000_000,
                false => 0,
            };
            u64::from(city.population.max(1)) + bonus
        } else if bare && self.minor {
            10_000
        } else if bare {
            // A single code: what it means is for its neighbours to say.
            1_000_000
        } else if self.district {
            500_000
        } else if self.region.is_some() {
            5_000_000
        } else {
            50_000_000
        }
    }
}

/// True for a city that may lie in a district. One that has its own, as the capitals of Spanish and Italian provinces, lies in no other.
fn is_inside(city: &City, district: &District) -> bool {
    let region = district.region;
    let capital = || {
        matches!(city.country, "ES" | "IT") && !table::districts_named(&key(city.name)).is_empty()
    };
    city.country == region.country
        && city.region == region.short()
        && (district.coded || !capital())
}

/// Regions that are meant rather than the city of their name.
const REGION_FIRST: &[&str] = &["CA-QC"];

/// True for a city that has the name of its region: New York, Zürich, Berlin.
fn names_its_region(city: &City) -> bool {
    table::region(city.country, city.region).is_some_and(|row| {
        let name = key(city.name);
        let same = name.starts_with(&key(row.name))
            || table::regions_named(&name).any(|named| named.code == row.code);
        same && !REGION_FIRST.contains(&row.code)
    })
}
