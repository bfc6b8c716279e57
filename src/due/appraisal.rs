//! The meetings of the appraisal year, each by its day (R4.3, R13b: the PDR; the days are local policy).

use super::asked_by_rule::Counted;
use super::facts::Facts;
use super::stage::applies_today;
use super::{Anchor, Draft, DueKind};
use crate::calendar::{Bucket, Day};
use crate::policy::rule::{Appraisal, Meeting};

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (in_force, pack, rule) in facts.rules(|pack| &pack.appraisal) {
        if !in_force.contains(facts.today) {
            continue;
        }
        let year = Bucket::YearFrom(rule.year_from.value).around(facts.today);
        for (id, file, worker) in facts.workers() {
            if !applies_today(facts, &rule.applies, file, worker) {
                continue;
            }
            for meeting in &rule.meetings {
                let due = day_in_year(rule, meeting, year.from);
                let post = worker.data.employment.on(facts.today);
                let came_later = post.is_some_and(|post| post.from.value > due);
                let mut held = file.pdrs.iter().map(|pdr| &pdr.data);
                let is_held = held.any(|pdr| {
                    pdr.stage.value == meeting.stage.value
                        && year.contains(pdr.date.value)
                        && pdr.date.value <= facts.today
                });
                if is_held || came_later || due < in_force.from {
                    continue;
                }
                let draft = Draft {
                    worker: Some(id.clone()),
                    subject: Some(meeting.stage.to_string()),
                    why: vec![format!(
                        "section 4 has no {} meeting of the year from {}",
                        meeting.stage.value, year.from
                    )],
                    ..Draft::by_rule(DueKind::Appraisal, pack, rule)
                };
                let counted = Counted {
                    at: meeting.by.span,
                    cadence: None,
                    from: Anchor {
                        day: year.from,
                        span: worker.top(),
                    },
                };
                let words = format!(
                    "the {} meeting by {} of each year",
                    meeting.stage.value, meeting.by.value
                );
                drafts.push(draft.due_by((pack, rule), due, counted, &words));
            }
        }
    }
    drafts
}

/// The day of a meeting in the appraisal year that begins on a day.
fn day_in_year(rule: &Appraisal, meeting: &Meeting, year_from: Day) -> Day {
    debug_assert_eq!(rule.year_from.value.in_year(year_from.year()), year_from);
    meeting.by.value.after(year_from.before())
}

/// The next last meeting of an appraisal year after a day, where a pack has one.
pub(super) fn last_meeting_after(facts: &Facts<'_>, day: Day) -> Option<Day> {
    let rules = facts.rules_today(|pack| &pack.appraisal);
    let last = rules.filter_map(|(_, rule)| {
        let year = Bucket::YearFrom(rule.year_from.value);
        let last_in = |from: Day| {
            let days = rule
                .meetings
                .iter()
                .map(|meeting| day_in_year(rule, meeting, from));
            days.max()
        };
        let this_year = year.around(day);
        let next_year = this_year.to?.after();
        [last_in(this_year.from)?, last_in(next_year)?]
            .into_iter()
            .find(|meeting| *meeting > day)
    });
    last.min()
}
