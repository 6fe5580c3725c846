//! The exact records of each fixture.

use super::expected::{at, bad, board_fields, cents, fixture, pay, posting, time, withheld};
use super::{Listing, PostingRecord};
use crate::{
    features::jobs::SkipReason,
    types::work::{EmploymentType, PayOrigin, PayPeriod, RemoteMode, Seniority},
};

const QUILLFOSS: &str = "https://jobs.eu.lever.co/quillfoss/9d1e0000-0000-4000-8000-00000000000";
const OSPREY: &str =
    "https://jobs.ashbyhq.com/Osprey%20%26%20Pine/c0ffee00-0000-4000-8000-00000000000";

#[test]
fn greenhouse_escaped_html_and_office_instead_of_mode() {
    let expected = PostingRecord {
        requisition_id: Some("R-77".to_owned()),
        company: Some("Fernhill".to_owned()),
        description: "You run our clusters.\n\n- Kubernetes".to_owned(),
        locations: vec![at("Lisbon, Portugal", Some("Lisbon"), Some("PT"))],
        remote_mode: RemoteMode::Hybrid,
        posted_at: time("2026-02-20T15:00:00Z"),
        language: Some("en".to_owned()),
        board_fields: board_fields(Some("Infrastructure"), None),
        ..posting(
            "7100001",
            "https://boards.greenhouse.io/fernhill/jobs/7100001",
            "Platform Engineer",
        )
    };
    assert_eq!(
        fixture(0),
        Listing {
            postings: vec![expected],
            seen: 1,
            ..Listing::default()
        }
    );
}

#[test]
fn greenhouse_single_job_has_pay_but_proves_nothing_of_the_others() {
    let expected = PostingRecord {
        requisition_id: Some("R-77".to_owned()),
        description: "You run our clusters.".to_owned(),
        locations: vec![at("Hybrid", None, None)],
        remote_mode: RemoteMode::Hybrid,
        pay: pay(70_000, 85_000, "EUR", PayPeriod::Year, PayOrigin::Stated),
        ..posting(
            "7100001",
            "https://boards.greenhouse.io/fernhill/jobs/7100001",
            "Platform Engineer",
        )
    };
    let listing = fixture(1);
    assert!(!listing.proves_absence());
    assert_eq!(
        listing,
        Listing {
            postings: vec![expected],
            seen: 1,
            single: true,
            ..Listing::default()
        }
    );
}

#[test]
fn greenhouse_traps() {
    let common = |id: &str, title: &str| PostingRecord {
        company: Some("Marrowbrook".to_owned()),
        language: Some("en".to_owned()),
        posted_at: time("2026-03-02T13:30:00Z"),
        ..posting(
            id,
            &format!("https://job-boards.greenhouse.io/marrowbrook/jobs/{id}"),
            title,
        )
    };
    let remote = PostingRecord {
        requisition_id: Some("R-1".to_owned()),
        description: "## What you’ll do\n\nWrite **Rust** & SQL. [Our team](https://marrowbrook.example/team), a trap.\n\n- Latency < 10 ms\n- On call"
            .to_owned(),
        locations: vec![at("Europe", None, None), at("Berlin, Germany", Some("Berlin"), Some("DE"))],
        remote_mode: RemoteMode::Remote,
        employment_type: EmploymentType::FullTime,
        seniority: Seniority::Senior,
        pay: pay(65_000, 85_000, "EUR", PayPeriod::Year, PayOrigin::Stated),
        ..common("7200001", "Senior Backend Engineer (m/w/d)")
    };
    let own_site = PostingRecord {
        url: "https://careers.marrowbrook.example/jobs?gh_jid=7200003".to_owned(),
        description: "Already plain HTML: 2 < 3.".to_owned(),
        locations: vec![
            at("Austin, TX", Some("Austin"), Some("US")),
            at("Portland, OR", Some("Portland"), Some("US")),
        ],
        employment_type: EmploymentType::PartTime,
        pay: cents(1_850, 2_275, "USD", PayPeriod::Hour, PayOrigin::Stated),
        posted_at: None,
        ..common("7200003", "Warehouse Associate, Part Time")
    };
    let deadline = PostingRecord {
        requisition_id: Some("R-6".to_owned()),
        description: "Cuidamos das contas.".to_owned(),
        deadline: time("2026-05-01T22:59:00Z"),
        language: Some("pt-PT".to_owned()),
        ..common("7200006", "Internal Audit Manager")
    };
    let skipped = vec![
        withheld(Some("7200002"), SkipReason::Prospect),
        bad(Some("7200004"), SkipReason::NoAddress),
        bad(Some("7200005"), SkipReason::NoTitle),
        bad(None, SkipReason::NoId),
    ];
    let listing = fixture(2);
    assert_eq!(
        listing.present_ids().collect::<Vec<_>>(),
        ["7200001", "7200003", "7200006", "7200004", "7200005"]
    );
    assert!(!listing.proves_absence());
    assert_eq!(
        listing,
        Listing {
            postings: vec![remote, own_site, deadline],
            skipped,
            seen: 7,
            ..Listing::default()
        }
    );
}

