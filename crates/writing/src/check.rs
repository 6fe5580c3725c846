//! A sentence that is being verified: what was read in it, and what was refused.

use std::ops::Range;

use rustc_hash::FxHashSet;
use taxonomy::Kind;

use crate::{
    date::{self, DateMention},
    language::Words,
    prepared::{Prepared, Source},
    quantity::{self, Quantities},
    refusal::{Refusal, Rule},
    sentence::{Sentence, SentenceKind},
    text::Text,
    verifier::Verifier,
};

/// A skill that the sentence names.
#[derive(Debug)]
pub(crate) struct NamedSkill {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) tokens: Range<usize>,
}

/// An organisation of a fact that the sentence names.
#[derive(Debug)]
pub(crate) struct NamedOrganisation {
    pub(crate) words: Vec<String>,
    pub(crate) tokens: Range<usize>,
}

/// A sentence that is being verified.
pub(crate) struct Check<'v> {
    pub(crate) verifier: &'v Verifier<'v>,
    pub(crate) sentence: &'v Sentence,
    pub(crate) words: &'static Words,
    pub(crate) text: Text,
    pub(crate) cited: Vec<&'v Prepared>,
    /// The requirements of the posting that it cites.
    pub(crate) asked: Vec<&'v Source>,
    pub(crate) quantities: Quantities,
    pub(crate) dates: Vec<DateMention>,
    pub(crate) skills: Vec<NamedSkill>,
    pub(crate) organisations: Vec<NamedOrganisation>,
    /// Tokens that are words of the posting: its company, title and locations, and quoted requirements.
    pub(crate) of_posting: Vec<Range<usize>>,
    /// For each token, the number of its clause.
    pub(crate) clauses: Vec<usize>,
    refusals: Vec<Refusal>,
}

impl<'v> Check<'v> {
    pub(crate) fn new(verifier: &'v Verifier<'v>, sentence: &'v Sentence) -> Self {
        let words = verifier.language.words();
        let text = Text::read(&sentence.text, |suffix| quantity::is_suffix(suffix, words));
        let dates = date::read(&text, words, verifier.today);
        let quantities = quantity::read(&text, words, |at| {
            dates.iter().any(|date| date.tokens.contains(&at))
        });
        let mut cited: Vec<&Prepared> = Vec::new();
        for fact in sentence.facts.iter().filter_map(|id| verifier.fact(id)) {
            if !cited.iter().any(|one| std::ptr::eq(*one, fact)) {
                cited.push(fact);
            }
        }
        let asked = sentence.posting.iter();
        let mut check = Self {
            asked: asked
                .filter_map(|id| verifier.requirements.get(id))
                .collect(),
            clauses: clauses(&text, words),
            skills: Vec::new(),
            organisations: Vec::new(),
            of_posting: Vec::new(),
            refusals: Vec::new(),
            verifier,
            sentence,
            words,
            text,
            cited,
            quantities,
            dates,
        };
        check.of_posting = check.find_posting();
        check.organisations = check.find_organisations();
        check.skills = check.find_skills();
        check
    }

    /// True for a sentence that says something about the person by facts.
    pub(crate) fn is_claim(&self) -> bool {
        self.sentence.kind == SentenceKind::Claim || !self.cited.is_empty()
    }

    pub(crate) fn refuse(&mut self, rule: Rule, tokens: &Range<usize>, detail: impl Into<String>) {
        let span = self.text.span(tokens);
        self.refuse_bytes(rule, span, detail);
    }

    pub(crate) fn refuse_bytes(
        &mut self,
        rule: Rule,
        span: Range<usize>,
        detail: impl Into<String>,
    ) {
        let known = self
            .refusals
            .iter()
            .any(|one| one.rule == rule && one.start == span.start && one.end == span.end);
        if !known {
            self.refusals.push(Refusal {
                rule,
                start: span.start,
                end: span.end,
                detail: detail.into(),
            });
        }
    }

    /// Refuses the whole sentence.
    pub(crate) fn refuse_all(&mut self, rule: Rule, detail: impl Into<String>) {
        let end = self.sentence.text.len();
        self.refuse_bytes(rule, 0..end, detail);
    }

    pub(crate) fn is_refused(&self) -> bool {
        !self.refusals.is_empty()
    }

