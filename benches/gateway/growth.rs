//! How cost grows: the workloads that read, with more and more postings, connections and instances, on PostgreSQL.

use std::time::Duration;

use careergraph::app::App;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use crate::{
    Arguments, Done, Role,
    children::Server,
    data::{self, Size},
    driver::Driver,
    identity,
    place::Place,
    report::{Slice, show},
    workloads::{self, Workload},
};

/// Postings, in the order in which they are measured.
const POSTINGS: [usize; 3] = [1_000, 100_000, 1_000_000];
/// Concurrent connections, divided among the instances.
const CONNECTIONS: [usize; 3] = [1, 8, 64];
/// Instances on one database.
const INSTANCES: [usize; 2] = [1, 2];

/// Copies of a posting, from one number to another, with all that the search reads.
const COPY: [&str; 4] = [
    "INSERT INTO postings (id, company_id, company_name, title, title_key, description, description_hash, url, location, remote_mode,
        employment_type, seniority, pay_min, pay_max, pay_currency, pay_period, pay_origin, pay_yearly_max, pay_yearly_eur, language, posted_at,
        posted_at_inferred, first_seen_at, last_seen_at, closed_at, close_reason, updated_at)
     SELECT copied(id, n), company_id, company_name, title, title_key, description, description_hash || n, url || '-' || n, location, remote_mode,
        employment_type, seniority, pay_min, pay_max, pay_currency, pay_period, pay_origin, pay_yearly_max, pay_yearly_eur, language,
        posted_at - make_interval(secs => n), posted_at_inferred, first_seen_at, last_seen_at, closed_at, close_reason, updated_at
     FROM originals, generate_series(FROM_COPY, TO_COPY) AS n",
    "INSERT INTO posting_locations (posting_id, position, raw, city, country)
     SELECT copied(posting_id, n), position, raw, city, country
     FROM posting_locations JOIN originals ON id = posting_id, generate_series(FROM_COPY, TO_COPY) AS n",
    "INSERT INTO posting_skills (posting_id, skill_id, need, quote)
     SELECT copied(posting_id, n), skill_id, need, quote
     FROM posting_skills JOIN originals ON id = posting_id, generate_series(FROM_COPY, TO_COPY) AS n",
    // The keys of the day are those of the original, some minutes off.
    "INSERT INTO posting_rows (posting_id, posted, seen, listed, facts, head, words)
     SELECT copied(posting_id, n), posted - n * 1000000::bigint, seen, listed, facts, head, words
     FROM posting_rows JOIN originals ON id = posting_id, generate_series(FROM_COPY, TO_COPY) AS n ORDER BY n DESC",
];
const ORIGINALS: &str = "
    CREATE TABLE originals AS SELECT * FROM postings;
    CREATE FUNCTION copied(id uuid, n integer) RETURNS uuid LANGUAGE sql IMMUTABLE AS 'SELECT md5(id::text || n)::uuid'";
/// The indexes of postings that enforce nothing: creating them afterwards is faster than maintaining them.
const INDEXES: &str = "SELECT indexname::text, indexdef FROM pg_indexes JOIN pg_class ON relname = indexname
    JOIN pg_index ON indexrelid = pg_class.oid WHERE tablename IN ('postings', 'posting_rows') AND schemaname = 'public' AND NOT indisunique";

/// One line of the table.
struct Line {
    postings: usize,
    instances: usize,
    connections: usize,
    workload: &'static str,
    rate: f64,
    p50: f64,
    p99: f64,
}

