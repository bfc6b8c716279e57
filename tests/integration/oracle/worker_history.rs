//! A worker's random history: posts, the assessed year, relationships with their agreements and histories, sessions of every
//! type with decisions and actions, absences, and what stands in section 1.

use serde_json::{Value as Json, json};
use supervision::calendar::Day;

use super::chance::{Chance, Held, told, told_day, written};
use super::history::{History, Setting};
use crate::support::team::{
    Agreement, File, Session, absence, agreement, file, history, session, worker,
};

const MANAGERS: [&str; 3] = ["sam-okoro", "ash-rahman", "lin-moss"];
const MENTORS: [&str; 2] = ["noor-haddad", "robin-vale"];

/// What is known so far.
struct Making<'a> {
    id: &'a str,
    setting: &'a Setting,
    begins: Day,
    posts: Vec<Held>,
    assessed_until: Option<Option<Day>>,
    managers: Vec<Held>,
    files: Vec<File>,
}

pub(crate) fn worker_history(chance: &mut Chance, id: &str, setting: &Setting) -> History {
    let back = setting.today.plus_days(-chance.days(0, 500));
    let begins = chance.near(back).min(setting.today);
    let mut making = Making {
        id,
        setting,
        begins,
        posts: posts(chance, begins),
        assessed_until: None,
        managers: managers(chance, begins),
        files: Vec::new(),
    };
    if chance.one_in(2) {
        let ends = chance.one_in(3).then(|| begins.plus_months(12).before());
        making.assessed_until = Some(ends);
    }
    making.worker_file();
    let (agreements, mentor) = making.agreements(chance);
    let histories = making.histories(chance);
    let pdrs = making.pdrs(chance, &agreements);
    let sessions = making.sessions(chance, &mentor);
    let absences = making.absences(chance);
    let checklist = making.checklist(chance);
    let asye = making
        .assessed_until
        .map(|ends| json!({"from": begins.to_string(), "to": told_day(ends)}));
    History {
        id: id.to_owned(),
        begins,
        told: json!({
            "id": id, "posts": told(&making.posts, "role"), "asye": asye,
            "managers": told(&making.managers, "person"), "agreements": agreements, "histories": histories,
            "pdrs": pdrs, "sessions": sessions, "absences": absences, "checklist": checklist,
        }),
        files: making.files,
    }
}

fn posts(chance: &mut Chance, begins: Day) -> Vec<Held> {
    let roles = [
        "social-worker",
        "social-worker",
        "independent-chair",
        "family-support-worker",
    ];
    let gaps = chance.one_in(3).then_some(3);
    let mut posts = chance.periods(begins, &roles, 250, gaps);
    if chance.one_in(12) {
        let last = posts.last_mut().expect("there is a first");
        last.to = Some(last.from.plus_days(chance.days(0, 300)));
    }
    posts
}

/// Line managers, another one each time.
fn managers(chance: &mut Chance, begins: Day) -> Vec<Held> {
    let gaps = chance.one_in(4).then_some(2);
    let mut managers = chance.periods(begins, &["somebody"], 300, gaps);
    let first = chance.below(3);
    for (place, held) in (first..).zip(&mut managers) {
        let place = usize::try_from(place % 3).expect("one of three");
        held.value = MANAGERS[place].to_owned();
    }
    if chance.one_in(12) {
        let last = managers.last_mut().expect("there is a first");
        last.to = Some(last.from.plus_days(chance.days(0, 300)));
    }
    managers
}

