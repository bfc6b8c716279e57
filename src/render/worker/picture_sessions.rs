//! The picture of the sessions against the dates by which they were due, and its table.

use serde_json::{Value as Json, json};

use super::super::chart_sessions::{self, Delay, Fate, Sessions};
use super::super::document::Block;
use super::super::obligation;
use super::super::wording::Wording;
use super::Making;
use super::front::Front;
use super::pictures::{apart, ends, figure, places, years};
use crate::calendar::{Day, Held};
use crate::due::timeliness::{Obligation, Outcome, Reason};
use crate::due::{DueKind, State};
use crate::record::absence::AbsenceType;
use crate::record::layout::Folder;
use crate::record::session::{Session, SessionType, Status};

/// How far ahead a date may lie that is still drawn.
const AHEAD: i64 = 62;

fn held_on(words: &Wording, day: Day, of: SessionType) -> String {
    let key = match of {
        SessionType::Individual => "pictures.sessions.held-on.individual",
        SessionType::Mentor => "pictures.sessions.held-on.mentor",
        SessionType::Group => "pictures.sessions.held-on.group",
        SessionType::Joint => "pictures.sessions.held-on.joint",
        SessionType::Informal => "pictures.sessions.held-on.informal",
    };
    words.fill(key, &[("date", &words.day(day))])
}

fn called_off(words: &Wording, of: Status, on: Day) -> String {
    let key = match of {
        Status::Rearranged => "pictures.sessions.called-off.rearranged",
        _ => "pictures.sessions.called-off.cancelled",
    };
    words.fill(key, &[("date", &words.day(on))])
}

fn away(words: &Wording, of: AbsenceType, from: Day, to: Option<Day>) -> String {
    let why = match of {
        AbsenceType::Sickness => "sickness",
        AbsenceType::ParentalLeave => "parental-leave",
        AbsenceType::AnnualLeave => "annual-leave",
        AbsenceType::OtherLeave => "other-leave",
    };
    let why = words.term(why).to_lowercase();
    let (first, why) = (words.day(from), ("why", why.as_str()));
    match to {
        Some(to) if to == from => words.fill("pictures.sessions.away-on", &[("date", &first), why]),
        Some(to) => {
            let last = words.day(to);
            words.fill(
                "pictures.sessions.away-from",
                &[("from", &first), ("to", &last), why],
            )
        }
        None => words.fill("pictures.sessions.away-since", &[("date", &first), why]),
    }
}

fn not_counted(words: &Wording, reason: Reason) -> String {
    let why = obligation::not_counted(words, reason);
    words.fill("pictures.sessions.not-counted", &[("why", &why)])
}