    /// True if the sentence may not stay; warnings do not count.
    pub(crate) fn is_rejected(&self) -> bool {
        self.refusals.iter().any(|one| !one.rule.is_warning())
    }

    pub(crate) fn has_rule(&self, rule: Rule) -> bool {
        self.refusals.iter().any(|one| one.rule == rule)
    }

    /// True if tokens are refused by one of these rules.
    pub(crate) fn refused_by(&self, tokens: &Range<usize>, rules: &[Rule]) -> bool {
        let span = self.text.span(tokens);
        self.refusals
            .iter()
            .any(|one| rules.contains(&one.rule) && one.start < span.end && span.start < one.end)
    }

    pub(crate) fn into_refusals(self) -> Vec<Refusal> {
        let mut refusals = self.refusals;
        refusals.sort_by_key(|one| (one.rule, one.start, one.end));
        refusals
    }

    pub(crate) fn raw(&self, tokens: &Range<usize>) -> String {
        let span = self.text.span(tokens);
        self.sentence.text.get(span).unwrap_or_default().to_owned()
    }

    /// True if the tokens are words of the posting.
    pub(crate) fn is_of_posting(&self, tokens: &Range<usize>) -> bool {
        self.of_posting
            .iter()
            .any(|range| range.start <= tokens.start && tokens.end <= range.end)
    }

    /// True for a word of a certificate written in full, of which a cited fact has the initials: "Certified Kubernetes Administrator" and "CKA".
    pub(crate) fn is_certificate_of_facts(&self, at: usize) -> bool {
        self.skills.iter().any(|skill| {
            let initials: String = skill
                .tokens
                .clone()
                .filter_map(|at| self.text.word(at).chars().next())
                .collect();
            skill.tokens.contains(&at)
                && skill.tokens.len() > 1
                && self.verifier.knowledge.kind(&skill.id) == Some(Kind::Licence)
                && self.is_cited_word(&initials)
        })
    }

    /// True if the clause of a token has one of these words.
    pub(crate) fn clause_has(&self, at: usize, words: &FxHashSet<String>) -> bool {
        let clause = self.clauses.get(at);
        let mut all = 0..self.text.tokens.len();
        all.any(|one| self.clauses.get(one) == clause && words.contains(self.text.word(one)))
    }

    /// True for a token of a clause that says what the posting asks for: "You ask for Rust, and …". A clause of the person that refers to it makes it
    /// a claim: "…, which I know".
    pub(crate) fn is_about_posting(&self, at: usize) -> bool {
        let clause = self.clauses.get(at);
        let words = self.words;
        let mut others =
            (0..self.text.tokens.len()).filter(|index| self.clauses.get(*index) != clause);
        self.clause_has(at, &words.addressee)
            && !self.clause_has(at, &words.first_person)
            && !others.any(|index| words.referring.contains(self.text.word(index)))
    }

    /// True if a folded word is in a cited fact.
    pub(crate) fn is_cited_word(&self, folded: &str) -> bool {
        self.cited
            .iter()
            .any(|fact| fact.source.words.contains(folded))
    }

    pub(crate) fn is_cited_term(&self, term: &str) -> bool {
        self.cited
            .iter()
            .any(|fact| fact.source.terms.contains(term))
    }

    fn find_posting(&self) -> Vec<Range<usize>> {
        let verifier = self.verifier;
        let mut found = self.text.find(&verifier.company);
        found.extend(verifier.title.find(&self.text));
        for location in &verifier.locations {
            found.extend(self.text.find(location));
        }
        // A claim quotes a requirement only between quotation marks, and says whose words they are.
        for source in &self.asked {
            for range in self.text.find(&source.text.words()) {
                if !self.is_claim() || self.is_quoted(&range) {
                    found.push(range);
                }
            }
        }
        found
    }

    /// True for tokens between quotation marks in a sentence that speaks of the posting.
    pub(crate) fn is_quoted(&self, tokens: &Range<usize>) -> bool {
        let span = self.text.span(tokens);
        let before = self.sentence.text.get(..span.start).unwrap_or_default();
        let after = self.sentence.text.get(span.end..).unwrap_or_default();
        let quote = |c: char| {
            matches!(
                c,
                '"' | '“' | '”' | '„' | '»' | '«' | '\u{2018}' | '\u{2019}' | '‚' | '\''
            )
        };
        let quoted =
            before.ends_with(quote) && after.trim_start_matches(['.', ',']).starts_with(quote);
        quoted
            && self
                .text
                .tokens
                .iter()
                .any(|token| self.words.posting_context.contains(&token.folded))
    }

