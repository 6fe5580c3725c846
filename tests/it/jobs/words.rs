//! What postings say in words, from the payload of a board to the answer: level, mode, contract, skills, language, company.

use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use super::{Bench, CARGOLANE, FERNHILL, assert_whole};
use crate::kit::board::{Reply, greenhouse, greenhouse_job, lever_posting};

const TINTYPE: &str = "https://jobs.ashbyhq.com/tintype";
const FIELDS: &str = "nodes { title location seniority remoteMode employmentType language company { name slug } \
     skills { skill { slug } importance } }";

impl Bench {
    /// Reads a board once, and returns its postings by title.
    async fn postings(&self, board: &str, careers_url: &str, reply: Reply) -> Vec<Value> {
        self.boards.set(board, reply);
        let source = self.add(careers_url).await;
        assert_whole(&self.read(source).await);
        let found = self.jobs("first: 100", FIELDS).await;
        found["nodes"].as_array().unwrap().clone()
    }
}

fn of_title<'a>(postings: &'a [Value], title: &str) -> &'a Value {
    postings
        .iter()
        .find(|posting| posting["title"] == title)
        .unwrap_or_else(|| panic!("{title} is not in {postings:?}"))
}

fn ashby_job(id: usize, title: &str, facts: &Value) -> Value {
    let mut job = json!({
        "id": format!("ashby-{id}"), "title": title, "isListed": true,
        "jobUrl": format!("https://jobs.ashbyhq.com/tintype/ashby-{id}"),
        "location": "Lyon", "descriptionHtml": format!("<p>Kettles {id}.</p>"),
    });
    for (name, value) in facts.as_object().unwrap() {
        job[name] = value.clone();
    }
    job
}

#[tokio::test]
async fn titles_name_a_level_only_where_it_is_the_rank_of_the_person_sought() {
    let bench = Bench::start().await;
    let cases = [
        ("Senior Kettle Engineer", "SENIOR"),
        ("Account Executive, Mid-Market", "UNKNOWN"),
        ("Senior Data Engineer, Late-Stage Companies", "SENIOR"),
        ("Data Scientist Intern, Lead Scoring", "INTERN"),
        (
            "Executive Assistant to the Chief Financial Officer",
            "UNKNOWN",
        ),
        ("Stage Marketing (H/F)", "INTERN"),
        ("Director of Kettles", "EXECUTIVE"),
        ("Staff Kettle Accountant", "UNKNOWN"),
    ];
    let jobs: Vec<Value> = (1..)
        .zip(cases)
        .map(|(id, (title, _))| greenhouse_job(id, title, &format!("Kettle {id}.")))
        .collect();
    let found = bench
        .postings("greenhouse/fernhill", FERNHILL, greenhouse(&jobs))
        .await;
    for (title, level) in cases {
        assert_eq!(of_title(&found, title)["seniority"], level, "{title}");
    }
    assert_eq!(
        of_title(&found, "Senior Data Engineer, Late-Stage Companies")["employmentType"],
        "UNKNOWN"
    );
    assert_eq!(
        of_title(&found, "Stage Marketing (H/F)")["employmentType"],
        "INTERN"
    );
}

#[tokio::test]
async fn modes_are_read_from_fields_places_and_titles() {
    let bench = Bench::start().await;
    let ashby = [
        (
            "One",
            json!({ "isRemote": true, "workplaceType": null, "location": "Berlin (Hybrid)" }),
            "HYBRID",
        ),
        (
            "Two",
            json!({ "isRemote": true, "workplaceType": null }),
            "REMOTE",
        ),
        (
            "Three",
            json!({ "isRemote": true, "location": "Berlin (no remote)" }),
            "ONSITE",
        ),
        (
            "Four",
            json!({ "workplaceType": "Hybrid", "isRemote": true }),
            "HYBRID",
        ),
        (
            "Five, Distributed Systems",
            json!({ "location": "New York" }),
            "UNKNOWN",
        ),
        ("Six, Hybrid Cloud", json!({}), "UNKNOWN"),
        ("Seven (Remote)", json!({}), "REMOTE"),
    ];
    let jobs: Vec<Value> = ashby
        .iter()
        .enumerate()
        .map(|(id, (title, facts, _))| ashby_job(id, title, facts))
        .collect();
    let found = bench
        .postings(
            "ashby/tintype",
            TINTYPE,
            Reply::json(&json!({ "jobs": jobs })),
        )
        .await;
    for (title, _, mode) in &ashby {
        assert_eq!(of_title(&found, title)["remoteMode"], *mode, "{title}");
    }
    let mut lever = [
        (
            lever_posting(1, "Eight", "<p>Kettle 8.</p>"),
            "kein Homeoffice, Köln",
            "unspecified",
            "ONSITE",
        ),
        (
            lever_posting(2, "Nine", "<p>Kettle 9.</p>"),
            "Lyon, télétravail partiel",
            "unspecified",
            "HYBRID",
        ),
        (
            lever_posting(3, "Ten", "<p>Kettle 10.</p>"),
            "Lyon",
            "remote",
            "REMOTE",
        ),
    ];
    for (posting, place, mode, _) in &mut lever {
        posting["categories"]["location"] = json!(place);
        posting["workplaceType"] = json!(mode);
    }
    let jobs: Vec<Value> = lever.iter().map(|(posting, ..)| posting.clone()).collect();
    let found = bench
        .postings("lever/cargolane", CARGOLANE, Reply::json(&json!(jobs)))
        .await;
    for (posting, .., mode) in &lever {
        let title = posting["text"].as_str().unwrap();
        assert_eq!(of_title(&found, title)["remoteMode"], *mode, "{title}");
    }
}

