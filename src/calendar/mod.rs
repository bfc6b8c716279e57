//! Days, intervals, working days and values that change over time.
//!
//! No clock: today is a [`Day`] that is handed in. No network: bank holidays are known here. No word of what falls due.

mod bank_holiday;
mod bucket;
mod cadence;
mod dated;
mod day;
mod interval;
mod month_day;
mod nation;
mod working_day;

pub use bucket::Bucket;
pub use cadence::Cadence;
pub use dated::{Dated, DatedFault, Held, Period};
pub use day::{Day, MONTHS, NotADay};
pub use interval::Interval;
pub use month_day::MonthDay;
pub use nation::Nation;