    fn find_organisations(&self) -> Vec<NamedOrganisation> {
        let mut found: Vec<NamedOrganisation> = Vec::new();
        for fact in &self.verifier.facts {
            if fact.organisation.is_empty()
                || found.iter().any(|one| one.words == fact.organisation)
            {
                continue;
            }
            let mut names = vec![fact.organisation.clone()];
            let bare: Vec<String> = fact
                .organisation
                .iter()
                .filter(|word| !is_legal_form(word))
                .cloned()
                .collect();
            names.push(bare.clone());
            if let [name] = bare.as_slice() {
                names.push(vec![format!("{name}s")]);
            }
            for name in names {
                for tokens in self.text.find(&name) {
                    let known = found
                        .iter()
                        .any(|one| one.tokens.start < tokens.end && tokens.start < one.tokens.end);
                    if !known {
                        found.push(NamedOrganisation {
                            words: fact.organisation.clone(),
                            tokens,
                        });
                    }
                }
            }
        }
        found
    }

    fn find_skills(&self) -> Vec<NamedSkill> {
        let dictionary = self.verifier.knowledge.dictionary;
        let mut found: Vec<NamedSkill> = Vec::new();
        let knowledge = &self.verifier.knowledge;
        for (tokens, entry) in knowledge.mentions(&self.sentence.text, &self.text) {
            found.push(NamedSkill {
                id: entry.slug.clone(),
                label: entry.label.clone(),
                tokens,
            });
        }
        for (at, token) in self.text.tokens.iter().enumerate() {
            let tokens = at..at + 1;
            let known = found.iter().any(|one| one.tokens.contains(&at));
            if known
                || !token.is_word()
                || self.words.knows(&token.folded)
                || token.folded.len() < 2
            {
                continue;
            }
            let Some(entry) = dictionary.find(&token.folded) else {
                continue;
            };
            let named = token.is_capital() && at > 0 && !self.verifier.language.capital_nouns();
            let counts = match self.verifier.knowledge.kind(&entry.slug) {
                Some(Kind::Tool | Kind::Language) => true,
                Some(Kind::Hard | Kind::Method) => named,
                _ => false,
            };
            if counts {
                found.push(NamedSkill {
                    id: entry.slug.clone(),
                    label: entry.label.clone(),
                    tokens,
                });
            }
        }
        let organisations = &self.organisations;
        found.retain(|skill| {
            !self.is_of_posting_name(&skill.tokens)
                && !crate::rule::is_title(self, &skill.tokens)
                && !organisations.iter().any(|one| {
                    one.tokens.start <= skill.tokens.start && skill.tokens.end <= one.tokens.end
                })
        });
        found
    }

    /// True if tokens are in the company, title or location as the posting writes them, or quoted.
    fn is_of_posting_name(&self, tokens: &Range<usize>) -> bool {
        self.is_of_posting(tokens)
            && self.of_posting.iter().any(|range| {
                range.len() > tokens.len() && range.start <= tokens.start && tokens.end <= range.end
            })
    }
}

/// Forms of companies that are left out of their names.
pub(crate) fn is_legal_form(word: &str) -> bool {
    matches!(
        word,
        "gmbh"
            | "ag"
            | "se"
            | "kg"
            | "ohg"
            | "ug"
            | "inc"
            | "ltd"
            | "llc"
            | "plc"
            | "corp"
            | "co"
            | "limited"
            | "bv"
            | "sa"
            | "srl"
            | "ab"
            | "oy"
            | "as"
    )
}

/// The number of the clause of each token.
fn clauses(text: &Text, words: &Words) -> Vec<usize> {
    let mut clause = 0;
    let mut clauses = Vec::with_capacity(text.tokens.len());
    for token in &text.tokens {
        if !clauses.is_empty() && (token.gap.parts() || words.clause.contains(&token.folded)) {
            clause += 1;
        }
        clauses.push(clause);
    }
    clauses
}