#[tokio::test]
async fn modes_are_read_from_custom_fields_of_greenhouse() {
    let bench = Bench::start().await;
    let mut greenhouse_jobs = Vec::new();
    for (id, name, value, _) in [
        (11, "Workplace Type", json!("Hybrid"), "HYBRID"),
        (12, "Workplace Type", json!(["Remote"]), "REMOTE"),
        (13, "Remote", json!(true), "REMOTE"),
        (14, "Remote", json!("No"), "UNKNOWN"),
    ] {
        let mut job = greenhouse_job(id, &format!("Kettle {id}"), &format!("Kettle {id}."));
        job["metadata"] = json!([{ "id": 1, "name": name, "value": value }]);
        greenhouse_jobs.push(job);
    }
    let found = bench
        .postings(
            "greenhouse/fernhill",
            FERNHILL,
            greenhouse(&greenhouse_jobs),
        )
        .await;
    for (title, mode) in [
        ("Kettle 11", "HYBRID"),
        ("Kettle 12", "REMOTE"),
        ("Kettle 13", "REMOTE"),
        ("Kettle 14", "UNKNOWN"),
    ] {
        assert_eq!(of_title(&found, title)["remoteMode"], mode, "{title}");
    }
}

#[tokio::test]
async fn contracts_are_read_from_lists_and_in_many_languages() {
    let bench = Bench::start().await;
    let cases = [
        (1, json!(["Full-time"]), "FULL_TIME"),
        (2, json!("CDD"), "TEMPORARY"),
        (3, json!("Non-contract, permanent"), "FULL_TIME"),
        (4, json!(["Permanent", "Part-time"]), "PART_TIME"),
        (5, json!("Unbefristet, Vollzeit"), "FULL_TIME"),
        (6, json!([{ "name": "Befristet" }]), "TEMPORARY"),
        (7, json!(null), "UNKNOWN"),
        (8, json!({ "unit": "EUR" }), "UNKNOWN"),
        (9, json!("Tirocinio"), "INTERN"),
        (10, json!("B2B"), "CONTRACT"),
    ];
    let jobs: Vec<Value> = cases
        .iter()
        .map(|(id, value, _)| {
            let mut job = greenhouse_job(*id, &format!("Kettle {id}"), &format!("Kettle {id}."));
            job["metadata"] = json!([{ "id": 1, "name": "Employment Type", "value": value }]);
            job
        })
        .collect();
    let found = bench
        .postings("greenhouse/fernhill", FERNHILL, greenhouse(&jobs))
        .await;
    for (id, value, kind) in cases {
        let title = format!("Kettle {id}");
        assert_eq!(of_title(&found, &title)["employmentType"], kind, "{value}");
    }
}

#[tokio::test]
async fn skills_are_named_by_case_neighbours_and_without_negation() {
    let bench = Bench::start().await;
    let cases = [
        (
            "You react quickly when kettles boil. No Java experience required.",
            json!([]),
        ),
        ("Strong Go experience", json!([["golang", "REQUIRED"]])),
        (
            "C, C++. Nice to have: R and Python",
            json!([
                ["c-language", "REQUIRED"],
                ["cplusplus", "REQUIRED"],
                ["python", "PREFERRED"],
                ["r-language", "PREFERRED"]
            ]),
        ),
    ];
    let jobs: Vec<Value> = (1..)
        .zip(&cases)
        .map(|(id, (text, _))| {
            greenhouse_job(
                id,
                &format!("Kettle {id}"),
                &format!("&lt;p&gt;{text}&lt;/p&gt;"),
            )
        })
        .collect();
    let found = bench
        .postings("greenhouse/fernhill", FERNHILL, greenhouse(&jobs))
        .await;
    for (id, (text, expected)) in (1..).zip(cases) {
        let posting = of_title(&found, &format!("Kettle {id}"));
        let mut skills: Vec<Value> = posting["skills"]
            .as_array()
            .unwrap()
            .iter()
            .map(|named| json!([named["skill"]["slug"], named["importance"]]))
            .collect();
        skills.sort_by_key(Value::to_string);
        assert_eq!(json!(skills), expected, "{text}");
    }
}

