//! The one test binary: real repositories, whole commands, and the laws of the code base.

mod store;
mod support;
