//! A due in the making: what a schedule says of it, before its id and how it stands follow from that.

use super::{Anchor, Ask, Due, DueKind, Facts, State, Untold, agenda};
use crate::calendar::Day;
use crate::diag::Citation;
use crate::record::{ChildId, PersonId, WorkerId};
use crate::source::Span;

/// A due in the making: what a schedule says before id and state follow from it.
pub(crate) struct Draft {
    pub(crate) kind: DueKind,
    pub(crate) worker: Option<WorkerId>,
    pub(crate) child: Option<ChildId>,
    /// Who is to do it, where that is not the worker's supervisor.
    pub(crate) supervisor: Option<PersonId>,
    pub(crate) subject: Option<String>,
    pub(crate) due: Option<Day>,
    pub(crate) untold: Option<Untold>,
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
            untold: None,
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

    /// Takes its day back, and says why.
    pub(crate) fn cannot_tell(&mut self, untold: Untold) {
        self.due = None;
        self.why.push(untold.to_string());
        self.untold = Some(untold);
    }

    /// What is owed: two packs that ask for the same thing make one due of it.
    pub(super) fn obligation(
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
    pub(super) fn join(&mut self, looser: &mut Self) {
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
            self.cannot_tell(doubt);
        }
    }

    pub(super) fn finish(mut self, facts: &Facts<'_>) -> Due {
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
            untold: self.untold,
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
