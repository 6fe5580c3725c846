//! Serves the file of an export to its owner, completely or a byte range.

use futures_util::Stream;

use super::archive::{PIECE, context_of};
use crate::{
    error::{Error, Result},
    features::personal_data::{
        AccountData, ExportState,
        entity::{export, piece},
    },
    types::{actor::Person, id::ExportId},
};

/// A data export that can be read.
#[derive(Clone, Debug)]
pub struct Download {
    id: ExportId,
    /// The size in bytes.
    pub size: u64,
    /// The SHA-256 of the file in hexadecimal.
    pub sha256: String,
}

impl AccountData {
    /// The actor's export with this id, if it is ready.
    pub async fn download(&self, person: &Person, id: ExportId) -> Result<Download> {
        let found = export::one_of(person.actor(), id, self.platform.clock.now())
            .one(self.platform.db.conn())
            .await?;
        let ready = found.filter(|row| row.state == ExportState::Ready);
        let (Some(size), Some(sha256)) = ready.map_or((None, None), |row| (row.size, row.sha256))
        else {
            return Err(Error::not_found("archive"));
        };
        Ok(Download {
            id,
            size: u64::try_from(size).map_err(Error::internal)?,
            sha256,
        })
    }

    /// The bytes from `first` up to but excluding `end`, piece by piece.
    pub fn read(
        &self,
        download: &Download,
        first: u64,
        end: u64,
    ) -> impl Stream<Item = Result<Vec<u8>>> + Send + use<> {
        let (leaving, id, piece_size) = (self.clone(), download.id, PIECE as u64);
        async_stream::try_stream! {
            let mut at = first;
            while at < end {
                let (position, skip) = (at / piece_size, at % piece_size);
                let bytes = leaving.piece(id, position).await?;
                let wanted: Vec<u8> = bytes.into_iter().skip(usize_of(skip)).take(usize_of(end - at)).collect();
                if wanted.is_empty() {
                    Err(Error::internal("a data export is shorter than its recorded size"))?;
                }
                at += wanted.len() as u64;
                yield wanted;
            }
        }
    }

    async fn piece(&self, export: ExportId, position: u64) -> Result<Vec<u8>> {
        let position = i32::try_from(position).map_err(Error::internal)?;
        let found = piece::at(export, position)
            .one(self.platform.db.conn())
            .await?;
        let piece = found.ok_or_else(|| Error::not_found("archive"))?;
        self.platform
            .seal
            .unseal(&context_of(piece.id), &piece.sealed)
    }
}

fn usize_of(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
