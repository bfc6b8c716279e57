//! The picture of the discussions of cases by child, and its table.

use serde_json::{Value as Json, json};

use super::super::chart_cases::{self, Depth, Row};
use super::super::purpose::Extent;
use super::super::wording::Wording;
use super::Making;
use super::front::Front;
use super::pictures::{apart, ends, figure, places, years};
use crate::calendar::Day;
use crate::due::DueKind;
use crate::due::timeliness::{Obligation, Outcome};
use crate::record::ChildId;

/// So many rows of children go on one picture, so that it fits a page.
const ROWS: usize = 24;

impl Making<'_> {
    /// The cases of the sessions, by child; in a case review of the one child alone. None where children are left out.
    pub(super) fn discussions(&mut self) -> Json {
        if self.extent == Extent::WithoutOthers || (self.key.is_none() && self.child.is_none()) {
            return Json::Null;
        }
        let (words, span) = (self.wording(), self.looked_at());
        let mut children: Vec<Case<'_>> = Vec::new();
        let is_shown = |id: &ChildId| self.child.is_none_or(|child| child == id);
        let mut discussed: Vec<(&ChildId, Day, Depth)> = Vec::new();
        for filed in self
            .in_period()
            .into_iter()
            .filter(|filed| filed.data.is_held())
        {
            for case in filed.data.cases.iter().map(|case| &case.value) {
                let reflective = case.reflective.as_ref().is_some_and(|one| one.value);
                let depth = match (case.is_full(), reflective) {
                    (true, true) => Depth::Reflective,
                    (true, false) => Depth::Full,
                    (false, _) => Depth::Acknowledged,
                };
                discussed.push((&case.child.value, filed.data.date.value, depth));
            }
        }
        let owed: Vec<&Obligation> = [DueKind::CaseDiscussion, DueKind::CaseFirstConsideration]
            .into_iter()
            .flat_map(|kind| self.own_obligations(kind))
            .collect();
        let mut ids: Vec<&ChildId> = discussed.iter().map(|(id, ..)| *id).collect();
        ids.extend(owed.iter().filter_map(|one| one.child.as_ref()));
        ids.sort();
        ids.dedup();
        for id in ids.into_iter().filter(|id| is_shown(id)) {
            let marks = discussed.iter().filter(|(child, ..)| *child == id);
            let missed = owed
                .iter()
                .filter(|one| one.child.as_ref() == Some(id) && one.outcome.is_missed());
            children.push(Case {
                id,
                marks: marks.map(|(_, on, depth)| (*on, *depth)).collect(),
                missed: missed.copied().collect(),
            });
        }
        let rows: Vec<Json> = children.iter().map(|case| case.row(words)).collect();
        let caption = words.fill("front.discussions.caption", &places(&ends(words, span)));
        let mut figures = Vec::new();
        for year in years(span) {
            let several = children.len() > ROWS;
            for part in children.chunks(ROWS) {
                let mut within = ends(words, year).to_vec();
                let title = match (several, part.first(), part.last()) {
                    (true, Some(first), Some(last)) => {
                        within.push(("first", first.id.to_string()));
                        within.push(("last", last.id.to_string()));
                        words.fill("pictures.cases.title-part", &places(&within))
                    }
                    _ => words.fill("pictures.cases.title", &places(&within)),
                };
                let rows: Vec<Row> = part.iter().map(|case| case.drawn(year)).collect();
                let marks = rows.iter().map(|row| row.marks.len()).sum::<usize>();
                let delays = rows.iter().map(|row| row.overdue.len()).sum::<usize>();
                let told = [
                    (
                        "children",
                        words.many("pictures.cases.children", rows.len(), &[]),
                    ),
                    (
                        "discussions",
                        words.many("pictures.cases.discussions", marks, &[]),
                    ),
                    ("delays", words.many("pictures.cases.delays", delays, &[])),
                    ("beside", words.say("pictures.beside")),
                ];
                let told = words.fill("pictures.cases.told", &places(&told));
                let drawn = words.say("pictures.cases.drawn");
                let svg = chart_cases::cases(words, (&title, &drawn), year, self.today(), &rows);
                figures.push(figure(svg, title, told));
            }
        }
        let front = Front {
            name: "discussions",
            head: &["child", "reflective", "full", "acknowledged", "missed"],
            caption: Some(caption),
            empty: Some("none"),
        };
        self.pictured(front, rows, figures)
    }
}

/// One child's discussions.
struct Case<'a> {
    id: &'a ChildId,
    marks: Vec<(Day, Depth)>,
    missed: Vec<&'a Obligation>,
}

impl Case<'_> {
    fn row(&self, words: &Wording) -> Json {
        let days = |wanted: Depth| -> Option<String> {
            let marks = self.marks.iter().filter(|(_, depth)| *depth == wanted);
            let days: Vec<String> = marks.map(|(on, _)| words.day(*on)).collect();
            (!days.is_empty()).then(|| days.join(", "))
        };
        let missed: Vec<String> = self
            .missed
            .iter()
            .filter_map(|one| missed(words, one))
            .collect();
        json!([
            self.id.as_str(),
            days(Depth::Reflective),
            days(Depth::Full),
            days(Depth::Acknowledged),
            match missed.is_empty() {
                true => words.say("pictures.cases.no-delay"),
                false => missed.join("; "),
            },
        ])
    }

    fn drawn(&self, (from, to): (Day, Day)) -> Row {
        let within = |day: Day| from <= day && day <= to;
        let overdue = self.missed.iter().filter_map(|one| {
            let due = one.due?;
            let end = one.days_late.map_or(due, |days| due.plus_days(days));
            (due <= to && from <= end).then(|| (due.max(from), end.min(to)))
        });
        Row {
            label: self.id.to_string(),
            marks: self
                .marks
                .iter()
                .copied()
                .filter(|(on, _)| within(*on))
                .collect(),
            overdue: overdue.collect(),
        }
    }
}

/// "Due 3 May 2026, 17 days late".
fn missed(words: &Wording, one: &Obligation) -> Option<String> {
    let due = words.day(one.due?);
    let became = match (one.outcome, one.days_late) {
        (Outcome::Late, Some(days)) => apart(words, days),
        (Outcome::Late, None) => words.say("pictures.cases.late"),
        _ => words.say("pictures.cases.not-done"),
    };
    let key = match one.kind {
        DueKind::CaseFirstConsideration => "pictures.cases.first-due",
        _ => "pictures.cases.due",
    };
    Some(words.fill(key, &[("date", &due), ("became", &became)]))
}
