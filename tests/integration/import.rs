//! What an import makes of extracts: period by period, of hostile ones, and twice over.

mod history;
mod hostile;
mod staff;
mod twice;
