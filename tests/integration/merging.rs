//! Records that were changed on both sides of a merge: nothing either side wrote is lost, whatever the changes, and git's own
//! merge of lines agrees wherever both know what to do.

mod by_git;
mod lists;
pub(crate) mod random;
