//! The note of what is intended, in words that the next writer can act on: text → [`Note`] and back. No disk here.
//!
//! It stands in `intent/` while files or a branch are being changed, and goes on in `journal/` as what was done.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// What is intended, or was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Note {
    /// The number of the act: each has a higher one than all before.
    pub(super) number: u64,
    /// The earlier act that this one takes back.
    pub(super) undoes: Option<u64>,
    /// The store's folder below the top; empty for the top.
    pub(super) folder: String,
    /// The commit that was checked out when files were saved; none outside git, and before the first.
    pub(super) head: Option<String>,
    /// Files that are put in place together.
    pub(super) files: Vec<FileNote>,
    /// A branch that is moved.
    pub(super) branch: Option<BranchNote>,
}

/// One file: digests of what stood there and of what is to stand there; none for no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileNote {
    /// The path below the top.
    pub(super) path: String,
    pub(super) was: Option<String>,
    pub(super) now: Option<String>,
}

/// A branch, and what git's index is to hold once it stands at the new commit. Ids are git's own, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BranchNote {
    pub(super) name: String,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) entries: Vec<EntryNote>,
}

/// One path of the index: the blob that it held, and the one that it is to hold; none for no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EntryNote {
    pub(super) path: String,
    pub(super) was: Option<String>,
    pub(super) now: Option<String>,
    pub(super) mode: u32,
}

const FIRST: &str = "supervision intent 1";

/// The digest of a text.
pub(super) fn digest(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        write!(out, "{byte:02x}").expect("writing to text");
    }
    out
}

/// Whether a path can stand on a line of a note.
pub(super) fn fits(path: &str) -> bool {
    !path.chars().any(char::is_control)
}

impl Note {
    pub(super) fn text(&self) -> String {
        let or = |id: &Option<String>| id.clone().unwrap_or_else(|| "-".to_owned());
        let mut out = format!("{FIRST}\nnumber {}\n", self.number);
        if let Some(undoes) = self.undoes {
            out += &format!("undoes {undoes}\n");
        }
        out += &format!("folder {}\n", self.folder);
        if let Some(head) = &self.head {
            out += &format!("head {head}\n");
        }
        for file in &self.files {
            out += &format!("file {} {} {}\n", or(&file.was), or(&file.now), file.path);
        }
        if let Some(branch) = &self.branch {
            let (from, to) = (or(&branch.from), or(&branch.to));
            out += &format!("branch {from} {to} {}\n", branch.name);
            for entry in &branch.entries {
                let (was, now) = (or(&entry.was), or(&entry.now));
                out += &format!("entry {was} {now} {:o} {}\n", entry.mode, entry.path);
            }
        }
        out + "end\n"
    }

    /// None where the text is not a whole note.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        let mut lines = text.strip_suffix("end\n")?.lines();
        if lines.next()? != FIRST {
            return None;
        }
        let some = |id: &str| (id != "-").then(|| id.to_owned());
        let mut note = Self::default();
        for line in lines {
            let (word, rest) = line.split_once(' ')?;
            match word {
                "number" => note.number = rest.parse().ok()?,
                "undoes" => note.undoes = Some(rest.parse().ok()?),
                "head" => note.head = Some(rest.to_owned()),
                "folder" => note.folder = rest.to_owned(),
                "file" => {
                    let mut parts = rest.splitn(3, ' ');
                    let (was, now) = (some(parts.next()?), some(parts.next()?));
                    let path = parts.next()?.to_owned();
                    note.files.push(FileNote { path, was, now });
                }
                "branch" => {
                    let mut parts = rest.splitn(3, ' ');
                    let (from, to) = (some(parts.next()?), some(parts.next()?));
                    note.branch = Some(BranchNote {
                        name: parts.next()?.to_owned(),
                        from,
                        to,
                        entries: Vec::new(),
                    });
                }
                "entry" => {
                    let mut parts = rest.splitn(4, ' ');
                    let (was, now) = (some(parts.next()?), some(parts.next()?));
                    let mode = u32::from_str_radix(parts.next()?, 8).ok()?;
                    let path = parts.next()?.to_owned();
                    note.branch.as_mut()?.entries.push(EntryNote {
                        path,
                        was,
                        now,
                        mode,
                    });
                }
                _ => return None,
            }
        }
        Some(note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_as_it_was_written_and_never_by_half() {
        let id = |digit: &str| Some(digit.repeat(40));
        let note = Note {
            number: 17,
            undoes: Some(16),
            folder: "the records".to_owned(),
            head: id("c"),
            files: vec![FileNote {
                path: "the records/people/a b.yaml".to_owned(),
                was: None,
                now: Some(digest(b"x")),
            }],
            branch: Some(BranchNote {
                name: "refs/heads/main".to_owned(),
                from: None,
                to: id("a"),
                entries: vec![EntryNote {
                    path: "x y".to_owned(),
                    was: id("b"),
                    now: None,
                    mode: 0o100_644,
                }],
            }),
        };
        let text = note.text();
        assert_eq!(Note::read(text.as_bytes()), Some(note));
        for end in 0..text.len() {
            assert_eq!(Note::read(&text.as_bytes()[..end]), None, "{end}");
        }
    }

    #[test]
    fn the_digest_is_sha_256() {
        // As `printf abc | sha256sum` says.
        assert_eq!(
            digest(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