#[test]
fn lever_milliseconds_lists_and_all_locations() {
    let url = "https://jobs.lever.co/cargolane/3f0c2a52-0001-4b1e-9c55-000000000001";
    let expected = PostingRecord {
        board_fields: board_fields(Some("Engineering"), Some("Data")),
        apply_url: Some(format!("{url}/apply")),
        description:
            "We move freight.\n\nYou build pipelines.\n\n### Requirements\n\n- SQL\n- Airflow"
                .to_owned(),
        locations: vec![
            at("Barcelona", Some("Barcelona"), Some("ES")),
            at("Montevideo", Some("Montevideo"), Some("UY")),
        ],
        remote_mode: RemoteMode::Hybrid,
        employment_type: EmploymentType::FullTime,
        pay: pay(48_000, 60_000, "EUR", PayPeriod::Year, PayOrigin::Stated),
        posted_at: time("2026-01-05T09:00:00Z"),
        ..posting("3f0c2a52-0001-4b1e-9c55-000000000001", url, "Data Engineer")
    };
    assert_eq!(
        fixture(3),
        Listing {
            postings: vec![expected],
            seen: 1,
            ..Listing::default()
        }
    );
}

#[test]
fn lever_traps() {
    let common = |number: u8, title: &str| PostingRecord {
        apply_url: Some(format!("{QUILLFOSS}{number}/apply")),
        posted_at: time("2026-02-02T02:40:00Z"),
        ..posting(
            &format!("9d1e0000-0000-4000-8000-00000000000{number}"),
            &format!("{QUILLFOSS}{number}"),
            title,
        )
    };
    let remote = PostingRecord {
        board_fields: board_fields(None, Some("Security")),
        description: "We guard **parcels**.\n\nYou guard us.\n\n### You bring\n\n- Threat models\n- Patience\n\n### R&D & more\n\n- Learning days\n\n\
                      Paid monthly.\n\nWrite to us."
            .to_owned(),
        locations: vec![at("Remote - Europe", None, None), at("Lyon, France", Some("Lyon"), Some("FR")), at("Tallinn", Some("Tallinn"), Some("EE"))],
        remote_mode: RemoteMode::Remote,
        employment_type: EmploymentType::FullTime,
        seniority: Seniority::Lead,
        pay: cents(520_050, 640_090, "EUR", PayPeriod::Month, PayOrigin::Stated),
        ..common(1, "Staff Security Engineer")
    };
    let other_london = PostingRecord {
        apply_url: None,
        description: "Ride a bike.\n\nCarry \\<things> & \\[boxes\\](javascript:alert(1))."
            .to_owned(),
        locations: vec![at("London", Some("London"), Some("CA"))],
        remote_mode: RemoteMode::Onsite,
        employment_type: EmploymentType::PartTime,
        pay: pay(19, 24, "CAD", PayPeriod::Hour, PayOrigin::Stated),
        posted_at: None,
        ..common(2, "Courier")
    };
    let student = PostingRecord {
        description: "Opening.\n\nBody.".to_owned(),
        locations: vec![at("Warszawa", Some("Warszawa"), Some("PL"))],
        remote_mode: RemoteMode::Hybrid,
        employment_type: EmploymentType::Intern,
        seniority: Seniority::Intern,
        ..common(3, "Working Student, Finance")
    };
    let skipped = vec![
        bad(
            Some("9d1e0000-0000-4000-8000-000000000004"),
            SkipReason::NoAddress,
        ),
        bad(
            Some("9d1e0000-0000-4000-8000-000000000001"),
            SkipReason::DuplicateId,
        ),
        bad(None, SkipReason::NoId),
    ];
    assert_eq!(
        fixture(4),
        Listing {
            postings: vec![remote, other_london, student],
            skipped,
            seen: 6,
            ..Listing::default()
        }
    );
}

