//! The schema from introspection, so that new fields are fuzzed without a change here.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use crate::kit::Client;

const INTROSPECTION: &str = "{ __schema { directives { name } types { kind name
    fields(includeDeprecated: true) { name args { name type { ...T } } type { ...T } }
    inputFields { name type { ...T } } enumValues { name } possibleTypes { name } } } }
    fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }";

/// The types by name, and every name of the schema.
pub struct Language {
    pub types: BTreeMap<String, Type>,
    pub names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Type {
    pub kind: String,
    name: String,
    pub fields: Option<Vec<Field>>,
    pub input_fields: Option<Vec<Argument>>,
    pub enum_values: Option<Vec<Named>>,
    pub possible_types: Option<Vec<Named>>,
}

#[derive(Deserialize)]
pub struct Field {
    pub name: String,
    pub args: Vec<Argument>,
    #[serde(rename = "type")]
    pub of: Reference,
}

#[derive(Deserialize)]
pub struct Argument {
    pub name: String,
    #[serde(rename = "type")]
    pub of: Reference,
}

#[derive(Deserialize)]
pub struct Named {
    pub name: String,
}

/// A type reference: `[ID!]!`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    pub kind: String,
    name: Option<String>,
    pub of_type: Option<Box<Reference>>,
}

impl Language {
    /// Reads the schema of a server.
    pub async fn of(client: &Client) -> Self {
        let answer = client.gql(INTROSPECTION, json!({})).await;
        let types: Vec<Type> =
            serde_json::from_value(answer.data("__schema.types").clone()).expect("types");
        let mut names: Vec<String> = types.iter().flat_map(Type::names).collect();
        names.extend(
            [
                "skip",
                "include",
                "__typename",
                "__schema",
                "__type",
                "on",
                "fragment",
                "query",
                "mutation",
                "subscription",
            ]
            .map(Into::into),
        );
        names.sort_unstable();
        names.dedup();
        Self {
            types: types.into_iter().map(|of| (of.name.clone(), of)).collect(),
            names,
        }
    }

    pub fn get(&self, name: &str) -> &Type {
        self.types
            .get(name)
            .unwrap_or_else(|| panic!("the schema has no {name}"))
    }
}

impl Type {
    fn names(&self) -> Vec<String> {
        let mut names = vec![self.name.clone()];
        for field in self.fields.iter().flatten() {
            names.push(field.name.clone());
            names.extend(field.args.iter().map(|argument| argument.name.clone()));
        }
        names.extend(
            self.input_fields
                .iter()
                .flatten()
                .map(|field| field.name.clone()),
        );
        names.extend(
            self.enum_values
                .iter()
                .flatten()
                .map(|value| value.name.clone()),
        );
        names
    }

    /// True if it has fields to select.
    pub fn is_composite(&self) -> bool {
        matches!(self.kind.as_str(), "OBJECT" | "INTERFACE" | "UNION")
    }
}

impl Reference {
    /// The name of the innermost type.
    pub fn base(&self) -> &str {
        match (&self.name, &self.of_type) {
            (Some(name), _) => name,
            (None, Some(of)) => of.base(),
            (None, None) => "",
        }
    }

    pub fn is_required(&self) -> bool {
        self.kind == "NON_NULL"
    }

    /// In GraphQL syntax.
    pub fn written(&self) -> String {
        match (self.kind.as_str(), &self.of_type) {
            ("NON_NULL", Some(of)) => format!("{}!", of.written()),
            ("LIST", Some(of)) => format!("[{}]", of.written()),
            _ => self.base().to_owned(),
        }
    }
}
