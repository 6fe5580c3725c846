//! The requests of each workload: a GraphQL request for the gateway; the variables alone, at a path per workload, for the reference.

use serde_json::{Value, json};

use crate::{
    Role,
    data::{Card, Facts},
    random::Random,
    words::{ROLES, SKILLS},
};

/// Postings that everyone reads.
const HOT: usize = 20;
/// Different requests of one workload; they are repeated in turn.
const QUESTIONS: usize = 1_000;

const PROFILE: &str = "query { viewer { user { id email name role } profile { id headline summary location links { label url } \
    targets { titles seniority countries remoteModes employmentTypes payFloor { amount currency period } excludedCompanies } \
    employments { id company title location description startedOn endedOn } \
    educations { id school degree field description startedOn endedOn } \
    skills { id name level years } languages { id name proficiency } version updatedAt } } }";
const APPLICATIONS: &str = "query { viewer { applications(first: 20) { nodes { id stage outcome appliedOn source updatedAt \
    posting { id title location remoteMode company { id name industry } skills { skill { id label } need } } } } } }";
const SEARCH: &str = "query ($text: String!, $filter: PostingFilter!) { jobs(query: $text, filter: $filter, first: 20) { totalCount \
    nodes { id title location remoteMode seniority employmentType pay { min max currency period } postedAt company { id name } } } }";
const MOVE: &str = "mutation ($input: MoveApplicationInput!) { moveApplication(input: $input) { \
    application { id stage version updatedAt } userErrors { code message } } }";
const FUNNEL: &str =
    "query { viewer { analytics { funnel { total steps { stage reached share } accepted } } } }";

const POSTING: &str = "query ($id: ID!) { node(id: $id) { ... on Posting { id title description location remoteMode seniority \
    pay { min max } postedAt company { id name industry domain } skills { skill { id label } } } } }";

/// One workload.
pub struct Workload {
    /// Its name in the table.
    pub name: &'static str,
    /// A description.
    pub what: &'static str,
    /// Which gateway it uses.
    pub role: Role,
    /// Its path at the reference.
    pub path: &'static str,
    /// The requests, separate for each connection.
    pub askers: Vec<Asker>,
}

/// A request.
pub struct Question {
    /// The index of the user.
    pub user: usize,
    /// The body for the gateway.
    pub graphql: String,
    /// The body for the reference.
    pub variables: String,
}

/// The endless requests of one connection.
pub enum Asker {
    /// A fixed list, repeated in turn.
    Reads {
        /// The requests.
        questions: Vec<Question>,
        /// The index of the next one.
        next: usize,
    },
    /// Moves: each depends on the previous move of the same application.
    Moves {
        /// The applications, which belong to this connection alone.
        cards: Vec<Card>,
        /// The index of the next one.
        next: usize,
    },
}

/// All workloads, for this number of connections.
pub fn all(facts: &Facts, connections: usize) -> Vec<Workload> {
    let users = facts.users.len();
    let no_variables = |_: &mut Random| json!({});
    let hot = facts.postings.len().min(HOT);
    let posting = |among: usize| move |random: &mut Random| json!({ "id": facts.postings.get(random.below(among)) });
    let reads = |query, variables: &dyn Fn(&mut Random) -> Value| {
        (0..connections)
            .map(|connection| Asker::reads(query, variables, users, connection))
            .collect::<Vec<_>>()
    };
    let workload = |name, what, role, path, askers| Workload {
        name,
        what,
        role,
        path,
        askers,
    };
    vec![
        workload(
            "W1",
            "viewer, profile and all its sections",
            Role::Gateway,
            "/profile",
            reads(PROFILE, &no_variables),
        ),
        workload(
            "W2",
            "20 applications, postings, skills",
            Role::Gateway,
            "/applications",
            reads(APPLICATIONS, &no_variables),
        ),
        workload(
            "W2u",
            "the same with an empty cache",
            Role::Uncached,
            "/applications",
            reads(APPLICATIONS, &no_variables),
        ),
        workload(
            "W3",
            "search, filter, first 20, total",
            Role::Gateway,
            "/search",
            reads(SEARCH, &search),
        ),
        workload(
            "W4",
            "move an application",
            Role::Gateway,
            "/move",
            moves(facts, connections),
        ),
        workload(
            "W5",
            "funnel of 60 applications",
            Role::Gateway,
            "/funnel",
            reads(FUNNEL, &no_variables),
        ),
        workload(
            "W7",
            "a posting that everyone reads",
            Role::Gateway,
            "/posting",
            reads(POSTING, &posting(hot)),
        ),
        workload(
            "W7N",
            "any posting",
            Role::Gateway,
            "/posting",
            reads(POSTING, &posting(facts.postings.len())),
        ),
    ]
}

