//! The days in records: those on which something is said to have happened, and those that cannot come before others.
//!
//! Not here: days to come, such as the next session; what is told to a worker or talked about, which is open until it has
//! happened; and sign-offs.

use crate::calendar::Day;
use crate::record::child_supervision::CaseNote;
use crate::record::dispute::Dispute;
use crate::record::session::Session;
use crate::record::{CaseFile, Filed, Records, WorkerFile};
use crate::source::Spanned;

/// A field and its day.
pub(super) type Field = (&'static str, Spanned<Day>);

/// The days of one record.
pub(super) struct Days<'a> {
    what: &'static str,
    whose: &'a str,
    /// Whether a day to come is no fault of it, or is found by itself: a session is called off beforehand, an agreement prepared.
    pub(super) may_be_ahead: bool,
    /// The record's own day, by which it is filed.
    pub(super) own: Option<Spanned<Day>>,
    /// On which something is said to have happened.
    pub(super) happened: Vec<Field>,
    /// Two days each, the second of which cannot come before the first.
    pub(super) order: Vec<(Field, Field)>,
}

impl<'a> Days<'a> {
    fn of(what: &'static str, whose: &'a str, own: Option<Spanned<Day>>) -> Self {
        Self {
            what,
            whose,
            may_be_ahead: matches!(what, "session" | "agreement" | "supervision history"),
            own,
            happened: Vec::new(),
            order: Vec::new(),
        }
    }

    /// "session of jo-field of 2026-02-10", "checklist of jo-field".
    pub(super) fn name(&self) -> String {
        let Self { what, whose, .. } = self;
        match self.own {
            Some(day) => format!("{what} of {whose} of {}", day.value),
            None => format!("{what} of {whose}"),
        }
    }

    /// "session of jo-field".
    pub(super) fn name_without_day(&self) -> String {
        format!("{} of {}", self.what, self.whose)
    }

    fn has(mut self, name: &'static str, day: Option<Spanned<Day>>) -> Self {
        self.happened.extend(day.map(|day| (name, day)));
        self
    }

    fn follows(
        mut self,
        (first, before): (&'static str, Option<Spanned<Day>>),
        (then, after): (&'static str, Option<Spanned<Day>>),
    ) -> Self {
        let both = before.zip(after);
        self.order
            .extend(both.map(|(before, after)| ((first, before), (then, after))));
        self
    }

    /// A day that is not before the record's own.
    fn later(self, name: &'static str, day: Option<Spanned<Day>>) -> Self {
        let own = self.own;
        self.follows(("date", own), (name, day))
    }

    fn disputes(self, disputes: &[Dispute]) -> Self {
        disputes.iter().fold(self, |days, dispute| {
            let (on, referred) = (Some(dispute.on), dispute.referred_on);
            days.has("on", on)
                .has("referred-on", referred)
                .has("closed", dispute.closed)
                .later("on", on)
                .follows(("on", on), ("referred-on", referred))
                .follows(("on", on), ("closed", dispute.closed))
                .follows(("referred-on", referred), ("closed", dispute.closed))
        })
    }

    fn case_note(self, case_note: Option<&CaseNote>) -> Self {
        let entered = case_note.map(|note| note.entered_on);
        self.has("entered-on", entered).later("entered-on", entered)
    }
}

/// The days of every record that has any.
pub(super) fn all(records: &Records) -> impl Iterator<Item = Days<'_>> {
    let workers = records.workers.iter();
    let children = records.children.iter();
    let of_workers = workers.flat_map(|(id, file)| of_worker(id.as_str(), file));
    of_workers.chain(children.flat_map(|(id, file)| of_child(id.as_str(), file)))
}

fn of_worker<'a>(id: &'a str, file: &'a WorkerFile) -> Vec<Days<'a>> {
    let mut all: Vec<Days<'a>> = Vec::new();
    if let Some(asye) = file
        .worker
        .as_ref()
        .and_then(|worker| worker.data.asye.as_ref())
    {
        let days = Days::of("assessed year", id, None);
        all.push(asye.milestones.iter().fold(days, |days, milestone| {
            days.has("held", milestone.held)
                .follows(("from", Some(asye.from)), ("held", milestone.held))
        }));
    }
    all.extend(
        file.checklist
            .as_ref()
            .map(|filed| checklist(id, &filed.data)),
    );
    for agreement in file.agreements.iter().map(|filed| &filed.data) {
        let confirmed = &agreement.confirmations;
        let days = Days::of("agreement", id, Some(agreement.date))
            .has("supervision-policy", Some(confirmed.supervision_policy))
            .has("induction-policy", Some(confirmed.induction_policy))
            .has("pdr-policy", Some(confirmed.pdr_policy))
            .later("review-by", Some(agreement.review_by));
        all.push(agreement.reviews.iter().fold(days, |days, review| {
            days.has("on", Some(review.on)).later("on", Some(review.on))
        }));
    }
    let histories = file.histories.iter().map(|filed| &filed.data);
    all.extend(histories.map(|history| {
        Days::of("supervision history", id, Some(history.date))
            .later("discussed", history.discussed)
    }));
    all.extend(file.sessions.iter().map(|filed| session(id, &filed.data)));
    for pdr in file.pdrs.iter().map(|filed| &filed.data) {
        let reviewed = pdr.agreement_reviewed.as_ref().map(|reviewed| reviewed.on);
        all.push(Days::of("PDR record", id, Some(pdr.date)).has("on", reviewed));
    }
    for cpd in file.cpds.iter().map(|filed| &filed.data) {
        let peer = cpd.peer_reflection.as_ref().map(|reflection| reflection.on);
        all.push(Days::of("CPD activity", id, Some(cpd.date)).has("on", peer));
    }
    for wellbeing in file.wellbeing.iter().map(|filed| &filed.data) {
        let days = Days::of("wellbeing record", id, Some(wellbeing.date));
        all.push(days.later("review", wellbeing.review));
    }
    for absence in file.absences.iter().map(|filed| &filed.data) {
        let back = absence.return_to_work.as_ref().map(|meeting| meeting.on);
        let days = Days::of("absence", id, None);
        all.push(days.follows(("from", Some(absence.from)), ("on", back)));
    }
    let mut plain = |what, own| all.push(Days::of(what, id, Some(own)));
    file.progressions
        .iter()
        .for_each(|filed| plain("progression record", filed.data.date));
    file.accesses
        .iter()
        .for_each(|filed| plain("access record", filed.data.date));
    file.self_audits
        .iter()
        .for_each(|filed| plain("practice self-audit", filed.data.date));
    file.quality_audits
        .iter()
        .for_each(|filed| plain("quality audit", filed.data.date));
    file.notes
        .iter()
        .for_each(|filed| plain("note", filed.data.date));
    file.handovers
        .iter()
        .for_each(|filed| plain("handover", filed.data.date));
    file.addenda
        .iter()
        .for_each(|filed| plain("addendum", filed.data.date));
    all
}

fn checklist<'a>(id: &'a str, data: &crate::record::checklist::Checklist) -> Days<'a> {
    let dbs = data
        .dbs
        .iter()
        .map(|dbs| ("issued", Some(dbs.issued), dbs.seen));
    let registration = data.registration.iter();
    let registration = registration.map(|known| ("renewed", Some(known.renewed), known.seen));
    let qualifications = data.qualifications.iter();
    let qualifications = qualifications.map(|known| ("awarded", Some(known.awarded), known.seen));
    let others = data
        .others
        .iter()
        .map(|known| ("issued", known.issued, known.seen));
    let checks = dbs.chain(registration).chain(qualifications).chain(others);
    let days = Days::of("checklist", id, None);
    let days = checks.fold(days, |days, (name, day, seen)| {
        days.has(name, day)
            .has("seen", Some(seen))
            .follows((name, day), ("seen", Some(seen)))
    });
    data.others.iter().fold(days, |days, other| {
        days.follows(("issued", other.issued), ("expires", other.expires))
    })
}

