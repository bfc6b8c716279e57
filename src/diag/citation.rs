//! Who asks: a pack, one of its clauses, and where in its source that stands.

use std::fmt;

/// A clause of a policy pack, as findings and due dates cite it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// The pack's id, `rotherham`.
    pub pack: String,
    /// The pack's name as it is spoken, "Rotherham".
    pub title: String,
    /// The clause's id, `R8a`.
    pub clause: String,
    /// Where it stands in the source document, "section 8".
    pub source: String,
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.title, self.clause)?;
        if !self.source.is_empty() {
            write!(f, " ({})", self.source)?;
        }
        Ok(())
    }
}
