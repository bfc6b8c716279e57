//! The picture of the discussions of cases by child, and its table.

use serde_json::{Value as Json, json};

use super::super::chart_cases::{self, Depth, Row};
use super::super::purpose::Extent;
use super::Making;
use super::pictures::{BESIDE, apart, counted, figure, from_to, years};
use crate::calendar::Day;
use crate::due::DueKind;
use crate::due::timeliness::{Obligation, Outcome};
use crate::record::ChildId;

// What the picture and its table say.
const CASES: &str = "Case discussions by child";
const CASES_DRAWN: &str = "Time goes from left to right, with a row for each child. A diamond is an in-depth reflective discussion, a dark \
     circle one in full, a white circle a case that was acknowledged as open. A hatched bar is a time in which a discussion was overdue.";
const CASES_HEAD: [&str; 5] = [
    "Child",
    "In depth, reflective",
    "In full",
    "Acknowledged",
    "Late or left out",
];
const CASES_EMPTY: &str = "No case was discussed in this period, and no discussion fell due.";
const DUE: &str = "Due";
const FIRST_DUE: &str = "First considered: due";
const LATE: &str = "late";
const NOT_DONE: &str = "not done";
const NO_DELAY: &str = "None";

/// So many rows of children go on one picture, so that it fits a page.
const ROWS: usize = 24;
impl Making<'_> {
    /// The cases of the sessions, by child; in a case review of the one child alone. None where children are left out.
    pub(super) fn discussions(&mut self) -> Json {
        if self.extent == Extent::WithoutOthers || (self.key.is_none() && self.child.is_none()) {
            return Json::Null;
        }
        let span = self.looked_at();
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
        let rows: Vec<Json> = children.iter().map(Case::row).collect();
        let caption = format!(
            "{}: the days on which each case was discussed",
            from_to(span)
        );
        let mut figures = Vec::new();
        for year in years(span) {
            let several = children.len() > ROWS;
            for part in children.chunks(ROWS) {
                let of = match (several, part.first(), part.last()) {
                    (true, Some(first), Some(last)) => format!(" ({} to {})", first.id, last.id),
                    _ => String::new(),
                };
                let title = format!("{CASES}, {}{of}", from_to(year));
                let rows: Vec<Row> = part.iter().map(|case| case.drawn(year)).collect();
                let marks = rows.iter().map(|row| row.marks.len()).sum::<usize>();
                let delays = rows.iter().map(|row| row.overdue.len()).sum::<usize>();
                let told = format!(
                    "{}, {}, {}. {BESIDE}",
                    counted(rows.len(), "child", "children"),
                    counted(
                        marks,
                        "discussion or acknowledgement",
                        "discussions and acknowledgements"
                    ),
                    counted(delays, "delay", "delays"),
                );
                let svg = chart_cases::cases(&title, CASES_DRAWN, year, self.today(), &rows);
                figures.push(figure(svg, title, told));
            }
        }
        self.pictured((CASES, &caption, &CASES_HEAD), rows, figures, CASES_EMPTY)
    }
}

/// One child's discussions.
struct Case<'a> {
    id: &'a ChildId,
    marks: Vec<(Day, Depth)>,
    missed: Vec<&'a Obligation>,
}

impl Case<'_> {
    fn row(&self) -> Json {
        let days = |wanted: Depth| -> Option<String> {
            let marks = self.marks.iter().filter(|(_, depth)| *depth == wanted);
            let days: Vec<String> = marks.map(|(on, _)| on.in_words()).collect();
            (!days.is_empty()).then(|| days.join(", "))
        };
        let missed: Vec<String> = self.missed.iter().filter_map(|one| missed(one)).collect();
        json!([
            self.id.as_str(),
            days(Depth::Reflective),
            days(Depth::Full),
            days(Depth::Acknowledged),
            match missed.is_empty() {
                true => NO_DELAY.to_owned(),
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
fn missed(one: &Obligation) -> Option<String> {
    let due = one.due?.in_words();
    let what = match one.kind {
        DueKind::CaseFirstConsideration => FIRST_DUE,
        _ => DUE,
    };
    Some(match (one.outcome, one.days_late) {
        (Outcome::Late, Some(days)) => format!("{what} {due}, {}", apart(days)),
        (Outcome::Late, None) => format!("{what} {due}, {LATE}"),
        _ => format!("{what} {due}, {NOT_DONE}"),
    })
}
