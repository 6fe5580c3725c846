//! Addresses with streets and postcodes.

use crate::{
    resume::{
        site::{is_place, is_plain_place},
        words::title_score,
    },
    text::{bare, is_listed},
};

/// Words of streets, with a number beside them.
const STREETS: &str = "street st road rd avenue ave av boulevard blvd lane ln drive dr way court ct circle terrace square highway hwy parkway apt apartment \
 suite floor unit flat box close crescent straße strasse str weg platz allee gasse ring ufer damm rue chemin quai impasse bd allée calle avenida avda \
 paseo plaza carrer avd ctra carretera pza ronda urb polígono piso via viale piazza corso largo rua travessa estrada praça alameda straat laan plein gracht ulica ul aleja al osiedle os plac gatan \
 gata vägen väg vej gade gate vei ulice třída katu tie utca út strada улица ул проспект пр дом д кв вулиця sokak cadde mahallesi no nr";
/// Ends of such words.
const STREET_ENDS: [&str; 19] = [
    "straße", "strasse", "str", "weg", "platz", "allee", "gasse", "ring", "ufer", "damm", "straat",
    "laan", "plein", "gracht", "gatan", "vägen", "gade", "vej", "katu",
];
/// The most characters of an address.
const CHARS_MAX: usize = 200;
/// What is before an address or a place, before a colon.
const LABELS: &str = "address|home address|current address|permanent address|mailing address|postal address|location|residence|city|place|based in|adresse|\
anschrift|wohnort|wohnhaft|ort|lieu|ville|domicile|dirección|domicilio|ubicación|ciudad|residencia|indirizzo|residenza|endereço|morada|localização|cidade|\
adres|woonplaats|miejscowość|miejsce zamieszkania|adress|bostadsort|bopæl|osoite|lakcím|cím|adresă|адрес|город|место жительства|проживает|адреса|місто|adres|\
住所|現住所|地址|现居住地|居住地|所在地|주소|거주지|town|home town|stad|plaats|localidad|località|comune";
/// Labels of addresses, behind which a place may stand.
const CONTACTS: &str =
    "contact|kontakt|coordonnées|contacto|contatto|contatti|contato|contactgegevens";
/// What is before a place without a colon.
const BEFORE: [&str; 8] = [
    "based in ",
    "living in ",
    "located in ",
    "resident in ",
    "wohnhaft in ",
    "basé à ",
    "basée à ",
    "residente en ",
];
/// The place that an address or a place is in, without street and postcode, which may leave nothing; none if the text is no address.
pub(super) fn town(text: &str) -> Option<String> {
    if text.chars().count() > CHARS_MAX {
        return None;
    }
    let (is_labelled, text) = unlabelled(text);
    // "Quimper (29)": the number of a department.
    let numbered = text.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    let is_number = |number: &str| number.parse::<u16>().is_ok();
    if let Some((town, _)) = numbered.filter(|(town, number)| is_number(number) && is_place(town)) {
        return Some(town.to_owned());
    }
    let listed = text
        .replace(" - ", ", ")
        .replace(" – ", ", ")
        .replace(" / ", ", ");
    let is_name = || title_score(text) <= 0;
    if is_plain_place(text) && is_name() || is_eastern(text) {
        return Some(text.to_owned());
    }
    if listed != text && listed.contains(", ") && is_plain_place(&listed) && is_name() {
        return Some(text.to_owned());
    }
    let (kept, has_street) = without_street(&listed);
    let has_digit = text.chars().any(|c| c.is_ascii_digit());
    let is_address = has_digit && kept != listed && (has_street || is_place(&kept));
    let is_address = is_address && title_score(&kept) <= 0;
    (is_address || is_labelled).then_some(kept)
}

/// True for a part of a town, which a place is without: `Bairro Centro`.
pub(super) fn is_district(part: &str) -> bool {
    const WORDS: &str = "bairro barrio barri quartier quartiere rione stadtteil stadtbezirk ortsteil dzielnica stadsdel stadsdelen bydel wijk stadswijk colonia col \
 frazione fraz località urbanización urb polígono freguesia";
    let (first, name) = part.split_once(' ').unwrap_or_default();
    let word = first.trim_end_matches('.').to_lowercase();
    is_listed(WORDS, &word) && !name.is_empty() && !name.contains(", ")
}

/// A place without the part of a town before or behind it, and this part: `Bairro Centro, Joinville/SC`.
pub(super) fn without_district(text: &str) -> Option<(String, String)> {
    let signs = [", ", " – ", " — ", " - "];
    let sign = signs.into_iter().find(|sign| text.contains(sign))?;
    let parts = text.split(sign).map(str::trim);
    let (districts, others): (Vec<&str>, Vec<&str>) = parts.partition(|part| is_district(part));
    let is_found = districts.len() == 1 && !others.is_empty();
    is_found.then(|| (others.join(sign), districts.concat()))
}

/// The town behind a postcode on a line with other addresses: `Ann Vale, Olav gate 4, 7030 Trondheim. ann@vale.example`.
pub(super) fn behind_postcode(text: &str) -> Option<String> {
    let parts = text
        .split([',', '|', '·', '•'])
        .flat_map(|part| part.split(". "));
    let mut towns = parts.filter_map(|part| {
        let (code, town) = part.trim().split_once(' ')?;
        let is_code = (4..=5).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
        let town = town.trim_end_matches('.');
        (is_code && is_place(town)).then(|| town.to_owned())
    });
    towns.next()
}

