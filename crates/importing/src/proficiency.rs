//! How well a language is spoken, from the words of a file.

use crate::{
    record::Proficiency,
    text::{self, is_listed},
};

/// Words and what they mean, in several languages; the first five rows are LinkedIn's own words.
const TABLE: &str = include_str!("proficiency.tsv");

/// Tests of languages.
const TESTS: &str = "jlpt toefl toeic ielts hsk hskk tocfl topik delf dalf tcf tef testdaf dsh telc goethe ösd oesd dele siele celi cils plida celpe torfl \
 torfel трки fce cae cpe pet ket bec duolingo cambridge pte lcci nt2 cnavt yki swedex tisus bergenstest eiken oet linguaskill aptis bulats actfl cel ecpe \
 trinity dfp dsd eil tys";
/// Words beside their results.
const RESULTS: &str = "ibt itp pbt academic general training overall score band level stufe niveau nivel livello points punkte certificate certification \
 zertifikat certificado certificat certificato diploma diplom exam prüfung test advanced first proficiency c1 c2 b1 b2 a1 a2 n1 n2 n3 n4 n5 i ii iii iv v \
 vi bras passed bestanden";

/// True for the name of a test, with its result: `JLPT N2`, `TOEFL iBT 110`.
#[must_use]
pub fn is_test(words: &str) -> bool {
    let key = key(words);
    let is_result =
        |word: &str| is_listed(RESULTS, word) || word.starts_with(|c: char| c.is_ascii_digit());
    let mut named = key.split(' ');
    named.any(|word| is_listed(TESTS, word))
        && key
            .split(' ')
            .all(|word| is_listed(TESTS, word) || is_result(word))
}

/// A language and the test behind it, without any sign between them: `Japanese JLPT N2`.
#[must_use]
pub fn split_test(text: &str) -> Option<(&str, &str)> {
    let mut spaces = text.match_indices(' ');
    let parted = spaces.find_map(|(at, _)| {
        let (name, behind) = text.split_at_checked(at)?;
        let behind = behind.trim_start();
        let first = key(behind.split_whitespace().next()?);
        let is_test = TESTS
            .split_whitespace()
            .any(|it| Some(it) == first.split(' ').next());
        (is_test && behind.starts_with(char::is_alphanumeric)).then_some((name.trim(), behind))
    });
    let is_plain = |name: &str| {
        let open = name.matches('(').count() == name.matches(')').count();
        open && !name.is_empty()
            && ![":", " -", " –", " —", "|", ","]
                .iter()
                .any(|mark| name.contains(mark))
    };
    parted.filter(|(name, _)| is_plain(name))
}

/// The name of a language, and the level or test that stands behind it without a field of its own: `Spanish (native)`, `Japanese JLPT N2`.
#[must_use]
pub fn name_and_level(text: &str) -> (&str, Option<&str>) {
    let bracketed = text
        .strip_suffix(')')
        .and_then(|inner| inner.split_once(" ("));
    let levelled = bracketed.filter(|(_, level)| read(level).0.is_some() || is_test(level));
    match levelled.or_else(|| split_test(text)) {
        Some((name, level)) => (name, Some(level)),
        None => (text, None),
    }
}

/// What words say: the step they mean by the table, and the words if they are none of LinkedIn's five.
#[must_use]
pub fn read(words: &str) -> (Option<Proficiency>, String) {
    let key = key(words);
    if key.is_empty() || text::is_blank(words) {
        return (None, String::new());
    }
    let mut rows = TABLE
        .lines()
        .skip(1)
        .filter_map(|row| row.split_once('\t'))
        .enumerate();
    match rows.find(|(_, (said, _))| *said == key) {
        Some((row, (_, step))) => {
            let own = row < 5;
            let stated = if own { String::new() } else { words.to_owned() };
            (step_of(step), stated)
        }
        None => (of_words(&key), words.to_owned()),
    }
}

/// True for words of the table, as a whole.
#[must_use]
pub fn is_known(words: &str) -> bool {
    let key = key(words);
    let mut rows = TABLE.lines().skip(1);
    rows.any(|row| row.split('\t').next() == Some(key.as_str()))
}

