//! The codes of `errors[].extensions.code`: one closed list, with the HTTP status of each and the phase in which it arises.

use http::StatusCode;

/// The phase of a request in which an error arises. It decides which status the media types give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The HTTP request itself, or its caller, is refused: the status is that of the code for every media type.
    Request,
    /// The request is well-formed, and its document is refused before it is parsed.
    Parsing,
    /// The document was parsed, and it or its variables are refused.
    Validation,
    /// The operation ran: data and errors may both be there.
    Execution,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $status:ident, $phase:ident;)*) => {
        /// A code; docs/API.md has an example of each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in an answer.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The HTTP status of an answer that has this error alone.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self {
                    $(Self::$variant => StatusCode::$status,)*
                }
            }

            /// Where it arises.
            #[must_use]
            pub const fn phase(self) -> Phase {
                match self {
                    $(Self::$variant => Phase::$phase,)*
                }
            }

            /// The code of this name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

codes! {
    /// The document is not GraphQL.
    GraphqlParseFailed = "GRAPHQL_PARSE_FAILED", BAD_REQUEST, Parsing;
    /// The document does not fit the schema.
    GraphqlValidationFailed = "GRAPHQL_VALIDATION_FAILED", BAD_REQUEST, Validation;
    /// An argument or a variable cannot be used.
    BadUserInput = "BAD_USER_INPUT", BAD_REQUEST, Validation;
    /// No user is signed in, or the credentials are wrong.
    Unauthenticated = "UNAUTHENTICATED", UNAUTHORIZED, Request;
    /// The caller may not do this.
    Forbidden = "FORBIDDEN", FORBIDDEN, Request;
    /// The last proof of identity is too old for this.
    ReauthenticationRequired = "REAUTHENTICATION_REQUIRED", FORBIDDEN, Request;
    /// A page of another origin may have sent the request.
    CsrfPreventionFailed = "CSRF_PREVENTION_FAILED", FORBIDDEN, Request;
    /// It does not exist, or not for this caller.
    NotFound = "NOT_FOUND", NOT_FOUND, Execution;
    /// Another request changed it at the same time.
    Conflict = "CONFLICT", CONFLICT, Execution;
    /// The caller has too many sockets and streams open.
    TooManySubscriptions = "TOO_MANY_SUBSCRIPTIONS", TOO_MANY_REQUESTS, Request;
    /// The caller has used up a budget.
    RateLimited = "RATE_LIMITED", TOO_MANY_REQUESTS, Request;
    /// A part that is needed is not available.
    Unavailable = "UNAVAILABLE", SERVICE_UNAVAILABLE, Request;
    /// The disk is full or read-only.
    StorageFull = "STORAGE_FULL", SERVICE_UNAVAILABLE, Execution;
    /// A part, or the whole operation, took too long.
    GatewayTimeout = "GATEWAY_TIMEOUT", GATEWAY_TIMEOUT, Execution;
    /// The document has too many bytes.
    QueryTooLong = "QUERY_TOO_LONG", BAD_REQUEST, Parsing;
    /// The document has too many tokens, or one that is too long.
    TokenLimitExceeded = "TOKEN_LIMIT_EXCEEDED", BAD_REQUEST, Parsing;
    /// The document is nested too deep.
    MaxDepthExceeded = "MAX_DEPTH_EXCEEDED", BAD_REQUEST, Validation;
    /// The document has too many aliases.
    MaxAliasesExceeded = "MAX_ALIASES_EXCEEDED", BAD_REQUEST, Validation;
    /// The document has too many directives.
    MaxDirectivesExceeded = "MAX_DIRECTIVES_EXCEEDED", BAD_REQUEST, Validation;
    /// An operation has too many fields at its root.
    MaxRootFieldsExceeded = "MAX_ROOT_FIELDS_EXCEEDED", BAD_REQUEST, Validation;
    /// The document selects too much once its fragments are spread.
    MaxRecursiveSelectionsExceeded = "MAX_RECURSIVE_SELECTIONS_EXCEEDED", BAD_REQUEST, Validation;
    /// The document has too many definitions or variables.
    TooManyDefinitions = "TOO_MANY_DEFINITIONS", BAD_REQUEST, Validation;
    /// The operation costs too much.
    CostEstimatedTooExpensive = "COST_ESTIMATED_TOO_EXPENSIVE", BAD_REQUEST, Validation;
    /// The schema cannot be asked for here.
    IntrospectionDisabled = "INTROSPECTION_DISABLED", BAD_REQUEST, Validation;
    /// No document with this hash is known.
    PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND", BAD_REQUEST, Parsing;
    /// The hash is not that of the document.
    PersistedQueryHashMismatch = "PERSISTED_QUERY_HASH_MISMATCH", BAD_REQUEST, Request;
    /// The document is not one of the trusted ones.
    QueryNotInSafelist = "QUERY_NOT_IN_SAFELIST", BAD_REQUEST, Parsing;
    /// Only documents that are named by id or hash run here.
    PersistedQueryIdRequired = "PERSISTED_QUERY_ID_REQUIRED", BAD_REQUEST, Parsing;
    /// The HTTP request cannot be used.
    BadRequest = "BAD_REQUEST", BAD_REQUEST, Request;
    /// Batches, or ones of this size, are not accepted.
    BatchingNotSupported = "BATCHING_NOT_SUPPORTED", BAD_REQUEST, Request;
    /// The endpoint takes other methods.
    MethodNotAllowed = "METHOD_NOT_ALLOWED", METHOD_NOT_ALLOWED, Request;
    /// A mutation was sent by GET.
    MutationNotAllowedOverHttpGet = "MUTATION_NOT_ALLOWED_OVER_HTTP_GET", METHOD_NOT_ALLOWED, Request;
    /// The content type of the request is not accepted.
    UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE", UNSUPPORTED_MEDIA_TYPE, Request;
    /// The content encoding of the request is not accepted.
    UnsupportedContentEncoding = "UNSUPPORTED_CONTENT_ENCODING", UNSUPPORTED_MEDIA_TYPE, Request;
    /// No media type that the client accepts can be given.
    NotAcceptable = "NOT_ACCEPTABLE", NOT_ACCEPTABLE, Request;
    /// The body is too large.
    PayloadTooLarge = "PAYLOAD_TOO_LARGE", PAYLOAD_TOO_LARGE, Request;
    /// The request did not arrive in time, or the client fell behind.
    RequestTimeout = "REQUEST_TIMEOUT", REQUEST_TIMEOUT, Request;
    /// Too many connections are open.
    Overloaded = "OVERLOADED", SERVICE_UNAVAILABLE, Request;
    /// A fault of the server.
    InternalServerError = "INTERNAL_SERVER_ERROR", INTERNAL_SERVER_ERROR, Execution;
}

impl Code {
    /// Whether a well-formed GraphQL request was refused before it ran.
    #[must_use]
    pub const fn is_of_document(self) -> bool {
        matches!(self.phase(), Phase::Parsing | Phase::Validation)
    }
}

impl From<Code> for async_graphql::Value {
    fn from(code: Code) -> Self {
        code.name().into()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_documentation_lists_each_code_and_no_other() {
        let (_, section) = include_str!("../../docs/API.md")
            .split_once("| code | example |")
            .expect("the table");
        let (table, _) = section.split_once("\n\n").expect("its end");
        let cells = table.lines().filter_map(|line| line.split('|').nth(1));
        let documented: BTreeSet<&str> = cells
            .flat_map(|cell| cell.split('`').skip(1).step_by(2))
            .collect();
        let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(documented, known);
        assert!(
            Code::ALL
                .iter()
                .all(|code| Code::parse(code.name()) == Some(*code))
        );
    }
}
