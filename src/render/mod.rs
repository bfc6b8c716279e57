//! Documents: one template, one tree, several writers.
//!
//! A view's template is Markdown that [`template::fill`] fills and [`markdown_tree`] turns into [`document`]'s tree; a
//! record's own prose is parsed by itself and grafted in. [`clean::clean`] takes out what no writer should have to
//! fear, and each writer says the same words in its own form. The views, [`worker`] and [`child`], read records and ask
//! [`audience`] who may have what; the rest knows neither. [`purpose`] is the table of who
//! may have which document. Nothing here opens a file or asks what day it is.

pub mod audience;
mod audit_form;
mod blocks;
mod changes;
mod chart;
mod chart_axis;
mod chart_cases;
mod chart_ratings;
mod chart_sessions;
pub mod child;
pub mod clean;
pub mod clean_inline;
pub mod document;
pub mod error;
mod graft;
mod html_body;
pub mod link;
mod markdown_builder;
mod markdown_definitions;
mod markdown_inline;
pub mod markdown_tree;
pub mod marking;
mod moment;
mod obligation;
pub mod purpose;
pub mod scaffold;
mod sections;
mod self_audit;
mod svg;
pub mod template;
mod template_check;
pub mod template_data;
mod template_string;
mod template_value;
pub mod templates;
mod timeliness;
mod untold;
mod values;
pub mod verification;
mod withheld;
pub mod wording;
pub mod worker;
pub mod write_docx;
pub mod write_html;
pub mod write_markdown;
#[cfg(feature = "pdf")]
pub mod write_pdf;
pub mod write_text;

pub use audience::{Purpose, Reader};
pub use audit_form::{AuditOf, audit_form};
pub use changes::changes;
pub use child::{Case, ChildRequest, case_note, child_record};
pub use clean::clean;
pub use document::Document;
pub use error::Error;
pub use self_audit::self_audit;
pub use template::{Graft, TemplateError, fill};
pub use templates::{Templates, View};
pub use timeliness::timeliness;
pub use withheld::{Withheld, about_child};
pub use wording::Wording;
pub use worker::{Single, WorkerRequest, access_log, worker_file, worker_record};
