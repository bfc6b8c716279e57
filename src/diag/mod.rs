//! What can be said about a place. A *finding* to the user is a [`Diagnostic`] here.
//!
//! One type for schema faults, rule findings, pack mistakes and template errors. Nothing here prints, and nothing
//! here decides whether something is wrong.

mod bag;
mod citation;
mod code;

pub use bag::{Counts, Diagnostics};
pub use citation::Citation;
pub use code::Code;

use crate::source::Span;

/// How much a finding matters. Errors make `check` exit with 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The policy or the format says *must* and the records do not.
    Error,
    /// The policy says *should*, or something is likely to be a slip.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word that people and programs read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A place and a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What stands there, in a few words; may be empty.
    pub message: String,
}

impl Label {
    /// A place with words.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
        }
    }
}

/// A change to a file: what would stand instead of some bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes.
    pub span: Span,
    /// What would stand there.
    pub text: String,
}

/// One thing that can be said about the records, a policy or a template.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a finding that is not collected is lost"]
pub struct Diagnostic {
    /// Its permanent name, which `explain` knows.
    pub code: Code,
    /// How much it matters here.
    pub severity: Severity,
    /// One lower-case phrase that makes sense alone.
    pub message: String,
    /// Where it is wrong, or where the missing thing should stand.
    pub primary: Label,
    /// Other places that belong to it: the other record, the policy's own line.
    pub related: Vec<Label>,
    /// The clauses that ask, strictest first; empty for the store's own format.
    pub because: Vec<Citation>,
    /// What to do, in the imperative.
    pub help: Option<String>,
    /// The edits of its file that put it right, where there is only one way to; else none.
    pub fix: Vec<Edit>,
}

impl Diagnostic {
    /// A finding at error level that the store format itself asks for.
    pub fn format_error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, span, message)
    }

    /// A finding with no related places, citations or help yet.
    pub fn new(code: Code, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            primary: Label::new(span, ""),
            related: Vec::new(),
            because: Vec::new(),
            help: None,
            fix: Vec::new(),
        }
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says a few words at the place itself.
    pub fn label(mut self, words: impl Into<String>) -> Self {
        self.primary.message = words.into();
        self
    }

    /// Adds another place that belongs to the finding.
    pub fn related(mut self, span: Span, words: impl Into<String>) -> Self {
        self.related.push(Label::new(span, words));
        self
    }

    /// Adds the clauses that ask.
    pub fn because(mut self, citations: impl IntoIterator<Item = Citation>) -> Self {
        self.because.extend(citations);
        self
    }
}
