//! A store in memory, record by record, with as few words as a case needs.
//!
//! Periods are written `2026-01-05..` or `2026-01-05..2026-02-01`, both days included. Extras are lines of YAML.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use supervision::calendar::Day;
use supervision::due::{self, Due, DueKind, Facts};
use supervision::reading::Reading;
use supervision::record::parse::PART_MISSING;
use supervision::store::Snapshot;

/// A path and what stands there.
pub(crate) type File = (String, String);

/// The files of a store.
#[derive(Clone)]
pub(crate) struct Team {
    files: BTreeMap<String, String>,
}

/// A pack laid over Rotherham's by which independent chairs are not held to once a month.
pub(crate) const CHAIRS_APART: &str = "\
kind: policy-pack
format: 1
id: chairs-apart
title: Chairs apart
publisher: Exampleshire (invented)
document: Note on independent chairs (invented)
over: rotherham
supervision:
  - id: monthly
    clauses: [R8e, R8f]
    summary: at least monthly, but for independent chairs
    applies: {role-not: [independent-chair]}
    every: {months: 1}
    reading: Chairs meet every two months.
";

/// What fell due on a day.
pub(crate) struct Found {
    /// In the program's order.
    pub(crate) dues: Vec<Due>,
}

/// A day, from its text.
pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day of the calendar")
}

/// `from: …` and `to: …`, as lines of a list's entry.
fn period(period: &str) -> String {
    let (from, to) = period.split_once("..").unwrap_or((period, ""));
    match to {
        "" => format!("  - from: {from}\n"),
        to => format!("  - from: {from}\n    to: {to}\n"),
    }
}

impl Team {
    /// A store under some packs, in force since 2000, with the people that the cases name: Sam Okoro and Ash Rahman are team
    /// managers, Pat Lowe a group manager, Lin Moss a service manager, Noor Haddad a practice consultant.
    pub(crate) fn under(packs: &[&str]) -> Self {
        let packs: String = packs
            .iter()
            .map(|pack| format!("  - pack: {pack}\n    from: 2000-01-01\n"))
            .collect();
        Self::under_policies(&packs)
    }

    /// A store whose list of policies is written out.
    pub(crate) fn under_policies(policies: &str) -> Self {
        let mut team = Self {
            files: BTreeMap::new(),
        };
        team.put(
            "supervision.yaml",
            format!(
                "kind: store\nformat: 1\nid: north\norganisation: Exampleshire\nmarking: OFFICIAL\npolicies:\n{policies}"
            ),
        );
        for (id, role) in [
            ("sam-okoro", "team-manager"),
            ("ash-rahman", "team-manager"),
            ("pat-lowe", "group-manager"),
            ("lin-moss", "service-manager"),
            ("noor-haddad", "practice-consultant"),
        ] {
            team.put(
                &format!("people/{id}.yaml"),
                format!(
                    "kind: person\nformat: 1\nid: {id}\nname: {id}\nposts:\n  - from: 1990-01-01\n    role: {role}\n"
                ),
            );
        }
        team
    }

    fn put(&mut self, path: &str, text: String) {
        self.files.insert(path.to_owned(), text);
    }

    /// The store with a record more; one at the same path is replaced.
    pub(crate) fn with(mut self, record: impl Into<File>) -> Self {
        let (path, text) = record.into();
        self.files.insert(path, text);
        self
    }

    /// The files as they stand.
    pub(crate) fn files(&self) -> Vec<File> {
        self.files.clone().into_iter().collect()
    }

    /// What falls due, as on a day. A record that does not read is a fault of the test.
    pub(crate) fn on(&self, today: &str) -> Found {
        Found::of(self.files(), today)
    }
}

impl Found {
    /// What falls due in a store of these files, in whatever order.
    pub(crate) fn of(files: Vec<File>, today: &str) -> Self {
        Self::read(Snapshot::from_files(files), today)
    }

    /// What falls due in a store as it was read.
    pub(crate) fn read(snapshot: Snapshot, today: &str) -> Self {
        let today = day(today);
        let reading = Reading::of(snapshot, Some(today), today);
        let faults: Vec<String> = reading
            .findings
            .iter()
            .filter(|finding| finding.code != PART_MISSING) // no date hangs on the prose, which these records leave out
            .map(|finding| format!("{}: {}", finding.code, finding.message))
            .collect();
        assert_eq!(faults, Vec::<String>::new(), "the test's records read");
        Self {
            dues: due::find(&Facts::new(
                &reading.records,
                &reading.policy,
                reading.today,
            )),
        }
    }

