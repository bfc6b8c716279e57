//! What the tests share. Nothing here asserts anything about the program.

pub(crate) mod store;
