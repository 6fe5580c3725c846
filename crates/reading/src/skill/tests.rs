//! Cases of skills.

use std::collections::BTreeSet;

use proptest::prelude::*;
use taxonomy::Taxonomy;

use super::{Dictionary, Need, QUOTE_CHARS_MAX, entries, find, mentions};

/// The slugs that a text names; preferred ones with a question mark.
fn slugs(text: &str) -> String {
    let mut slugs: Vec<String> = mentions(text)
        .into_iter()
        .map(|mention| {
            let mark = if mention.need == Need::Preferred {
                "?"
            } else {
                ""
            };
            format!("{}{mark}", mention.entry.slug)
        })
        .collect();
    slugs.sort_unstable();
    slugs.join(" ")
}

fn check(cases: &[(&str, &str)]) {
    let cases: Vec<(&str, String)> = cases
        .iter()
        .map(|(text, slugs)| (*text, (*slugs).to_owned()))
        .collect();
    crate::assert_cases(&cases, slugs);
}

#[test]
fn usual_words_are_no_skills() {
    check(&[
        ("You react quickly when kettles boil.", ""),
        ("- React quickly to incidents", ""),
        ("React to customers within a day.", ""),
        ("You go the extra mile.", ""),
        ("Go above and beyond.", ""),
        ("You lead our go-to-market.", "product-marketing"),
        ("Ready? Go!", ""),
        ("Excel in a busy kitchen.", ""),
        ("You excel at planning.", ""),
        ("The ability to Excel in your work.", ""),
        ("Start: Spring", ""),
        ("You express yourself clearly.", ""),
        ("Express delivery to our depots.", ""),
        ("Spark joy in every guest.", ""),
        ("A swift response to each call.", ""),
        ("Swift response to each call.", ""),
        ("You start in Spring 2027.", ""),
        ("Spring semester at our campus.", ""),
        ("You have access to our gym.", ""),
        ("Access to our gym.", ""),
        ("Access control at our gates.", ""),
        ("By word of mouth.", ""),
        ("You report to our Head Chef.", ""),
        ("You work as Chef de Partie.", ""),
        ("Salt and pepper are on every table.", ""),
        ("You report to Julia Kern.", ""),
        ("Ask Julia about the tea.", ""),
        ("Unity of purpose and good humour.", ""),
        ("Vitamin C and fresh air.", ""),
        ("You advise the C-level.", ""),
        ("C-suite assistants report here.", ""),
        ("Our R&D lab is in Lyon.", ""),
        ("R & D budget of the plant.", ""),
        ("Class C licence.", "licence-c"),
        ("The rust on our rails is your enemy.", ""),
        ("A playwright and an illustrator share the studio.", ""),
        ("Tableau de bord mensuel.", ""),
        ("You flutter from table to table.", ""),
        ("Fixed on the oracle of Delphi.", ""),
        ("Halden plc is a family firm.", ""),
        ("Our German customers love tea.", ""),
        ("A French company with Dutch owners.", ""),
        ("The rest of the team sits in Porto.", ""),
        ("We trust in javanese rustic food.", ""),
        ("You polish brass kettles.", ""),
        ("Polish brass kettles every day.", ""),
    ]);
}

