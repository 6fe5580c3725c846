//! Folding: one form for all spellings of a word. Case, accents, ligatures, widths and letters without decomposition are folded; marks
//! that are vowels (Hindi, Thai) are kept.

use unicode_normalization::{UnicodeNormalization, char::decompose_compatible};

/// The folded form: compatibility forms and case folded, accents removed, the rest in NFC. Folding twice changes nothing. Only the index and
/// queries have it: unlike `reading::words::simplified`, it may change with a new index.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    let mut base = ' ';
    for c in text.chars() {
        if is_vowel_with_sign(c) {
            folded.push(c);
            continue;
        }
        decompose_compatible(c, |part| {
            if is_dropped(part, base) {
                return;
            }
            for lower in part.to_lowercase() {
                if is_dropped(lower, base) {
                    continue;
                }
                base = lower;
                match plain(lower) {
                    Some(letters) => folded.push_str(letters),
                    None => folded.push(lower),
                }
            }
        });
    }
    folded.nfc().collect()
}

/// The folded form with German and Nordic letters written as two: `Zürich` is `zuerich`. `None` if there are none.
#[must_use]
pub fn spelled_out(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (mut spelled, mut any) = (String::with_capacity(text.len() + 4), false);
    for c in text.nfc().flat_map(char::to_lowercase) {
        let letters = match c {
            'ä' => "ae",
            'ö' | 'ø' => "oe",
            'ü' => "ue",
            'å' => "aa",
            _ => {
                spelled.push(c);
                continue;
            }
        };
        any = true;
        spelled.push_str(letters);
    }
    any.then(|| fold(&spelled))
}

/// Thai and Lao SARA AM: their compatibility form is another spelling, which is not typed.
const fn is_vowel_with_sign(c: char) -> bool {
    matches!(c, '\u{E33}' | '\u{EB3}')
}

/// Marks that only modify a letter, and characters without a shape.
fn is_dropped(c: char, base: char) -> bool {
    match c {
        // The breve makes another letter of these: й is not и.
        '\u{306}' => !('\u{400}'..='\u{4FF}').contains(&base),
        '\u{300}'..='\u{36F}'
        | '\u{591}'..='\u{5BD}'
        | '\u{5BF}'
        | '\u{5C1}'..='\u{5C2}'
        | '\u{5C4}'..='\u{5C5}'
        | '\u{5C7}'
        | '\u{610}'..='\u{61A}'
        | '\u{640}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => true,
        _ => false,
    }
}

/// Letters without a decomposition.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' | 'ƚ' => "l",
        'đ' | 'ð' | 'ɖ' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' | 'ɨ' => "i",
        'ȷ' => "j",
        'ŋ' => "n",
        'ĸ' => "k",
        'ə' | 'ǝ' => "e",
        'ς' => "σ",
        // Spellings of one letter in Arabic, and its forms in Persian and Urdu.
        'ة' => "ه",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::{fold, spelled_out};

    #[test]
    fn spellings_of_a_word_are_one() {
        for (text, folded) in [
            ("Zürich", "zurich"),
            ("Zu\u{308}rich", "zurich"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("STRAẞE", "strasse"),
            ("Diyarbakır", "diyarbakir"),
            ("İSTANBUL", "istanbul"),
            ("Łódź", "lodz"),
            ("Ærø", "aero"),
            ("Đorđe", "dorde"),
            ("Þórður", "thordur"),
            ("Œuvre", "oeuvre"),
            ("Ħal", "hal"),
            ("naïve", "naive"),
            ("Ｆｕｌｌ", "full"),
            ("ﬁnance", "finance"),
            ("①", "1"),
            ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
            ("Σίσυφος", "σισυφοσ"),
            ("Йога", "йога"),
            ("Ёлка", "елка"),
            ("हिन्दी", "हिन्दी"),
            ("กำ", "กำ"),
            ("ｶﾞ", "ガ"),
            ("が", "が"),
            ("か\u{3099}", "が"),
            ("한", "한"),
            ("\u{1112}\u{1161}\u{11AB}", "한"),
            ("مُهَنْدِس", "مهندس"),
            ("أحمد", "احمد"),
            ("القاهرة", "القاهره"),
            ("على", "علي"),
            ("کتاب", "كتاب"),
            ("co\u{AD}op", "coop"),
            ("Việt Nam", "viet nam"),
            ("Gdańsk", "gdansk"),
            ("Şişli", "sisli"),
            ("București", "bucuresti"),
            ("Kraków", "krakow"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
        assert_eq!(spelled_out("Zürich").as_deref(), Some("zuerich"));
        assert_eq!(spelled_out("Århus").as_deref(), Some("aarhus"));
        assert_eq!(spelled_out("Café"), None);
    }

    proptest! {
        #[test]
        fn folding_is_idempotent_and_blind_to_composition(text in "\\PC{0,40}") {
            let folded = fold(&text);
            prop_assert_eq!(&fold(&folded), &folded);
            prop_assert_eq!(&fold(&text.nfc().collect::<String>()), &folded);
            prop_assert_eq!(&fold(&text.nfd().collect::<String>()), &folded);
        }
    }
}