/// Fills the database step by step, measures each step, and prints the table.
pub async fn measure(arguments: &Arguments, place: &Place, app: &App) -> Done {
    if app.platform.db.backend() != DbBackend::Postgres {
        return Err("--growth needs PostgreSQL: name it with --database".into());
    }
    let [first, ..] = POSTINGS;
    let size = Size {
        postings: first,
        users: arguments.users,
    };
    let facts = data::fill(app, size).await?;
    let tokens = identity::tokens(place.folder(), &facts.users)?;
    // Without the time limit that the app sets on its statements.
    let filling = Database::connect(place.url()).await?;
    filling.execute_unprepared(ORIGINALS).await?;
    let (mut lines, mut copies) = (Vec::new(), 0);
    for postings in POSTINGS {
        let wanted = postings / first - 1;
        grow(&filling, copies, wanted).await?;
        copies = wanted;
        println!("{postings} postings");
        for count in INSTANCES {
            // Every step starts with empty caches.
            let servers = (0..count)
                .map(|_| Server::start(Role::Gateway, place))
                .collect::<Done<Vec<_>>>()?;
            for connections in CONNECTIONS.into_iter().filter(|some| *some >= count) {
                let each = connections / count;
                let driver = Driver::new(app.platform.queue.clone(), tokens.clone(), each)?;
                for name in ["W1", "W2", "W3", "W5"] {
                    if !arguments.only.is_empty() && !arguments.only.iter().any(|it| it == name) {
                        continue;
                    }
                    let workloads = (0..count)
                        .filter_map(|_| {
                            let mut all = workloads::all(&facts, each).into_iter();
                            all.find(|workload| workload.name == name)
                        })
                        .collect();
                    let slices = slices(arguments, &driver, &servers, workloads).await?;
                    lines.push(Line {
                        postings,
                        instances: count,
                        connections,
                        workload: name,
                        rate: slices.iter().map(Slice::per_second).sum(),
                        p50: mean(&slices, 50),
                        p99: mean(&slices, 99),
                    });
                }
            }
        }
    }
    println!("{}", table(&lines));
    Ok(filling.close().await?)
}

/// One slice of each instance at the same time, after a short one that is not counted.
async fn slices(
    arguments: &Arguments,
    driver: &Driver,
    servers: &[Server],
    mut workloads: Vec<Workload>,
) -> Done<Vec<Slice>> {
    let slice = Duration::from_secs_f64(arguments.seconds);
    let mut measured = Vec::new();
    for length in [slice / 3, slice] {
        let loads = servers.iter().zip(&mut workloads);
        measured = futures_util::future::try_join_all(
            loads.map(|(server, workload)| driver.slice(workload, server, length)),
        )
        .await?;
    }
    Ok(measured)
}

/// Copies the original postings up to a number of copies.
async fn grow(conn: &DatabaseConnection, from: usize, to: usize) -> Done {
    if to > from {
        let found = Statement::from_string(DbBackend::Postgres, INDEXES);
        let mut definitions = Vec::new();
        for index in conn.query_all_raw(found).await? {
            let name: String = index.try_get_by_index(0)?;
            definitions.push(index.try_get_by_index::<String>(1)?);
            conn.execute_unprepared(&format!("DROP INDEX {name}"))
                .await?;
        }
        for copy in COPY {
            let copy = copy
                .replace("FROM_COPY", &(from + 1).to_string())
                .replace("TO_COPY", &to.to_string());
            conn.execute_unprepared(&copy).await?;
        }
        for definition in definitions {
            conn.execute_unprepared(&definition).await?;
        }
    }
    conn.execute_unprepared("VACUUM (ANALYZE)").await?;
    Ok(())
}

fn mean(slices: &[Slice], percent: usize) -> f64 {
    let sum: f64 = slices
        .iter()
        .map(|slice| slice.percentile_millis(percent))
        .sum();
    sum / f64::from(u32::try_from(slices.len()).unwrap_or(u32::MAX))
}

/// Each line with its ratios to the same load on the fewest postings, and to the same postings with one connection of one instance.
fn table(lines: &[Line]) -> String {
    let mut table = vec![format!(
        "\n{:<9} {:>9} {:>10} {:>12} {:>8} {:>8} {:>8} {:>18} {:>18}",
        "workload",
        "postings",
        "instances",
        "connections",
        "req/s",
        "p50 ms",
        "p99 ms",
        "p50 to 1000 rows",
        "req/s to 1 conn."
    )];
    for line in lines {
        let same = |postings, instances, connections| {
            lines.iter().find(|other| {
                other.workload == line.workload
                    && other.postings == postings
                    && other.instances == instances
                    && other.connections == connections
            })
        };
        let rows = same(POSTINGS[0], line.instances, line.connections);
        let load = same(line.postings, 1, 1);
        table.push(format!(
            "{:<9} {:>9} {:>10} {:>12} {:>8.0} {:>8.2} {:>8.2} {:>18} {:>18}",
            line.workload,
            line.postings,
            line.instances,
            line.connections,
            line.rate,
            line.p50,
            line.p99,
            show(rows.map(|rows| line.p50 / rows.p50), 2),
            show(load.map(|load| line.rate / load.rate), 2)
        ));
    }
    table.join("\n")
}
