//! The same answers by hand-written SQL: page, total and facets in one statement, which finds the matches once. What the search knows only by
//! measuring, such as the time since which a frequent word has enough matches, is known to it.

use std::time::Duration;

use analysis::{Language, analyse};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
};
use serde_json::Value;

use crate::{
    Done,
    cpu::Family,
    keys,
    mix::{Narrow, Question, Term},
};

/// The facets, by their names in the schema.
pub const FIELDS: [&str; 9] = [
    "remoteModes",
    "employmentTypes",
    "seniorities",
    "languages",
    "companies",
    "countries",
    "regions",
    "cities",
    "skills",
];
const MOST: u32 = 10_000;
const DAY: i64 = 86_400_000_000;
/// The mean radius of the earth in metres.
const EARTH: f64 = 6_371_008.8;

/// A connection to PostgreSQL.
pub struct Reference {
    conn: DatabaseConnection,
    server: Option<Family>,
    postings: usize,
}

/// What is compared.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The number of matches.
    pub total: u64,
    /// The titles of the first page.
    pub titles: Vec<String>,
    /// The counts of each facet.
    pub facets: Vec<Vec<u64>>,
}

impl Answer {
    /// What differs, if anything does.
    pub fn differs(&self, other: &Self) -> Option<String> {
        (self != other).then(|| format!("differs\n  search {self:?}\n  SQL    {other:?}"))
    }
}

impl Reference {
    /// Connects.
    pub async fn open(url: &str, postings: usize) -> Done<Self> {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let conn = Database::connect(options).await?;
        let select = Statement::from_string(DbBackend::Postgres, "SELECT pg_backend_pid()");
        let row = conn.query_one_raw(select).await?.ok_or("no process")?;
        let process: i32 = row.try_get_by_index(0)?;
        Ok(Self {
            conn,
            server: Family::of_child(u32::try_from(process)?),
            postings,
        })
    }

    /// The CPU time of the server so far.
    pub fn cpu(&self) -> Option<Duration> {
        self.server.as_ref()?.cpu()
    }

    /// The answer of a statement.
    pub async fn ask(&self, statement: &str) -> Done<Answer> {
        let select = Statement::from_string(DbBackend::Postgres, statement);
        let row = self.conn.query_one_raw(select).await?.ok_or("no row")?;
        let (total, page, facets): (i64, Option<Value>, Value) = (
            row.try_get_by_index(0)?,
            row.try_get_by_index(1)?,
            row.try_get_by_index(2)?,
        );
        let titles = page
            .as_ref()
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let titles = titles.filter_map(|row| row.get("title").and_then(Value::as_str));
        let counts = |field: &str| {
            let values = facets
                .get(field)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            values.filter_map(Value::as_u64).collect()
        };
        Ok(Answer {
            total: u64::try_from(total)?.min(MOST.into()),
            titles: titles.map(str::to_owned).collect(),
            facets: FIELDS.map(counts).into(),
        })
    }

