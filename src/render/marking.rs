//! What stands on every document: the marking, whose the record is, and what the document was made from (R14a).

use super::clean;
use super::document::{Block, Document};
use crate::calendar::Day;
use crate::record::store_settings::StoreSettings;
use crate::store::{Revision, RevisionState};

/// The sentence about ownership where the settings have none of their own.
pub const NOTICE: &str = "Private, not confidential: this record belongs to the organisation";

/// A document with the marking, the notice and the line of its source, cleaned for the writers.
pub(super) fn marked(
    title: String,
    blocks: Vec<Block>,
    settings: Option<&StoreSettings>,
    revision: Option<&str>,
    today: Day,
) -> Document {
    let organisation = settings.map(|settings| settings.organisation.as_str());
    let notice = settings.and_then(|settings| settings.notice.as_deref());
    let notice = notice.unwrap_or(NOTICE);
    clean(Document {
        title,
        language: "en-GB".to_owned(),
        marking: settings
            .map(|settings| settings.marking.clone())
            .unwrap_or_default(),
        notice: organisation.map_or_else(
            || notice.to_owned(),
            |organisation| format!("{organisation}. {notice}"),
        ),
        source_line: source_line(
            settings.map(|settings| settings.id.as_str()),
            revision,
            today,
        ),
        verification: String::new(),
        records: Vec::new(),
        blocks,
    })
}

/// "From northmoor at commit abcdef1234 · as of 2 November 2026".
fn source_line(store: Option<&str>, revision: Option<&str>, today: Day) -> String {
    let store = store.unwrap_or("a store without settings");
    let at = revision.map_or_else(String::new, |revision| format!(" at {revision}"));
    format!("From {store}{at} · as of {}", today.in_words())
}

/// "commit abcdef1234", and whether the files differ from it: what a view takes as its revision.
pub fn revision_words(revision: Revision) -> String {
    let commit = revision.commit.abbreviated();
    match revision.state {
        RevisionState::Unmodified => format!("commit {commit}"),
        RevisionState::Modified => format!("commit {commit} (with changes not yet committed)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r14a_every_document_says_what_it_was_made_from() {
        let today: Day = "2026-11-02".parse().expect("a day");
        assert_eq!(
            source_line(Some("north"), Some("commit abcdef1234"), today),
            "From north at commit abcdef1234 · as of 2 November 2026"
        );
        let document = marked("T".to_owned(), Vec::new(), None, None, today);
        assert_eq!(document.notice, NOTICE);
        assert_eq!(
            document.source_line,
            "From a store without settings · as of 2 November 2026"
        );
    }
}
