//! Subscriptions over multipart HTTP, 1.0 (the protocol of Apollo's clients), in the form of RFC 2046, 5.1.
//!
//! Clients process a part when they see the boundary after it, so each piece ends with the boundary of the next part.

/// The media type. No line of a JSON text begins with the boundary.
pub(super) const CONTENT_TYPE: &str = r#"multipart/mixed; boundary="-"; subscriptionSpec=1.0"#;
/// The boundary before the first part.
pub(super) const OPENING: &str = "\r\n---";
/// Follows the last boundary and ends the body.
const CLOSING: &str = "--\r\n";
/// An empty part as a keep-alive.
pub(super) const BEAT: &str = "\r\nContent-Type: application/json\r\n\r\n{}\r\n---";

/// One result.
pub(super) fn next(result: &str) -> String {
    part(&format!(r#"{{"payload":{result}}}"#))
}

/// The operation has completed.
pub(super) fn complete() -> String {
    CLOSING.to_owned()
}

/// Ends the stream with errors of the transport, beside a null payload.
pub(super) fn cut_off(errors: &str) -> String {
    format!(
        "{}{CLOSING}",
        part(&format!(r#"{{"payload":null,"errors":{errors}}}"#))
    )
}

fn part(json: &str) -> String {
    format!("\r\nContent-Type: application/json\r\n\r\n{json}\r\n---")
}

#[cfg(test)]
mod tests {
    use super::{BEAT, OPENING, complete, cut_off, next, part};

    #[test]
    fn parts_are_written_as_the_protocol_says() {
        assert_eq!(BEAT, part("{}"));
        let whole = [
            OPENING.to_owned(),
            BEAT.to_owned(),
            next(r#"{"data":null}"#),
            complete(),
        ]
        .concat();
        let expected = "\r\n---\r\nContent-Type: application/json\r\n\r\n{}\
            \r\n---\r\nContent-Type: application/json\r\n\r\n{\"payload\":{\"data\":null}}\r\n-----\r\n";
        assert_eq!(whole, expected);
        let cut = cut_off("[]");
        assert_eq!(
            cut,
            "\r\nContent-Type: application/json\r\n\r\n{\"payload\":null,\"errors\":[]}\r\n-----\r\n"
        );
    }
}
