//! The table of results.

use std::time::Duration;

/// The measurements of one slice of load.
pub struct Slice {
    /// Responses.
    pub answers: u32,
    /// Duration, including the work that the server still had to do afterwards.
    pub elapsed: Duration,
    /// CPU time of the server; `None` if it is not available.
    pub cpu: Option<Duration>,
    /// Response times, sorted.
    pub latencies: Vec<Duration>,
}

/// The slices of one workload, in pairs.
pub struct Row {
    name: &'static str,
    what: &'static str,
    /// The gateway's.
    pub gateway: Vec<Slice>,
    /// The reference's.
    pub reference: Vec<Slice>,
}

impl Slice {
    /// Responses per second.
    pub fn per_second(&self) -> f64 {
        f64::from(self.answers) / self.elapsed.as_secs_f64()
    }

    fn cpu_micros(&self) -> Option<f64> {
        Some(self.cpu?.as_secs_f64() * 1e6 / f64::from(self.answers))
    }

    /// The response time within which this many per cent of the responses came.
    pub fn percentile_millis(&self, percent: usize) -> f64 {
        let at = self.latencies.len().saturating_sub(1) * percent / 100;
        self.latencies
            .get(at)
            .map_or(f64::NAN, |latency| latency.as_secs_f64() * 1e3)
    }
}

impl Row {
    /// A row without slices.
    pub const fn new(name: &'static str, what: &'static str) -> Self {
        Self {
            name,
            what,
            gateway: Vec::new(),
            reference: Vec::new(),
        }
    }

    /// One line of progress.
    pub fn progress(&self) -> String {
        format!(
            "{:<4} {} pairs of slices, {} responses",
            self.name,
            self.gateway.len(),
            self.answers()
        )
    }

    fn answers(&self) -> u32 {
        self.gateway
            .iter()
            .chain(&self.reference)
            .map(|slice| slice.answers)
            .sum()
    }

    /// The median over the pairs of the gateway's value divided by the reference's.
    fn ratio(&self, figure: impl Fn(&Slice) -> Option<f64>) -> Option<f64> {
        median(
            self.gateway
                .iter()
                .zip(&self.reference)
                .map(|(gateway, reference)| Some(figure(gateway)? / figure(reference)?)),
        )
    }

    fn line(&self, server: &str, slices: &[Slice]) -> String {
        let figure = |figure: &dyn Fn(&Slice) -> Option<f64>| median(slices.iter().map(figure));
        let per_second = show(figure(&|slice| Some(slice.per_second())), 0);
        let cpu = show(figure(&Slice::cpu_micros), 0);
        let latency = |percent| {
            show(
                figure(&move |slice| Some(slice.percentile_millis(percent))),
                2,
            )
        };
        let (p50, p99) = (latency(50), latency(99));
        format!(
            "{:<4} {:<40} {server:<10} {per_second:>8} {cpu:>9} {p50:>8} {p99:>8}",
            self.name, self.what
        )
    }

    fn ratios(&self) -> String {
        let (rate, cpu) = (
            self.ratio(|slice| Some(slice.per_second())),
            self.ratio(Slice::cpu_micros),
        );
        format!(
            "{:<45} {:<10} {:>8} {:>9}",
            "",
            "ratio",
            show(rate, 2),
            show(cpu, 2)
        )
    }
}

/// All rows: three lines for each workload.
pub fn table(rows: &[Row]) -> String {
    let mut lines = vec![format!(
        "{:<45} {:<10} {:>8} {:>9} {:>8} {:>8}",
        "\nworkload", "server", "req/s", "CPU µs", "p50 ms", "p99 ms"
    )];
    for row in rows {
        lines.extend([
            row.line("gateway", &row.gateway),
            row.line("reference", &row.reference),
            row.ratios(),
        ]);
    }
    lines.join("\n")
}

/// A figure with these digits, or a dash.
pub fn show(figure: Option<f64>, digits: usize) -> String {
    figure.map_or_else(|| "-".to_owned(), |figure| format!("{figure:.digits$}"))
}

fn median(figures: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let mut figures = figures.collect::<Option<Vec<f64>>>()?;
    figures.sort_by(f64::total_cmp);
    let (low, high) = (
        figures.get(figures.len().checked_sub(1)? / 2)?,
        figures.get(figures.len() / 2)?,
    );
    Some(f64::midpoint(*low, *high))
}
