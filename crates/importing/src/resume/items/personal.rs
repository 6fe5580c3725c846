//! Data of a person that no profile has: birth, age, family, nationality, numbers and licences. They are named, and never read.

use super::streets::is_in;
use crate::{
    date::SlashOrder,
    resume::{span, words::title_score},
    text::{bare, is_listed},
};

/// Labels of other data of a person.
const PERSONAL: &str = "name|full name|first name|last name|surname|date of birth|birth date|birthday|born|dob|place of birth|age|nationality|citizenship|\
marital status|family status|gender|sex|phone|tel|telephone|mobile|cell|e mail|email|mail|website|driving licence|driving license|religion|father s name|\
passport|visa|visa status|vorname|nachname|geboren|geboren am|geburtsdatum|geburtstag|geburtsort|alter|nationalität|staatsangehörigkeit|\
staatsbürgerschaft|familienstand|geschlecht|telefon|handy|mobil|konfession|führerschein|nom|prénom|date de naissance|né le|née le|lieu de naissance|âge|\
nationalité|situation familiale|sexe|téléphone|permis|nombre|apellidos|fecha de nacimiento|lugar de nacimiento|edad|nacionalidad|estado civil|sexo|teléfono|\
móvil|dni|nome|cognome|data di nascita|luogo di nascita|nato il|nata il|età|nazionalità|stato civile|cittadinanza|telefono|cellulare|patente|\
data de nascimento|idade|nacionalidade|telefone|telemóvel|naam|geboortedatum|geboorteplaats|nationaliteit|burgerlijke staat|telefoon|rijbewijs|imię|\
imię i nazwisko|data urodzenia|narodowość|stan cywilny|namn|födelsedatum|nationalitet|telefonnummer|имя|фио|дата рождения|возраст|пол|гражданство|телефон|\
семейное положение|氏名|名前|ふりがな|フリガナ|生年月日|年齢|性別|国籍|電話|電話番号|メール|配偶者|姓名|性别|出生年月|出生日期|年龄|民族|籍贯|政治面貌|婚姻状况|电话|手机|邮箱|\
이름|성명|생년월일|나이|성별|국적|전화|연락처|이메일|병역";
/// Labels of numbers that are secret.
const SECRET: &str = "dni|nie|nif|dni nie|nss|curp|rfc|cpf|rg|cnpj|passport|passport no|passport number|passport details|id number|id no|id card|national id|ssn|\
social security number|aadhaar|aadhar|pan|pan no|pesel|codice fiscale|bsn|rodné číslo|personnummer|cpr nummer|svnr|sozialversicherungsnummer|\
personalausweis|reisepass|numéro de sécurité sociale|身份证|身份证号|주민등록번호";
/// Words before the day of birth.
const BORN: &str = "geb|geboren|geboren am|born|born on|dob|d o b|né|née|né e|nacido|nacida|nascido|nascida|né le|née le|nato il|nata il|nato|nata|nacido el|nacida el|nascido em|nascida em|ur|urodzony|urodzona|f|född|født|\
nar|narozen|narozena|дата рождения|родился|родилась";
/// Words behind an age.
const AGES: &str =
    "years old|years|year old|jahre|jahre alt|ans|años|anni|anos|jaar|lat|år|let|лет|года|yo|y o";
/// Words of which a nationality has one.
const NATIONAL: &str = "citizen citizenship nationality national staatsbürger staatsbürgerin staatsbürgerschaft staatsangehörig staatsangehöriger \
 staatsangehörige staatsangehörigkeit nationalität nationalité ressortissant ressortissante ciudadano ciudadana ciudadanía nacionalidad cittadino cittadina \
 cittadinanza nazionalità cidadão cidadã nacionalidade cidadania obywatel obywatelka obywatelstwo medborgare medborgarskap statsborger nationaliteit \
 гражданин гражданка гражданство громадянин громадянка";
