//! The input types of the schema, to check the variables of a document that is known to be valid: whether each has a value of its declared
//! type (GraphQL specification, 6.1.2). It only says yes or no; what is wrong is found and explained by the complete validation.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Value, Variables,
    parser::types::{BaseType, OperationDefinition, Type},
    registry::{MetaInputValue, MetaType, Registry, ScalarValidatorFn},
};

/// The input types by name.
pub struct InputTypes(HashMap<String, InputType>);

enum InputType {
    Scalar(Option<ScalarValidatorFn>),
    Enum(HashSet<String>),
    Object(HashMap<String, InputField>),
}

struct InputField {
    of: Type,
    is_required: bool,
}

impl InputTypes {
    /// The input types of a registry. One-of objects are left out, so that values of these types never fit.
    #[must_use]
    pub fn of(registry: Registry) -> Self {
        let types = registry.types.into_iter();
        Self(
            types
                .filter_map(|(name, found)| Some((name, InputType::of(found)?)))
                .collect(),
        )
    }

    /// True if each variable of the operation has a value of its type, or may be omitted.
    #[must_use]
    pub fn fit(&self, operation: &OperationDefinition, variables: &Variables) -> bool {
        operation.variable_definitions.iter().all(|definition| {
            let (name, of) = (&definition.node.name.node, &definition.node.var_type.node);
            match variables.get(name) {
                Some(value) => self.fits(of, value),
                None => of.nullable,
            }
        })
    }

    fn fits(&self, of: &Type, value: &Value) -> bool {
        match (&of.base, value) {
            (_, Value::Null) => of.nullable,
            (BaseType::List(item), Value::List(items)) => {
                items.iter().all(|value| self.fits(item, value))
            }
            // A single value is a list of one (GraphQL specification, 3.11).
            (BaseType::List(item), value) => self.fits(item, value),
            (BaseType::Named(name), value) => self
                .0
                .get(name.as_str())
                .is_some_and(|named| self.fits_named(named, value)),
        }
    }

    fn fits_named(&self, named: &InputType, value: &Value) -> bool {
        match (named, value) {
            (InputType::Scalar(check), value) => check.as_ref().is_none_or(|check| check(value)),
            (InputType::Enum(values), Value::String(name)) => values.contains(name),
            (InputType::Enum(values), Value::Enum(name)) => values.contains(name.as_str()),
            (InputType::Object(fields), Value::Object(given)) => {
                let known = |(name, value): (&async_graphql::Name, &Value)| {
                    fields
                        .get(name.as_str())
                        .is_some_and(|field| self.fits(&field.of, value))
                };
                given.iter().all(known)
                    && fields.iter().all(|(name, field)| {
                        !field.is_required || given.contains_key(name.as_str())
                    })
            }
            _ => false,
        }
    }
}

impl InputType {
    fn of(found: MetaType) -> Option<Self> {
        match found {
            MetaType::Scalar { is_valid, .. } => Some(Self::Scalar(is_valid)),
            MetaType::Enum { enum_values, .. } => {
                Some(Self::Enum(enum_values.into_keys().collect()))
            }
            MetaType::InputObject {
                input_fields,
                oneof: false,
                ..
            } => {
                let fields = input_fields.into_values();
                fields
                    .map(|field| Some((field.name.clone(), InputField::of(&field)?)))
                    .collect::<Option<_>>()
                    .map(Self::Object)
            }
            _ => None,
        }
    }
}

impl InputField {
    fn of(field: &MetaInputValue) -> Option<Self> {
        let of = Type::new(&field.ty)?;
        Some(Self {
            is_required: !of.nullable && field.default_value.is_none(),
            of,
        })
    }
}
