//! The sections of a document, by their headings.

use super::{
    duties, inner,
    items::is_driving_licence,
    line::{Kind, Line},
    looks::Looks,
    site, span, study,
    topics::{Topic, is_in_capitals, topic},
    words::{parts, title_score},
};
use crate::{proficiency, text::is_listed};

/// Names of languages that people speak.
const SPOKEN: &str = "english german french spanish italian portuguese dutch polish czech slovak russian ukrainian turkish arabic hebrew \
 persian farsi hindi urdu bengali punjabi tamil telugu chinese mandarin cantonese japanese korean vietnamese thai indonesian malay swedish \
 norwegian danish finnish estonian latvian lithuanian hungarian romanian bulgarian greek serbian croatian slovenian catalan basque galician \
 irish welsh swahili wolof afrikaans englisch deutsch französisch spanisch italienisch niederländisch polnisch russisch türkisch arabisch \
 anglais allemand français espagnol italien portugais néerlandais inglés alemán francés español italiano portugués inglese tedesco francese \
 spagnolo inglês alemão francês espanhol engels duits frans spaans nederlands flemish vlaams frisian luxembourgish esperanto icelandic maltese \
 albanian macedonian bosnian belarusian georgian armenian azerbaijani kazakh uzbek mongolian nepali sinhala burmese khmer tagalog filipino hausa \
 yoruba igbo zulu xhosa amharic somali kurdish pashto gujarati marathi kannada malayalam latin luxemburgisch friesisch isländisch schwedisch \
 plattdeutsch niederdeutsch português italiano alemão neerlandês holandês sueco norueguês dinamarquês polaco polonês ucraniano catalão grego hebraico romeno búlgaro croata sérvio húngaro tcheco \
 portugees italiaans grieks hongaars tsjechisch deens noors fins oekraïens roemeens portugisiska italienska ryska arabiska finska danska norska polska persiska kinesiska japanska somaliska turkiska kurdiska isländska \
 italiensk russisk arabisk kinesisk japansk polsk svensk finsk portugisisk tyrkisk kurdisk somali samisk nynorsk portugalski japoński chiński ukraiński szwedzki norweski duński czeski słowacki węgierski grecki arabski turecki \
 koreański wietnamski białoruski litewski łotewski rumeński bułgarski serbski chorwacki niderlandzki holenderski włoski portoghese olandese svedese norvegese ungherese ucraino rumeno albanese giapponese \
 neerlandais néerlandais flamand luxembourgeois croate serbe bulgare danois islandais neerlandés noruego finlandés húngaro checo búlgaro croata serbio norwegisch dänisch finnisch tschechisch slowakisch ungarisch rumänisch bulgarisch griechisch serbisch kroatisch slowenisch ukrainisch chinesisch \
 japanisch koreanisch hebräisch persisch vietnamesisch latein katalanisch albanisch kurdisch dari paschtu suédois norvégien danois finnois polonais \
 russe turc arabe chinois japonais coréen grec roumain hongrois tchèque ukrainien catalán catalan sueco danés polaco ruso turco árabe chino japonés \
 coreano griego rumano svedese polacco russo arabo cinese giapponese greco rumeno árabe chinês japonês russo zweeds pools russisch turks arabisch \
 chinees japans angielski niemiecki francuski hiszpański rosyjski polski engelska tyska franska spanska svenska engelsk tysk fransk dansk norsk \
 castellano euskera vasco valenciano valencià català gallego galego gaélico gaelic bretón breton occitan corse corsican castelhano baskisch galicisch bretonisch \
 katalaans fries sorbisch plattdeutsch gälisch gaeilge cymraeg euskara \
 日本語 英語 中国語 韓国語 中文 英文 英语 日语 한국어 영어";
/// The same before a colon.
const MOTHER_LABELS: &str = "lingua madre|madrelingua|muttersprache|langue maternelle|lengua materna|lengua nativa|língua materna|mother tongue|native language|\
first language|moedertaal|modersmål|morsmål|modersmål|język ojczysty|mother tongue(s)|idioma materno";
/// Words for other things, which may be the name of a group of skills.
const OTHERS: &str = "other others otros otras otro autre autres altro altri outros overig overige andere weitere weiteres sonstige sonstiges divers diverse";
/// Labels before the first language of a person.
const MOTHER_TONGUES: &str = "madrelingua muttersprache moedertaal modersmål";
/// The most lines below the name of a person that are a headline, a place and addresses.
const PERSON_LINES_MAX: usize = 4;
/// What the column beside the jobs of a profile holds.
const COLUMN: [Topic; 6] = [
    Topic::Contact,
    Topic::Skills,
    Topic::Languages,
    Topic::Certifications,
    Topic::Awards,
    Topic::Publications,
];

