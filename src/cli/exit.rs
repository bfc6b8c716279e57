//! The exit status, as scripts read it.

use std::process::{ExitCode, Termination};

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// The work was done and nothing is wrong.
    Clean,
    /// The work was done, and there are findings at error level.
    Findings,
    /// The work could not be done.
    Failed,
}

impl Termination for ExitStatus {
    fn report(self) -> ExitCode {
        match self {
            Self::Clean => ExitCode::from(0),
            Self::Findings => ExitCode::from(1),
            Self::Failed => ExitCode::from(2),
        }
    }
}
