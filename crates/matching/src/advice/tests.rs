//! Cases of the rules.

use chrono::NaiveDate;
use reading::skill::Dictionary;
use taxonomy::Taxonomy;

use super::{
    Certificate, Context, FactRow, Fix, LanguageRow, ListedSkill, Profile, Role, Rule, check,
    expected_gain, is_resolved,
};
use crate::{
    corpus::Corpus,
    prepared::{FactSource, Mode, Month, Pay, Person, PersonSource, Posting, PostingSource},
};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 28).unwrap()
}

const fn month(year: i32, month: u32) -> Month {
    Month { year, month }
}

fn fact(id: &str, text: &str, skills: &[&str]) -> FactRow {
    FactRow {
        id: id.to_owned(),
        text: text.to_owned(),
        skills: skills.iter().map(|skill| (*skill).to_owned()).collect(),
    }
}

fn role(id: &str, title: &str, company: &str, from: Month, to: impl Into<Option<Month>>) -> Role {
    Role {
        id: id.to_owned(),
        title: title.to_owned(),
        company: company.to_owned(),
        from: Some(from),
        to: to.into(),
        description: "Backend of a shop.".to_owned(),
        facts: vec![],
    }
}

fn listed(id: &str, name: &str) -> ListedSkill {
    ListedSkill {
        id: id.to_owned(),
        name: name.to_owned(),
    }
}

/// A profile with which no rule finds anything.
fn sound() -> Profile {
    let mut current = role(
        "r1",
        "Backend Engineer",
        "Wilde Kettles",
        month(2021, 3),
        None,
    );
    current.facts = vec![
        fact(
            "f1",
            "Cut the time of an order from 900 to 200 ms with Rust.",
            &["rust"],
        ),
        fact(
            "f2",
            "Moved twelve services to PostgreSQL.",
            &["postgresql"],
        ),
    ];
    let before = role(
        "r2",
        "Junior Developer",
        "Halden Mills",
        month(2018, 1),
        month(2021, 2),
    );
    Profile {
        headline: "Backend Engineer in Rust".to_owned(),
        summary: "Builds services of shops that answer quickly, and teaches how to run them."
            .to_owned(),
        roles: vec![current, before],
        skills: vec![listed("s1", "Rust"), listed("s2", "PostgreSQL")],
        languages: vec![LanguageRow {
            id: "l1".to_owned(),
            name: "English".to_owned(),
            has_level: true,
        }],
        links: vec!["https://example.org".to_owned()],
        target_titles: vec!["Backend Engineer".to_owned()],
        places: vec!["DE".to_owned()],
        modes: vec![Mode::Remote],
        pay_floor: Some(Pay {
            min: 1.0,
            max: 1.0,
            currency: "EUR".to_owned(),
            rate: None,
        }),
        has_authorisations: true,
        imported: Some(today()),
        ..Profile::default()
    }
}

