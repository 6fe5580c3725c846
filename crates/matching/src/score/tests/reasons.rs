//! Cases of reasons in words, and of what is not known.

use reading::skill::Dictionary;
use taxonomy::Taxonomy;

use super::{TEXT, advert, euros, person, posting, scored, source, today, value};
use crate::{
    corpus::Corpus,
    levers::{Change, levers},
    prepared::{EmploymentSource, Level, Mode, Person, PersonSource, Posting, PostingSource},
    score::{Feature, Matcher, Score},
};

fn text_of(score: &Score, feature: Feature) -> &str {
    let all = score.reasons.iter();
    all.filter(|reason| reason.feature == feature)
        .map(|reason| reason.text.as_str())
        .next()
        .unwrap()
}

fn read(source: &PersonSource<'_>) -> Person {
    Person::read(Taxonomy::curated(), Dictionary::curated(), source)
}

#[test]
fn text_and_salary_name_their_causes() {
    let posting = posting(&advert(TEXT));
    let score = scored(&person(), &posting);
    let text = text_of(&score, Feature::Text);
    assert!(text.contains("storage"), "{text}");
    let words = score
        .reasons
        .iter()
        .find(|reason| reason.feature == Feature::Text)
        .unwrap();
    assert!((1..=5).contains(&words.evidence.len()));
    assert_eq!(
        text_of(&score, Feature::Salary),
        "The advertised pay is 75,000 to 95,000 EUR a year; the lowest that you take is 80,000 EUR."
    );
}

#[test]
fn gates_name_their_causes_and_levers_what_to_change() {
    let text = "US work authorisation required, no sponsorship.\n\n## Requirements\n- Rust";
    let mut source = advert(text);
    (source.countries, source.cities, source.mode) =
        (vec!["US"], vec!["Austin"], Some(Mode::Onsite));
    (source.level, source.pay) = (Some(Level::Junior), Some(euros(40_000.0, 50_000.0)));
    let (person, posting) = (person(), posting(&source));
    let score = scored(&person, &posting);
    let texts: Vec<&str> = score.gates.iter().map(|gate| gate.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "It is in US; the countries that you want are DE.",
            "The employer sponsors no visa, and you need one in US.",
            "It is on site, and in none of the cities where you would work on site.",
            "Its level is junior, 2 steps away from yours: senior.",
            "The advertised pay is 40,000 to 50,000 EUR a year; the lowest that you take is 80,000 EUR.",
        ]
    );
    let corpus = Corpus::default();
    let matcher = Matcher::new(Taxonomy::curated(), &corpus, &person, today());
    let mut advice: Vec<String> = levers(&matcher, &posting)
        .into_iter()
        .filter(|lever| matches!(lever.change, Change::Gate { .. }))
        .filter_map(|lever| lever.advice)
        .collect();
    advice.sort();
    assert_eq!(
        advice,
        [
            "If US, where it is, were among the countries that you want (DE).",
            "If you looked for the level junior: yours is senior.",
            "If you needed no visa in US: the employer sponsors none.",
            "If you took 50,000 EUR a year: your lowest is 80,000 EUR.",
            "If you would work on site in the city where it is.",
        ]
    );
}

#[test]
fn short_text_is_not_compared() {
    let source = PostingSource {
        title: "Backend Engineer",
        ..PostingSource::default()
    };
    let score = scored(&person(), &posting(&source));
    assert_eq!(value(&score, Feature::Text), None);
    let words = "kettle ".repeat(25);
    let long = PostingSource {
        text: &words,
        ..source
    };
    let score = scored(&person(), &posting(&long));
    assert!(value(&score, Feature::Text).is_some());
}

#[test]
fn zero_has_no_sign() {
    let text = "kettle ".repeat(30);
    let stranger = read(&PersonSource {
        skills: vec!["Python"],
        ..PersonSource::default()
    });
    let mut advert = advert(&text);
    advert.title = "Baker";
    let score = scored(&stranger, &posting(&advert));
    assert_eq!(value(&score, Feature::Text), Some(0.0));
    for reason in &score.reasons {
        assert!(reason.value.is_none_or(f64::is_sign_positive), "{reason:?}");
        assert!(reason.contribution.is_sign_positive(), "{reason:?}");
    }
}

