//! Text files and places in them: what every finding points at.
//!
//! No reading of disks and no meaning of the text: a [`SourceFile`] is a path, its text and its lines.

mod lines;
mod span;

use std::sync::{Arc, OnceLock};

pub use lines::{Lines, Position};
pub use span::{SourceId, Span, Spanned};

/// One text file as it was read, cheap to clone. Its path is relative to the store, with `/` between parts.
#[derive(Clone, Debug)]
pub struct SourceFile(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: String,
    text: String,
    fault: Option<EncodingFault>,
    lines: OnceLock<Lines>,
}

/// Why the bytes of a file are not text; `at` is the byte where the trouble starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodingFault {
    /// Byte offset in the file.
    pub at: usize,
    /// What is wrong there.
    pub kind: EncodingFaultKind,
}

/// The ways in which bytes fail to be UTF-8 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodingFaultKind {
    /// A UTF-16 byte order mark at the start.
    Utf16,
    /// A byte that is no UTF-8.
    NotUtf8,
    /// The file is larger than the budget and was not read.
    TooLarge,
}

/// What stands before the name of a file that comes with the program. No path in a store begins like this.
const BUILT_IN: &str = "(built-in)";

impl SourceFile {
    /// A file from text that is known to be UTF-8.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self::build(path.into(), text.into(), None)
    }

    /// A file that comes with the program: part of no store, and nobody's secret.
    pub fn built_in(name: &str, text: impl Into<String>) -> Self {
        Self::build(format!("{BUILT_IN} {name}"), text.into(), None)
    }

    /// Whether it comes with the program.
    pub fn is_built_in(&self) -> bool {
        self.path().starts_with(BUILT_IN)
    }

    /// A file from bytes: bytes that are not UTF-8 give a file with an [`EncodingFault`] and lossy text.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let path = path.into();
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            return Self::build(
                path,
                String::new(),
                Some(EncodingFault {
                    at: 0,
                    kind: EncodingFaultKind::Utf16,
                }),
            );
        }
        match String::from_utf8(bytes) {
            Ok(text) => Self::build(path, text, None),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                Self::build(
                    path,
                    text,
                    Some(EncodingFault {
                        at,
                        kind: EncodingFaultKind::NotUtf8,
                    }),
                )
            }
        }
    }

    /// A file that stands there but was not read, because it is larger than the budget.
    pub fn too_large(path: impl Into<String>) -> Self {
        Self::build(
            path.into(),
            String::new(),
            Some(EncodingFault {
                at: 0,
                kind: EncodingFaultKind::TooLarge,
            }),
        )
    }

    fn build(path: String, text: String, fault: Option<EncodingFault>) -> Self {
        Self(Arc::new(Inner {
            path,
            text,
            fault,
            lines: OnceLock::new(),
        }))
    }

    /// The path, relative to the store.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The whole text, as it stands in the file (a byte order mark and carriage returns included).
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Why the file is not text, if it is not.
    pub fn encoding_fault(&self) -> Option<EncodingFault> {
        self.0.fault
    }

    /// Where the lines begin; counted once, on first use.
    pub fn lines(&self) -> &Lines {
        self.0.lines.get_or_init(|| Lines::new(&self.0.text))
    }

    /// The line and column of a byte offset.
    pub fn position(&self, offset: usize) -> Position {
        self.lines().position(&self.0.text, offset)
    }
}

/// A set of files in which a [`SourceId`] is an index. Ids follow the order of the files given.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// The set with these files; the first has id 0.
    pub fn new(files: Vec<SourceFile>) -> Self {
        Self { files }
    }

    /// Adds a file (a built-in pack, say) and gives its id.
    pub fn add(&mut self, file: SourceFile) -> SourceId {
        self.files.push(file);
        SourceId::from_index(self.files.len() - 1)
    }

    /// The file of an id.
    ///
    /// # Panics
    /// If the id comes from another set.
    pub fn file(&self, id: SourceId) -> &SourceFile {
        &self.files[id.index()]
    }

    /// All files with their ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, file)| (SourceId::from_index(index), file))
    }

    /// The id of the file at a path, if it is in the set.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        self.files
            .iter()
            .position(|file| file.path() == path)
            .map(SourceId::from_index)
    }
}
