//! The sections of a posting: requirements, wishes, responsibilities, benefits, about the company. Headings are lines that Markdown marks,
//! bold lines, lines that end with a colon, and short lines that say nothing but the name of a section.

use std::ops::Range;

use analysis::fold;

/// The kind of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionKind {
    /// Before the first heading, or below one that says nothing of these.
    Other,
    /// What a person needs.
    Requirements,
    /// What would be nice.
    Wishes,
    /// What a person does.
    Responsibilities,
    /// What the employer offers.
    Benefits,
    /// About the employer, and how to apply.
    About,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The kind.
    pub kind: SectionKind,
    /// Its bytes in the text, with the heading.
    pub range: Range<usize>,
    /// The bytes of the heading's line; empty without one.
    pub heading: Range<usize>,
}

impl Section {
    /// True if it may ask for something.
    #[must_use]
    pub fn asks(&self) -> bool {
        !matches!(self.kind, SectionKind::Benefits | SectionKind::About)
    }
}

/// Beginnings of words in headings, the first row that fits counts.
const NAMES: &[(SectionKind, &str)] = &[
    (
        SectionKind::Wishes,
        "nice to have|good to have|bonus|preferred|desirable|desired|ideally|optional|pluses|a plus|would be great|extra points| \
         wunschenswert|von vorteil|pluspunkt|idealerweise|kein muss|das ware toll|deseable|se valora|valorable|valoramos|sera un plus| \
         souhaite|atout|les plus|serait un plus|apprecie",
    ),
    (
        SectionKind::Benefits,
        "benefit|we offer|our offer|the offer|perks|what you get|what you ll get|you ll get|in it for you|why join|why you|why work| \
         compensation|salary|package|we provide|bieten|angebot|vorteile|verguetung|vergutung|gehalt|freuen|warum wir|leistungen| \
         ofrecemos|ofrece|beneficios|nuestra oferta|condiciones|nous offrons|on vous offre|on t offre|nous proposons|notre offre| \
         avantages|remuneration|pourquoi nous|ce que nous vous",
    ),
    (
        SectionKind::About,
        "about us|about the company|about the team|about our|who we are|our company|our story|our mission|our values| \
         company description|equal opportunit|diversity|how to apply|application process|interview process|hiring process|contact| \
         privacy|uber uns|ueber uns|wer wir sind|unternehmen|das sind wir|kontakt|bewerbung|bewirb|datenschutz|sobre nosotros| \
         quienes somos|la empresa|nuestra empresa|contacto|como aplicar|a propos|qui sommes nous|l entreprise|notre entreprise| \
         comment postuler",
    ),
    (
        SectionKind::Requirements,
        "requirement|require|qualification|you bring|you ll bring|your profile|you have|who you are|you will do well|you ll do well|do well here|thrive|fit if|for you if|right for you|it takes|to succeed|\
         ideal candidate|the candidate|should have|you should|you know|you are a|you re a|auszeichnet|passt du|du passt|du hast|du bist|sie haben|\
         uberzeugst|aportas|eres|tienes|apportes|apportez|tu as|vous etes|we look for|looking for|we expect| \
         must have|must haves|skills|essential|about you|your background|your experience|experience|you need|you ll need|minimum| \
         what we need|expertise|knowledge|competenc|education|languages|prerequisit|anforderung|ihr profil|dein profil|profil|bringst| \
         mitbring|bringen sie mit|sie bringen|voraussetzung|qualifikation|kenntnisse|das zeichnet|was wir erwarten|wir erwarten| \
         wir suchen|requisito|perfil|buscamos|necesita|formacion|experiencia|conocimientos|idiomas|competence|recherch|vous avez| \
         prerequis|exigence|vos qualites|formation|diplome|langues",
    ),
    (
        SectionKind::Responsibilities,
        "responsibilit|you will do|you ll do|you do|your role|the role|this role|the job|your job|your tasks|tasks|duties|day to day| \
         your mission|job description|position|your impact|aufgabe|was du|machst du|stellenbeschreibung|erwartet|tatigkeit|ihre rolle| \
         deine rolle|funciones|responsabilidad|tareas|que haras|el puesto|tu mision|mission|responsabilite|le poste|votre role|taches",
    ),
];
/// The longest heading, in words.
const HEADING_WORDS_MAX: usize = 9;

/// The sections of a text, in order; together they are the whole text.
#[must_use]
pub fn sections(text: &str) -> Vec<Section> {
    let mut sections = vec![Section {
        kind: SectionKind::Other,
        range: 0..text.len(),
        heading: 0..0,
    }];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let Some((kind, ends)) = heading(line) else {
            continue;
        };
        if let Some(last) = sections.last_mut() {
            last.range.end = range.start;
        }
        sections.push(Section {
            kind,
            range: range.start..text.len(),
            heading: range.start..range.start + ends,
        });
    }
    sections.retain(|section| !section.range.is_empty());
    sections
}

