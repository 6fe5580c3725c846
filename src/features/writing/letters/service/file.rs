//! A revision as a file, in one of the formats.

use chrono::Datelike;
use rendering::{Document, Text};

use crate::{
    error::{Error, Result},
    features::{
        users::UserRow,
        writing::{
            Format, Language, RenderedFile,
            file::{Look, asked, bytes_of},
            letters::{Content, LetterRow, Letters, RevisionRow, entity::revision},
        },
    },
    platform::process_tasks::off_reactor,
    types::{actor::Actor, area::Area, id::LetterId},
};

impl Letters {
    /// The file that an address names: its last part such as `3.pdf`, and its parameters `template` and `paper`. NOT_FOUND if there is none.
    pub async fn file(
        &self,
        actor: &Actor,
        id: LetterId,
        file: &str,
        parameters: &[(String, String)],
    ) -> Result<RenderedFile> {
        // The name and the address of the sender are those of the account.
        actor.check(Area::Users.read())?;
        let (number, format) = asked(file)?;
        if format == Format::Json {
            return Err(Error::not_found("file"));
        }
        let look = Look::read(parameters)?;
        let row = self.get(actor, id).await?;
        let found = revision::some(actor, &[(id, number)]).one(self.platform.db.conn());
        let found = found.await?.ok_or_else(|| Error::not_found("revision"))?;
        let user = self.users.get(actor).await?;
        off_reactor(move || rendered(&row, &user, &found, format, look)).await?
    }
}

/// The name of the file has that of the person and what the letter is for.
fn rendered(
    row: &LetterRow,
    user: &UserRow,
    found: &RevisionRow,
    format: Format,
    look: Look,
) -> Result<RenderedFile> {
    let look = (
        look.template.unwrap_or_default(),
        look.paper.unwrap_or_default(),
    );
    let created = user.time_zone().day_of(found.created_at);
    let bytes = bytes_of(&document(row, user, found), format, look, created)?;
    let parts = [
        user.name.as_str(),
        row.company_name.as_str(),
        row.posting_title.as_str(),
    ];
    Ok(RenderedFile::of(bytes, format, &parts, "letter"))
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
