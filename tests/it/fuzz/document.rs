//! Random valid documents, generated from the schema, with boundary values.

use serde_json::Value;

use super::{
    language::{Argument, Language, Reference},
    random::Random,
};

/// Maximum depth of selections; the server allows 16 levels.
const DEPTH: usize = 6;
/// Mutations that would end the session of the other requests.
const LAST_WORDS: &str = "signOut";

const NUMBERS: [&str; 16] = [
    "0",
    "1",
    "5",
    "20",
    "100",
    "101",
    "-1",
    "2147483647",
    "2147483648",
    "-2147483649",
    "9223372036854775807",
    "18446744073709551616",
    "1e308",
    "1e400",
    "0.1",
    "-0",
];

/// Texts that are known to cause errors: other scripts, directions, joiners, ends of strings, lines, queries, pages and shells.
const TEXTS: [&str; 34] = [
    "",
    " ",
    "a",
    "Rust engineer",
    "Berlin",
    "\u{0}",
    "a\u{0}b",
    "\u{202e}evil",
    "\u{2066}x\u{2069}",
    "\u{feff}",
    "e\u{301}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "\u{fdfd}",
    "\u{10ffff}",
    "one\r\nFORGED: two",
    "one\nFORGED level=ERROR",
    "\u{1b}[31mFORGED",
    "' OR '1'='1",
    "\" NEAR(a b) OR *",
    "a* -b \"c",
    "%_\\",
    "../../../etc/passwd",
    "<script>alert(1)</script>",
    "{{7*7}}${7*7}#{7*7}",
    "$(id)`id`",
    "-1",
    "null",
    "2026-05-17",
    "2026-13",
    "2026-05-17T10:00:00Z",
    "0000-00-00T00:00:00-99:99",
    "https://example.org/job",
    "javascript:alert(1)",
    "EUR",
];

/// An operation: its text, and its variables as JSON.
pub struct Written {
    pub query: String,
    pub variables: String,
}

/// Generates one.
pub fn operation(random: &mut Random, language: &Language, known: &[String]) -> Written {
    let (root, keyword) = match random.below(100) {
        0..74 => ("Query", "query"),
        74..95 => ("Mutation", "mutation"),
        _ => ("Subscription", "subscription"),
    };
    let mut writer = Writer {
        random,
        language,
        known,
        definitions: Vec::new(),
        variables: Vec::new(),
    };
    let selection = writer.selection(root, 0);
    let (definitions, variables) = (writer.definitions.join(" "), writer.variables.join(","));
    let definitions = if definitions.is_empty() {
        definitions
    } else {
        format!("({definitions})")
    };
    let selection = if root == "Subscription" {
        around(random, &selection)
    } else {
        selection
    };
    Written {
        query: format!("{keyword} Any{definitions} {selection}"),
        variables: format!("{{{variables}}}"),
    }
}

/// The root of a subscription, in fragments, repeated, or with a condition.
fn around(random: &mut Random, selection: &str) -> String {
    let fragment = format!("fragment F on Subscription {selection}");
    match random.below(6) {
        0 => format!("{{ ... {selection} }}"),
        1 => format!("{{ ... on Subscription {{ ...F ...F }} }} {fragment}"),
        2 => format!("{{ ...F ... {selection} }} {fragment}"),
        3 => format!("{{ ... @include(if: true) {selection} }}"),
        4 => format!("{{ ...F again: __typename }} {fragment}"),
        _ => selection.to_owned(),
    }
}

/// An unusual text.
pub fn text(random: &mut Random, known: &[String]) -> String {
    match random.below(100) {
        0..50 => random.word(&TEXTS).to_owned(),
        50..90 if !known.is_empty() => random.pick(known).clone(),
        90..98 => random.word(&TEXTS).repeat(random.between(1, 40)),
        _ => "x\u{1f980}".repeat(random.between(1, 3_000)),
    }
}

struct Writer<'a> {
    random: &'a mut Random,
    language: &'a Language,
    known: &'a [String],
    definitions: Vec<String>,
    variables: Vec<String>,
}

