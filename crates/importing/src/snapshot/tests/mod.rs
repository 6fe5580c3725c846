//! Answers, pages and rows of the snapshot API.

mod cases;

use serde_json::json;
use url::Url;

use super::*;

fn base() -> Url {
    Url::parse("http://127.0.0.1:9000/").unwrap()
}

fn ask(start: u32, status: u16, body: &Value) -> Answer {
    answer_to(start, status, &[], body.to_string().as_bytes())
}

fn answer_to(start: u32, status: u16, headers: &[(&str, &'static str)], body: &[u8]) -> Answer {
    let base = base();
    let asked = Asked {
        domain: "POSITIONS",
        start,
        base: &base,
    };
    let header = |name: &str| {
        headers
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| *value)
    };
    answer(status, header, body, &asked)
}

fn page(rows: &Value, next: Option<&str>) -> Value {
    let links: Vec<_> = next
        .map(|href| json!({"rel": "next", "href": href}))
        .into_iter()
        .collect();
    json!({"paging": {"links": links, "total": 1}, "elements": [{"snapshotDomain": "POSITIONS", "snapshotData": rows}]})
}

fn rows(answer: Answer) -> Page {
    match answer {
        Answer::Rows(page) => page,
        other => panic!("{other:?} has no rows"),
    }
}

#[test]
fn pages_give_their_rows_and_what_follows() {
    let row = json!([{"Company Name": "Orrin", "Title": "Baker", "Started On": "Mar 2023"}]);
    let found = rows(ask(
        0,
        200,
        &page(&row, Some("/rest/memberSnapshotData?start=1")),
    ));
    assert_eq!((found.rows.len(), found.next), (1, Next::Stated));
    let found = rows(ask(
        0,
        200,
        &page(&row, Some("https://collector.example/rest?start=1")),
    ));
    assert_eq!(found.next, Next::OtherServer);
    let found = rows(ask(0, 200, &page(&row, Some("http://127.0.0.1:9001/rest"))));
    assert_eq!(found.next, Next::OtherServer);
    // A page in the middle may have an object instead of a list.
    let empty = json!({"paging": {"links": [{"rel": "prev", "href": "/"}, {"rel": "next", "href": "/x"}]}, "elements": {}});
    let found = rows(ask(1, 200, &empty));
    assert_eq!((found.rows.len(), found.next), (0, Next::Stated));
    assert_eq!(
        rows(ask(0, 200, &page(&json!([]), None))).next,
        Next::Unstated
    );
}

#[test]
fn other_domains_are_not_read() {
    let body = json!({"elements": [
        {"snapshotDomain": "INBOX", "snapshotData": [{"CONTENT": "PRIVATE"}]},
        {"snapshotDomain": "POSITIONS", "snapshotData": [{"Title": "Baker"}, "PRIVATE", 7]},
    ]});
    let found = rows(ask(0, 200, &body));
    assert_eq!(
        (found.rows.len(), found.other_domains, found.unreadable_rows),
        (1, 1, 2)
    );
    assert!(!format!("{found:?}").contains("PRIVATE"));
    let mut reader = Reader::default();
    reader.page("INBOX", &found);
    assert_eq!(reader.finish(), Imported::default());
    assert!(!domains().any(|domain| domain == "INBOX"));
}

#[test]
fn answers_are_told_apart() {
    let no_data = json!({"status": 404, "message": "No data found for this memberId"});
    let not_there = json!({"message": "No data found for this domain and memberId."});
    assert_eq!(ask(4, 404, &no_data), Answer::End);
    assert_eq!(ask(2, 404, &not_there), Answer::End);
    assert_eq!(ask(0, 404, &not_there), Answer::NotYet);
    assert_eq!(ask(0, 404, &no_data), Answer::NotYet);
    assert_eq!(
        ask(1, 404, &json!({"message": "Resource not found"})),
        Answer::OurFault("404 Resource not found".to_owned())
    );
    assert_eq!(ask(0, 404, &json!([])), Answer::OurFault("404".to_owned()));
    assert_eq!(
        ask(
            0,
            401,
            &json!({"serviceErrorCode": 65601, "message": "revoked"})
        ),
        Answer::ConsentNeeded
    );
    assert_eq!(
        ask(0, 426, &json!({"code": "NONEXISTENT_VERSION"})),
        Answer::OurFault("426".to_owned())
    );
    assert!(matches!(
        ask(0, 403, &json!({"message": "no"})),
        Answer::OurFault(_)
    ));
    assert!(matches!(ask(0, 302, &json!({})), Answer::OurFault(_)));
    for status in [500, 502, 504, 408] {
        assert_eq!(
            answer_to(0, status, &[], b"<html>Bad gateway</html>"),
            Answer::Retry
        );
    }
    // A body that is no page is no end.
    assert_eq!(
        answer_to(0, 200, &[], b"<html>Sign in</html>"),
        Answer::Retry
    );
    assert_eq!(ask(0, 200, &json!({"elements": "none"})), Answer::Retry);
    assert_eq!(ask(0, 200, &json!({})), Answer::Retry);
    assert_eq!(ask(3, 502, &no_data), Answer::Retry);
}

#[test]
fn waiting_time_is_what_the_server_says() {
    let wait = |headers: &[(&str, &'static str)]| answer_to(0, 429, headers, b"{}");
    assert_eq!(wait(&[("retry-after", "30")]), Answer::Wait(30));
    assert_eq!(wait(&[]), Answer::Wait(60));
    assert_eq!(
        wait(&[("retry-after", "99999999999")]),
        Answer::Wait(86_400)
    );
    let date = ("date", "Fri, 27 Nov 2026 04:00:00 GMT");
    assert_eq!(
        wait(&[date, ("retry-after", "Fri, 27 Nov 2026 04:02:00 GMT")]),
        Answer::Wait(120)
    );
    assert_eq!(
        wait(&[date, ("retry-after", "Fri, 27 Nov 2026 03:00:00 GMT")]),
        Answer::Wait(0)
    );
    assert_eq!(wait(&[("retry-after", "soon")]), Answer::Wait(60));
    assert_eq!(
        answer_to(0, 503, &[("retry-after", "5")], b""),
        Answer::Wait(5)
    );
}

#[test]
fn rows_are_read_as_those_of_the_archive() {
    use FindingKind::{BrokenFile, Duplicate, Incomplete};

    let first = json!([
        {"Title": "Baker", "Company Name": "Orrin", "Started On": "Mar 2023"},
        {"Company Name": "Marl", "Title": "Hand", "Started On": "2019", "Finished On": null, "Description": null, "Board Seat": "no"},
        {"Company Name": "", "Title": "", "Started On": "", "Finished On": ""},
        {"Company Name": "Fern", "Title": ["Cook"], "Started On": 2015},
    ]);
    let second = json!([
        {"Company Name": "Marl", "Title": "Hand", "Started On": "2019", "Finished On": ""},
        {"Company Name": "Peel", "Title": "Porter", "Started On": 2015, "Finished On": "2018"},
    ]);
    let mut reader = Reader::default();
    reader.page("POSITIONS", &rows(ask(0, 200, &page(&first, None))));
    reader.page("POSITIONS", &rows(ask(1, 200, &page(&second, None))));
    reader.end("POSITIONS", Ending::Complete);
    reader.page("SKILLS", &rows(ask(0, 200, &page(&json!([]), None))));
    reader.end("SKILLS", Ending::Complete);
    reader.end("LANGUAGES", Ending::NotThere);
    reader.end("EDUCATION", Ending::Incomplete);
    let imported = reader.finish();
    let jobs: Vec<_> = imported
        .profile
        .employments
        .iter()
        .map(|job| (job.company.as_str(), job.current))
        .collect();
    assert_eq!(jobs, [("Orrin", true), ("Marl", true), ("Peel", false)]);
    let files: Vec<_> = imported
        .report
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.state, file.rows, file.items))
        .collect();
    assert_eq!(
        files,
        [
            ("POSITIONS", FileState::Read, 5, 3),
            ("SKILLS", FileState::Empty, 0, 0),
            ("LANGUAGES", FileState::Missing, 0, 0),
            ("EDUCATION", FileState::Empty, 0, 0),
        ]
    );
    let findings: Vec<_> = imported
        .report
        .findings
        .iter()
        .map(|finding| (finding.row, finding.kind))
        .collect();
    assert_eq!(
        findings,
        [
            (Some(3), Incomplete),
            (Some(3), BrokenFile),
            (Some(4), Duplicate),
            (None, BrokenFile)
        ]
    );
}

#[test]
fn any_body_is_answered() {
    for body in [
        "",
        "null",
        "[]",
        "{\"elements\":[null,1,{}]}",
        "{\"elements\":[{\"snapshotDomain\":\"POSITIONS\",\"snapshotData\":{\"Title\":\"x\"}}]}",
        "{\"elements\":[{\"snapshotDomain\":\"POSITIONS\",\"snapshotData\":7}]}",
    ] {
        for status in [0, 100, 200, 204, 304, 404, 429, 500, 999] {
            let _ = answer_to(0, status, &[], body.as_bytes());
        }
    }
}

fn job(company: &str) -> Value {
    json!({"Company Name": company, "Title": "Hand", "Started On": "2019"})
}

#[test]
fn run_asks_for_pages_by_number_until_the_end() {
    let no_data = json!({"message": "No data found for this memberId"});
    let answers = [
        ask(0, 200, &page(&json!([job("Orrin")]), Some("/rest?start=1"))),
        ask(1, 200, &json!({"paging": {}, "elements": {}})),
        ask(2, 502, &json!({})),
        ask(2, 200, &page(&json!([job("Marl")]), None)),
        ask(3, 200, &page(&json!([job("Marl"), job("Peel")]), None)),
        ask(4, 404, &no_data),
    ];
    let mut reader = Reader::default();
    let mut run = Run::new("POSITIONS");
    let steps: Vec<_> = answers
        .into_iter()
        .map(|answer| run.take(answer, &mut reader))
        .collect();
    assert_eq!(
        steps,
        [
            Step::Ask(1),
            Step::Ask(2),
            Step::AskAfter(1),
            Step::Ask(3),
            Step::Ask(4),
            Step::Ended(Ending::Complete),
        ]
    );
    assert_eq!(reader.finish().profile.employments.len(), 3);
}

#[test]
fn run_has_a_bound_and_claims_no_end_that_was_not_stated() {
    let take = |answer: Answer, times: usize| {
        let mut reader = Reader::default();
        let mut run = Run::new("POSITIONS");
        let steps = (0..times).map(|_| run.take(answer.clone(), &mut reader));
        let last = steps.last().unwrap();
        (last, reader.finish())
    };
    let rows = json!([job("Orrin")]);
    let (step, imported) = take(
        ask(0, 200, &page(&rows, Some("https://collector.example/"))),
        1,
    );
    assert_eq!(step, Step::Ended(Ending::Incomplete));
    assert_eq!(imported.profile.employments.len(), 1);
    assert_eq!(imported.report.findings.len(), 1);
    let (step, _) = take(ask(0, 200, &page(&json!([]), None)), 20);
    assert_eq!(step, Step::Ended(Ending::Incomplete));
    let (step, _) = take(ask(0, 200, &page(&json!([]), None)), 19);
    assert_eq!(step, Step::Ask(19));
    let (step, imported) = take(Answer::NotYet, 1);
    assert_eq!(step, Step::Ended(Ending::NotThere));
    assert_eq!(imported.report.files[0].state, FileState::Missing);
    assert_eq!(take(Answer::Retry, 4).0, Step::Ended(Ending::Incomplete));
    assert_eq!(take(Answer::Wait(30), 1).0, Step::AskAfter(30));
    assert_eq!(take(Answer::ConsentNeeded, 1).0, Step::ConsentNeeded);
    assert_eq!(
        take(Answer::OurFault("426".to_owned()), 1).0,
        Step::Failed("426".to_owned())
    );
}
