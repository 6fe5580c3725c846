//! Users with their profiles, applications and notifications.

use careergraph::{
    features::{
        applications::{ApplicationRow, EventActor, EventKind, EventRow, Outcome, Stage},
        notifications::{Content, Kind, NotificationRow},
        profiles::entity::{
            education, employment,
            language::{self, Proficiency},
            profile::{self, Link, Links, PayFloor, Targets, ValueSources},
            skill_claim::{self, SkillLevel},
        },
        users::{AccountSources, Status, UserRow},
    },
    types::{
        actor::Role,
        amount::Amount,
        id::UserId,
        partial_date::PartialDate,
        work::{EmploymentType, PayPeriod, RemoteMode, Seniority},
    },
};

use super::{Card, Facts, Source, catalogue::Opening, instant};
use crate::words::{CITIES, ROLES, SENTENCES, SKILLS};

use Stage::{Applied, Assessment, Closed, Interviewing, Offer, Preparing, Screening};

/// Applications of one user.
const APPLICATIONS: usize = 60;
/// Sources of applications and their progress: three events each, together.
const LIVES: [(&[Stage], Option<Outcome>); 10] = [
    (&[Preparing], None),
    (&[Applied], None),
    (&[Applied, Screening], None),
    (&[Applied, Screening], None),
    (&[Applied, Screening, Interviewing], None),
    (&[Preparing, Applied, Screening, Interviewing], None),
    (&[Applied, Screening, Assessment, Interviewing, Offer], None),
    (&[Applied, Closed], Some(Outcome::Rejected)),
    (
        &[Applied, Screening, Interviewing, Closed],
        Some(Outcome::NoResponse),
    ),
    (
        &[Applied, Screening, Interviewing, Offer, Closed],
        Some(Outcome::Accepted),
    ),
];

/// All rows of one user.
pub(super) struct Person {
    pub user: UserRow,
    pub profile: profile::Model,
    pub employments: Vec<employment::Model>,
    pub educations: Vec<education::Model>,
    pub skills: Vec<skill_claim::Model>,
    pub languages: Vec<language::Model>,
    pub applications: Vec<ApplicationRow>,
    pub events: Vec<EventRow>,
    /// The number of the last notification.
    pub last_seq: i64,
    pub notifications: Vec<NotificationRow>,
}

pub(super) fn person(
    source: &mut Source,
    number: usize,
    openings: &[Opening],
    facts: &mut Facts,
) -> Person {
    let user_id: UserId = source.id();
    let user = UserRow {
        id: user_id,
        email: format!("user{number}@careergraph.example"),
        name: format!("User {number}"),
        role: Role::User,
        password_hash: None,
        created_at: instant(0),
        updated_at: instant(0),
        status: Status::Active,
        email_verified_at: None,
        leaves_at: None,
        time_zone: None,
        locale: None,
        sources: AccountSources::default(),
    };
    let mut person = Person {
        user,
        profile: profile(source, user_id),
        employments: (0..5)
            .map(|position| employment(source, user_id, position))
            .collect(),
        educations: (0..2)
            .map(|position| education(source, user_id, position))
            .collect(),
        skills: (0..12)
            .map(|position| skill(source, user_id, position))
            .collect(),
        languages: (0..3)
            .map(|position| language(source, user_id, position))
            .collect(),
        applications: Vec::new(),
        events: Vec::new(),
        last_seq: 0,
        notifications: Vec::new(),
    };
    // Postings far from each other, so that reading them is as scattered as in real life.
    let (first, step) = (
        source.random.below(openings.len()),
        (openings.len() / APPLICATIONS).max(1),
    );
    for (nth, life) in LIVES.iter().cycle().take(APPLICATIONS).enumerate() {
        let Some(opening) = openings.get((first + nth * step) % openings.len()) else {
            continue;
        };
        let row = apply(source, &mut person, opening, life, nth);
        if matches!(row.stage, Screening | Interviewing) {
            let interviewing = row.stage == Interviewing;
            facts.moving.push(Card {
                owner: number,
                id: row.id,
                version: row.version,
                interviewing,
            });
        }
        person.applications.push(row);
    }
    facts.users.push(user_id);
    person
}

