//! Forms of dates, and text that is none.

use proptest::prelude::*;

use super::*;

fn check(order: SlashOrder, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let found = match read(text, order) {
            Stated::Nothing => String::new(),
            Stated::Present => "present".to_owned(),
            Stated::Unreadable => "?".to_owned(),
            Stated::Date(date) => date.to_string(),
        };
        assert_eq!(found, *expected, "{text:?}");
    }
}

#[test]
fn days_of_the_week_and_other_forms_of_a_day_are_read() {
    let forms = [
        "jeu. 5 mars 2026",
        "mar. 5 mars 2026",
        "jue 5/3/2026",
        "чт 05.03.2026",
        "ma 5.3.2026",
        "Do, 05.03.2026",
        "2026/3/5(木)",
        "2026年3月5日(木) 10:00",
        "2026年3月5日木曜日",
        "2026年3月5日 星期四",
        "2026. 3. 5. (목)",
        "thứ năm 5/3/2026",
        "Thứ Năm, ngày 5 tháng 3 năm 2026",
        "5/III/2026",
        "5.III.2026",
        "2026. III. 5.",
        "5 มี.ค. 2026",
        "วันพฤหัสบดีที่ 5 มีนาคม 2026",
        "05.03.2026 (Do.)",
        "5 mars 2026, jeudi",
        "per 5.3.2026",
        "st 5. marca 2026",
    ];
    let cases = forms.map(|form| (form, "2026-03-05"));
    check(SlashOrder::DayFirst, &cases);
    let cases = [
        ("mar 2026", "2026-03"),
        ("so 2026", "?"),
        ("to 2020", "?"),
        ("mar 5 2026", "2026-03-05"),
        ("la 2020", "?"),
        ("i 2020", "?"),
        ("v 5 2020", "?"),
        ("5 ม.ค. 2026", "2026-01-05"),
        ("2026/3/1(日)", "2026-03-01"),
    ];
    check(SlashOrder::MonthFirst, &cases);
    for (text, why) in [
        ("2 weeks ago", Fault::Relative),
        ("vor 3 Tagen", Fault::Relative),
        ("3日前", Fault::Relative),
        ("gestern", Fault::Relative),
        ("lundi dernier", Fault::Relative),
        ("for 2 weeks", Fault::NoDate),
        ("8 Oct 2026 & 15 Oct 2026", Fault::Several),
        ("5.3., 8.3.2026", Fault::Several),
        ("szept. 18.", Fault::NoYear),
        ("ngày 5 tháng 3", Fault::NoYear),
        ("jeu. 5 mars", Fault::NoYear),
        ("5 มี.ค. 2569", Fault::OtherCalendar("Buddhist")),
        ("5 มี.ค.", Fault::NoYear),
        ("3月5日(木)", Fault::NoYear),
        ("jue", Fault::NoDate),
    ] {
        assert_eq!(fault(text), why, "{text}");
    }
}

