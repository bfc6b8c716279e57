//! A few whole calls of each command, as a user makes them.

mod actions;
mod addendum;
mod check;
mod colour;
mod commit;
mod completions;
mod demo;
mod diff;
mod due;
mod explain;
mod hook;
pub(crate) mod import;
mod init;
mod log;
mod man;
mod new;
mod policy;
mod render;
mod report;
mod review;
mod schema;
mod sign;
mod sign_with_key;
mod undo;
mod why;
