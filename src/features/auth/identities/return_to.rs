//! URLs that a browser may be redirected to after a sign-in: an allow list with exact matches (RFC 9700, 4.1), so that no code or session
//! is sent to another site.

use url::Url;

use super::provider::Fault;
use crate::config::Config;

/// Maximum number of characters of a URL.
const LENGTH_MAX: usize = 2_048;

/// The URL, if it is allowed; without one, the start page of this server.
pub(super) fn return_address(config: &Config, text: Option<&str>) -> Result<Url, Fault> {
    let home = Url::parse(&config.public_url()).map_err(|_| Fault::BadReturnAddress)?;
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(home);
    };
    let allowed = config
        .auth
        .return_to
        .iter()
        .filter_map(|entry| Url::parse(entry).ok());
    address_in(text, allowed.chain([home])).ok_or(Fault::BadReturnAddress)
}

fn address_in(text: &str, mut allowed: impl Iterator<Item = Url>) -> Option<Url> {
    // URLs that browsers may parse differently are refused.
    if text.len() > LENGTH_MAX
        || text
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || c == '\\')
    {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let is_plain =
        url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    (is_plain && allowed.any(|entry| covers(&entry, &url))).then_some(url)
}

/// True if the URL equals the entry, or is below an entry that ends in a slash. Only a page may have a query.
fn covers(entry: &Url, url: &Url) -> bool {
    let same_place = entry.scheme() == url.scheme()
        && entry.host() == url.host()
        && entry.port_or_known_default() == url.port_or_known_default();
    let is_page = is_page(entry);
    let same_path = entry.path() == url.path()
        || (is_page && entry.path().ends_with('/') && url.path().starts_with(entry.path()));
    same_place && same_path && (is_page || url.query().is_none())
}

/// True if a browser shows it; otherwise it opens an app.
pub(super) fn is_page(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::address_in;

    #[test]
    fn only_addresses_of_the_list_are_returned_to() {
        let allowed = [
            "https://app.example.org/signed-in",
            "https://docs.example.org/",
            "com.example.app:/signed-in",
            "http://127.0.0.1:8000",
        ];
        let allowed = allowed.map(|entry| Url::parse(entry).unwrap());
        for (text, is_allowed) in [
            ("https://app.example.org/signed-in", true),
            ("https://app.example.org/signed-in?next=%2Fboard", true),
            ("https://APP.example.org:443/signed-in", true),
            ("https://app.example.org/signed-in/more", false),
            ("https://app.example.org/signed-in/../other", false),
            ("https://app.example.org/", false),
            ("https://docs.example.org/", true),
            ("https://docs.example.org/any/page?x=1", true),
            ("https://docs.example.org.evil.example/", false),
            ("https://docs.example.org@evil.example/", false),
            ("https://user@docs.example.org/", false),
            ("https://docs.example.org/#fragment", false),
            ("https://docs.example.org:444/", false),
            ("http://docs.example.org/", false),
            ("https://evil.example/?https://docs.example.org/", false),
            ("https:\\\\docs.example.org/", false),
            ("https://docs.example.org/\t", false),
            ("//docs.example.org/", false),
            ("/relative", false),
            ("com.example.app:/signed-in", true),
            ("com.example.app:/signed-in?x=1", false),
            ("com.example.app:/signed-in/", false),
            ("com.example.app://signed-in", false),
            ("com.example.other:/signed-in", false),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("http://127.0.0.1:8000/graphiql", true),
            ("http://127.0.0.1:8001/", false),
            ("", false),
        ] {
            assert_eq!(
                address_in(text, allowed.iter().cloned()).is_some(),
                is_allowed,
                "{text}"
            );
        }
        let long = format!("https://docs.example.org/{}", "x".repeat(2_048));
        assert_eq!(address_in(&long, allowed.into_iter()), None);
    }
}
