//! What has changed in records: complete enough that the later text can be made of the earlier, right in what follows, and
//! silent about people's own words.

mod as_git;
mod follows;
mod round_trip;
mod withheld;