/// The most words of a nationality.
const NATIONAL_WORDS_MAX: usize = 5;
/// Words for licences to drive.
const LICENCES: &str = "driving licence|driving license|driver s license|driver s licence|drivers license|drivers licence|driver license|driver licence|full driver licence|full driving licence|driving permit|\
full uk driving licence|clean driving licence|valid driving licence|valid driver s license|führerschein|fahrerlaubnis|pkw führerschein|lkw führerschein|\
permis b|permis a|permis c|permis de conduire|permis de travail|permis cariste|permis poids lourd|carnet b|carnet c|carné b|carnet de conducir|carné de conducir|permiso b|permiso c|permis ce|permis d|permis be|permiso de conducir|\
licencia de conducir|patente|patente b|patente di guida|automunito|automunita|carta de condução|carteira de motorista|carteira de habilitação|cnh|rijbewijs|\
prawo jazdy|řidičský průkaz|řidičské oprávnění|vodičský preukaz|körkort|b körkort|kørekort|førerkort|ajokortti|jogosítvány|permis de conducere|\
permis auto|водительские права|водительское удостоверение|права категории|посвідчення водія|sürücü belgesi|ehliyet|普通自動車|運転免許|driving";
/// Those of them that are no licences to drive on roads.
const OTHER_LICENCES: &str = "permis de travail|permis cariste|driving|普通自動車|運転免許";
/// Words of classes of licences to drive, and of what people write beside them.
const CLASSES: &str = "class classes klasse klassen klasser kat kategoria kategorie kategorii category categories cat catégorie catégories categoria categorías categoría categoria categorias  categorie clase tipo klass behörighet full clean valid own car vehicle and und et y e en och og i with mit con com avec met med z since seit depuis desde dal od sedan sinds vorhanden  eigener eigenes pkw auto fahrzeug véhicule véhiculé véhiculée personnel propio vehículo coche propria propria automunito automunita própria viatura eigen egen bil własny samochód including incl inkl";
/// Labels of people who are asked about somebody.
const REFERENCES: &str = "reference|references|referee|referees|referenz|referenzen|référence|références|referencia|referencias|referenza|referenze|referentie|referenties|referens|referenser|\
referanse|referanser|reference available|references available|referencja|referencje|referência|referências";
/// Words that are such data without a label.
const BARE: &str = "男|女|男性|女性|未婚|已婚|독신|기혼|미혼|남|여|남자|여자|남성|여성|male|female|männlich|weiblich|ledig|verheiratet|geschieden|single|married|divorced|\
unmarried|homme|femme|célibataire|marié|mariée|hombre|mujer|soltero|soltera|casado|casada|uomo|donna|celibe|nubile|coniugato|coniugata|solteiro|solteira|\
man|vrouw|ongehuwd|gehuwd|mężczyzna|kobieta|kawaler|panna|мужчина|женщина|m|f|w|verh|led|verw|verwitwet|widowed|veuf|veuve|pacsé|pacsée|viudo|viuda|vedovo|vedova|divorciado|\
divorciada|divorziato|divorziata|divorcé|divorcée|gescheiden|samenwonend|żonaty|mężatka|zamężna|rozwiedziony|rozwiedziona|gift|ugift|samboende";
/// Words of labels of birth, family and nationality.
const PRIVATE: &str = "birth birthdate birthday dob geburtsdatum geburtsort geburtstag geburtsjahr geburtsname naissance nacimiento nascita nascimento geboortedatum \
 geboorteplaats urodzenia födelsedatum fødselsdato födelseort marital familienstand zivilstand familienverhältnisse nationality nationalität staatsangehörigkeit \
 staatsbürgerschaft nationalité nacionalidad nacionalidade nazionalità cittadinanza nationaliteit narodowość obywatelstwo citizenship heimatort bürgerort";
/// The same, of several words.
const PRIVATE_PHRASES: &str = "data ur|data i miejsce ur|f nacimiento|fecha nac|estado civil|état civil|stato civile|civil status|family status|situation familiale|situation de famille|burgerlijke staat|stan cywilny|d o b";
/// Labels before an age.
const AGE: &str = "age|alter|âge|edad|età|idade|leeftijd|wiek|ålder|alder";
/// Labels of other such data, which may also stand elsewhere.
const FAMILY: &str = "gender sex geschlecht sexe sexo sesso geslacht płeć children kinder enfants hijos hijas figli filhos kinderen dzieci religion konfession religión \
 confessione godsdienst wyznanie";
