//! The digest to which a sign-off binds: over the bytes of a record, so that no later reader of YAML ever changes it.

use sha2::{Digest, Sha256};

use crate::record::{RecordId, Term};

/// The digest of a record's content in a store, as 64 hexadecimal digits.
///
/// Taken over a version line, the store's id, the record's id and the content: without a byte order mark, with line breaks
/// as `\n`, and with exactly one at the end. So an editor that changes only those does not void a sign-off.
pub fn digest(store: &Term, record: &RecordId, text: &str) -> String {
    of("supervision-record", store, record, text)
}

/// The digest of what somebody says beside their signature, taken in the same way.
pub fn comment_digest(store: &Term, record: &RecordId, text: &str) -> String {
    of("supervision-comment", store, record, text)
}

fn of(what: &str, store: &Term, record: &RecordId, text: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(format!("{what} 1\n{store}\n{record}\n"));
    let content = text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n");
    hasher.update(content.trim_end_matches('\n'));
    hasher.update("\n");
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_count_and_not_how_an_editor_ends_its_lines() {
        let seal = |text: &str| {
            digest(
                &Term::new("store"),
                &RecordId::new("jo-field/3-supervision/2026-02-10"),
                text,
            )
        };
        let plain = seal("kind: note\nby: sam\n");
        assert_eq!(plain, seal("\u{feff}kind: note\r\nby: sam\r\n"));
        assert_eq!(plain, seal("kind: note\nby: sam\n\n"));
        assert_ne!(plain, seal("kind: note\nby: sam \n"));
        // Computed with sha256sum over the same bytes.
        assert_eq!(
            plain,
            "229ab1fbde17e7a785591a9dbb15bc2304be60b244a12c7c4df128276c1beee7"
        );
    }
}