    /// The one due of a kind for a worker or a child; none where nothing is due.
    pub(crate) fn the(&self, kind: DueKind, whose: &str) -> Option<&Due> {
        let is_theirs = |due: &&Due| {
            due.kind == kind
                && match &due.child {
                    Some(child) => child.as_str() == whose,
                    None => due
                        .worker
                        .as_ref()
                        .is_some_and(|worker| worker.as_str() == whose),
                }
        };
        let theirs: Vec<&Due> = self.dues.iter().filter(is_theirs).collect();
        assert!(theirs.len() <= 1, "one due for one obligation: {theirs:#?}");
        theirs.first().copied()
    }

    /// Day and state: `2026-03-09 coming`, `unknown cannot-tell`, `nothing`.
    pub(crate) fn says(&self, kind: DueKind, whose: &str) -> String {
        match self.the(kind, whose) {
            None => "nothing".to_owned(),
            Some(due) => format!("{} {}", on(due), due.state.name()),
        }
    }

    /// The day of a worker's next session.
    pub(crate) fn session(&self, worker: &str) -> String {
        self.the(DueKind::WorkerSession, worker)
            .map_or_else(|| "nothing".to_owned(), on)
    }

    /// The rule that set the day of a worker's next session.
    pub(crate) fn session_rule(&self, worker: &str) -> &str {
        self.the(DueKind::WorkerSession, worker)
            .map_or("nothing", |due| due.rule.as_str())
    }

    /// The day of a child's next full discussion, by a rule or by the date that the supervisor set.
    pub(crate) fn discussion(&self, child: &str) -> String {
        let by_rule = self.the(DueKind::CaseDiscussion, child);
        let by_date = self.the(DueKind::NextDiscussion, child);
        assert!(
            by_rule.is_none() || by_date.is_none(),
            "one due for one discussion"
        );
        by_rule.or(by_date).map_or_else(|| "nothing".to_owned(), on)
    }

    /// Everything that is said of each due, but for the places in files, which move as files are added.
    pub(crate) fn lines(&self) -> Vec<String> {
        let line = |due: &Due| {
            format!(
                "{} {} {:?} {:?} {} {:?} {:?}",
                due.id,
                due.state.name(),
                due.supervisor,
                due.counted_from.map(|anchor| anchor.day),
                due.rule,
                due.because,
                due.why
            )
        };
        self.dues.iter().map(line).collect()
    }
}

fn on(due: &Due) -> String {
    due.due
        .map_or_else(|| "unknown".to_owned(), |day| day.to_string())
}

/// A record written out.
pub(crate) fn file(path: &str, text: &str) -> File {
    (path.to_owned(), text.to_owned())
}

/// A worker's employment and line managers.
pub(crate) struct Worker {
    id: String,
    employment: String,
    managers: String,
    rest: String,
}

/// A social worker since 2000, managed by Sam Okoro since then, unless said otherwise.
pub(crate) fn worker(id: &str) -> Worker {
    Worker {
        id: id.to_owned(),
        employment: String::new(),
        managers: String::new(),
        rest: String::new(),
    }
}

impl Worker {
    /// In a role for a while, permanent and full time.
    pub(crate) fn role(self, held: &str, role: &str) -> Self {
        self.post(held, role, "permanent", "37")
    }

    /// In a role for a while, on these terms.
    pub(crate) fn post(mut self, held: &str, role: &str, basis: &str, hours: &str) -> Self {
        self.employment += &period(held);
        write!(
            self.employment,
            "    role: {role}\n    team: north\n    basis: {basis}\n    hours: {hours}\n"
        )
        .expect("text can be written");
        self
    }

    /// In the assessed year.
    pub(crate) fn asye(mut self, held: &str) -> Self {
        let (from, to) = held.split_once("..").unwrap_or((held, ""));
        let to = match to {
            "" => String::new(),
            to => format!("  to: {to}\n"),
        };
        self.rest = format!("asye:\n  from: {from}\n{to}");
        self
    }

    /// Managed by somebody for a while.
    pub(crate) fn managed_by(mut self, held: &str, person: &str) -> Self {
        self.managers += &period(held);
        writeln!(self.managers, "    person: {person}").expect("text can be written");
        self
    }
}

impl From<Worker> for File {
    fn from(mut worker: Worker) -> Self {
        if worker.employment.is_empty() {
            worker = worker.role("2000-01-01..", "social-worker");
        }
        if worker.managers.is_empty() {
            worker = worker.managed_by("2000-01-01..", "sam-okoro");
        }
        let Worker {
            id,
            employment,
            managers,
            rest,
        } = worker;
        (
            format!("workers/{id}/worker.yaml"),
            format!(
                "kind: worker\nformat: 1\nid: {id}\nemployment:\n{employment}{rest}line-managers:\n{managers}"
            ),
        )
    }
}

