//! Documents: one template, one tree, several writers.
//!
//! A view's template is Markdown that [`template::fill`] fills and [`markdown_tree`] turns into [`document`]'s tree; a
//! record's own prose is parsed by itself and grafted in. [`clean::clean`] takes out what no writer should have to
//! fear, and each writer says the same words in its own form. Nothing here reads a record, asks who may have a
//! document, opens a file or knows the day: views do the first two, `cli` the rest.

pub mod clean;
pub mod clean_inline;
pub mod document;
mod graft;
mod html_body;
pub mod link;
mod markdown_builder;
mod markdown_definitions;
mod markdown_inline;
pub mod markdown_tree;
mod moment;
mod sections;
pub mod template;
mod template_value;
pub mod write_html;
pub mod write_markdown;
pub mod write_text;

pub use clean::clean;
pub use document::Document;
pub use template::{Graft, TemplateError, fill};
