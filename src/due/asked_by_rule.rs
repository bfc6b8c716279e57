//! A due in the making that one rule of one pack asks for: what all such have alike.

use super::{Anchor, Ask, Draft, DueKind};
use crate::calendar::{Cadence, Day};
use crate::policy::rule::{Rule, Shape};
use crate::policy::{Modality, Pack};
use crate::source::Span;

impl Draft {
    /// What a rule asks for, with nothing said yet of when.
    pub(super) fn by_rule<T: Shape>(kind: DueKind, pack: &Pack, rule: &Rule<T>) -> Self {
        Self {
            asked_at: Some(rule.span),
            must: rule.modality == Modality::Must,
            because: pack.cite(&rule.clauses),
            ..Self::new(kind, rule.id())
        }
    }

    /// The day that the rule gives, where that stands in the pack, how it was counted, and that in words: "written up within
    /// 5 working days".
    pub(super) fn due_by<T: Shape>(
        mut self,
        (pack, rule): (&Pack, &Rule<T>),
        due: Day,
        counted: Counted,
        words: &str,
    ) -> Self {
        self.due = Some(due);
        self.asked_at = Some(counted.at);
        self.counted_from = Some(counted.from);
        self.ask(Ask {
            says: format!("{}: {words}, so by {due}", pack.title),
            by: format!("{}, {words}", pack.title),
            agreed: None,
            at: counted.at,
            cadence: counted.cadence,
            from: counted.cadence.map(|_| counted.from.day),
            due,
            because: pack.cite(&rule.clauses),
            reading: rule.reading.clone(),
            authorised: None,
        });
        self
    }
}

/// How a day was counted.
pub(super) struct Counted {
    /// Where the figure stands in the pack.
    pub(super) at: Span,
    /// How long or how often; none for a day of the year.
    pub(super) cadence: Option<Cadence>,
    /// From what.
    pub(super) from: Anchor,
}
