//! Lines and pages of arbitrary documents.

use super::{
    Shaper,
    blocks::Laid,
    fonts, lay_all,
    lines::advance,
    pages::{self, Page},
    style::{Sheet, Style},
};
use crate::{Document, Options, Resume, flat::Kind, tests};
use proptest::{prelude::*, test_runner::Config};

fn laid(document: &Document, look: Options) -> (Vec<Laid>, Vec<Page>) {
    let fonts = fonts::all().unwrap();
    let mut shaper = Shaper::new(fonts.family(look.template), "en");
    let (style, sheet) = (Style::of(look.template), Sheet::of(look.paper));
    let laid = lay_all(document, (&style, &sheet), &mut shaper).unwrap();
    let pages = pages::paginate(&laid, &sheet);
    (laid, pages)
}

/// The width of a line without the spaces at its end.
fn width(paragraph: &Laid, line: usize) -> f32 {
    let glyphs = &paragraph.shaped.glyphs[paragraph.lines[line].clone()];
    let is_space =
        |range: &std::ops::Range<usize>| paragraph.shaped.text.get(range.clone()) == Some(" ");
    let count = glyphs
        .iter()
        .rposition(|it| !is_space(&it.own))
        .map_or(0, |at| at + 1);
    glyphs[..count]
        .iter()
        .map(|it| advance(&paragraph.shaped, it))
        .sum()
}

fn check(document: &Document, look: Options) {
    let (laid, pages) = laid(document, look);
    let sheet = Sheet::of(look.paper);
    let expected: Vec<(usize, usize)> = laid
        .iter()
        .enumerate()
        .flat_map(|(block, it)| (0..it.lines.len()).map(move |line| (block, line)))
        .collect();
    let placed: Vec<(usize, usize)> = pages
        .iter()
        .flatten()
        .map(|it| (it.block, it.line))
        .collect();
    assert_eq!(placed, expected, "each line is once on a page, in order");
    for page in &pages {
        for pair in page.windows(2) {
            assert!(pair[0].top + laid[pair[0].block].setting.leading <= pair[1].top + 0.01);
        }
        let last = page.last().unwrap();
        assert!(last.top + laid[last.block].setting.leading <= sheet.end() + 0.01);
    }
    for paragraph in &laid {
        let mut end = 0;
        for (line, range) in paragraph.lines.iter().enumerate() {
            assert_eq!(range.start, end, "no glyph is lost");
            end = range.end;
            let hang = if line > 0 { paragraph.hang } else { 0.0 };
            let used = width(paragraph, line);
            assert!(
                used <= sheet.measure() - hang + 0.05,
                "a line is {used} wide"
            );
        }
        assert_eq!(end, paragraph.shaped.glyphs.len());
    }
    for pair in pages.windows(2) {
        let (last, first) = (pair[0].last().unwrap(), pair[1][0]);
        let paragraph = &laid[last.block];
        if paragraph.lines.len() < 3 {
            assert!(
                last.block != first.block,
                "a paragraph of two lines is torn"
            );
        }
        if last.block == first.block {
            assert!(last.line > 0, "a line is alone at the foot of a page");
            assert!(
                first.line + 1 < paragraph.lines.len(),
                "a line is alone at the head of a page"
            );
        }
        // A page whose every line must stay with the next one ends anywhere.
        let is_forced = pair[0].iter().all(|it| laid[it.block].kind != Kind::Bullet);
        assert!(
            paragraph.kind != Kind::Heading || is_forced,
            "a heading is at the foot of a page"
        );
    }
}

#[test]
fn pages_of_samples_end_where_they_may() {
    for (_, document) in tests::samples::all() {
        for look in tests::looks() {
            check(&document, look);
        }
    }
}

#[test]
fn short_contacts_and_numbers_stay_on_one_line() {
    for words in 0..40 {
        let document = Document::Resume(Resume {
            contact: vec![
                "x ".repeat(words).into(),
                "linkedin.com/in/some-name".into(),
            ],
            summary: vec![format!("{}40 000 people, 12 %", "x ".repeat(words + 40)).into()],
            ..Resume::default()
        });
        let (laid, _) = laid(&document, Options::default());
        let lines: Vec<String> = laid
            .iter()
            .flat_map(|it| {
                let range = |at: usize| it.shaped.glyphs[at].own.clone();
                it.lines.iter().map(move |line| {
                    it.shaped
                        .text
                        .get(range(line.start).start..range(line.end - 1).end)
                        .unwrap()
                        .to_owned()
                })
            })
            .collect();
        for whole in ["linkedin.com/in/some-name", "40 000", "12 %"] {
            assert!(lines.iter().any(|line| line.contains(whole)), "{lines:?}");
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, max_shrink_iters: 200, ..Config::default() })]

    #[test]
    fn pages_end_where_they_may(document in tests::strategies::document(), look in 0..4_usize) {
        check(&document, tests::looks().nth(look).unwrap());
    }
}