    /// The statement for a question.
    pub fn statement(&self, question: &Question) -> String {
        let key = match question.order {
            "PAY" => "coalesce(p.pay_yearly_eur, -1)".to_owned(),
            "DISTANCE" => format!(
                "-(SELECT min({}) FROM posting_locations l WHERE l.posting_id = p.id)",
                distance(&question.narrow)
            ),
            "" if !question.terms.is_empty() => {
                format!("({}) * 4503599627370496 + r.posted", rank(&question.terms))
            }
            _ => "(extract(epoch FROM p.posted_at) * 1000000)::bigint".to_owned(),
        };
        let hits = self.hits(question, &question.narrow, &key);
        let mut tables = vec![format!("hits AS MATERIALIZED ({hits} LIMIT {})", MOST + 1)];
        let page = if question.terms.is_empty() && question.order == "PAY" {
            // The highest of all, not of the newest.
            let from = where_of(&question.narrow);
            format!(
                "SELECT p.id, {key} AS key FROM postings p WHERE {from} ORDER BY {key} DESC, p.id DESC LIMIT 20"
            )
        } else {
            "SELECT id, key FROM hits ORDER BY key DESC, id DESC LIMIT 20".to_owned()
        };
        tables.push(format!("page AS ({page})"));
        let mut facets = Vec::new();
        for field in FIELDS {
            let mut narrow = question.narrow.clone();
            let own = match field {
                "remoteModes" => narrow.mode.take(),
                "countries" => narrow.country.take(),
                "skills" => narrow.skill.take(),
                _ => None,
            };
            let mut matches = "hits".to_owned();
            if own.is_some() {
                matches = format!("hits_{}", field.to_lowercase());
                let hits = self.hits(question, &narrow, "0");
                tables.push(format!("{matches} AS MATERIALIZED ({hits} LIMIT {MOST})"));
            }
            facets.push(format!("'{field}', {}", facet(field, &matches, &narrow)));
        }
        format!(
            "WITH {} SELECT (SELECT count(*) FROM hits), (SELECT json_agg(row_to_json(shown)) FROM (
                SELECT p.id, title, description, location, remote_mode, seniority, employment_type, pay_min, pay_max, pay_currency, pay_period,
                    posted_at, company_id, c.name FROM page JOIN postings p ON p.id = page.id JOIN companies c ON c.id = p.company_id
                ORDER BY page.key DESC, page.id DESC) AS shown), json_build_object({})",
            tables.join(",\n"),
            facets.join(",\n")
        )
    }

    /// The newest matches.
    fn hits(&self, question: &Question, narrow: &Narrow, key: &str) -> String {
        let columns = format!(
            "SELECT p.id, p.company_id, p.company_name, p.remote_mode, p.employment_type, p.seniority, p.language, {key} AS key"
        );
        if question.terms.is_empty() {
            return format!(
                "{columns} FROM postings p WHERE {} ORDER BY p.posted_at DESC, p.id DESC",
                where_of(narrow)
            );
        }
        // The rows of the newest matches are read once these are known.
        let mut query = tsquery(&question.terms);
        if let Some(since) = question.share.and_then(|share| self.since(share)) {
            query = format!("({query}) & ({since})");
        }
        let is_bare = narrow.country.is_none()
            && narrow.mode.is_none()
            && narrow.skill.is_none()
            && narrow.near.is_none();
        if is_bare {
            return format!(
                "{columns} FROM (SELECT * FROM posting_rows WHERE words @@ (SELECT $${query}$$::tsquery) AND listed
                    ORDER BY posted DESC, posting_id DESC LIMIT {}) r JOIN postings p ON p.id = r.posting_id",
                MOST + 1
            );
        }
        format!(
            "{columns} FROM posting_rows r JOIN postings p ON p.id = r.posting_id
                WHERE r.words @@ (SELECT $${query}$$::tsquery) AND r.listed AND {} ORDER BY r.posted DESC, r.posting_id DESC",
            where_of(narrow)
        )
    }

    /// The days in which a word of this share of the postings has enough matches.
    fn since(&self, share: f64) -> Option<String> {
        let wanted = f64::from(MOST) * 1.2 / share;
        let postings = f64::from(u32::try_from(self.postings).unwrap_or(u32::MAX));
        if wanted > postings * 0.5 {
            return None;
        }
        // The times are spread exponentially.
        #[expect(clippy::cast_possible_truncation, reason = "some months")]
        let days = (-(1.0 - wanted / postings).ln() * 45.0).ceil() as i64 + 1;
        let newest = crate::data::now().timestamp_micros() / DAY;
        let keys = (newest - days..=newest).map(|day| format!("'@d{day}'"));
        Some(keys.collect::<Vec<_>>().join(" | "))
    }
}

/// The counts of a facet as an array of JSON, largest first. Of the places of a posting, those count that meet the filter.
fn facet(field: &str, matches: &str, narrow: &Narrow) -> String {
    let (value, from, number) = match field {
        "remoteModes" => ("remote_mode", "", "count(*)"),
        "employmentTypes" => ("employment_type", "", "count(*)"),
        "seniorities" => ("seniority", "", "count(*)"),
        "languages" => ("rtrim(lower(substr(language, 1, 3)), '-_')", "", "count(*)"),
        "companies" => ("company_id", "", "count(*)"),
        "countries" => ("country", PLACES, "count(DISTINCT m.id)"),
        "regions" => ("region_code", PLACES, "count(DISTINCT m.id)"),
        "cities" => ("city_id", PLACES, "count(DISTINCT m.id)"),
        _ => (
            "skill_id",
            "JOIN LATERAL (SELECT * FROM posting_skills s WHERE s.posting_id = m.id OFFSET 0) s ON true",
            "count(*)",
        ),
    };
    let mut met = Vec::new();
    if from == PLACES {
        met.extend(
            narrow
                .country
                .map(|country| format!(" AND country = '{country}'")),
        );
        met.extend(within(narrow).map(|within| format!(" AND {within}")));
    }
    let met = met.concat();
    format!(
        "(SELECT coalesce(json_agg(n ORDER BY n DESC), '[]') FROM (SELECT {number} AS n FROM (SELECT * FROM {matches} LIMIT {MOST}) m {from}
            WHERE {value} IS NOT NULL{met} GROUP BY {value} ORDER BY n DESC LIMIT 20) AS f)"
    )
}
const PLACES: &str =
    "JOIN LATERAL (SELECT * FROM posting_locations l WHERE l.posting_id = m.id OFFSET 0) l ON true";