/// What is before a place of birth.
const BORN_IN: [&str; 12] = [
    "born in ",
    "geboren in ",
    "geb in ",
    "né à ",
    "née à ",
    "nacido en ",
    "nacida en ",
    "nato a ",
    "nata a ",
    "geboren te ",
    "natural de ",
    "bürger von ",
];
/// What stands beside the state of a family.
const BESIDE: &str = "children child kids kid kinder kind kindern enfants enfant hijos hijo hijas hija figli figlio figlia filhos filho kinderen dzieci dziecko barn \
 with and no without mit und ohne keine avec et sans con y sin e senza com sem met en zonder z i bez one two three four five zwei drei vier ein eine einem deux trois \
 quatre un une dos tres uno una due tre quattro dois três twee drie jedno dwoje troje since seit depuis desde dal";
/// The most characters of a class of a licence: `C1E`.
const CLASS_CHARS_MAX: usize = 3;
/// The most words of a label.
const LABEL_WORDS_MAX: usize = 6;
/// The most words behind a label that no sign parts from it.
const VALUE_WORDS_MAX: usize = 5;

/// True for data of a person that are no headline: `Geburtsdatum: …`, `男`, `geb. 1990`, `Austrian citizen`, `Permis B`.
pub(super) fn is_personal(text: &str) -> bool {
    let is_one = |part: &str| {
        let label = part.split_once([':', '：']).map(|(label, _)| label);
        is_private(part) || label.is_some_and(|label| is_in(PERSONAL, label)) || is_licence(part)
    };
    is_one(text) || are_all(text, is_one)
}

/// True for birth, age, family or nationality: `Marital status: single`, `34 ans, mariée, 2 enfants`.
pub(super) fn is_private(text: &str) -> bool {
    let is_one = |part: &str| {
        is_labelled(part)
            || is_in(BARE, part)
            || is_born(part)
            || is_national(part)
            || is_family(part)
    };
    is_one(text) || are_all(text, is_one)
}

/// True if the first of several parts is such, and each of the others is, or stands beside it.
fn are_all(text: &str, is_one: impl Fn(&str) -> bool) -> bool {
    let parts = text.split([',', ';', '|', '·', '•', '/']);
    let parts = parts.flat_map(|part| part.split(" - ")).map(str::trim);
    let mut parts = parts.filter(|part| !part.is_empty());
    let is_first = parts.next().is_some_and(&is_one);
    is_first && parts.all(|part| is_one(part) || is_beside(part))
}

/// True for a label of birth, age, family or nationality, and what is behind it: `Marital Status – Single`, `DOB 03/05/1990`.
pub(super) fn is_labelled(text: &str) -> bool {
    let parted = text.split_once([':', '：', '\t']).or_else(|| {
        let mut signs = [" - ", " – ", " — ", ", "].iter();
        signs.find_map(|sign| text.split_once(*sign))
    });
    if let Some((label, value)) = parted {
        let key = bare(&label.to_lowercase());
        let is_family = || key.split(' ').any(|word| is_listed(FAMILY, word));
        let is_age = || AGE.split('|').any(|age| age == key) && starts_with_number(value);
        let is_short = key.split(' ').count() <= LABEL_WORDS_MAX;
        if is_short && !value.trim().is_empty() && (names_private(&key) || is_family() || is_age())
        {
            return true;
        }
    }
    // "Geburtsdatum 03.05.1990"
    let key = bare(&text.to_lowercase());
    let is_phrase = |phrase: &str| {
        key.strip_prefix(phrase)
            .is_some_and(|rest| rest.starts_with(' '))
    };
    let is_word = || {
        let (first, rest) = key.split_once(' ').unwrap_or_default();
        let is_age = AGE.split('|').any(|age| age == first) && rest.parse::<u8>().is_ok();
        is_listed(PRIVATE, first) || is_age
    };
    let mut phrases = PRIVATE_PHRASES.split('|').chain(PERSONAL.split('|'));
    let is_phrase = phrases.any(|phrase| is_phrase(phrase) && names_private(phrase));
    (is_phrase || is_word()) && key.split(' ').count() <= LABEL_WORDS_MAX + VALUE_WORDS_MAX
}