#[tokio::test]
async fn text_is_composed_and_decoded_once_and_its_language_detected() {
    let bench = Bench::start().await;
    let mut stated = greenhouse_job(
        4,
        "Clerk",
        "You keep the books of our team and you like it.",
    );
    stated["language"] = json!("en-GB");
    let jobs = [
        greenhouse_job(
            1,
            "Zu\u{308}rcher Kessel &ndash; Wache",
            "Wir suchen dich fu\u{308}r unser Team, das die Kessel u\u{308}berwacht und mit uns arbeitet.",
        ),
        greenhouse_job(
            2,
            "R&amp;D &amp;lt; &#8211; &eacute;",
            "SQL, Kafka, Terraform",
        ),
        greenhouse_job(3, "会计", "我们正在寻找一位会计加入我们的团队。"),
        stated,
    ];
    let found = bench
        .postings("greenhouse/fernhill", FERNHILL, greenhouse(&jobs))
        .await;
    for (title, language) in [
        ("Zürcher Kessel – Wache", json!("de")),
        ("R&D &lt; – é", Value::Null),
        ("会计", json!("zh")),
        ("Clerk", json!("en-GB")),
    ] {
        assert_eq!(of_title(&found, title)["language"], language, "{title}");
    }
}

#[tokio::test]
async fn legal_forms_tell_companies_apart_and_no_posting_vanishes() {
    let bench = Bench::start().await;
    let names = [
        "Halden SA",
        "Halden AG",
        "Halden S.A.",
        "HALDEN Aktiengesellschaft",
        "Halden",
        "!!!",
        "Søren & Søn A/S",
        "Soren and Son",
    ];
    let jobs: Vec<Value> = (1..)
        .zip(names)
        .map(|(id, name)| {
            let mut job = greenhouse_job(id, &format!("Kettle {id}"), &format!("Kettle {id}."));
            job["company_name"] = json!(name);
            job
        })
        .collect();
    let found = bench
        .postings("greenhouse/fernhill", FERNHILL, greenhouse(&jobs))
        .await;
    let company = |id: u32| {
        let company = &of_title(&found, &format!("Kettle {id}"))["company"];
        (
            company["name"].as_str().unwrap().to_owned(),
            company["slug"].as_str().unwrap().to_owned(),
        )
    };
    let pair = |name: &str, slug: &str| (name.to_owned(), slug.to_owned());
    assert_eq!(found.len(), names.len());
    assert_eq!(company(1), pair("Halden SA", "halden"));
    assert_eq!(company(2), pair("Halden AG", "halden-ag"));
    assert_eq!(company(3), company(1));
    assert_eq!(company(4), company(2));
    assert_eq!(company(5), company(1));
    assert_eq!(company(6), pair("!!!", "company"));
    assert_eq!(company(8), company(7));
}

#[tokio::test]
async fn companies_of_earlier_versions_are_found_by_their_aliases() {
    let bench = Bench::start().await;
    let job = |id: u32, name: &str| {
        let mut job = greenhouse_job(id, &format!("Kettle {id}"), &format!("Kettle {id}."));
        job["company_name"] = json!(name);
        job
    };
    bench.boards.set(
        "greenhouse/fernhill",
        greenhouse(&[job(1, "Søren & Søn A/S"), job(2, "Halden AG")]),
    );
    let source = bench.add(FERNHILL).await;
    assert_whole(&bench.read(source).await);
    // Earlier versions kept accents in aliases, and no legal form that they knew.
    let conn = bench.app.platform.db.conn();
    for statement in [
        "DELETE FROM company_aliases WHERE alias IN ('soren son', 'halden ag')",
        "UPDATE company_aliases SET alias = 'søren søn a s' WHERE alias = 'soren son as'",
    ] {
        conn.execute_unprepared(statement).await.unwrap();
    }
    bench.boards.set(
        "greenhouse/fernhill",
        greenhouse(&[
            job(1, "Søren & Søn A/S"),
            job(2, "Halden AG"),
            job(3, "Søren & Søn A/S"),
            job(4, "Halden AG"),
            job(5, "Halden SA"),
            job(6, "Halden"),
        ]),
    );
    assert_whole(&bench.read_after(7, source).await);
    let found = bench.jobs("first: 100", FIELDS).await;
    let found = found["nodes"].as_array().unwrap();
    let slug = |id: u32| of_title(found, &format!("Kettle {id}"))["company"]["slug"].clone();
    assert_eq!(slug(3), slug(1));
    assert_eq!(slug(4), slug(2));
    assert_eq!(slug(6), slug(2));
    assert_eq!(slug(5), "halden-sa");
}
