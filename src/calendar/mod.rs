//! Days, intervals and values that change over time.
//!
//! No clock: today is a [`Day`] that is handed in. No working days yet, and no word of what falls due.

mod dated;
mod day;
mod interval;

pub use dated::{Dated, DatedFault, Held, Period};
pub use day::{Day, NotADay};
pub use interval::Interval;
