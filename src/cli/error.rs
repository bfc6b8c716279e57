//! Failures in words: what could not be done, why, and what to try.

use crate::{render, store};

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// The arguments ask for something that there is not.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to try.
        hint: String,
    },
    /// The store could not be read or written.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A document could not be made.
    #[error(transparent)]
    Render(#[from] render::Error),
    /// Whoever read the output has gone: a quiet end, not a failure.
    #[error("the output was closed")]
    ClosedOutput,
    /// The output could not be written.
    #[error("the output could not be written")]
    Output(#[source] std::io::Error),
}

impl Error {
    pub(super) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// What to try, where there is something to say beyond the message.
    pub(super) fn hint(&self) -> Option<&str> {
        match self {
            Self::Usage { hint, .. } if !hint.is_empty() => Some(hint),
            _ => None,
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::ClosedOutput,
            _ => Self::Output(error),
        }
    }
}

/// The names most like one that is not known, for a hint.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    let near = known
        .iter()
        .min_by_key(|other| strsim::damerau_levenshtein(other, name));
    match near {
        Some(near) if strsim::damerau_levenshtein(near, name) <= 3 => {
            format!("did you mean `{near}`?")
        }
        _ if known.is_empty() => "there are none".to_owned(),
        _ => format!("there are: {}", known.join(", ")),
    }
}
