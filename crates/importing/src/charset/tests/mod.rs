//! Files of each encoding, whole and piece by piece.

mod languages;

use proptest::prelude::*;

use super::*;

#[test]
fn each_encoding_is_found() {
    let utf16 = |text: &str, le: bool| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        let bytes = units.flat_map(|unit| {
            if le {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        });
        bytes.collect()
    };
    let cases: [(Vec<u8>, &str, Charset); 14] = [
        (b"plain".to_vec(), "plain", Charset::Utf8),
        ("Bürokraft".into(), "Bürokraft", Charset::Utf8),
        ("\u{FEFF}Köln".into(), "Köln", Charset::Utf8),
        (utf16("Köln 🚀", true), "Köln 🚀", Charset::Utf16Le),
        (utf16("Köln 🚀", false), "Köln 🚀", Charset::Utf16Be),
        (
            b"M\xFCller \x96 K\xF6ln".to_vec(),
            "Müller – Köln",
            Charset::Windows1252,
        ),
        (
            b"\x8Fd\x9Fb\xB3o, \xA3\xF3d\x9F".to_vec(),
            "Źdźbło, Łódź",
            Charset::Windows1250,
        ),
        (
            b"st\xF8echa, \x9Ekola a ku\xF8e".to_vec(),
            "střecha, žkola a kuře",
            Charset::Windows1250,
        ),
        (
            b"\xD1\xEE\xEB\xEE\xEC\xE0, CV".to_vec(),
            "Солома, CV",
            Charset::Windows1251,
        ),
        // Signs that are letters elsewhere.
        (
            b"40 m\xB3, N\xBA 5, \xBFSe\xF1or?".to_vec(),
            "40 m³, Nº 5, ¿Señor?",
            Charset::Windows1252,
        ),
        (
            b"c\x9Cur, \xE9t\xE9, cr\xE9\xE9e".to_vec(),
            "cœur, été, créée",
            Charset::Windows1252,
        ),
        (
            b"K\xF8benhavn, L\xE6s\xF8, \xC5rhus".to_vec(),
            "København, Læsø, Århus",
            Charset::Windows1252,
        ),
        // A whole file is not spoiled by one bad byte.
        (
            b"\xC3\xA9\xC3\xA9 M\xFCller".to_vec(),
            "éé Müller",
            Charset::MixedUtf8,
        ),
        // Cut in the middle of a character.
        (
            b"\xC3\xA9\xC3\xA9 x\xE2\x82".to_vec(),
            "éé xâ‚",
            Charset::MixedUtf8,
        ),
    ];
    for (bytes, text, charset) in cases {
        assert_eq!(decode(&bytes), Ok((text.to_owned(), charset)));
    }
    assert_eq!(decode(b"a\0b"), Err(Binary));
}

#[test]
fn a_stray_byte_does_not_spoil_a_file() {
    for (bytes, text) in [
        (b"Caf\xC3\xA9,Wait\xFFer".as_slice(), "Café,Waitÿer"),
        (b"Caf\xC3\xA9 \xE9t\xE9", "Café été"),
        (b"\xC5\x81\xC3\xB3d\xC5\xBA,x\x96y", "Łódź,x–y"),
    ] {
        assert_eq!(decode(bytes), Ok((text.to_owned(), Charset::MixedUtf8)));
    }
}

#[test]
fn utf16_without_a_mark_is_found_and_other_zeros_are_not() {
    let le = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let text = "会社,役職\n東京,営業\n";
    let expected = Ok((text.to_owned(), Charset::Utf16Le));
    assert_eq!(decode(&le(text)), expected);
    for bytes in [
        b"a\0b\0c".as_slice(),
        b"\x01\0\x02\0\x03\0\x04\0\x05\0",
        b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01",
    ] {
        assert_eq!(decode(bytes), Err(Binary), "{bytes:?}");
    }
}

/// A source that gives few bytes at once.
struct Trickle<'a>(&'a [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.1.min(buffer.len());
        (&mut self.0).take(length as u64).read(buffer)
    }
}

proptest! {
    #[test]
    fn pieces_give_the_same_as_the_whole(bytes in proptest::collection::vec(prop_oneof![any::<u8>(), 0x60..0x80_u8, Just(0xC3), Just(0xA9)], 0..60), size in 1..9_usize) {
        let mut detector = Detector::default();
        for piece in bytes.chunks(size) {
            detector.push(piece);
        }
        let found = detector.finish();
        let whole = decode(&bytes);
        prop_assert_eq!(found, whole.clone().map(|(_, charset)| charset));
        if let Ok((text, charset)) = whole {
            let mut read = String::new();
            Decoder::new(Trickle(&bytes, size), charset).read_to_string(&mut read).unwrap();
            prop_assert_eq!(read, text);
        }
    }
}