#[test]
fn names_are_found_by_case_and_neighbours() {
    check(&[
        ("We build with React and TypeScript.", "react typescript"),
        ("React, TypeScript, GraphQL", "graphql react typescript"),
        ("- React", "react"),
        ("React developers welcome", "react"),
        ("You know React.", "react"),
        ("javascript, react, css", "css javascript react"),
        ("Strong Go experience", "golang"),
        ("Experience with Go", "golang"),
        ("Experience in Go or Rust", "golang rust"),
        ("Services written in Go.", "golang"),
        ("Our backend is in Go.", "golang"),
        ("Go developer", "golang"),
        ("Go 1.22", "golang"),
        ("- Go", "golang"),
        ("- Go (3 years)", "golang"),
        ("Golang", "golang"),
        ("Python, Go and Kubernetes", "golang kubernetes python"),
        ("python, go, sql", "golang python sql"),
        ("Work in Python and go home early.", "python"),
        ("Go/Rust/C++", "cplusplus golang rust"),
        ("R and Python", "python r-language"),
        ("Experience in R", "r-language"),
        ("R programming", "r-language"),
        (
            "Statistics with R, SPSS or Stata",
            "r-language spss stata statistics",
        ),
        ("C, C++", "c-language cplusplus"),
        ("C/C++", "c-language cplusplus"),
        ("Programming in C", "c-language"),
        ("Embedded C", "c-language"),
        ("C developer", "c-language"),
        ("C++ and C#", "cplusplus csharp"),
        ("F#, .NET", "dotnet fsharp"),
        (".NET Core, ASP.NET", "aspnet dotnet"),
        ("Node.js and Vue.js", "nodejs vue"),
        ("NodeJS", "nodejs"),
        ("CI/CD with GitHub Actions", "ci-cd github-actions"),
        ("Swift and Kotlin", "kotlin swift"),
        ("Apps written in Swift", "swift"),
        ("Scala experience", "scala"),
        ("Apache Spark", "spark"),
        ("Spark jobs in Scala", "scala spark"),
        ("Advanced Excel skills", "excel"),
        ("You use Excel daily.", "excel"),
        ("MS Excel", "excel"),
        ("strong excel skills", "excel"),
        (
            "Word, Excel and PowerPoint",
            "excel microsoft-powerpoint microsoft-word",
        ),
        ("MS Access", "microsoft-access"),
        ("Knowledge of Access and Excel", "excel microsoft-access"),
        ("Ansible, Chef or Puppet", "ansible chef puppet"),
        ("Ansible, Salt, Terraform", "ansible salt terraform"),
        ("Chef cookbooks", "chef"),
        ("Julia, Python or R", "julia python r-language"),
        ("Experience in Julia", "julia"),
        ("Ruby on Rails", "rails"),
        ("Ruby, Rails", "rails ruby"),
        ("Perl and Lua", "lua perl"),
        ("Dart and Flutter", "dart flutter"),
        ("Flask or Django", "django flask"),
        ("Spring Boot, Hibernate", "hibernate spring"),
        ("Java with Spring", "java spring"),
        ("Java, Spring", "java spring"),
        ("Experience with Spring", "spring"),
        ("Node.js, Express, MongoDB", "express mongodb nodejs"),
        ("Unity or Unreal Engine", "unity unreal"),
        ("Unity developer", "unity"),
        ("REST and gRPC", "grpc rest-api"),
        ("Tableau, Looker, Power BI", "looker power-bi tableau"),
        ("Fluent in English", "english"),
        ("Fluent in English and German", "english german"),
        ("Very good English", "english"),
        ("We communicate in English.", "english"),
        ("English C1", "english"),
        ("German level C1", "german"),
        ("English skills", "english"),
        ("Languages: English, French", "english french"),
        (
            "Sehr gute Deutsch- und Englischkenntnisse",
            "english german",
        ),
        ("Erfahrung mit Go", "golang"),
        ("React-Entwickler", "react"),
        ("Kenntnisse in R und Python", "python r-language"),
        ("Bonne connaissance de Go", "golang"),
        ("Experiencia con React y Go", "golang react"),
        ("Conoscenza di C e C++", "c-language cplusplus"),
        ("Znajomość Go", "golang"),
        ("**Go**, **Rust**", "golang rust"),
        ("Elixir/Phoenix", "elixir phoenix"),
        ("Nice to have: Go", "golang?"),
        ("SQL.", "sql"),
        ("高级 Python 工程师", "python"),
    ]);
}

