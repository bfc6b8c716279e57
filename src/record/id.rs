//! The names by which people, children and records are known. Never a child's own name.

use std::borrow::Borrow;
use std::fmt;

/// Whether a text may be an id: small letters, digits and hyphens, at most 63, not beginning with a hyphen, and no
/// name of a device.
pub fn is_slug(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&text.len())
        && text.bytes().all(allowed)
        && !text.starts_with('-')
        && !is_device(text)
}

/// Whether Windows takes a name for a device, so that no file of that name could ever be checked out there.
fn is_device(text: &str) -> bool {
    match text.len() {
        3 => matches!(text, "con" | "prn" | "aux" | "nul"),
        4 => {
            (text.starts_with("com") || text.starts_with("lpt"))
                && text.ends_with(|last: char| last.is_ascii_digit())
        }
        _ => false,
    }
}

/// The id as sentences give it. What stands where an id should and is none may be anybody's words: it is not repeated.
fn shown(text: &str) -> &str {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/.".contains(&byte);
    match text.len() <= 400 && text.bytes().all(allowed) {
        true => text,
        false => "(no name)",
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// The id of a text.
            pub fn new(text: impl Into<Box<str>>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(shown(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

id! {
    /// A person: the stem of their file in `people/`.
    PersonId
}
id! {
    /// A worker who is owed supervision: the name of their folder in `workers/`. The same slug names the person.
    WorkerId
}
id! {
    /// A child, by the local id that names their folder in `children/`.
    ChildId
}
id! {
    /// A record: its path without extension and without the leading `workers/` or `children/`, such as
    /// `jo-field/3-supervision/2026-02-10`.
    RecordId
}
id! {
    /// An agreed action, unique in the store.
    ActionId
}
id! {
    /// A word of the policy's vocabulary: a role, a category, a team.
    Term
}

impl WorkerId {
    /// The person who is this worker.
    pub fn person(&self) -> PersonId {
        PersonId(self.0.clone())
    }
}

impl PersonId {
    /// The worker's file of this person, if they have one.
    pub fn worker(&self) -> WorkerId {
        WorkerId(self.0.clone())
    }
}
