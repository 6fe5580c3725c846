//! Cases of languages.

use proptest::prelude::*;

use super::detect;
use crate::assert_cases;

#[test]
fn descriptions_have_the_language_that_a_reader_sees() {
    let cases = [
        (
            "You run our kettles and keep the boiler room in order.",
            Some("en"),
        ),
        (
            "We look for a clerk who is careful with numbers.",
            Some("en"),
        ),
        (
            "Du betreust unsere Kunden und arbeitest mit dem Team in Köln.",
            Some("de"),
        ),
        (
            "Sie bringen eine abgeschlossene Ausbildung mit und haben Freude an der Arbeit mit Menschen.",
            Some("de"),
        ),
        (
            "Vous êtes responsable de la comptabilité et vous travaillez avec notre équipe à Lyon.",
            Some("fr"),
        ),
        (
            "Buscamos una persona para nuestro equipo de logística en Madrid, con experiencia en almacén.",
            Some("es"),
        ),
        (
            "Cerchiamo una persona per il nostro team di Milano, con esperienza nella gestione degli ordini.",
            Some("it"),
        ),
        (
            "Procuramos uma pessoa para a nossa equipa em Lisboa, com experiência em atendimento ao cliente.",
            Some("pt"),
        ),
        (
            "Wij zoeken een collega voor ons team in Utrecht die met plezier aan onze klanten werkt.",
            Some("nl"),
        ),
        (
            "Szukamy osoby do naszego zespołu w Warszawie, z doświadczeniem w pracy na magazynie oraz znajomością obsługi.",
            Some("pl"),
        ),
        (
            "Vi söker dig som vill arbeta med logistik och har erfarenhet av att leda ett team på lagret.",
            Some("sv"),
        ),
        (
            "Vi søger en kollega, som har erfaring med regnskab, og som har lyst til at arbejde hos os i København.",
            Some("da"),
        ),
        (
            "Vi søker deg som har erfaring med regnskap og som ønsker å jobbe hos oss i Bergen, både med kunder og økonomi.",
            Some("nb"),
        ),
        (
            "Etsimme tiimiimme kirjanpitäjää, jolla on kokemusta ja joka viihtyy myös asiakkaiden kanssa.",
            Some("fi"),
        ),
        (
            "Hledáme kolegu do našeho týmu v Praze, který má zkušenosti s účetnictvím a je pečlivý.",
            Some("cs"),
        ),
        (
            "Căutăm un coleg pentru echipa noastră din Cluj, cu experiență în contabilitate și care este atent la detalii.",
            Some("ro"),
        ),
        (
            "Мы ищем бухгалтера в нашу команду, который умеет работать с отчётами и клиентами.",
            Some("ru"),
        ),
        (
            "Ми шукаємо бухгалтера до нашої команди, який уміє працювати зі звітами.",
            Some("uk"),
        ),
        ("Ψάχνουμε λογιστή για την ομάδα μας στην Αθήνα.", Some("el")),
        ("私たちのチームで会計を担当していただきます。", Some("ja")),
        ("我们正在寻找一位会计加入我们的团队。", Some("zh")),
        ("저희 팀에서 회계 담당자를 찾고 있습니다.", Some("ko")),
        ("เรากำลังมองหานักบัญชีสำหรับทีมของเรา", Some("th")),
        ("https://a.example/the/and/you info@b.example", None),
        ("SQL, Python, Kubernetes, AWS", None),
        ("1234 – 5678", None),
        ("", None),
    ];
    assert_cases(&cases, |text| detect("", text));
}

#[test]
fn a_short_title_has_one_only_where_it_is_certain() {
    let cases = [
        ("Data Analyst", None),
        ("Manager", None),
        ("SAP Consultant", None),
        ("Marketing Intern", None),
        ("高级软件工程师", Some("zh")),
        ("ソフトウェアエンジニア", Some("ja")),
        ("소프트웨어 엔지니어", Some("ko")),
        ("วิศวกรซอฟต์แวร์", Some("th")),
        ("", None),
    ];
    assert_cases(&cases, |title| detect(title, ""));
}

#[test]
fn two_languages_in_equal_parts_are_none() {
    let german = "Du betreust unsere Kunden und arbeitest mit dem Team in Köln. Wir sind für dich da und freuen uns auf dich.";
    let english = "You look after our customers and work with the team in Cologne. We are here for you and look forward to you.";
    assert_eq!(detect("", &format!("{german}\n\n{english}")), None);
    assert_eq!(
        detect(
            "",
            &format!("{german} {german} {german}\n\nYou and the team")
        ),
        Some("de")
    );
}

#[test]
fn postings_of_job_boards() {
    crate::assert_table(include_str!("tests/boards.tsv"), |cells| {
        detect(cells[0], cells[1]).unwrap_or("-").to_owned()
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_a_tag_or_none(title in "\\PC{0,40}", text in "\\PC{0,200}") {
        let tag = detect(&title, &text);
        prop_assert!(tag.is_none_or(|tag| tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_lowercase())));
    }
}
