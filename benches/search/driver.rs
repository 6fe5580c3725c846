//! Asks the server one question after another, and PostgreSQL the same by hand-written SQL; compares the answers.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{
    Done, cpu,
    mix::{Kind, Question, WARM},
    reference::{Answer, FIELDS, Reference},
    report::Row,
};

const OPERATION: &str = "query ($query: String, $filter: PostingFilter, $order: PostingOrder, $after: String) { \
    jobs(query: $query, filter: $filter, order: $order, first: 20, after: $after) { \
    totalCount totalIsExact corrections { typed words } facets { exact FACETS } \
    nodes { id title location remoteMode seniority employmentType pay { min max currency period } postedAt company { id name } \
    highlights { title { text matched } description { text matched } } } pageInfo { hasNextPage endCursor } } }";

/// The client.
pub struct Driver {
    client: reqwest::Client,
    url: String,
    operation: String,
}

impl Driver {
    /// A client of this endpoint.
    pub fn new(url: &str) -> Done<Self> {
        let facets = FIELDS.map(|field| format!("{field} {{ value label count }}"));
        Ok(Self {
            client: reqwest::Client::builder().no_proxy().build()?,
            url: url.to_owned(),
            operation: OPERATION.replace("FACETS", &facets.join(" ")),
        })
    }

    /// Asks all questions of a kind; the first ones only warm up.
    pub async fn measure(
        &self,
        kind: &Kind,
        questions: &[Question],
        reference: Option<&Reference>,
        print: bool,
    ) -> Done<Row> {
        let mut row = Row {
            name: kind.name,
            what: kind.what,
            times: Vec::new(),
            own: Duration::ZERO,
            database: None,
            reference: None,
            matches: 0,
        };
        let (mut before, mut own) = (None, Duration::ZERO);
        let mut answers = Vec::new();
        for (number, question) in questions.iter().enumerate() {
            if number == WARM {
                before = reference.and_then(Reference::cpu);
                own = cpu::own();
                row.times.clear();
            }
            let (answer, times) = self.ask(question, number).await?;
            row.times.extend(times);
            answers.push(answer);
        }
        row.own = cpu::own().saturating_sub(own);
        let after = reference.and_then(Reference::cpu);
        row.database = after
            .zip(before)
            .map(|(after, before)| after.saturating_sub(before));
        row.matches = answers.last().map_or(0, |answer| answer.total);
        let Some(reference) = reference else {
            return Ok(row);
        };
        if questions
            .iter()
            .any(|question| question.is_corrected || question.pages > 1)
        {
            return Ok(row);
        }
        let (mut before, mut times) = (None, Vec::new());
        for (number, (question, ours)) in questions.iter().zip(&answers).enumerate() {
            if number == WARM {
                before = reference.cpu();
                times.clear();
            }
            let statement = reference.statement(question);
            if print && number == 0 {
                println!("{statement}");
            }
            let began = Instant::now();
            let theirs = reference.ask(&statement).await?;
            times.push(began.elapsed());
            if let Some(difference) = ours.differs(&theirs) {
                println!("{}: {} {difference}", kind.name, question.variables(0));
            }
        }
        let spent = reference.cpu().zip(before);
        row.reference = spent.map(|(after, before)| (after.saturating_sub(before), times));
        Ok(row)
    }

    /// All pages of a question; returns the first.
    async fn ask(&self, question: &Question, number: usize) -> Done<(Answer, Vec<Duration>)> {
        let mut variables = question.variables(number);
        let (mut first, mut times) = (None, Vec::new());
        for _ in 0..question.pages {
            let body = json!({ "query": self.operation, "variables": variables });
            let began = Instant::now();
            let sent = self
                .client
                .post(&self.url)
                .header("content-type", "application/json");
            let bytes = sent.body(body.to_string()).send().await?.bytes().await?;
            times.push(began.elapsed());
            let answer: Value = serde_json::from_slice(&bytes)?;
            if let Some(errors) = answer.get("errors") {
                println!("{variables}: {errors}");
            }
            let Some(page) = answer.pointer("/data/jobs").filter(|page| page.is_object()) else {
                return Err(format!("{variables}: {answer}").into());
            };
            if let Some(after) = variables.as_object_mut() {
                let cursor = page.pointer("/pageInfo/endCursor").cloned();
                after.insert("after".to_owned(), cursor.unwrap_or_default());
            }
            if first.is_none() {
                first = Some(answer_of(page));
            }
        }
        Ok((first.unwrap_or_default(), times))
    }
}

fn answer_of(page: &Value) -> Answer {
    let ids = page.pointer("/nodes").and_then(Value::as_array);
    let titles = ids
        .into_iter()
        .flatten()
        .filter_map(|node| node.get("title").and_then(Value::as_str).map(str::to_owned));
    let counts = |field: &str| {
        let values = page
            .pointer(&format!("/facets/{field}"))
            .and_then(Value::as_array);
        values
            .into_iter()
            .flatten()
            .filter_map(|value| value.get("count").and_then(Value::as_u64))
            .collect()
    };
    Answer {
        total: page
            .pointer("/totalCount")
            .and_then(Value::as_u64)
            .unwrap_or_default(),
        titles: titles.collect(),
        facets: FIELDS.map(counts).into(),
    }
}
