//! The codes of `errors[].extensions.code`: one closed list, with the HTTP status and the request phase of each.

use http::StatusCode;

/// The phase of a request in which an error arises. It decides the HTTP status for each response media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The HTTP request or its authentication is rejected: the code's own status is used for every media type.
    Request,
    /// The document is rejected before or during parsing.
    Parsing,
    /// The document was parsed; it or its variables are rejected.
    Validation,
    /// The operation ran: the response may hold both data and errors.
    Execution,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $status:ident, $phase:ident;)*) => {
        /// An error code; docs/API.md has an example of each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in a response.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The HTTP status of a response whose only error has this code.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self {
                    $(Self::$variant => StatusCode::$status,)*
                }
            }

            /// The phase in which it arises.
            #[must_use]
            pub const fn phase(self) -> Phase {
                match self {
                    $(Self::$variant => Phase::$phase,)*
                }
            }

            /// The code with this name.
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
    /// The document has a syntax error.
    GraphqlParseFailed = "GRAPHQL_PARSE_FAILED", BAD_REQUEST, Parsing;
    /// The document is not valid for the schema.
    GraphqlValidationFailed = "GRAPHQL_VALIDATION_FAILED", BAD_REQUEST, Validation;
    /// An argument or a variable is invalid.
    BadUserInput = "BAD_USER_INPUT", BAD_REQUEST, Validation;
    /// No credentials, or invalid ones.
    Unauthenticated = "UNAUTHENTICATED", UNAUTHORIZED, Request;
    /// The caller lacks the permission.
    Forbidden = "FORBIDDEN", FORBIDDEN, Request;
    /// The last authentication is too old for this operation (step-up).
    ReauthenticationRequired = "REAUTHENTICATION_REQUIRED", FORBIDDEN, Request;
    /// The request may have been sent by a page of another origin (CSRF).
    CsrfPreventionFailed = "CSRF_PREVENTION_FAILED", FORBIDDEN, Request;
    /// It does not exist, or the caller may not see it.
    NotFound = "NOT_FOUND", NOT_FOUND, Execution;
    /// Another request changed it at the same time.
    Conflict = "CONFLICT", CONFLICT, Execution;
    /// Changes after the cursor are not kept any more.
    ResyncRequired = "RESYNC_REQUIRED", GONE, Execution;
    /// The caller has too many WebSockets and streams open.
    TooManySubscriptions = "TOO_MANY_SUBSCRIPTIONS", TOO_MANY_REQUESTS, Request;
    /// A rate limit of the caller is exhausted.
    RateLimited = "RATE_LIMITED", TOO_MANY_REQUESTS, Request;
    /// A required component is unavailable.
    Unavailable = "UNAVAILABLE", SERVICE_UNAVAILABLE, Request;
    /// The disk is full or read-only.
    StorageFull = "STORAGE_FULL", SERVICE_UNAVAILABLE, Execution;
    /// A component, or the whole operation, timed out.
    GatewayTimeout = "GATEWAY_TIMEOUT", GATEWAY_TIMEOUT, Execution;
    /// The document has too many bytes.
    QueryTooLong = "QUERY_TOO_LONG", BAD_REQUEST, Parsing;
    /// The document has too many tokens, or a token that is too long.
    TokenLimitExceeded = "TOKEN_LIMIT_EXCEEDED", BAD_REQUEST, Parsing;
    /// The document is nested too deep.
    MaxDepthExceeded = "MAX_DEPTH_EXCEEDED", BAD_REQUEST, Validation;
    /// The document has too many aliases.
    MaxAliasesExceeded = "MAX_ALIASES_EXCEEDED", BAD_REQUEST, Validation;
    /// The document has too many directives.
    MaxDirectivesExceeded = "MAX_DIRECTIVES_EXCEEDED", BAD_REQUEST, Validation;
    /// An operation has too many root fields.
    MaxRootFieldsExceeded = "MAX_ROOT_FIELDS_EXCEEDED", BAD_REQUEST, Validation;
    /// The document has too many selections once fragments are expanded.
    MaxRecursiveSelectionsExceeded = "MAX_RECURSIVE_SELECTIONS_EXCEEDED", BAD_REQUEST, Validation;
    /// The document has too many definitions or variables.
    TooManyDefinitions = "TOO_MANY_DEFINITIONS", BAD_REQUEST, Validation;
    /// The estimated cost of the operation is too high.
    CostEstimatedTooExpensive = "COST_ESTIMATED_TOO_EXPENSIVE", BAD_REQUEST, Validation;
    /// Introspection is disabled.
    IntrospectionDisabled = "INTROSPECTION_DISABLED", BAD_REQUEST, Validation;
    /// No persisted query has this hash.
    PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND", BAD_REQUEST, Parsing;
    /// The hash does not match the document.
    PersistedQueryHashMismatch = "PERSISTED_QUERY_HASH_MISMATCH", BAD_REQUEST, Request;
    /// The document is not in the list of trusted documents.
    QueryNotInSafelist = "QUERY_NOT_IN_SAFELIST", BAD_REQUEST, Parsing;
    /// Only persisted documents, named by id or hash, are accepted.
    PersistedQueryIdRequired = "PERSISTED_QUERY_ID_REQUIRED", BAD_REQUEST, Parsing;
    /// The HTTP request is malformed.
    BadRequest = "BAD_REQUEST", BAD_REQUEST, Request;
    /// Batches, or batches of this size, are not accepted.
    BatchingNotSupported = "BATCHING_NOT_SUPPORTED", BAD_REQUEST, Request;
    /// The endpoint does not support the method.
    MethodNotAllowed = "METHOD_NOT_ALLOWED", METHOD_NOT_ALLOWED, Request;
    /// A mutation was sent by GET.
    MutationNotAllowedOverHttpGet = "MUTATION_NOT_ALLOWED_OVER_HTTP_GET", METHOD_NOT_ALLOWED, Request;
    /// The content type of the request is not accepted.
    UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE", UNSUPPORTED_MEDIA_TYPE, Request;
    /// The content encoding of the request is not accepted.
    UnsupportedContentEncoding = "UNSUPPORTED_CONTENT_ENCODING", UNSUPPORTED_MEDIA_TYPE, Request;
    /// The server cannot produce any media type that the client accepts.
    NotAcceptable = "NOT_ACCEPTABLE", NOT_ACCEPTABLE, Request;
    /// The body is too large.
    PayloadTooLarge = "PAYLOAD_TOO_LARGE", PAYLOAD_TOO_LARGE, Request;
    /// The request did not arrive in time, or the client read the response too slowly.
    RequestTimeout = "REQUEST_TIMEOUT", REQUEST_TIMEOUT, Request;
    /// Too many connections are open.
    Overloaded = "OVERLOADED", SERVICE_UNAVAILABLE, Request;
    /// An unexpected error of the server.
    InternalServerError = "INTERNAL_SERVER_ERROR", INTERNAL_SERVER_ERROR, Execution;
}

impl Code {
    /// True if the error rejects a well-formed GraphQL request before execution.
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
