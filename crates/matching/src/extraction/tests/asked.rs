//! Cases of what is asked for and what is not: alternatives, and the employer.

use reading::skill::{Dictionary, Need};

use crate::extraction::{Requirements, Source, read_of};

fn requirements(title: &str, text: &str, company: &str) -> Requirements {
    let source = Source {
        title,
        text,
        language: None,
    };
    read_of(Dictionary::curated(), &source, company)
}

/// "rust|go kafka?": alternatives are joined by a bar, a question mark is for what is preferred.
fn shown(found: &Requirements) -> String {
    let mut shown = String::new();
    let mut last = None;
    for skill in &found.skills {
        if !shown.is_empty() {
            let joined = skill.group.is_some() && last == skill.group;
            shown.push(if joined { '|' } else { ' ' });
        }
        shown.push_str(&skill.id);
        if skill.need == Need::Preferred {
            shown.push('?');
        }
        last = skill.group;
    }
    shown
}

#[test]
fn alternatives_are_one_group() {
    let cases = [
        (
            "- ACA/ACCA/CIMA qualified",
            "chartered-accountant|acca|cima",
        ),
        ("- Java or Kotlin", "java|kotlin"),
        ("- Either React or Vue.js", "react|vue"),
        (
            "- Experience with Java, Kotlin or Scala",
            "java|kotlin|scala",
        ),
        (
            "- One of PostgreSQL, MySQL and MongoDB",
            "postgresql|mysql|mongodb",
        ),
        ("- At least one of: Terraform, Ansible", "terraform|ansible"),
        ("- Python oder Rust, mindestens 4 Jahre", "python|rust"),
        ("- Python o Java", "python|java"),
        ("- Python ou Java", "python|java"),
        ("- Python und/oder Java", "python|java"),
        ("- Kubernetes, and Java or Kotlin", "kubernetes java|kotlin"),
        (
            "- Java or Kotlin, Terraform or Ansible",
            "java|kotlin terraform|ansible",
        ),
        ("- Docker, Java/Kotlin", "docker java|kotlin"),
        ("- Java and Kotlin", "java kotlin"),
        ("- Java, Kotlin, Docker", "java kotlin docker"),
        (
            "- PostgreSQL or a similar database, Docker",
            "postgresql docker",
        ),
        ("- Java\n- Kotlin or so", "java kotlin"),
        ("- HTML/CSS", "html css"),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let found = shown(&requirements("", &format!("## Requirements\n{text}"), ""));
        if found != expected {
            wrong.push(format!("{text:?}: {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn employer_is_not_asked_for() {
    let requirements_of = "\n\n## Requirements\n- Rust";
    let cases = [
        // The opening paragraph.
        ("Sandquill makes sensors with Python.", "rust"),
        ("Sandquill makes tools that need Python.", "rust"),
        ("We need somebody who likes Python.", "python? rust"),
        ("Payroll software in Java for hospitals since 1999.", "rust"),
        ("Aus Halle kommen Anwendungen in Java und React.", "rust"),
        ("You will write Python services.", "python? rust"),
        (
            "We are looking for a developer who likes Python.",
            "python? rust",
        ),
        ("Du schreibst Dienste in Python.", "python? rust"),
        // Sentences whose subject is the employer.
        (
            "A sentence.\n\nYou join us. Sandquill builds Java applications.",
            "rust",
        ),
        ("A sentence.\n\nOur IT department uses Python.", "rust"),
        ("A sentence.\n\nWe are a maker of Python courses.", "rust"),
        (
            "Ein Satz.\n\nWir sind ein Anbieter von Kursen in Python.",
            "rust",
        ),
        (
            "Una frase.\n\nSomos una empresa de cursos de Python.",
            "rust",
        ),
        (
            "Une phrase.\n\nNous sommes une équipe qui vend des cours de Python.",
            "rust",
        ),
        (
            "A sentence.\n\nOstwind Kurse bietet Kurse in Python.",
            "rust",
        ),
        (
            "A sentence.\n\nBenefits: Java lessons. About us: we sell MongoDB licences.",
            "rust",
        ),
        // The work is none of it.
        ("A sentence.\n\nWe write Python.", "python? rust"),
        (
            "A sentence.\n\nThe platform runs on Kubernetes.",
            "kubernetes? rust",
        ),
        (
            "A sentence.\n\nPython is a language that you like.",
            "python? rust",
        ),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let text = format!("{text}{requirements_of}");
        let found = shown(&requirements("", &text, "Sandquill Ltd"));
        if found != expected {
            wrong.push(format!("{text:?}: {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn name_of_the_employer_is_not_asked_for() {
    let company = "Oatfield Robotics GmbH";
    let text = "## Requirements\n- At Oatfield Robotics you write Rust";
    assert_eq!(
        shown(&requirements("Engineer, Oatfield Robotics", text, company)),
        "rust"
    );
    let text = "## Requirements\n- Rust and robotics";
    assert_eq!(shown(&requirements("", text, company)), "rust robotics");
    let text = "## Requirements\n- SAP";
    assert_eq!(shown(&requirements("", text, "SAP SE")), "sap");
}

#[test]
fn single_paragraph_is_no_opening() {
    assert_eq!(
        shown(&requirements("", "Python services on PostgreSQL.", "")),
        "python postgresql"
    );
    // Nor is one before another that asks for nothing.
    assert_eq!(
        shown(&requirements("", "Python services.\n\nTea at four.", "")),
        "python"
    );
}

#[test]
fn headings_in_other_words_are_requirements() {
    for heading in [
        "## You will do well here if",
        "## You'll thrive here if you have",
        "**What you bring**",
        "## Who you are",
        "Dein Profil",
        "**Was du mitbringst:**",
        "## Was dich auszeichnet",
        "## Lo que aportas",
        "## Ce que vous apportez",
    ] {
        let text = format!("{heading}\n- Rust\n\n## What you will do\n- Python services");
        assert_eq!(
            shown(&requirements("", &text, "")),
            "rust python?",
            "{heading}"
        );
    }
}

#[test]
fn skill_of_the_title_is_required_unless_it_is_a_wish() {
    let text = "## Requirements\n- Experience with gRPC\n\n## Nice to have\n- Kafka";
    let cases = [
        ("Go Developer", "golang grpc kafka?"),
        (
            "Rust Engineer (Kotlin is a plus)",
            "rust kotlin? grpc kafka?",
        ),
        ("Kafka Engineer", "grpc kafka?"),
        ("Java/Kotlin Developer", "java|kotlin grpc kafka?"),
        ("Engineer", "grpc kafka?"),
    ];
    for (title, expected) in cases {
        assert_eq!(shown(&requirements(title, text, "")), expected, "{title}");
    }
    // What the text names elsewhere without a mark does not weaken the title.
    let text = "## Requirements\n- gRPC\n\n## What you do\n- You write Go services";
    assert_eq!(
        shown(&requirements("Go Developer", text, "")),
        "golang grpc"
    );
}
