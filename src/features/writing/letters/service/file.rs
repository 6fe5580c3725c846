//! A revision as a file, in one of the formats.

use bytes::Bytes;
use chrono::Datelike;
use rendering::{Document, Options, Text};

use crate::{
    error::{Error, Result},
    features::{
        users::UserRow,
        writing::{
            Format, Language, Paper, Template,
            letters::{Content, LetterRow, Letters, RevisionRow, entity::revision},
        },
    },
    platform::{hashing::sha256_hex, process_tasks::off_reactor},
    types::{actor::Actor, area::Area, file_name, id::LetterId},
};

/// Maximum characters of the name of a file, without its extension.
const NAME_MAX: usize = 120;

/// A rendered revision.
#[derive(Clone, Debug)]
pub struct LetterFile {
    /// The content of the file.
    pub bytes: Bytes,
    /// The SHA-256 of it in hexadecimal.
    pub sha256: String,
    /// The media type.
    pub media_type: &'static str,
    /// The name under which it is saved.
    pub name: String,
}

impl Letters {
    /// The file that an address names: its last part such as `3.pdf`, and its parameters `template` and `paper`. NOT_FOUND if there is none.
    pub async fn file(
        &self,
        actor: &Actor,
        id: LetterId,
        file: &str,
        parameters: &[(String, String)],
    ) -> Result<LetterFile> {
        // The name and the address of the sender are those of the account.
        actor.check(Area::Users.read())?;
        let (number, format) = asked(file)?;
        let options = options(parameters)?;
        let row = self.get(actor, id).await?;
        let found = revision::some(actor, &[(id, number)]).one(self.platform.db.conn());
        let found = found.await?.ok_or_else(|| Error::not_found("revision"))?;
        let user = self.users.get(actor).await?;
        off_reactor(move || rendered(&row, &user, &found, format, options)).await?
    }
}

/// Reads the last part of an address: the number of a revision, and a format other than JSON.
fn asked(file: &str) -> Result<(i32, Format)> {
    let absent = || Error::not_found("file");
    let (number, extension) = file.split_once('.').ok_or_else(absent)?;
    let revision: i32 = number.parse().map_err(|_| absent())?;
    if revision.to_string() != number {
        return Err(absent());
    }
    let format = Format::of_extension(extension).filter(|format| *format != Format::Json);
    Ok((revision, format.ok_or_else(absent)?))
}

fn options(parameters: &[(String, String)]) -> Result<Options> {
    let (mut template, mut paper) = (Template::default(), Paper::default());
    for (name, value) in parameters {
        let known = match name.as_str() {
            "template" => Template::of_name(value).map(|given| template = given),
            "paper" => Paper::of_name(value).map(|given| paper = given),
            _ => Some(()),
        };
        if known.is_none() {
            return Err(Error::bad_input(format!(
                "There is no such {name}; templates are PLAIN and CLASSIC, papers A4 and LETTER."
            )));
        }
    }
    Ok(Options {
        template: match template {
            Template::Plain => rendering::Template::Plain,
            Template::Classic => rendering::Template::Classic,
        },
        paper: match paper {
            Paper::A4 => rendering::Paper::A4,
            Paper::Letter => rendering::Paper::Letter,
        },
        created: None,
    })
}

fn rendered(
    row: &LetterRow,
    user: &UserRow,
    found: &RevisionRow,
    format: Format,
    mut options: Options,
) -> Result<LetterFile> {
    options.created = Some(user.time_zone().day_of(found.created_at));
    let document = document(row, user, found);
    let bytes = match format {
        Format::Pdf => rendering::pdf(&document, &options).map(|pdf| pdf.bytes),
        Format::Docx => rendering::docx(&document, &options),
        Format::Html => rendering::html(&document, &options).map(String::into_bytes),
        Format::Markdown => rendering::markdown(&document).map(String::into_bytes),
        Format::Text | Format::Json => rendering::plain(&document).map(String::into_bytes),
    };
    let bytes = bytes.map_err(Error::internal)?;
    Ok(LetterFile {
        sha256: sha256_hex(&bytes),
        bytes: bytes.into(),
        media_type: format.media_type(),
        name: name_of(row, user, format),
    })
}

fn document(row: &LetterRow, user: &UserRow, found: &RevisionRow) -> Document {
    let day = user.time_zone().day_of(found.created_at);
    let subject = match row.language {
        Language::En => format!("Application: {}", row.posting_title),
        Language::De => format!("Bewerbung: {}", row.posting_title),
    };
    let recipient = [&row.company_name, &row.recipient];
    let recipient = recipient.into_iter().filter(|line| !line.is_empty());
    Document::Letter(rendering::Letter {
        language: row.language.tag().to_owned(),
        name: user.name.clone(),
        sender: vec![Text::linked(
            user.email.as_str(),
            format!("mailto:{}", user.email),
        )],
        recipient: recipient.map(|line| line.as_str().into()).collect(),
        place: String::new(),
        date: match row.language {
            Language::En => day.format("%-d %B %Y").to_string(),
            Language::De => format!("{}.{}.{}", day.day(), day.month(), day.year()),
        },
        subject: subject.into(),
        greeting: found.content.greeting.as_str().into(),
        paragraphs: paragraphs(&found.content),
        sign_off: found.content.sign_off.as_str().into(),
    })
}

fn paragraphs(content: &Content) -> Vec<Text> {
    let paragraphs = content.paragraphs().into_iter();
    paragraphs
        .map(|sentences| {
            let texts = sentences.into_iter().map(|(_, one)| one.text.as_str());
            texts.collect::<Vec<_>>().join(" ").into()
        })
        .collect()
}

/// The name of the person and what the letter is for.
fn name_of(row: &LetterRow, user: &UserRow, format: Format) -> String {
    let parts = [&user.name, &row.company_name, &row.posting_title];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.map(String::as_str).collect();
    let whole = parts.join(" - ").replace(['/', '\\'], "-");
    let short: String = whole.chars().take(NAME_MAX).collect();
    let clean = file_name::cleaned(&short);
    let clean = if clean.is_empty() { "letter" } else { &clean };
    format!("{clean}.{}", format.extension())
}
