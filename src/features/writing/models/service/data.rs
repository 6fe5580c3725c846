//! The data of a request to a language model: facts, and what a posting asks for. Nothing in it says who the person is: facts with the name of the account,
//! an address or a number are left out.

use ::models::{
    Endpoint, Task,
    cache_key::{CacheKey, Parts},
    lines::{self, Line},
    prompt::{self, Boundary, Prompt},
};
use sha2::{Digest, Sha256};
use writing::{
    fact::{Fact, FactKind, PartialDate},
    language::Language,
    posting::Posting,
    sentence::{Paragraph, Sentence, SentenceKind},
    verifier::Verifier,
};

use crate::features::users::UserRow;

/// Words in a row that a sentence of a model may not have from the posting.
const REPEATED_WORDS: usize = 5;

/// What data is made of.
pub struct Subject<'a> {
    /// What the boundary is for, such as `boundary of a letter`.
    pub purpose: &'a str,
    /// The facts.
    pub facts: &'a [Fact],
    /// What the posting is, and asks for.
    pub posting: &'a Posting,
    /// The text of the posting; empty if it is not sent.
    pub text: &'a str,
    /// The language of the answer.
    pub language: &'static Language,
}

/// What a model is sent beside its task, as owned values.
pub struct Data {
    facts: Vec<SentFact>,
    requirements: Vec<SentRequirement>,
    title: String,
    company: String,
    text: String,
    language: &'static str,
    boundary: Boundary,
}

struct SentFact {
    id: String,
    kind: &'static str,
    text: String,
    organisation: Option<String>,
    title: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

struct SentRequirement {
    id: String,
    text: String,
    required: bool,
}

impl Data {
    /// The data for this user.
    #[must_use]
    pub fn new(subject: &Subject<'_>, verifier: &Verifier<'_>, user: &UserRow) -> Self {
        let may_be_sent = |fact: &&Fact| {
            let about = [fact.organisation.as_deref(), fact.title.as_deref()];
            let mut texts = about.into_iter().flatten().chain([fact.text.as_str()]);
            texts.all(|text| names_nobody(text, verifier, user))
        };
        let requirements = subject.posting.requirements.iter();
        let mut data = Self {
            facts: subject
                .facts
                .iter()
                .filter(may_be_sent)
                .map(SentFact::from)
                .collect(),
            requirements: requirements
                .map(|one| SentRequirement {
                    id: one.id.clone(),
                    text: one.text.clone(),
                    required: one.required,
                })
                .collect(),
            title: subject.posting.title.clone(),
            company: subject.posting.company.clone(),
            text: subject.text.to_owned(),
            language: match subject.language.code() {
                "de" => "German",
                _ => "English",
            },
            boundary: Boundary::new([0; 16]),
        };
        data.boundary = data.boundary_of(subject.purpose, user);
        data
    }

    /// The boundary follows from ids that only the user can read, so that no posting can have it, and the text that is shown before is the one that is
    /// sent. Data cannot leave its fence even if it knows the boundary.
    fn boundary_of(&self, purpose: &str, user: &UserRow) -> Boundary {
        let mut hash = Sha256::new();
        let ids = self.facts.iter().map(|fact| fact.id.as_str());
        let user = user.id.to_string();
        for part in [purpose, user.as_str(), self.text.as_str()]
            .into_iter()
            .chain(ids)
        {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let hash: [u8; 32] = hash.finalize().into();
        Boundary::new(hash.first_chunk().copied().unwrap_or_default())
    }

    /// The boundary of the data, which no sentence may have.
    #[must_use]
    pub const fn boundary(&self) -> &Boundary {
        &self.boundary
    }

    /// The language of the answer, in English.
    #[must_use]
    pub const fn language(&self) -> &'static str {
        self.language
    }