impl Making<'_> {
    /// The sessions against the dates by which they were due. Not for a document about a child.
    pub(super) fn regularity(&mut self) -> Json {
        if self.key.is_none() || self.child.is_some() {
            return Json::Null;
        }
        let (words, span) = (self.wording(), self.looked_at());
        let (mut rows, own): (Vec<(Day, Json)>, Vec<&Obligation>) = {
            let own = self.own_obligations(DueKind::WorkerSession);
            let rows = own.iter().filter_map(|one| self.obligation_row(one));
            (rows.collect(), own)
        };
        let met: Vec<Day> = own
            .iter()
            .filter_map(|one| Some(one.done.as_ref()?.value))
            .collect();
        let count = |fits: fn(Outcome) -> bool| own.iter().filter(|one| fits(one.outcome)).count();
        let (kept, late, left_out) = (
            count(|one| one == Outcome::InTime),
            count(|one| one == Outcome::Late),
            count(|one| one == Outcome::NotDone),
        );
        let due = kept + late + left_out;
        let mut told = ends(words, span).to_vec();
        told.extend([
            ("kept", kept.to_string()),
            ("late", late.to_string()),
            ("left-out", left_out.to_string()),
        ]);
        let key = match due == kept && due > 1 {
            true => "front.regularity.caption-all",
            false => "front.regularity.caption",
        };
        let caption = words.many(key, due, &places(&told));
        let figures: Vec<Block> = years(span)
            .into_iter()
            .map(|year| self.regularity_of(year, &own))
            .collect();
        for filed in self.in_period() {
            let (on, session) = (filed.data.date.value, &filed.data);
            let (due, what) = match session.is_held() {
                true if met.contains(&on) => continue,
                true => (
                    Some(words.say("pictures.sessions.no-date")),
                    held_on(words, on, session.session_type.value),
                ),
                false => (None, called_off(words, session.status.value, on)),
            };
            rows.push((on, json!([due, what, null, null])));
        }
        for (from, to, of) in self.times_away(span).into_iter().flatten() {
            rows.push((from, json!([null, away(words, of, from, to), null, null])));
        }
        if let Some((day, because)) = self.next_session() {
            rows.push((
                day,
                json!([
                    words.day(day),
                    words.say("pictures.sessions.still-to-come"),
                    null,
                    because
                ]),
            ));
        }
        rows.sort_by_key(|(day, _)| *day);
        let rows: Vec<Json> = rows.into_iter().map(|(_, row)| row).collect();
        let front = Front {
            name: "regularity",
            head: &["due", "became", "apart", "asked-by"],
            caption: Some(caption),
            empty: Some("none"),
        };
        self.pictured(front, rows, figures)
    }

    /// One date and what became of it.
    fn obligation_row(&self, one: &Obligation) -> Option<(Day, Json)> {
        let words = self.wording();
        let due = one.due?;
        let done = one.done.as_ref().map(|done| done.value);
        let (what, apart) = match one.outcome {
            Outcome::NotCounted(reason) => (not_counted(words, reason), None),
            _ => match (done, one.days_late) {
                (Some(done), _) => {
                    let session = self
                        .file
                        .sessions
                        .iter()
                        .find(|filed| filed.data.date.value == done);
                    let of =
                        session.map_or(SessionType::Individual, |one| one.data.session_type.value);
                    (
                        held_on(words, done, of),
                        Some(apart(words, due.days_to(done))),
                    )
                }
                (None, days) => (
                    words.say("pictures.sessions.not-held"),
                    days.map(|days| apart(words, days)),
                ),
            },
        };
        let by = obligation::asked_by(words, one.agreed, &one.because);
        Some((due, json!([words.day(due), what, apart, by])))
    }

    fn regularity_of(&self, span: (Day, Day), own: &[&Obligation]) -> Block {
        let within = |day: &Day| span.0 <= *day && *day <= span.1;
        let in_span: Vec<(&Obligation, Day)> = own
            .iter()
            .filter_map(|one| Some((*one, one.due?)))
            .filter(|(_, due)| within(due))
            .collect();
        let mut due: Vec<(Day, Fate)> = in_span
            .iter()
            .map(|(one, due)| match one.outcome {
                Outcome::InTime => (*due, Fate::Kept),
                Outcome::Late | Outcome::NotDone => (*due, Fate::Missed),
                Outcome::NotCounted(_) => (*due, Fate::NotCounted),
            })
            .collect();
        let missed = in_span.iter().filter(|(one, _)| one.outcome.is_missed());
        let late: Vec<Delay> = missed
            .map(|(one, due)| Delay {
                from: *due,
                to: one.days_late.map_or(*due, |days| due.plus_days(days)),
                days: one.days_late,
            })
            .collect();
        let mut end = span.1;
        if let Some((next, _)) = self.next_session().filter(|_| span.1 == self.today()) {
            due.push((next, Fate::NotCounted));
            end = next;
        }
        let sessions: Vec<&Session> = self
            .in_period()
            .into_iter()
            .map(|filed| &filed.data)
            .filter(|session| within(&session.date.value))
            .collect();
        let days = |fits: &dyn Fn(&Session) -> bool| -> Vec<Day> {
            let days = sessions.iter().filter(|session| fits(session));
            days.map(|session| session.date.value).collect()
        };
        let is_individual = |one: &Session| one.session_type.value == SessionType::Individual;
        let count = |fate| due.iter().filter(|(_, one)| *one == fate).count();
        let longest = late.iter().filter_map(|late| late.days).max();
        let words = self.wording();
        let mut told = vec![
            (
                "dates",
                words.many("pictures.sessions.dates", count(Fate::Kept), &[]),
            ),
            ("missed", count(Fate::Missed).to_string()),
            ("beside", words.say("pictures.beside")),
        ];
        let told = match longest {
            Some(days) => {
                told.push(("delay", words.many("dates.lasting.days", days, &[])));
                words.fill("pictures.sessions.told-delayed", &places(&told))
            }
            None => words.fill("pictures.sessions.told", &places(&told)),
        };
        let shown = Sessions {
            span: (span.0, end),
            today: self.today(),
            held: days(&|one| one.is_held() && is_individual(one)),
            beside: days(&|one| one.is_held() && !is_individual(one)),
            called_off: days(&|one| !one.is_held()),
            away: self.times_away(span).map(|away| {
                let end = |to: Option<Day>| to.unwrap_or(span.1).min(span.1);
                let away = away.into_iter();
                away.map(|(from, to, _)| (from.max(span.0), end(to)))
                    .collect()
            }),
            due,
            late,
        };
        let title = words.fill("pictures.sessions.title", &places(&ends(words, span)));
        let drawn = words.say("pictures.sessions.drawn");
        let svg = chart_sessions::sessions(words, &title, &drawn, &shown);
        figure(svg, title, told)
    }

    /// The next date that has not come, where it is near and the reading is of today.
    fn next_session(&self) -> Option<(Day, Option<String>)> {
        let mut dues = self.dues.iter().filter(|due| {
            due.worker.as_ref() == Some(self.id)
                && due.kind == DueKind::WorkerSession
                && due.state == State::Coming
        });
        let next = dues.find_map(|due| {
            let agreed = due.asked.first().and_then(|ask| ask.agreed);
            Some((
                due.due?,
                obligation::asked_by(self.wording(), agreed, &due.because),
            ))
        })?;
        let is_near = self.today().days_to(next.0) <= AHEAD && self.looked_at().1 == self.today();
        is_near.then_some(next)
    }

    /// The times away that touch a span, where the purpose needs the section that holds them.
    fn times_away(&self, (from, to): (Day, Day)) -> Option<Vec<(Day, Option<Day>, AbsenceType)>> {
        self.purpose
            .is_none_or(|purpose| purpose.needs(Folder::Health))
            .then(|| {
                let absences = self.file.absences.iter().map(|filed| &filed.data);
                let known = absences.filter(|one| one.from.value <= self.today());
                let touching = known.filter(|one| {
                    let period = one.period();
                    period.from <= to && period.to.is_none_or(|end| from <= end)
                });
                touching
                    .map(|one| (one.period().from, one.period().to, one.absence_type.value))
                    .collect()
            })
    }
}
