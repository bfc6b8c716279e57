//! Who else sees a worker's file, and whether the worker knows (R14c).

mod access_untold;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[&access_untold::ACCESS_UNTOLD];