#[test]
fn what_is_not_needed_is_no_skill() {
    check(&[
        ("No Java experience required.", ""),
        ("No prior Java experience is required.", ""),
        ("No experience with Java or C# needed.", ""),
        ("Java is not required.", ""),
        ("Java experience is not necessary.", ""),
        ("Java isn't a must.", ""),
        ("Java, Kotlin or Scala is not required.", ""),
        ("You don't need Java.", ""),
        ("You do not need to know Java.", ""),
        ("We do not use Java.", ""),
        ("There is no need to know Java.", ""),
        ("It is not necessary to know Java.", ""),
        ("Not required: Java", ""),
        ("Java (not required)", ""),
        ("Without Java.", ""),
        ("This is not a Java role.", ""),
        ("Keine Java-Kenntnisse nötig.", ""),
        ("Java-Kenntnisse sind nicht erforderlich.", ""),
        ("Java wird nicht vorausgesetzt.", ""),
        ("Kenntnisse in Java sind keine Voraussetzung.", ""),
        ("Du brauchst kein Java.", ""),
        ("Aucune connaissance de Java requise.", ""),
        ("Java n'est pas nécessaire.", ""),
        ("Pas besoin de Java.", ""),
        ("No se requiere Java.", ""),
        ("No es necesario saber Java.", ""),
        ("Java no es necesario.", ""),
        ("Non è richiesta la conoscenza di Java.", ""),
        ("Não é necessário conhecimento em Java.", ""),
        ("Geen kennis van Java vereist.", ""),
        ("Java is niet vereist.", ""),
        ("Znajomość Java nie jest wymagana.", ""),
        ("Java krävs inte.", ""),
        ("Ingen erfaring med Java.", ""),
        ("No Java, but Kotlin.", "kotlin"),
        ("No degree required, Java is a must.", "java"),
        ("No experience required. You learn Java here.", "java"),
        ("Not only Java but also Kotlin.", "java kotlin"),
        ("No less than 3 years of Java.", "java"),
        ("No. 1 in Java training", "java"),
        ("No nonsense: Java", "java"),
        ("Java is not required, but a plus.", "java?"),
        ("No Java required. Kotlin is required.", "kotlin"),
        ("Il n'est pas nécessaire de connaître Java.", ""),
        ("No coding in Java needed.", ""),
        ("You won't write Java.", ""),
        ("We no longer use Java.", ""),
        ("Instead of Java we use Kotlin.", "kotlin"),
        ("Neither Java nor Kotlin is required.", ""),
        ("Weder Java noch Kotlin sind nötig.", ""),
        ("Must have: Java. Not needed: PHP", "java"),
        ("Do not hesitate to apply; we use Java.", "java"),
    ]);
}

#[test]
fn required_outranks_preferred_and_the_line_is_quoted() {
    check(&[
        (
            "You write Rust and C++.\n\n## Nice to have\n- Kubernetes\n- rust\n\n## Requirements\n- PostgreSQL, node.js",
            "cplusplus kubernetes? nodejs postgresql rust",
        ),
        ("Java. Kotlin is a plus.", "java kotlin?"),
        ("Java von Vorteil", "java?"),
        ("Java serait un plus", "java?"),
        ("Java\n\nPreferred:\n- Kotlin\n- Java", "java kotlin?"),
        ("Ideally you know Java, e.g. from work", "java?"),
    ]);
    let found = mentions("- You know **Java**, of course.");
    assert_eq!(
        found.first().map(|mention| mention.quote.as_str()),
        Some("You know **Java**, of course.")
    );
}

#[test]
fn a_word_of_the_neighbours_in_the_line_makes_a_name_certain() {
    let dictionary = dictionary("Quill?", "scribe|ink pot");
    let found = |text: &str| !dictionary.mentions(text).is_empty();
    assert!(!found("Quill makes your day."));
    assert!(found("Quill makes your day; every scribe knows it."));
    assert!(found("Scribe wanted! Quill makes your day."));
    assert!(found("Quill makes your day, with an ink pot."));
    assert!(!found("Quill makes your day, with ink."));
    // Another line, another case of the name, another word.
    assert!(!found("Quill makes your day.\nEvery scribe knows it."));
    assert!(!found("Every scribe has a quill that makes his day."));
    assert!(!found("Quill makes the day of many scribes."));
}

