//! Detects boards from careers pages and files, and builds API URLs.

use serde_json::{Value, json};
use url::Url;

use super::{
    BoardError, Connector, FIXTURES, Recognised, Response, all, by_name, detect, recognise,
};

#[test]
fn a_careers_page_names_its_board() {
    let check = |page: &str, expected: Option<(&str, &str)>| {
        let found =
            detect(&Url::parse(page).unwrap()).map(|(connector, board)| (connector.name(), board));
        assert_eq!(
            found,
            expected.map(|(name, board)| (name, board.to_owned())),
            "{page}"
        );
    };
    check(
        "https://boards.greenhouse.io/fernhill",
        Some(("greenhouse", "fernhill")),
    );
    check(
        "https://job-boards.greenhouse.io/fernhill/jobs/7100001",
        Some(("greenhouse", "fernhill")),
    );
    check(
        "https://job-boards.eu.greenhouse.io/fernhill/",
        Some(("greenhouse", "fernhill")),
    );
    check(
        "https://boards.greenhouse.io/embed/job_board?for=fernhill&b=x",
        Some(("greenhouse", "fernhill")),
    );
    check(
        "https://boards-api.greenhouse.io/v1/boards/fernhill/jobs?content=true",
        Some(("greenhouse", "fernhill")),
    );
    check("https://boards.greenhouse.io/embed/job_board", None);
    check(
        "https://jobs.lever.co/cargolane/3f0c/apply",
        Some(("lever", "cargolane")),
    );
    check(
        "https://jobs.eu.lever.co/quillfoss",
        Some(("lever_eu", "quillfoss")),
    );
    check(
        "https://api.lever.co/v0/postings/cargolane?mode=json",
        Some(("lever", "cargolane")),
    );
    check(
        "https://jobs.ashbyhq.com/Osprey%20%26%20Pine/c0ffee",
        Some(("ashby", "Osprey & Pine")),
    );
    check("https://jobs.ashbyhq.com/a+b", Some(("ashby", "a+b")));
    check("https://jobs.ashbyhq.com/a%2Fb", None);
    check("https://jobs.ashbyhq.com/", None);
    // Any other address may be a page with a posting.
    for page in [
        "https://jobs.ashbyhq.com.evil.example/tintype",
        "https://fernhill.example/?for=fernhill",
    ] {
        check(page, Some(("page", page)));
    }
    check(
        "https://fernhill.example/jobs/1#apply",
        Some(("page", "https://fernhill.example/jobs/1")),
    );
    check("https://ada:secret@fernhill.example/jobs/1", None);
    check("ftp://jobs.lever.co/cargolane", None);
    check("mailto:jobs@lever.co", None);
}

/// The URL of a page after some full pages.
fn page_url(
    connector: &dyn Connector,
    base: &str,
    board: &str,
    page: usize,
) -> Result<String, BoardError> {
    let [mut request] = <[_; 1]>::try_from(connector.start(&Url::parse(base).unwrap(), board)?)
        .expect("one request");
    for _ in 0..page {
        let full = format!("[{}]", vec!["{}"; 100].join(","));
        let step = connector.read(&request, &Response::new(full.into_bytes()));
        let [next] = <[_; 1]>::try_from(step.unwrap().next).expect("one page more");
        request = next;
    }
    Ok(request.url.into())
}

