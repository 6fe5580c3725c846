//! Documents to look at and to measure: three résumés and two letters. The people in them do not exist.

use rendering::{
    Block, Detail, Document, Entry, Group, Heading, Letter, Resume, Section, Text, heading,
};

/// The documents with their names.
pub fn all() -> Vec<(&'static str, Document)> {
    vec![
        ("junior", Document::Resume(junior())),
        ("senior", Document::Resume(senior())),
        ("scripts", Document::Resume(scripts())),
        ("letter", Document::Letter(letter())),
        ("brief", Document::Letter(german_letter())),
    ]
}

/// One page.
pub fn junior() -> Resume {
    Resume {
        language: "en".into(),
        name: "Mara Lindqvist-Okafor".into(),
        headline: "Junior software developer".into(),
        contact: vec![
            "Gothenburg, Sweden".into(),
            "+46 70 000 00 00".into(),
            Text::linked("mara@example.org", "mailto:mara@example.org"),
            Text::linked("github.com/example-mara", "https://github.com/example-mara"),
        ],
        summary: vec![
            "Developer with a degree in computer science and a year of practice in a team that runs a booking service. \
             Writes small, tested changes; likes to find out why something is slow."
                .into(),
        ],
        sections: vec![
            section("en", Heading::Experience, vec![
                entry("Junior software developer", "Fjordbuss AB", "Gothenburg", "August 2025 – today", &[
                    "Took over the service that sends tickets by mail: 40 000 mails a day, of which 2.1 % failed before and 0.2 % fail today",
                    "Moved the nightly export from a script to a queue, so that it is repeated where it failed and not from the start",
                    "Wrote the tests for the price rules (210 cases) together with the department that sets the prices",
                ]),
                entry("Working student", "Chalmers Laboratory for Mobility", "Gothenburg", "2023 – 2025", &[
                    "Built a map of delays of trams with data of three years (Rust, PostgreSQL, MapLibre)",
                    "Supervised two exercise groups of the course “Algorithms and data structures”",
                ]),
            ]),
            section("en", Heading::Education, vec![
                entry("BSc Computer Science", "Chalmers University of Technology", "Gothenburg", "2022 – 2025", &[
                    "Thesis: Predicting delays of trams from weather and timetable (grade 5 of 5)",
                ]),
            ]),
            section("en", Heading::Projects, vec![Block::Entry(Entry {
                title: Text::linked("tidtabell", "https://github.com/example-mara/tidtabell"),
                dates: "2024".into(),
                details: vec![Detail::Line(
                    Text::from("A command that answers when the next tram leaves; used by about 300 people. Described in ")
                        .and_linked("an article", "https://example.org/articles/a-timetable-in-the-terminal")
                        .and("."),
                )],
                ..Entry::default()
            })]),
            section("en", Heading::Skills, vec![
                group("Languages", &["Rust", "Python", "SQL", "TypeScript"]),
                group("Tools", &["PostgreSQL", "Git", "Docker", "Linux", "Grafana"]),
            ]),
            section("en", Heading::Languages, vec![
                group("Swedish", &["first language"]),
                group("English", &["C1"]),
                group("Igbo", &["B1"]),
            ]),
        ],
    }
}

/// Three pages.
pub fn senior() -> Resume {
    Resume {
        sections: senior_sections(),
        ..senior_person()
    }
}