    /// True if no fact is left.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// A prompt with the data.
    pub fn prompt(
        &self,
        write: impl FnOnce(&[prompt::Fact<'_>], &prompt::Posting<'_>) -> Prompt,
    ) -> Prompt {
        let facts: Vec<prompt::Fact<'_>> = self.facts.iter().map(SentFact::shown).collect();
        let requirements = self.requirements.iter();
        let requirements: Vec<prompt::Requirement<'_>> = requirements
            .map(|one| prompt::Requirement {
                text: &one.text,
                required: one.required,
            })
            .collect();
        let posting = prompt::Posting {
            title: &self.title,
            company: &self.company,
            requirements: &requirements,
            text: &self.text,
        };
        write(&facts, &posting)
    }

    /// Words of the posting, outside of what it asks for and the sentence cites, in a sentence that claims nothing. A text quotes a posting nowhere else:
    /// such a sentence may be an instruction that the model obeys.
    #[must_use]
    pub fn is_repeated_in(&self, sentence: &Sentence) -> bool {
        if sentence.kind == SentenceKind::Claim {
            return false;
        }
        let text = folded(&self.text);
        let cited = self
            .requirements
            .iter()
            .filter(|one| sentence.posting.contains(&one.id));
        let cited: Vec<String> = cited.map(|one| folded(&one.text)).collect();
        let said = folded(&sentence.text);
        let words: Vec<&str> = said.split_whitespace().collect();
        let mut windows = words.windows(REPEATED_WORDS.min(words.len().max(1)));
        windows.any(|window| {
            let window = format!(" {} ", window.join(" "));
            text.contains(&window) && !cited.iter().any(|one| one.contains(&window))
        })
    }

    /// A line as a sentence that can be verified: it cites the facts whose numbers it has. A number without a fact stays, so that the verifier finds no
    /// fact with that id.
    #[must_use]
    pub fn sentence(&self, line: &Line) -> Sentence {
        let fact = |name: &String| {
            let index = prompt::fact_index(name);
            let fact = index.and_then(|index| self.facts.get(index));
            fact.map_or_else(|| format!("unknown:{name}"), |fact| fact.id.clone())
        };
        let requirement = |name: &String| {
            let index = prompt::requirement_index(name);
            let one = index.and_then(|index| self.requirements.get(index));
            one.map_or_else(|| format!("unknown:{name}"), |one| one.id.clone())
        };
        Sentence {
            text: line.text.clone(),
            kind: match line.kind {
                lines::Kind::Claim => SentenceKind::Claim,
                lines::Kind::Motivation => SentenceKind::Motivation,
                lines::Kind::Courtesy => SentenceKind::Courtesy,
            },
            paragraph: match line.paragraph {
                lines::Paragraph::Opening => Paragraph::Opening,
                lines::Paragraph::Evidence => Paragraph::Evidence,
                lines::Paragraph::Motivation => Paragraph::Motivation,
                lines::Paragraph::Closing => Paragraph::Closing,
            },
            facts: line.facts.iter().map(fact).collect(),
            posting: line.requirements.iter().map(requirement).collect(),
        }
    }

    /// The key of a request to an endpoint.
    #[must_use]
    pub fn key(
        &self,
        (task, version): (Task, u32),
        prompt: &Prompt,
        endpoint: &Endpoint,
    ) -> String {
        let facts: Vec<String> = self.facts.iter().map(SentFact::hash).collect();
        let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
        let hashed = |text: &str| format!("{:x}", Sha256::digest(text));
        let model = format!("{}\n{}\n{}", endpoint.name, endpoint.url(), endpoint.model);
        let key = CacheKey::new(&Parts {
            task,
            prompt_version: version,
            model: &model,
            language: self.language,
            facts: &facts,
            posting: &hashed(&prompt.user),
            options: &hashed(&prompt.system),
        });
        key.as_str().to_owned()
    }
}

/// What is said to a model beside the data, which no sentence may repeat.
#[must_use]
pub fn instructions(prompts: &[Prompt]) -> Vec<String> {
    let lines = prompts.iter().flat_map(|prompt| {
        let of_task = prompt.user.lines().filter(|line| !line.starts_with('{'));
        of_task.chain([prompt.system.as_str()])
    });
    lines.map(str::to_owned).collect()
}

/// True if a text has neither the name nor the e-mail address of a user, nor any address or number.
#[must_use]
pub fn names_nobody(text: &str, verifier: &Verifier<'_>, user: &UserRow) -> bool {
    let name = folded(&user.name);
    let has_name =
        (!name.trim().is_empty() && folded(text).contains(&name)) || has_surname(text, &user.name);
    let has_email = text.to_lowercase().contains(&user.email.to_lowercase());
    !has_name && !has_email && !verifier.has_contact(text)
}

impl From<&Fact> for SentFact {
    fn from(fact: &Fact) -> Self {
        Self {
            id: fact.id.clone(),
            kind: name_of(fact.kind),
            text: fact.text.clone(),
            organisation: fact.organisation.clone(),
            title: fact.title.clone(),
            from: fact.from.map(shown),
            to: match fact.to {
                Some(date) => Some(shown(date)),
                None => fact.current.then(|| "today".to_owned()),
            },
        }
    }
}

impl SentFact {
    fn shown(&self) -> prompt::Fact<'_> {
        prompt::Fact {
            kind: self.kind,
            text: &self.text,
            organisation: self.organisation.as_deref(),
            title: self.title.as_deref(),
            from: self.from.as_deref(),
            to: self.to.as_deref(),
        }
    }