/// A session.
pub(crate) struct Session {
    worker: String,
    date: String,
    supervisor: String,
    session_type: String,
    status: String,
    cases: String,
    more: String,
}

/// A session held one to one with Sam Okoro, unless said otherwise.
pub(crate) fn session(worker: &str, date: &str) -> Session {
    Session {
        worker: worker.to_owned(),
        date: date.to_owned(),
        supervisor: "sam-okoro".to_owned(),
        session_type: "individual".to_owned(),
        status: "held".to_owned(),
        cases: String::new(),
        more: String::new(),
    }
}

impl Session {
    /// Held by somebody else.
    pub(crate) fn by(mut self, person: &str) -> Self {
        self.supervisor = person.to_owned();
        self
    }

    /// Of another type.
    pub(crate) fn of_type(mut self, session_type: &str) -> Self {
        self.session_type = session_type.to_owned();
        self
    }

    /// Cancelled or rearranged.
    pub(crate) fn not_held(mut self, status: &str) -> Self {
        self.status = status.to_owned();
        self
    }

    /// A case discussed in full.
    pub(crate) fn full(self, child: &str) -> Self {
        self.case(child, "full", "")
    }

    /// A case acknowledged as open by both.
    pub(crate) fn acknowledged(self, child: &str) -> Self {
        self.case(child, "acknowledged", "")
    }

    /// A case with more said of it, as entries of a flow mapping.
    pub(crate) fn case(mut self, child: &str, depth: &str, more: &str) -> Self {
        let more = match more {
            "" => String::new(),
            more => format!(", {more}"),
        };
        writeln!(
            self.cases,
            "  - {{child: {child}, discussion: {depth}, acknowledged-open-by: [supervisor, supervisee]{more}}}"
        )
        .expect("text can be written");
        self
    }

    /// A decision to step down or up: interval and first day, and a last one.
    pub(crate) fn decides(self, direction: &str, interval: &str, from: &str, until: &str) -> Self {
        let until = match until {
            "" => String::new(),
            until => format!(", until: {until}"),
        };
        self.with(&format!(
            "decisions:\n  - {{type: {direction}, interval: {{{interval}}}, reason: As agreed, decided-by: sam-okoro, from: {from}{until}}}\n"
        ))
    }

    /// More lines.
    pub(crate) fn with(mut self, more: &str) -> Self {
        self.more += more;
        self
    }
}

impl From<Session> for File {
    fn from(session: Session) -> Self {
        let Session {
            worker,
            date,
            supervisor,
            session_type,
            status,
            cases,
            more,
        } = session;
        let cases = match cases.as_str() {
            "" => " []\n".to_owned(),
            cases => format!("\n{cases}"),
        };
        let what = match status.as_str() {
            "held" => format!("start: \"10:00\"\nminutes: 90\nrecorded: {date}\ncases:{cases}"),
            _ => "cancellation:\n  by: supervisor\n  reason: Emergency hearing\n".to_owned(),
        };
        (
            format!("workers/{worker}/3-supervision/{date}.md"),
            format!(
                "---\nkind: session\nformat: 1\nworker: {worker}\nsupervisor: {supervisor}\ndate: {date}\nplanned: {date}\nstatus: {status}\ntype: {session_type}\n{what}{more}---\n"
            ),
        )
    }
}

/// A child's case.
#[derive(Clone)]
pub(crate) struct Child {
    id: String,
    opened: String,
    closed: String,
    lists: BTreeMap<&'static str, String>,
}

/// A case opened on a day.
pub(crate) fn child(id: &str, opened: &str) -> Child {
    Child {
        id: id.to_owned(),
        opened: opened.to_owned(),
        closed: String::new(),
        lists: BTreeMap::new(),
    }
}

impl Child {
    fn push(mut self, list: &'static str, held: &str, name: &str, value: &str) -> Self {
        let entries = self.lists.entry(list).or_default();
        *entries += &period(held);
        writeln!(entries, "    {name}: {value}").expect("text can be written");
        self
    }

    /// Of a category for a while.
    pub(crate) fn category(self, held: &str, category: &str) -> Self {
        self.push("categories", held, "category", category)
    }

    /// In a placement for a while.
    pub(crate) fn placement(self, held: &str, placement: &str) -> Self {
        self.push("placements", held, "placement", placement)
    }

    /// Visited in a pattern for a while.
    pub(crate) fn visiting(self, held: &str, pattern: &str) -> Self {
        self.push("visiting", held, "pattern", pattern)
    }

    /// In a stage of proceedings for a while.
    pub(crate) fn proceedings(self, held: &str, stage: &str) -> Self {
        self.push("proceedings", held, "stage", stage)
    }

