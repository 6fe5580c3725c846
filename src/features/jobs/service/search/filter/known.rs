//! The values that a field can have: an input is resolved to one of them, or refused by its name, with those that look like it.

use super::{Field, Item, languages};
use crate::{
    error::{Error, Result},
    features::jobs::{dictionary, source::place},
    types::text::forbidden_char,
};

/// Maximum number of characters of a value.
const CHARS_MAX: usize = 100;
/// Maximum number of values that a refusal proposes.
const PROPOSALS_MAX: usize = 3;

/// Codes of ISO 3166-1, and `XK` for Kosovo.
const COUNTRIES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK \
    CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS \
    GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV \
    LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM \
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR \
    TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";
/// Codes that are often written, with the right ones.
const COUNTRY_ALIASES: [(&str, &str); 2] = [("UK", "GB"), ("EL", "GR")];

/// Codes of ISO 4217 that money is paid in.
const CURRENCIES: &str = "\
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP \
    CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES \
    KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD \
    OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY \
    TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

/// The value of a field with this name.
pub(super) fn item(field: Field, name: &str) -> Result<Item> {
    let name = name.trim();
    if name.is_empty()
        || name.chars().count() > CHARS_MAX
        || name.chars().any(|c| c.is_control() || forbidden_char(c))
    {
        return Err(Error::bad_input(format!(
            "A value of the filter has 1 to {CHARS_MAX} characters, none of them a control character."
        )));
    }
    let text = match field {
        Field::Country => country(name)?.to_owned(),
        Field::Language => language(name)?.to_owned(),
        Field::Skill => skill(name)?.to_owned(),
        _ => name.to_owned(),
    };
    Ok(Item::Text(text))
}

/// The code of a country, by its code or name.
pub(super) fn country(name: &str) -> Result<&'static str> {
    let code = name.to_ascii_uppercase();
    let alias = COUNTRY_ALIASES.iter().find(|(alias, _)| *alias == code);
    let found = alias
        .map(|(_, code)| *code)
        .or_else(|| COUNTRIES.split(' ').find(|known| *known == code))
        .or_else(|| place::country(name));
    found.ok_or_else(|| {
        unknown(
            name,
            "a country",
            "a code of ISO 3166-1, such as PT",
            Vec::new(),
        )
    })
}

/// The code of a language, by its tag or name.
fn language(name: &str) -> Result<&'static str> {
    let folded = fold(name);
    let primary = folded.split(['-', '_']).next().unwrap_or_default();
    languages::all()
        .find(|(code, _)| *code == primary)
        .map(|(code, _)| code)
        .or_else(|| {
            languages::all()
                .find(|(_, names)| names.clone().any(|name| fold(name) == folded))
                .map(|(code, _)| code)
        })
        .ok_or_else(|| {
            let names = languages::all().flat_map(|(_, names)| names);
            let like = nearest(&folded, names.map(|name| (name, name)));
            unknown(name, "a language", "a code of ISO 639-1, such as pt", like)
        })
}

/// The slug of a skill, by its slug, label or another name.
fn skill(name: &str) -> Result<&'static str> {
    dictionary::find(name)
        .map(|entry| entry.slug)
        .ok_or_else(|| {
            let names = dictionary::names();
            let like = nearest(&fold(name), names.map(|(name, entry)| (name, entry.label)));
            unknown(name, "a known skill", "the slug or label of a skill", like)
        })
}

/// The latitude and longitude of a city.
pub(in crate::features::jobs::service::search) fn coordinates(name: &str) -> Result<(f64, f64)> {
    Err(unknown(
        name,
        "a known city",
        "the name of a city",
        Vec::new(),
    ))
}

/// The code of a currency, by its code.
pub fn currency(code: &str) -> Result<String> {
    let upper = code.trim().to_ascii_uppercase();
    if CURRENCIES.split(' ').any(|known| known == upper) {
        return Ok(upper);
    }
    let like = nearest(&upper, CURRENCIES.split(' ').map(|known| (known, known)));
    Err(unknown(
        code,
        "a currency",
        "a code of ISO 4217, such as EUR",
        like,
    ))
}

/// The name that people read of a value.
pub(in crate::features::jobs::service::search) fn label(field: Field, value: &str) -> String {
    let name = match field {
        Field::Language => languages::name(value),
        Field::Country => None,
        _ => None,
    };
    name.map_or_else(|| value.to_owned(), str::to_owned)
}

fn unknown(name: &str, what: &str, expected: &str, like: Vec<&str>) -> Error {
    let shown: String = name
        .chars()
        .take(CHARS_MAX)
        .filter(|c| !c.is_control())
        .collect();
    let proposal = match like.as_slice() {
        [] => String::new(),
        like => format!(" Did you mean {}?", like.join(", ")),
    };
    Error::bad_input(format!(
        "\"{shown}\" is not {what}; use {expected}.{proposal}"
    ))
}

/// The values whose names look most like an unknown name.
fn nearest<'a>(name: &str, known: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<&'a str> {
    let length = name.chars().count();
    let most = 1 + length / 4;
    let mut found: Vec<(usize, &str)> = known
        .filter_map(|(known, value)| {
            let known = if name.chars().any(char::is_lowercase) {
                fold(known)
            } else {
                known.to_owned()
            };
            let starts = length >= 3 && known.starts_with(name);
            let apart = strsim::osa_distance(name, &known);
            (starts || apart <= most).then_some((apart, value))
        })
        .collect();
    found.sort_unstable();
    let mut values: Vec<&str> = Vec::new();
    for (_, value) in found {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values.truncate(PROPOSALS_MAX);
    values
}

fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}