fn where_of(narrow: &Narrow) -> String {
    let mut all = vec!["p.closed_at IS NULL AND p.hidden_at IS NULL".to_owned()];
    if let Some(country) = narrow.country {
        all.push(format!("EXISTS (SELECT FROM posting_locations l WHERE l.posting_id = p.id AND l.country = '{country}')"));
    }
    if let Some(mode) = narrow.mode {
        all.push(format!("p.remote_mode = '{mode}'"));
    }
    if let Some(skill) = narrow.skill {
        let slug = reading::skill::find(skill).map_or("", |entry| entry.slug.as_str());
        all.push(format!(
            "EXISTS (SELECT FROM posting_skills s WHERE s.posting_id = p.id AND s.skill_id = (SELECT id FROM skills WHERE slug = '{slug}'))"
        ));
    }
    if let Some(within) = within(narrow) {
        all.push(format!(
            "p.id IN (SELECT l.posting_id FROM posting_locations l WHERE {within})"
        ));
    }
    all.join(" AND ")
}

/// A place is within the distance.
fn within(narrow: &Narrow) -> Option<String> {
    let (city, km) = narrow.near?;
    let ([x, y, z], chord) = (centre(city), chord(km));
    let sides = [("z", z), ("x", x), ("y", y)]
        .map(|(axis, at)| format!("l.{axis} BETWEEN {} AND {}", at - chord, at + chord));
    let squared = chord * chord;
    Some(format!(
        "{} AND {} <= {squared}",
        sides.join(" AND "),
        distance(narrow)
    ))
}

fn distance(narrow: &Narrow) -> String {
    let [x, y, z] = narrow.near.map_or([0; 3], |(city, _)| centre(city));
    format!("(l.x - {x}) * (l.x - {x}) + (l.y - {y}) * (l.y - {y}) + (l.z - {z}) * (l.z - {z})")
}

#[expect(clippy::cast_possible_truncation, reason = "metres on the earth")]
fn centre(city: &str) -> [i64; 3] {
    let mut place = reading::place::read(city);
    reading::place::locate(&mut place, None);
    let (latitude, longitude) = place.point.map_or((0.0, 0.0), |at| {
        (at.latitude().to_radians(), at.longitude().to_radians())
    });
    [
        latitude.cos() * longitude.cos(),
        latitude.cos() * longitude.sin(),
        latitude.sin(),
    ]
    .map(|part| (part * EARTH).round() as i64)
}

#[expect(clippy::cast_possible_truncation, reason = "metres on the earth")]
fn chord(km: u32) -> i64 {
    (2.0 * EARTH * (f64::from(km) * 500.0 / EARTH).sin()).round() as i64 + 2
}

fn tsquery(terms: &[Term]) -> String {
    let terms = terms.iter().map(|term| match term {
        Term::Word(text) | Term::Phrase(text) => any(text, ""),
        Term::Not(text) => format!("!{}", any(text, "")),
        Term::Beginning(text) => format!("'{text}':*"),
    });
    terms.collect::<Vec<_>>().join(" & ")
}

/// The keys of a text in all languages, with a weight.
fn any(text: &str, weight: &str) -> String {
    keys::tsquery(&keys::patterns(text), "", weight)
}

/// The points of docs/SEARCH.md.
fn rank(terms: &[Term]) -> String {
    let mut points = Vec::new();
    let mut level = |number: u32, query: &str| {
        points.push(format!(
            "CASE WHEN r.head @@ $${query}$$::tsquery THEN {number} ELSE 0 END"
        ));
    };
    let mut words: Vec<&str> = Vec::new();
    for term in terms {
        match term {
            Term::Word(text) | Term::Phrase(text) => {
                for (number, weight) in [(16, ":A"), (8, ":B"), (4, ":C")] {
                    level(number, &any(text, weight));
                }
                if matches!(term, Term::Word(_)) && analyse(text).tokens.len() == 1 {
                    level(4, &format!("'{}':A", analysis::fold(text)));
                    level(
                        2,
                        &any(text, ":A").replace("('", "('^").replace("| '", "| '^"),
                    );
                    words.push(text);
                }
            }
            Term::Beginning(text) => {
                for (number, weight) in [(16, "A"), (8, "B"), (4, "C")] {
                    level(number, &format!("'{text}':*{weight}"));
                }
            }
            Term::Not(_) => {}
        }
    }
    if words.len() > 1 {
        let keys: Vec<String> = words
            .iter()
            .map(|word| format!("'{}':A", Language::English.key(word)))
            .collect();
        level(16, &keys.join(" <-> "));
    }
    points.join(" + ")
}
