//! The names by which people, children and records are known. Never a child's own name.

use std::borrow::Borrow;
use std::fmt;

/// Whether a text may be an id: small letters, digits and hyphens, at most 63, not beginning with a hyphen.
pub fn is_slug(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&text.len()) && text.bytes().all(allowed) && !text.starts_with('-')
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
                f.write_str(&self.0)
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
