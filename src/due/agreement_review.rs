//! The review of each agreement: every so long, in a month of the year, or with the appraisal (R4.3).

use super::agreement::of_relationship;
use super::appraisal::last_meeting_after;
use super::facts::Facts;
use super::{Anchor, Ask, Draft, DueKind};
use crate::calendar::{Day, MonthDay, Period};
use crate::policy::rule::{AgreementReviewRule, ReviewWith, Rule};
use crate::policy::{Modality, Pack};
use crate::record::agreement::Agreement;
use crate::record::worker::Worker;
use crate::record::{Filed, WorkerFile, WorkerId};
use crate::source::{Span, Spanned};

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for asking in asking(facts) {
        for (id, file, worker) in facts.workers() {
            drafts.extend(draft(facts, asking, id, file, worker));
        }
    }
    drafts
}

/// What the packs ask of one worker and their line manager, strictest first.
pub(super) fn owed(
    facts: &Facts<'_>,
    id: &WorkerId,
    file: &WorkerFile,
    worker: &Filed<Worker>,
) -> Vec<Draft> {
    let mut owed: Vec<Draft> = asking(facts)
        .filter_map(|asking| draft(facts, asking, id, file, worker))
        .collect();
    owed.sort_by_key(|draft| draft.due);
    owed
}

/// A pack that asks, and when it is in force.
type Asking<'a> = (Period, &'a Pack, &'a Rule<AgreementReviewRule>);

fn asking<'a>(facts: &Facts<'a>) -> impl Iterator<Item = Asking<'a>> {
    facts.rules(|pack| &pack.agreement_review)
}

fn draft(
    facts: &Facts<'_>,
    (period, pack, rule): Asking<'_>,
    id: &WorkerId,
    file: &WorkerFile,
    worker: &Filed<Worker>,
) -> Option<Draft> {
    let relationship = worker.data.line_managers.on(facts.today)?;
    let agreement = of_relationship(file, relationship, facts.today)?;
    let last = last_review(file, agreement, facts.today);
    let asked = asked(facts, rule, last.value)?;
    let agreed = agreement.data.review_by.value;
    let by_agreement = last.span == agreement.data.date.span && agreed < asked.day;
    let due = if by_agreement { agreed } else { asked.day };
    if period.to.is_some_and(|to| to < due) {
        return None;
    }
    let mut draft = Draft {
        worker: Some(id.clone()),
        due: Some(due),
        counted_from: Some(Anchor {
            day: last.value,
            span: last.span,
        }),
        asked_at: Some(if by_agreement {
            agreement.data.review_by.span
        } else {
            asked.at
        }),
        must: rule.modality == Modality::Must,
        because: pack.cite(&rule.clauses),
        why: vec![format!(
            "the agreement of {} was last looked at on {}",
            agreement.data.date.value, last.value
        )],
        ..Draft::new(DueKind::AgreementReview, rule.id())
    };
    if by_agreement {
        draft.ask(Ask {
            says: format!("the agreement itself says by {agreed}, which is sooner"),
            by: "the agreement itself".to_owned(),
            agreed: None,
            at: agreement.data.review_by.span,
            cadence: None,
            from: None,
            due: agreed,
            because: Vec::new(),
            reading: None,
            authorised: None,
        });
    }
    let interval = rule.every.as_ref().map(|every| every.value);
    draft.ask(Ask {
        says: format!(
            "{}: reviewed {}, so by {}",
            pack.title, asked.words, asked.day
        ),
        by: format!("{}, the agreement is reviewed", pack.title),
        agreed: None,
        at: asked.at,
        cadence: interval.map(Into::into),
        from: interval.map(|_| last.value),
        due: asked.day,
        because: pack.cite(&rule.clauses),
        reading: rule.reading.clone(),
        authorised: None,
    });
    Some(draft)
}

/// The day that a rule gives after the last review.
struct Asked {
    day: Day,
    at: Span,
    words: String,
}

fn asked(facts: &Facts<'_>, rule: &AgreementReviewRule, last: Day) -> Option<Asked> {
    if let Some(every) = &rule.every {
        return Some(Asked {
            day: every.after(last),
            at: every.span,
            words: format!("every {}", every.value),
        });
    }
    if let Some(month) = &rule.in_month {
        let first = MonthDay::new(month.value, 1)?;
        let opens = first.after(last); // a review in the month itself serves for that month
        return Some(Asked {
            day: opens.plus_months(1).before(),
            at: month.span,
            words: format!("each year in {}", opens.month_name()),
        });
    }
    let with = rule.with.as_ref()?;
    match with.value {
        ReviewWith::Appraisal => Some(Asked {
            day: last_meeting_after(facts, last)?,
            at: with.span,
            words: "with the appraisal".to_owned(),
        }),
    }
}

/// When an agreement was last reviewed, in its own list or in a PDR; else when it was made.
pub(crate) fn last_review(
    file: &WorkerFile,
    agreement: &Filed<Agreement>,
    today: Day,
) -> Spanned<Day> {
    let listed = agreement.data.reviews.iter().map(|review| review.on);
    let in_pdr = file
        .pdrs
        .iter()
        .filter(|pdr| pdr.data.date.value <= today)
        .filter_map(|pdr| pdr.data.agreement_reviewed.as_ref());
    let in_pdr = in_pdr
        .filter(|reviewed| reviewed.agreement.value == agreement.id)
        .map(|reviewed| reviewed.on);
    let reviews = listed.chain(in_pdr).filter(|on| on.value <= today);
    reviews
        .chain([agreement.data.date])
        .max_by_key(|on| on.value)
        .expect("the agreement's own day is among them")
}
