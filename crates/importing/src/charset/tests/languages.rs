//! Sentences of many languages, long and short, in the encodings that they were written in before UTF-8.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, KOI8_U, MACINTOSH, SHIFT_JIS, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253,
};
use proptest::prelude::*;

use super::{Charset, decode};

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{text} is not in {}", encoding.name());
    bytes.into_owned()
}

fn is_read(text: &str, encoding: &'static Encoding, charset: Charset) {
    let expected = (text.to_owned(), charset);
    assert_eq!(decode(&encoded(text, encoding)), Ok(expected));
}

const GREEK: [&str; 6] = [
    "Βιογραφικό σημείωμα",
    "Επαγγελματική εμπειρία",
    "Εταιρεία,Θέση,Κατάσταση\nΑθήνα ΑΕ,Λογιστής,Απόρριψη\n",
    "ΕΡΓΑΣΙΑΚΗ ΕΜΠΕΙΡΙΑ",
    "Σπούδασα πληροφορική στο Πανεπιστήμιο Πατρών και εργάζομαι από το 2015 ως προγραμματιστής.",
    "Skills: Java, SQL. Γλώσσες: ελληνικά (μητρική), αγγλικά.",
];
const RUSSIAN: [&str; 7] = [
    "Опыт работы",
    "РЕЗЮМЕ ИВАНОВ ИВАН",
    "Компания,Должность,Статус\nРомашка,Бухгалтер,Отказ\n",
    "С 2018 года работаю ведущим инженером, отвечаю за серверы и базы данных.",
    "Образование: Московский государственный университет, 2012",
    "Skills: Java, SQL. Языки: русский (родной), английский.",
    "Ведущий инженер-программист",
];
const UKRAINIAN: [&str; 3] = [
    "Досвід роботи",
    "Працюю інженером у Києві, володію англійською мовою.",
    "Освіта: Київський національний університет",
];
const CYRILLIC_OF_WINDOWS: [&str; 4] = [
    "Трудов стаж: главен счетоводител, София",
    "Образовање: Универзитет у Београду, инжењер",
    "Искуство: сметководител во Скопје",
    "Ўзбекистан, Тошкент: бош бухгалтер",
];
const JAPANESE: [&str; 5] = [
    "職務経歴書",
    "会社名,役職,状況\n東京電気,エンジニア,応募済み\n",
    "株式会社みどりで営業を担当しました。",
    "スキル: Java、SQL、英語",
    "2015年に大学を卒業し、東京の会社で働いています。",
];
const SIMPLIFIED: [&str; 5] = [
    "工作经验",
    "公司,职位,状态\n北京科技有限公司,软件工程师,已申请\n",
    "我在上海的一家公司工作了五年，负责数据分析。",
    "教育背景：北京大学，计算机专业",
    "技能: Java, SQL, 项目管理",
];
const TRADITIONAL: [&str; 5] = [
    "工作經驗",
    "公司,職位,狀態\n台北科技公司,軟體工程師,已申請\n",
    "我在台北的一家公司工作了五年，負責資料分析。",
    "教育程度：國立台灣大學，資訊工程學系",
    "技能: Java, SQL, 專案管理",
];
const KOREAN: [&str; 5] = [
    "경력 사항",
    "회사,직무,상태\n서울전자,개발자,지원\n",
    "서울에 있는 회사에서 오 년 동안 개발을 담당했습니다.",
    "학력: 한국대학교 컴퓨터공학과 졸업",
    "기술: Java, SQL, 프로젝트 관리",
];
/// With the encoding that each is read in without more context.
const LATIN: [(&str, &Encoding, Charset); 16] = [
    ("é", WINDOWS_1252, Charset::Windows1252),
    ("Müller", WINDOWS_1252, Charset::Windows1252),
    ("Größe", WINDOWS_1252, Charset::Windows1252),
    (
        "Ärzte übten höflich Äußerungen",
        WINDOWS_1252,
        Charset::Windows1252,
    ),
    (
        "Développeuse à Orléans, très expérimentée, créée",
        WINDOWS_1252,
        Charset::Windows1252,
    ),
    ("«Señor» ¿qué? ¡año!", WINDOWS_1252, Charset::Windows1252),
    (
        "São João, coração, ações",
        WINDOWS_1252,
        Charset::Windows1252,
    ),
    ("København, Læsø, Århus", WINDOWS_1252, Charset::Windows1252),
    ("Þórður Æðarsson", WINDOWS_1252, Charset::Windows1252),
    (
        "“smart quotes” – and … dashes — ™",
        WINDOWS_1252,
        Charset::Windows1252,
    ),
    (
        "25 °C ± 3 µm, §§ 4, 5 €€ ££",
        WINDOWS_1252,
        Charset::Windows1252,
    ),
    (
        "Źdźbło, Łódź, zażółć gęślą jaźń",
        WINDOWS_1250,
        Charset::Windows1250,
    ),
    (
        "Příliš žluťoučký kůň úpěl ďábelské ódy",
        WINDOWS_1250,
        Charset::Windows1250,
    ),
    ("Árvíztűrő tükörfúrógép", WINDOWS_1250, Charset::Windows1250),
    (
        "Müller, Köln, Bürokraft, großer Schlüssel",
        MACINTOSH,
        Charset::Macintosh,
    ),
    (
        "Développeur, crédité, très, à",
        MACINTOSH,
        Charset::Macintosh,
    ),
];

