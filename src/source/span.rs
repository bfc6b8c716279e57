//! A stretch of one file, and values that remember where they stood.

use std::ops::{Deref, Range};

/// Which file of a [`Sources`](super::Sources) set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// The id of the file at an index of the set.
    pub fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).expect("fewer than four thousand million files"))
    }

    /// The index in the set.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of a byte range.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        let narrow = |at: usize| u32::try_from(at).expect("files over the budget are not read");
        Self {
            source,
            start: narrow(range.start),
            end: narrow(range.end),
        }
    }

    /// The start of a file: where a finding about the whole file stands.
    pub fn file(source: SourceId) -> Self {
        Self {
            source,
            start: 0,
            end: 0,
        }
    }

    /// The byte range in the file.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value read from a file, with the place where it stood. Equal when the values are.
#[derive(Clone, Copy, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}
impl<T: Eq> Eq for Spanned<T> {}
