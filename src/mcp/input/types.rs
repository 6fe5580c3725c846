//! The JSON Schema of the types of the contract that are inputs.

use async_graphql::parser::types::{
    BaseType, EnumType, InputObjectType, InputValueDefinition, Type, TypeDefinition, TypeKind,
};
use serde_json::{Value, json};

use super::schema::{Schema, describe, of_json};
use crate::mcp::contract::{Contract, text};

/// The JSON Schema of a type, with what the type itself says about its values as the description.
pub(super) fn type_schema(contract: &Contract, ty: &Type) -> Result<Schema, String> {
    Types {
        contract,
        open: Vec::new(),
    }
    .of(ty)
}

/// Reads nested types.
struct Types<'a> {
    contract: &'a Contract,
    /// The input objects around the current type.
    open: Vec<&'a str>,
}

impl<'a> Types<'a> {
    fn of(&mut self, ty: &Type) -> Result<Schema, String> {
        let mut schema = match &ty.base {
            BaseType::Named(name) => self.of_named(name)?,
            BaseType::List(item) => {
                let items = Value::Object(self.of(item)?);
                of_json(json!({ "type": "array", "items": items }))
            }
        };
        if ty.nullable {
            allow_null(&mut schema);
        }
        Ok(schema)
    }

    fn of_named(&mut self, name: &str) -> Result<Schema, String> {
        let json_type = match name {
            "Int" => "integer",
            "Float" => "number",
            "Boolean" => "boolean",
            "ID" | "String" => "string",
            _ => return self.of_defined(name),
        };
        Ok(of_json(json!({ "type": json_type })))
    }

    fn of_defined(&mut self, name: &str) -> Result<Schema, String> {
        let contract = self.contract;
        let definition = contract
            .type_of(name)
            .ok_or_else(|| format!("there is no type {name}"))?;
        let mut schema = match &definition.kind {
            TypeKind::Scalar => of_scalar(name)?,
            TypeKind::Enum(values) => return Ok(of_enum(values)),
            TypeKind::InputObject(object) => self.of_object(definition, object)?,
            _ => return Err(format!("{name} is no type of inputs")),
        };
        describe(&mut schema, text(definition.description.as_ref()));
        Ok(schema)
    }

    fn of_object(
        &mut self,
        definition: &'a TypeDefinition,
        object: &'a InputObjectType,
    ) -> Result<Schema, String> {
        let name = definition.name.node.as_str();
        if self.open.contains(&name) {
            return Err(format!("{name} contains itself, which tools cannot take"));
        }
        self.open.push(name);
        let (mut properties, mut required) = (Schema::new(), Vec::new());
        for field in &object.fields {
            let field = &field.node;
            let name = field.name.node.as_str();
            if !field.ty.node.nullable && field.default_value.is_none() {
                required.push(name);
            }
            properties.insert(name.to_owned(), Value::Object(self.of_field(field)?));
        }
        self.open.pop();
        let is_one_of = definition
            .directives
            .iter()
            .any(|directive| directive.node.name.node == "oneOf");
        let mut schema = of_json(json!({ "type": "object", "properties": properties }));
        if !required.is_empty() {
            schema.insert("required".into(), json!(required));
        }
        schema.insert("additionalProperties".into(), false.into());
        if is_one_of {
            schema.insert("minProperties".into(), 1.into());
            schema.insert("maxProperties".into(), 1.into());
        }
        Ok(schema)
    }

    fn of_field(&mut self, field: &InputValueDefinition) -> Result<Schema, String> {
        let mut schema = self.of(&field.ty.node)?;
        describe(&mut schema, text(field.description.as_ref()));
        if let Some(default) = &field.default_value {
            let default = default.node.clone().into_json();
            schema.insert("default".into(), default.unwrap_or_default());
        }
        Ok(schema)
    }
}

/// Scalars of the contract are written as strings, but for these.
fn of_scalar(name: &str) -> Result<Schema, String> {
    Ok(match name {
        "Upload" => return Err("tools take no files".into()),
        "JSON" => Schema::new(),
        "Amount" => of_json(json!({ "type": ["string", "number"] })),
        _ => of_json(json!({ "type": "string" })),
    })
}

/// The values, with what each means as the description.
fn of_enum(values: &EnumType) -> Schema {
    let values = values.values.iter().map(|value| &value.node);
    let names: Vec<&str> = values
        .clone()
        .map(|value| value.value.node.as_str())
        .collect();
    let meanings: Vec<String> = values
        .map(|value| (&value.value.node, text(value.description.as_ref())))
        .filter(|(_, meaning)| !meaning.is_empty())
        .map(|(name, meaning)| format!("{name}: {meaning}"))
        .collect();
    let mut schema = of_json(json!({ "type": "string", "enum": names }));
    describe(&mut schema, &meanings.join(" "));
    schema
}

/// Allows null beside the values of the type.
fn allow_null(schema: &mut Schema) {
    match schema.get_mut("type") {
        Some(Value::Array(types)) => types.push("null".into()),
        Some(one) => *one = json!([one.take(), "null"]),
        None => {}
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.push(Value::Null);
    }
}
