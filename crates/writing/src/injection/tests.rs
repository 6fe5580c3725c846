//! Tests of hidden characters.

use super::visible;

#[test]
fn hidden_characters_are_removed_and_reported() {
    let tagged: String = "hi"
        .chars()
        .map(|c| char::from_u32(0xE0000 + u32::from(c)).unwrap())
        .collect();
    let found = visible(&format!("En{tagged}gi\u{200B}neer \u{202E}x"));
    assert_eq!(found.text, "Engineer x");
    assert_eq!(found.hidden, "hi··");
    assert_eq!(visible("Ent\u{AD}wick\u{AD}lung 👩\u{200D}💻").hidden, "");
    assert_eq!(visible("Ent\u{AD}wicklung").text, "Entwicklung");
}
