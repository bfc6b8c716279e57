//! The pictures of a worker's file, each with the table that says the same: which stand where, and what they have in common.
//!
//! Every date comes from [`crate::due::timeliness`] and none is reckoned here. A period of more than a year has a picture for each
//! year. What section 7 holds is drawn only where the purpose needs that section, and children only where the reader has the
//! cases of the sessions.

use serde_json::{Value as Json, json};

use super::super::audience::{Purpose, a_year_before};
use super::super::document::{Block, Figure};
use super::super::wording::Wording;
use super::Making;
use super::front::Front;
use crate::calendar::Day;
use crate::due::DueKind;
use crate::due::timeliness::Obligation;
use crate::record::Filed;
use crate::record::session::Session;

/// "3 days late".
pub(super) fn apart(words: &Wording, days: i64) -> String {
    match days {
        0 => words.say("pictures.on-the-day"),
        late if late > 0 => words.many("pictures.days-late", late, &[]),
        early => words.many("pictures.days-early", -early, &[]),
    }
}

/// The two ends of a span, as people write them.
pub(super) fn ends(words: &Wording, (from, to): (Day, Day)) -> [(&'static str, String); 2] {
    [("from", words.day(from)), ("to", words.day(to))]
}

/// Places in a string, from those that own their words.
pub(super) fn places<'p>(of: &'p [(&'static str, String)]) -> Vec<(&'static str, &'p str)> {
    of.iter()
        .map(|(name, words)| (*name, words.as_str()))
        .collect()
}

impl Making<'_> {
    /// The pictures of section 3: those that stand nowhere on the pages before it. An induction has none, and a case review the one of
    /// the child on its first page.
    pub(super) fn section_pictures(&mut self) -> Vec<Json> {
        let all = match self.purpose {
            None | Some(Purpose::Progression | Purpose::Transfer | Purpose::Access) => {
                vec![self.regularity(), self.discussions(), self.elements()]
            }
            Some(Purpose::Pdr) => vec![self.discussions()],
            Some(Purpose::Induction | Purpose::CaseReview) => Vec::new(),
        };
        all.into_iter().filter(|one| !one.is_null()).collect()
    }

    /// What fell due of this worker and of one kind, by date.
    pub(super) fn own_obligations(&self, kind: DueKind) -> Vec<&Obligation> {
        let all = self.judged().iter();
        all.filter(|one| one.worker.as_ref() == Some(self.id) && one.kind == kind)
            .collect()
    }

    /// The sessions of the period that is looked at, those that did not take place too, oldest first.
    pub(super) fn in_period(&self) -> Vec<&Filed<Session>> {
        let (from, to) = self.looked_at();
        let within = |filed: &&Filed<Session>| {
            let on = filed.data.date.value;
            from <= on && on <= to
        };
        let mut found: Vec<&Filed<Session>> = self.file.sessions.iter().filter(within).collect();
        found.sort_by_key(|filed| filed.data.date.value);
        found
    }

    /// A table with its pictures; where it has no row, neither.
    pub(super) fn pictured(
        &mut self,
        front: Front<'_>,
        rows: Vec<Json>,
        figures: Vec<Block>,
    ) -> Json {
        let picture = (!rows.is_empty()).then(|| self.grafts.figures(figures));
        let mut table = front.table(self.wording(), rows);
        table["picture"] = json!(picture);
        table
    }
}

pub(super) fn figure(svg: String, title: String, description: String) -> Block {
    Block::Figure(Figure {
        svg,
        title,
        description,
    })
}

/// A span in parts of at most a year each, the latest first.
pub(super) fn years((from, to): (Day, Day)) -> Vec<(Day, Day)> {
    let mut parts = Vec::new();
    let mut end = to;
    while from <= end {
        let begin = a_year_before(end).after().max(from);
        parts.push((begin, end));
        end = begin.before();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_period_has_a_picture_for_each_year() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let parts = years((day("2024-06-01"), day("2026-11-02")));
        let parts: Vec<String> = parts
            .into_iter()
            .map(|(from, to)| format!("{from} {to}"))
            .collect();
        assert_eq!(
            parts,
            [
                "2025-11-03 2026-11-02",
                "2024-11-03 2025-11-02",
                "2024-06-01 2024-11-02"
            ]
        );
        assert!(years((day("2026-11-03"), day("2026-11-02"))).is_empty());
    }

    #[test]
    fn days_apart_are_said_as_people_say_them() {
        let said: Vec<String> = [-2, -1, 0, 1, 17]
            .into_iter()
            .map(|days| apart(&Wording::default(), days))
            .collect();
        assert_eq!(
            said,
            [
                "2 days early",
                "1 day early",
                "On the day",
                "1 day late",
                "17 days late"
            ]
        );
    }
}
