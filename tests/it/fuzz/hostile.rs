//! An attacker who knows the schema, has an account, and knows ids of other users.

use super::{
    document::{self, Written},
    language::Language,
    random::Random,
    spoil,
    transport::Request,
};
use crate::kit::series;

/// The knowledge of the attacker.
pub struct Hostile<'a> {
    pub language: &'a Language,
    /// Ids, cursors and addresses, the attacker's and those of others.
    pub known: &'a [String],
    /// The attacker's token.
    pub token: &'a str,
}

impl Hostile<'_> {
    /// The names of the schema.
    pub fn words(&self) -> &[String] {
        &self.language.names
    }

    /// A document: valid, mutated, or explosive.
    pub fn document(&self, random: &mut Random) -> Written {
        if random.chance(6) {
            return Written {
                query: bomb(random),
                variables: "{}".to_owned(),
            };
        }
        let written = document::operation(random, self.language, self.known);
        if random.chance(45) {
            return Written {
                query: spoil::text(random, &written.query, self.words()),
                ..written
            };
        }
        written
    }

    /// Authenticates a request: mostly with the attacker's token, often without, sometimes with an altered one.
    pub fn sign(&self, random: &mut Random, request: &mut Request) {
        if let Some(token) = self.token(random) {
            request.add("authorization", &format!("Bearer {token}"));
        }
    }

    /// The first message of a socket.
    pub fn init(&self, random: &mut Random) -> String {
        let authorization = self.token(random).map(|token| {
            format!(
                "\"authorization\":{}",
                serde_json::json!(format!("Bearer {token}"))
            )
        });
        format!(
            "{{\"type\":\"connection_init\",\"payload\":{{{}}}}}",
            authorization.unwrap_or_default()
        )
    }

    fn token(&self, random: &mut Random) -> Option<String> {
        match random.below(100) {
            0..65 => Some(self.token.to_owned()),
            65..95 => None,
            _ => Some(
                spoil::text(random, self.token, self.words())
                    .chars()
                    .filter(char::is_ascii_graphic)
                    .take(4_000)
                    .collect(),
            ),
        }
    }
}

/// Small texts that expand when they are processed.
fn bomb(random: &mut Random) -> String {
    let n = random.between(1, 120);
    let fan = |of: &str| {
        series(30, |i| {
            format!("fragment f{i} on {of} {{ ...f{0} ...f{0} }} ", i + 1)
        })
    };
    match random.below(12) {
        0 => format!(
            "{{ ...f0 }} {} fragment f30 on Query {{ __typename }}",
            fan("Query")
        ),
        1 => format!("subscription {{ ...f0 }} {}", fan("Subscription")),
        2 => "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }".to_owned(),
        3 => format!(
            "{{ {} }}",
            series(n, |i| format!(
                "a{i}: jobs(first: 100) {{ nodes {{ id company {{ id }} }} }} "
            ))
        ),
        4 => format!("{{ __typename {} }}", "@include(if: true) ".repeat(n * 20)),
        5 => format!(
            "query({}) {{ __typename }}",
            series(n * 8, |i| format!("$v{i}: [[[Int]]] = [[[{i}]]] "))
        ),
        6 => series(n, |i| format!("query Q{i} {{ __typename }} ")),
        7 => format!("{{ nodes(ids: [{}]) {{ id }} }}", "\"x\" ".repeat(n * 10)),
        8 => format!("{{ {}{} }}", "viewer { ".repeat(n), "}".repeat(n)),
        9 => format!(
            "mutation {{ {} }}",
            series(n, |i| format!(
                "m{i}: markRead(input: {{ ids: [] }}) {{ clientMutationId }} "
            ))
        ),
        10 => format!(
            "{{ __schema {{ types {{ {} }} }} }}",
            "fields { type { ".repeat(n) + &"} } ".repeat(n)
        ),
        _ => format!(
            "{{ node(id: \"{}\") {{ id }} }}",
            "\\u{1F600}".repeat(n * 50)
        ),
    }
}
