//! What a language model is sent for a letter: the chosen facts, what the posting asks for, and its text. The same for the request and for a user who
//! reads it before. Nothing in it says who the person is: facts with the name of the account, an address or a number are left out.

use models::{
    lines::{self, Line},
    prompt::{self, Boundary, Prompt, letter::Options, repair},
};
use sha2::{Digest, Sha256};
use writing::{
    compose::{Length, Tone},
    fact::{Fact, FactKind, PartialDate},
    refusal::Rule,
    sentence::{Paragraph, Sentence, SentenceKind},
};

use crate::features::{users::UserRow, writing::letters::service::material::Material};

/// Words in a row that a sentence of a model may not have from the posting.
const REPEATED_WORDS: usize = 5;

/// What a model is sent, as owned values.
pub(in crate::features::writing::letters::service) struct Asking {
    facts: Vec<SentFact>,
    requirements: Vec<SentRequirement>,
    title: String,
    company: String,
    text: String,
    language: &'static str,
    tone: prompt::Tone,
    length: prompt::Length,
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

/// A line that was refused: its number, and the rules that it broke.
pub(super) struct RefusedLine<'a> {
    pub number: u32,
    pub line: &'a Line,
    pub rules: &'a [Rule],
}

impl Asking {
    /// What is sent for a letter of this user from this material; `text` is that of the posting.
    pub(in crate::features::writing::letters::service) fn new(
        material: &Material,
        text: &str,
        user: &UserRow,
    ) -> Self {
        let verifier = material.verifier();
        let person = Person::new(user);
        let names_nobody = |text: &str| !person.is_in(text) && !verifier.has_contact(text);
        let may_be_sent = |fact: &&Fact| {
            let about = [fact.organisation.as_deref(), fact.title.as_deref()];
            let mut texts = about.into_iter().flatten().chain([fact.text.as_str()]);
            texts.all(names_nobody)
        };
        let facts = material.facts().iter().filter(may_be_sent);
        let posting = material.posting();
        let requirements = posting.requirements.iter();
        let options = material.options();
        let mut asking = Self {
            facts: facts.map(SentFact::from).collect(),
            requirements: requirements
                .map(|one| SentRequirement {
                    id: one.id.clone(),
                    text: one.text.clone(),
                    required: one.required,
                })
                .collect(),
            title: posting.title.clone(),
            company: posting.company.clone(),
            text: text.to_owned(),
            language: match options.language.code() {
                "de" => "German",
                _ => "English",
            },
            tone: match options.tone {
                Tone::Plain => prompt::Tone::Plain,
                Tone::Warm => prompt::Tone::Warm,
                Tone::Formal => prompt::Tone::Formal,
            },
            length: match options.length {
                Length::Short => prompt::Length::Short,
                Length::Medium => prompt::Length::Medium,
                Length::Long => prompt::Length::Long,
            },
            boundary: Boundary::new([0; 16]),
        };
        asking.boundary = asking.boundary_of(user);
        asking
    }

    /// The boundary follows from ids that only the user can read, so that no posting can have it, and the text that is shown before is the one that is
    /// sent. Data cannot leave its fence even if it knows the boundary.
    fn boundary_of(&self, user: &UserRow) -> Boundary {
        let mut hash = Sha256::new();
        let ids = self.facts.iter().map(|fact| fact.id.as_str());
        let user = user.id.to_string();
        for part in ["boundary of a letter", user.as_str(), self.text.as_str()]
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
    pub(super) fn boundary(&self) -> &str {
        self.boundary.as_str()
    }

    /// What is said to the model beside the data, which no sentence may repeat.
    pub(super) fn instructions(&self) -> Vec<String> {
        let prompts = [self.letter(), self.repair(&[])];
        let lines = prompts.iter().flat_map(|prompt| {
            let of_task = prompt.user.lines().filter(|line| !line.starts_with('{'));
            of_task.chain([prompt.system.as_str()])
        });
        lines.map(str::to_owned).collect()
    }

    /// Words of the posting, outside of what it asks for and the sentence cites, in a sentence that claims nothing. A letter quotes a posting nowhere else:
    /// such a sentence may be an instruction that the model obeys.
    pub(super) fn repeats_posting(&self, sentence: &Sentence) -> bool {
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

    /// The hash of each fact with its id.
    pub(super) fn fact_hashes(&self) -> Vec<String> {
        let hashed = |fact: &SentFact| {
            let parts = [Some(&fact.id), Some(&fact.text)];
            let about = [
                fact.organisation.as_ref(),
                fact.title.as_ref(),
                fact.from.as_ref(),
                fact.to.as_ref(),
            ];
            let parts: Vec<_> = parts.into_iter().chain(about).collect();
            let whole = serde_json::to_vec(&parts).unwrap_or_default();
            format!("{:x}", Sha256::digest(whole))
        };
        self.facts.iter().map(hashed).collect()
    }

    /// The language of the letter.
    pub(super) const fn language(&self) -> &'static str {
        self.language
    }

    /// The prompt of the letter.
    pub(in crate::features::writing::letters::service) fn letter(&self) -> Prompt {
        self.with_posting(|facts, posting, options| {
            prompt::letter::prompt(facts, posting, options, &self.boundary)
        })
    }

    /// The prompt for other lines in place of refused ones.
    pub(super) fn repair(&self, refused: &[RefusedLine<'_>]) -> Prompt {
        let codes: Vec<Vec<&str>> = refused
            .iter()
            .map(|one| one.rules.iter().map(|rule| rule.code()).collect())
            .collect();
        let refused = refused.iter().zip(&codes);
        let refused: Vec<repair::Refused<'_>> = refused
            .map(|(one, codes)| repair::Refused {
                number: one.number,
                line: one.line,
                codes,
            })
            .collect();
        self.with_posting(|facts, posting, options| {
            repair::prompt(facts, posting, &refused, options, &self.boundary)
        })
    }

    fn with_posting(
        &self,
        write: impl FnOnce(&[prompt::Fact<'_>], &prompt::Posting<'_>, &Options<'_>) -> Prompt,
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
        let options = Options {
            language: self.language,
            tone: self.tone,
            length: self.length,
        };
        write(&facts, &posting, &options)
    }

    /// A line as a sentence that can be verified: it cites the facts whose numbers it has. A number without a fact stays, so that the verifier finds no
    /// fact with that id.
    pub(super) fn sentence(&self, line: &Line) -> Sentence {
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

/// Who the account belongs to, as folded words.
struct Person {
    name: String,
    email: String,
}

impl Person {
    fn new(user: &UserRow) -> Self {
        Self {
            name: folded(&user.name),
            email: user.email.to_lowercase(),
        }
    }

    /// True if a text has the name, as whole words, or the e-mail address.
    fn is_in(&self, text: &str) -> bool {
        let has_name = !self.name.trim().is_empty() && folded(text).contains(&self.name);
        has_name || text.to_lowercase().contains(&self.email)
    }
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
