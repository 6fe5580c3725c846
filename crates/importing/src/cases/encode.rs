//! Writes text in the encodings that files have.

/// The bytes of a text by the options of a case: `@crlf`, `@cr`, `@bom`, `@cp1252`, `@cp1250`, `@cp1251`, `@mac`, `@utf16le`, `@utf16be`, `@bare16`, `@bare16be`, the label of an encoding as `@label=windows-1254`, `@chop`, `@noeol`.
pub fn encode(text: &str, options: &[String]) -> Vec<u8> {
    let has = |option: &str| options.iter().any(|known| known == option);
    let mut text = text.to_owned();
    if has("noeol") {
        text.pop();
    }
    if has("crlf") {
        text = text.replace('\n', "\r\n");
    }
    if has("cr") {
        text = text.replace('\n', "\r");
    }
    if has("bom") {
        text.insert(0, '\u{FEFF}');
    }
    let by = |encoding: &'static encoding_rs::Encoding| encoding.encode(&text).0.into_owned();
    let mut bytes = if has("cp1252") {
        by(encoding_rs::WINDOWS_1252)
    } else if has("cp1250") {
        by(encoding_rs::WINDOWS_1250)
    } else if has("cp1251") {
        by(encoding_rs::WINDOWS_1251)
    } else if has("mac") {
        by(encoding_rs::MACINTOSH)
    } else if has("utf16le") {
        let mark = [0xFF, 0xFE].into_iter();
        mark.chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect()
    } else if has("utf16be") {
        let mark = [0xFE, 0xFF].into_iter();
        mark.chain(text.encode_utf16().flat_map(u16::to_be_bytes))
            .collect()
    } else if let Some(label) = options
        .iter()
        .find_map(|option| option.strip_prefix("label="))
    {
        by(encoding_rs::Encoding::for_label(label.as_bytes()).unwrap())
    } else if has("bare16be") {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    } else if has("bare16") {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    } else {
        text.into_bytes()
    };
    if has("chop") {
        bytes.pop();
        bytes.pop();
    }
    bytes
}
