//! Where a canary is found, and where it is missing.

use super::{Canary, KEPT, NAMELESS};
use crate::personal_data::traces;

impl Canary<'_> {
    /// The folder of the app's files.
    pub(super) fn folder(&self) -> std::path::PathBuf {
        self.app
            .platform
            .config
            .mail
            .folder
            .parent()
            .expect("a folder")
            .to_owned()
    }

    /// Each column that may refer to a user contains the canary.
    pub(in crate::personal_data) async fn is_everywhere(&self) {
        let columns = traces::user_columns(self.app).await;
        assert!(columns.len() >= 35, "{columns:?}");
        let mut bare = Vec::new();
        for (table, column) in &columns {
            if self.named_in(table, column).await == 0 {
                bare.push(format!("{table}.{column}"));
            }
        }
        assert!(
            bare.is_empty(),
            "plant canaries in {bare:?}: tests/it/personal_data/planted.rs"
        );
        for table in NAMELESS {
            assert!(
                traces::count(self.app, table).await > 0,
                "plant a canary in {table}"
            );
        }
    }

    pub(super) async fn is_gone_from_tables(&self) {
        for (table, column) in traces::user_columns(self.app).await {
            let may_stay = KEPT.contains(&table.as_str());
            assert!(
                may_stay || self.named_in(&table, &column).await == 0,
                "{table}.{column} still names them"
            );
        }
        for table in traces::tables(self.app).await {
            let rows = traces::rows(self.app, &table).await;
            for word in self.words() {
                let is_id = word.contains(&self.user.user_id.0.simple().to_string())
                    || word == self.user.user_id.0.to_string();
                if KEPT.contains(&table.as_str()) && is_id {
                    continue;
                }
                let word = word.to_lowercase();
                let found: Vec<_> = rows
                    .iter()
                    .filter(|row| row.to_lowercase().contains(&word))
                    .collect();
                assert!(found.is_empty(), "{word} is in {table}: {found:?}");
            }
        }
    }

    /// Including the database file and its log.
    pub(super) async fn is_gone_from_files(&self) {
        let folder = self.folder();
        let files = traces::files(&folder);
        assert!(
            !self.app.on_sqlite() || files.iter().any(|(name, _)| name.contains("test.db")),
            "{}",
            folder.display()
        );
        for (name, bytes) in &files {
            for word in self.words() {
                assert_eq!(
                    traces::occurrences(bytes, word.as_bytes()),
                    0,
                    "{word} is in {name}"
                );
            }
        }
        // The bytes of the id are in the audit only, in its rows and its two indexes.
        let mut kept = 0;
        for column in ["actor_id", "subject_id"] {
            kept +=
                usize::try_from(self.named_in("audit_entries", column).await).expect("a number");
        }
        let id = self.user.user_id.0.into_bytes();
        let found: usize = files
            .iter()
            .map(|(_, bytes)| bytes.windows(16).filter(|window| **window == id).count())
            .sum();
        assert!(
            !self.app.on_sqlite() || found == 2 * kept,
            "the id occurs {found} times in files, in {kept} entries of the audit"
        );
    }
}
