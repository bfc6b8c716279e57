//! Where a document comes from, as it is written into the document for `verify`.

use crate::reading::Reading;
use crate::render::Document;
use crate::render::verification::{self, Source};
use crate::store::{Revision, RevisionState};

/// The source of a document that was made of one reading. The records that it shows whole are named with their digests.
pub(super) fn of(
    asked: Vec<String>,
    document: &Document,
    is_whole: bool,
    reading: &Reading,
    revision: Option<Revision>,
) -> Source {
    let records = document.records.iter().map(|path| {
        let id = reading.sources.find(path).filter(|_| is_whole);
        let file = id.map(|id| reading.sources.file(id));
        let digest = file.map(|file| verification::record_digest(file.text()));
        (path.clone(), digest)
    });
    let store = reading.records.settings();
    Source {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        store: store
            .map(|settings| settings.id.as_str().to_owned())
            .unwrap_or_default(),
        commit: revision.map(|revision| revision.commit.to_string()),
        is_changed: revision.is_some_and(|revision| revision.state == RevisionState::Modified),
        as_of: reading.today.to_string(),
        asked,
        records: records.collect(),
    }
}
