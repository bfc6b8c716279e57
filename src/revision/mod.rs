//! What git and sign-off say about records over time: whether what was signed is still what stands there.

pub mod audit;
pub mod blame;
pub mod change;
pub mod kept;
pub mod keys;
pub mod log;
pub mod merge;
pub mod seal;
pub mod signable;
pub mod signature;
pub mod state;
pub mod statement;
