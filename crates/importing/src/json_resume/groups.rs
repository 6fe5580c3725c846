//! Groups of skills: names that are only headings of those below them (`Languages`, `Web Development`, `Tools & Methods`), and what a group says of
//! all its skills.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::shape;
use crate::text::unaccented;

/// Keys that say how well a skill is known.
const LEVELS: [&str; 8] = [
    "level",
    "x-level",
    "rating",
    "proficiency",
    "score",
    "experience",
    "years",
    "yearsOfExperience",
];

/// Words for kinds of skills, with which the name of a group ends (or begins, in languages that put them first), without accents.
const KINDS: &str = "languages tools frameworks libraries technologies databases platforms skills competencies competences methods methodologies \
 practices software programs applications packages environments ides editors concepts technology techniques utilities services expertise strengths \
 sprachen programmiersprachen werkzeuge frameworks bibliotheken technologien datenbanken plattformen kenntnisse fahigkeiten methoden programme \
 kompetenzen anwendungen betriebssysteme \
 langages outils bibliotheques logiciels plateformes competences methodes connaissances langues \
 lenguajes herramientas bibliotecas tecnologias plataformas habilidades competencias metodologias conocimientos idiomas programas bases \
 linguaggi strumenti librerie tecnologie piattaforme competenze metodologie conoscenze lingue database \
 linguagens ferramentas conhecimentos bancos \
 talen programmeertalen gereedschap hulpmiddelen technieken vaardigheden methoden \
 jezyki narzedzia technologie biblioteki umiejetnosci sprak verktyg ramverk kunskaper programmeringssprak fardigheter \
 programmeringssprog sprog vaerktøjer værktøjer biblioteker databaser færdigheder verktøy ferdigheter \
 jazyky nastroje technologie knihovny databaze dovednosti zrucnosti ohjelmointikielet kielet tyokalut kirjastot taidot programnyelvek nyelvek eszkozok \
 technologiak keszsegek limbaje instrumente tehnologii competente abilitati diller dilleri araclar teknolojiler kutuphaneler veritabanlari beceriler \
 языки инструменты технологии фреимворки библиотеки навыки программы мови інструменти технологіі бібліотеки навички γλωσσες εργαλεια τεχνολογιες δεξιοτητες";
/// Such words of languages in which what the kind is of stands behind it without any word between: `Języki programowania`.
const LEADING: &str = "jezyki narzedzia biblioteki umiejetnosci nastroje dovednosti языки инструменты технологии библиотеки навыки базы средства мови \
 інструменти навички бази γλωσσες εργαλεια لغات أدوات مهارات المهارات";
/// Ends of such names in languages without spaces or ends of words.
const EASTERN_KINDS: &str = "プログラミング言語 開発言語 使用言語 フレームワーク ツール ライブラリ ライブラリー データベース スキル ミドルウェア 開発環境 編程語言 编程语言 程序语言 程式語言 开发语言 框架 \
 工具 数据库 資料庫 技能 开发环境 平台 언어 프레임워크 도구 라이브러리 데이터베이스 스킬";
/// Whole names of such groups.
const EASTERN_WHOLE: &str = "言語 语言 語言 技術 技术 기술 その他 其他 기타 フロントエンド バックエンド インフラ クラウド 前端 后端 後端 프론트엔드 백엔드";
/// Whole names of groups, without accents.
const WHOLE: &str = "web|frontend|front end|backend|back end|full stack|fullstack|mobile|cloud|infrastructure|programming|coding|general|other|others|misc|\
 miscellaneous|technical|office|operating systems|version control systems|build systems|core|additional|familiar|proficient|advanced|intermediate|\
 basic|beginner|expert|experienced|learning|soft|hard|it|database|data|web design and development|markup|scripting|server side|client side|\
 sonstiges|weitere|allgemein|divers|autres|otros|otras|altro|outros|overig|inne|ovrigt";
/// What is developed in groups such as `Web Development`.
const DEVELOPED: [&str; 16] = [
    "web",
    "mobile",
    "software",
    "app",
    "application",
    "game",
    "frontend",
    "front end",
    "backend",
    "back end",
    "full stack",
    "fullstack",
    "android",
    "ios",
    "desktop",
    "api",
];

/// How well the skills of a group are known, of the further keys of the first of them. A long value stays with that one.
pub fn shared(extra: &Map<String, Value>) -> Map<String, Value> {
    let is_shared =
        |(key, value): &(&String, &Value)| LEVELS.contains(&key.as_str()) && shape::is_short(value);
    let found = extra.iter().filter(is_shared);
    found
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// The fewest keywords below the name of a group that is no other way known as one.
const KEYWORDS_OF_GROUP: usize = 2;

/// Words behind the name of a skill that say no more than its name.
const USES: [&str; 5] = [
    "programming",
    "development",
    "scripting",
    "language",
    "coding",
];

/// True for a name that only heads its keywords: clearly that of a group, or above several keywords. A name that the dictionary of skills knows, or
/// that is one of the keywords, is a skill.
pub fn heads<'a>(name: &str, keywords: impl Iterator<Item = &'a str>) -> bool {
    if is_group(name) {
        return true;
    }
    let distinct: HashSet<String> = keywords.map(str::to_lowercase).collect();
    distinct.len() >= KEYWORDS_OF_GROUP
        && !distinct.contains(&name.to_lowercase())
        && !is_known_skill(name)
}

