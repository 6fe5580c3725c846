//! Edits what a letter says as a whole, and restores what it said. The verifier advises the user, and refuses nothing.

use std::collections::HashSet;

use writing::sentence::{Paragraph, Sentence, SentenceKind};

use super::{Written, author, material::Material, store::Next};
use crate::{
    error::{Refusal, Result},
    features::writing::letters::{
        Content, Letters, Origin, RevisionReason, WrittenSentence, entity::content::FORM,
    },
    platform::{process_tasks::off_reactor, unit_of_work::Unit},
    types::{id::LetterId, text::Line, write::Write},
};

const LINE_MAX: usize = 220;
const SENTENCE_MAX: usize = 1_000;
const SENTENCES_MAX: usize = 100;

/// An unchecked edit: all that the letter is to say.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The salutation.
    pub greeting: String,
    /// The sentences by paragraphs.
    pub paragraphs: Vec<Vec<EditedSentence>>,
    /// The closing words.
    pub sign_off: String,
}

/// A sentence of an edit.
#[derive(Clone, Debug)]
pub struct EditedSentence {
    /// The text.
    pub text: String,
    /// The index of the sentence of the newest revision that it is made of.
    pub from: Option<i32>,
}

/// A checked sentence.
struct Checked {
    path: String,
    text: String,
    begins: bool,
    from: Option<i32>,
}

impl Letters {
    /// Adds a revision with this content. The content of the newest revision again adds none.
    pub async fn edit(&self, write: &Write<'_>, id: LetterId, edit: Edit) -> Result<Written> {
        let (greeting, sentences, sign_off) = checked(edit)?;
        let material = self.material(write.actor, id).await?;
        let act = async |unit: &Unit| {
            let row = self.written_to_change(unit, write, id).await?;
            let newest = (row.id, row.revision);
            let before = self.content(unit, write.actor, newest).await?;
            let content = Content {
                form: FORM,
                greeting,
                sentences: merged(&before.sentences, sentences)?,
                sign_off,
            };
            let content = off_reactor(move || advised(&material, content)).await?;
            let next = Next {
                content,
                reason: RevisionReason::Edited,
            };
            self.add_if_other(unit, row, &before, next).await
        };
        self.platform.write(write, act).await
    }

    /// Adds a revision with the content of an earlier one. If that is what the newest says, it adds none.
    pub async fn restore(&self, write: &Write<'_>, id: LetterId, number: i32) -> Result<Written> {
        let act = async |unit: &Unit| {
            let row = self.written_to_change(unit, write, id).await?;
            let newest = (row.id, row.revision);
            let before = self.content(unit, write.actor, newest).await?;
            let earlier = self.content(unit, write.actor, (row.id, number)).await;
            let next = Next {
                content: earlier.map_err(|error| error.at("input.revision"))?,
                reason: RevisionReason::Restored,
            };
            self.add_if_other(unit, row, &before, next).await
        };
        self.platform.write(write, act).await
    }
}

fn checked(edit: Edit) -> std::result::Result<(String, Vec<Checked>, String), Refusal> {
    let greeting = Line::parse("input.greeting", &edit.greeting, LINE_MAX)?.into_string();
    let sign_off = Line::parse_optional("input.signOff", &edit.sign_off, LINE_MAX)?;
    let mut sentences = Vec::new();
    for (i, paragraph) in edit.paragraphs.into_iter().enumerate() {
        for (j, sentence) in paragraph.into_iter().enumerate() {
            let path = format!("input.paragraphs.{i}.sentences.{j}");
            let text = Line::parse(&format!("{path}.text"), &sentence.text, SENTENCE_MAX)?;
            sentences.push(Checked {
                path,
                text: text.into_string(),
                begins: j == 0,
                from: sentence.from,
            });
        }
    }
    if sentences.is_empty() || sentences.len() > SENTENCES_MAX {
        let message = format!("A letter has 1 to {SENTENCES_MAX} sentences.");
        return Err(Refusal::invalid("input.paragraphs", message));
    }
    let sign_off = sign_off.map(Line::into_string).unwrap_or_default();
    Ok((greeting, sentences, sign_off))
}

/// The sentences of an edit. One with the text that it had is the same sentence; another text is the user's.
fn merged(
    before: &[WrittenSentence],
    edited: Vec<Checked>,
) -> std::result::Result<Vec<WrittenSentence>, Refusal> {
    let mut taken = HashSet::new();
    let mut merged: Vec<WrittenSentence> = Vec::with_capacity(edited.len());
    for Checked {
        path,
        text,
        begins,
        from,
    } in edited
    {
        let index = match from {
            None => (0..before.len()).find(|index| {
                let same = before.get(*index).is_some_and(|old| old.text == text);
                same && !taken.contains(index)
            }),
            Some(from) => {
                let index = usize::try_from(from).ok();
                let index = index.filter(|index| *index < before.len());
                if index.is_none_or(|index| taken.contains(&index)) {
                    let message =
                        "The newest revision has no such sentence, or another one was made of it.";
                    return Err(Refusal::invalid(&format!("{path}.from"), message));
                }
                index
            }
        };
        taken.extend(index);
        let old = index.and_then(|index| before.get(index));
        let paragraph = merged
            .last()
            .map_or(Paragraph::Opening, |last| last.paragraph);
        merged.push(match old {
            Some(old) if old.text == text => WrittenSentence {
                begins,
                ..old.clone()
            },
            Some(old) => WrittenSentence {
                text,
                begins,
                origin: Origin::User,
                advice: Vec::new(),
                ..old.clone()
            },
            None => WrittenSentence {
                text,
                begins,
                paragraph,
                // What it says about the person is found by the verifier.
                kind: SentenceKind::Courtesy,
                origin: Origin::User,
                slot: None,
                variant: 0,
                facts: Vec::new(),
                requirements: Vec::new(),
                advice: Vec::new(),
            },
        });
    }
    Ok(merged)
}

/// The content with what the verifier says about each sentence of the user.
fn advised(material: &Material, mut content: Content) -> Content {
    let of_user = content.sentences.iter_mut();
    for written in of_user.filter(|sentence| sentence.origin == Origin::User) {
        let sentence = Sentence {
            text: written.text.clone(),
            kind: written.kind,
            paragraph: written.paragraph,
            facts: written.facts.clone(),
            posting: written.requirements.clone(),
        };
        written.advice = author::advice(material, &sentence);
    }
    content
}
