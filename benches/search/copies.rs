//! Copies of postings within PostgreSQL, with other ids, times and days, so that a million is filled in minutes. A word is then in the same
//! share of the postings; what is in one of the originals is in one of the copies each.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::Done;

/// The indexes that enforce nothing: creating them afterwards is faster than maintaining them.
const INDEXES: &str = "SELECT indexname::text, indexdef FROM pg_indexes JOIN pg_class ON relname = indexname
    JOIN pg_index ON indexrelid = pg_class.oid
    WHERE tablename IN ('postings', 'posting_rows', 'posting_locations', 'posting_skills') AND schemaname = 'public' AND NOT indisunique";

/// Which posting is copied when; ids have the order of the times at which they were first seen, as those of the import have.
const PLAN: &str = "
CREATE UNLOGGED TABLE copies AS
SELECT original, n, posted, seen,
    (lpad(to_hex((extract(epoch FROM seen) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || 'a' || substr(hash, 4, 15))::uuid AS id
FROM (
    SELECT original, n, posted, posted + make_interval(secs => h2 * 259200) AS seen, md5(original::text || n) AS hash
    FROM (
        SELECT id AS original, n, to_timestamp(1793491200) - make_interval(secs => -ln(1 - h1) * 45 * 86400) AS posted, h2
        FROM postings, generate_series(1, COPIES) AS n,
            LATERAL (SELECT (hashtextextended(id::text, n) & 16777215) / 16777216.0::float8 AS h1,
                (hashtextextended(id::text, n + 1000) & 16777215) / 16777216.0::float8 AS h2) AS random
    ) AS dated
) AS planned
LIMIT ROWS";
const DONE: &str = "DROP TABLE copies";

/// A column, and its value in a copy.
type Column = (&'static str, &'static str);

/// A table with its key, and what differs in a copy.
const TABLES: [(&str, &str, &[Column]); 4] = [
    (
        "postings",
        "id",
        &[
            ("id", "copies.id"),
            ("posted_at", "copies.posted"),
            ("first_seen_at", "copies.seen"),
            ("description_hash", "original.description_hash || copies.n"),
            ("url", "original.url || '-' || copies.n"),
        ],
    ),
    (
        "posting_locations",
        "posting_id",
        &[("posting_id", "copies.id")],
    ),
    ("posting_skills", "posting_id", &[("posting_id", "copies.id")]),
    (
        "posting_rows",
        "posting_id",
        &[
            ("posting_id", "copies.id"),
            ("posted", "(extract(epoch FROM copies.posted) * 1000000)::bigint"),
            (
                "seen",
                "(extract(epoch FROM copies.seen) * 1000000)::bigint",
            ),
            // Without the days of the original, and with its own.
            (
                "words",
                "ts_delete(original.words, ARRAY['@d' || original.posted / 86400000000, '@b' || original.posted / 86400000000 / 32])
                 || array_to_tsvector(ARRAY['@d' || floor(extract(epoch FROM copies.posted) / 86400)::bigint,
                     '@b' || floor(extract(epoch FROM copies.posted) / 86400 / 32)::bigint])",
            ),
        ],
    ),
];

/// Copies the stored postings until there are this many.
pub async fn fill(conn: &DatabaseConnection, stored: usize, wanted: usize) -> Done {
    let rows = wanted.saturating_sub(stored);
    if rows > 0 {
        let mut definitions = Vec::new();
        for row in rows_of(conn, INDEXES).await? {
            let name: String = row.try_get_by_index(0)?;
            definitions.push(row.try_get_by_index::<String>(1)?);
            conn.execute_unprepared(&format!("DROP INDEX {name}"))
                .await?;
        }
        let plan = PLAN
            .replace("COPIES", &rows.div_ceil(stored).to_string())
            .replace("ROWS", &rows.to_string());
        // A row of an original is found by its key, so that nothing wide is sorted.
        for statement in [
            "SET enable_hashjoin = off; SET enable_mergejoin = off; SET work_mem = '256MB'; SET maintenance_work_mem = '1500MB'",
            &plan,
            "ANALYZE copies",
        ] {
            conn.execute_unprepared(statement).await?;
        }
        for (table, key, differing) in TABLES {
            copy(conn, table, key, differing).await?;
            println!("{table} copied");
        }
        for definition in definitions {
            conn.execute_unprepared(&definition).await?;
        }
        conn.execute_unprepared(DONE).await?;
    }
    conn.execute_unprepared("VACUUM (ANALYZE)").await?;
    Ok(())
}

async fn copy(
    conn: &DatabaseConnection,
    table: &str,
    key: &str,
    differing: &[(&str, &str)],
) -> Done {
    let columns = format!(
        "SELECT column_name::text FROM information_schema.columns
         WHERE table_name = '{table}' AND table_schema = 'public' AND is_generated = 'NEVER' ORDER BY ordinal_position"
    );
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for row in rows_of(conn, &columns).await? {
        let name: String = row.try_get_by_index(0)?;
        let value = differing.iter().find(|(column, _)| *column == name);
        values.push(value.map_or_else(
            || format!("original.{name}"),
            |(_, value)| (*value).to_owned(),
        ));
        names.push(name);
    }
    let statement = format!(
        "INSERT INTO {table} ({}) SELECT {} FROM (SELECT * FROM copies ORDER BY seen) AS copies JOIN {table} AS original ON original.{key} = copies.original",
        names.join(", "),
        values.join(", ")
    );
    conn.execute_unprepared(&statement).await?;
    Ok(())
}

async fn rows_of(conn: &DatabaseConnection, sql: &str) -> Done<Vec<sea_orm::QueryResult>> {
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    Ok(conn.query_all_raw(statement).await?)
}
