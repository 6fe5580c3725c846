//! Languages by their codes and names (ISO 639-1).

use std::str::Split;

/// `code Name;Other name|…`: the English name, then that of the language itself where it is usual.
const TABLE: &str = "\
    aa Afar|ab Abkhazian|ae Avestan|af Afrikaans|ak Akan|am Amharic|an Aragonese|ar Arabic|as Assamese|av Avaric|ay Aymara|az Azerbaijani|\
    ba Bashkir|be Belarusian|bg Bulgarian|bi Bislama|bm Bambara|bn Bengali;Bangla|bo Tibetan|br Breton|bs Bosnian;Bosanski|\
    ca Catalan;Català;Valencian|ce Chechen|ch Chamorro|co Corsican|cr Cree|cs Czech;Čeština|cu Church Slavonic|cv Chuvash|\
    cy Welsh;Cymraeg|da Danish;Dansk|de German;Deutsch|dv Divehi|dz Dzongkha|ee Ewe|el Greek;Ελληνικά|en English|eo Esperanto|\
    es Spanish;Español;Castilian|et Estonian;Eesti|eu Basque;Euskara|fa Persian;Farsi|ff Fulah|fi Finnish;Suomi|fj Fijian|fo Faroese|\
    fr French;Français|fy Western Frisian;Frisian|ga Irish;Gaeilge|gd Scottish Gaelic|gl Galician;Galego|gn Guarani|gu Gujarati|gv Manx|\
    ha Hausa|he Hebrew|hi Hindi|ho Hiri Motu|hr Croatian;Hrvatski|ht Haitian Creole;Haitian|hu Hungarian;Magyar|hy Armenian|hz Herero|\
    ia Interlingua|id Indonesian;Bahasa Indonesia|ie Interlingue|ig Igbo|ii Sichuan Yi|ik Inupiaq|io Ido|is Icelandic;Íslenska|\
    it Italian;Italiano|iu Inuktitut|ja Japanese;日本語|jv Javanese|ka Georgian|kg Kongo|ki Kikuyu|kj Kuanyama|kk Kazakh|kl Kalaallisut;\
    Greenlandic|km Khmer|kn Kannada|ko Korean;한국어|kr Kanuri|ks Kashmiri|ku Kurdish|kv Komi|kw Cornish|ky Kyrgyz|la Latin|\
    lb Luxembourgish|lg Ganda|li Limburgish|ln Lingala|lo Lao|lt Lithuanian;Lietuvių|lu Luba-Katanga|lv Latvian;Latviešu|mg Malagasy|\
    mh Marshallese|mi Maori|mk Macedonian|ml Malayalam|mn Mongolian|mr Marathi|ms Malay;Bahasa Melayu|mt Maltese|my Burmese|na Nauru|\
    nb Norwegian Bokmål;Bokmål|nd North Ndebele|ne Nepali|ng Ndonga|nl Dutch;Nederlands;Flemish|nn Norwegian Nynorsk;Nynorsk|\
    no Norwegian;Norsk|nr South Ndebele|nv Navajo|ny Chichewa|oc Occitan|oj Ojibwa|om Oromo|or Odia;Oriya|os Ossetian|pa Punjabi;Panjabi|\
    pi Pali|pl Polish;Polski|ps Pashto|pt Portuguese;Português|qu Quechua|rm Romansh|rn Rundi|ro Romanian;Română|ru Russian;Русский|\
    rw Kinyarwanda|sa Sanskrit|sc Sardinian|sd Sindhi|se Northern Sami|sg Sango|si Sinhala|sk Slovak;Slovenčina|sl Slovenian;Slovenščina;\
    Slovene|sm Samoan|sn Shona|so Somali|sq Albanian;Shqip|sr Serbian;Srpski|ss Swati|st Southern Sotho|su Sundanese|sv Swedish;Svenska|\
    sw Swahili;Kiswahili|ta Tamil|te Telugu|tg Tajik|th Thai;ไทย|ti Tigrinya|tk Turkmen|tl Tagalog;Filipino|tn Tswana|to Tonga|\
    tr Turkish;Türkçe|ts Tsonga|tt Tatar|tw Twi|ty Tahitian|ug Uighur;Uyghur|uk Ukrainian;Українська|ur Urdu|uz Uzbek|ve Venda|\
    vi Vietnamese;Tiếng Việt|vo Volapük|wa Walloon|wo Wolof|xh Xhosa|yi Yiddish|yo Yoruba|za Zhuang|zh Chinese;中文;Mandarin|zu Zulu";

/// The codes with their names.
pub(super) fn all() -> impl Iterator<Item = (&'static str, Split<'static, char>)> {
    TABLE
        .split('|')
        .filter_map(|entry| entry.split_once(' '))
        .map(|(code, names)| (code, names.split(';')))
}

/// The English name of a language.
pub(super) fn name(code: &str) -> Option<&'static str> {
    all()
        .find(|(known, _)| *known == code)
        .and_then(|(_, mut names)| names.next())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{all, name};

    #[test]
    fn each_code_and_each_name_is_there_once() {
        let codes: Vec<&str> = all().map(|(code, _)| code).collect();
        assert!(codes.len() > 180 && codes.iter().all(|code| code.len() == 2));
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
        let names: Vec<&str> = all().flat_map(|(_, names)| names).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        assert_eq!((name("nl"), name("xx")), (Some("Dutch"), None));
    }
}
