//! The words of documents: each of them a string that a store can say otherwise.

mod data;
mod keys;
mod pseudo;
mod reports;
mod welsh;
