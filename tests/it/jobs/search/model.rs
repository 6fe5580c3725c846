//! Random postings and filters, and what a filter finds among them, by the plain meaning of its words.

use std::collections::{BTreeMap, BTreeSet};

use careergraph::{
    features::jobs::source::{Place, PostingRecord},
    types::work::{EmploymentType, RemoteMode, Seniority},
};
use serde_json::Value;

use super::{record, search, store};
use crate::kit::{Setup, TestApp};

/// Values of a posting or filter, by the name of the list in a filter.
pub(super) type Values = BTreeMap<&'static str, BTreeSet<String>>;

/// The lists of a filter with all values that postings of the model have.
pub(super) const LISTS: [(&str, &[&str]); 8] = [
    ("remoteModes", &["REMOTE", "HYBRID", "ONSITE", "UNKNOWN"]),
    ("employmentTypes", &["FULL_TIME", "PART_TIME", "CONTRACT"]),
    ("seniorities", &["JUNIOR", "SENIOR", "UNKNOWN"]),
    ("countries", &["PT", "DE", "FR"]),
    ("cities", &["Lisbon", "Porto", "Berlin", "Munich", "Paris"]),
    ("skills", &["rust", "python", "postgresql", "kubernetes"]),
    ("languages", &["en", "de", "pt"]),
    ("companies", &["Fernhill", "Cargolane", "Halden"]),
];
const OF_PLACES: [&str; 2] = ["countries", "cities"];
/// Lists of `all`.
const ALL: [&str; 3] = ["countries", "cities", "skills"];
const CITIES: [(&str, &str); 5] = [
    ("Lisbon", "PT"),
    ("Porto", "PT"),
    ("Berlin", "DE"),
    ("Munich", "DE"),
    ("Paris", "FR"),
];

/// Small pseudo-random numbers (splitmix64).
pub(super) struct Dice(pub u64);

impl Dice {
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % bound as u64).unwrap()
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn some(&mut self, of: &[&str], most: usize) -> BTreeSet<String> {
        let number = self.below(most) + 1;
        (0..number).map(|_| self.one(of).to_owned()).collect()
    }
}

/// A posting of the model.
pub(super) struct Posting {
    pub title: String,
    pub values: Values,
    /// The country and city of each place.
    places: Vec<Values>,
    /// True if its text has the word of the searches.
    pub has_word: bool,
}

impl Posting {
    fn random(number: usize, dice: &mut Dice) -> (Self, PostingRecord) {
        let mut values = Values::new();
        let mut places = Vec::new();
        let mut locations = Vec::new();
        for _ in 0..dice.below(3) {
            let (city, country) = dice.one(&CITIES);
            locations.push(place(city, country));
            let place = [("cities", city), ("countries", country)];
            for (list, value) in place {
                values.entry(list).or_default().insert(value.to_owned());
            }
            places.push(
                place
                    .map(|(list, value)| (list, BTreeSet::from([value.to_owned()])))
                    .into(),
            );
        }
        let has_word = dice.below(2) == 0;
        let mut description = format!("Number {number}.\n");
        if has_word {
            description.push_str("You are a gardener.\n");
        }
        for (slug, label) in [
            ("rust", "Rust"),
            ("python", "Python"),
            ("postgresql", "PostgreSQL"),
            ("kubernetes", "Kubernetes"),
        ] {
            if dice.below(3) == 0 {
                description.extend(["- ", label, "\n"]);
                values.entry("skills").or_default().insert(slug.to_owned());
            }
        }
        let mut one = |list: &'static str, value: &str| {
            values.insert(list, BTreeSet::from([value.to_owned()]))
        };
        let (remote_mode, name) = dice.one(&[
            (RemoteMode::Remote, "REMOTE"),
            (RemoteMode::Hybrid, "HYBRID"),
            (RemoteMode::Onsite, "ONSITE"),
            (RemoteMode::Unknown, "UNKNOWN"),
        ]);
        one("remoteModes", name);
        let (employment_type, name) = dice.one(&[
            (EmploymentType::FullTime, "FULL_TIME"),
            (EmploymentType::PartTime, "PART_TIME"),
            (EmploymentType::Contract, "CONTRACT"),
        ]);
        one("employmentTypes", name);
        let (seniority, name) = dice.one(&[
            (Seniority::Junior, "JUNIOR"),
            (Seniority::Senior, "SENIOR"),
            (Seniority::Unknown, "UNKNOWN"),
        ]);
        one("seniorities", name);
        let language = dice.one(&[("en", "en"), ("en-GB", "en"), ("DE", "de"), ("pt_BR", "pt")]);
        one("languages", language.1);
        one("companies", dice.one(LISTS[7].1));
        let title = format!("Posting {number}");
        let record = PostingRecord {
            locations,
            remote_mode,
            employment_type,
            seniority,
            language: Some(language.0.to_owned()),
            ..record(&title, &description)
        };
        (
            Self {
                title,
                values,
                places,
                has_word,
            },
            record,
        )
    }
}