fn rules(profile: &Profile, saved: &[Posting]) -> Vec<Rule> {
    let context = Context {
        taxonomy: Taxonomy::curated(),
        profile,
        saved,
        today: today(),
    };
    let found = check(&context);
    for finding in &found {
        assert!(!is_resolved(finding, &context));
        let sound = sound();
        let repaired = Context {
            profile: &sound,
            saved: &[],
            ..context
        };
        assert!(is_resolved(finding, &repaired), "{finding:?}");
    }
    let mut rules: Vec<Rule> = found.into_iter().map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

#[test]
fn sound_profile_has_no_findings() {
    assert_eq!(rules(&sound(), &[]), []);
}

type Change = fn(&mut Profile);

/// What breaks a sound profile, each with the rule that finds it.
const CASES: &[(Rule, Change)] = &[
    (Rule::HeadlineMissing, |profile| profile.headline.clear()),
    (Rule::HeadlineLong, |profile| {
        profile.headline.push_str(&" and services".repeat(20));
    }),
    (Rule::HeadlineWithoutTarget, |profile| {
        profile.headline = "Builder of services".to_owned();
    }),
    (Rule::SummaryMissing, |profile| profile.summary.clear()),
    (Rule::SummaryShort, |profile| {
        profile.summary = "Builds services.".to_owned();
    }),
    (Rule::SummaryLong, |profile| {
        profile.summary = "Builds services. ".repeat(200);
    }),
    (Rule::ContactInSummary, |profile| {
        profile.summary.push_str(" Write to me@example.org");
    }),
    (Rule::ContactInSummary, |profile| {
        profile.summary.push_str(" Call +49 30 1234567.");
    }),
    (Rule::FactWithoutNumber, |profile| {
        profile.roles[0]
            .facts
            .push(fact("f3", "Moved services to Rust.", &[]));
    }),
    (Rule::FactLong, |profile| {
        profile.roles[0]
            .facts
            .push(fact("f3", &"Moved 3 services. ".repeat(20), &[]));
    }),
    (Rule::MixedVoice, |profile| {
        profile.roles[0]
            .facts
            .push(fact("f3", "I moved 3 services.", &[]));
    }),
    (Rule::Cliches, |profile| {
        profile
            .summary
            .push_str(" Results-driven team player, passionate about work.");
    }),
    (Rule::CapitalsOrEmoji, |profile| {
        profile.headline = "BACKEND ENGINEER IN RUST".to_owned();
    }),
    (Rule::RoleWithoutDescription, |profile| {
        profile.roles[1].description.clear();
    }),
    (Rule::CurrentRoleWithoutFacts, |profile| {
        profile.roles[0].facts.pop();
        profile.skills.pop();
    }),
    (Rule::EndBeforeStart, |profile| {
        profile.roles.push(role(
            "r3",
            "Baker",
            "Brot & Co",
            month(2017, 5),
            month(2016, 1),
        ));
    }),
    (Rule::DatesOverlap, |profile| {
        profile.roles.push(role(
            "r3",
            "Baker",
            "Brot & Co",
            month(2019, 1),
            month(2020, 1),
        ));
    }),
    (Rule::GapUnexplained, |profile| {
        profile.roles[1].to = Some(month(2019, 1));
    }),
    (Rule::DuplicateRole, |profile| {
        let mut again = profile.roles[1].clone();
        again.id = "r3".to_owned();
        profile.roles.push(again);
    }),
    (Rule::DuplicateSkill, |profile| {
        profile.skills.push(listed("s3", "Postgres"));
    }),
    (Rule::SkillNotListed, |profile| {
        profile.skills.pop();
    }),
    (Rule::SkillWithoutFact, |profile| {
        profile.skills.push(listed("s3", "Terraform"));
    }),
    (Rule::CertificateExpires, |profile| {
        profile.certificates.push(Certificate {
            id: "c1".to_owned(),
            name: "Forklift licence".to_owned(),
            expires: NaiveDate::from_ymd_opt(2027, 1, 15),
        });
    }),
    (Rule::LanguageWithoutLevel, |profile| {
        profile.languages[0].has_level = false;
    }),
    (Rule::PlaceMissing, |profile| profile.modes.clear()),
    (Rule::PayFloorMissing, |profile| profile.pay_floor = None),
    (Rule::AuthorisationMissing, |profile| {
        profile.has_authorisations = false;
    }),
    (Rule::TargetUnknown, |profile| {
        profile.target_titles.push("Wizard of kettles".to_owned());
    }),
    (Rule::ImportStale, |profile| {
        profile.imported = NaiveDate::from_ymd_opt(2026, 1, 1);
    }),
    (Rule::LinkNotHttps, |profile| {
        profile.links = vec!["http://example.org".to_owned()];
    }),
];

#[test]
fn each_rule_finds_its_cause() {
    for (rule, change) in CASES {
        let mut profile = sound();
        change(&mut profile);
        assert_eq!(rules(&profile, &[]), [*rule], "{rule:?}");
    }
}

fn posting(text: &str) -> Posting {
    let source = PostingSource {
        title: "Backend Engineer",
        text,
        ..PostingSource::default()
    };
    Posting::read(Taxonomy::curated(), Dictionary::curated(), &source)
}

#[test]
fn saved_postings_show_what_is_asked_for() {
    let saved = vec![
        posting("## Requirements\n- Rust\n- Terraform\n- Python"),
        posting("## Requirements\n- Rust\n- Terraform\n- Python"),
    ];
    let mut profile = sound();
    profile.roles[0]
        .facts
        .push(fact("f3", "Wrote 3 shops in Django.", &["django"]));
    profile.skills = vec![listed("s2", "PostgreSQL"), listed("s3", "Django")];
    profile.headline = "Backend Engineer".to_owned();
    let context = Context {
        taxonomy: Taxonomy::curated(),
        profile: &profile,
        saved: &saved,
        today: today(),
    };
    let found = check(&context);
    let of = |rule: Rule| -> Vec<&str> {
        let all = found.iter().filter(|finding| finding.rule == rule);
        all.map(|finding| finding.subject.as_str()).collect()
    };
    assert_eq!(of(Rule::DemandedNotShown), ["rust"]);
    assert_eq!(of(Rule::DemandedGap), ["terraform"]);
    assert_eq!(of(Rule::SkillImplied), ["python"]);
    let gap = found
        .iter()
        .find(|finding| finding.rule == Rule::DemandedGap)
        .unwrap();
    assert_eq!(
        (&gap.fix, gap.evidence[0].quote.as_str()),
        (&None, "Terraform")
    );
    let implied = found
        .iter()
        .find(|finding| finding.rule == Rule::SkillImplied)
        .unwrap();
    let person = Person::read(
        Taxonomy::curated(),
        Dictionary::curated(),
        &PersonSource {
            facts: vec![FactSource {
                id: "f3",
                text: "Wrote 3 shops in Django.",
                skills: vec![],
            }],
            ..PersonSource::default()
        },
    );
    let gain = |fix: &Fix| {
        expected_gain(
            Taxonomy::curated(),
            &Corpus::default(),
            &person,
            &saved,
            today(),
            fix,
        )
    };
    assert!(gain(implied.fix.as_ref().unwrap()).unwrap() > 0.5);
    assert_eq!(gain(&Fix::SecureLink { url: String::new() }), None);
}

#[test]
fn skill_that_a_usual_word_may_mean_has_no_fix() {
    let of = |text: &str, skill: &str| {
        let mut profile = sound();
        profile.roles[0].facts.push(fact("f3", text, &[skill]));
        let context = Context {
            taxonomy: Taxonomy::curated(),
            profile: &profile,
            saved: &[],
            today: today(),
        };
        let found = Rule::SkillNotListed.check(&context);
        found.into_iter().find(|one| one.subject == skill).unwrap()
    };
    let dictionary = Dictionary::curated();
    for (text, is_sure) in [
        ("Introduced 2 rules for the pricing service.", false),
        ("Prepared 12 VAT returns.", false),
        ("Moved 4 shops to Kubernetes.", true),
        ("Ran 3 shops on Postgres.", true),
    ] {
        for skill in crate::extraction::skills_of(dictionary, text) {
            if skill == "rust" || skill == "postgresql" {
                continue;
            }
            let label = Taxonomy::curated().skill(&skill).unwrap().label();
            let is_said = text.to_lowercase().contains(&label.to_lowercase());
            let found = of(text, &skill);
            assert_eq!(found.fix.is_some(), is_sure || is_said, "{text} {skill}");
        }
    }
    // A skill that the person linked is meant.
    assert!(of("Wrote 3 rules.", "tax-law").fix.is_some());
}

#[test]
fn alternative_of_a_skill_is_no_gap() {
    let saved = vec![
        posting("## Requirements\n- Terraform or PostgreSQL"),
        posting("## Requirements\n- Terraform or PostgreSQL"),
    ];
    assert_eq!(rules(&sound(), &saved), []);
}

#[test]
fn numbers_are_in_their_forms() {
    let mut profile = sound();
    let facts = &mut profile.roles[0].facts;
    facts.push(fact("f3", "I moved 3 services.", &[]));
    let context = Context {
        taxonomy: Taxonomy::curated(),
        profile: &profile,
        saved: &[],
        today: today(),
    };
    let found = Rule::MixedVoice.check(&context);
    assert_eq!(
        found[0].text,
        "1 statement is in the first person, 2 are not."
    );
}
