//! The one test binary: a file a subject.
#![allow(
    clippy::disallowed_methods,
    reason = "tests make folders, repositories and programs of their own; what the library may touch is the law of floors.rs"
)]

mod audit;
mod bank_holidays;
pub(crate) mod browser;

mod changes;
mod clauses;
mod commands;
mod day;
mod due;
mod example;
mod faults;
mod floors;
mod formats;
mod hostile;
mod import;
mod mending;
mod merging;
pub(crate) mod oracle;
mod pages;
#[cfg(feature = "pdf")]
mod pdf;
mod policies;
mod readme;
mod render_canaries;
mod render_disclosure;
mod render_hostile;
mod render_pictures;
mod render_views;
mod render_word;
mod render_writers;
mod rules;
mod saving;
mod schemas;
mod signatures;
mod single_faults;
mod store;
mod support;
mod tables;
mod wording;
