//! The words of documents: each of them a string that a store can say otherwise.

mod keys;
mod pseudo;
mod welsh;