/// Long descriptions, one of them with a long address.
fn senior_career() -> Vec<Block> {
    let jobs = [
        (
            "Principal engineer, platform",
            "Nordlicht Energiehandel GmbH",
            "Hamburg",
            "April 2020 – today",
        ),
        (
            "Staff engineer",
            "Kartoffelhaus Digital AG",
            "Berlin",
            "January 2016 – March 2020",
        ),
        (
            "Senior software engineer",
            "Blauwal Logistik SE & Co. KG",
            "Bremen",
            "2012 – 2015",
        ),
        (
            "Software engineer",
            "Institute for Applied Hydrography",
            "Kiel",
            "2008 – 2012",
        ),
        (
            "Software developer",
            "Sternwarte Software",
            "Leipzig",
            "2005 – 2008",
        ),
    ];
    let done = [
        "Led the move of 38 services from machines in a cellar to Kubernetes in two regions, without a planned outage; the bill fell by 31 % although the load doubled in the same time, because nobody keeps machines for the peak of the year any more",
        "Introduced a protocol of decisions: 140 records in four years, each with its alternatives and its price, which new colleagues read in their first week",
        "Cut the time from a merged change to production from 9 days to 40 minutes",
        "Wrote the library with which all teams talk to the exchange (Rust, 14 000 lines); it has processed 2.3 billion messages, and the three incidents it took part in are described at https://engineering.nordlicht.example/incidents/2023/the-day-the-order-book-stood-still-and-what-we-learned-from-it?utm_source=resume&section=timeline#what-we-changed",
        "Mentored eleven engineers, four of whom lead teams today; set up the interviews in which candidates read code instead of writing it on a board",
        "On call for the trading platform, one week in six; reduced the alarms at night from 23 to 2 a month by deleting those that nobody acted on and mending what caused the rest",
    ];
    let mut career = Vec::new();
    for (at, (title, organisation, location, dates)) in jobs.into_iter().enumerate() {
        let mut details = vec![Detail::Line(
            "Responsible for the technical direction of a department of 45 people in six teams, with a budget of its own, and for what \
             happens when something stands still. Reported to the head of technology, and every three months to the supervisory board."
                .into(),
        )];
        details.extend(
            done.iter()
                .skip(at % 2)
                .take(6 - at)
                .map(|text| Detail::Bullet((*text).into())),
        );
        career.push(Block::Entry(Entry {
            title: title.into(),
            organisation: organisation.into(),
            location: location.into(),
            dates: dates.into(),
            details,
        }));
    }
    career
}

fn senior_person() -> Resume {
    Resume {
        language: "en-GB".into(),
        name: "Dr. Henrike Brandstätter".into(),
        headline: "Principal engineer · distributed systems, energy markets, teams that last".into(),
        contact: vec![
            "Elbchaussee 000, 22763 Hamburg, Germany".into(),
            "+49 40 0000000".into(),
            Text::linked("henrike.brandstaetter@post.example", "mailto:henrike.brandstaetter@post.example"),
            Text::linked("linkedin.com/in/example-brandstaetter", "https://www.linkedin.com/in/example-brandstaetter"),
            Text::linked("brandstaetter.example", "https://brandstaetter.example/"),
        ],
        summary: vec![
            "Twenty years of software for people who cannot wait: traders, dispatchers, rescuers. I make large systems boring – measured, \
             documented, and run by teams that understand them – and I say early what something will cost."
                .into(),
            "Looking for a role in which architecture and people are one job, in Hamburg or remotely within two hours of Central European Time.".into(),
        ],
        ..Resume::default()
    }
}