/// The step of the one level of the European framework among other words: `C1, advanced`. None if there are several.
fn of_words(key: &str) -> Option<Proficiency> {
    let levels = key.split(' ').filter_map(|word| match word {
        "c1" | "c2" => Some(Proficiency::FullProfessional),
        "b2" => Some(Proficiency::ProfessionalWorking),
        "b1" => Some(Proficiency::LimitedWorking),
        "a1" | "a2" => Some(Proficiency::Elementary),
        _ => None,
    });
    let levels: Vec<Proficiency> = levels.collect();
    let (first, others) = levels.split_first()?;
    others.iter().all(|other| other == first).then_some(*first)
}

/// LinkedIn's words for a step.
#[must_use]
pub fn words(step: Proficiency) -> &'static str {
    match step {
        Proficiency::Native => "Native or bilingual proficiency",
        Proficiency::FullProfessional => "Full professional proficiency",
        Proficiency::ProfessionalWorking => "Professional working proficiency",
        Proficiency::LimitedWorking => "Limited working proficiency",
        Proficiency::Elementary => "Elementary proficiency",
    }
}

/// The words of an export for a proficiency: the person's own, if they mean it.
#[must_use]
pub fn fluency(proficiency: Option<Proficiency>, stated: &str) -> &str {
    match proficiency {
        Some(step) if stated.is_empty() || read(stated).0 != Some(step) => words(step),
        _ => stated,
    }
}

fn step_of(name: &str) -> Option<Proficiency> {
    Some(match name {
        "NATIVE" => Proficiency::Native,
        "FULL_PROFESSIONAL" => Proficiency::FullProfessional,
        "PROFESSIONAL_WORKING" => Proficiency::ProfessionalWorking,
        "LIMITED_WORKING" => Proficiency::LimitedWorking,
        "ELEMENTARY" => Proficiency::Elementary,
        _ => return None,
    })
}

/// Lower case, letters and digits with single spaces.
fn key(words: &str) -> String {
    text::bare(&words.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_from_languages() {
        for text in [
            "JLPT N2",
            "TOEFL iBT 110",
            "HSK 5",
            "DELF B1",
            "IELTS: 7.5",
            "Goethe-Zertifikat C1",
            "TOPIK II",
            "JLPT-N2",
            "TOEFL 110/120",
        ] {
            assert!(is_test(text), "{text}");
        }
        for text in [
            "Japanese",
            "Japanese JLPT N2",
            "N2",
            "",
            "Goethe Universität",
            "110",
        ] {
            assert!(!is_test(text), "{text}");
        }
        assert_eq!(
            split_test("Japanese JLPT N2"),
            Some(("Japanese", "JLPT N2"))
        );
        assert_eq!(
            split_test("Chinese (Mandarin) HSK 4"),
            Some(("Chinese (Mandarin)", "HSK 4"))
        );
        for text in [
            "JLPT N2",
            "Japanese (JLPT N2)",
            "English: TOEFL 110",
            "English - good, TOEFL 110",
            "Dutch",
        ] {
            assert_eq!(split_test(text), None, "{text}");
        }
    }

    #[test]
    fn words_mean_a_step_only_where_the_table_says_so() {
        use Proficiency::{
            Elementary, FullProfessional, LimitedWorking, Native, ProfessionalWorking,
        };
        let table = [
            ("Native or bilingual proficiency", Some(Native), ""),
            ("NATIVE_OR_BILINGUAL", Some(Native), "NATIVE_OR_BILINGUAL"),
            (
                "Full Professional",
                Some(FullProfessional),
                "Full Professional",
            ),
            ("Native speaker", Some(Native), "Native speaker"),
            ("Muttersprache", Some(Native), "Muttersprache"),
            ("C1", Some(FullProfessional), "C1"),
            ("B2", Some(ProfessionalWorking), "B2"),
            ("b1", Some(LimitedWorking), "b1"),
            ("A2", Some(Elementary), "A2"),
            ("Conversational", None, "Conversational"),
            ("fluent", None, "fluent"),
            ("", None, ""),
        ];
        for (text, step, stated) in table {
            assert_eq!(read(text), (step, stated.to_owned()), "{text}");
        }
        for (row, step) in TABLE.lines().skip(1).zip([
            Native,
            FullProfessional,
            ProfessionalWorking,
            LimitedWorking,
            Elementary,
        ]) {
            assert_eq!(row.split('\t').next(), Some(key(words(step)).as_str()));
        }
        assert!(TABLE.lines().skip(1).all(|row| {
            row.split_once('\t')
                .is_some_and(|(words, step)| words == key(words) && step_of(step).is_some())
        }));
    }
}