#[test]
fn ashby_remote_in_europe_has_no_country() {
    let url = "https://jobs.ashbyhq.com/tintype/b1e6d6f0-0002-4f6c-8a10-000000000002";
    let expected = PostingRecord {
        board_fields: board_fields(Some("Design"), Some("Core")),
        apply_url: Some(format!("{url}/application")),
        description: "You own our design system.".to_owned(),
        locations: vec![
            at("Remote - Europe", None, None),
            at("Berlin", Some("Berlin"), Some("DE")),
        ],
        remote_mode: RemoteMode::Remote,
        employment_type: EmploymentType::FullTime,
        pay: pay(60_000, 75_000, "EUR", PayPeriod::Year, PayOrigin::Stated),
        posted_at: time("2026-01-15T08:00:00Z"),
        ..posting(
            "b1e6d6f0-0002-4f6c-8a10-000000000002",
            url,
            "Product Designer",
        )
    };
    assert_eq!(
        fixture(5),
        Listing {
            postings: vec![expected],
            seen: 1,
            ..Listing::default()
        }
    );
}

#[test]
fn ashby_traps() {
    let common = |number: u8, title: &str| PostingRecord {
        board_fields: board_fields(Some("Engineering"), Some("Core")),
        apply_url: Some(format!("{OSPREY}{number}/application")),
        description: "Grow trees.".to_owned(),
        posted_at: time("2026-02-01T09:00:00Z"),
        ..posting(
            &format!("c0ffee00-0000-4000-8000-00000000000{number}"),
            &format!("{OSPREY}{number}"),
            title,
        )
    };
    let hybrid_with_address = PostingRecord {
        locations: vec![
            at("Setúbal HQ", Some("Setúbal"), Some("PT")),
            at("Toronto", Some("Toronto"), Some("CA")),
        ],
        remote_mode: RemoteMode::Hybrid,
        employment_type: EmploymentType::FullTime,
        seniority: Seniority::Executive,
        pay: pay(70_000, 90_000, "EUR", PayPeriod::Year, PayOrigin::Parsed),
        ..common(1, "Head of Forestry")
    };
    let two_salaries = PostingRecord {
        locations: vec![at("US", None, Some("US"))],
        remote_mode: RemoteMode::Remote,
        employment_type: EmploymentType::Intern,
        seniority: Seniority::Intern,
        pay: pay(45, 60, "USD", PayPeriod::Hour, PayOrigin::Stated),
        posted_at: None,
        ..common(3, "Machine Learning Intern")
    };
    let hidden_pay = PostingRecord {
        locations: vec![at("Berlin", Some("Berlin"), Some("DE"))],
        remote_mode: RemoteMode::Onsite,
        employment_type: EmploymentType::Contract,
        seniority: Seniority::Mid,
        ..common(4, "Support Engineer II")
    };
    let invisible_characters = PostingRecord {
        apply_url: None,
        locations: vec![at("Lisbon, Portugal", Some("Lisbon"), Some("PT"))],
        employment_type: EmploymentType::Temporary,
        pay: pay(2_100, 2_400, "EUR", PayPeriod::Month, PayOrigin::Parsed),
        ..common(5, "Botanist & Friends")
    };
    let skipped = vec![
        withheld(
            Some("c0ffee00-0000-4000-8000-000000000002"),
            SkipReason::Withheld,
        ),
        withheld(None, SkipReason::UnreadableId),
    ];
    let postings = vec![
        hybrid_with_address,
        two_salaries,
        hidden_pay,
        invisible_characters,
    ];
    let listing = fixture(6);
    assert!(listing.proves_absence());
    assert_eq!(listing.present_ids().count(), 4);
    assert_eq!(
        listing,
        Listing {
            postings,
            skipped,
            seen: 6,
            ..Listing::default()
        }
    );
}