/// The kind of section that a line begins, and the length of the heading in it.
fn heading(line: &str) -> Option<(SectionKind, usize)> {
    let trimmed = line.trim();
    let bare = trimmed.trim_start_matches(['-', '*', '•', ' ']);
    let marked = trimmed.starts_with('#')
        || (trimmed.len() > 4
            && ["**", "__"].iter().any(|sign| {
                trimmed.starts_with(sign) && trimmed.trim_end_matches(':').ends_with(sign)
            }));
    // "Requirements: Java, SQL" and "**Requirements:** Java".
    if let Some((before, after)) = trimmed.split_once(':')
        && !marked
        && !after.trim_matches(['*', '_', ' ']).is_empty()
    {
        let is_item = trimmed.starts_with(['-', '•']) || trimmed.starts_with("* ");
        let kind = name(before, 5).filter(|_| !is_item)?;
        let length = line.len() - line.trim_start().len() + before.len() + 1;
        return Some((kind, length));
    }
    let is_named =
        marked || trimmed.ends_with(':') || trimmed.trim_end_matches(['*', '_']).ends_with(':');
    if is_named {
        let words = bare.split_whitespace().count();
        let fits = marked || words <= HEADING_WORDS_MAX;
        return fits.then(|| {
            (
                name(trimmed, HEADING_WORDS_MAX).unwrap_or(SectionKind::Other),
                line.len(),
            )
        });
    }
    // A plain line counts only if it is short, begins with a capital letter and has no sign of a sentence or an item.
    let plain = bare == trimmed
        && bare.starts_with(|c: char| c.is_uppercase() || c == '¿')
        && !bare.ends_with(['.', ',', ';', '!'])
        && !bare.contains([',', ':', '(', ';'])
        && !bare.chars().any(|c| c.is_ascii_digit());
    if plain {
        name(bare, 4).map(|kind| (kind, line.len()))
    } else {
        None
    }
}

/// The kind of section that a heading names.
pub(super) fn name(heading: &str, words_max: usize) -> Option<SectionKind> {
    let folded = fold(heading);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() || words.len() > words_max {
        return None;
    }
    let padded = format!(" {}", words.join(" "));
    let named = NAMES.iter().find(|(_, names)| {
        names
            .split('|')
            .any(|name| padded.contains(&format!(" {}", name.trim())))
    });
    // "About Halden Mills", but not "About the role".
    let about = words.first() == Some(&"about");
    match named {
        Some((SectionKind::Other, _)) | None => about.then_some(SectionKind::About),
        Some((kind, _)) => Some(*kind),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        SectionKind::{self, About, Benefits, Other, Requirements, Responsibilities, Wishes},
        sections,
    };

    fn kinds(text: &str) -> Vec<SectionKind> {
        sections(text).iter().map(|section| section.kind).collect()
    }

    #[test]
    fn headings_of_four_languages_are_found() {
        for (heading, kind) in [
            ("## Requirements", Requirements),
            ("**What you bring**", Requirements),
            ("Your profile:", Requirements),
            ("Dein Profil", Requirements),
            ("**Das bringst du mit:**", Requirements),
            ("### Anforderungen", Requirements),
            ("Requisitos", Requirements),
            ("**Votre profil**", Requirements),
            ("Qualifications:", Requirements),
            ("# About you", Requirements),
            ("Tu perfil:", Requirements),
            ("## Nice to have", Wishes),
            ("**Preferred qualifications**", Wishes),
            ("Von Vorteil:", Wishes),
            ("Se valora:", Wishes),
            ("**Atouts**", Wishes),
            ("## What you will do", Responsibilities),
            ("Deine Aufgaben", Responsibilities),
            ("**Funciones**", Responsibilities),
            ("Vos missions :", Responsibilities),
            ("# About the role", Responsibilities),
            ("**Benefits**", Benefits),
            ("Wir bieten:", Benefits),
            ("Qué ofrecemos", Benefits),
            ("Ce que nous offrons", Benefits),
            ("## Why join us?", Benefits),
            ("About us", About),
            ("**Über uns**", About),
            ("Sobre nosotros", About),
            ("À propos de nous", About),
            ("## About Halden Mills", About),
            ("## Stack", Other),
        ] {
            assert_eq!(kinds(&format!("{heading}\n- Java\n")), [kind], "{heading}");
        }
    }

    #[test]
    fn sentences_and_items_are_no_headings() {
        assert_eq!(
            kinds("We look for requirements engineers.\n- Experience in sales, and tasks"),
            [Other]
        );
        assert_eq!(
            kinds("Intro\nRequirements: Java, SQL\nBenefits: tea"),
            [Other, Requirements, Benefits]
        );
    }

    #[test]
    fn sections_are_the_whole_text() {
        let text = "Hello\n## Requirements\nJava\n**Benefits**\nTea";
        let sections = sections(text);
        let joined: String = sections
            .iter()
            .filter_map(|section| text.get(section.range.clone()))
            .collect();
        assert_eq!(joined, text);
    }
}
