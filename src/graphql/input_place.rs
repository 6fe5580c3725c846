//! The place of a refused value in the input of its field: `["input", "employments", "1", "start"]`. The library's error for a value that a
//! scalar or a limit of the schema refuses names types only. Such errors are rare, so the place is looked for after them, in the registry of the
//! validating schema ([`ValidateOnly`](super::validation::ValidateOnly)).

use async_graphql::{
    Name, PathSegment, Positioned, Request, ServerError, Value, Variables,
    parser::types::{ExecutableDocument, Field, OperationType, Selection, SelectionSet},
    registry::{MetaField, MetaType, MetaTypeName, Registry},
};

use super::operation::{Operation, chosen};
use crate::{error::Error, types::scalar::REFUSED};

/// The extension of an error with the place: names and positions, from the argument inwards.
pub(super) const INPUT_PATH: &str = "inputPath";
/// The number of errors whose places are looked for.
const PLACES_MAX: usize = 20;

/// The refused values of an operation whose places are asked for.
pub struct Sought {
    document: ExecutableDocument,
    name: Option<String>,
    variables: Variables,
    refused: Vec<Refused>,
}

/// A value that was refused in a field of the response.
struct Refused {
    field: Vec<PathSegment>,
    what: What,
}

/// What is known of a refused value.
enum What {
    /// The name of a scalar of ours, and the value.
    Value(String, Value),
    /// It is longer than the schema allows: its length, in characters, bytes or items.
    Length(usize),
    /// A scalar or an input object of the library does not take it.
    Form,
}

impl Refused {
    fn of(error: &ServerError) -> Option<Self> {
        let stated = error.extensions.as_ref().and_then(|all| all.get(REFUSED));
        let what = match stated {
            Some(Value::List(refused)) => match refused.as_slice() {
                [Value::String(scalar), value] => What::Value(scalar.clone(), value.clone()),
                _ => return None,
            },
            Some(_) => return None,
            None => What::of_library(error)?,
        };
        Some(Self {
            field: error.path.clone(),
            what,
        })
    }
}

impl What {
    /// What an error of the library about a value says of it; the library gives its errors neither a code nor a source.
    fn of_library(error: &ServerError) -> Option<Self> {
        if error.path.is_empty() || error.source::<Error>().is_some() {
            return None;
        }
        let message = error.message.as_str();
        let is_about_value = ["Failed to parse \"", "Expected input type \""]
            .into_iter()
            .any(|begin| message.starts_with(begin));
        is_about_value.then(|| length(message).map_or(Self::Form, Self::Length))
    }
}

/// The length that a message of the library's limits states: "the chars length is 257, must be less than or equal to 256".
fn length(message: &str) -> Option<usize> {
    let (_, stated) = message.split_once(" length is ")?;
    stated.split_once(',')?.0.parse().ok()
}

impl Sought {
    /// The request that answers with the places of the refused values in these errors; `None` if there are none.
    #[must_use]
    pub fn request(operation: &Operation, errors: &[ServerError]) -> Option<Request> {
        let refused = errors.iter().filter_map(Refused::of);
        let refused: Vec<Refused> = refused.take(PLACES_MAX).collect();
        let sought = Self {
            document: operation.prepared().document.clone(),
            name: operation.name().map(str::to_owned),
            variables: operation.variables().clone(),
            refused,
        };
        (!sought.refused.is_empty()).then(|| operation.request().data(sought))
    }

    /// The place of each refused value; null where it is not found.
    pub(super) fn places(&self, registry: &Registry) -> Value {
        let place = |refused| self.place(registry, refused);
        let places = self.refused.iter().map(place);
        Value::List(
            places
                .map(|place| place.map_or(Value::Null, Value::from))
                .collect(),
        )
    }

    fn place(&self, registry: &Registry, refused: &Refused) -> Option<Value> {
        let (declared, field) = self.field(registry, &refused.field)?;
        let mut place = Vec::new();
        let found = declared.args.values().any(|declared| {
            let Some(value) = self.argument(field, &declared.name) else {
                return false;
            };
            place.push(declared.name.clone());
            let found = refused.is_in(registry, &declared.ty, &value, &mut place);
            if !found {
                place.pop();
            }
            found
        });
        found.then(|| place.into_iter().map(Value::from).collect())
    }

    /// The value of an argument, with the variables in their places.
    fn argument(&self, field: &Field, name: &str) -> Option<Value> {
        let value = field.get_argument(name)?.node.clone();
        let variable =
            |name: Name| Ok::<_, ()>(self.variables.get(&name).cloned().unwrap_or_default());
        value.into_const_with(variable).ok()
    }

