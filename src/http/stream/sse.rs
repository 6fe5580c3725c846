//! Server-sent events (HTML standard, 9.2) in the distinct connections mode of graphql-sse
//! (<https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md>).

/// The media type.
pub(super) const CONTENT_TYPE: &str = "text/event-stream; charset=utf-8";
/// A comment as a keep-alive.
pub(super) const BEAT: &str = ":\n\n";
/// The operation has completed. A browser's EventSource ignores events without `data`.
pub(super) const COMPLETE: &str = "event: complete\ndata:\n\n";

/// One result; its JSON has no line breaks.
pub(super) fn next(result: &str) -> String {
    format!("event: next\ndata: {result}\n\n")
}

/// Ends the stream early, without `complete`: the client then reconnects.
pub(super) fn cut_off(reason: &str) -> String {
    format!(": {reason}\n\n")
}

#[cfg(test)]
mod tests {
    use super::{COMPLETE, cut_off, next};

    #[test]
    fn events_are_written_as_the_protocol_says() {
        assert_eq!(
            next(r#"{"data":null}"#),
            "event: next\ndata: {\"data\":null}\n\n"
        );
        assert_eq!(COMPLETE, "event: complete\ndata:\n\n");
        assert_eq!(cut_off("lagged"), ": lagged\n\n");
    }
}
