//! The contract, parsed from its SDL: it describes the inputs of tools, and is what `search_schema` searches.

use std::collections::BTreeMap;

use async_graphql::{
    Positioned,
    parser::{
        parse_schema,
        types::{
            BaseType, FieldDefinition, InputValueDefinition, OperationType, Type, TypeDefinition,
            TypeKind, TypeSystemDefinition,
        },
    },
};

use crate::error::{Error, Result};

mod sdl;
pub(super) mod search;
mod words;

/// The types of the contract by their names.
pub(super) struct Contract {
    types: BTreeMap<String, TypeDefinition>,
}

impl Contract {
    /// Parses the SDL.
    pub(super) fn of(sdl: &str) -> Result<Self> {
        let parsed = parse_schema(sdl).map_err(Error::internal)?;
        let types = parsed
            .definitions
            .into_iter()
            .filter_map(|definition| match definition {
                TypeSystemDefinition::Type(definition) => Some(definition.node),
                _ => None,
            });
        Ok(Self {
            types: types
                .map(|definition| (definition.name.node.to_string(), definition))
                .collect(),
        })
    }

    /// All types, by name.
    fn types(&self) -> impl Iterator<Item = &TypeDefinition> {
        self.types.values()
    }

    /// The type of this name; `None` for the scalars of the language.
    pub(super) fn type_of(&self, name: &str) -> Option<&TypeDefinition> {
        self.types.get(name)
    }

    /// A field of an object or an interface.
    pub(super) fn field(&self, of: &str, name: &str) -> Option<&FieldDefinition> {
        let mut fields = fields(&self.type_of(of)?.kind)
            .iter()
            .map(|field| &field.node);
        fields.find(|field| field.name.node == name)
    }

    /// A field of an input object.
    pub(super) fn input_field(&self, of: &str, name: &str) -> Option<&InputValueDefinition> {
        let TypeKind::InputObject(object) = &self.type_of(of)?.kind else {
            return None;
        };
        let mut fields = object.fields.iter().map(|field| &field.node);
        fields.find(|field| field.name.node == name)
    }
}

/// The root type of a kind of operation.
pub(super) const fn root(kind: OperationType) -> &'static str {
    match kind {
        OperationType::Query => "Query",
        OperationType::Mutation => "Mutation",
        OperationType::Subscription => "Subscription",
    }
}

/// The name of a type without its lists and non-nulls.
pub(super) fn base_name(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => base_name(item),
    }
}

/// The text of a description, if there is one.
pub(super) fn text(description: Option<&Positioned<String>>) -> &str {
    description.map_or("", |description| description.node.trim())
}

/// The fields of an object or an interface; none for other types.
fn fields(kind: &TypeKind) -> &[Positioned<FieldDefinition>] {
    match kind {
        TypeKind::Object(object) => &object.fields,
        TypeKind::Interface(interface) => &interface.fields,
        _ => &[],
    }
}
