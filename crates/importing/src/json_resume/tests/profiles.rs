//! Arbitrary profiles, as readers give them, and arbitrary JSON.

use proptest::{collection::vec, option, prelude::*};
use serde_json::{Map, Value};

use crate::{
    date::PartialDate,
    proficiency,
    record::{
        Award, Certification, Education, Employment, Language, Link, Proficiency, Profile, Project,
        Publication, Skill, Volunteering,
    },
    text,
};

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-zÀ-ÿ0-9&;#.,()'+ /-]{0,30}",
        "[a-z]{1,8}(&amp;|&lt;|&#38;|&nbsp;)[a-z]{0,8}",
        any::<String>(),
    ]
    .prop_map(|raw| {
        let kept: String = raw.replace('\u{FFFD}', "").chars().take(90).collect();
        text::plain_line(&kept)
    })
}

fn name() -> impl Strategy<Value = String> {
    line().prop_filter("a name", |line| !line.is_empty())
}

fn block() -> impl Strategy<Value = String> {
    prop_oneof![
        vec(line(), 0..4).prop_map(|lines| text::plain_block(&lines.join("\n"))),
        vec(line(), 1..4).prop_map(|lines| text::plain_block(&format!("• {}", lines.join("\n• ")))),
    ]
}

fn claims() -> impl Strategy<Value = Vec<String>> {
    vec(prop_oneof![4 => line(), 1 => block()], 0..4).prop_map(|lines| {
        let mut claims = Vec::new();
        for line in lines.iter().map(|line| {
            if line.contains('\n') {
                line.clone()
            } else {
                super::super::claims::statement(line)
            }
        }) {
            if !line.is_empty() && !claims.contains(&line) {
                claims.push(line);
            }
        }
        claims
    })
}

fn date() -> impl Strategy<Value = Option<PartialDate>> {
    option::of(
        (
            1900..=2100_i32,
            option::of((1..=12_u32, option::of(1..=28_u32))),
        )
            .prop_map(|(year, rest)| PartialDate {
                year,
                month: rest.map(|(month, _)| month),
                day: rest.and_then(|(_, day)| day),
            }),
    )
}

fn url() -> impl Strategy<Value = Option<String>> {
    option::of("https?://[a-z]{1,8}\\.example(/[a-z0-9._~-]{0,8})?")
}

fn extra() -> impl Strategy<Value = Map<String, Value>> {
    vec(("own[a-z]{1,4}", json(3)), 0..3).prop_map(|pairs| pairs.into_iter().collect())
}

/// Any JSON value of some depth.
pub(super) fn json(depth: u32) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        "[a-z ]{0,8}".prop_map(Value::String),
        "(19|20|21)[0-9]{2}(-[0-9]{2}){0,2}".prop_map(Value::String),
    ];
    leaf.prop_recursive(depth, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            vec((key(), inner), 0..5).prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// Keys that mean something somewhere, and others.
fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec![
            "name",
            "position",
            "company",
            "startDate",
            "endDate",
            "start",
            "summary",
            "description",
            "highlights",
            "location",
            "city",
            "url",
            "website",
            "roles",
            "keywords",
            "level",
            "language",
            "fluency",
            "isCurrentRole",
            "institution",
            "courses",
            "score",
            "title",
            "date",
            "organization",
            "profiles",
            "network",
            "label",
            "email",
            "year",
            "month",
            "issuer",
            "x-url",
            "careergraph",
            "claims",
            "studyType",
            "area",
            "phone",
            "image",
            "address",
            "region",
            "username",
        ])
        .prop_map(str::to_owned),
        "[a-z]{1,5}",
    ]
}

fn jobs() -> impl Strategy<Value = Vec<Employment>> {
    let job = (
        name(),
        name(),
        line(),
        block(),
        claims(),
        date(),
        date(),
        any::<bool>(),
        extra(),
    );
    vec(
        job.prop_map(
            |(
                company,
                title,
                location,
                description,
                claims,
                started_on,
                ended_on,
                current,
                extra,
            )| Employment {
                company,
                title,
                location,
                description,
                claims,
                started_on,
                // A job that lasts has no end.
                ended_on: if current { None } else { ended_on },
                current,
                extra,
                ..Employment::default()
            },
        ),
        0..3,
    )
}

fn skills() -> impl Strategy<Value = Vec<Skill>> {
    let name = prop_oneof![2 => name(), 1 => "[A-B]", 1 => Just("Tools".to_owned())];
    let group = prop_oneof![Just(String::new()), "[A-B]", Just("Tools".to_owned())];
    let skill = (name, group, super::skills::levelled(extra()));
    vec(skill, 0..6).prop_map(|skills| {
        let mut list: Vec<Skill> = Vec::new();
        for (name, group, extra) in skills {
            if list
                .iter()
                .all(|other| other.name.to_lowercase() != name.to_lowercase())
            {
                list.push(Skill {
                    name,
                    group,
                    extra,
                    ..Skill::default()
                });
            }
        }
        list
    })
}