    /// Held by a worker for a while.
    pub(crate) fn held_by(self, held: &str, worker: &str) -> Self {
        self.push("allocations", held, "worker", worker)
    }

    /// Closed on a day.
    pub(crate) fn closed(mut self, day: &str) -> Self {
        self.closed = format!("closed: {day}\n");
        self
    }
}

impl From<Child> for File {
    fn from(child: Child) -> Self {
        let Child {
            id,
            opened,
            closed,
            lists,
        } = child;
        let lists: String = lists
            .iter()
            .map(|(list, entries)| format!("{list}:\n{entries}"))
            .collect();
        (
            format!("children/{id}/child.yaml"),
            format!(
                "kind: child\nformat: 1\nid: {id}\ncase-reference: \"{id}\"\nopened: {opened}\n{closed}{lists}"
            ),
        )
    }
}

/// An agreement of a worker with a supervisor: written and in force from a day, to be reviewed by another.
pub(crate) struct Agreement {
    worker: String,
    supervisor: String,
    date: String,
    starts: String,
    review_by: String,
    interval: String,
    more: String,
}

/// An agreement that leaves how often to the policy, with its review far away, unless said otherwise.
pub(crate) fn agreement(worker: &str, supervisor: &str, date: &str) -> Agreement {
    Agreement {
        worker: worker.to_owned(),
        supervisor: supervisor.to_owned(),
        date: date.to_owned(),
        starts: date.to_owned(),
        review_by: "2099-12-31".to_owned(),
        interval: "as-policy".to_owned(),
        more: String::new(),
    }
}

impl Agreement {
    /// Every so often: `weeks: 2`.
    pub(crate) fn every(mut self, interval: &str) -> Self {
        self.interval = format!("{{{interval}}}");
        self
    }

    /// In force from another day than the one on which it was written.
    pub(crate) fn starts(mut self, day: &str) -> Self {
        self.starts = day.to_owned();
        self
    }

    /// To be reviewed by a day.
    pub(crate) fn review_by(mut self, day: &str) -> Self {
        self.review_by = day.to_owned();
        self
    }

    /// Reviewed on a day.
    pub(crate) fn reviewed(self, day: &str) -> Self {
        self.with(&format!(
            "reviews:\n  - on: {day}\n    outcome: Goes on unchanged\n"
        ))
    }

    /// With a mentor for a while, who may hold so many of so many sessions.
    pub(crate) fn mentor(self, person: &str, held: &str, sessions: u32, of: u32) -> Self {
        let (from, to) = held.split_once("..").unwrap_or((held, ""));
        let to = match to {
            "" => String::new(),
            to => format!("  to: {to}\n"),
        };
        self.with(&format!(
            "mentoring:\n  mentor: {person}\n  registration-number: SW00002\n  from: {from}\n{to}  share: {{sessions: {sessions}, of: {of}}}\n  professional-role: Reflection\n  managerial-role: Workload\n"
        ))
    }

    fn with(mut self, more: &str) -> Self {
        self.more += more;
        self
    }
}

impl From<Agreement> for File {
    fn from(agreement: Agreement) -> Self {
        let Agreement {
            worker,
            supervisor,
            date,
            starts,
            review_by,
            interval,
            more,
        } = agreement;
        (
            format!("workers/{worker}/2-agreement-and-history/{date}-agreement.md"),
            format!(
                "---\nkind: agreement\nformat: 1\nworker: {worker}\nsupervisor: {supervisor}\ndate: {date}\nstarts: {starts}\nreview-by: {review_by}\ninterval: {interval}\nminutes: 90\nconfirmations:\n  supervision-policy: {date}\n  induction-policy: {date}\n  pdr-policy: {date}\n{more}---\n"
            ),
        )
    }
}

/// A supervision history.
pub(crate) fn history(worker: &str, supervisor: &str, date: &str) -> File {
    file(
        &format!("workers/{worker}/2-agreement-and-history/{date}-history.md"),
        &format!(
            "---\nkind: history\nformat: 1\nworker: {worker}\nsupervisor: {supervisor}\ndate: {date}\n---\n"
        ),
    )
}

/// An absence.
pub(crate) fn absence(worker: &str, held: &str, absence_type: &str) -> File {
    let (from, to) = held.split_once("..").unwrap_or((held, ""));
    let to = match to {
        "" => String::new(),
        to => format!("to: {to}\n"),
    };
    file(
        &format!("workers/{worker}/7-health-and-wellbeing/{from}-absence.yaml"),
        &format!(
            "kind: absence\nformat: 1\nworker: {worker}\nfrom: {from}\n{to}type: {absence_type}\n"
        ),
    )
}
