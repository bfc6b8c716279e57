//! What is renewed in section 1: DBS, registration, other checks (R13a). The intervals are local policy.

use super::facts::Facts;
use super::stage::applies_today;
use super::{Anchor, Ask, Draft, DueKind, Untold};
use crate::calendar::Day;
use crate::policy::Modality;
use crate::policy::rule::{Renewal, Window};
use crate::record::WorkerFile;
use crate::source::Spanned;

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (pack, rule) in facts.rules_today(|pack| &pack.renewals) {
        for (id, file, worker) in facts.workers() {
            if !applies_today(facts, &rule.applies, file, worker) {
                continue;
            }
            let check = rule.check.value.as_str();
            let mut draft = Draft {
                worker: Some(id.clone()),
                subject: Some(check.to_owned()),
                asked_at: Some(rule.check.span),
                must: rule.modality == Modality::Must,
                because: pack.cite(&rule.clauses),
                ..Draft::new(DueKind::Renewal, rule.id())
            };
            match last(file, check).filter(|last| last.value <= facts.today) {
                None => draft.cannot_tell(Untold::Check {
                    check: check.to_owned(),
                }),
                Some(last) => {
                    let asked = runs_out(rule, last.value);
                    let sooner = expires(file, check).filter(|day| day.value < asked);
                    let due = sooner.map_or(asked, |day| day.value);
                    draft.due = Some(due);
                    draft.counted_from = Some(Anchor {
                        day: last.value,
                        span: last.span,
                    });
                    draft.why = vec![format!(
                        "{check} was last issued or renewed on {}",
                        last.value
                    )];
                    if let Some(own) = sooner {
                        draft.ask(Ask {
                            says: format!(
                                "it is itself valid until {}, which is sooner",
                                own.value
                            ),
                            by: "the document itself".to_owned(),
                            agreed: None,
                            at: own.span,
                            cadence: None,
                            from: None,
                            due,
                            because: Vec::new(),
                            reading: None,
                            authorised: None,
                        });
                    }
                    let interval = rule.every.as_ref().map(|every| every.value);
                    draft.ask(Ask {
                        says: format!("{}: {}, so by {asked}", pack.title, how_often(rule)),
                        by: format!("{}, {check} is {}", pack.title, how_often(rule)),
                        agreed: None,
                        at: rule.check.span,
                        cadence: interval.map(Into::into),
                        from: interval.map(|_| last.value),
                        due: asked,
                        because: pack.cite(&rule.clauses),
                        reading: rule.reading.clone(),
                        authorised: None,
                    });
                }
            }
            drafts.push(draft);
        }
    }
    drafts
}

/// The date from which a check counts.
fn last(file: &WorkerFile, check: &str) -> Option<Spanned<Day>> {
    let checklist = &file.checklist.as_ref()?.data;
    match check {
        "dbs" => checklist.dbs.as_ref().map(|dbs| dbs.issued),
        "registration" => checklist
            .registration
            .as_ref()
            .map(|registration| registration.renewed),
        other => {
            let found = checklist
                .others
                .iter()
                .find(|found| found.check.as_str() == other)?;
            Some(found.issued.unwrap_or(found.seen))
        }
    }
}

/// The last day on which a document says itself that it is valid.
fn expires(file: &WorkerFile, check: &str) -> Option<Spanned<Day>> {
    let others = &file.checklist.as_ref()?.data.others;
    let found = others.iter().find(|found| found.check.as_str() == check)?;
    found.expires
}

fn runs_out(rule: &Renewal, last: Day) -> Day {
    match (&rule.every, &rule.window) {
        (Some(every), _) => every.after(last),
        (None, Some(window)) => end_of_window_after(window, last),
        (None, None) => last,
    }
}

/// The end of the first window that opens after the last renewal: one made within a window serves for that window.
fn end_of_window_after(window: &Window, last: Day) -> Day {
    let year = (last.year()..)
        .find(|year| window.opens.in_year(*year) > last)
        .expect("a later year has one");
    window.closes.in_year(year)
}

fn how_often(rule: &Renewal) -> String {
    match (&rule.every, &rule.window) {
        (Some(every), _) => format!("renewed every {}", every.value),
        _ => "renewed each year in its window".to_owned(),
    }
}