/// True if a label of birth, family or nationality begins a line of another section, where other words may be facts; and for a formula.
pub(super) fn is_private_line(text: &str) -> bool {
    let label = text
        .split_once([':', '：'])
        .map(|(label, _)| bare(&label.to_lowercase()));
    let is_label =
        label.is_some_and(|key| key.split(' ').count() <= LABEL_WORDS_MAX && names_private(&key));
    is_label || is_born(text) && has_day(text) || is_formula(text) || is_reference(text)
}

/// True for a line that references follow on request, or that data may be processed: `Referees available on request.`
pub(super) fn is_formula(text: &str) -> bool {
    const ENDS: [&str; 17] = [
        "på forespørsel",
        "på begäran",
        "på anmodning",
        "a solicitud",
        "a richiesta",
        "mediante solicitação",
        "sob pedido",
        "on request",
        "upon request",
        "auf anfrage",
        "auf wunsch",
        "sur demande",
        "a petición",
        "su richiesta",
        "op aanvraag",
        "na życzenie",
        "a pedido",
    ];
    const STARTS: [&str; 6] = [
        "wyrażam zgodę na przetwarzanie",
        "autorizzo il trattamento",
        "acconsento al trattamento",
        "i hereby declare that",
        "ich versichere die richtigkeit",
        "presto il consenso al trattamento",
    ];
    let key = bare(&text.to_lowercase());
    let is_short = key.split(' ').count() <= LABEL_WORDS_MAX;
    is_short && ENDS.iter().any(|end| key.ends_with(end))
        || STARTS.iter().any(|start| key.starts_with(start))
}

