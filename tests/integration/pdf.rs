//! Documents as PDF, read back by programs that had no part in making them: poppler, qpdf, mupdf, and pikepdf in
//! `tests/oracle/pdf_structure.py`.
//!
//! Where one of them is not installed the run says loudly what was not looked at; with `ORACLE=full` it fails.

mod documents;
mod form;
mod hostile;
mod layout;
pub(crate) mod readers;
mod verify;
