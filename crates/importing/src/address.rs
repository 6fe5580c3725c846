//! Addresses of web pages.

use url::Url;

/// The most characters of an address.
pub const ADDRESS_MAX: usize = 2_000;
/// The most characters of a host as a label.
const HOST_CHARS_MAX: usize = 60;

/// The address of a web page as text writes it: `https://` is put before a host without a scheme. None if it is no web page.
#[must_use]
pub fn web(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > ADDRESS_MAX || text.chars().any(char::is_whitespace) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let with_scheme = if lower.starts_with("http://") || lower.starts_with("https://") {
        text.to_owned()
    } else {
        let host = text.split(['/', '?', '#']).next().unwrap_or_default();
        let is_host = host.contains('.')
            && host.split('.').all(|label| {
                !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            })
            && host.rsplit('.').next().is_some_and(|end| {
                end.chars().count() >= 2 && end.chars().all(char::is_alphabetic)
            });
        if !is_host {
            return None;
        }
        format!("https://{text}")
    };
    let url = Url::parse(&with_scheme).ok()?;
    let named = url.host_str().is_some_and(|host| host.contains('.'));
    if !named || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    // As written where that is an address already: nobody asked for a slash at its end.
    let plain = with_scheme
        .chars()
        .all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c));
    let address = if plain { with_scheme } else { url.into() };
    (address.len() <= ADDRESS_MAX).then_some(address)
}

/// The host of an address without `www.`, which is the label of a link that has none.
#[must_use]
pub fn host(address: &str) -> String {
    let host = Url::parse(address)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    let host = host.unwrap_or_else(|| address.to_owned());
    let name = host.strip_prefix("www.").unwrap_or(&host);
    name.chars().take(HOST_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::web;

    #[test]
    fn web_takes_pages_and_nothing_else() {
        let table = [
            ("oduya.example", Some("https://oduya.example")),
            ("http://oduya.example/a?b", Some("http://oduya.example/a?b")),
            ("HTTPS://Oduya.example", Some("HTTPS://Oduya.example")),
            ("www.oduya.example/x", Some("https://www.oduya.example/x")),
            (
                "https://oduya.example/ü",
                Some("https://oduya.example/%C3%BC"),
            ),
            ("javascript:alert(1)", None),
            ("mailto:a@b.example", None),
            ("=HYPERLINK(\"https://evil.example\")", None),
            ("@peel", None),
            ("-", None),
            ("5.5", None),
            ("3.º", None),
            ("ask Peel", None),
            ("https://user:pass@oduya.example", None),
            ("", None),
        ];
        for (text, address) in table {
            assert_eq!(web(text).as_deref(), address, "{text}");
        }
    }
}