/// True for a label before an address, and the text behind it.
fn unlabelled(text: &str) -> (bool, &str) {
    let lower = text.to_lowercase();
    let before = BEFORE.iter().find(|before| lower.starts_with(**before));
    if let Some(rest) = before.and_then(|before| text.get(before.len()..)) {
        return (is_plain_place(rest), rest);
    }
    match text.split_once([':', '：']) {
        Some((label, rest)) if is_in(LABELS, label) => (true, rest.trim()),
        Some((label, rest)) if is_in(CONTACTS, label) && is_place(rest.trim()) => {
            (true, rest.trim())
        }
        _ => (false, text),
    }
}

/// True for what is before an address.
pub(super) fn is_label(text: &str) -> bool {
    is_in(LABELS, text.trim_end_matches(':'))
}

/// The parts of an address without its street and postcodes, and whether there was a street.
fn without_street(text: &str) -> (String, bool) {
    let mut kept: Vec<String> = Vec::new();
    let mut has_street = false;
    let parts: Vec<&str> = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    for (at, part) in parts.iter().copied().enumerate() {
        if parts.len() > 1 && is_district(part) {
            continue;
        }
        let has_digit = |word: &str| word.chars().any(|c| c.is_ascii_digit());
        let words: Vec<&str> = part.split_whitespace().collect();
        if words.iter().any(|word| has_digit(word)) && words.iter().any(|word| is_street(word)) {
            has_street = true;
            continue;
        }
        // "Rua do Olmo, 45": the number is behind a comma.
        let next = parts.get(at + 1).is_some_and(|next| is_number(next));
        if next && words.len() > 1 && words.iter().any(|word| is_street(word)) {
            has_street = true;
            continue;
        }
        // "4, impasse du Test": the number is before the comma.
        let before = at.checked_sub(1).and_then(|at| parts.get(at));
        if before.is_some_and(|it| is_number(it)) && words.iter().any(|word| is_street(word)) {
            has_street = true;
            continue;
        }
        let named: Vec<&str> = without_postcode(&words);
        let town = named.join(" ");
        let is_state = town.len() == 2 && town.chars().all(|c| c.is_ascii_uppercase());
        if named.len() == words.len() || is_state || is_place(&town) {
            kept.extend(Some(town).filter(|town| !town.is_empty()));
        } else if !is_numbered(&words) {
            kept.push(part.to_owned());
        }
    }
    (kept.join(", "), has_street)
}

/// The words that are no part of a postcode: of `1012 AB Amsterdam` the last.
fn without_postcode<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let has_digit = |word: &str| word.chars().any(|c| c.is_ascii_digit());
    let is_letters = |at: usize, word: &str| {
        let behind = at.checked_sub(1).and_then(|at| words.get(at));
        let of_four = behind.is_some_and(|number| number.len() == 4 && has_digit(number));
        of_four && word.len() == 2 && word.chars().all(|c| c.is_ascii_uppercase())
    };
    let words = words.iter().enumerate();
    let kept = words.filter(|(at, word)| !has_digit(word) && !is_letters(*at, word));
    kept.map(|(_, word)| *word).collect()
}

/// True for a name with a number of a house: `Am Markt 5`. A year is none.
fn is_numbered(words: &[&str]) -> bool {
    let ends = [words.first(), words.last()];
    let mut ends = ends.into_iter().flatten();
    ends.any(|word| {
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        let number: Option<u32> = digits.parse().ok();
        number.is_some_and(|number| !(1900..2100).contains(&number))
    })
}

/// True for the number of a house: `45`, `45 B`.
fn is_number(text: &str) -> bool {
    text.len() <= 5 && text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains('-')
}

fn is_street(word: &str) -> bool {
    let lower = word.to_lowercase();
    // "C/ del Roble"
    if lower == "c/" {
        return true;
    }
    let word = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let ends = STREET_ENDS.iter().any(|end| word.ends_with(end));
    ends || is_listed(STREETS, word)
}

/// True for a place of Korea, Japan or China, which its last letters tell: `서울시 강남구`, `東京都新宿区`, `北京市`.
fn is_eastern(text: &str) -> bool {
    let is_of = |text: &str, ends: &str| {
        let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        text.chars().count() > 1 && text.ends_with(|c| ends.contains(c))
    };
    let mut words = text.split_whitespace();
    let korean = words.next().is_some_and(|first| is_of(first, "시도"));
    let hangul = text
        .chars()
        .all(|c| matches!(c, '가'..='힣' | ' ' | '-' | '0'..='9'));
    if hangul {
        return korean && words.all(|word| is_of(word, "시군구동읍면로길호"));
    }
    let is_han = text.chars().any(|c| matches!(c, '一'..='鿿'));
    let has = |signs: &str| text.chars().skip(1).any(|c| signs.contains(c));
    is_han
        && title_score(text) <= 0
        && has("都道府県省市縣")
        && is_of(text, "都道府県省市縣区區町村县路号號番丁目")
}

pub(super) fn is_in(list: &str, text: &str) -> bool {
    let key = bare(&text.to_lowercase());
    list.split('|').any(|it| it == key)
}
