//! What people of many trades write, and what postings for them ask for.

/// A trade: its title, what people in it write, and what postings ask for.
pub(super) struct Trade {
    pub title: &'static str,
    pub bullets: &'static [&'static str],
    pub skills: &'static [&'static str],
    pub asked: &'static [&'static str],
}

pub(super) const ENGLISH: &[Trade] = &[
    Trade {
        title: "Registered Nurse",
        bullets: &[
            "Lead the night shift on a 24-bed ward",
            "Mentored 9 student nurses",
            "Administration of medication for 36 residents",
            "Responsible for care plans on one floor",
            "Cut dressing errors by 30% with a checklist",
            "Caring for patients after surgery",
        ],
        skills: &["Wound care", "Triage", "Patient documentation"],
        asked: &[
            "Wound care",
            "Mentoring student nurses",
            "Experience with medication administration",
            "You will plan the night shift",
        ],
    },
    Trade {
        title: "Electrician",
        bullets: &[
            "Rewired 42 flats",
            "Fault finding on three bottling lines",
            "Installs lighting in new houses",
            "Planned maintenance of pumps and motors",
            "I tested 120 distribution boards a year",
            "Inspection and testing",
        ],
        skills: &["PLC", "Soldering"],
        asked: &[
            "Fault finding",
            "PLC",
            "Planned maintenance",
            "Test and inspect installations",
        ],
    },
    Trade {
        title: "Data Engineer",
        bullets: &[
            "Built 60 Airflow pipelines in Python that load data from 14 sources every hour",
            "Migrated the warehouse from Redshift to Snowflake; costs fell by 35%",
            "Cut the nightly load from 6 hours to 50 minutes by rewriting the SQL",
            "Weekly sales reports for 40 branch managers",
            "Managed 3 interns",
            "The team grew from 3 to 9",
        ],
        skills: &["Python", "Terraform", "PostgreSQL", "Kafka"],
        asked: &[
            "Python",
            "Airflow",
            "Snowflake",
            "Experience running data pipelines in production",
        ],
    },
    Trade {
        title: "Maths Teacher",
        bullets: &[
            "Teaching maths to years 7–11",
            "Raised the share of pupils with grade 5 from 48% to 61%",
            "Started a weekly maths club for 20 pupils",
            "Head of year 9",
            "Member of the exam board",
            "Marking, reports, parents' evenings",
        ],
        skills: &["Classroom management", "Teaching"],
        asked: &[
            "Teaching mathematics",
            "Classroom management",
            "Run a weekly maths club for pupils",
        ],
    },
    Trade {
        title: "Accountant",
        bullets: &[
            "Daily close of 300 accounts",
            "Prepared monthly board reports for three subsidiaries under IFRS",
            "Shortened the month-end close from nine to five days",
            "Reconciled 12 bank accounts a week",
            "VAT returns",
            "Audited by a Big Four firm, no findings",
        ],
        skills: &["Excel", "SAP", "IFRS"],
        asked: &["Month-end close", "IFRS", "Excel", "Prepare board reports"],
    },
    Trade {
        title: "Warehouse Operative",
        bullets: &[
            "Picking and packing of 200 orders a day",
            "Drove a forklift in a cold store",
            "Loading and unloading",
            "Trained 4 new colleagues",
            "Stock taking, goods-in, returns",
            "Kept the yard tidy & safe",
        ],
        skills: &["Forklift driving", "Order picking"],
        asked: &[
            "Order picking",
            "Forklift licence",
            "Loading and unloading",
            "Stock taking",
        ],
    },
    Trade {
        title: "Chef de Partie",
        bullets: &[
            "Ran the sauce section for 90 covers",
            "Reduced food waste by 15%",
            "Menu planning with the head chef",
            "Ordering from 12 local farms",
            "Supervise two commis chefs",
            "Allergen records",
        ],
        skills: &["HACCP", "Menu planning"],
        asked: &[
            "Menu planning",
            "HACCP",
            "Supervise a small team in the kitchen",
        ],
    },
    Trade {
        title: "Solicitor",
        bullets: &[
            "Advised 25 companies on employment law",
            "Drafted settlement agreements",
            "Represented clients in 40 tribunal hearings",
            "Part of a team of 6 lawyers",
            "Due diligence for two mergers worth £12 million",
            "Pro bono advice every month",
        ],
        skills: &["Employment law", "Contract drafting"],
        asked: &[
            "Employment law",
            "Draft contracts and agreements",
            "Represent clients at tribunal hearings",
        ],
    },
];
pub(super) const GERMAN: &[Trade] = &[
    Trade {
        title: "Pflegefachkraft",
        bullets: &[
            "Tägliche Versorgung von 6 Intensivpatienten",
            "Anleitung von 8 Auszubildenden",
            "Eigenständig Wunden versorgt",
            "Grundpflege und Begleitung von 20 Bewohnern",
            "Verantwortlich für die Dienstplanung",
            "Habe Angehörige beraten",
        ],
        skills: &["Wundversorgung", "Intensivpflege"],
        asked: &[
            "Wundversorgung",
            "Intensivpflege",
            "Anleitung von Auszubildenden",
            "Sie planen den Dienst",
        ],
    },
    Trade {
        title: "Lagermitarbeiter",
        bullets: &[
            "Warenannahme, Kommissionierung und Verladung",
            "Be- und Entladen von LKW",
            "Inventurdifferenzen von 3 % auf 1 % gesenkt",
            "Fuhr einen Gabelstapler im Kühlhaus",
            "Kontrolle der Lieferscheine",
            "Einlagern und Buchen in SAP",
        ],
        skills: &["Kommissionierung", "SAP"],
        asked: &["Kommissionierung", "SAP", "Warenannahme", "Staplerschein"],
    },
    Trade {
        title: "Köchin",
        bullets: &[
            "Leitung eines Teams von 5",
            "Wareneinsatz von 34 auf 28 Prozent gesenkt",
            "Planung der Wochenkarte",
            "Habe die kalte Küche für 60 Plätze übernommen",
            "Zum Souschef befördert",
            "Einkauf bei 12 Höfen",
        ],
        skills: &["Menüplanung", "HACCP"],
        asked: &["Menüplanung", "HACCP", "Leitung eines kleinen Teams"],
    },
    Trade {
        title: "Rechtsanwältin",
        bullets: &[
            "Über 140 Verfahren vor den Arbeitsgerichten geführt",
            "Beratung von 25 mittelständischen Unternehmen im Arbeitsrecht",
            "Entwarf Musterverträge",
            "Mitarbeit an Urteilsentwürfen",
            "Ich hielt Vorträge in 12 Sitzungen",
            "Vertragsgestaltung",
        ],
        skills: &["Arbeitsrecht", "Vertragsgestaltung"],
        asked: &[
            "Arbeitsrecht",
            "Vertragsgestaltung",
            "Beratung mittelständischer Unternehmen",
        ],
    },
    Trade {
        title: "Buchhalter",
        bullets: &[
            "Erstellung von Monatsabschlüssen für 3 Gesellschaften",
            "Debitoren und Kreditoren gebucht",
            "Senkung der Mahnkosten um 20 %",
            "Führte DATEV ein",
            "Prüfung von 400 Rechnungen im Monat",
            "Ansprechpartner für das Finanzamt",
        ],
        skills: &["DATEV", "Excel"],
        asked: &["DATEV", "Excel", "Erstellung von Monatsabschlüssen"],
    },
    Trade {
        title: "Softwareentwickler",
        bullets: &[
            "14 Kubernetes-Cluster betrieben und Deployzeiten von 40 auf 8 Minuten gesenkt",
            "Entwicklung einer API in Python",
            "Automatisierte Tests für 3 Dienste",
            "Leitete ein Team von 4",
            "Code-Reviews und Pair Programming",
            "Migration von 220 Tabellen nach PostgreSQL",
        ],
        skills: &["Python", "Docker", "PostgreSQL"],
        asked: &[
            "Python",
            "Kubernetes",
            "PostgreSQL",
            "Entwicklung von Schnittstellen",
        ],
    },
];
