//! Ways to set a job: dates at the right, at the left, above and below; company first and title first.

use super::{files::pdf, jobs, read, schools, skills};

#[test]
fn text_sets_jobs_in_many_ways() {
    let text = "Ada Brink\nBruges, Belgium | ada@brink.example | https://brink.example\n\nEXPERIENCE\n\n\
        Oak GmbH, Bruges                                   Jan 2020 - Present\nSenior Mill Engineer\n- Built the wheel\n- Led 5 people\n\n\
        Mill Engineer | Ash Ltd | London | 03/2017 - 12/2019\n* Wrote the plan\n\n2015 - 2017  Elm Inc.  Junior Designer\n\n\
        EDUCATION\n\nMSc Mills, University of Exemplia (2013 - 2015)\nBSc Wheels\nLarch College\n2010 - 2013\n\n\
        SKILLS\nLanguages: Rust, Go\nTools: Saws, Files\n\nLANGUAGES\nGerman: native; French\n";
    let read = read(text.as_bytes()).unwrap();
    assert_eq!(
        jobs(&read),
        [
            "Senior Mill Engineer · Oak GmbH · 2020-01/…",
            "Mill Engineer · Ash Ltd · 2017-03/2019-12",
            "Junior Designer · Elm Inc. · 2015/2017",
        ]
    );
    assert_eq!(read.profile.location, "Bruges, Belgium");
    assert_eq!(
        read.profile.employments[0].claims,
        ["Built the wheel", "Led 5 people"]
    );
    assert_eq!(
        schools(&read),
        [
            "University of Exemplia · MSc · Mills · 2013/2015",
            "Larch College · BSc · Wheels · 2010/2013",
        ]
    );
    assert_eq!(skills(&read)[..2], ["Rust", "Go"]);
    let languages: Vec<_> = read
        .profile
        .languages
        .iter()
        .map(|language| language.name.as_str())
        .collect();
    assert_eq!(languages, ["German", "French"]);
}

#[test]
fn dates_at_the_right_of_a_page_belong_to_their_line() {
    let page = [
        (50, 750, 18, "Ada Brink"),
        (50, 730, 10, "Mill planner"),
        (50, 700, 12, "Experience"),
        (50, 680, 10, "Mill Planner"),
        (480, 680, 10, "2021 – Present"),
        (50, 666, 10, "Oak & Ash, Bruges"),
        (
            50,
            652,
            10,
            "• Plans the northern wheels, together with the",
        ),
        (60, 638, 10, "Owners and the smiths"),
        (50, 624, 10, "• Taught 4"),
        (50, 596, 10, "Grain Clerk"),
        (480, 596, 10, "2018 – 2021"),
        (50, 582, 10, "Elm Quay"),
        (50, 568, 10, "• Kept the log"),
        (50, 540, 12, "Education"),
        (50, 520, 10, "Mill School"),
        (480, 520, 10, "2014 – 2017"),
        (50, 506, 10, "BSc Stones"),
    ];
    let page: Vec<_> = page
        .into_iter()
        .map(|(x, y, size, text)| (x, y, size, text.to_owned()))
        .collect();
    let read = read(&pdf(&[page])).unwrap();
    assert_eq!(
        jobs(&read),
        [
            "Mill Planner · Oak & Ash · 2021/…",
            "Grain Clerk · Elm Quay · 2018/2021"
        ]
    );
    assert_eq!(
        read.profile.employments[0].claims,
        [
            "Plans the northern wheels, together with the Owners and the smiths",
            "Taught 4",
        ]
    );
    assert_eq!(schools(&read), ["Mill School · BSc · Stones · 2014/2017"]);
}
