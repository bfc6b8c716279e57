//! What falls due, when, and why: where records and policy meet.
//!
//! Pure: the same records, policy and day give the same dues. A record dated after today is as if it were not there.
//! Nothing here is a finding; `rules` turns what is overdue into findings.
//!
//! [`find`] says what is open on one day; [`timeliness`] what fell due in a period and what had become of it by its day.
//!
//! To add a schedule: a file with one function from [`Facts`] to dues, and a row in [`SCHEDULES`].

mod action;
pub mod action_fate;
pub mod agenda;
mod agreement;
mod agreement_review;
mod appraisal;
mod ask;
mod asked_by_rule;
pub(crate) mod asking;
pub(crate) mod audit;
pub mod audit_draw;
mod authorised;
pub mod case_discussion;
pub mod clock;
mod counting;
pub(crate) mod cpd;
mod deadline;
mod disposal;
mod dispute;
mod draft;
mod facts;
mod first_consideration;
mod milestone;
pub mod moved;
mod notice;
pub mod recording;
mod relationship;
mod renewal;
mod replacement;
mod replay;
mod selection;
mod stage;
mod supervision_history;
pub mod timeliness;
pub mod unmatched;
mod untold;
mod worker_session;

use rayon::prelude::*;

use crate::calendar::Day;
use crate::diag::Citation;
use crate::record::{ChildId, PersonId, WorkerId};
use crate::source::Span;

pub(crate) use agreement::of_relationship;
pub(crate) use agreement_review::last_review;
pub use ask::{Agreed, Ask, Authorisation};
pub(crate) use draft::Draft;
pub use facts::{CaseFacts, Facts, Mention};
pub(crate) use supervision_history::of_relationship as history_of_relationship;
pub use untold::Untold;

/// What kind of thing falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueKind {
    /// A supervision session of a worker.
    WorkerSession,
    /// A full discussion of a case.
    CaseDiscussion,
    /// The first consideration of a newly allocated child.
    CaseFirstConsideration,
    /// The discussion for which a supervisor set a date.
    NextDiscussion,
    /// A written agreement.
    Agreement,
    /// The review of an agreement.
    AgreementReview,
    /// A supervision history.
    History,
    /// Word of an agreement to meet less often, to somebody who is to hear of it.
    Notice,
    /// An agreed action.
    Action,
    /// The renewal of something in section 1.
    Renewal,
    /// A discussion of a case by a day that something else set, or before something happens.
    CaseDeadline,
    /// A session in the place of one that was not held.
    Replacement,
    /// A meeting of the appraisal year.
    Appraisal,
    /// A review of the assessed year or of probation.
    Milestone,
    /// Professional development that is still to be recorded.
    Cpd,
    /// A record that is to be written up or shared.
    Record,
    /// A signature.
    SignOff,
    /// An entry on the case system.
    CaseNote,
    /// A disagreement that is to be referred or closed.
    Dispute,
    /// An audit of a file, or of so many records.
    QualityAudit,
    /// A file whose time is over.
    Disposal,
}

impl DueKind {
    /// Every kind.
    pub const ALL: [Self; 21] = [
        Self::WorkerSession,
        Self::CaseDiscussion,
        Self::CaseFirstConsideration,
        Self::NextDiscussion,
        Self::Agreement,
        Self::AgreementReview,
        Self::History,
        Self::Notice,
        Self::Action,
        Self::Renewal,
        Self::CaseDeadline,
        Self::Replacement,
        Self::Appraisal,
        Self::Milestone,
        Self::Cpd,
        Self::Record,
        Self::SignOff,
        Self::CaseNote,
        Self::Dispute,
        Self::QualityAudit,
        Self::Disposal,
    ];

    /// Its name in ids and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::WorkerSession => "worker-session",
            Self::CaseDiscussion => "case-discussion",
            Self::CaseFirstConsideration => "case-first-consideration",
            Self::NextDiscussion => "next-discussion",
            Self::Agreement => "agreement",
            Self::AgreementReview => "agreement-review",
            Self::History => "history",
            Self::Notice => "notice",
            Self::Action => "action",
            Self::Renewal => "renewal",
            Self::CaseDeadline => "case-deadline",
            Self::Replacement => "replacement",
            Self::Appraisal => "appraisal",
            Self::Milestone => "milestone",
            Self::Cpd => "cpd",
            Self::Record => "record",
            Self::SignOff => "sign-off",
            Self::CaseNote => "case-note",
            Self::Dispute => "dispute",
            Self::QualityAudit => "quality-audit",
            Self::Disposal => "disposal",
        }
    }

    /// What a sentence calls it.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::WorkerSession => "supervision session",
            Self::CaseDiscussion => "full discussion",
            Self::CaseFirstConsideration => "first consideration",
            Self::NextDiscussion => "discussion, on the date set",
            Self::Agreement => "supervision agreement",
            Self::AgreementReview => "review of the agreement",
            Self::History => "supervision history",
            Self::Notice => "word of a looser agreement",
            Self::Action => "action",
            Self::Renewal => "renewal",
            Self::CaseDeadline => "discussion",
            Self::Replacement => "session in place of one not held",
            Self::Appraisal => "appraisal meeting",
            Self::Milestone => "review",
            Self::Cpd => "professional development",
            Self::Record => "record",
            Self::SignOff => "signature",
            Self::CaseNote => "entry on the case system",
            Self::Dispute => "disagreement",
            Self::QualityAudit => "audit",
            Self::Disposal => "end of the time for which the file is kept",
        }
    }
}