/// A section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it holds.
    pub topic: Topic,
    /// Its heading as written.
    pub heading: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// True if its heading is a label, with what belongs to it on the same line.
    pub is_labelled: bool,
}

impl Section {
    /// Its heading, or `top` for what is above all headings.
    pub fn name(&self) -> &str {
        if self.heading.is_empty() {
            "top"
        } else {
            &self.heading
        }
    }
}

/// The sections, in their order; what is above the headings of several columns is one section, the first.
pub fn split(lines: &[Line]) -> Vec<Section> {
    let mut sections = vec![Section {
        topic: Topic::Top,
        heading: String::new(),
        lines: Vec::new(),
        is_labelled: false,
    }];
    // The place of the section that lines go to, and the level of its heading.
    let mut place = 0;
    let mut level = 0;
    let mut outer: Option<Outer> = None;
    let looks = Looks::of(lines);
    let labels = inner::labels(lines, looks);
    // The places of the sections whose headings end with a colon.
    let mut coloned: Vec<usize> = Vec::new();
    for ((at, line), is_label) in lines.iter().enumerate().zip(labels) {
        if line.fresh {
            place = 0;
        }
        let jobs = sections.get_mut(place);
        let duties = duties::is_label(line, lines.get(at + 1));
        // Directly below its heading a section has no job that duties could belong to.
        let jobs = jobs.filter(|section| (is_label || duties) && has_jobs(section));
        if let Some(jobs) = jobs {
            if duties {
                continue;
            }
            jobs.lines.push(Line {
                kind: Kind::Label,
                gap: false,
                ..line.clone()
            });
            continue;
        }
        let within = sections.get(place).map_or(Topic::Top, |it| it.topic);
        let found = heading(line, level, &sections, place);
        let unnamed = || {
            let unknown = looks.is_unknown(lines, at, within);
            unknown.then_some((Topic::Other, None))
        };
        if let Some((topic, rest)) = found.or_else(unnamed) {
            level = match line.kind {
                Kind::Heading(level) => level,
                _ => level,
            };
            // "Driving licence: B" among certificates.
            let is_licence = within == Topic::Certifications && is_driving_licence(&line.text);
            let around = if is_licence { Topic::Contact } else { within };
            outer = Outer::of(rest.is_some(), around, place, outer);
            // "Certifications:" below "Skills:" is a heading, and no label.
            let ends = line.text.trim_end().ends_with(':');
            outer = outer.filter(|outer| rest.is_some() || ends && !coloned.contains(&outer.place));
            if ends {
                coloned.push(sections.len());
            }
            let heading = line.text.trim_end_matches(':').to_owned();
            place = sections.len();
            let mut lines = Vec::new();
            if let Some(rest) = &rest {
                lines.push(Line::text(rest.as_str()));
            }
            let heading = if rest.is_some() {
                heading.split(':').next().unwrap_or_default().to_owned()
            } else {
                heading
            };
            sections.push(Section {
                topic,
                heading: heading.trim_end().to_owned(),
                lines,
                is_labelled: rest.is_some(),
            });
            continue;
        }
        if let (Some(outer), Some(section)) = (&outer, sections.get(place))
            && outer.takes(line, section.topic)
        {
            place = outer.place;
        }
        if let Some(section) = sections.get_mut(place) {
            section.lines.push(line.clone());
        }
    }
    person_below_column(&mut sections);
    sections
}

/// True for jobs, of which one began already.
fn has_jobs(section: &Section) -> bool {
    matches!(section.topic, Topic::Employment | Topic::Volunteering) && !section.lines.is_empty()
}

