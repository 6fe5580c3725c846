//! Names, encodings, columns and quotation marks that differ from what is usual.

use super::*;

#[test]
fn names_of_files_and_columns_may_differ() {
    let root = "Complete_LinkedInDataExport_03-01-2026/";
    let files = [
        (root.to_owned(), String::new()),
        (
            format!("{root}POSITIONS_12.CSV"),
            "\u{FEFF}\"title\",\" Company_Name\",\"Started On\",\"Finished On\",\"Location\",\"Description\",\"Team\",\r\n\"Baker\",\"Orrin\",\"Feb 2021\",\"\",\"Ghent\",\"Bakes.\",\"Night\",\"\"\r\n".to_owned(),
        ),
        (format!("{root}skills (1).csv"), "Name\nRye\n".to_owned()),
        (format!("{root}MyProfile.csv"), "Headline\nNot me\n".to_owned()),
        (format!("__MACOSX/{root}._POSITIONS.CSV"), "\0".to_owned()),
        (format!("{root}.DS_Store"), "\0".to_owned()),
    ];
    let files: Vec<_> = files
        .iter()
        .map(|(name, content)| (name.as_str(), content))
        .collect();
    let imported = read(&archive(&files)).unwrap();
    assert_eq!(jobs(&imported), ["Orrin · Baker · 2021-02 – …"]);
    assert_eq!(imported.profile.headline, "");
    let of_state = |wanted| {
        let files = imported
            .report
            .files
            .iter()
            .filter(move |file| file.state == wanted);
        files
            .map(|file| file.name.rsplit('/').next().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of_state(FileState::Read),
        ["POSITIONS_12.CSV", "skills (1).csv"]
    );
    assert_eq!(of_state(FileState::NotOpened), ["MyProfile.csv"]);
    assert_eq!(of_state(FileState::Missing).len(), 12);
    assert_eq!(findings(&imported), ["Unassigned"]);
    assert!(imported.report.findings[0].message.contains("\"Team\""));
}

#[test]
fn files_off_the_list_are_never_opened() {
    let secret = "A,B\nPRIVATE,x\n";
    let names = [
        "messages.csv",
        "x/MESSAGES.CSV",
        "guide_messages.csv",
        "Email Addresses.csv",
        "PhoneNumbers.csv",
        "Logins.csv",
        "Private_identity_asset.csv",
        "Jobs/Job Applicant Saved Answers.csv",
        "Profile Summary.csv",
        "Contacts.csv",
        "Articles/a.html",
        "Receipts_v2.csv",
        "Recommendations_Received.csv",
        "Endorsement_Received_Info.csv",
        "Positions.csv.txt",
        "Ad_Targeting.csv",
    ];
    let mut files: Vec<_> = names.iter().map(|name| (*name, secret)).collect();
    files.push(("Skills.csv", "Name\nRye\n"));
    let imported = read(&archive(&files)).unwrap();
    let not_opened = imported
        .report
        .files
        .iter()
        .filter(|file| file.state == FileState::NotOpened);
    assert_eq!(
        not_opened
            .map(|file| file.name.as_str())
            .collect::<Vec<_>>(),
        names
    );
    assert!(!format!("{imported:?}").contains("PRIVATE"));
}

#[test]
fn empty_and_missing_files_are_listed() {
    use FileState::{Empty, Missing, Refused};

    let imported = read(&archive(&[
        ("Skills.csv", "Name\nRye\n"),
        ("Positions.csv", POSITIONS.trim()),
        ("Education.csv", ""),
        ("Projects.csv", "No projects found."),
        ("Honors.csv", "Something that is no table\n"),
    ]))
    .unwrap();
    let states = [
        "Positions.csv",
        "Education.csv",
        "Projects.csv",
        "Honors.csv",
        "Languages.csv",
    ]
    .map(|name| state(&imported, name).unwrap().0);
    assert_eq!(states, [Empty, Empty, Empty, Refused, Missing]);
    assert_eq!(findings(&imported), ["BrokenFile"]);
}

#[test]
fn encodings_are_found_or_the_file_is_refused() {
    let text = format!(
        "{}M\u{FC}ller & S\u{F6}hne;B\u{FC}rokraft;Z\u{F6}lle;K\u{F6}ln;J\u{E4}n 2020;\r\n",
        POSITIONS.replace(',', ";")
    );
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [latin, utf16] {
        let imported = one("Positions.csv", bytes);
        assert_eq!(
            jobs(&imported),
            ["Müller & Söhne · Bürokraft · 2020-01 – …"]
        );
        assert_eq!(findings(&imported), ["Encoding"]);
    }
    let imported = read(&archive(&[
        ("Positions.csv", "a\0b"),
        ("Skills.csv", "Name\nRye\n"),
    ]))
    .unwrap();
    assert_eq!(
        state(&imported, "Positions.csv"),
        Some((FileState::Refused, 0, 0))
    );
    assert_eq!(imported.profile.skills.len(), 1);
    let imported = one("Skills.csv", "Name\nM\u{FFFD}ller\n");
    assert_eq!(imported.profile.skills[0].name, "Mller");
    assert_eq!(findings(&imported), ["1 Encoding"]);
}

#[test]
fn missing_and_doubled_columns_are_named() {
    let imported = one("Positions.csv", "Company Name,Location\nOrrin,Ghent\n");
    assert_eq!(
        state(&imported, "Positions.csv"),
        Some((FileState::Refused, 0, 0))
    );
    assert!(imported.report.findings[0].message.contains("\"Title\""));
    // Other columns may be missing.
    let imported = one("Positions.csv", "Title,Company Name\nBaker,Orrin\n");
    assert_eq!(jobs(&imported), ["Orrin · Baker · ? – ?"]);
    let imported = one(
        "Positions.csv",
        "Title,Title,Company Name,Start Date,Started On\nBaker,,Orrin,,2019\n,Miller,Orrin,2018,\nBaker,Cook,Fern,,\n",
    );
    assert_eq!(
        jobs(&imported),
        [
            "Orrin · Baker · 2019 – …",
            "Orrin · Miller · 2018 – …",
            "Fern · Baker · ? – ?"
        ]
    );
    assert_eq!(findings(&imported), ["3 Contradiction"]);
}

#[test]
fn unmatched_marks_spoil_one_row() {
    let imported = one(
        "Positions.csv",
        format!(
            "{POSITIONS}Orrin,Baker,\"Bakes,Ghent,2019,2020\nFern,Cook,,,2018,\nMarl,Clerk,\"Files, \"\"all\"\"\",,2017,\n"
        ),
    );
    assert_eq!(
        jobs(&imported),
        [
            "Orrin · Baker · 2019 – 2020",
            "Fern · Cook · 2018 – …",
            "Marl · Clerk · 2017 – …"
        ]
    );
    assert_eq!(findings(&imported), ["1 BrokenFile"]);
    // The lines of a private cell are not shown either.
    let imported = one(
        "Job Applications.csv",
        "Company Name,Job Title,Question And Answers\nOrrin,Baker,\"Pay?\nPRIVATE, much\nMarl,Clerk,\n",
    );
    assert_eq!(imported.applications.len(), 2);
    assert_eq!(findings(&imported), ["1 BrokenFile", "2 BrokenFile"]);
    assert!(!format!("{imported:?}").contains("PRIVATE"));
    // Too many cells: no cell is put into a wrong column.
    let imported = one(
        "Languages.csv",
        "Name,Proficiency\nChinese, Mandarin,Elementary proficiency\nDutch,\n",
    );
    assert_eq!(imported.profile.languages.len(), 1);
    assert_eq!(findings(&imported), ["1 BrokenFile"]);
}

#[test]
fn split_files_are_one_table() {
    let imported = read(&archive(&[
        ("a/Skills.csv", "Name\nRye\n"),
        ("b/Skills_1.csv", "Name\nrye\nOats\n"),
    ]))
    .unwrap();
    assert_eq!(imported.profile.skills.len(), 2);
    assert_eq!(findings(&imported), ["1 Duplicate"]);
    assert_eq!(imported.report.findings[0].file, "b/Skills_1.csv");
}

#[test]
fn streamed_archives_are_read() {
    // As servers write them: sizes follow the files.
    let mut writer = ZipWriter::new_stream(Vec::new());
    for (name, content) in [
        ("Skills.csv", "Name\nRye\n"),
        ("Languages.csv", "Name\nDutch\n"),
    ] {
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    let imported = read(&bytes).unwrap();
    assert_eq!(
        (
            imported.profile.skills.len(),
            imported.profile.languages.len()
        ),
        (1, 1)
    );
}

#[test]
fn bullets_may_be_indented() {
    let imported = one(
        "Positions.csv",
        format!("{POSITIONS}Orrin,Baker,\" • Baked\n • Sold\n   - daily\",,2019,\n"),
    );
    assert_eq!(
        imported.profile.employments[0].claims,
        ["Baked", "Sold\ndaily"]
    );
}

#[test]
fn addresses_have_one_identity() {
    let imported = read(&archive(&[
        (
            "Connections.csv",
            "First Name,Last Name,URL\nAda,Mirren,https://be.linkedin.com/in/example-ada\nAda,Mirren,linkedin.com/in/EXAMPLE-ada/\n",
        ),
        (
            "Saved Jobs.csv",
            "Job Url,Job Title,Company Name\n\
             https://www.linkedin.com/jobs/view/4000000001,Baker,Orrin\n\
             https://www.linkedin.com/jobs/view/baker-at-orrin-4000000001/?trk=a,Baker,Orrin\n\
             https://www.linkedin.com/jobs/search/?currentJobId=4000000001&x=1,Baker,Orrin\n\
             https://www.linkedin.com/jobs/view/4000000002,Baker,Orrin\n",
        ),
    ]))
    .unwrap();
    assert_eq!(
        (imported.connections.len(), imported.applications.len()),
        (1, 2)
    );
}