/// What a file says, and also levels and words that do not fit together, as a person may have edited them.
fn level() -> impl Strategy<Value = (Option<Proficiency>, String)> {
    let words = || {
        prop_oneof![
            line(),
            Just("C1".to_owned()),
            Just("native".to_owned()),
            Just("Native or bilingual proficiency".to_owned())
        ]
    };
    let steps = vec![Proficiency::Native, Proficiency::LimitedWorking];
    let step = option::of(proptest::sample::select(steps));
    prop_oneof![
        words().prop_map(|words| proficiency::read(&words)),
        (step, words()),
    ]
}

fn languages() -> impl Strategy<Value = Vec<Language>> {
    vec((name(), level(), extra()), 0..3).prop_map(|languages| {
        let language = |(name, (proficiency, stated), extra)| Language {
            name,
            proficiency,
            stated,
            extra,
            ..Language::default()
        };
        languages.into_iter().map(language).collect()
    })
}

fn links() -> impl Strategy<Value = Vec<Link>> {
    vec((prop_oneof![Just(String::new()), name()], url()), 0..4).prop_map(|links| {
        let mut list: Vec<Link> = Vec::new();
        for (label, url) in links {
            let Some(url) = url else { continue };
            let link = Link {
                label,
                url,
                ..Link::default()
            };
            if !list.contains(&link) {
                list.push(link);
            }
        }
        list
    })
}

fn schools() -> impl Strategy<Value = Vec<Education>> {
    let school = (
        name(),
        line(),
        line(),
        block(),
        claims(),
        date(),
        date(),
        extra(),
    );
    vec(
        school.prop_map(
            |(school, degree, field, description, claims, started_on, ended_on, extra)| Education {
                school,
                degree,
                field,
                description,
                claims,
                started_on,
                ended_on,
                extra,
                ..Education::default()
            },
        ),
        0..2,
    )
}

/// One item of each of the smaller sections.
type Others = (
    Option<Project>,
    Option<Volunteering>,
    Option<Award>,
    Option<Publication>,
    Option<Certification>,
);

fn others() -> impl Strategy<Value = Others> {
    let parts = (
        name(),
        line(),
        line(),
        block(),
        claims(),
        date(),
        date(),
        url(),
        extra(),
    );
    parts.prop_map(
        |(name, second, third, description, claims, first_day, last_day, url, extra)| {
            let project = Project {
                name: name.clone(),
                url: url.clone(),
                description: description.clone(),
                claims: claims.clone(),
                started_on: first_day,
                ended_on: last_day,
                extra: extra.clone(),
                ..Project::default()
            };
            let volunteering = Volunteering {
                organization: name.clone(),
                role: second.clone(),
                cause: third.clone(),
                description: description.clone(),
                claims,
                started_on: first_day,
                ended_on: last_day,
                extra: extra.clone(),
                ..Volunteering::default()
            };
            let award = Award {
                title: name.clone(),
                issuer: second.clone(),
                description: description.clone(),
                awarded_on: first_day,
                extra: extra.clone(),
                ..Award::default()
            };
            let publication = Publication {
                title: name.clone(),
                publisher: second.clone(),
                url: url.clone(),
                description,
                published_on: first_day,
                extra: extra.clone(),
                ..Publication::default()
            };
            let certification = Certification {
                name,
                authority: second,
                license_number: third,
                url,
                issued_on: first_day,
                expires_on: last_day,
                extra,
                ..Certification::default()
            };
            (
                Some(project),
                Some(volunteering),
                Some(award),
                Some(publication),
                Some(certification),
            )
        },
    )
}

pub(super) fn profiles() -> impl Strategy<Value = Profile> {
    let first = (line(), block(), line(), links(), jobs(), schools());
    let second = (skills(), languages(), others(), extra(), extra());
    (first, second).prop_map(
        |(
            (headline, summary, location, links, employments, educations),
            (skills, languages, others, basics, mut extra),
        )| {
            let (project, volunteering, award, publication, certification) = others;
            if !basics.is_empty() {
                extra.insert("basics".to_owned(), Value::Object(basics));
            }
            Profile {
                headline,
                summary,
                location,
                links,
                employments,
                educations,
                skills,
                languages,
                projects: project.into_iter().collect(),
                certifications: certification.into_iter().collect(),
                volunteering: volunteering.into_iter().collect(),
                publications: publication.into_iter().collect(),
                awards: award.into_iter().collect(),
                extra,
                ..Profile::default()
            }
        },
    )
}
