//! Tests of the answer bank.

use super::{
    AnswerKind, AnswerValue, Date, FormQuestion, Invalid, PayPeriod, RightToWork, StoredAnswer,
    candidates, find, validate,
};

fn text(text: &str) -> AnswerValue {
    AnswerValue::Text {
        text: text.to_owned(),
    }
}

fn choice(label: &str) -> AnswerValue {
    AnswerValue::Choice {
        labels: vec![label.to_owned()],
    }
}

fn stored(question: &str, value: AnswerValue) -> StoredAnswer {
    StoredAnswer {
        id: "a1".to_owned(),
        version: 1,
        question: question.to_owned(),
        value,
    }
}

fn asked(text: &str, kind: AnswerKind) -> FormQuestion {
    FormQuestion {
        text: text.to_owned(),
        kind,
        ..FormQuestion::default()
    }
}

fn fits(stored_question: &str, question: &str) -> bool {
    find(
        &[stored(stored_question, text("x"))],
        &asked(question, AnswerKind::Text),
    )
    .is_some()
}

#[test]
fn same_question_in_other_words_has_the_same_answer() {
    let cases = [
        (
            "What is your notice period?",
            "Please state your notice period",
        ),
        (
            "How many years of experience do you have with Python?",
            "Years of experience with Python",
        ),
        (
            "Are you legally authorized to work in Germany?",
            "Are you eligible to work in Germany?",
        ),
        ("What are your salary expectations?", "Expected salary"),
        ("Wie hoch ist Ihre Gehaltsvorstellung?", "Gehaltswunsch"),
        ("When can you start?", "When can you begin?"),
        (
            "Do you have a driving licence?",
            "Do you have a drive license?",
        ),
    ];
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(one, other)| !fits(one, other))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Whether two questions are the same, and the questions.
static PAIRS: &str = include_str!("pairs.tsv");

