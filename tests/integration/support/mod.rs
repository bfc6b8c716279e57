//! What the tests share. Nothing here asserts anything about the program.

pub(crate) mod canaries;
pub(crate) mod codes;
pub(crate) mod dates;
pub(crate) mod example;
pub(crate) mod git;
pub(crate) mod hostile;
pub(crate) mod keys;
pub(crate) mod literate;
pub(crate) mod published;
pub(crate) mod run;
pub(crate) mod store;
pub(crate) mod team;
pub(crate) mod views;
