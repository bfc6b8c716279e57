//! A few whole calls of each command, as a user makes them.

mod check;
mod demo;
mod due;
mod explain;
mod new;
mod policy;
mod render;
mod report;
mod schema;
mod sign;
mod why;
