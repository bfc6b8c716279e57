//! Who asks for something by a day: the typed half of a due's reasons.

use crate::calendar::{Cadence, Day};
use crate::diag::Citation;
use crate::record::PersonId;
use crate::source::Span;

/// One that asks for something by a day: a rule of a pack, an agreement, a decision, a date that was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Its line among the due's reasons.
    pub says: String,
    /// Who asks and for what, in a phrase.
    pub by: String,
    /// What the two settled on, where that asks and no policy.
    pub agreed: Option<Agreed>,
    /// Where it stands: the pack's line, the agreement, the decision.
    pub at: Span,
    /// How often, or how long there is; none where a day is named, or a window of the year.
    pub cadence: Option<Cadence>,
    /// The day from which the interval is counted; none where nothing is counted.
    pub from: Option<Day>,
    /// The day that it gives.
    pub due: Day,
    /// The clauses.
    pub because: Vec<Citation>,
    /// How the pack reads doubtful words.
    pub reading: Option<String>,
    /// The decision without which the interval would be shorter.
    pub authorised: Option<Authorisation>,
}

/// What a worker and a supervisor settled on between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreed {
    /// Their agreement of a day.
    Agreement(Day),
    /// To meet more often from a day on.
    MoreOften(Day),
    /// To meet less often from a day on.
    LessOften(Day),
}

/// Who authorised a longer interval, and how long it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorisation {
    /// Who.
    pub by: PersonId,
    /// When.
    pub on: Day,
    /// The last day on which it holds, where one is known.
    pub until: Option<Day>,
    /// The decision in the session's record.
    pub at: Span,
}
