//! One file a command.

pub(super) mod check;
//EXpub(super) mod demo;
pub(super) mod due;
pub(super) mod explain;
//EXpub(super) mod render;
pub(super) mod schema;