/// How something stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Its day is past.
    Overdue,
    /// Its day is today.
    Due,
    /// Its day is to come.
    Coming,
    /// It waits, because the worker is away.
    Suspended,
    /// Something that is needed to tell is missing.
    CannotTell,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Overdue,
        Self::Due,
        Self::Coming,
        Self::Suspended,
        Self::CannotTell,
    ];

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Due => "due",
            Self::Coming => "coming",
            Self::Suspended => "suspended",
            Self::CannotTell => "cannot-tell",
        }
    }
}

/// What a date was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The day.
    pub day: Day,
    /// The record that says so.
    pub span: Span,
}

/// One thing that falls due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Whose, what and when: `jo-field/worker-session/2026-03-09`.
    pub id: String,
    /// What.
    pub kind: DueKind,
    /// The worker it concerns.
    pub worker: Option<WorkerId>,
    /// The child it concerns.
    pub child: Option<ChildId>,
    /// The worker's supervisor.
    pub supervisor: Option<PersonId>,
    /// What exactly: the action's id, the check that is renewed.
    pub subject: Option<String>,
    /// By when; unknown where that cannot be told.
    pub due: Option<Day>,
    /// Why that cannot be told; the last of its reasons says the same.
    pub untold: Option<Untold>,
    /// How it stands.
    pub state: State,
    /// What it was counted from.
    pub counted_from: Option<Anchor>,
    /// The rule whose date it is.
    pub rule: String,
    /// The pack's line that asks.
    pub asked_at: Option<Span>,
    /// Whether the rule is a *must*; a *should* never fails a check.
    pub must: bool,
    /// The clauses that ask, strictest first.
    pub because: Vec<Citation>,
    /// The chain of reasons, a step a line; what each of `asked` says is among them.
    pub why: Vec<String>,
    /// Who asks for it by which day, strictest first. Empty where nothing is reckoned: an action has the day that was agreed.
    pub asked: Vec<Ask>,
    /// Its place in the policy's order of precedence; smaller comes first.
    pub rank: usize,
}

impl Due {
    /// Days from a day to the due date; negative when it is past.
    pub fn days_from(&self, today: Day) -> Option<i64> {
        self.due.map(|due| today.days_to(due))
    }
}

/// Every schedule: from the facts to what falls due.
const SCHEDULES: &[fn(&Facts<'_>) -> Vec<Draft>] = &[
    worker_session::due,
    case_discussion::due,
    first_consideration::due,
    agreement::due,
    supervision_history::due,
    notice::due,
    agreement_review::due,
    renewal::due,
    action::due,
    deadline::due,
    replacement::due,
    appraisal::due,
    milestone::due,
    cpd::due,
    recording::due,
    dispute::due,
    audit::due,
    disposal::due,
];

/// Everything that is open on the day of the facts, one for each obligation: by day, then by the policy's precedence.
pub fn find(facts: &Facts<'_>) -> Vec<Due> {
    let mut drafts: Vec<Draft> = SCHEDULES
        .par_iter()
        .flat_map_iter(|schedule| schedule(facts))
        .collect();
    drafts.sort_by(|a, b| {
        let strictest = |draft: &Draft| (draft.due.is_none(), draft.due);
        let by_day = match a.kind {
            DueKind::Disposal => strictest(b).cmp(&strictest(a)), // of several times the longest holds
            _ => strictest(a).cmp(&strictest(b)),
        };
        a.obligation().cmp(&b.obligation()).then(by_day)
    });
    drafts.dedup_by(|looser, stricter| {
        let same = looser.obligation() == stricter.obligation();
        if same {
            stricter.join(looser);
        }
        same
    });
    let mut dues: Vec<Due> = drafts
        .into_par_iter()
        .map(|draft| draft.finish(facts))
        .collect();
    dues.sort_by(|a, b| {
        let key = |due: &Due| (due.due.is_some(), due.due, due.rank, due.kind);
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    dues
}