fn search(random: &mut Random) -> Value {
    let (skill, role) = (random.pick(&SKILLS), random.pick(&ROLES));
    let text = match random.below(3) {
        0 => skill.to_owned(),
        1 => format!("{skill} {}", random.pick(&SKILLS)),
        _ => format!("{skill} {}", role.split(' ').next().unwrap_or_default()),
    };
    let mut filter = serde_json::Map::new();
    if random.percent(60) {
        let modes: &[&str] =
            random.pick(&[&["REMOTE"][..], &["REMOTE", "HYBRID"][..], &["ONSITE"][..]]);
        filter.insert("remoteModes".to_owned(), json!(modes));
    }
    if random.percent(50) {
        filter.insert(
            "seniorities".to_owned(),
            json!(random.pick(&[
                &["SENIOR"][..],
                &["SENIOR", "LEAD"][..],
                &["JUNIOR", "MID"][..]
            ])),
        );
    }
    if random.percent(30) {
        filter.insert(
            "pay".to_owned(),
            json!({ "yearlyMin": random.pick(&[50_000, 60_000, 80_000]), "currency": "EUR" }),
        );
    }
    json!({ "text": text, "filter": filter })
}

/// The applications are distributed, so that no two connections move the same one. Neighbours in the list belong to one user, so each
/// connection has applications of all users.
fn moves(facts: &Facts, connections: usize) -> Vec<Asker> {
    let mut hands: Vec<Vec<Card>> = vec![Vec::new(); connections];
    for (card, hand) in facts.moving.iter().zip((0..connections).cycle()) {
        if let Some(hand) = hands.get_mut(hand) {
            hand.push(card.clone());
        }
    }
    hands
        .into_iter()
        .map(|cards| Asker::Moves { cards, next: 0 })
        .collect()
}

impl Asker {
    fn reads(
        query: &str,
        variables: &dyn Fn(&mut Random) -> Value,
        users: usize,
        connection: usize,
    ) -> Self {
        let mut random = Random::new(u64::try_from(connection).unwrap_or_default() + 1);
        let question = |_| {
            let variables = variables(&mut random);
            let graphql = json!({ "query": query, "variables": variables }).to_string();
            Question {
                user: random.below(users),
                graphql,
                variables: variables.to_string(),
            }
        };
        Self::Reads {
            questions: (0..QUESTIONS).map(question).collect(),
            next: 0,
        }
    }

    /// The next request.
    pub fn question(&self) -> Option<Question> {
        match self {
            Self::Reads { questions, next } => {
                let Question {
                    user,
                    graphql,
                    variables,
                } = questions.get(next % questions.len())?;
                Some(Question {
                    user: *user,
                    graphql: graphql.clone(),
                    variables: variables.clone(),
                })
            }
            Self::Moves { cards, next } => {
                let card = cards.get(next % cards.len())?;
                let to = if card.interviewing {
                    "SCREENING"
                } else {
                    "INTERVIEWING"
                };
                let variables = json!({ "input": { "id": card.id, "expectedVersion": card.version, "to": to } });
                let graphql = json!({ "query": MOVE, "variables": variables }).to_string();
                Some(Question {
                    user: card.owner,
                    graphql,
                    variables: variables.to_string(),
                })
            }
        }
    }

    /// Records a successful response.
    pub fn answered(&mut self) {
        match self {
            Self::Reads { next, .. } => *next += 1,
            Self::Moves { cards, next } => {
                let at = *next % cards.len().max(1);
                if let Some(card) = cards.get_mut(at) {
                    card.version += 1;
                    card.interviewing = !card.interviewing;
                }
                *next += 1;
            }
        }
    }

    /// True if the responses of two servers to one request can be compared as they are.
    pub const fn repeats(&self) -> bool {
        matches!(self, Self::Reads { .. })
    }
}
