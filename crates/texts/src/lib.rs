//! What the product says to a user by itself, in the user's language: the texts of notifications and mails. Each language is a file in `words/`, in the
//! format of Fluent, named by its tag (BCP 47), and a line of the list below.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

#[cfg(test)]
mod tests;

/// Lists the languages by their tags; the first one is used where nothing else is known.
macro_rules! languages {
    ($($tag:literal),*) => {
        static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
            vec![$(Language::read($tag, include_str!(concat!("words/", $tag, ".ftl")))),*]
        });
    };
}

languages!["en", "de"];

/// A language in which there are texts.
struct Language {
    tag: &'static str,
    words: FluentBundle<FluentResource>,
}

impl Language {
    /// A message that cannot be read is left out; the tests find it.
    fn read(tag: &'static str, text: &str) -> Self {
        let resource = FluentResource::try_new(text.to_owned());
        let resource = resource.unwrap_or_else(|(readable, _)| readable);
        let locale: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut words = FluentBundle::new_concurrent(vec![locale]);
        // The marks around values are for texts of both directions, which no language here is written in.
        words.set_use_isolating(false);
        words.add_resource_overriding(resource);
        Self { tag, words }
    }
}

/// A language in which there are texts, by its place in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Locale(usize);

impl Locale {
    /// The language with this tag, in any case. A region is ignored: `de-AT` is German.
    #[must_use]
    pub fn find(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next()?;
        let all = LANGUAGES.iter();
        let place = all
            .into_iter()
            .position(|known| known.tag.eq_ignore_ascii_case(language));
        place.map(Self)
    }

    /// The tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        LANGUAGES.get(self.0).map_or("en", |language| language.tag)
    }

    /// All languages.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len()).map(Self)
    }
}

/// A text with a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// One line.
    pub title: String,
    /// One or two sentences.
    pub body: String,
}

/// A mail. What it does not have is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// One line.
    pub subject: String,
    /// Lines before the link, each a sentence or more.
    pub body: String,
    /// The words on the link.
    pub button: String,
    /// What is before the address of the link in plain text.
    pub link: String,
    /// What is before a token that is no link.
    pub token: String,
    /// Lines behind the link.
    pub after: String,
    /// The last line.
    pub footer: String,
}

/// The mail with this name, with these values in it.
#[must_use]
pub fn mail(locale: Locale, name: &str, values: &[(&str, &str)]) -> Mail {
    let args = args(values);
    let part = |name, attribute| part(locale, (name, attribute), &args).unwrap_or_default();
    Mail {
        subject: part(name, None),
        body: part(name, Some("body")),
        button: part(name, Some("button")),
        link: part(name, Some("link")),
        token: part(name, Some("token")),
        after: part(name, Some("after")),
        footer: part("mail-footer", None),
    }
}

/// The text with this name, with these values in it. Empty if there is none, in this language or in the first one.
#[must_use]
pub fn text(locale: Locale, name: &str, values: &[(&str, &str)]) -> Text {
    let args = args(values);
    let part = |attribute| part(locale, (name, attribute), &args).unwrap_or_default();
    Text {
        title: part(None),
        body: part(Some("body")),
    }
}

fn args<'v>(values: &[(&'v str, &'v str)]) -> FluentArgs<'v> {
    let mut args = FluentArgs::new();
    for (name, value) in values {
        args.set(*name, FluentValue::from(*value));
    }
    args
}

/// A message, or an attribute of it, in a language, or else in the first one.
fn part(locale: Locale, name: (&str, Option<&str>), args: &FluentArgs<'_>) -> Option<String> {
    let found = LANGUAGES.get(locale.0);
    let found = found.and_then(|language| language.part(name, args));
    found.or_else(|| LANGUAGES.first()?.part(name, args))
}

impl Language {
    fn part(
        &self,
        (name, attribute): (&str, Option<&str>),
        args: &FluentArgs<'_>,
    ) -> Option<String> {
        let message = self.words.get_message(name)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(attribute) => message.get_attribute(attribute)?.value(),
        };
        let mut unknown = Vec::new();
        let text = self.words.format_pattern(pattern, Some(args), &mut unknown);
        Some(text.into_owned())
    }
}
