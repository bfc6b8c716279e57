//! What stands on every document: the marking, whose the record is, and what the document was made from (R14a).

use super::clean;
use super::document::{Block, Document};
use super::wording::Wording;
use crate::calendar::Day;
use crate::record::store_settings::StoreSettings;
use crate::store::{Revision, RevisionState};

/// A document with the marking, the notice and the line of its source, cleaned for the writers.
pub(super) fn marked(
    wording: &Wording,
    title: String,
    blocks: Vec<Block>,
    settings: Option<&StoreSettings>,
    revision: Option<&str>,
    today: Day,
) -> Document {
    let organisation = settings.map(|settings| settings.organisation.as_str());
    let notice = settings.and_then(|settings| settings.notice.as_deref());
    let notice = notice.map_or_else(|| wording.say("page.notice"), str::to_owned);
    clean(Document {
        title,
        language: wording.language().to_owned(),
        marking: settings
            .map(|settings| settings.marking.clone())
            .unwrap_or_default(),
        notice: organisation.map_or_else(
            || notice.clone(),
            |organisation| {
                let places = [("organisation", organisation), ("notice", &notice)];
                wording.fill("page.whose", &places)
            },
        ),
        source_line: source_line(
            wording,
            settings.map(|settings| settings.id.as_str()),
            revision,
            today,
        ),
        verification: String::new(),
        records: Vec::new(),
        blocks,
        wording: wording.clone(),
    })
}

/// "From northmoor at commit abcdef1234 · as of 2 November 2026".
fn source_line(
    wording: &Wording,
    store: Option<&str>,
    revision: Option<&str>,
    today: Day,
) -> String {
    let store = store.map_or_else(|| wording.say("page.no-settings"), str::to_owned);
    let date = wording.day(today);
    match revision {
        None => wording.fill("page.source", &[("store", &store), ("date", &date)]),
        Some(revision) => {
            let places = [
                ("store", store.as_str()),
                ("revision", revision),
                ("date", &date),
            ];
            wording.fill("page.source-at", &places)
        }
    }
}

/// "commit abcdef1234", and whether the files differ from it: what a view takes as its revision.
pub fn revision_words(wording: &Wording, revision: Revision) -> String {
    let commit = revision.commit.abbreviated();
    match revision.state {
        RevisionState::Unmodified => wording.fill("page.commit", &[("commit", &commit)]),
        RevisionState::Modified => wording.fill("page.commit-changed", &[("commit", &commit)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r14a_every_document_says_what_it_was_made_from() {
        let today: Day = "2026-11-02".parse().expect("a day");
        let english = Wording::default();
        assert_eq!(
            source_line(&english, Some("north"), Some("commit abcdef1234"), today),
            "From north at commit abcdef1234 · as of 2 November 2026"
        );
        let document = marked(&english, "T".to_owned(), Vec::new(), None, None, today);
        assert_eq!(
            document.notice,
            "Private, not confidential: this record belongs to the organisation"
        );
        assert_eq!(
            document.source_line,
            "From a store without settings · as of 2 November 2026"
        );
    }
}