fn senior_sections() -> Vec<Section> {
    vec![
        section("en", Heading::Experience, senior_career()),
        section(
            "en",
            Heading::Education,
            vec![
                entry(
                    "Dr.-Ing. Computer Science",
                    "Technische Universität Dresden",
                    "Dresden",
                    "2001 – 2005",
                    &[
                        "Dissertation: Agreement in networks that are partitioned most of the time (magna cum laude)",
                    ],
                ),
                entry(
                    "Diplom Informatik",
                    "Universität Leipzig",
                    "Leipzig",
                    "1995 – 2001",
                    &[],
                ),
            ],
        ),
        section(
            "en",
            Heading::Skills,
            vec![
                group(
                    "Architecture",
                    &[
                        "event sourcing",
                        "consensus",
                        "capacity planning",
                        "threat modelling",
                        "migration of running systems",
                    ],
                ),
                group(
                    "Languages",
                    &[
                        "Rust",
                        "Go",
                        "Kotlin",
                        "C++",
                        "SQL",
                        "TypeScript",
                        "enough Fortran to be afraid of it",
                    ],
                ),
                group(
                    "Infrastructure",
                    &[
                        "Kubernetes",
                        "PostgreSQL",
                        "Kafka",
                        "Terraform",
                        "OpenTelemetry",
                        "FIX",
                        "IEC 60870-5-104",
                    ],
                ),
            ],
        ),
        section(
            "en",
            Heading::Publications,
            vec![
                Block::Bullet(
                    Text::from("Boring on purpose: ten years of a trading platform. ")
                        .and_linked(
                            "Systems in Practice 14 (2024)",
                            "https://journal.example/14/boring-on-purpose",
                        )
                        .and(", pages 3–21"),
                ),
                Block::Bullet(
                    "What an alarm costs. Talk at the Conference for Operations, Rotterdam, 2022"
                        .into(),
                ),
            ],
        ),
        section(
            "en",
            Heading::Languages,
            vec![
                group("German", &["first language"]),
                group("English", &["C2"]),
                group("Danish", &["B2"]),
            ],
        ),
    ]
}

/// Greek, Cyrillic, Vietnamese, combining marks, and characters that the fonts lack.
pub fn scripts() -> Resume {
    Resume {
        language: "en".into(),
        name: "Nguyễn Thị Ánh Ελευθερία Юлия".into(),
        headline: "Kỹ sư phần mềm · Μηχανικός λογισμικού · Инженер-программист".into(),
        contact: vec![
            "Thành phố Hồ Chí Minh".into(),
            "Θεσσαλονίκη".into(),
            "Санкт-Петербург".into(),
            Text::linked("anh@example.org", "mailto:anh@example.org"),
        ],
        summary: vec!["Efficient offices file first-class affidavits: fi fl ffi ffl. AVAST, To. Ty. “quotes” – dashes — and… 10 €, ½, №, ™, ≤ 50 ms.".into()],
        sections: vec![
            Section {
                heading: "Tiếng Việt".into(),
                blocks: vec![
                    entry("Trưởng nhóm phát triển", "Công ty Cổ phần Ánh Dương", "Đà Nẵng", "2021 – nay", &[
                        "Xây dựng hệ thống xử lý đơn hàng với hơn 1,2 triệu giao dịch mỗi ngày, giảm thời gian phản hồi từ 480 ms xuống 95 ms",
                        "Hướng dẫn tám kỹ sư trẻ; tổ chức buổi đọc mã nguồn hằng tuần",
                    ]),
                ],
            },
            Section {
                heading: "Ελληνικά".into(),
                blocks: vec![entry("Προγραμματίστρια", "Αιγαίο Πληροφορική ΑΕ", "Αθήνα", "2017 – 2021", &[
                    "Σχεδιασμός υπηρεσιών για τις ακτοπλοϊκές συγκοινωνίες· πολυτονικό: ἐν ἀρχῇ ἦν ὁ λόγος, ᾧ, Ὀδυσσεύς",
                ])],
            },
            Section {
                heading: "Русский, български, српски, українська".into(),
                blocks: vec![entry("Разработчик", "ООО «Северный ветер»", "Санкт-Петербург", "2014 – 2017", &[
                    "Разработка расписаний для железной дороги; объём данных вырос в четыре раза; ё и й остались на месте",
                    "Їжак, ґанок, љубав, њива, ђак, ћирилица, ѝ",
                ])],
            },
            Section {
                heading: "Combining marks".into(),
                blocks: vec![
                    Block::Paragraph("Composed and in parts: é e\u{301}, ü u\u{308}, ñ n\u{303}, ệ e\u{323}\u{302}. Without a composed form: m\u{301} x\u{30C} q\u{303} а\u{301} и\u{301} ы\u{301} ε\u{306}.".into()),
                    Block::Paragraph("Łódź, Škoda, Čeština, Ğüneş İı, Þórr, ŋ, Ə ə, ẞ ß, Ș ș Ț ț, Ħħ, Õõ Ū ū Ő ő.".into()),
                ],
            },
            Section {
                heading: "What the fonts lack".into(),
                blocks: vec![
                    Block::Paragraph("株式会社 (Kabushiki-gaisha), 北京, 🚀 and 👩🏽‍💻 are boxes here.".into()),
                    Block::Bullet("x".into()),
                    group("", &["a", "b"]),
                ],
            },
        ],
    }
}