/// Moves the name, the headline and the place of a person to the top, where a column with other sections was before them.
fn person_below_column(sections: &mut Vec<Section>) {
    let is_of_column = |section: &&Section| COLUMN.contains(&section.topic);
    let behind = 1 + sections.iter().skip(1).take_while(is_of_column).count();
    let Some((top, others)) = sections.split_first_mut() else {
        return;
    };
    if !top.lines.is_empty() {
        return;
    }
    // "NADIA BENALI" in capitals over her headline looks as a heading does.
    let named = others.get_mut(behind - 1).filter(|_| behind > 1);
    if let Some(section) = named.filter(|section| is_named_person(section)) {
        top.lines = vec![Line::text(section.heading.as_str())];
        top.lines.append(&mut section.lines);
        sections.remove(behind);
        return;
    }
    let column = others
        .iter_mut()
        .take_while(|section| COLUMN.contains(&section.topic));
    let Some(last) = column.last() else {
        return;
    };
    let Some(from) = last.lines.iter().rposition(|line| line.gap) else {
        return;
    };
    if is_person(last.lines.get(from..).unwrap_or_default()) {
        top.lines = last.lines.split_off(from);
    }
}

/// True for a heading that may be the name of a person, over a headline and little more.
fn is_named_person(section: &Section) -> bool {
    let is_headline = |line: &Line| line.kind == Kind::Text && title_score(&line.text) > 0;
    section.topic == Topic::Other
        && is_person_name(&section.heading)
        && section.lines.len() <= PERSON_LINES_MAX
        && section.lines.first().is_some_and(is_headline)
}

/// True for two to four words with capitals.
fn is_person_name(text: &str) -> bool {
    let is_capital = |word: &str| {
        word.chars()
            .all(|c| c.is_alphabetic() || "'’-.".contains(c))
            && word.starts_with(char::is_uppercase)
    };
    (2..=4).contains(&text.split_whitespace().count()) && text.split_whitespace().all(is_capital)
}

/// True for the lines of a name, a headline and a place.
fn is_person(lines: &[Line]) -> bool {
    let [name, headline @ .., place] = lines else {
        return false;
    };
    let is_name = is_person_name(&name.text);
    let is_plain = lines
        .iter()
        .all(|line| line.kind == Kind::Text && line.cells.is_empty());
    is_name && is_plain && (1..=3).contains(&headline.len()) && site::is_plain_place(&place.text)
}

/// The section of skills, or of data of a person, around a label with a topic of its own: `Languages: English, German`.
#[derive(Clone, Copy)]
struct Outer {
    place: usize,
    /// True if the line of the label has what belongs to it.
    inline: bool,
}

impl Outer {
    /// What is around the topic of a label: the section at `place`, or which is around that one.
    fn of(inline: bool, within: Topic, place: usize, around: Option<Self>) -> Option<Self> {
        let has_labels = within == Topic::Skills || within == Topic::Contact && inline;
        let place = if has_labels { place } else { around?.place };
        Some(Self { place, inline })
    }

    /// True for a line that does not belong to the topic of the label.
    fn takes(self, line: &Line, topic: Topic) -> bool {
        let text = line.text.as_str();
        let labelled = text
            .split_once(':')
            .is_some_and(|(_, rest)| !rest.trim().is_empty());
        match topic {
            Topic::Languages if speaks(text) => false,
            Topic::Languages => self.inline || labelled || text.contains(' '),
            Topic::Certifications => labelled,
            Topic::Other => self.inline || labelled,
            _ => false,
        }
    }
}

/// True for a line that names a language, or how well one is spoken.
pub(super) fn speaks(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let mut parts = text
        .split(['(', ')', ':', ',', '–', '—', '-', '/'])
        .map(str::trim);
    words.any(is_language)
        || parts.any(|part| proficiency::read(part).0.is_some() || proficiency::is_test(part))
}

