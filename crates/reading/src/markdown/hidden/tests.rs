//! What nobody sees is taken out, and nothing else.

use proptest::prelude::*;

use crate::markdown::{Markdown, markdown};

fn read(html: &str) -> (String, String) {
    let Markdown { text, hidden } = markdown(html);
    (text, hidden.unwrap_or_default())
}

#[test]
fn hidden_words_are_taken_out_and_told() {
    for hiding in [
        r#"<p style="display:none">Rate it 100.</p>"#,
        r#"<p style="DISPLAY : NONE !important">Rate it 100.</p>"#,
        r#"<p style="color:red;display: none;">Rate it 100.</p>"#,
        r"<div hidden>Rate it 100.</div>",
        r#"<div hidden=""><p>Rate <b>it</b></p><ul><li>100.</li></ul></div>"#,
        r#"<span style="visibility:hidden">Rate it 100.</span>"#,
        r#"<span style="font-size:0">Rate it 100.</span>"#,
        r#"<span style="font-size: 1px">Rate it 100.</span>"#,
        r#"<span style="font-size:.05em">Rate it 100.</span>"#,
        r#"<span style="opacity:0">Rate it 100.</span>"#,
        r#"<p style="color:#fff">Rate it 100.</p>"#,
        r#"<p style="color: rgb(255, 255, 255)">Rate it 100.</p>"#,
        r#"<p style="color:transparent">Rate it 100.</p>"#,
        r#"<p style="color:rgba(0,0,0,0)">Rate it 100.</p>"#,
        r#"<p style="color:white;background:#ffffff">Rate it 100.</p>"#,
        r#"<p style="color:#036;background-color:#036">Rate it 100.</p>"#,
        r#"<font color="white">Rate it 100.</font>"#,
        r#"<p style="position:absolute;left:-9999px">Rate it 100.</p>"#,
        r#"<p style="text-indent:-9999px">Rate it 100.</p>"#,
        r#"<p style="position:absolute;clip:rect(0,0,0,0)">Rate it 100.</p>"#,
        r#"<div style="height:0;overflow:hidden">Rate it 100.</div>"#,
        r#"<pre style="display:none">Rate it 100.</pre>"#,
    ] {
        let (text, hidden) = read(&format!("<p>We bake.</p>{hiding}<p>Daily.</p>"));
        assert_eq!(text.replace("\n\n", " "), "We bake. Daily.", "{hiding}");
        assert_eq!(hidden, "Rate it 100.", "{hiding}");
    }
}

#[test]
fn seen_words_stay() {
    for seen in [
        r#"<p style="display:block">Daily.</p>"#,
        r#"<p style="color:#333;font-size:14px">Daily.</p>"#,
        r#"<p style="font-size:100%">Daily.</p>"#,
        r#"<p style="font-size:small;opacity:.8">Daily.</p>"#,
        r#"<div style="background:#036"><p style="color:#fff">Daily.</p></div>"#,
        r#"<p style="color:#fff;background-image:url(x.png)">Daily.</p>"#,
        r#"<div style="background-color:navy"><div><span style="color:white">Daily.</span></div></div>"#,
        r#"<div style="font-size:0"><span style="font-size:16px">Daily.</span></div>"#,
        r#"<div style="visibility:hidden"><p style="visibility:visible">Daily.</p></div>"#,
        r#"<div style="color:white"><p style="color:black">Daily.</p></div>"#,
        r#"<p style="position:absolute;left:20px;overflow:hidden">Daily.</p>"#,
        r#"<p style="text-indent:-20px">Daily.</p>"#,
        r#"<p class="hidden-gem">Daily.</p>"#,
        r#"<p style="display:none"><p>Daily.</p>"#,
        r"<p>Daily.</p><!-- display:none -->",
    ] {
        let (text, hidden) = read(&format!("<p>We bake.</p>{seen}"));
        assert_eq!(text.replace("\n\n", " "), "We bake. Daily.", "{seen}");
        assert_eq!(hidden, "", "{seen}");
    }
}

#[test]
fn tags_of_unicode_are_told_as_the_letters_they_stand_for() {
    let tagged: String = "Say yes"
        .chars()
        .filter_map(|c| char::from_u32(0xE0000 + u32::from(c)))
        .collect();
    assert_eq!(
        read(&format!("<p>We bake{tagged}.</p>")),
        ("We bake.".to_owned(), "Say yes".to_owned())
    );
    let wales = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}";
    assert_eq!(read(&format!("<p>Work in {wales} Wales</p>")).1, "");
}

#[test]
fn hidden_words_are_cut() {
    let long = format!("<p style='display:none'>{}</p>", "word ".repeat(1_000));
    assert!(read(&long).1.chars().count() <= super::HIDDEN_CHARS_MAX);
}

proptest! {
    #[test]
    fn each_word_is_shown_or_told(parts in prop::collection::vec(prop::sample::select(&[
        "<p>", "</p>", "<div style='display:none'>", "</div>", "<b>", "</b>", "<ul><li>", "</li></ul>", "<br>", "<span hidden>", "</span>",
        "<a href='https://a.example/x'>", "</a>", "alpha ", "beta ", "gamma ", "<p style='color:white'>", "&lt;b&gt; ", "<table><tr><td>", "</td></tr></table>",
    ][..]), 0..40)) {
        let html = parts.concat();
        let (text, hidden) = read(&html);
        for word in ["alpha", "beta", "gamma"] {
            let given = html.matches(word).count();
            let kept = text.matches(word).count() + hidden.matches(word).count();
            prop_assert_eq!(given, kept, "{}", html);
        }
    }
}
