//! A few whole calls of each command, as a user makes them.

mod check;
mod due;
mod explain;
mod schema;
