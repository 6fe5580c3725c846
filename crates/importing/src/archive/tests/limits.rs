//! Archives that are unsafe, damaged or too large.

use super::*;

const SKILLS: (&str, &str) = ("Skills.csv", "Name\nRye\n");

#[test]
fn other_files_are_refused_by_what_they_are() {
    assert!(refused(b"").contains("not a ZIP"));
    assert!(refused(b"Company Name,Title\n").contains("not a ZIP"));
    assert!(refused(b"<!DOCTYPE html><html>Please sign in</html>").contains("web page"));
    let whole = archive(&[SKILLS]);
    assert!(refused(&whole[..whole.len() - 30]).contains("damaged"));
    assert!(refused(&archive(&[("holiday.jpg", "x")])).contains("None of the 1 files"));
    assert!(refused(&archive::<&str>(&[])).contains("None of the 0 files"));
}

#[test]
fn unsafe_names_refuse_the_archive() {
    for name in [
        "../Positions.csv",
        "a/../../b.csv",
        "/etc/Skills.csv",
        "a\\..\\..\\b.csv",
        "\\\\server\\b.csv",
        "C:\\Skills.csv",
    ] {
        let message = refused(&renamed(name));
        assert!(message.contains("not safe"), "{name}: {message}");
    }
    for (first, second) in [
        ("Positions.csv", "positions.CSV"),
        ("a/x.csv", "a//x.csv"),
        ("é.csv", "e\u{301}.csv"),
    ] {
        let message = refused(&archive(&[(first, ""), (second, ""), SKILLS]));
        assert!(message.contains("same name"), "{first}: {message}");
    }
    // The writer refuses a doubled name, so it is put into the bytes.
    let message = refused(&replaced(
        archive(&[("one.csv", ""), ("two.csv", ""), SKILLS]),
        b"two.csv",
        b"one.csv",
    ));
    assert!(message.contains("same name"), "{message}");
}

/// An archive with a name that a writer may not accept.
fn renamed(name: &str) -> Vec<u8> {
    let stand_in = "x".repeat(name.len());
    replaced(
        archive(&[(stand_in.as_str(), ""), SKILLS]),
        stand_in.as_bytes(),
        name.as_bytes(),
    )
}

fn replaced(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let places: Vec<_> = memchr::memmem::find_iter(&bytes, from).collect();
    for place in places {
        bytes[place..place + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn links_and_passwords_refuse_the_archive() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .add_symlink("Positions.csv", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    assert!(refused(&writer.finish().unwrap().into_inner()).contains("links"));
    // The first bit of the flags, in the header of the file and in the directory.
    let mut bytes = archive(&[SKILLS]);
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[directory + 8] |= 1;
    assert!(refused(&bytes).contains("password"));
}

#[test]
fn bombs_are_refused_while_they_are_inflated() {
    let zeros = vec![b'0'; 8 * 1024 * 1024];
    for name in ["Positions.csv", "other.csv"] {
        let bytes = archive(&[(name, zeros.as_slice()), ("Skills.csv", b"Name\nRye\n")]);
        assert!(refused(&bytes).contains("larger"), "{name}");
        // The directory may say less than the file has.
        let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
        let lie = replaced(bytes, &size, &100_u32.to_le_bytes());
        let result = read(&lie);
        if name == "Positions.csv" {
            let files = result.map(|imported| state(&imported, name));
            assert!(matches!(
                files,
                Err(_) | Ok(Some((FileState::Refused, 0, 0)))
            ));
        }
    }
    let limits = Limits {
        total_bytes: 38,
        ..Limits::default()
    };
    let two = archive(&[
        ("Skills.csv", "Name\nRye\nOats\nBarley\n"),
        ("a/Skills.csv", "Name\nWheat\nMillet\n"),
    ]);
    assert!(within(&two, &Limits::default()).is_ok());
    assert!(
        within(&two, &limits)
            .unwrap_err()
            .message
            .contains("larger")
    );
    let limits = Limits {
        file_bytes: 20,
        ..Limits::default()
    };
    assert!(
        within(&two, &limits)
            .unwrap_err()
            .message
            .contains("larger")
    );
}

#[test]
fn limits_of_archives_hold() {
    let files: Vec<_> = (0..5)
        .map(|number| format!("{number}/Skills.csv"))
        .collect();
    let files: Vec<_> = files
        .iter()
        .map(|name| (name.as_str(), "Name\nRye\n"))
        .collect();
    let bytes = archive(&files);
    let limits = Limits {
        entries: 4,
        ..Limits::default()
    };
    assert!(
        within(&bytes, &limits)
            .unwrap_err()
            .message
            .contains("4 files")
    );
    let limits = Limits {
        archive_bytes: 100,
        ..Limits::default()
    };
    assert!(
        within(&bytes, &limits)
            .unwrap_err()
            .message
            .contains("at most 100")
    );
    let table = table::Limits {
        rows: 2,
        cell_bytes: 8,
        ..table::Limits::default()
    };
    let limits = Limits {
        table,
        rows: 3,
        ..Limits::default()
    };
    let bytes = archive(&[
        ("Skills.csv", "Name\nRye\nBarley bread\nOats\n"),
        ("a/Skills.csv", "Name\nMillet\nWheat\n"),
    ]);
    let imported = within(&bytes, &limits).unwrap();
    let names: Vec<_> = imported
        .profile
        .skills
        .iter()
        .map(|skill| skill.name.as_str())
        .collect();
    assert_eq!(names, ["Rye", "Barley b", "Millet"]);
    assert_eq!(findings(&imported), ["BrokenFile", "BrokenFile"]);
}

#[test]
fn damaged_files_stop_no_other() {
    let content = "Name\nRye bread with caraway\nOats and honey\n";
    let mut bytes = archive(&[("Skills.csv", content), ("a/Skills.csv", "Name\nMillet\n")]);
    // The name has ten letters after a header of 30 bytes; the packed text follows.
    bytes[45] ^= 0x55;
    let imported = read(&bytes).unwrap();
    assert_eq!(
        state(&imported, "Skills.csv"),
        Some((FileState::Refused, 0, 0))
    );
    assert_eq!(imported.profile.skills.len(), 1);
    assert_eq!(findings(&imported), ["BrokenFile"]);
}

#[test]
fn the_time_of_an_archive_is_asked_while_it_is_inflated_and_read() {
    let rows = "Rye\n".repeat(3_000);
    let bytes = archive(&[
        ("Skills.csv", format!("Name\n{rows}").as_str()),
        (
            "Connections.csv",
            "First Name,Last Name,Connected On\nA,B,1 Jan 2020\n",
        ),
    ]);
    let asked = std::cell::Cell::new(0);
    let after = |most: u32| {
        asked.set(0);
        read_until(&bytes, &Limits::default(), &|| {
            asked.set(asked.get() + 1);
            asked.get() > most
        })
    };
    assert_eq!(after(u32::MAX).unwrap().profile.skills.len(), 1);
    // The pieces of each file, and its rows.
    let whole = asked.get();
    assert!(whole > 3_000, "{whole}");
    for most in [0, 1, 2, 100, 2_900, whole - 1] {
        let refused = after(most).unwrap_err().message;
        assert!(
            refused.contains("time that is allowed"),
            "{most}: {refused}"
        );
        assert_eq!(asked.get(), most + 1, "nothing is read after that");
    }
    after(whole).unwrap();
}