#[test]
fn without_skills_their_feature_is_not_known() {
    let posting = posting(&advert(TEXT));
    let mut source = source();
    (
        source.facts,
        source.skills,
        source.employments,
        source.summary,
    ) = (vec![], vec![], vec![], "");
    let score = scored(&read(&source), &posting);
    assert_eq!(value(&score, Feature::Skills), None);
    assert_eq!(
        text_of(&score, Feature::Skills),
        "The profile names no skills."
    );
    assert!(
        (score.completeness - 0.5).abs() < 0.11,
        "{}",
        score.completeness
    );
}

#[test]
fn skills_that_are_typical_of_a_title_stay_missing_but_count_a_half() {
    let taxonomy = Taxonomy::curated();
    let nurse = taxonomy.named_title("Registered Nurse").unwrap();
    let typical = nurse.skills().first().unwrap().as_str();
    let label = taxonomy.skill(typical).unwrap().label().to_owned();
    let text = format!("## Requirements\n- {label}");
    let posting: Posting = posting(&PostingSource {
        title: "Baker",
        text: &text,
        ..PostingSource::default()
    });
    let employed = |title| {
        read(&PersonSource {
            employments: vec![EmploymentSource {
                title,
                ..EmploymentSource::default()
            }],
            ..PersonSource::default()
        })
    };
    let score = scored(&employed("Registered Nurse"), &posting);
    let gap = score
        .skills
        .missing
        .iter()
        .find(|gap| gap.skill == typical)
        .unwrap();
    assert!((gap.nearest_strength - 0.5).abs() < 1e-9 && gap.nearest.is_some());
    assert!(value(&score, Feature::Skills).unwrap() <= 0.5);
    // A title that is looked for shows nothing.
    let mut wishing = employed("Wizard of kettles");
    wishing.targets = super::person().targets;
    assert_eq!(value(&scored(&wishing, &posting), Feature::Skills), None);
}

#[test]
fn qualities_are_no_gaps_to_learn() {
    let text = "## Requirements\n- Communication skills\n- Terraform";
    let (person, posting) = (person(), posting(&advert(text)));
    assert!(posting.skills.len() >= 2, "{:?}", posting.skills);
    let corpus = Corpus::default();
    let matcher = Matcher::new(Taxonomy::curated(), &corpus, &person, today());
    let gaps: Vec<Change> = levers(&matcher, &posting)
        .into_iter()
        .map(|lever| lever.change)
        .filter(|change| matches!(change, Change::Gap { .. }))
        .collect();
    assert_eq!(
        gaps,
        [Change::Gap {
            skill: "terraform".to_owned()
        }]
    );
}

#[test]
fn median_of_the_candidates_is_half_of_the_feature_of_text() {
    let texts = [
        TEXT.to_owned(),
        "kettle ".repeat(40),
        TEXT.replace("storage", "kettle"),
        TEXT.replace("quickly", "kettle")
            .replace("storage", "kettle"),
        "storage".to_owned(),
    ];
    let read = |(title, text): (&str, &String)| {
        let mut source = advert(text);
        source.title = title;
        posting(&source)
    };
    let titles = ["Backend Engineer", "Baker"]
        .into_iter()
        .chain(["Backend Engineer"; 3]);
    let postings: Vec<Posting> = titles.zip(&texts).map(read).collect();
    let corpus = Corpus::of(&postings);
    let mut person = person();
    let of = |person: &Person, posting: &Posting| {
        let score = Matcher::new(Taxonomy::curated(), &corpus, person, today()).score(posting);
        value(&score, Feature::Text)
    };
    let matcher = Matcher::new(Taxonomy::curated(), &corpus, &person, today());
    assert_eq!(matcher.text_scale([]), None);
    let scale = matcher.text_scale(&postings);
    // The text without a shared word and the short one do not count.
    assert_eq!(
        scale,
        matcher.text_scale([&postings[0], &postings[2], &postings[3]])
    );
    person.text_scale = scale;
    let half = of(&person, &postings[2]).unwrap();
    assert!((half - 0.5).abs() < 1e-9, "{half}");
    assert!(of(&person, &postings[0]).unwrap() > 0.5);
    assert!(of(&person, &postings[3]).unwrap() < 0.5);
}
