//! Makes the questions of interviews.

use std::{collections::HashMap, sync::Arc};

use writing::{
    compose::{Composer, Length, Options, Tone},
    fact::Fact,
    knowledge::Knowledge,
    language,
    questions::{Interview, Question},
    selection::{judged, rate},
};

use super::Questions;
use crate::{
    error::{Error, Result},
    features::{
        jobs::PostingCard,
        matching,
        writing::{
            Language,
            letters::{Asked, Grounds, asked_of, facts_of, posting_of},
        },
    },
    platform::process_tasks::off_reactor,
    types::{
        actor::Actor,
        id::{CompanyId, PostingId},
    },
};

/// A posting, and the language of its questions; that of the posting if none.
type Key = (PostingId, Option<Language>);

/// Whether facts show what a posting asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A fact shows it.
    Yes,
    /// No fact shows it.
    No,
    /// It is nothing that facts can show, such as a number of years.
    Unjudged,
}

/// The questions for a posting.
#[derive(Debug)]
pub struct Preparation {
    /// The questions.
    pub questions: Vec<Question>,
    asked: Vec<(Asked, Shown)>,
}

impl Preparation {
    /// What the posting asks for, by its id in the questions.
    #[must_use]
    pub fn asked(&self, id: &str) -> Option<&(Asked, Shown)> {
        self.asked.iter().find(|(asked, _)| asked.id == id)
    }
}

impl Questions {
    /// The questions for these postings; those that are not there are missing from the result.
    pub async fn batch(
        &self,
        actor: &Actor,
        keys: &[Key],
    ) -> Result<HashMap<Key, Arc<Preparation>>> {
        let ids: Vec<PostingId> = keys.iter().map(|(id, _)| *id).collect();
        let cards = self.jobs.batch_postings(&ids).await?;
        let companies: Vec<CompanyId> = cards.values().map(|card| card.company_id).collect();
        let companies = self.jobs.batch_companies(&companies).await?;
        let asked = self.matching.asked(&ids).await?;
        let sections = self.profiles.sections(actor).await?;
        let (keys, user) = (keys.to_vec(), actor.user_id.0.as_u128());
        let prepare = move || {
            let facts = [Language::En, Language::De].map(|language| facts_of(&sections, language));
            let [english, german] = facts;
            let mut found = HashMap::new();
            for (id, wanted) in keys {
                let Some((card, asked)) = cards.get(&id).zip(asked.get(&id)) else {
                    continue;
                };
                let language = wanted.unwrap_or_else(|| language_of(card));
                let facts = match language {
                    Language::En => &english,
                    Language::De => &german,
                };
                let seed = user ^ id.0.as_u128();
                let company = companies.get(&card.company_id);
                let company = company.map_or("", |company| company.name.as_str());
                let read = Read {
                    title: &card.title,
                    company,
                    asked,
                };
                let prepared = prepared(&read, facts, (language, seed))?;
                found.insert((id, wanted), Arc::new(prepared));
            }
            Ok(found)
        };
        off_reactor(prepare).await?
    }
}

/// The language of a posting, if it has words for questions.
fn language_of(card: &PostingCard) -> Language {
    if card.language.as_deref() == Some("de") {
        Language::De
    } else {
        Language::En
    }
}

/// A posting as it was read.
struct Read<'a> {
    title: &'a str,
    company: &'a str,
    asked: &'a matching::Asked,
}

fn prepared(
    posting: &Read<'_>,
    facts: &[Fact],
    (language, seed): (Language, u128),
) -> Result<Preparation> {
    let tag = language.tag();
    let language = language::Language::of(tag)
        .ok_or_else(|| Error::internal(format!("there are no words of the language {tag}")))?;
    let Read {
        title,
        company,
        asked,
    } = *posting;
    let knowledge = Knowledge {
        taxonomy: &asked.knowledge.taxonomy,
        dictionary: &asked.knowledge.dictionary,
    };
    let grounds = Grounds {
        asked: asked_of(asked),
        ..Grounds::default()
    };
    let posting = posting_of(title, company, &grounds, &asked.knowledge);
    let ratings = rate(&knowledge, facts, &posting, language);
    let judged = judged(&knowledge, &posting, language, &ratings);
    let options = Options {
        language,
        tone: Tone::default(),
        length: Length::default(),
        recipient: None,
        // The same user gets the same questions each time.
        seed: u64::try_from(seed & u128::from(u64::MAX)).unwrap_or_default(),
    };
    let composer = Composer::new(knowledge, facts, &posting, options);
    let questions = composer.map(|composer| Interview::questions(&composer, &ratings));
    let shown = |asked: &Asked| {
        let is_shown = ratings
            .iter()
            .any(|rating| rating.requirements.contains(&asked.id));
        match (is_shown, judged.contains(&asked.id)) {
            (true, _) => Shown::Yes,
            (false, true) => Shown::No,
            (false, false) => Shown::Unjudged,
        }
    };
    let asked = grounds.asked.iter().map(|one| (one.clone(), shown(one)));
    Ok(Preparation {
        asked: asked.collect(),
        questions: questions.unwrap_or_default(),
    })
}
