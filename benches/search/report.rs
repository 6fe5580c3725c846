//! The table of results.

use std::time::Duration;

/// The measurements of one kind of query.
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Response times.
    pub times: Vec<Duration>,
    /// CPU time of this process, which has server and client, and of PostgreSQL.
    pub own: Duration,
    /// CPU time of PostgreSQL for them.
    pub database: Option<Duration>,
    /// CPU time of PostgreSQL for the hand-written statements, and their times.
    pub reference: Option<(Duration, Vec<Duration>)>,
    /// The number of matches of the last query.
    pub matches: u64,
}

impl Row {
    /// The response time within which this many per cent of the responses came, in milliseconds.
    fn percentile(times: &[Duration], percent: usize) -> f64 {
        let mut times = times.to_vec();
        times.sort_unstable();
        let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
        times
            .get(at)
            .map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
    }

    fn each(&self, cpu: Duration) -> f64 {
        let number = u32::try_from(self.times.len()).unwrap_or(u32::MAX);
        cpu.as_secs_f64() * 1e3 / f64::from(number)
    }

    /// One line of the table.
    pub fn line(&self) -> String {
        let show = |figure: Option<f64>, digits: usize| {
            figure.map_or_else(|| "-".to_owned(), |figure| format!("{figure:.digits$}"))
        };
        let database = self.database.map(|cpu| self.each(cpu));
        let theirs = self.reference.as_ref();
        let reference = theirs.map(|(cpu, _)| self.each(*cpu));
        let ratio = database.zip(reference).map(|(ours, theirs)| ours / theirs);
        format!(
            "{:<8} {:<44} {:>8} {:>8.1} {:>8.1} {:>8.1} {:>8} {:>8} {:>8} {:>6}",
            self.name,
            self.what,
            self.matches,
            Self::percentile(&self.times, 50),
            Self::percentile(&self.times, 95),
            self.each(self.own),
            show(database, 1),
            show(reference, 1),
            show(theirs.map(|(_, times)| Self::percentile(times, 50)), 1),
            show(ratio, 2),
        )
    }
}

/// All rows, and the mix of them.
pub fn table(rows: &[Row]) -> String {
    let mut lines = vec![format!(
        "\n{:<53} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>6}",
        "query", "matches", "p50 ms", "p95 ms", "own CPU", "PG CPU", "SQL CPU", "SQL p50", "ratio"
    )];
    lines.extend(rows.iter().map(Row::line));
    let mut mix = Row {
        name: "MIX",
        what: "all of them",
        times: rows.iter().flat_map(|row| row.times.clone()).collect(),
        own: rows.iter().map(|row| row.own).sum(),
        database: rows.iter().map(|row| row.database).sum(),
        reference: None,
        matches: 0,
    };
    lines.push(mix.line());
    // The ratio of those that have a reference.
    let with: Vec<&Row> = rows.iter().filter(|row| row.reference.is_some()).collect();
    if !with.is_empty() {
        let theirs = || with.iter().filter_map(|row| row.reference.clone());
        mix = Row {
            name: "",
            what: "those with hand-written SQL",
            times: with.iter().flat_map(|row| row.times.clone()).collect(),
            own: with.iter().map(|row| row.own).sum(),
            database: with.iter().map(|row| row.database).sum(),
            reference: Some((
                theirs().map(|(cpu, _)| cpu).sum(),
                theirs().flat_map(|(_, times)| times).collect(),
            )),
            matches: 0,
        };
        lines.push(mix.line());
    }
    lines.join("\n")
}
