//! Writes definitions of the contract as SDL.

use std::fmt::Write;

use async_graphql::{
    Name, Positioned,
    parser::types::{
        ConstDirective, EnumValueDefinition, FieldDefinition, InputValueDefinition, TypeDefinition,
        TypeKind,
    },
};

use super::{fields, text};

/// A type with its description; with only these members, or with all if there are none.
pub(super) fn definition(definition: &TypeDefinition, only: &[&str]) -> String {
    let mut sdl = String::new();
    describe(&mut sdl, "", text(definition.description.as_ref()));
    let name = &definition.name.node;
    let taken = |member: &Name| only.is_empty() || only.contains(&member.as_str());
    match &definition.kind {
        TypeKind::Scalar => push(&mut sdl, format_args!("scalar {name}")),
        TypeKind::Union(union) => {
            let members: Vec<_> = union
                .members
                .iter()
                .map(|name| name.node.as_str())
                .collect();
            push(
                &mut sdl,
                format_args!("union {name} = {}", members.join(" | ")),
            );
        }
        TypeKind::Enum(values) => {
            push(&mut sdl, format_args!("enum {name} {{\n"));
            let values = values.values.iter().map(|value| &value.node);
            for value in values.filter(|value| taken(&value.value.node)) {
                enum_value(&mut sdl, value);
            }
            sdl.push('}');
        }
        TypeKind::InputObject(object) => {
            push(&mut sdl, format_args!("input {name} {{\n"));
            let fields = object.fields.iter().map(|field| &field.node);
            for field in fields.filter(|field| taken(&field.name.node)) {
                input_value(&mut sdl, "  ", field);
            }
            sdl.push('}');
        }
        TypeKind::Object(object) => {
            head(&mut sdl, "type", name, &object.implements);
            members(&mut sdl, &definition.kind, taken);
        }
        TypeKind::Interface(interface) => {
            head(&mut sdl, "interface", name, &interface.implements);
            members(&mut sdl, &definition.kind, taken);
        }
    }
    sdl
}

fn head(sdl: &mut String, keyword: &str, name: &Name, interfaces: &[Positioned<Name>]) {
    push(sdl, format_args!("{keyword} {name}"));
    for (place, interface) in interfaces.iter().enumerate() {
        let lead = if place == 0 { "implements" } else { "&" };
        push(sdl, format_args!(" {lead} {}", interface.node));
    }
}

fn members(sdl: &mut String, kind: &TypeKind, taken: impl Fn(&Name) -> bool) {
    sdl.push_str(" {\n");
    let all = fields(kind).iter().map(|field| &field.node);
    for one in all.filter(|field| taken(&field.name.node)) {
        field(sdl, one);
    }
    sdl.push('}');
}

fn field(sdl: &mut String, field: &FieldDefinition) {
    describe(sdl, "  ", text(field.description.as_ref()));
    push(sdl, format_args!("  {}", field.name.node));
    if !field.arguments.is_empty() {
        sdl.push_str("(\n");
        for argument in &field.arguments {
            input_value(sdl, "    ", &argument.node);
        }
        sdl.push_str("  )");
    }
    push(sdl, format_args!(": {}", field.ty.node));
    deprecation(sdl, &field.directives);
    sdl.push('\n');
}

fn input_value(sdl: &mut String, indent: &str, value: &InputValueDefinition) {
    describe(sdl, indent, text(value.description.as_ref()));
    push(
        sdl,
        format_args!("{indent}{}: {}", value.name.node, value.ty.node),
    );
    if let Some(default) = &value.default_value {
        push(sdl, format_args!(" = {}", default.node));
    }
    deprecation(sdl, &value.directives);
    sdl.push('\n');
}

fn enum_value(sdl: &mut String, value: &EnumValueDefinition) {
    describe(sdl, "  ", text(value.description.as_ref()));
    push(sdl, format_args!("  {}", value.value.node));
    deprecation(sdl, &value.directives);
    sdl.push('\n');
}

fn deprecation(sdl: &mut String, directives: &[Positioned<ConstDirective>]) {
    let found = directives
        .iter()
        .find(|directive| directive.node.name.node == "deprecated");
    if let Some((_, reason)) = found.and_then(|directive| directive.node.arguments.first()) {
        push(sdl, format_args!(" @deprecated(reason: {})", reason.node));
    } else if found.is_some() {
        sdl.push_str(" @deprecated");
    }
}

fn describe(sdl: &mut String, indent: &str, text: &str) {
    if text.is_empty() {
    } else if text.contains(['\n', '"', '\\']) {
        push(sdl, format_args!("{indent}\"\"\"\n"));
        for line in text.lines() {
            push(sdl, format_args!("{indent}{}\n", line.trim()));
        }
        push(sdl, format_args!("{indent}\"\"\"\n"));
    } else {
        push(sdl, format_args!("{indent}\"{text}\"\n"));
    }
}

fn push(sdl: &mut String, text: std::fmt::Arguments<'_>) {
    let _infallible = sdl.write_fmt(text);
}
