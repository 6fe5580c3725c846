//! What a posting says about its employer outside of the sections that are about it: the opening paragraph, sentences whose subject is the
//! employer, and its name. Nothing is asked for there.

use std::{ops::Range, sync::LazyLock};

use analysis::{fold, is_function_word};

use super::{
    cues,
    sections::{self, Section, SectionKind},
    words::{Phrases, Sentence, Set, sentences, words},
};

/// Words that address the reader, or say that somebody is looked for.
const ASKS: Set = Set(
    "you du tu usted ustedes vous looking seek* hiring hire join suchen sucht suche buscamos busca recherch* cherch* \
     candidate* applicant* bewerber* candidat* role position stelle puesto poste experience erfahrung* experiencia kenntnisse*",
);
/// Nouns of an employer and of its parts that are not where the person would work.
const ORGANISATION: Set = Set(
    "company firm business it department customers clients group agency hospital clinic founders investors unternehmen firma betrieb abteilung \
     kunden gruppe kanzlei klinik empresa departamento clientes grupo hospital entreprise societe departement groupe cabinet",
);
const OUR: Set = Set("our unser unsere nuestro nuestra nuestros notre nos");
/// What may stand before the name of an employer.
const LEAD: Set = Set("at the bei chez en");

static WE_NEED: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(&[(
        "we need|we require|we want|wir brauchen|wir benotigen|wir wollen|necesitamos|nous avons besoin|il nous faut",
        (),
    )])
});
static WE: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(&[(
        "we are a|we are an|we are one|we are the|we re a|we re an|we re the|we make|we sell|we offer|we provide|we supply|we manufacture|\
         we produce|we serve|wir sind ein|wir sind eine|wir sind der|wir sind die|wir bieten|wir verkaufen|wir produzieren|wir liefern|wir fertigen|\
         somos un|somos una|somos el|somos la|ofrecemos|vendemos|fabricamos|producimos|nous sommes un|nous sommes une|nous sommes le|\
         nous sommes la|nous offrons|nous vendons|nous fabriquons|nous proposons|nous produisons",
        (),
    )])
});
static VERBS: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(&[(
        "makes|builds|sells|offers|provides|develops|designs|runs|operates|supplies|manufactures|produces|helps|connects|serves|is a|is an|\
         is the|is one of|was founded|has worked|has been|baut|bietet|entwickelt|verkauft|fertigt|produziert|betreibt|liefert|ist ein|ist eine|\
         ist der|ist die|fabrica|ofrece|vende|desarrolla|es un|es una|es el|es la|fabrique|propose|vend|developpe|concoit|produit|est un|\
         est une|est le|est la",
        (),
    )])
});

/// The text with spaces in place of what is about the employer; all other bytes stay where they are.
pub(super) fn without(text: &str, sections: &[Section], company: &str) -> String {
    let mut ranges = Vec::new();
    let name = Name::read(company);
    let opening = opening(text, sections);
    for section in sections.iter().filter(|section| section.asks()) {
        let is_demand = matches!(
            section.kind,
            SectionKind::Requirements | SectionKind::Wishes
        );
        let mut label = None;
        for sentence in sentences(text, section.range.clone()) {
            ranges.extend(name.places(&sentence));
            let whole = text.get(sentence.range.clone()).unwrap_or_default();
            let is_heading = section.heading.contains(&sentence.range.start);
            if let Some(kind) = whole
                .split_once(':')
                .and_then(|(before, _)| sections::name(before, 5))
                .filter(|_| !is_heading)
            {
                label = Some(kind);
            }
            let is_other = matches!(label, Some(SectionKind::Benefits | SectionKind::About));
            if whole.ends_with('\n') {
                label = None;
            }
            if is_other {
                ranges.push(sentence.range);
            } else if !is_demand && !is_heading {
                ranges.extend(about(&sentence, &name, &opening));
            }
        }
    }
    blanked(text, ranges)
}

