//! Applications and saved postings of LinkedIn's archive.

use serde_json::json;

use super::{
    applications, apply, apply_with, entries, findings, history, note, of_company, shown, side,
};
use crate::{
    imports::{Archive, plan_of},
    kit::TestApp,
};

fn archive() -> Archive {
    Archive::new()
        .with(
            "Jobs/Job Applications.csv",
            "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers\n\
             \"12/1/26, 4:05\u{202f}PM\",CANARY@x.example,CANARY,Alder,Baker,https://www.linkedin.com/jobs/view/100/,cv.pdf,CANARY\n\
             2/30/26,,,Birch,Cook,https://www.linkedin.com/jobs/view/101,,\n",
        )
        .with(
            "Job Applications_1.csv",
            "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers\n\
             \"1/12/26, 9:30 AM\",,,Cedar,Driver,http://www.linkedin.com/jobs/view/102?refId=x,,\n\
             \"1/12/26, 9:30 AM\",,,Cedar,Driver,https://linkedin.com/jobs/view/102/,,\n\
             \"1/13/26, 9:30 AM\",,,,Clerk,https://www.linkedin.com/jobs/view/103,,\n",
        )
        .with(
            "Saved Jobs.csv",
            "Saved Date,Job Url,Job Title,Company Name\n\
             \"1/2/26, 9:30 AM\",https://www.linkedin.com/jobs/view/104,Lead,Elder\n\
             \"1/3/26, 9:30 AM\",https://www.linkedin.com/jobs/view/102,Driver,Cedar\n",
        )
}

#[tokio::test]
async fn applications_of_the_archive_are_added_and_saved_postings_are_asked() {
    let clock = careergraph::platform::clock::Clock::held_at(
        chrono::DateTime::from_timestamp(1_797_000_000, 0).unwrap(),
    );
    let app = crate::kit::Setup::new().clock(clock).start().await;
    let ada = app.sign_up("ada").await;
    let plan = plan_of(&ada, &archive()).await;
    let mut found = shown(&plan);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "Alder ADD USE_IMPORT",
            "Birch ADD USE_IMPORT",
            "Cedar ADD USE_IMPORT",
            "Elder ADD KEEP_MINE",
        ]
    );
    assert!(note(&plan, "Elder").contains("saved only"));
    let all = findings(&plan).join("\n");
    for words in ["2/30/26", "\"Clerk\"", "saved posting is in the file"] {
        assert!(all.contains(words), "{words}: {all}");
    }
    apply(&ada, &plan).await;
    assert_eq!(applications(&ada).await.len(), 3);
    let alder = of_company(&ada, "Alder").await;
    assert_eq!(history(&alder), ["CREATED APPLIED 2026-12-01"]);
    let event = &alder["events"][0];
    assert_eq!(
        (&event["observed"], &event["actorName"]),
        (&json!(true), &json!("linkedin")),
        "LinkedIn recorded the day"
    );
    assert_eq!(
        history(&of_company(&ada, "Birch").await),
        ["CREATED APPLIED -"]
    );

    let again = plan_of(&ada, &archive()).await;
    let elder = entries(&again, "APPLICATIONS")
        .into_iter()
        .find(|entry| entry["action"] == "ADD")
        .unwrap();
    assert_eq!(
        shown(&again)
            .iter()
            .filter(|it| it.contains("KEEP KEEP_MINE"))
            .count(),
        3
    );
    let choices = json!({ "choices": [{ "entryId": elder["id"], "choice": "USE_IMPORT" }] });
    apply_with(&ada, &again, choices).await;
    assert_eq!(
        history(&of_company(&ada, "Elder").await),
        ["CREATED PREPARING 2026-01-02"]
    );
    for table in ["applications", "application_events", "import_entries"] {
        for row in app.rows(&format!("SELECT * FROM {table}")).await {
            assert!(!format!("{row:?}").contains("CANARY"), "{table}");
        }
    }
}

#[tokio::test]
async fn a_row_of_an_archive_that_was_saved_anew_proves_that_the_day_comes_first() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let archive = Archive::new()
        .with(
            "Job Applications.csv",
            "Application Date;Company Name;Job Title;Job Url\n\
             03/04/2026 16:05;Alder;Baker;https://www.linkedin.com/jobs/view/100\n\
             13/04/2026 09:30;Birch;Cook;https://www.linkedin.com/jobs/view/101\n",
        )
        .with(
            "Saved Jobs.csv",
            "Saved Date,Job Url,Job Title,Company Name\n\
             \"3/4/26, 9:30 AM\",https://www.linkedin.com/jobs/view/104,Lead,Elder\n",
        );
    let plan = plan_of(&ada, &archive).await;
    let day = |company: &str, field: &str| {
        let entries = entries(&plan, "APPLICATIONS").into_iter();
        let mut of = entries.filter(|entry| side(entry, "company", "imported") == [company]);
        side(of.next().unwrap(), field, "imported").concat()
    };
    assert_eq!(day("Alder", "appliedOn"), "2026-04-03");
    assert_eq!(day("Birch", "appliedOn"), "2026-04-13");
    assert_eq!(
        day("Elder", "savedOn"),
        "2026-03-04",
        "as LinkedIn writes it"
    );
    let doubts: Vec<&str> = findings(&plan)
        .into_iter()
        .filter(|message| message.contains("no row proves"))
        .collect();
    assert_eq!(doubts.len(), 1, "{doubts:?}");
    assert!(doubts[0].contains("\"Saved Date\""), "{doubts:?}");
}