#[test]
fn boards_that_come_whole_ask_for_nothing_else() {
    for (name, payload) in [
        ("greenhouse", r#"{"jobs":[]}"#),
        ("ashby", r#"{"jobs":[]}"#),
        ("lever", "[]"),
    ] {
        let connector = by_name(name).unwrap();
        let base = Url::parse(connector.base()).unwrap();
        let requests = connector.start(&base, "fernhill").unwrap();
        let answer = Response::new(payload.as_bytes().to_vec());
        let step = connector.read(&requests[0], &answer).unwrap();
        assert_eq!((requests.len(), step.next), (1, Vec::new()), "{name}");
    }
}

#[test]
fn a_board_becomes_an_address() {
    let check = |name: &str, board: &str, page: usize, expected: Result<&str, BoardError>| {
        let connector = by_name(name).unwrap();
        let found = page_url(connector, connector.base(), board, page);
        assert_eq!(found, expected.map(str::to_owned), "{name} {board} {page}");
    };
    check(
        "greenhouse",
        "fernhill",
        0,
        Ok(
            "https://boards-api.greenhouse.io/v1/boards/fernhill/jobs?content=true&pay_transparency=true",
        ),
    );
    check(
        "lever",
        "cargolane",
        0,
        Ok("https://api.lever.co/v0/postings/cargolane?mode=json&skip=0&limit=100"),
    );
    check(
        "lever_eu",
        "quillfoss",
        3,
        Ok("https://api.eu.lever.co/v0/postings/quillfoss?mode=json&skip=300&limit=100"),
    );
    check(
        "ashby",
        "Osprey & Pine",
        0,
        Ok(
            "https://api.ashbyhq.com/posting-api/job-board/Osprey%20&%20Pine?includeCompensation=true",
        ),
    );
    for token in [
        "",
        " ",
        ".",
        "..",
        "a/b",
        "a\\b",
        "a?b",
        "a#b",
        "a%2Fb",
        "a\nb",
        " a",
        "a\u{202E}b",
    ] {
        check("ashby", token, 0, Err(BoardError::Token));
    }
    check("lever", &"x".repeat(101), 0, Err(BoardError::Token));
}

#[test]
fn a_base_may_have_a_path_but_must_be_http() {
    let lever = by_name("lever").unwrap();
    let local = page_url(lever, "http://127.0.0.1:9000/mock/?x=1#y", "cargolane", 0);
    assert_eq!(
        local,
        Ok(
            "http://127.0.0.1:9000/mock/v0/postings/cargolane?mode=json&skip=0&limit=100"
                .to_owned()
        )
    );
    for base in ["file:///etc", "data:text/plain,x"] {
        assert_eq!(
            page_url(lever, base, "cargolane", 0),
            Err(BoardError::Base),
            "{base}"
        );
    }
}

#[test]
fn a_file_names_its_board() {
    let boards = [
        "fernhill",
        "fernhill",
        "marrowbrook",
        "cargolane",
        "quillfoss",
        "tintype",
        "Osprey & Pine",
    ];
    for ((name, payload), board) in FIXTURES.into_iter().zip(boards) {
        let value: Value = serde_json::from_slice(payload).unwrap();
        let (connector, found) = recognise(&value).unwrap();
        assert_eq!(
            (connector.name(), found),
            (
                name,
                Recognised {
                    board: Some(board.to_owned())
                }
            )
        );
    }
    let own_site = json!({"jobs": [{"absolute_url": "https://fernhill.example/jobs?gh_jid=1"}]});
    let (connector, found) = recognise(&own_site).unwrap();
    assert_eq!(
        (connector.name(), found),
        ("greenhouse", Recognised { board: None })
    );
    for stranger in [
        json!({}),
        json!([]),
        json!(null),
        json!({"jobs": []}),
        json!([{"hostedUrl": "https://evil.example/x"}]),
    ] {
        assert!(recognise(&stranger).is_none(), "{stranger}");
    }
}

#[test]
fn names_are_unique_and_bases_are_https() {
    let mut names: Vec<&str> = all().map(Connector::name).collect();
    assert!(
        names
            .iter()
            .all(|name| by_name(name).is_some_and(|connector| connector.name() == *name))
    );
    names.dedup();
    assert_eq!(names, ["greenhouse", "lever", "lever_eu", "ashby", "page"]);
    assert!(
        all()
            .all(|connector| connector.base().starts_with("https://")
                && !connector.label().is_empty())
    );
    assert!(by_name("linkedin").is_none());
}