/// A title without the name of the employer.
pub(super) fn without_name(title: &str, company: &str) -> String {
    let sentence = Sentence {
        words: words(title, 0..title.len()),
        range: 0..title.len(),
    };
    blanked(title, Name::read(company).places(&sentence))
}

fn blanked(text: &str, mut ranges: Vec<Range<usize>>) -> String {
    ranges.sort_by_key(|range| range.start);
    let (mut made, mut at) = (String::with_capacity(text.len()), 0);
    for range in ranges {
        let start = range.start.max(at);
        let (Some(before), Some(part)) = (text.get(at..start), text.get(start..range.end)) else {
            continue;
        };
        made.push_str(before);
        made.extend(
            part.bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
        );
        at = range.end;
    }
    made.push_str(text.get(at..).unwrap_or_default());
    made
}

/// The part of a sentence that is about the employer.
fn about(sentence: &Sentence, name: &Name, opening: &Range<usize>) -> Option<Range<usize>> {
    if asks(sentence) {
        return None;
    }
    let is_opening = opening.contains(&sentence.range.start);
    let says_our = OUR.has(sentence.word(0)) && sentence.has_near(&ORGANISATION, 1..4);
    if is_opening || says_our || WE.at(sentence, 0).is_some() {
        return Some(sentence.range.clone());
    }
    let lead = usize::from(LEAD.has(sentence.word(0)));
    let named = name.begins(sentence, lead);
    // A name, and what it does: words with a capital letter and a verb.
    let verb = (1..5).find(|at| VERBS.at(sentence, *at).is_some())?;
    let is_name = !is_function_word(sentence.word(0))
        && sentence.words.iter().take(verb).all(|word| word.capital);
    let start = sentence.words.get(verb)?.range.start;
    (named || is_name).then_some(start..sentence.range.end)
}

fn asks(sentence: &Sentence) -> bool {
    let formal =
        |(at, word): (usize, &super::words::Word)| word.folded == "sie" && word.capital && at > 0;
    sentence.has(&ASKS)
        || WE_NEED.first(sentence).is_some()
        || sentence.words.iter().enumerate().any(formal)
        || cues::is_said(sentence)
}

/// The first paragraph before the first heading, if something comes after it that asks.
fn opening(text: &str, sections: &[Section]) -> Range<usize> {
    let Some(first) = sections
        .first()
        .filter(|first| first.kind == SectionKind::Other && first.heading.is_empty())
    else {
        return 0..0;
    };
    let part = text.get(first.range.clone()).unwrap_or_default();
    let (mut end, mut has_words) = (0, false);
    for line in part.split_inclusive('\n') {
        let trimmed = line.trim();
        let is_item = trimmed.starts_with(['-', '•']) || trimmed.starts_with("* ");
        if is_item || (trimmed.is_empty() && has_words) {
            break;
        }
        has_words |= !trimmed.is_empty();
        end += line.len();
    }
    let end = first.range.start + end;
    let asks_later = || sentences(text, end..first.range.end).iter().any(asks);
    if sections.len() > 1 || asks_later() {
        first.range.start..end
    } else {
        0..0
    }
}

/// The name of an employer.
struct Name {
    /// Its folded words, without its legal form.
    words: Vec<String>,
}

impl Name {
    fn read(company: &str) -> Self {
        let folded = fold(&reading::company::Name::read(company).base);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        Self {
            words: words
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }

    /// True if a sentence names it there, at least by its first word.
    fn begins(&self, sentence: &Sentence, at: usize) -> bool {
        self.words
            .first()
            .is_some_and(|first| first.len() > 2 && sentence.word(at) == first)
    }

    /// Where a sentence has the whole name. A name of one word may be a product that is asked for, too.
    fn places(&self, sentence: &Sentence) -> Vec<Range<usize>> {
        let length = self.words.len();
        if length < 2 {
            return Vec::new();
        }
        let is_here = |at: &usize| {
            let mut words = self.words.iter().enumerate();
            words.all(|(index, word)| sentence.word(at + index) == word)
        };
        (0..sentence.words.len())
            .filter(is_here)
            .map(|at| sentence.bytes(at..at + length))
            .collect()
    }
}