/// A dictionary of one skill.
fn dictionary(name: &str, neighbours: &str) -> Dictionary {
    let table = format!(
        "id\tkind\ten\taliases\tnames\tneighbours\tde\tes\tfr\tbroader\trelated\nquill\tTOOL\tQuill (pen)\t\t{name}\t{neighbours}\tSchreibfeder|Gänsekiel\tPluma de ave\tPlume d'oie\t\t"
    );
    Dictionary::of(&Taxonomy::read(&[("pens", &table)], &[]))
}

#[test]
fn names_of_all_languages_are_found_with_or_without_accents() {
    let dictionary = dictionary("Quill", "");
    for text in [
        "Sicherer Umgang mit der Schreibfeder",
        "SCHREIBFEDER oder Bleistift",
        "Ein Gänsekiel ist von Vorteil",
        "Ein Gansekiel ist von Vorteil",
        "Manejo de la pluma de ave",
        "Maîtrise de la plume d’oie",
    ] {
        let slugs: Vec<_> = dictionary
            .mentions(text)
            .into_iter()
            .map(|mention| mention.entry.slug.as_str())
            .collect();
        assert_eq!(slugs, ["quill"], "{text}");
    }
}

#[test]
fn the_span_is_the_name() {
    for (text, names) in [
        ("- Python\r\n- Go (Golang)\n", vec!["Python", "Go"]),
        (
            "  Größe und Rust-Kenntnisse. C++, Node.js.",
            vec!["Rust", "C++", "Node.js"],
        ),
        (
            "Ünïcödé; experience with Docker Compose! Java is used.",
            vec!["Docker Compose", "Java"],
        ),
        // The span is where it is required, as the quote is.
        ("Rust is a plus.\nYou know Rust.", vec!["Rust"]),
    ] {
        let found = mentions(text);
        let spans: Vec<&str> = found
            .iter()
            .map(|mention| text.get(mention.span.clone()).unwrap())
            .collect();
        assert_eq!(spans, names, "{text}");
    }
    assert_eq!(mentions("Rust is a plus.\nYou know Rust.")[0].span, 25..29);
}

#[test]
fn each_label_is_found_and_all_skills_of_the_taxonomy_are_there() {
    for entry in entries() {
        assert_eq!(find(&entry.label), Some(entry));
    }
    assert_eq!(entries().count(), Taxonomy::curated().skills().len());
}

#[test]
fn sentences_of_job_boards() {
    crate::assert_table(include_str!("tests/boards.tsv"), |cells| slugs(cells[0]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived_and_each_skill_is_named_once(text in "\\PC{0,120}|((Go|R|C|React|java|Excel|not|no|required|and|with|,|/|\\.|-|\n|:) ?){0,24}") {
        let found = mentions(&text);
        let once: BTreeSet<&str> = found.iter().map(|mention| mention.entry.slug.as_str()).collect();
        prop_assert_eq!(once.len(), found.len());
        for mention in &found {
            prop_assert!(mention.quote.chars().count() <= QUOTE_CHARS_MAX && text.contains(&mention.quote));
            let name = find(text.get(mention.span.clone()).unwrap());
            prop_assert_eq!(name, Some(mention.entry));
        }
    }

    #[test]
    fn a_sure_name_counts_anywhere_and_its_negation_nowhere(index in any::<prop::sample::Index>()) {
        let sure = ["Python", "Kubernetes", "PostgreSQL", "TypeScript", "Terraform", "C++", "C#", "Node.js"];
        let name = sure[index.index(sure.len())];
        let slug = find(name).unwrap().slug.as_str();
        prop_assert_eq!(slugs(&format!("You know {name}.")), slug);
        prop_assert_eq!(slugs(&format!("No {name} experience required.")), "");
        prop_assert_eq!(slugs(&format!("{name} is not required.")), "");
    }
}