/// One application with its history, and a notification for each step after the first.
fn apply(
    source: &mut Source,
    person: &mut Person,
    opening: &Opening,
    life: &(&[Stage], Option<Outcome>),
    nth: usize,
) -> ApplicationRow {
    let (stages, outcome) = *life;
    let user_id = person.user.id;
    let id = source.id();
    let began = source.random.between(0, 250 * 24 * 60);
    let mut row = ApplicationRow {
        id,
        user_id,
        posting_id: Some(opening.id),
        snapshot_id: None,
        company: opening.company.clone(),
        role: opening.role.clone(),
        stage: Preparing,
        outcome,
        applied_on: None,
        source: "Job board".to_owned(),
        import_source: None,
        referrer: String::new(),
        priority: 1,
        board_rank: f64::from(u32::try_from(nth).unwrap_or_default()),
        deadline: None,
        next_action: String::new(),
        note: String::new(),
        archived: false,
        version: 0,
        created_at: instant(began),
        updated_at: instant(began),
    };
    for (step, stage) in stages.iter().enumerate() {
        let from_stage = (step > 0).then_some(row.stage);
        let at = instant(began + i64::try_from(step).unwrap_or_default() * 5 * 24 * 60);
        let occurred_on = PartialDate::from_day(at.date_naive()).to_string();
        (row.stage, row.updated_at, row.version) = (*stage, at, row.version + 1);
        if *stage == Applied {
            row.applied_on = Some(occurred_on.clone());
        }
        let kind = if step == 0 {
            EventKind::Created
        } else if *stage == Closed {
            EventKind::Closed
        } else {
            EventKind::Moved
        };
        let event = EventRow {
            id: source.id(),
            application_id: id,
            user_id,
            seq: row.version,
            kind,
            from_stage,
            to_stage: Some(*stage),
            outcome: outcome.filter(|_| *stage == Closed),
            occurred_on: Some(occurred_on),
            recorded_at: at,
            actor: EventActor::User,
            observed: false,
            retracts_event_id: None,
            reason: String::new(),
            actor_name: None,
        };
        if step > 0 {
            notify(source, person, &row, &event);
        }
        person.events.push(event);
    }
    row
}

fn notify(source: &mut Source, person: &mut Person, row: &ApplicationRow, event: &EventRow) {
    person.last_seq += 1;
    person.notifications.push(NotificationRow {
        id: source.id(),
        user_id: row.user_id,
        seq: person.last_seq,
        kind: Kind::ApplicationMoved,
        content: Content::Application {
            company: row.company.clone(),
            role: row.role.clone(),
            from: event.from_stage,
            to: row.stage,
            outcome: None,
        },
        locale: String::new(),
        application_id: Some(row.id),
        merge_key: event.id.to_string(),
        created_at: event.recorded_at,
        read_at: None,
    });
}

fn profile(source: &mut Source, user_id: UserId) -> profile::Model {
    let link = |label: &str| Link {
        label: label.to_owned(),
        url: format!("https://{}.example/{user_id}", label.to_lowercase()),
        source: None,
    };
    let role = source.random.pick(&ROLES);
    profile::Model {
        id: source.id(),
        user_id,
        headline: format!("{role} who likes small teams"),
        summary: SENTENCES.get(..4).unwrap_or_default().join(" "),
        location: source.random.pick(&CITIES).0.to_owned(),
        links: Links(vec![link("Code"), link("Blog")]),
        targets: Targets {
            titles: vec![role.to_owned()],
            seniority: vec![Seniority::Senior, Seniority::Lead],
            countries: vec!["PT".to_owned(), "DE".to_owned()],
            remote_modes: vec![RemoteMode::Remote, RemoteMode::Hybrid],
            employment_types: vec![EmploymentType::FullTime],
            pay_floor: Some(PayFloor {
                amount: Amount::from_units(60_000).unwrap_or_default(),
                currency: "EUR".to_owned(),
                period: PayPeriod::Year,
            }),
            excluded_companies: vec!["Umber Bank".to_owned()],
            ..Targets::default()
        },
        sources: ValueSources::default(),
        version: 1,
        updated_at: instant(0),
    }
}

fn employment(source: &mut Source, user_id: UserId, position: i32) -> employment::Model {
    employment::Model {
        id: source.id(),
        user_id,
        position,
        company: format!("Employer {position}"),
        title: source.random.pick(&ROLES).to_owned(),
        location: source.random.pick(&CITIES).0.to_owned(),
        description: SENTENCES.get(4..8).unwrap_or_default().join(" "),
        started_on: PartialDate::parse_text(&format!("{}-03", 2_024 - position * 2)),
        ended_on: (position > 0)
            .then(|| PartialDate::parse_text(&format!("{}-02", 2_026 - position * 2)))
            .flatten(),
        source: None,
    }
}

fn education(source: &mut Source, user_id: UserId, position: i32) -> education::Model {
    education::Model {
        id: source.id(),
        user_id,
        position,
        school: format!("University of {}", source.random.pick(&CITIES).0),
        degree: "Diploma".to_owned(),
        field: "Computer science".to_owned(),
        description: SENTENCES.get(8..9).unwrap_or_default().concat(),
        started_on: PartialDate::parse_text("2008"),
        ended_on: PartialDate::parse_text("2013"),
        source: None,
    }
}

fn skill(source: &mut Source, user_id: UserId, position: i32) -> skill_claim::Model {
    let name = source.random.pick(&SKILLS).to_owned();
    skill_claim::Model {
        id: source.id(),
        user_id,
        position,
        name,
        level: Some(SkillLevel::Advanced),
        years: Some(position),
        source: None,
    }
}

fn language(source: &mut Source, user_id: UserId, position: i32) -> language::Model {
    let name = ["English", "German", "Portuguese"]
        .get(usize::try_from(position).unwrap_or_default())
        .copied()
        .unwrap_or_default();
    language::Model {
        id: source.id(),
        user_id,
        position,
        name: name.to_owned(),
        proficiency: Some(Proficiency::FullProfessional),
        stated: String::new(),
        source: None,
    }
}