fn place(city: &str, country: &str) -> Place {
    Place {
        raw: city.to_owned(),
        city: Some(city.to_owned()),
        country: Some(country.to_owned()),
        ..Place::default()
    }
}

/// A filter of the model.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub any: Values,
    pub all: Values,
    pub none: Values,
}

impl Filter {
    /// A few lists, few enough that something is found.
    pub(super) fn random(dice: &mut Dice) -> Self {
        let mut filter = Self::default();
        for _ in 0..dice.below(4) {
            let (list, values) = dice.one(&LISTS);
            match dice.below(3) {
                0 => filter.any.insert(list, dice.some(values, 3)),
                1 if ALL.contains(&list) => filter.all.insert(list, dice.some(values, 2)),
                _ => filter.none.insert(list, dice.some(values, 2)),
            };
        }
        filter
    }

    pub(super) fn without(&self, list: &str) -> Self {
        let mut rest = self.clone();
        for values in [&mut rest.any, &mut rest.all, &mut rest.none] {
            values.remove(list);
        }
        rest
    }

    pub(super) fn takes(&self, posting: &Posting) -> bool {
        let of = |list: &str| posting.values.get(list).cloned().unwrap_or_default();
        let (of_places, own): (Vec<_>, Vec<_>) = self
            .any
            .iter()
            .partition(|(list, _)| OF_PLACES.contains(list));
        let one_place = of_places.is_empty()
            || posting.places.iter().any(|place| {
                of_places
                    .iter()
                    .all(|(list, wanted)| !place[*list].is_disjoint(wanted))
            });
        one_place
            && own
                .iter()
                .all(|(list, wanted)| !of(list).is_disjoint(wanted))
            && self
                .all
                .iter()
                .all(|(list, wanted)| of(list).is_superset(wanted))
            && self
                .none
                .iter()
                .all(|(list, unwanted)| of(list).is_disjoint(unwanted))
    }

    /// The values that a facet counts: those of places, at the places that the filter takes.
    pub(super) fn values_of(&self, posting: &Posting, list: &str) -> BTreeSet<String> {
        let of = |values: &Values| values.get(list).cloned().unwrap_or_default();
        if !OF_PLACES.contains(&list) {
            return of(&posting.values);
        }
        let wanted = |place: &&Values| {
            OF_PLACES.iter().all(|other| {
                let wanted = self.any.get(other);
                wanted.is_none_or(|wanted| !place[*other].is_disjoint(wanted))
            })
        };
        posting.places.iter().filter(wanted).flat_map(of).collect()
    }

    /// The filter in GraphQL; companies by their ids.
    pub(super) fn graphql(&self, companies: &BTreeMap<String, String>) -> String {
        let lists = |values: &Values| {
            let list = |(name, values): (&&str, &BTreeSet<String>)| {
                let values: Vec<String> = values
                    .iter()
                    .map(|value| match *name {
                        "remoteModes" | "employmentTypes" | "seniorities" => value.clone(),
                        "companies" => format!("\"{}\"", companies[value]),
                        _ => format!("\"{value}\""),
                    })
                    .collect();
                format!("{name}: [{}]", values.join(", "))
            };
            values.iter().map(list).collect::<Vec<_>>().join(", ")
        };
        format!(
            "{{ {} all: {{ {} }} none: {{ {} }} }}",
            lists(&self.any),
            lists(&self.all),
            lists(&self.none)
        )
    }
}

/// An app with random postings, and the model of them.
pub(super) struct Model {
    pub app: TestApp,
    pub postings: Vec<Posting>,
    /// The ids of the companies by their names.
    pub companies: BTreeMap<String, String>,
}

impl Model {
    pub(super) async fn start() -> Self {
        let app = Setup::new().workers(0).start().await;
        let mut dice = Dice(7);
        let (postings, records): (Vec<_>, Vec<_>) = (0..60)
            .map(|number| Posting::random(number, &mut dice))
            .unzip();
        for company in LISTS[7].1 {
            let of_company: Vec<PostingRecord> = postings
                .iter()
                .zip(&records)
                .filter(|(posting, _)| posting.values["companies"].contains(*company))
                .map(|(_, record)| record.clone())
                .collect();
            store(&app, company, &of_company).await;
        }
        let all = search(&app, "first: 100", "nodes { company { id name } }").await;
        let nodes = all.data("jobs.nodes").as_array().unwrap().clone();
        assert_eq!(nodes.len(), 60);
        let companies = nodes
            .iter()
            .map(|node| [&node["company"]["name"], &node["company"]["id"]])
            .map(|pair| pair.map(|text: &Value| text.as_str().unwrap().to_owned()))
            .map(|[name, id]| (name, id))
            .collect();
        Self {
            app,
            postings,
            companies,
        }
    }

    /// The arguments of a search, and the postings that it finds by the model.
    pub(super) fn found(&self, filter: &Filter, with_word: bool) -> BTreeSet<String> {
        self.postings
            .iter()
            .filter(|posting| (!with_word || posting.has_word) && filter.takes(posting))
            .map(|posting| posting.title.clone())
            .collect()
    }
}
