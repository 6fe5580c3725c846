//! A browser: it stores cookies for the gateway and follows redirects until they leave loopback.

use std::collections::BTreeMap;

use reqwest::Method;

use super::{Answer, Client, TestApp};

/// A browser with its own cookies.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// A browser without cookies.
    pub fn new(app: &TestApp) -> Self {
        Self {
            client: app.anonymous(),
            cookies: BTreeMap::new(),
        }
    }

    /// Opens an address; cookies are exchanged with the gateway only.
    pub async fn open(&mut self, address: &str) -> Answer {
        let Some(path) = address.strip_prefix(self.client.base_url()) else {
            let origin = url::Url::parse(address)
                .expect("an address")
                .origin()
                .ascii_serialization();
            let other = Client::new(&origin);
            return other
                .send(other.request(
                    Method::GET,
                    address.strip_prefix(&origin).expect("its path"),
                    &[],
                ))
                .await;
        };
        let cookies = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ");
        let headers = [("accept", "text/html"), ("cookie", cookies.as_str())];
        let sent = if cookies.is_empty() {
            &headers[..1]
        } else {
            &headers[..]
        };
        let answer = self
            .client
            .send(self.client.request(Method::GET, path, sent))
            .await;
        for line in answer
            .headers
            .get_all("set-cookie")
            .iter()
            .filter_map(|line| line.to_str().ok())
        {
            let (name, value) = line
                .split(';')
                .next()
                .and_then(|pair| pair.split_once('='))
                .expect("a cookie");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }

    /// Opens an address and follows redirects within loopback; returns the last address, or the last response.
    pub async fn walk(&mut self, address: &str) -> Result<String, Answer> {
        let mut address = address.to_owned();
        for _ in 0..10 {
            let answer = self.open(&address).await;
            if answer.status != 303 && answer.status != 302 {
                return Err(answer);
            }
            answer.header("location").clone_into(&mut address);
            if !address.starts_with("http://127.0.0.1:") {
                return Ok(address);
            }
        }
        panic!("redirect loop: {address}");
    }

    /// True if it has a session cookie of the gateway.
    pub fn is_signed_in(&self) -> bool {
        self.cookies
            .get("__Host-careergraph")
            .is_some_and(|value| !value.is_empty())
    }

    /// A client with its cookies.
    pub fn client(&self) -> Client {
        self.client.with_cookies(&self.cookies)
    }
}