/// True for a name of the dictionary of skills, also with a version or a word for its use: `Python 3`, `JavaScript (ES6)`, `Rust programming`.
fn is_known_skill(name: &str) -> bool {
    let bare = name.split(['(', '[']).next().unwrap_or_default().trim();
    let is_known = |name: &str| reading::skill::find(name).is_some();
    let is_use = |word: &str| {
        let lower = word.to_lowercase();
        USES.contains(&lower.as_str()) || word.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let parted = bare.rsplit_once(' ').filter(|(_, last)| is_use(last));
    is_known(name) || is_known(bare) || parted.is_some_and(|(name, _)| is_known(name))
}

/// True for the name of a group of skills that names no skill itself: one of its parts is a word for a kind of skills.
pub fn is_group(name: &str) -> bool {
    let whole = name
        .split(['(', '[', '（', ':', '：'])
        .next()
        .unwrap_or_default()
        .trim();
    let is_eastern = EASTERN_WHOLE.split(' ').any(|kind| kind == whole)
        || EASTERN_KINDS
            .split_whitespace()
            .any(|kind| whole.ends_with(kind));
    if is_eastern {
        return true;
    }
    let plain = unaccented(name.split(['(', '[']).next().unwrap_or_default());
    let parts = plain.split([',', '&', '+', '/', ':', ';', '|']);
    let parts = parts.flat_map(|part| {
        let words: Vec<&str> = part.split(|c: char| !c.is_alphanumeric()).collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let split =
            words.split(|word| ["and", "und", "et", "y", "e", "en", "i", "och"].contains(word));
        split.map(|words| words.join(" ")).collect::<Vec<_>>()
    });
    parts.into_iter().any(|part| is_kind(&part))
}

fn is_kind(part: &str) -> bool {
    let is_word = |word: Option<&str>| {
        word.is_some_and(|word| KINDS.split_whitespace().any(|kind| kind == word))
    };
    let developed = part
        .strip_suffix(" development")
        .is_some_and(|what| DEVELOPED.contains(&what));
    let mut words = part.split(' ');
    let first = words.next();
    let several = words.next().is_some();
    let leads = || first.is_some_and(|first| LEADING.split_whitespace().any(|kind| kind == first));
    developed
        || leads()
        || WHOLE.split('|').any(|whole| whole.trim() == part)
        || is_word(part.rsplit(' ').next())
        // "Langages de programmation", "Herramientas de diseño".
        || several && is_word(first) && [" de ", " di ", " do ", " da "].iter().any(|of| part.contains(of))
}

#[cfg(test)]
mod tests {
    use super::{heads, is_group};

    #[test]
    fn a_name_above_several_keywords_heads_them_unless_it_is_a_skill() {
        for (name, keywords, expected) in [
            ("Planning", "Berths|Cranes", true),
            ("Cranes", "gantry|jib", true),
            ("Planning", "Berths", false),
            ("Planning", "Berths|berths", false),
            ("Planning", "Berths|planning|Cranes", false),
            ("Rust", "tokio|serde", false),
            ("react", "Hooks|Redux", false),
            ("Python 3.11", "Django|Flask", false),
            ("JavaScript (ES6)", "Promises|Modules", false),
            ("Rust programming", "tokio|serde", false),
            ("Berth planning", "Tides|Quays", true),
            ("Machine Learning", "Regression|Clustering", false),
            ("Tools", "Winch", true),
        ] {
            assert_eq!(
                heads(name, keywords.split('|')),
                expected,
                "{name} {keywords}"
            );
        }
    }

    #[test]
    fn groups_are_told_from_skills() {
        for name in [
            "Languages",
            "Programming Languages",
            "LANGUAGES:",
            "Languages (human)",
            "Web Development",
            "Tools",
            "Tools & Methods",
            "Frameworks/Libraries",
            "Cloud & DevOps",
            "Frontend",
            "Front-End",
            "Back end",
            "Front-end development",
            "Soft skills",
            "Operating Systems",
            "Databases",
            "Other",
            "Programmiersprachen",
            "Kenntnisse",
            "Langages de programmation",
            "Compétences techniques",
            "Herramientas de diseño",
            "Linguaggi",
            "Ferramentas",
            "Talen",
            "Języki",
            "Full-Stack Development",
            "Technical",
            "Advanced",
            "プログラミング言語",
            "言語",
            "ツール",
            "编程语言",
            "数据库",
            "프로그래밍 언어",
            "Языки программирования",
            "Инструменты",
            "Фреймворки",
            "Мови програмування",
            "Języki programowania",
            "Programovací jazyky",
            "Programmeringsspråk",
            "Programlama Dilleri",
            "Limbaje de programare",
            "Ohjelmointikielet",
            "Γλώσσες προγραμματισμού",
            "لغات البرمجة",
        ] {
            assert!(is_group(name), "{name}");
        }
        for name in [
            "Rust",
            "C++",
            "CI/CD",
            "Python",
            "Project Management",
            "Business Development",
            "Machine Learning",
            "Milling",
            "Testing and QA",
            "Distributed Systems",
            "Research & Development",
            "Node.js",
            "Adobe Creative Suite",
            "Customer service",
            "",
            "Plan de negocio",
            "データ分析",
            "自然言語処理",
            "机器学习",
            "Администрирование",
            "한국어",
            "DevOps",
            "Design",
        ] {
            assert!(!is_group(name), "{name}");
        }
    }
}