#[test]
fn each_form_gives_its_precision() {
    let cases = [
        ("2016", "2016"),
        (" 2016. ", "2016"),
        ("Jan 2020", "2020-01"),
        ("Sept 2018", "2018-09"),
        ("Sept. 2018", "2018-09"),
        ("December, 2019", "2019-12"),
        ("2019 December", "2019-12"),
        ("Jan '21", "2021-01"),
        ("Jan ’99", "1999-01"),
        ("Jan-20", "2020-01"),
        ("05/2014", "2014-05"),
        ("5.2014", "2014-05"),
        ("2014-05", "2014-05"),
        ("2014/05", "2014-05"),
        ("05 Jan 2025", "2025-01-05"),
        ("05-Jan-2025", "2025-01-05"),
        ("January 5, 2026", "2026-01-05"),
        ("January 5, 2026 2:30 PM", "2026-01-05"),
        ("January 5th, 2026 at 14:30", "2026-01-05"),
        ("the 1st of May 2020", "2020-05-01"),
        ("12/1/26, 9:41\u{202F}AM", "2026-12-01"),
        ("1/12/26, 12:05 AM", "2026-01-12"),
        ("3/7/26", "2026-03-07"),
        ("03/07/1999", "1999-03-07"),
        ("2025/09/21 11:04:44 UTC", "2025-09-21"),
        ("2015-01-31T23:30:00.000Z", "2015-01-31"),
        ("2015-01-31T23:30:00+02:00", "2015-01-31"),
        ("2015-01-31 23:30", "2015-01-31"),
        ("20150131", "2015-01-31"),
        ("05.03.2026", "2026-03-05"),
        ("1.2.26", "2026-02-01"),
        ("5. März 2026", "2026-03-05"),
        ("Jän 2020", "2020-01"),
        ("1er août 2020", "2020-08-01"),
        ("févr. 2019", "2019-02"),
        ("5 de enero de 2020", "2020-01-05"),
        ("settembre 2018", "2018-09"),
        ("outubro de 2018", "2018-10"),
        ("mrt 2018", "2018-03"),
        ("2015-06-00", "2015-06"),
        ("2015-00-00", "2015"),
        ("Summer 2018", "2018"),
        ("Q3 2018", "2018"),
        ("", ""),
        ("  ", ""),
        ("–", ""),
        ("Present", "present"),
        ("present ", "present"),
        ("bis heute", "present"),
        ("Aujourd’hui", "present"),
    ];
    check(SlashOrder::MonthFirst, &cases);
    let cases = [
        ("3/7/26", "2026-07-03"),
        ("13/04/2026", "2026-04-13"),
        ("13-04-2026", "2026-04-13"),
        ("2026/06/07", "2026-06-07"),
        ("31.12.2025", "2025-12-31"),
    ];
    check(SlashOrder::DayFirst, &cases);
}

#[test]
fn what_is_no_date_gives_none() {
    let cases = [
        "Sometime 2010",
        "2/30/26",
        "2020-13",
        "13/04/2026",
        "2020-02-30",
        "29 Feb 2023",
        "05/14",
        "Jan 21",
        "21-Jan",
        "1850",
        "2016 2017",
        "2016-2017",
        "05 2014",
        "5/6.2014",
        "46000",
        "January",
        "c. 2010",
        "12:30",
        "Jan 2020: started",
        "1/2/3",
        "0/0/00",
        "Jan Feb 2020",
        "2020 - Present",
    ];
    check(SlashOrder::MonthFirst, &cases.map(|text| (text, "?")));
}

#[test]
fn column_proves_its_order() {
    let order = |cells: &[&str]| SlashOrder::proven_by(cells.iter().copied());
    assert_eq!(
        order(&["03/04/2026", "13/04/2026", "2026-05-06"]),
        Some(SlashOrder::DayFirst)
    );
    assert_eq!(
        order(&["03/04/2026", "4/13/26"]),
        Some(SlashOrder::MonthFirst)
    );
    assert_eq!(order(&["03/04/2026", "x", "5.6.26"]), None);
    assert_eq!(order(&["13/04/2026", "04/13/2026"]), None);
}

#[test]
fn dates_are_compared_by_what_both_state() {
    let date = |text| read(text, SlashOrder::MonthFirst).date().unwrap();
    assert!(date("Mar 2012").is_after(&date("Feb 2011")));
    assert!(date("2012-03-02").is_after(&date("2012-03-01")));
    assert!(!date("2012").is_after(&date("Feb 2012")));
    assert!(!date("Mar 2012").is_after(&date("2012")));
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        let _ = read(&text, SlashOrder::DayFirst);
    }

    #[test]
    fn text_like_dates_gives_dates_that_exist(text in "[0-9]{0,4}[ /.'-][0-9a-z]{0,4}[ /.,-][0-9]{0,4}(, 1:0)?") {
        if let Stated::Date(date) = read(&text, SlashOrder::MonthFirst) {
            prop_assert_eq!(PartialDate::new(date.year, date.month, date.day), Some(date));
            // Only what is written: the year's last two digits are in the text.
            let short = format!("{:02}", date.year % 100);
            prop_assert!(text.contains(&short));
        }
    }

    #[test]
    fn written_dates_are_read_back(year in 1900..=2100_i32, month in 1..=12_u32, day in 1..=28_u32) {
        for (month, day) in [(None, None), (Some(month), None), (Some(month), Some(day))] {
            let date = PartialDate { year, month, day };
            prop_assert_eq!(read(&date.to_string(), SlashOrder::DayFirst), Stated::Date(date));
        }
    }
}