fn session<'a>(id: &'a str, data: &Session) -> Days<'a> {
    let days = Days::of("session", id, Some(data.date)).has("recorded", data.recorded);
    if !data.is_held() {
        return days;
    }
    let days = days
        .has("shared", data.shared)
        .later("shared", data.shared)
        .later("next-session", data.next_session)
        .disputes(&data.disputes);
    let days = data.decisions.iter().fold(days, |days, decision| {
        days.follows(("from", Some(decision.from)), ("until", decision.until))
    });
    data.cases.iter().fold(days, |days, case| {
        let decision = case.interval_decision.as_ref();
        let until = decision.and_then(|decision| decision.until);
        let authorised = decision.and_then(|decision| decision.authorised_on);
        days.has("last-visit-seen", case.last_visit_seen)
            .has("authorised-on", authorised)
            .follows(
                ("last-visit-seen", case.last_visit_seen),
                ("date", Some(data.date)),
            )
            .later("until", until)
    })
}

fn of_child<'a>(id: &'a str, file: &'a CaseFile) -> Vec<Days<'a>> {
    let mut all: Vec<Days<'a>> = Vec::new();
    if let Some(child) = file.child.as_ref().map(|filed| &filed.data) {
        let days = Days::of("case", id, None);
        let placements = child.placements.iter();
        all.push(placements.fold(days, |days, placement| {
            days.has("agreed-on", placement.agreed_on)
        }));
    }
    for note in file.supervisions.iter().map(|filed| &filed.data) {
        let seen = note.last_visit_seen;
        let days = Days::of("supervision record", id, Some(note.date))
            .has("recorded", Some(note.recorded))
            .later("recorded", Some(note.recorded))
            .has("last-visit-seen", seen)
            .follows(("last-visit-seen", seen), ("date", Some(note.date)))
            .case_note(note.case_note.as_ref())
            .disputes(&note.disputes);
        all.push(
            note.risks_to_staff
                .iter()
                .fold(days, |days, risk| days.has("closed", risk.closed)),
        );
    }
    for decision in file.decisions.iter().map(|filed| &filed.data) {
        let days = Days::of("manager's decision", id, Some(decision.date));
        all.push(
            days.has("recorded", Some(decision.recorded))
                .later("recorded", Some(decision.recorded))
                .later("revisit-by", decision.revisit_by)
                .case_note(decision.case_note.as_ref()),
        );
    }
    let addenda = file.addenda.iter().map(|filed: &Filed<_>| filed.data.date);
    all.extend(addenda.map(|own| Days::of("addendum", id, Some(own))));
    all
}
