//! The picture of the sessions against the dates by which they were due, and its table.

use serde_json::{Value as Json, json};

use super::super::chart_sessions::{self, Delay, Fate, Sessions};
use super::super::document::Block;
use super::Making;
use super::attention::asked_by;
use super::pictures::{BESIDE, apart, counted, figure, from_to, years};
use crate::calendar::{Day, Held};
use crate::due::timeliness::{Obligation, Outcome};
use crate::due::{DueKind, State};
use crate::record::absence::AbsenceType;
use crate::record::layout::Folder;
use crate::record::session::{Session, SessionType, Status};

// What the picture and its table say.
const REGULAR: &str = "How regular supervision was";
const REGULAR_PICTURE: &str = "Sessions against their due dates";
const REGULAR_DRAWN: &str = "Time goes from left to right. A diamond is a date by which a session was due: dark where it was kept, \
     crossed where it was missed, white where it does not count or is still to come. A hatched bar reaches from a missed date to the \
     session, with the number of days under it. A circle is a session, a cross one that was called off.";
const REGULAR_HEAD: [&str; 4] = ["Due", "What became of it", "Early or late", "Asked by"];
const REGULAR_EMPTY: &str = "No session fell due in this period, and none is recorded.";
const NO_DATE: &str = "No date in this period";
const NOT_HELD: &str = "Not held";
const STILL_TO_COME: &str = "Still to come";

/// How far ahead a date may lie that is still drawn.
const AHEAD: i64 = 62;

fn what_became(span: (Day, Day), kept: usize, late: usize, left_out: usize) -> String {
    let due = kept + late + left_out;
    if due == kept && due > 1 {
        return format!(
            "All {due} sessions that fell due from {} were held in time",
            from_to(span)
        );
    }
    format!(
        "{}: {} fell due; {kept} held in time, {late} late, {left_out} not at all",
        from_to(span),
        counted(due, "session", "sessions")
    )
}

fn held_on(day: Day, session_type: &str) -> String {
    format!("{session_type} of {}", day.in_words())
}

fn session_type(of: SessionType) -> &'static str {
    match of {
        SessionType::Individual => "Session",
        SessionType::Mentor => "Session with the mentor",
        SessionType::Group => "Group session",
        SessionType::Joint => "Joint session",
        SessionType::Informal => "Informal talk",
    }
}

fn called_off(of: Status, on: Day) -> String {
    let what = match of {
        Status::Rearranged => "rearranged",
        _ => "cancelled",
    };
    format!("Session of {} {what}", on.in_words())
}

fn away(of: AbsenceType, from: Day, to: Option<Day>) -> String {
    let why = match of {
        AbsenceType::Sickness => "sickness",
        AbsenceType::ParentalLeave => "parental leave",
        AbsenceType::AnnualLeave => "annual leave",
        AbsenceType::OtherLeave => "other leave",
    };
    match to {
        Some(to) if to == from => format!("Away on {} ({why})", from.in_words()),
        Some(to) => format!("Away from {} ({why})", from_to((from, to))),
        None => format!("Away since {} ({why})", from.in_words()),
    }
}

fn not_counted(why: &str) -> String {
    format!("Does not count: {why}")
}

impl Making<'_> {
    /// The sessions against the dates by which they were due. Not for a document about a child.
    pub(super) fn regularity(&mut self) -> Json {
        if self.key.is_none() || self.child.is_some() {
            return Json::Null;
        }
        let span = self.looked_at();
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
        let caption = what_became(span, kept, late, left_out);
        let figures: Vec<Block> = years(span)
            .into_iter()
            .map(|year| self.regularity_of(year, &own))
            .collect();
        for filed in self.in_period() {
            let (on, session) = (filed.data.date.value, &filed.data);
            let (due, what) = match session.is_held() {
                true if met.contains(&on) => continue,
                true => (
                    Some(NO_DATE),
                    held_on(on, session_type(session.session_type.value)),
                ),
                false => (None, called_off(session.status.value, on)),
            };
            rows.push((on, json!([due, what, null, null])));
        }
        for (from, to, of) in self.times_away(span).into_iter().flatten() {
            rows.push((from, json!([null, away(of, from, to), null, null])));
        }
        if let Some((day, because)) = self.next_session() {
            rows.push((day, json!([day.in_words(), STILL_TO_COME, null, because])));
        }
        rows.sort_by_key(|(day, _)| *day);
        let rows: Vec<Json> = rows.into_iter().map(|(_, row)| row).collect();
        self.pictured(
            (REGULAR, &caption, &REGULAR_HEAD),
            rows,
            figures,
            REGULAR_EMPTY,
        )
    }

    /// One date and what became of it.
    fn obligation_row(&self, one: &Obligation) -> Option<(Day, Json)> {
        let due = one.due?;
        let done = one.done.as_ref().map(|done| done.value);
        let (what, apart) = match one.outcome {
            Outcome::NotCounted(reason) => (not_counted(reason.spoken()), None),
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
                        held_on(done, session_type(of)),
                        Some(apart(due.days_to(done))),
                    )
                }
                (None, days) => (NOT_HELD.to_owned(), days.map(apart)),
            },
        };
        let by = one.because.first().map(asked_by);
        Some((due, json!([due.in_words(), what, apart, by])))
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
        let longest = longest.map_or_else(String::new, |days| {
            let days = usize::try_from(days).unwrap_or_default();
            format!(", the longest delay {}", counted(days, "day", "days"))
        });
        let told = format!(
            "{} kept, {} missed{longest}. {BESIDE}",
            counted(count(Fate::Kept), "date", "dates"),
            count(Fate::Missed),
        );
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
        let title = format!("{REGULAR_PICTURE}, {}", from_to(span));
        figure(
            chart_sessions::sessions(&title, REGULAR_DRAWN, &shown),
            title,
            told,
        )
    }

    /// The next date that has not come, where it is near and the reading is of today.
    fn next_session(&self) -> Option<(Day, Option<String>)> {
        let mut dues = self.dues.iter().filter(|due| {
            due.worker.as_ref() == Some(self.id)
                && due.kind == DueKind::WorkerSession
                && due.state == State::Coming
        });
        let next = dues.find_map(|due| Some((due.due?, due.because.first().map(asked_by))))?;
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
