//! Why a document could not be made.

use super::purpose::Refused;
use super::template::TemplateError;
use crate::record::{ChildId, RecordId, WorkerId};

/// A document that could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The store has no folder for the worker.
    #[error("there is no worker `{0}` in this store")]
    NoWorker(WorkerId),
    /// The store has no folder for the child.
    #[error("there is no child `{0}` in this store")]
    NoChild(ChildId),
    /// The child has no such note or decision by the day.
    #[error("there is no supervision record or decision `{0}` by this day")]
    NoNote(RecordId),
    /// The worker's file has no such session, agreement or history by the day.
    #[error("there is no {what} `{record}` by this day")]
    NoRecord {
        /// What it would be.
        what: &'static str,
        /// The record.
        record: RecordId,
    },
    /// A case review is of one child, and none was named.
    #[error("a case review is about one child")]
    NoCase,
    /// The reader may not have it.
    #[error("{}", .0.message)]
    NotForReader(Refused),
    /// The template cannot be filled; [`TemplateError::finding`] places it.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// No PDF could be made of it.
    #[cfg(feature = "pdf")]
    #[error(transparent)]
    Pdf(#[from] super::write_pdf::Fault),
}
