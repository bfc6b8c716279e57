//! One file a command.

pub(super) mod actions;
pub(super) mod addendum;
pub(super) mod blame;
pub(super) mod check;
pub(super) mod commit;
pub(super) mod completions;
pub(super) mod demo;
pub(super) mod diff;
pub(super) mod due;
pub(super) mod explain;
pub(super) mod hook;
pub(super) mod import;
pub(super) mod init;
pub(super) mod keys;
pub(super) mod log;
pub(super) mod man;
pub(super) mod new;
pub(super) mod policy;
pub(super) mod render;
pub(super) mod report;
pub(super) mod review;
pub(super) mod schema;
pub(super) mod show;
pub(super) mod sign;
pub(super) mod undo;
pub(super) mod why;
