//! The mails that were sent, at `/dev/mail`: for development, where they go to the console or to a folder. Only a server that nothing but this
//! machine reaches keeps and shows them, because they hold tokens.

use std::sync::LazyLock;

use http::{HeaderValue, StatusCode, header::CACHE_CONTROL};
use minijinja::{Environment, context};
use poem::{Endpoint, Request, Response, Result};
use uuid::Uuid;

use super::pages::{self, START_CSP};
use crate::platform::mail::Mailer;

const LIST: &str = "mails.html";
/// A mail has inline styles and links, and nothing else.
const MAIL_CSP: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

static PAGES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut pages = Environment::new();
    // One that cannot be read is missing; the tests read it.
    drop(pages.add_template(LIST, include_str!("../../web/mails/index.html")));
    pages
});

/// The list.
pub(super) struct List(pub(super) Mailer);

impl Endpoint for List {
    type Output = Response;

    async fn call(&self, _: Request) -> Result<Response> {
        let mails = self.0.kept();
        let mails: Vec<_> = mails
            .iter()
            .map(|mail| {
                context! { id => mail.id.simple().to_string(), subject => mail.subject.as_str(), to => mail.to.as_str() }
            })
            .collect();
        let page = PAGES
            .get_template(LIST)
            .and_then(|page| page.render(context! { mails }));
        page.map_or_else(
            |_| Ok(StatusCode::INTERNAL_SERVER_ERROR.into()),
            |page| Ok(not_stored(pages::html(START_CSP, page))),
        )
    }
}

/// A mail, as HTML or as plain text.
pub(super) struct One {
    pub(super) mailer: Mailer,
    pub(super) is_plain: bool,
}

impl Endpoint for One {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let id = request
            .raw_path_param("id")
            .and_then(|id| Uuid::parse_str(id).ok());
        let found = self
            .mailer
            .kept()
            .into_iter()
            .find(|mail| Some(mail.id) == id);
        let Some(mail) = found else {
            return Ok(StatusCode::NOT_FOUND.into());
        };
        Ok(not_stored(if self.is_plain {
            pages::text("text/plain; charset=utf-8", START_CSP, mail.text)
        } else {
            pages::html(MAIL_CSP, mail.html)
        }))
    }
}

/// A page that holds tokens.
fn not_stored(mut page: Response) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    page.headers_mut().insert(CACHE_CONTROL, no_store);
    page
}
