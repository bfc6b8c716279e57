//! From the text of a file to values with places: front matter, a strict YAML subset, Markdown sections.
//!
//! Knows no word of social work and touches no disk. Nothing here fails: what cannot be read gives a [`Fault`].

pub mod edit;
pub mod front;
pub mod hazard;
pub mod markdown;
pub mod merge;
pub mod yaml;

use std::ops::Range;

use crate::diag::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// Something wrong with a text, at a byte range of it; becomes a finding once the file is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The finding's name.
    pub code: Code,
    /// Where it is wrong.
    pub range: Range<usize>,
    /// One lower-case phrase.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The other place, if two places clash.
    pub related: Option<(Range<usize>, String)>,
}

impl Fault {
    /// A fault at a place, with what to do about it.
    pub fn new(
        code: Code,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            range,
            message: message.into(),
            help: help.into(),
            related: None,
        }
    }

    /// The finding, in a file.
    pub fn in_file(self, source: SourceId) -> Diagnostic {
        let finding =
            Diagnostic::format_error(self.code, Span::new(source, self.range), self.message)
                .help(self.help);
        match self.related {
            Some((range, words)) => finding.related(Span::new(source, range), words),
            None => finding,
        }
    }
}
