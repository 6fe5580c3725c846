//! The interface `UserError`: why a mutation was refused. It is open: a feature defines its own types with
//! [`user_errors!`](crate::user_errors), and the schema registers them by [`Extended`].

use std::{borrow::Cow, marker::PhantomData};

use async_graphql::{
    ContextSelectionSet, ObjectType, OutputType, Positioned, ServerResult, Value,
    parser::types::Field,
    registry::{MetaField, MetaType, MetaTypeId, Registry},
};
use futures_util::future::BoxFuture;

use crate::error::Refusal;

/// The name of the interface.
const NAME: &str = "UserError";

/// Its fields with their names and descriptions. The macro adds them to every implementing type.
const MESSAGE: (&str, &str) = ("message", "What is wrong and what to do, in English.");
const PATH: (&str, &str) = (
    "path",
    "The path of the argument that caused the error, from the outermost input field inwards.",
);
const CODE: (&str, &str) = ("code", "A stable code of the reason.");

/// Why a mutation was refused: a message for users and a code for programs.
pub struct UserError(Box<dyn Implementor>);

/// An object that implements the interface. The library's own interfaces are enums, closed lists; an object behind this trait resolves
/// itself, and its interfaces are looked up in the registry.
trait Implementor: Send + Sync {
    fn type_name(&self) -> Cow<'static, str>;

    fn resolve<'a>(
        &'a self,
        ctx: &'a ContextSelectionSet<'_>,
        field: &'a Positioned<Field>,
    ) -> BoxFuture<'a, ServerResult<Value>>;
}

impl<T: ObjectType> Implementor for T {
    fn type_name(&self) -> Cow<'static, str> {
        self.introspection_type_name()
    }

    fn resolve<'a>(
        &'a self,
        ctx: &'a ContextSelectionSet<'_>,
        field: &'a Positioned<Field>,
    ) -> BoxFuture<'a, ServerResult<Value>> {
        Box::pin(OutputType::resolve(self, ctx, field))
    }
}

impl UserError {
    /// Wraps a user error of this type.
    pub fn new(error: impl ObjectType + 'static) -> Self {
        Self(Box::new(error))
    }
}

impl OutputType for UserError {
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(NAME)
    }

    fn introspection_type_name(&self) -> Cow<'static, str> {
        self.0.type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Self, _>(MetaTypeId::Interface, |registry| {
            let text = <String as OutputType>::create_type_info(registry);
            let texts = <Vec<String> as OutputType>::create_type_info(registry);
            let fields = [(MESSAGE, text.clone()), (PATH, texts), (CODE, text)];
            let fields = fields.into_iter().map(|((name, description), ty)| {
                let mut field = MetaField::new(name.to_owned(), ty);
                field.description = Some(description.to_owned());
                (name.to_owned(), field)
            });
            MetaType::Interface {
                name: NAME.to_owned(),
                description: Some(
                    "Why a mutation was refused: a message for users and a code for programs."
                        .to_owned(),
                ),
                fields: fields.collect(),
                possible_types: [
                    implement::<InvalidInputError>(registry),
                    implement::<VersionConflictError>(registry),
                    implement::<DuplicateError>(registry),
                    implement::<IdempotencyKeyReusedError>(registry),
                ]
                .into_iter()
                .collect(),
                extends: false,
                keys: None,
                visible: None,
                inaccessible: false,
                tags: Vec::new(),
                rust_typename: Some(std::any::type_name::<Self>()),
                directive_invocations: Vec::new(),
                requires_scopes: Vec::new(),
            }
        })
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        self.0.resolve(ctx, field).await
    }
}

/// Adds an object type that implements the interface to the registry; returns its name.
fn implement<T: ObjectType>(registry: &mut Registry) -> String {
    T::create_type_info(registry);
    let name = T::type_name().into_owned();
    registry.add_implements(&name, NAME);
    name
}

/// Registers a type of a feature: `SchemaBuilder::register_output_type::<Extended<OwnError>>()`. No field returns this type itself.
pub struct Extended<T>(PhantomData<T>);

impl<T: ObjectType> OutputType for Extended<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        UserError::create_type_info(registry);
        let name = implement::<T>(registry);
        if let Some(MetaType::Interface { possible_types, .. }) = registry.types.get_mut(NAME) {
            possible_types.insert(name);
        }
        T::qualified_type_name()
    }

    async fn resolve(
        &self,
        _ctx: &ContextSelectionSet<'_>,
        _field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        Ok(Value::Null)
    }
}

/// Defines types that implement `UserError`: `Name = "CODE" { own: Field }` becomes an object with `message`, `path`, `code` and its own
/// fields, and `Name::new(message, path, own)`. The path is dotted.
#[macro_export]
macro_rules! user_errors {
    ($($(#[$doc:meta])* $name:ident = $code:literal { $($(#[$field_doc:meta])* $field:ident: $ty:ty),* })*) => {$(
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            /// What is wrong and what to do, in English.
            message: String,
            /// The path of the argument that caused the error, from the outermost input field inwards.
            path: Vec<String>,
            /// A stable code of the reason.
            code: &'static str,
            $($(#[$field_doc])* $field: $ty),*
        }

        impl $name {
            fn new(message: &str, path: &str, $($field: $ty),*) -> Self {
                Self {
                    message: message.to_owned(),
                    path: path.split('.').map(str::to_owned).collect(),
                    code: $code,
                    $($field),*
                }
            }
        }
    )*};
}

user_errors! {
    /// An input field has an invalid value. Code `BAD_USER_INPUT`.
    InvalidInputError = "BAD_USER_INPUT" {}
    /// The object was changed since the client read it. Code `VERSION_CONFLICT`.
    VersionConflictError = "VERSION_CONFLICT" {
        /// The current version of the object.
        current: i32
    }
    /// An equivalent object exists already. Code `DUPLICATE`.
    DuplicateError = "DUPLICATE" {
        /// The id of the existing object; null if the viewer may not know it.
        existing: Option<async_graphql::ID>
    }
    /// The idempotency key was already used with another input. Code `IDEMPOTENCY_KEY_REUSED`.
    IdempotencyKeyReusedError = "IDEMPOTENCY_KEY_REUSED" {}
}

impl From<Refusal> for UserError {
    fn from(refusal: Refusal) -> Self {
        let message = refusal.to_string();
        match refusal {
            Refusal::Invalid { path, .. } => Self::new(InvalidInputError::new(&message, &path)),
            Refusal::VersionConflict { current } => {
                let path = "input.expectedVersion";
                Self::new(VersionConflictError::new(&message, path, current))
            }
            Refusal::Duplicate { path, existing, .. } => {
                let existing = existing.map(async_graphql::ID);
                Self::new(DuplicateError::new(&message, &path, existing))
            }
            Refusal::KeyReused => {
                let path = "input.idempotencyKey";
                Self::new(IdempotencyKeyReusedError::new(&message, path))
            }
            Refusal::Other(other) => other.user_error().downcast().map_or_else(
                |_| Self::new(InvalidInputError::new(&message, "input")),
                |error| *error,
            ),
        }
    }
}
