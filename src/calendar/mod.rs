//! Days, intervals, working days and values that change over time.
//!
//! No clock: today is a [`Day`] that is handed in. No word of what falls due.

mod bank_holiday;
mod dated;
mod day;
mod interval;
mod nation;
mod working_day;

pub use dated::{Dated, DatedFault, Held, Period};
pub use day::{Day, NotADay};
pub use interval::Interval;
pub use nation::Nation;