impl Making<'_> {
    fn worker_file(&mut self) {
        let mut file = worker(self.id);
        for post in &self.posts {
            file = file.role(&post.written(), &post.value);
        }
        if let Some(ends) = self.assessed_until {
            file = file.asye(&written(self.begins, ends));
        }
        for held in &self.managers {
            file = file.managed_by(&held.written(), &held.value);
        }
        self.files.push(file.into());
    }

    /// At most two agreements in each relationship, the first of them perhaps some time before it, with the mentor of the last.
    fn agreements(&mut self, chance: &mut Chance) -> (Vec<Json>, String) {
        let mut found = Vec::new();
        let mut mentor = chance.of(&MENTORS).to_owned();
        let mut earliest = self.begins.plus_days(-100);
        for held in self.managers.clone() {
            for _ in 0..chance.below(3) {
                let far = match chance.below(6) {
                    0 => held.from.plus_days(chance.days(-75, -45)),
                    1 => held.from.plus_days(chance.days(-30, 0)),
                    // Written of late, so that it may be known before it begins.
                    2 => self.setting.today.plus_days(chance.days(-20, 3)),
                    _ => held.from.plus_days(chance.days(0, 120)),
                };
                let date = far.max(earliest).max(held.from.plus_days(-75));
                let starts = held.from.plus_days(-10).max(date);
                let starts = starts.plus_days(chance.days(0, 30) * i64::from(chance.one_in(3)));
                if held.to.is_some_and(|to| to < starts) {
                    continue;
                }
                earliest = starts.plus_days(chance.days(1, 40));
                let (record, told) =
                    self.agreement(chance, &held.value, (date, starts), &mut mentor);
                self.files.push(record.into());
                found.push(told);
            }
        }
        (found, mentor)
    }

    fn agreement(
        &self,
        chance: &mut Chance,
        supervisor: &str,
        (date, starts): (Day, Day),
        mentor: &mut String,
    ) -> (Agreement, Json) {
        let review_by = chance.after(date, 60, 500);
        let mut record = agreement(self.id, supervisor, &date.to_string())
            .starts(&starts.to_string())
            .review_by(&review_by.to_string());
        let mut interval = Json::Null;
        if !chance.one_in(3) {
            let (written, told) = chance.interval(&[
                (1, "weeks"),
                (2, "weeks"),
                (3, "weeks"),
                (4, "weeks"),
                (10, "days"),
                (28, "days"),
                (1, "months"),
                (2, "months"),
            ]);
            record = record.every(&written);
            interval = told;
        }
        let mut mentoring = Json::Null;
        if chance.one_in(2) {
            chance.of(&MENTORS).clone_into(mentor);
            let from = chance.after(starts, -10, 60);
            let to = (!chance.one_in(3)).then(|| from.plus_days(chance.days(20, 300)));
            let (sessions, of) = chance.of(&[(1, 2), (1, 3), (2, 3), (2, 5), (1, 4), (0, 1)]);
            record = record.mentor(mentor, &written(from, to), sessions, of);
            mentoring = json!({"mentor": mentor, "from": from.to_string(), "to": told_day(to), "sessions": sessions, "of": of});
        }
        let mut reviews = Vec::new();
        if chance.one_in(3) {
            let on = chance.after(date, 40, 400);
            record = record.reviewed(&on.to_string());
            reviews.push(on.to_string());
        }
        let told = json!({
            "date": date.to_string(), "supervisor": supervisor, "starts": starts.to_string(),
            "review_by": review_by.to_string(), "interval": interval, "mentoring": mentoring, "reviews": reviews,
        });
        (record, told)
    }

    fn histories(&mut self, chance: &mut Chance) -> Vec<Json> {
        let mut found = Vec::new();
        let mut earliest = self.begins.plus_days(-100);
        for held in self.managers.clone() {
            if chance.one_in(2) {
                continue;
            }
            let date = held.from.plus_days(chance.days(-80, 60)).max(earliest);
            earliest = date.after();
            self.files
                .push(history(self.id, &held.value, &date.to_string()));
            found.push(json!({"date": date.to_string(), "supervisor": held.value}));
        }
        found
    }

    /// Reviews of agreements in the appraisal.
    fn pdrs(&mut self, chance: &mut Chance, agreements: &[Json]) -> Vec<Json> {
        let mut found = Vec::new();
        for agreement in agreements {
            if !chance.one_in(3) {
                continue;
            }
            let made = agreement["date"].as_str().expect("it has a day").to_owned();
            let on = chance.after(made.parse().expect("a day"), 40, 400);
            let date = on.plus_days(chance.days(0, 20));
            let text = format!(
                "---\nkind: pdr\nformat: 1\nworker: {id}\nsupervisor: sam-okoro\ndate: {date}\nperiod: {{from: {date}, to: {date}}}\nstage: start\nagreement-reviewed: {{agreement: {id}/2-agreement-and-history/{made}-agreement, on: {on}}}\n---\n",
                id = self.id
            );
            self.files.push(file(
                &format!("workers/{}/4-pdr/{date}-pdr.md", self.id),
                &text,
            ));
            found.push(json!({"agreement": made, "on": on.to_string(), "date": date.to_string()}));
            break; // a second one might be of the same day, and take its place
        }
        found
    }

    fn sessions(&mut self, chance: &mut Chance, mentor: &str) -> Vec<Json> {
        let mut found = Vec::new();
        let mut open_actions: Vec<String> = Vec::new();
        let mut date = self.begins;
        // Some are supervised often, some seldom.
        let spread = chance.of(&[15, 30, 80]);
        for _ in 0..chance.below(12) {
            let far = date.plus_days(chance.days(1, spread));
            // Now and then such that a week or a fortnight from it ends where a stage of the assessed year does.
            let switch = match chance.below(9) {
                0 => self.begins.plus_days(42 - 7),
                1 => self.begins.plus_days(42 - 14),
                2 => self.begins.plus_months(6).plus_days(-14),
                _ => chance.near(far),
            };
            let switch = switch.plus_days(chance.days(0, 2) - 1);
            date = switch.max(date.after());
            let status = chance.of(&["held", "held", "held", "held", "cancelled", "rearranged"]);
            let session_type = chance.of(&[
                "individual",
                "individual",
                "individual",
                "joint",
                "group",
                "mentor",
                "mentor",
            ]);
            let by = match session_type {
                "mentor" if !chance.one_in(5) => mentor,
                _ => "sam-okoro",
            };
            let mut record = session(self.id, &date.to_string())
                .of_type(session_type)
                .by(by);
            let mut told = json!({
                "date": date.to_string(), "type": session_type, "status": status, "by": by,
                "decisions": [], "actions": [], "reviewed": [],
            });
            if status == "held" {
                record = self.decides(chance, record, date, &mut told);
                record = self.acts(chance, record, date, &mut open_actions, &mut told);
            } else {
                record = record.not_held(status);
            }
            self.files.push(record.into());
            found.push(told);
        }
        found
    }

    fn decides(&self, chance: &mut Chance, record: Session, date: Day, told: &mut Json) -> Session {
        if !chance.one_in(4) {
            return record;
        }
        let direction = chance.of(&["step-down", "uplift"]);
        let (from, (written, interval)) = match direction {
            "step-down" => (
                self.begins.plus_months(6).plus_days(chance.days(-45, 90)),
                chance.interval(&[
                    (1, "months"),
                    (1, "months"),
                    (4, "weeks"),
                    (3, "weeks"),
                    (6, "weeks"),
                ]),
            ),
            _ => (
                date.plus_days(chance.days(-5, 20)),
                chance.interval(&[(1, "weeks"), (2, "weeks"), (3, "weeks"), (10, "days")]),
            ),
        };
        let until = chance.one_in(2).then(|| from.plus_days(chance.days(0, 90)));
        told["decisions"] = json!([{
            "type": direction, "interval": interval, "from": from.to_string(), "until": told_day(until),
        }]);
        let until = until.map_or_else(String::new, |until| until.to_string());
        record.decides(direction, &written, &from.to_string(), &until)
    }

    /// Reviews what is open, and agrees on something new.
    fn acts(
        &self,
        chance: &mut Chance,
        mut record: Session,
        date: Day,
        open: &mut Vec<String>,
        told: &mut Json,
    ) -> Session {
        if let Some(action) = (!open.is_empty() && chance.one_in(2)).then(|| open.remove(0)) {
            let outcome = chance.of(&["done", "dropped", "carried"]);
            let by_when = date.plus_days(chance.days(0, 40)).to_string();
            let more = match outcome {
                "done" => String::new(),
                "dropped" => ", note: No longer needed".to_owned(),
                _ => format!(", note: Not yet, by-when: {by_when}"),
            };
            record = record.with(&format!(
                "actions-reviewed:\n  - {{action: {action}, outcome: {outcome}{more}}}\n"
            ));
            told["reviewed"] = json!([{"action": action, "outcome": outcome, "by_when": by_when}]);
            if outcome == "carried" {
                open.push(action);
            }
        }
        if chance.one_in(4) {
            let id = format!("{}-{date}-1", self.id);
            let by_when = date.plus_days(chance.days(0, 60)).to_string();
            record = record.with(&format!(
                "actions:\n  - {{id: {id}, what: Book, who: {}, by-when: {by_when}}}\n",
                self.id
            ));
            told["actions"] = json!([{"id": id, "by_when": by_when}]);
            open.push(id);
        }
        record
    }

    fn absences(&mut self, chance: &mut Chance) -> Vec<Json> {
        let mut found: Vec<Json> = Vec::new();
        for _ in 0..chance.below(4) {
            let from = self.setting.today.plus_days(20 - chance.days(0, 120));
            let to = (!chance.one_in(4)).then(|| from.plus_days(chance.days(0, 50)));
            let kind = chance.of(&["sickness", "parental-leave", "other-leave", "annual-leave"]);
            let told = json!({"from": from.to_string(), "to": told_day(to), "type": kind});
            if found.iter().any(|other| other["from"] == told["from"]) {
                continue; // one file a day
            }
            self.files.push(absence(self.id, &written(from, to), kind));
            found.push(told);
        }
        found
    }

    fn checklist(&mut self, chance: &mut Chance) -> Json {
        if chance.one_in(4) {
            return Json::Null;
        }
        let mut lines = String::new();
        let mut told = json!({});
        if !chance.one_in(5) {
            let issued = self.recently(chance, 4 * 365);
            lines += &format!("dbs: {{issued: {issued}, seen: {issued}, seen-by: sam-okoro}}\n");
            told["dbs"] = json!(issued.to_string());
        }
        if !chance.one_in(5) {
            let renewed = match chance.one_in(2) {
                true => self.around_the_window(chance),
                false => self.recently(chance, 2 * 365),
            };
            lines += &format!(
                "registration: {{body: Social Work England, number: SW00001, renewed: {renewed}, seen: {renewed}, seen-by: sam-okoro}}\n"
            );
            told["registration"] = json!(renewed.to_string());
        }
        self.files.push(file(
            &format!("workers/{}/1-checklist/checklist.yaml", self.id),
            &format!("kind: checklist\nformat: 1\nworker: {}\n{lines}", self.id),
        ));
        told
    }

    /// A day of the last so many days, or of the next few.
    fn recently(&self, chance: &mut Chance, days: i64) -> Day {
        let back = self.setting.today.plus_days(-chance.days(-20, days));
        chance.near(back)
    }

    /// A day at the edges of the autumn's window, in one of the last years.
    fn around_the_window(&self, chance: &mut Chance) -> Day {
        let year = self.setting.today.year() - i32::try_from(chance.below(3)).expect("few");
        let (month, of_month) = chance.of(&[(8, 31), (9, 1), (9, 2), (11, 29), (11, 30), (12, 1)]);
        Day::new(year, month, of_month).expect("a day of every year")
    }
}
