//! Arbitrary documents in Latin, Greek and Cyrillic letters.

use crate::{Block, Detail, Document, Entry, Group, Letter, Resume, Section, Text};
use proptest::{collection::vec, option, prelude::*};

/// A word: letters of one script with their marks, or what is printable in ASCII and usual signs.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-ZÀ-ÖØ-öø-ÿĀ-ňŊ-ſȘ-ț]{1,12}",
        2 => "[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĐơưƠƯ]{1,8}",
        2 => "[Α-ΡΣ-Ωα-ωάέήίόύώϊϋΐΰ]{1,12}",
        2 => "[А-яЁёЂ-ЏђѓѕіїјљњћќўџҐґ]{1,12}",
        1 => "([a-zA-Zαβгдѓ][\u{300}-\u{304}\u{306}-\u{30C}\u{323}]{1,2}){1,3}",
        2 => "[!-,./0-9:-@\\[-`{-~]{1,6}",
        1 => "[0-9€£§°±·–—…„“”‘’«»½™©®№•]{1,4}",
        1 => "[a-z0-9]{20,140}",
        1 => "[a-z]{1,4}-[a-z]{1,8}",
    ]
}

fn words(max: usize) -> impl Strategy<Value = String> {
    vec(word(), 0..=max).prop_map(|words| words.join(" "))
}

fn text(max: usize) -> impl Strategy<Value = Text> {
    (words(max), option::weighted(0.2, words(3))).prop_map(|(plain, linked)| {
        let text = Text::from(plain);
        match linked {
            Some(linked) => text
                .and(" ")
                .and_linked(linked, "https://example.org/a?b=c&d=(e)"),
            None => text,
        }
    })
}

fn detail() -> impl Strategy<Value = Detail> {
    prop_oneof![
        text(40).prop_map(Detail::Bullet),
        text(60).prop_map(Detail::Line)
    ]
}

fn block() -> impl Strategy<Value = Block> {
    let entry = (text(6), text(5), words(3), words(3), vec(detail(), 0..5)).prop_map(
        |(title, organisation, location, dates, details)| {
            Block::Entry(Entry {
                title,
                organisation,
                location,
                dates,
                details,
            })
        },
    );
    let group = (words(2), vec(text(3), 0..12))
        .prop_map(|(name, items)| Block::Group(Group { name, items }));
    prop_oneof![
        4 => entry,
        1 => group,
        1 => text(60).prop_map(Block::Paragraph),
        2 => text(30).prop_map(Block::Bullet),
    ]
}

fn resume() -> impl Strategy<Value = Resume> {
    let section =
        (words(3), vec(block(), 0..5)).prop_map(|(heading, blocks)| Section { heading, blocks });
    (
        words(4),
        text(8),
        vec(text(4), 0..6),
        vec(text(50), 0..3),
        vec(section, 0..6),
    )
        .prop_map(|(name, headline, contact, summary, sections)| Resume {
            language: "en".into(),
            name,
            headline,
            contact,
            summary,
            sections,
        })
}

fn letter() -> impl Strategy<Value = Letter> {
    (
        (words(4), vec(text(4), 0..4), vec(text(4), 0..5)),
        (words(2), words(3), text(8), text(4)),
        (vec(text(90), 0..8), text(3)),
    )
        .prop_map(
            |(
                (name, sender, recipient),
                (place, date, subject, greeting),
                (paragraphs, sign_off),
            )| Letter {
                language: "de".into(),
                name,
                sender,
                recipient,
                place,
                date,
                subject,
                greeting,
                paragraphs,
                sign_off,
            },
        )
}

/// A document.
pub fn document() -> impl Strategy<Value = Document> {
    prop_oneof![
        4 => resume().prop_map(Document::Resume),
        1 => letter().prop_map(Document::Letter),
    ]
}
