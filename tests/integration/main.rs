//! The one test binary: a file a subject.

mod commands;
mod readme;
mod render_disclosure;
mod render_hostile;
mod render_views;
mod render_writers;
mod rules;
mod store;
mod support;
