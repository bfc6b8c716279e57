//! Due dates, worked out by hand from the two policies; the comment beside each shows the arithmetic.
//!
//! How a word of the policies was read where it may be doubted stands in the packs; where a test hangs on such a reading, it
//! says so.

mod case_discussion;
mod local_practice;
mod over_time;
mod random;
mod relationship;
mod timeliness;
mod whole;
mod worker_session;

/// The two councils' packs.
const ROTHERHAM: &[&str] = &["rotherham"];
const CAMBRIDGESHIRE: &[&str] = &["cambridgeshire-peterborough"];
const BOTH: &[&str] = &["rotherham", "cambridgeshire-peterborough"];
