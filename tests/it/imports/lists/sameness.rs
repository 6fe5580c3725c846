//! Which application a row is about: spellings of a company, days and addresses.

use super::{apply, import, note, of_company, plan_of, shown};
use crate::kit::TestApp;

fn list(company: &str, stage: &str, day: &str, address: &str) -> String {
    format!("Company,Role,Status,Applied,URL\n{company},Baker,{stage},{day},{address}\n")
}

#[tokio::test]
async fn another_spelling_of_the_company_is_the_same_application() {
    for (first, second) in [
        ("Acme Inc.", "ACME"),
        ("Café Nord", "Cafe Nord"),
        ("Beta", "Beta Ltd"),
    ] {
        let app = TestApp::start().await;
        let ada = app.sign_up("ada").await;
        import(&ada, &list(first, "Applied", "2026-05-01", "")).await;
        for day in ["2026-05-01", ""] {
            let plan = plan_of(&ada, &list(second, "Interview", day, "")).await;
            let expected = [format!("{second} CHANGE USE_IMPORT")];
            assert_eq!(shown(&plan), expected, "{first} {day}");
        }
        let other = plan_of(&ada, &list(second, "Applied", "2026-06-01", "")).await;
        assert_eq!(shown(&other), [format!("{second} ADD KEEP_MINE")]);
        let said = note(&other, second);
        assert!(
            said.contains("another spelling of the company, has another day"),
            "{said}"
        );
        let plan = plan_of(&ada, &list(second, "Interview", "2026-05-01", "")).await;
        apply(&ada, &plan).await;
        assert_eq!(of_company(&ada, second).await["stage"], "INTERVIEWING");
    }
}

#[tokio::test]
async fn another_legal_form_is_another_company() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    import(&ada, &list("Gamma Inc.", "Applied", "2026-05-01", "")).await;
    let plan = plan_of(&ada, &list("Gamma GmbH", "Applied", "2026-05-01", "")).await;
    assert_eq!(shown(&plan), ["Gamma GmbH ADD USE_IMPORT"]);
}

#[tokio::test]
async fn another_address_is_asked_unless_the_day_is_the_same() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let [one, two] = ["https://jobs.example/1", "https://jobs.example/2"];
    import(&ada, &list("Alder", "Applied", "2026-05-01", one)).await;
    let same = plan_of(&ada, &list("Alder", "Interview", "2026-05-01", two)).await;
    assert_eq!(shown(&same), ["Alder CHANGE USE_IMPORT"]);
    let other = plan_of(&ada, &list("Alder", "Interview", "", two)).await;
    assert_eq!(shown(&other), ["Alder ADD KEEP_MINE"]);
    assert!(
        note(&other, "Alder").contains("but has another address."),
        "{other}"
    );
}