/// A letter in English.
pub fn letter() -> Letter {
    Letter {
        language: "en".into(),
        name: "Mara Lindqvist-Okafor".into(),
        sender: junior().contact,
        recipient: vec!["Windrad Nord AB".into(), "Attn. Recruiting".into(), "Hamngatan 00".into(), "411 14 Gothenburg".into()],
        place: "Gothenburg".into(),
        date: "3 March 2026".into(),
        subject: "Software developer, timetable team (reference 2026-117)".into(),
        greeting: "Dear Ms Sample,".into(),
        paragraphs: vec![
            "Your posting says that the timetable team is looking for somebody who would rather delete an alarm than get used to it. I have done that for a year: when I took over the service that sends tickets by mail at Fjordbuss, 2.1 % of 40 000 mails a day failed, and the alarm for it had been silenced. Today 0.2 % fail, and the alarm means something.".into(),
            Text::from("Timetables are what I do in my free time as well. My command ").and_linked("tidtabell", "https://github.com/example-mara/tidtabell").and(" answers when the next tram leaves; about 300 people use it, some of whom write to me when it is wrong. From them I have learned more about daylight saving time than I wanted to know."),
            "What I lack is experience with systems of the size of yours. What I bring is patience with old code, the habit of measuring before I change something, and a degree whose thesis was about predicting delays.".into(),
            "I can begin on 1 June, and I would be glad to meet the team.".into(),
        ],
        sign_off: "Yours sincerely,".into(),
    }
}

/// A letter in German.
pub fn german_letter() -> Letter {
    Letter {
        language: "de".into(),
        name: "Henrike Brandstätter".into(),
        sender: vec!["Elbchaussee 000, 22763 Hamburg".into(), "+49 40 0000000".into()],
        recipient: vec!["Stadtwerke Musterstadt GmbH".into(), "Personalabteilung".into(), "Musterstraße 00".into(), "00000 Musterstadt".into()],
        place: "Hamburg".into(),
        date: "3. März 2026".into(),
        subject: "Bewerbung als Leiterin der Softwareentwicklung".into(),
        greeting: "Sehr geehrte Damen und Herren,".into(),
        paragraphs: (0..9)
            .map(|_| "seit zwanzig Jahren baue ich Software für Menschen, die nicht warten können. Große Systeme langweilig zu machen – gemessen, beschrieben und von Teams betrieben, die sie verstehen – ist das, was ich am liebsten tue, und Ihre Ausschreibung liest sich, als suchten Sie genau das.".into())
            .collect(),
        sign_off: "Mit freundlichen Grüßen".into(),
    }
}

fn section(language: &str, of: Heading, blocks: Vec<Block>) -> Section {
    Section {
        heading: heading(language, of).into(),
        blocks,
    }
}

fn entry(title: &str, organisation: &str, location: &str, dates: &str, bullets: &[&str]) -> Block {
    Block::Entry(Entry {
        title: title.into(),
        organisation: organisation.into(),
        location: location.into(),
        dates: dates.into(),
        details: bullets
            .iter()
            .map(|text| Detail::Bullet((*text).into()))
            .collect(),
    })
}

fn group(name: &str, items: &[&str]) -> Block {
    Block::Group(Group {
        name: name.into(),
        items: items.iter().map(|item| Text::from(*item)).collect(),
    })
}