    /// The field of the operation at this path of the response, and its declaration.
    fn field<'a>(
        &'a self,
        registry: &'a Registry,
        path: &[PathSegment],
    ) -> Option<(&'a MetaField, &'a Field)> {
        let operation = &chosen(&self.document, self.name.as_deref())?.node;
        let mut owner = match operation.ty {
            OperationType::Query => Some(registry.query_type.as_str()),
            OperationType::Mutation => registry.mutation_type.as_deref(),
            OperationType::Subscription => registry.subscription_type.as_deref(),
        }?;
        let mut selected = &operation.selection_set.node;
        let mut found = None;
        for segment in path {
            let PathSegment::Field(key) = segment else {
                continue;
            };
            let (of, field) = self.selected(owner, selected, key)?;
            let declared = registry.types.get(of)?.field_by_name(&field.name.node)?;
            found = Some((declared, field));
            owner = MetaTypeName::concrete_typename(&declared.ty);
            selected = &field.selection_set.node;
        }
        found
    }

    /// The field with this key in a selection, with the type that has it. The guard has bounded the depth of fragments.
    fn selected<'a>(
        &'a self,
        owner: &'a str,
        set: &'a SelectionSet,
        key: &str,
    ) -> Option<(&'a str, &'a Field)> {
        set.items.iter().find_map(|item| match &item.node {
            Selection::Field(Positioned { node, .. }) => {
                (node.response_key().node == key).then_some((owner, node))
            }
            Selection::InlineFragment(fragment) => {
                let fragment = &fragment.node;
                let of = fragment.type_condition.as_ref();
                let of = of.map_or(owner, |of| of.node.on.node.as_str());
                self.selected(of, &fragment.selection_set.node, key)
            }
            Selection::FragmentSpread(spread) => {
                let fragment = &self
                    .document
                    .fragments
                    .get(&spread.node.fragment_name.node)?
                    .node;
                let of = fragment.type_condition.node.on.node.as_str();
                self.selected(of, &fragment.selection_set.node, key)
            }
        })
    }
}

impl Refused {
    /// True if a value of a declared type has the refused value; its place is added to `place`.
    fn is_in(
        &self,
        registry: &Registry,
        declared: &str,
        value: &Value,
        place: &mut Vec<String>,
    ) -> bool {
        match (MetaTypeName::create(declared), value) {
            (MetaTypeName::List(of), Value::List(items)) => {
                let each = items.iter().enumerate();
                let mut each = each.map(|(index, item)| (index.to_string(), of, item));
                self.is_list(items) || each.any(|at| self.is_at(registry, at, place))
            }
            (MetaTypeName::NonNull(of) | MetaTypeName::List(of), value) => {
                self.is_in(registry, of, value, place)
            }
            (MetaTypeName::Named(of), value) => match (registry.types.get(of), value) {
                (Some(MetaType::InputObject { input_fields, .. }), Value::Object(values)) => {
                    let given = input_fields.values().filter_map(|field| {
                        let value = values.get(field.name.as_str())?;
                        Some((field.name.clone(), field.ty.as_str(), value))
                    });
                    let mut given = given;
                    given.any(|at| self.is_at(registry, at, place))
                }
                (declared, value) => self.is(of, declared, value),
            },
        }
    }

    /// True if it is this value, of a type that is no list.
    fn is(&self, of: &str, declared: Option<&MetaType>, value: &Value) -> bool {
        match &self.what {
            What::Value(scalar, refused) => of == scalar && value == refused,
            What::Length(length) => match value {
                Value::String(text) => text.len() == *length || text.chars().count() == *length,
                _ => false,
            },
            What::Form => match declared {
                Some(MetaType::Scalar { is_valid, .. }) => {
                    let is_beyond = of == "Int" && is_beyond_int(value);
                    is_beyond || is_valid.as_ref().is_some_and(|is_valid| !is_valid(value))
                }
                Some(MetaType::InputObject { .. }) => *value != Value::Null,
                _ => false,
            },
        }
    }

    /// True if it is this list.
    fn is_list(&self, items: &[Value]) -> bool {
        matches!(self.what, What::Length(length) if items.len() == length)
    }

    fn is_at(
        &self,
        registry: &Registry,
        (name, declared, value): (String, &str, &Value),
        place: &mut Vec<String>,
    ) -> bool {
        place.push(name);
        let found = self.is_in(registry, declared, value, place);
        if !found {
            place.pop();
        }
        found
    }
}

/// True for a number that the type `Int` does not have (GraphQL specification, 3.5.1: 32 bits, signed).
fn is_beyond_int(value: &Value) -> bool {
    let Value::Number(number) = value else {
        return false;
    };
    number
        .as_i64()
        .is_none_or(|number| i32::try_from(number).is_err())
}

/// Adds the places that the request of [`Sought::request`] answered to the errors that it was made of.
pub fn add(errors: &mut [ServerError], places: &Value) {
    let Value::List(places) = places else { return };
    let refused = errors
        .iter_mut()
        .filter(|error| Refused::of(error).is_some());
    for (error, place) in refused.zip(places) {
        if *place != Value::Null {
            error
                .extensions
                .get_or_insert_default()
                .set(INPUT_PATH, place.clone());
        }
    }
}
