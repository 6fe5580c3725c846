//! The costs of a document's operations, by all that the validation of the document reads of a request: the operation, and the forms of
//! its variables. The form of a value has its kind and what the library's rules look at: the fields of an object, the kinds of the items of a list, a text that
//! may be the name of an enum value, and, because costs depend on them, the numbers and lengths of lists among the variables.

use std::{collections::VecDeque, fmt::Write};

use async_graphql::{Name, Value, Variables};

/// Costs that are kept for one document; a new one replaces the oldest.
const KEPT_MAX: usize = 32;
/// Longer keys are not kept.
const KEY_BYTES_MAX: usize = 1_024;

/// Operations of a document that have equal keys are all valid at the same cost, or none is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostKey(String);

impl CostKey {
    /// The key of an operation with these variables; `None` if it would be too long, or a name is none of GraphQL.
    #[must_use]
    pub fn of(operation: Option<&str>, variables: &Variables) -> Option<Self> {
        let mut key = String::with_capacity(64);
        push_name(&mut key, operation.unwrap_or_default())?;
        for (name, value) in variables.iter() {
            key.push(';');
            push_name(&mut key, name)?;
            key.push(':');
            match value {
                Value::Number(number) => write!(key, "={number}").ok()?,
                Value::List(items) => write!(key, "{}", items.len()).ok()?,
                _ => {}
            }
            push_form(&mut key, value)?;
        }
        Some(Self(key))
    }
}

fn push_form(key: &mut String, value: &Value) -> Option<()> {
    match value {
        Value::Null => key.push('n'),
        Value::Boolean(_) => key.push('b'),
        Value::Binary(_) => key.push('y'),
        Value::Number(number) => key.push(match () {
            () if number.is_u64() && number.is_i64() => 'i',
            () if number.is_i64() => '-',
            () if number.is_u64() => '+',
            () => 'f',
        }),
        Value::String(text) if !may_be_enum(text) => key.push('s'),
        Value::String(text) => {
            key.push('"');
            push_name(key, text)?;
        }
        Value::Enum(name) => {
            key.push('e');
            push_name(key, name)?;
        }
        Value::List(items) => {
            let mut forms = items
                .iter()
                .map(|item| {
                    let mut form = String::new();
                    push_form(&mut form, item).map(|()| form)
                })
                .collect::<Option<Vec<_>>>()?;
            forms.sort_unstable();
            forms.dedup();
            write!(key, "[{}]", forms.join(",")).ok()?;
        }
        Value::Object(fields) => {
            let mut fields: Vec<(&Name, &Value)> = fields.iter().collect();
            fields.sort_unstable_by_key(|(name, _)| *name);
            key.push('{');
            for (name, value) in fields {
                push_name(key, name)?;
                key.push(':');
                push_form(key, value)?;
                key.push(',');
            }
            key.push('}');
        }
    }
    (key.len() <= KEY_BYTES_MAX).then_some(())
}

/// Names have no character that the key uses between them.
fn push_name(key: &mut String, name: &str) -> Option<()> {
    let is_name = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
    (name.len() <= KEY_BYTES_MAX && name.bytes().all(is_name)).then(|| key.push_str(name))
}

/// True for texts that may be the name of an enum value of this schema.
fn may_be_enum(text: &str) -> bool {
    let is_upper = |byte: u8| byte == b'_' || byte.is_ascii_uppercase() || byte.is_ascii_digit();
    text.starts_with(|first: char| first == '_' || first.is_ascii_uppercase())
        && text.bytes().all(is_upper)
}

/// The known costs of one document.
#[derive(Default)]
pub(super) struct Costs(VecDeque<(CostKey, usize)>);

impl Costs {
    pub(super) fn get(&self, key: &CostKey) -> Option<usize> {
        let found = self.0.iter().find(|(known, _)| known == key);
        found.map(|(_, cost)| *cost)
    }

    pub(super) fn put(&mut self, key: CostKey, cost: usize) {
        if self.get(&key).is_some() {
            return;
        }
        if self.0.len() >= KEPT_MAX {
            self.0.pop_front();
        }
        self.0.push_back((key, cost));
    }
}
