//! The words of the invented postings: real ones for titles and small words, made-up ones by their rank for the long tail.

use crate::random::Random;

/// What people are, each in about every tenth title.
pub const NOUNS: [&str; 9] = [
    "Engineer",
    "Nurse",
    "Driver",
    "Teacher",
    "Designer",
    "Analyst",
    "Technician",
    "Developer",
    "Accountant",
];
/// What they do.
pub const FIELDS: [&str; 40] = [
    "Backend",
    "Frontend",
    "Platform",
    "Site Reliability",
    "Data",
    "Machine Learning",
    "Mobile",
    "Security",
    "Network",
    "Embedded",
    "Night Shift",
    "Hospital",
    "Community",
    "Paediatric",
    "Warehouse",
    "Delivery",
    "Long Distance",
    "Primary School",
    "Mathematics",
    "Music",
    "Product",
    "Interior",
    "Graphic",
    "Service",
    "Financial",
    "Credit Risk",
    "Insurance",
    "Laboratory",
    "Field",
    "Wind Turbine",
    "Railway",
    "Elevator",
    "Tax",
    "Payroll",
    "Audit",
    "Public Sector",
    "Energy",
    "Water",
    "Forestry",
    "Harbour",
];
/// Ranks.
pub const LEVELS: [&str; 5] = ["Junior ", "", "", "Senior ", "Lead "];
/// German titles.
pub const GERMAN: [&str; 8] = [
    "Straßenbauer (m/w/d)",
    "Krankenpflegerin (m/w/d)",
    "Softwareentwicklerin (w/m/d)",
    "Buchhalter Lohnabrechnung (m/w/d)",
    "Elektroniker für Betriebstechnik (m/w/d)",
    "Erzieherin in Teilzeit (m/w/d)",
    "Fachkraft für Lagerlogistik (m/w/d)",
    "Maschinenbauingenieur (m/w/d)",
];
/// Titles in Chinese and Japanese.
pub const EASTERN: [&str; 6] = [
    "高级软件工程师",
    "数据分析师",
    "机械工程师",
    "フロントエンドエンジニア",
    "看護師",
    "経理担当者",
];
/// Cities of the gazetteer, the most frequent first.
pub const CITIES: [&str; 24] = [
    "London",
    "Berlin",
    "New York",
    "Paris",
    "Madrid",
    "Lisbon",
    "Munich",
    "Vienna",
    "Dublin",
    "Amsterdam",
    "Zürich",
    "Porto",
    "Hamburg",
    "Lyon",
    "Milan",
    "Warsaw",
    "Prague",
    "Stockholm",
    "Toronto",
    "Austin",
    "Singapore",
    "Tokyo",
    "Bengaluru",
    "Sydney",
];
/// Skills of the dictionary.
pub const SKILLS: [&str; 16] = [
    "Rust",
    "Python",
    "Java",
    "Kotlin",
    "PostgreSQL",
    "Kubernetes",
    "Docker",
    "Terraform",
    "TypeScript",
    "React",
    "Excel",
    "SAP",
    "Linux",
    "GraphQL",
    "AutoCAD",
    "Salesforce",
];
const INDUSTRIES: [&str; 8] = [
    "Transport",
    "Health",
    "Energy",
    "Software",
    "Finance",
    "Retail",
    "Education",
    "Forestry",
];

/// The most frequent words of a text.
const SMALL: [&str; 40] = [
    "the",
    "and",
    "to",
    "of",
    "in",
    "a",
    "for",
    "with",
    "you",
    "we",
    "our",
    "are",
    "on",
    "is",
    "as",
    "will",
    "work",
    "your",
    "that",
    "be",
    "or",
    "an",
    "at",
    "from",
    "by",
    "have",
    "this",
    "experience",
    "their",
    "who",
    "all",
    "can",
    "people",
    "new",
    "customers",
    "years",
    "skills",
    "support",
    "good",
    "time",
];
const STARTS: [&str; 20] = [
    "b", "br", "c", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st",
    "t", "v",
];
const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "ei"];
const ENDS: [&str; 8] = ["", "n", "r", "l", "s", "t", "m", "nd"];
/// Different words.
const VOCABULARY: f64 = 200_000.0;

/// The word of a rank, 0 for the most frequent.
pub fn of_rank(rank: usize) -> String {
    let Some(made) = rank.checked_sub(SMALL.len()) else {
        return SMALL.get(rank).copied().unwrap_or_default().to_owned();
    };
    let (mut word, mut rest) = (String::new(), made);
    for syllable in 0..4 {
        let mut part = |parts: &[&'static str]| {
            word.push_str(parts.get(rest % parts.len()).copied().unwrap_or_default());
            rest /= parts.len();
        };
        part(&STARTS);
        part(&VOWELS);
        part(&ENDS);
        if rest == 0 && syllable > 0 {
            break;
        }
    }
    word
}

/// A rank by Zipf's law: the tenth word is a tenth as frequent as the first.
pub fn rank(random: &mut Random) -> usize {
    let share = f64::from(u32::try_from(random.below(1 << 24)).unwrap_or_default())
        / f64::from(1_u32 << 24);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 1 to the size of the vocabulary"
    )]
    let rank = ((share * VOCABULARY.ln()).exp() as usize).saturating_sub(1);
    rank
}

/// The name of a company.
pub fn company(number: usize) -> String {
    let industry = INDUSTRIES
        .get(number % INDUSTRIES.len())
        .copied()
        .unwrap_or_default();
    let mut name = of_rank(SMALL.len() + 900 + number * 7);
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!("{name} {industry}")
}