#[test]
fn questions_are_the_same_in_both_directions_or_other_ones() {
    let (mut wrong, mut counts) = (Vec::new(), [0, 0]);
    for line in PAIRS.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [verdict, one, other] = cells.as_slice() else {
            panic!("{line}");
        };
        let expected = *verdict == "same";
        counts[usize::from(expected)] += 1;
        if fits(one, other) != expected || fits(other, one) != expected {
            wrong.push(line);
        }
        if expected && !(fits(one, one) && fits(other, other)) {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(counts.iter().all(|count| *count >= 40), "{counts:?}");
}

#[test]
fn opposite_questions_are_not_even_offered() {
    let cases = [
        ("Do you need a visa?", "Do you have a visa?"),
        (
            "Do you require sponsorship?",
            "Can you work without sponsorship?",
        ),
        (
            "Are you willing to relocate?",
            "Are you not willing to relocate?",
        ),
        (
            "What is your current salary?",
            "What is your expected salary?",
        ),
        (
            "Are you willing to work full-time?",
            "Are you willing to work part-time?",
        ),
        (
            "Haben Sie einen Führerschein?",
            "Haben Sie keinen Führerschein?",
        ),
        ("您需要签证吗", "您不需要签证吗"),
    ];
    for (one, other) in cases {
        let found = candidates(&[stored(one, text("x"))], &asked(other, AnswerKind::Text));
        assert!(found.is_empty(), "{one} {other}");
    }
}

#[test]
fn labels_that_differ_in_case_only_are_one() {
    let mut question = asked("Which?", AnswerKind::Choice);
    question.choices = ["Yes", "yes", "No"].map(str::to_owned).to_vec();
    question.several = true;
    let chosen = |labels: &[&str]| AnswerValue::Choice {
        labels: labels.iter().map(|&label| label.to_owned()).collect(),
    };
    assert_eq!(
        validate(&chosen(&["Yes", "yes"]), &question),
        Err(Invalid::Choice)
    );
    assert_eq!(validate(&chosen(&["Yes", "No"]), &question), Ok(()));
}

#[test]
fn other_question_has_no_answer() {
    let cases = [
        ("When can you start?", "When did you start?"),
        ("Do you smoke?", "Did you smoke?"),
        (
            "Do you have a driving licence?",
            "Have you lost your driving licence?",
        ),
        ("Do you need a visa?", "Does your partner need a visa?"),
        (
            "Sind Sie bereit umzuziehen?",
            "Sind Sie keinesfalls bereit umzuziehen?",
        ),
        (
            "Do you opt in to marketing emails?",
            "Do you opt out of marketing emails?",
        ),
        (
            "What are your salary expectations?",
            "What are your minimum salary expectations?",
        ),
        (
            "Have you managed a team?",
            "Have you been managed in a team?",
        ),
        (
            "How many years of experience do you have with Python?",
            "How many years of experience do you have with Java?",
        ),
        (
            "Are you authorized to work in Germany?",
            "Are you authorized to work in Austria?",
        ),
        (
            "Are you authorized to work in Germany?",
            "Will you now or in the future require sponsorship to work in Germany?",
        ),
        (
            "Are you willing to travel?",
            "Are you not willing to travel?",
        ),
        (
            "Are you willing to travel 20% of the time?",
            "Are you willing to travel 50% of the time?",
        ),
        (
            "What is your current salary?",
            "Why do you want to work here?",
        ),
        (
            "Have you worked for us before?",
            "Why do you want to work for us?",
        ),
        (
            "Do you have a driving licence?",
            "Do you have a forklift licence?",
        ),
        ("", ""),
        ("Yes", "Yes"),
    ];
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(one, other)| fits(one, other))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn choice_takes_the_label_of_the_form() {
    let bank = [stored("Are you willing to travel?", choice("Yes"))];
    let mut question = asked("Are you willing to travel?", AnswerKind::Choice);
    question.choices = vec!["Nein".to_owned(), "Ja".to_owned()];
    assert_eq!(find(&bank, &question).unwrap().value, choice("Ja"));
    question.choices = vec!["Up to 20%".to_owned(), "Never".to_owned()];
    assert_eq!(find(&bank, &question), None);
    question.choices = vec!["Yes".to_owned(), "yes".to_owned()];
    assert_eq!(find(&bank, &question), None);
}

#[test]
fn answers_that_contradict_each_other_are_not_taken() {
    let mut bank = vec![
        stored("What is your notice period?", text("1 month")),
        stored("Your notice period", text("3 months")),
    ];
    bank[1].id = "a2".to_owned();
    let question = asked("Notice period", AnswerKind::Text);
    assert_eq!(find(&bank, &question), None);
    bank[1].value = text("1 month");
    assert!(find(&bank, &question).is_some());
    bank[1].value = text("3 months");
    bank[1].id = "a1".to_owned();
    bank[1].version = 2;
    assert_eq!(find(&bank, &question).unwrap().version, 2);
}

#[test]
fn candidates_say_why_they_fit_or_not() {
    let mut bank = vec![
        stored("What is your notice period?", text("1 month")),
        stored("Your notice period", choice("3 months")),
        stored("Why do you want to work here?", text("x")),
    ];
    bank[1].id = "a2".to_owned();
    let question = asked("Please state your notice period", AnswerKind::Text);
    let found = candidates(&bank, &question);
    let ids: Vec<&str> = found.iter().map(|one| one.answer.as_str()).collect();
    assert_eq!(ids, ["a1", "a2"]);
    assert_eq!(found[0].value, Ok(text("1 month")));
    assert_eq!(found[0].shared, ["notice", "period"]);
    assert_eq!(found[1].value, Err(Invalid::Kind));
    assert!(found.iter().all(|one| !one.is_contradicted));
    bank[1].value = text("3 months");
    let found = candidates(&bank, &question);
    assert!(found.iter().all(|one| one.is_contradicted));
}

#[test]
fn values_are_checked() {
    let number = |number: f64| AnswerValue::Number { number };
    let date = |year, month, day| AnswerValue::Date {
        date: Date { year, month, day },
    };
    let pay = |hundredths, currency: &str| AnswerValue::Pay {
        hundredths,
        currency: currency.to_owned(),
        period: PayPeriod::Year,
    };
    let authorised = |country: &str| AnswerValue::Authorization {
        country: country.to_owned(),
        right: RightToWork::Authorised,
    };
    let check = |value: &AnswerValue| validate(value, &asked("?", value.kind())).err();
    assert_eq!(check(&text(" ")), Some(Invalid::Empty));
    assert_eq!(check(&text("x")), None);
    assert_eq!(check(&text(&"x".repeat(10_001))), Some(Invalid::TooLong));
    assert_eq!(check(&number(f64::NAN)), Some(Invalid::Number));
    assert_eq!(check(&number(3.5)), None);
    assert_eq!(check(&date(2024, 2, 29)), None);
    assert_eq!(check(&date(2023, 2, 29)), Some(Invalid::Date));
    assert_eq!(check(&date(2023, 13, 1)), Some(Invalid::Date));
    assert_eq!(check(&pay(60_000, "EUR")), None);
    assert_eq!(check(&pay(60_000, "euro")), Some(Invalid::Pay));
    assert_eq!(check(&pay(0, "EUR")), Some(Invalid::Pay));
    assert_eq!(check(&authorised("DE")), None);
    assert_eq!(check(&authorised("Germany")), Some(Invalid::Country));
    assert_eq!(check(&choice("a")), Some(Invalid::Choice));
    assert_eq!(
        validate(&text("3"), &asked("?", AnswerKind::Number)),
        Err(Invalid::Kind)
    );
    let limited = FormQuestion {
        max: Some(10.0),
        ..asked("?", AnswerKind::Number)
    };
    assert_eq!(validate(&number(11.0), &limited), Err(Invalid::Number));
    let in_dollars = FormQuestion {
        currency: Some("USD".to_owned()),
        ..asked("?", AnswerKind::Pay)
    };
    assert_eq!(
        validate(&pay(60_000, "EUR"), &in_dollars),
        Err(Invalid::Pay)
    );
}