/// The topic of a heading, and what follows it on its line.
fn heading(
    line: &Line,
    level: u8,
    sections: &[Section],
    place: usize,
) -> Option<(Topic, Option<String>)> {
    if line.is_bullet() {
        return None;
    }
    let text = line.text.trim();
    // "Résumé" above everything is the title of the document, and no heading of a summary.
    let first = sections.len() == 1 && sections.iter().all(|section| section.lines.is_empty());
    let title = first && is_document_title(text);
    if let Some(topic) = topic(text).filter(|topic| !(title && *topic == Topic::Summary)) {
        return Some((topic, None));
    }
    // "Lingua madre: italiano"
    if let Some((label, name)) = text.split_once(':')
        && MOTHER_LABELS
            .split('|')
            .any(|it| it == label.trim().to_lowercase())
        && is_language(name.trim())
    {
        return Some((Topic::Languages, Some(format!("{}: {label}", name.trim()))));
    }
    // "Madrelingua", and the language in a column beside it.
    if let [label, name] = line.cells.as_slice()
        && is_listed(MOTHER_TONGUES, &label.trim_end_matches(':').to_lowercase())
        && is_language(name)
    {
        return Some((Topic::Languages, Some(format!("{name}: {label}"))));
    }
    if let Some((name, rest)) = text.split_once(':')
        && !rest.trim().is_empty()
        && let Some(topic) = topic(name)
        && has_rest(topic, line, rest, sections.get(place))
    {
        // "Languages: Rust, Go" and "Tools: Git" are groups of skills.
        let within = sections.get(place).map(|section| section.topic);
        let group = topic == Topic::Skills
            || topic == Topic::Languages && !is_spoken(rest)
            || is_listed(OTHERS, &name.trim().to_lowercase());
        let is_group = within == Some(Topic::Skills) && group;
        // "Führerschein: B" among the data of a person.
        let is_of_person = matches!(within, Some(Topic::Top | Topic::Contact));
        if !(is_group || is_of_person && topic == Topic::Other) {
            return Some((topic, Some(rest.trim().to_owned())));
        }
    }
    // A heading of the level of sections that is not known, once there was one.
    match line.kind {
        Kind::Heading(own) if place > 0 && level > 0 && own <= level => Some((Topic::Other, None)),
        _ => None,
    }
}

/// True for a label with the topic of a section, and behind it what belongs to the section. Within a job or below a school it is a part of
/// these, unless space or capitals set it off.
fn has_rest(topic: Topic, line: &Line, rest: &str, around: Option<&Section>) -> bool {
    let within = around.map_or(Topic::Top, |section| section.topic);
    let name = line.text.split(':').next().unwrap_or_default();
    let is_apart = line.gap || is_in_capitals(name) || around.is_some_and(|it| it.is_labelled);
    let is_free = !matches!(
        within,
        Topic::Employment | Topic::Education | Topic::Volunteering | Topic::Projects
    );
    match topic {
        Topic::Skills | Topic::Languages | Topic::Certifications | Topic::Other => true,
        Topic::Summary | Topic::Awards | Topic::Publications => is_free || is_apart,
        Topic::Volunteering | Topic::Projects => {
            is_apart || is_free && !matches!(within, Topic::Skills)
        }
        Topic::Education => study::is_whole(rest),
        Topic::Employment => names_job(rest, line),
        Topic::Top | Topic::Contact => false,
    }
}

/// True for a title, a company and their dates.
fn names_job(text: &str, line: &Line) -> bool {
    let dates = span::find(text, line.order);
    dates.is_some_and(|dates| parts(&dates.rest, &[]).0.len() > 1)
}

/// True for `Curriculum vitae` and the like.
pub fn is_document_title(text: &str) -> bool {
    const TITLES: [&str; 28] = [
        "curriculum vitae",
        "curriculum",
        "currículum vitae",
        "currículum",
        "currículo",
        "resume",
        "résumé",
        "resumé",
        "cv",
        "lebenslauf",
        "tabellarischer lebenslauf",
        "życiorys",
        "životopis",
        "strukturovaný životopis",
        "meritförteckning",
        "ansioluettelo",
        "önéletrajz",
        "özgeçmiş",
        "резюме",
        "βιογραφικό σημείωμα",
        "履歴書",
        "職務経歴書",
        "简历",
        "个人简历",
        "簡歷",
        "個人簡歷",
        "이력서",
        "자기소개서",
    ];
    TITLES.contains(&text.trim().to_lowercase().as_str())
}

/// True if the first word of a list is a language that people speak.
fn is_spoken(list: &str) -> bool {
    let first: String = list
        .trim()
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect();
    is_language(&first)
}

/// True for the name of a language that people speak.
pub fn is_language(name: &str) -> bool {
    let lower = name.to_lowercase();
    is_listed(SPOKEN, &lower)
}