/// True for a licence to drive on roads with its classes and nothing else: `Prawo jazdy kat. B, C`.
pub(in crate::resume) fn is_driving_licence(text: &str) -> bool {
    let key = bare(&text.to_lowercase()).replace(['+', '/'], " ");
    let is_class = |word: &str| {
        is_listed(CLASSES, word)
            || word.is_empty()
            || word.len() <= CLASS_CHARS_MAX && word.starts_with(|c| "abcdltm".contains(c))
            || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut licences = LICENCES
        .split('|')
        .filter(|it| !OTHER_LICENCES.split('|').any(|other| other == *it));
    licences.any(|licence| {
        let at = key
            .strip_suffix(licence)
            .map(|before| (before, ""))
            .or_else(|| key.split_once(&format!("{licence} ")));
        at.is_some_and(|(before, behind)| {
            let mut words = before.split(' ').chain(behind.split(' '));
            (before.is_empty() || before.ends_with(' ')) && words.all(is_class)
        })
    })
}

/// True for a label of people who are asked about somebody: `Reference: …`.
fn is_reference(text: &str) -> bool {
    let label = text.split([':', '：']).next().unwrap_or_default();
    let key = bare(&label.to_lowercase());
    REFERENCES.split('|').any(|it| it == key)
}

fn names_private(key: &str) -> bool {
    let is_phrase = PRIVATE_PHRASES.split('|').any(|phrase| phrase == key);
    is_phrase || key.split(' ').any(|word| is_listed(PRIVATE, word))
}

fn starts_with_number(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    first.parse::<u8>().is_ok()
}

/// `married with two children`, `sin hijos`.
fn is_family(text: &str) -> bool {
    let key = bare(&text.to_lowercase());
    // "2 children" alone
    let is_child = |word: &str| {
        is_listed(FAMILY, word)
            || is_listed(
                "child kind kid kids enfant hijo hija figlio figlia dzieci barn",
                word,
            )
    };
    if key.split(' ').any(is_child) && key.split(' ').count() > 1 {
        return key.split(' ').all(is_beside_word);
    }
    let mut words = key.split(' ');
    let is_state = words
        .next()
        .is_some_and(|first| is_in(BARE, first) && first.len() > 1);
    is_state && words.all(is_beside_word)
}

fn is_beside(text: &str) -> bool {
    let key = bare(&text.to_lowercase());
    !key.is_empty() && key.split(' ').all(is_beside_word)
}

fn is_beside_word(word: &str) -> bool {
    is_listed(BESIDE, word) || is_in(BARE, word) || word.len() <= 4 && word.parse::<u16>().is_ok()
}

/// True for a text with a day of a year.
pub(super) fn has_day(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_day = |word: &str| {
        let date = span::read(word.trim_matches(['(', ')', ',']), SlashOrder::DayFirst).date();
        word.len() >= 8 && date.is_some_and(|date| date.day.is_some())
    };
    words.any(is_day) || {
        let found = text.split([':', ',', '(']).map(str::trim);
        let mut dates = found.filter_map(|part| span::read(part, SlashOrder::DayFirst).date());
        dates.any(|date| date.day.is_some()) || words_of_day(text)
    }
}

/// `born on 3 May 1990 in Leeds`: three words that are a day.
fn words_of_day(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    [3, 5].into_iter().any(|length| {
        words.windows(length).any(|window| {
            let date = span::read(
                window.join(" ").trim_matches([',', '.']),
                SlashOrder::DayFirst,
            );
            date.date().is_some_and(|date| date.day.is_some())
        })
    })
}

/// The label of a number that is secret, such as that of a passport.
pub(super) fn secret(text: &str) -> Option<&str> {
    let label = text.split_once([':', '：']).map(|(label, _)| label.trim());
    label.filter(|label| is_in(SECRET, label))
}

/// `geb. 1.5.1990 in Wien`, `32 years old`.
pub(super) fn is_born(text: &str) -> bool {
    let key = format!("{} ", bare(&text.to_lowercase()));
    let has_digit = key.contains(|c: char| c.is_ascii_digit());
    let is_age = || {
        let parted = key.trim_end().split_once(' ');
        parted.is_some_and(|(age, unit)| age.parse::<u8>().is_ok() && is_in(AGES, unit))
    };
    let born = || {
        BORN.split('|')
            .any(|born| key.starts_with(&format!("{born} ")))
    };
    // "* 03.05.1990 in Köln", whose sign was read as that of a bullet.
    let is_day_alone = || {
        let (first, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        let day = span::read(text, SlashOrder::DayFirst).date();
        let is_day = first.len() >= 8 && has_day(first);
        day.is_some_and(|date| date.day.is_some())
            || is_day
                && ["", "in ", "à ", "en ", "a ", "te "]
                    .iter()
                    .any(|word| rest.starts_with(word) && (!word.is_empty() || rest.is_empty()))
    };
    let is_born_in = || BORN_IN.iter().any(|born| key.starts_with(born));
    has_digit && (born() || is_age() || is_day_alone()) || is_born_in()
}

/// `österreichischer Staatsbürger`, `Nationalité française`.
fn is_national(text: &str) -> bool {
    let key = bare(&text.to_lowercase());
    let has = key.split(' ').any(|word| is_listed(NATIONAL, word));
    has && key.split(' ').count() <= NATIONAL_WORDS_MAX && title_score(text) <= 1
}

/// True for a licence to drive: `Führerschein Klasse B`, `Permis B, véhiculé`.
pub(super) fn is_licence(text: &str) -> bool {
    let key = format!("{} ", bare(&text.to_lowercase()));
    let mut licences = LICENCES.split('|');
    licences.any(|licence| {
        let is_last = licence.contains(' ') && key.ends_with(&format!(" {licence} "));
        key.starts_with(&format!("{licence} "))
            || is_last && key.split(' ').count() <= LABEL_WORDS_MAX
    })
}
