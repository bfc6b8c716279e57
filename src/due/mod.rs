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
mod worker_session;

use rayon::prelude::*;

use crate::calendar::Day;
use crate::diag::Citation;
use crate::record::{ChildId, PersonId, WorkerId};
use crate::source::Span;

pub(crate) use agreement::of_relationship;
pub(crate) use agreement_review::last_review;
pub use ask::{Ask, Authorisation};
pub use facts::{CaseFacts, Facts, Mention};
pub(crate) use supervision_history::of_relationship as history_of_relationship;

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

/// A due in the making: what a schedule says before id and state follow from it.
pub(crate) struct Draft {
    pub(crate) kind: DueKind,
    pub(crate) worker: Option<WorkerId>,
    pub(crate) child: Option<ChildId>,
    /// Who is to do it, where that is not the worker's supervisor.
    pub(crate) supervisor: Option<PersonId>,
    pub(crate) subject: Option<String>,
    pub(crate) due: Option<Day>,
    pub(crate) suspended: bool,
    pub(crate) counted_from: Option<Anchor>,
    pub(crate) rule: String,
    pub(crate) asked_at: Option<Span>,
    pub(crate) must: bool,
    pub(crate) because: Vec<Citation>,
    pub(crate) why: Vec<String>,
    pub(crate) asked: Vec<Ask>,
}

impl Draft {
    /// Something due from a kind on, with nothing else said yet.
    pub(crate) fn new(kind: DueKind, rule: impl Into<String>) -> Self {
        Self {
            kind,
            worker: None,
            child: None,
            supervisor: None,
            subject: None,
            due: None,
            suspended: false,
            counted_from: None,
            rule: rule.into(),
            asked_at: None,
            must: true,
            because: Vec::new(),
            why: Vec::new(),
            asked: Vec::new(),
        }
    }

    /// Adds one that asks, after those that are stricter.
    pub(crate) fn ask(&mut self, ask: Ask) {
        self.why.push(ask.says.clone());
        self.asked.push(ask);
    }

    /// What is owed: two packs that ask for the same thing make one due of it.
    fn obligation(
        &self,
    ) -> (
        DueKind,
        Option<&WorkerId>,
        Option<&ChildId>,
        Option<&PersonId>,
        Option<&String>,
    ) {
        (
            self.kind,
            self.worker.as_ref(),
            self.child.as_ref(),
            self.supervisor.as_ref(),
            self.subject.as_ref(),
        )
    }

    /// Takes in what somebody else says of the same obligation.
    fn join(&mut self, looser: &mut Self) {
        self.must |= looser.must && looser.due == self.due;
        for citation in looser.because.drain(..) {
            if !self.because.contains(&citation) {
                self.because.push(citation);
            }
        }
        for step in looser.why.drain(..) {
            if !self.why.contains(&step) {
                self.why.push(step);
            }
        }
        for ask in looser.asked.drain(..) {
            if !self.asked.contains(&ask) {
                self.asked.push(ask);
            }
        }
    }

    /// Takes the date back where sessions that could change it cannot be read here.
    fn doubt(&mut self, facts: &Facts<'_>) {
        let by_sessions = matches!(
            self.kind,
            DueKind::WorkerSession
                | DueKind::CaseDiscussion
                | DueKind::NextDiscussion
                | DueKind::CaseFirstConsideration
                | DueKind::CaseDeadline
                | DueKind::Replacement
        );
        let since = self.counted_from.map(|anchor| anchor.day);
        let doubt = self
            .worker
            .as_ref()
            .filter(|_| by_sessions)
            .and_then(|worker| facts.unseen_session(worker, since));
        if let Some(doubt) = doubt {
            self.why.push(doubt);
            self.due = None;
        }
    }

    fn finish(mut self, facts: &Facts<'_>) -> Due {
        self.doubt(facts);
        let state = match self.due {
            _ if self.suspended => State::Suspended,
            None => State::CannotTell,
            Some(due) if due < facts.today => State::Overdue,
            Some(due) if due == facts.today => State::Due,
            Some(_) => State::Coming,
        };
        let whose = match (&self.child, &self.worker, &self.supervisor) {
            (Some(child), _, _) => child.as_str(),
            (None, Some(worker), _) => worker.as_str(),
            (None, None, Some(person)) => person.as_str(),
            (None, None, None) => "store",
        };
        let when = self
            .due
            .map_or_else(|| "unknown".to_owned(), |due| due.to_string());
        let what = self
            .subject
            .as_ref()
            .map(|subject| format!("/{subject}"))
            .unwrap_or_default();
        let rank = self
            .child
            .as_ref()
            .map_or(usize::MAX, |child| agenda::rank(facts, child, facts.today));
        Due {
            id: format!("{whose}/{}{what}/{when}", self.kind.name()),
            supervisor: self.supervisor.or_else(|| {
                let worker = self.worker.as_ref();
                worker.and_then(|worker| facts.supervisor(worker)).cloned()
            }),
            kind: self.kind,
            worker: self.worker,
            child: self.child,
            subject: self.subject,
            due: self.due,
            state,
            counted_from: self.counted_from,
            rule: self.rule,
            asked_at: self.asked_at,
            must: self.must,
            because: self.because,
            why: self.why,
            asked: self.asked,
            rank,
        }
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