#[test]
fn greek_is_read() {
    for text in GREEK {
        is_read(text, WINDOWS_1253, Charset::Windows1253);
    }
}

#[test]
fn cyrillic_is_read_in_both_encodings() {
    for text in RUSSIAN.iter().chain(&UKRAINIAN) {
        is_read(text, WINDOWS_1251, Charset::Windows1251);
        is_read(text, KOI8_U, Charset::Koi8);
    }
    for text in CYRILLIC_OF_WINDOWS {
        is_read(text, WINDOWS_1251, Charset::Windows1251);
    }
}

#[test]
fn chinese_japanese_and_korean_are_read() {
    for text in JAPANESE {
        is_read(text, SHIFT_JIS, Charset::ShiftJis);
        is_read(text, EUC_JP, Charset::EucJp);
    }
    for text in SIMPLIFIED {
        is_read(text, GB18030, Charset::Gb18030);
    }
    for text in TRADITIONAL {
        is_read(text, BIG5, Charset::Big5);
    }
    for text in KOREAN {
        is_read(text, EUC_KR, Charset::EucKr);
    }
}

#[test]
fn a_long_text_is_read_by_its_beginning() {
    for (text, encoding, charset) in [
        (SIMPLIFIED[2], GB18030, Charset::Gb18030),
        (KOREAN[2], EUC_KR, Charset::EucKr),
        (JAPANESE[4], SHIFT_JIS, Charset::ShiftJis),
    ] {
        is_read(&format!("CV\n{}", text.repeat(2_000)), encoding, charset);
    }
}

#[test]
fn latin_texts_stay_latin() {
    for (text, encoding, charset) in LATIN {
        is_read(text, encoding, charset);
    }
}

proptest! {
    /// Whatever words of European languages stand together, none of them is taken for an encoding of two bytes.
    #[test]
    fn no_words_of_europe_become_chinese(words in prop::collection::vec((0..LATIN.len(), 0..8_usize), 1..30)) {
        let mut text = String::new();
        for (line, word) in words {
            let (line, encoding, _) = LATIN[line];
            if encoding == WINDOWS_1252 {
                text.extend([line.split(' ').cycle().nth(word).unwrap(), " "]);
            }
        }
        let (_, charset) = decode(&encoded(&text, WINDOWS_1252)).unwrap();
        let is_european = matches!(charset, Charset::Utf8 | Charset::MixedUtf8 | Charset::Windows1252 | Charset::Windows1250 | Charset::Macintosh);
        prop_assert!(is_european, "{} {:?}", text, charset);
    }
}
