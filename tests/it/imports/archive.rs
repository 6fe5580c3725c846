//! Archives as LinkedIn makes them, written by the tests.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

/// An archive of these files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The files of an archive, to be changed by a test.
#[derive(Clone)]
pub struct Archive(Vec<(String, String)>);

impl Archive {
    /// A complete one.
    pub fn new() -> Self {
        let files = [
            (
                "Profile.csv",
                "First Name,Last Name,Headline,Summary,Geo Location,Websites\n\
                 Inés,Oduya,Planner of harbours,\"I plan berths.\n\nI say \"\"no\"\" kindly.\",\"Ghent, Belgium\",[PORTFOLIO:https://oduya.example/port]\n",
            ),
            (
                "Positions.csv",
                "Company Name,Title,Description,Location,Started On,Finished On\n\
                 Kestrel & Loam,Dock Planner,\"• Planned 40 berths a day\n• Cut waiting by 30 %\",Ghent,Feb 2021,\n\
                 Pallas Quay,Yard Clerk,Kept the yard.,,Jun 2018,Jan 2021\n",
            ),
            (
                "Education.csv",
                "School Name,Start Date,End Date,Notes,Degree Name,Activities\nSea School,2014,2017,,BSc Tides,\n",
            ),
            ("Skills.csv", "Name\nBerth planning\nC++\nC#\n"),
            (
                "Languages.csv",
                "Name,Proficiency\nDutch,Native or bilingual proficiency\nWolof,\n",
            ),
            (
                "Certifications.csv",
                "Name,Url,Authority,Started On,Finished On,License Number\nCrane Ticket,https://harbour.example/c,Harbour Board,May 2024,May 2027,HB-7\n",
            ),
            (
                "Projects.csv",
                "Title,Description,Url,Started On,Finished On\nTide clock,Shows the tide.,https://oduya.example/tide,Jan 2020,\n",
            ),
            (
                "Volunteering.csv",
                "Company Name,Role,Cause,Started On,Finished On,Description\nLifeboat,Crew,Rescue,Mar 2019,,Saved swimmers.\n",
            ),
            (
                "Job Seeker Preferences.csv",
                "Locations,Job Titles,Preferred Job Types,Phone Number\nBelgium | Atlantis,Port planner | Dock lead,Full-time,KEEPSECRET\n",
            ),
            ("messages.csv", "FROM,CONTENT\nx,CANARY-MESSAGE\n"),
        ];
        Self(
            files
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .into(),
        )
    }

    /// The same with this file.
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), text.to_owned()));
        self
    }

    /// The same with a text replaced in a file, where it must be.
    pub fn edited(mut self, name: &str, from: &str, to: &str) -> Self {
        let file = self.0.iter_mut().find(|(known, _)| known == name).unwrap();
        assert!(file.1.contains(from), "{from} is not in {name}");
        file.1 = file.1.replace(from, to);
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let files: Vec<(&str, &[u8])> = self
            .0
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_bytes()))
            .collect();
        zip(&files)
    }
}
