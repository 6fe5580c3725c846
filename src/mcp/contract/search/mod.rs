//! Searches the contract by words: words of names count more than those of descriptions, and rare words more than usual ones.

use std::collections::BTreeSet;

use async_graphql::parser::types::{TypeDefinition, TypeKind};

use super::{
    Contract, base_name, fields, sdl, text,
    words::{akin, same, words},
};

/// Words of a search; further ones are ignored.
const WORDS_MAX: usize = 12;
/// Types with more members are found by their members only: as a whole, they would say too much.
const MEMBERS_MAX: usize = 60;
/// What a word counts in a name, in the beginning of one, and in a description.
const IN_NAME: u8 = 8;
const IN_BEGINNING: u8 = 4;
const IN_DESCRIPTION: u8 = 1;

/// What a search found.
pub(in crate::mcp) struct Found {
    /// The names of types, and of members as `Type.member`, best first.
    pub names: Vec<String>,
    /// Their definitions, and those of the inputs that the found fields take.
    pub sdl: String,
}

/// A type, or a member of one.
struct Element<'a> {
    of: &'a TypeDefinition,
    member: Option<&'a str>,
    /// What each word of the search counts for it.
    counts: Vec<u8>,
}

/// The elements that fit the words best, at most this many.
pub(in crate::mcp) fn search(contract: &Contract, query: &str, first: usize) -> Found {
    let sought: Vec<&str> = words(query).take(WORDS_MAX).collect();
    let elements: Vec<Element<'_>> = contract
        .types()
        .flat_map(|definition| elements(definition, &sought))
        .collect();
    let weights = weights(&elements, sought.len());
    let mut scored: Vec<(f64, &Element<'_>)> = elements
        .iter()
        .map(|element| (element.score(&weights), element))
        .filter(|(score, _)| *score > 0.0)
        .collect();
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let best: Vec<&Element<'_>> = scored
        .into_iter()
        .map(|(_, found)| found)
        .take(first)
        .collect();
    Found {
        names: best.iter().map(|found| found.name()).collect(),
        sdl: render(contract, &best),
    }
}

/// A type and its members, with what each word counts for them.
fn elements<'a>(of: &'a TypeDefinition, sought: &[&str]) -> Vec<Element<'a>> {
    let name = of.name.node.as_str();
    let members = members(of);
    let mut found = Vec::with_capacity(members.len() + 1);
    if members.len() <= MEMBERS_MAX {
        found.push(Element {
            of,
            member: None,
            counts: counts(sought, name, "", text(of.description.as_ref())),
        });
    }
    found.extend(members.into_iter().map(|(member, description)| Element {
        of,
        member: Some(member),
        counts: counts(sought, member, name, description),
    }));
    found
}

/// The members of a type with their descriptions.
fn members(of: &TypeDefinition) -> Vec<(&str, &str)> {
    match &of.kind {
        TypeKind::Enum(values) => {
            let values = values.values.iter().map(|value| &value.node);
            values
                .map(|value| (value.value.node.as_str(), text(value.description.as_ref())))
                .collect()
        }
        TypeKind::InputObject(object) => {
            let fields = object.fields.iter().map(|field| &field.node);
            fields
                .map(|field| (field.name.node.as_str(), text(field.description.as_ref())))
                .collect()
        }
        kind => {
            let fields = fields(kind).iter().map(|field| &field.node);
            fields
                .map(|field| (field.name.node.as_str(), text(field.description.as_ref())))
                .collect()
        }
    }
}

/// What each word counts in a name, in the name of the type that has it, and in a description.
fn counts(sought: &[&str], name: &str, of: &str, description: &str) -> Vec<u8> {
    let mut counts = vec![0; sought.len()];
    let mut note = |known: &str, whole: u8, begun: u8| {
        for (count, word) in counts.iter_mut().zip(sought) {
            if same(known, word) {
                *count = whole.max(*count);
            } else if akin(known, word) {
                *count = begun.max(*count);
            }
        }
    };
    for known in words(name) {
        note(known, IN_NAME, IN_BEGINNING);
    }
    for known in words(of).chain(words(description)) {
        note(known, IN_DESCRIPTION, IN_DESCRIPTION);
    }
    counts
}

/// What each word weighs: the more elements have it, the less.
fn weights(elements: &[Element<'_>], words: usize) -> Vec<f64> {
    let all = number(elements.len());
    let having = |place: usize| {
        let having = elements
            .iter()
            .filter(|element| element.counts.get(place).is_some_and(|count| *count > 0));
        number(having.count())
    };
    (0..words)
        .map(|place| (all / (1.0 + having(place))).ln_1p())
        .collect()
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

impl Element<'_> {
    /// The sum of its words, for the share of the words that it has.
    fn score(&self, weights: &[f64]) -> f64 {
        let counted = self.counts.iter().filter(|count| **count > 0).count();
        let share = number(counted) / number(self.counts.len().max(1));
        let sum: f64 = self
            .counts
            .iter()
            .zip(weights)
            .map(|(count, weight)| f64::from(*count) * weight)
            .sum();
        sum * share * self.interest()
    }

    /// Fields of the roots are where a document begins; wrappers of lists and payloads say little.
    fn interest(&self) -> f64 {
        let of = self.of.name.node.as_str();
        match of {
            "Query" | "Mutation" | "Subscription" | "Viewer" => 1.5,
            _ if ["Connection", "Edge", "Payload", "Error"]
                .iter()
                .any(|end| of.ends_with(end)) =>
            {
                0.5
            }
            _ => 1.0,
        }
    }

    fn name(&self) -> String {
        let of = &self.of.name.node;
        self.member
            .map_or_else(|| of.to_string(), |member| format!("{of}.{member}"))
    }
}

/// The definitions of what was found, each type once, and then those of the inputs that found fields take.
fn render(contract: &Contract, best: &[&Element<'_>]) -> String {
    let mut shown = BTreeSet::new();
    let mut blocks = Vec::new();
    for found in best {
        let of = found.of.name.node.as_str();
        if !shown.insert(of) {
            continue;
        }
        let same_type: Vec<_> = best
            .iter()
            .filter(|other| other.of.name.node == of)
            .collect();
        let whole = same_type.iter().any(|other| other.member.is_none());
        let only: Vec<&str> = if whole {
            Vec::new()
        } else {
            same_type.iter().filter_map(|other| other.member).collect()
        };
        blocks.push(sdl::definition(found.of, &only));
    }
    for input in best.iter().flat_map(|found| inputs(contract, found)) {
        if shown.insert(input.name.node.as_str()) {
            blocks.push(sdl::definition(input, &[]));
        }
    }
    blocks.join("\n\n")
}

/// The types that the arguments of a found field have.
fn inputs<'a>(contract: &'a Contract, found: &Element<'_>) -> Vec<&'a TypeDefinition> {
    let field = found
        .member
        .and_then(|member| contract.field(&found.of.name.node, member));
    let arguments = field.map_or(&[][..], |field| &field.arguments);
    arguments
        .iter()
        .filter_map(|argument| contract.type_of(base_name(&argument.node.ty.node)))
        .collect()
}

#[cfg(test)]
mod tests;
