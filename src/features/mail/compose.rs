//! Writes a mail: its message in the language of the recipient, in the layouts of `layout/`, which all mails share: plain text and HTML.

use std::sync::LazyLock;

use minijinja::{Environment, UndefinedBehavior, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;
use uuid::Uuid;

use super::template::Text;
use crate::{
    error::{Error, Result},
    platform::mail::Mail as Letter,
    types::{email::Email, locale::Locale},
};

const PLAIN: &str = "mail.txt";
const HTML: &str = "mail.html";

/// Text that is put into HTML is escaped, as the name of the layout says.
static LAYOUTS: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut layouts = Environment::new();
    layouts.set_undefined_behavior(UndefinedBehavior::Strict);
    if let Ok(syntax) = SyntaxConfig::builder()
        .trim_blocks(true)
        .keep_trailing_newline(true)
        .build()
    {
        layouts.set_syntax(syntax);
    }
    for (name, layout) in [
        (PLAIN, include_str!("layout/mail.txt")),
        (HTML, include_str!("layout/mail.html")),
    ] {
        // One that cannot be read is missing, which is an error of each mail, and of the tests.
        drop(layouts.add_template(name, layout));
    }
    layouts
});

/// The values of a layout.
#[derive(Serialize)]
struct Values<'a> {
    language: &'static str,
    subject: &'a str,
    body: Vec<&'a str>,
    after: Vec<&'a str>,
    footer: &'a str,
    access: Option<Access<'a>>,
}

/// A link, or a bare token.
#[derive(Serialize)]
struct Access<'a> {
    lead: &'a str,
    button: &'a str,
    /// The address of the link; empty for a token.
    address: String,
    token: &'a str,
}

/// The mail with this text.
pub(super) fn letter(id: Uuid, to: Email, text: &Text, locale: Locale) -> Result<Letter> {
    let values: Vec<(&str, &str)> = text
        .values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let words = locale.mail(text.name, &values);
    let access = text.access.as_ref().map(|access| {
        let (lead, address) = if access.page.is_empty() {
            (&words.token, String::new())
        } else {
            (&words.link, format!("{}{}", access.page, access.token))
        };
        Access {
            lead,
            button: &words.button,
            address,
            token: &access.token,
        }
    });
    let values = Values {
        language: locale.tag(),
        subject: &words.subject,
        body: words.body.lines().collect(),
        after: words.after.lines().collect(),
        footer: &words.footer,
        access,
    };
    let written = |layout| {
        let layout = LAYOUTS.get_template(layout).map_err(Error::internal)?;
        layout.render(Serde(&values)).map_err(Error::internal)
    };
    Ok(Letter {
        id,
        to,
        language: locale.tag(),
        text: written(PLAIN)?,
        html: written(HTML)?,
        subject: words.subject,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &[&str] = &[
        "mail-welcome",
        "mail-verify",
        "mail-known",
        "mail-reset",
        "mail-password-changed",
        "mail-factor-totp-on",
        "mail-factor-totp-off",
        "mail-factor-recovery-codes-made",
        "mail-factor-recovery-code-used",
        "mail-factor-passkey-added",
        "mail-factor-passkey-removed",
        "mail-deletion-begun",
        "mail-deletion-cancelled",
        "mail-export-ready",
    ];

    fn written(name: &'static str, locale: &str, page: &str) -> Letter {
        let to = Email::parse("email", "ada@example.org").expect("an address");
        let value = "2026-11-30 <b>".to_owned();
        let text = Text::new(name)
            .with("at", value.clone())
            .with("until", value)
            .with_token(page, "Zm91ci1yYW5kb20td29yZHM".to_owned());
        let locale = Locale::find(locale).expect("a language");
        letter(Uuid::nil(), to, &text, locale).expect("a mail")
    }

    #[test]
    fn each_mail_is_whole_in_each_language() {
        for name in ALL {
            let (english, german) = (written(name, "en", ""), written(name, "de", ""));
            assert_ne!(english.subject, german.subject, "{name}");
            for mail in [english, german] {
                for part in [&mail.subject, &mail.text, &mail.html] {
                    let has_mark = ["{{", "{%", "{ $"].iter().any(|mark| part.contains(mark));
                    assert!(!part.is_empty() && !has_mark, "{name}: {part}");
                }
                assert!(mail.text.contains("\n\nZm91ci1yYW5kb20td29yZHM\n\n"));
                assert!(!mail.html.contains("<b>"), "{}", mail.html);
            }
        }
    }

    #[test]
    fn a_token_is_a_link_if_a_page_takes_it() {
        let address = "https://app.example.org/?t=Zm91ci1yYW5kb20td29yZHM";
        let mail = written("mail-reset", "en", "https://app.example.org/?t=");
        assert!(
            mail.text.contains(&format!("open:\n\n{address}\n\n")),
            "{}",
            mail.text
        );
        let bare = written("mail-reset", "en", "");
        assert!(
            bare.text.contains("use this token:\n\nZm91"),
            "{}",
            bare.text
        );
        assert!(mail.html.contains("href=") && !bare.html.contains("href="));
    }
}