    /// The hash of it with its id.
    fn hash(&self) -> String {
        let parts = [Some(&self.id), Some(&self.text)];
        let about = [
            self.organisation.as_ref(),
            self.title.as_ref(),
            self.from.as_ref(),
            self.to.as_ref(),
        ];
        let parts: Vec<_> = parts.into_iter().chain(about).collect();
        let whole = serde_json::to_vec(&parts).unwrap_or_default();
        format!("{:x}", Sha256::digest(whole))
    }
}

fn shown(date: PartialDate) -> String {
    match date.month {
        Some(month) => format!("{:04}-{month:02}", date.year),
        None => format!("{:04}", date.year),
    }
}

const fn name_of(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Role => "ROLE",
        FactKind::Achievement => "ACHIEVEMENT",
        FactKind::Skill => "SKILL",
        FactKind::Education => "EDUCATION",
        FactKind::Certification => "CERTIFICATION",
        FactKind::Language => "LANGUAGE",
        FactKind::Project => "PROJECT",
        FactKind::Volunteering => "VOLUNTEERING",
        FactKind::Publication => "PUBLICATION",
        FactKind::Award => "AWARD",
        FactKind::Preference => "PREFERENCE",
    }
}

/// True if a text has the last word of a name with a capital letter: "Quandt, Marlene", "Dr Quandt". A trade of the same name in capital letters
/// counts, too.
fn has_surname(text: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.map(str::to_owned).collect()
    };
    let names: Vec<String> = words(name)
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    let [_, .., surname] = names.as_slice() else {
        return false;
    };
    let surname = analysis::fold(surname);
    let is_name =
        |word: &String| word.starts_with(char::is_uppercase) && analysis::fold(word) == surname;
    words(text).iter().any(is_name)
}

/// The words of a text in lower case, with spaces between and around.
fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    format!(" {} ", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::has_surname;

    #[test]
    fn a_surname_is_found_in_any_order_and_spelling_of_the_name() {
        for text in [
            "Quandt, Marlene",
            "Dr Quandt built it",
            "Marlene von QUANDT",
            "by Quándt.",
        ] {
            assert!(has_surname(text, "Marlene Quandt"), "{text}");
        }
        assert!(!has_surname("worked as a baker", "Rose Baker"));
        assert!(!has_surname("Quandts", "Marlene Quandt"));
        assert!(!has_surname("Ada", "Ada"), "one word is the whole name");
    }
}