impl Writer<'_> {
    fn selection(&mut self, name: &str, depth: usize) -> String {
        let of = self.language.get(name);
        let mut parts = Vec::new();
        for possible in of
            .possible_types
            .iter()
            .flatten()
            .filter(|_| of.kind != "OBJECT")
        {
            if self.random.chance(30) {
                parts.push(format!(
                    "... on {} {}",
                    possible.name,
                    self.selection(&possible.name, depth + 1)
                ));
            }
        }
        let fields = of.fields.as_deref().unwrap_or_default();
        let fits = |of: &Reference| depth < DEPTH || !self.language.get(of.base()).is_composite();
        let mut fields: Vec<_> = fields
            .iter()
            .filter(|field| fits(&field.of) && field.name != LAST_WORDS)
            .collect();
        for _ in 0..self.random.between(1, 3) {
            if !fields.is_empty() {
                // The same field with other arguments would be a conflict (specification, 5.3.2).
                let field = fields.swap_remove(self.random.below(fields.len()));
                let alias = if self.random.chance(4) {
                    format!("a{}: ", self.random.below(9))
                } else {
                    String::new()
                };
                let arguments = self.arguments(&field.args);
                let base = field.of.base();
                let under = if self.language.get(base).is_composite() {
                    self.selection(base, depth + 1)
                } else {
                    String::new()
                };
                parts.push(format!("{alias}{}{arguments} {under}", field.name));
            }
        }
        if parts.is_empty() || self.random.chance(10) {
            parts.push("__typename".to_owned());
        }
        format!("{{ {} }}", parts.join(" "))
    }

    fn arguments(&mut self, arguments: &[Argument]) -> String {
        let mut given = Vec::new();
        for argument in arguments {
            if !argument.of.is_required() && self.random.chance(40) {
                continue;
            }
            let value = if self.random.chance(30) {
                self.variable(&argument.of)
            } else {
                self.value(&argument.of, false, 0)
            };
            given.push(format!("{}: {value}", argument.name));
        }
        if given.is_empty() {
            String::new()
        } else {
            format!("({})", given.join(", "))
        }
    }

    fn variable(&mut self, of: &Reference) -> String {
        let name = format!("v{}", self.definitions.len());
        let value = self.value(of, true, 0);
        self.definitions.push(format!("${name}: {}", of.written()));
        self.variables.push(format!("\"{name}\":{value}"));
        format!("${name}")
    }

    /// A value in GraphQL or JSON syntax.
    fn value(&mut self, of: &Reference, json: bool, depth: usize) -> String {
        if !of.is_required() && self.random.chance(7) {
            return "null".to_owned();
        }
        match (of.kind.as_str(), &of.of_type) {
            ("NON_NULL", Some(inner)) => self.value(inner, json, depth),
            ("LIST", Some(inner)) => {
                let values: Vec<String> = (0..self.random.below(4))
                    .map(|_| self.value(inner, json, depth + 1))
                    .collect();
                format!("[{}]", values.join(","))
            }
            ("INPUT_OBJECT", _) => self.object(of.base(), json, depth),
            ("ENUM", _) => {
                let values = self
                    .language
                    .get(of.base())
                    .enum_values
                    .as_deref()
                    .unwrap_or_default();
                let name = &self.random.pick(values).name;
                if json {
                    format!("\"{name}\"")
                } else {
                    name.clone()
                }
            }
            _ => self.scalar(of.base()),
        }
    }

    fn object(&mut self, name: &str, json: bool, depth: usize) -> String {
        let mut fields = Vec::new();
        for field in self.language.get(name).input_fields.iter().flatten() {
            if field.of.is_required() || (depth < 4 && self.random.chance(45)) {
                let value = self.value(&field.of, json, depth + 1);
                fields.push(if json {
                    format!("\"{}\":{value}", field.name)
                } else {
                    format!("{}: {value}", field.name)
                });
            }
        }
        format!("{{{}}}", fields.join(","))
    }

    fn scalar(&mut self, name: &str) -> String {
        match name {
            // Mostly within range, otherwise almost every document would be refused for this.
            "Int" | "Float" if self.random.chance(60) => self.random.below(101).to_string(),
            "Int" | "Float" => self.random.word(&NUMBERS).to_owned(),
            "Boolean" => if self.random.chance(50) {
                "true"
            } else {
                "false"
            }
            .to_owned(),
            "DateTime" if self.random.chance(70) => "\"2026-05-17T10:00:00Z\"".to_owned(),
            "PartialDate" if self.random.chance(70) => "\"2026-05-17\"".to_owned(),
            "URL" if self.random.chance(70) => "\"https://example.org/job\"".to_owned(),
            "ID" if self.random.chance(80) && !self.known.is_empty() => {
                Value::from(self.random.pick(self.known).as_str()).to_string()
            }
            // JSON's escapes are GraphQL's, too (specification, 2.9.4).
            _ => Value::from(text(self.random, self.known)).to_string(),
        }
    }
}
