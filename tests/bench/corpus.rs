//! A store of any size from a seed: the same shape as `records-example`, and as good as nothing wrong with it.
//!
//! A team is one manager, seven workers and up to fifteen children each, with about a year of supervision every four
//! weeks; a larger store has more teams. The words are drawn from a small stock, so nobody's story is told.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use supervision::calendar::Day;
use supervision::record::{RecordId, Term};
use supervision::revision::seal;

/// The day on which the store is read.
pub(crate) const AS_OF: &str = "2026-11-02";
const STORE: &str = "benchmark-store";
const DIRECTOR: &str = "helen-marsh";
const WORKERS: usize = 7;
const FEWEST_CASES: usize = 8;
const MOST_CASES: usize = 15;
/// So many sessions are less than a year, so that no agreement is due for review.
const MOST_ROUNDS: usize = 12;
/// About the files of a full team.
const TEAM: usize = 1_050;
/// How many days before [`AS_OF`] each worker's last session was.
const LAST_SESSION: [i64; WORKERS] = [3, 4, 5, 6, 7, 10, 11];

const FIRST_NAMES: [&str; WORKERS] = ["amira", "dana", "jo", "lewis", "mei-lin", "sam", "tom"];
const LAST_NAMES: [&str; 8] = [
    "ashworth", "brennan", "carter", "field", "grant", "okoro", "shah", "wells",
];
const SENTENCES: [&str; 24] = [
    "Two visits since the last session, one of them at school, and both written up within two days.",
    "He showed her the room that he has painted and asked whether he could keep it.",
    "The review is on Thursday and her report has been read by both parents.",
    "We talked about the difference between being busy and being of use.",
    "Her grandmother collects her on Mondays and there has been no morning missed.",
    "\"I like it when it is quiet\", she said, and drew the house with all its doors open.",
    "The evidence is thin on one side: nobody has asked his father what he sees.",
    "It was not possible to speak with her alone, and that will be tried again at the youth club.",
    "School's attendance figures are better than in spring, at ninety-three in a hundred.",
    "There is less shouting than there was and everyone dates it to the same week.",
    "He would rather be asked about the dog than about the weekend, so that is where it starts.",
    "What would have to be seen for the plan to end was said aloud and written down.",
    "The health visitor and the nursery agree, and they had not spoken to each other first.",
    "One action was late, by four days, because the form went to the wrong address.",
    "A good piece of analysis, which puts the child first and the adults after.",
    "Nothing has changed in the risk to staff; visits in the evening are still made in pairs.",
    "She sleeps through, eats with the others and has begun to argue about bedtime.",
    "The next contact is supervised; after that the question will be looked at again.",
    "Leave is booked for a week and each visit that falls in it has a name against it.",
    "Reading for the month: two pages on how delay looks from a child's height.",
    "His wish is plain and has been the same three times: to stay where his brother is.",
    "Workload is at the agreed number and the newest family needs most of the time.",
    "We disagreed about the pace, said so, and settled on a date to look at it once more.",
    "The letter was read to her in her own language and she kept a copy.",
];

/// The files of a store: paths and bytes, in no particular order.
pub(crate) struct Corpus {
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl Corpus {
    /// A store of exactly so many files; the same for the same seed.
    pub(crate) fn new(files: usize, seed: u64) -> Self {
        let mut made = vec![settings(), director()];
        let teams = files.div_ceil(TEAM).max(1);
        for team in 0..teams {
            let room = (files - made.len()) / (teams - team);
            let team_seed = seed.wrapping_mul(1_000_003).wrapping_add(team as u64);
            made.extend(Team::within(room, team, team_seed));
        }
        let files = made
            .into_iter()
            .map(|(path, text)| (path, text.into_bytes()));
        Self {
            files: files.collect(),
        }
    }

    /// The bytes of all files.
    pub(crate) fn bytes(&self) -> usize {
        self.files.iter().map(|(_, bytes)| bytes.len()).sum()
    }

    /// Writes the store into a folder.
    pub(crate) fn write_to(&self, dir: &Path) -> io::Result<()> {
        for (path, bytes) in &self.files {
            let target = dir.join(path);
            match fs::write(&target, bytes) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    fs::create_dir_all(target.parent().expect("a path in a folder"))?;
                    fs::write(&target, bytes)?;
                }
                other => other?,
            }
        }
        Ok(())
    }
}

type File = (String, String);

fn settings() -> File {
    let text = format!(
        "# yaml-language-server: $schema=.schemas/store.schema.json
# A store made by the benchmark. Everything in it is invented.
kind: store
format: 1
id: {STORE}
organisation: Northmoor Borough Council (invented)
marking: 'OFFICIAL-SENSITIVE: PERSONAL'
notice: 'Private, not confidential: this record belongs to the organisation'
as-of: {AS_OF}
case-system: Liquidlogic
policies:
  - pack: rotherham
    from: 2025-09-01
  - pack: cambridgeshire-peterborough
    from: 2025-09-01
  - pack: local-practice
    from: 2025-09-01
"
    );
    ("supervision.yaml".to_owned(), text)
}

fn director() -> File {
    person(DIRECTOR, "service-manager", "service-management", 1)
}

fn person(id: &str, role: &str, team: &str, number: usize) -> File {
    let name = id
        .split('-')
        .map(|word| word[..1].to_uppercase() + &word[1..])
        .collect::<Vec<_>>()
        .join(" ");
    let text = format!(
        "# yaml-language-server: $schema=../.schemas/person.schema.json
kind: person
format: 1
id: {id}
name: {name}
email: {}@northmoor.example
posts:
  - from: 2018-04-16
    role: {role}
    team: {team}
registration:
  body: Social Work England
  number: SW{:06}
",
        id.replace('-', "."),
        900_000 + number
    );
    (format!("people/{id}.yaml"), text)
}

/// A child, as far as the sessions need to know.
struct Case {
    id: String,
    category: &'static str,
    /// In which round it is allocated.
    from_round: usize,
    /// Whether it is discussed in full every time, or every other time.
    every_time: bool,
}

struct Team {
    number: usize,
    name: String,
    manager: String,
    rounds: usize,
    random: Random,
    files: Vec<File>,
}

impl Team {
    /// A team of exactly so many files: as many rounds of sessions as there is room for, and training for the rest.
    fn within(room: usize, number: usize, seed: u64) -> Vec<File> {
        let made = (1..=MOST_ROUNDS)
            .rev()
            .map(|rounds| Self::make(number, seed, rounds))
            .find(|team| team.files.len() <= room);
        let mut team = made.expect("there is room for a team with one round of sessions");
        for filler in 0..room - team.files.len() {
            team.training(filler);
        }
        team.files
    }

    fn make(number: usize, seed: u64, rounds: usize) -> Self {
        let manager = format!("ruth-adeyemi-{}", number + 1);
        let mut team = Self {
            number,
            name: format!("family-safeguarding-{}", number + 1),
            manager,
            rounds,
            random: Random(seed),
            files: Vec::new(),
        };
        let post = person(&team.manager, "team-manager", &team.name, 100 * number + 2);
        team.files.push(post);
        for index in 0..WORKERS {
            team.worker(index);
        }
        team
    }

    fn worker_id(&self, index: usize) -> String {
        let last = LAST_NAMES[(self.number + index) % LAST_NAMES.len()];
        format!("{}-{last}-{}", FIRST_NAMES[index], self.number + 1)
    }

    /// The day of a round's session; the last round is the latest.
    fn session_day(&self, index: usize, round: usize) -> Day {
        let back = LAST_SESSION[index] + 28 * (self.rounds - 1 - round) as i64;
        as_of().plus_days(-back)
    }

    fn worker(&mut self, index: usize) {
        let id = self.worker_id(index);
        let start = self.session_day(index, 0).plus_days(-2);
        let number = 100 * self.number + 10 + index;
        let post = person(&id, "social-worker", &self.name, number);
        self.files.push(post);
        self.worker_file(&id, start, number);
        let cases: Vec<Case> = (0..MOST_CASES)
            .map(|place| self.child(index, place, &id, start))
            .collect();
        let mut open_actions = Vec::new();
        for round in 0..self.rounds {
            self.session(index, round, &id, &cases, &mut open_actions);
        }
    }

    fn worker_file(&mut self, id: &str, start: Day, number: usize) {
        let (team, manager) = (self.name.clone(), self.manager.clone());
        let text = format!(
            "# yaml-language-server: $schema=../../.schemas/worker.schema.json
kind: worker
format: 1
id: {id}
employment:
  - from: {start}
    role: social-worker
    team: {team}
    basis: permanent
    hours: 37
line-managers:
  - from: {start}
    person: {manager}
"
        );
        self.files.push((format!("workers/{id}/worker.yaml"), text));
        let text = format!(
            "# yaml-language-server: $schema=../../../.schemas/checklist.schema.json
kind: checklist
format: 1
worker: {id}
dbs:
  issued: 2025-07-21
  seen: {start}
  seen-by: {manager}
registration:
  body: Social Work England
  number: SW{:06}
  renewed: 2026-10-12
  seen: 2026-10-19
  seen-by: {manager}
qualifications:
  - qualification: BSc Psychology
    awarded: 2016-07-08
    seen: {start}
    seen-by: {manager}
  - qualification: MA Social Work
    awarded: 2018-07-11
    seen: {start}
    seen-by: {manager}
others:
  - check: driving-licence
    issued: 2019-03-14
    expires: 2029-03-13
    seen: {start}
    seen-by: {manager}
",
            900_000 + number
        );
        let path = format!("workers/{id}/1-checklist/checklist.yaml");
        self.files.push((path, text));
        self.agreement(id, start);
        let front = format!(
            "kind: history
format: 1
worker: {id}
supervisor: {manager}
date: {start}
discussed: {start}
"
        );
        let titles = [
            "Previous supervisors",
            "What helped and what hindered",
            "Learning style",
            "Feedback and authority",
            "Stress and how it shows",
            "Difference and power",
            "What I need now",
        ];
        let path = format!("workers/{id}/2-agreement-and-history/{start}-history.md");
        self.record(&path, "history", &front, &titles, 3);
    }

    fn agreement(&mut self, id: &str, start: Day) {
        let manager = self.manager.clone();
        let front = format!(
            "kind: agreement
format: 1
revision: 1
worker: {id}
supervisor: {manager}
date: {start}
starts: {start}
review-by: {}
interval: as-policy
minutes: 90
confirmations:
  supervision-policy: {start}
  induction-policy: {start}
  pdr-policy: {start}
booked-ahead:
  months: 3
recording-days: 5
disagreement-days: 10
",
            start.plus_months(12).before()
        );
        let titles = [
            "Expectations",
            "Roles",
            "Rights",
            "Responsibilities",
            "Confidentiality",
            "Access to records",
            "Cancellation",
            "What each of us wants and brings",
        ];
        let folder = format!("workers/{id}/2-agreement-and-history");
        self.record(
            &format!("{folder}/{start}-agreement.md"),
            "agreement",
            &front,
            &titles,
            3,
        );
        let (_, text) = self.files.last().expect("the agreement");
        let record = RecordId::new(format!("{id}/2-agreement-and-history/{start}-agreement"));
        let digest = seal::digest(&Term::new(STORE), &record, text);
        for (role, signer) in [("supervisor", manager.as_str()), ("supervisee", id)] {
            let text = format!(
                "supervision-sign-off: 1
store: {STORE}
record: {record}
revision: 1
digest: sha256:{digest}
role: {role}
signer: {signer}
meaning: agree
comment-digest: none
commit: none
signed: {start}
"
            );
            let path = format!("{folder}/signoffs/{start}-agreement/1-{role}.st");
            self.files.push((path, text));
        }
    }

    fn child(&mut self, index: usize, place: usize, worker: &str, start: Day) -> Case {
        let number = (self.number * WORKERS + index) * MOST_CASES + place;
        let id = format!("c-{}", 1_000 + number);
        let (category, every_time) = match self.random.below(20) {
            0..4 => ("child-protection-plan", true),
            4..7 => ("child-in-care", true),
            _ => ("child-in-need", false),
        };
        // One more case a month, from the fewest to the most.
        let from_round = (place + 1)
            .saturating_sub(FEWEST_CASES)
            .min(self.rounds - 1);
        let opened = match from_round {
            0 => start,
            round => self.session_day(index, round).plus_days(-9),
        };
        let mut text = format!(
            "# yaml-language-server: $schema=../../.schemas/child.schema.json
kind: child
format: 1
id: {id}
case-reference: LCS-{}
opened: {opened}
categories:
  - from: {opened}
    category: {category}
allocations:
  - from: {opened}
    worker: {worker}
",
            300_000 + number
        );
        if category == "child-in-care" {
            let _ = write!(
                text,
                "placements:\n  - from: {opened}\n    placement: semi-stable\n"
            );
        }
        self.files.push((format!("children/{id}/child.yaml"), text));
        if self.random.below(3) == 0 {
            self.decision(&id, worker, opened.plus_days(5));
        }
        Case {
            id,
            category,
            from_round,
            every_time,
        }
    }

    fn decision(&mut self, child: &str, worker: &str, day: Day) {
        let (trigger, decision, reason) = (self.folded(2), self.folded(2), self.folded(3));
        let front = format!(
            "kind: decision
format: 1
child: {child}
date: {day}
recorded: {day}
decided-by: {}
with:
  - {worker}
trigger: {trigger}
decision: {decision}
reason: {reason}
revisit-by: {}
case-note:
  entered-on: {day}
  reference: LCS-CN-{}
",
            self.manager,
            day.plus_days(14),
            40_000 + self.random.below(60_000)
        );
        let path = format!("children/{child}/decisions/{day}.md");
        self.record(
            &path,
            "decision",
            &front,
            &["Facts and analysis", "The child's view"],
            4,
        );
    }

    fn session(
        &mut self,
        index: usize,
        round: usize,
        worker: &str,
        cases: &[Case],
        open_actions: &mut Vec<String>,
    ) {
        let day = self.session_day(index, round);
        let (next, visit) = (day.plus_days(28), day.plus_days(-5));
        let manager = self.manager.clone();
        let mut front = format!(
            "kind: session
format: 1
worker: {worker}
supervisor: {manager}
date: {day}
planned: {day}
start: \"09:30\"
minutes: {}
place: Meeting room {}, Eastgate House
status: held
type: individual
agenda:
  - topic: The newest family and what it asks of the week
    raised-by: supervisor
  - topic: A plan that may soon be stepped down
    raised-by: supervisee
",
            75 + self.random.below(30),
            1 + self.random.below(5)
        );
        for (place, action) in open_actions.drain(..).enumerate() {
            if place == 0 {
                front.push_str("actions-reviewed:\n");
            }
            let _ = write!(
                front,
                "  - action: {action}\n    outcome: done\n    note: Done in the week after, and written up.\n"
            );
        }
        front.push_str("cases:\n");
        let mut has_reflected = false;
        for (place, case) in cases.iter().enumerate() {
            if case.from_round > round {
                continue;
            }
            let is_full = case.every_time
                || round == case.from_round
                || (round - case.from_round + place).is_multiple_of(2);
            let _ = writeln!(
                front,
                "  - child: {}\n    discussion: {}",
                case.id,
                if is_full { "full" } else { "acknowledged" }
            );
            if is_full && !has_reflected {
                has_reflected = true;
                front.push_str("    reflective: true\n");
            }
            let _ = write!(
                front,
                "    acknowledged-open-by:
      - supervisor
      - supervisee
    stable: {}
    safeguarding-concern: false
    last-visit-seen: {visit}
    next-discussion: {next}
",
                !case.every_time
            );
            if is_full {
                self.note(case, worker, day, open_actions);
            }
        }
        let action = format!("{worker}-{day}-1");
        let _ = write!(
            front,
            "actions:
  - id: {action}
    what: Write the two letters that were promised and bring the answers
    who: {worker}
    by-when: {next}
shared: {}
recorded: {day}
next-session: {next}
",
            day.after()
        );
        open_actions.push(action);
        let titles = [
            "Case management",
            "Workload and performance",
            "Professional training and development",
            "Personal support",
            "Reflection and impact",
            "Wellbeing",
        ];
        let path = format!("workers/{worker}/3-supervision/{day}.md");
        self.record(&path, "session", &front, &titles, 3);
    }

    fn note(&mut self, case: &Case, worker: &str, day: Day, open_actions: &mut Vec<String>) {
        let Case { id, category, .. } = case;
        let reason = self.folded(2).replace("\n  ", "\n      ");
        let mut front = format!(
            "kind: child-supervision
format: 1
child: {id}
worker: {worker}
supervisor: {}
date: {day}
recorded: {}
depth: full
category: {category}
last-visit-seen: {}
decisions:
  - what: Go on as planned until the next session
    reason: {reason}
",
            self.manager,
            day.after(),
            day.plus_days(-5),
        );
        if self.random.below(3) == 0 {
            let action = format!("{id}-{day}-1");
            let _ = write!(
                front,
                "actions:
  - id: {action}
    what: Ask the school for its own view and put it beside the family's
    who: {worker}
    by-when: {}
",
                day.plus_days(21)
            );
            open_actions.push(action);
        }
        let _ = write!(
            front,
            "case-note:
  entered-on: {}
  reference: LCS-CN-{}
",
            day.after(),
            40_000 + self.random.below(60_000)
        );
        let titles = [
            "Summary",
            "The child's experience",
            "Wishes and feelings",
            "Analysis and outcomes",
            "Plan",
        ];
        let path = format!("children/{id}/supervision/{day}-{worker}.md");
        self.record(&path, "child-supervision", &front, &titles, 2);
    }

    fn training(&mut self, number: usize) {
        let worker = self.worker_id(number % WORKERS);
        let place = number / WORKERS;
        let day = as_of().plus_days(-10 - 7 * (place as i64 % 40));
        let front = format!(
            "kind: cpd
format: 1
worker: {worker}
date: {day}
activity: Recognising and assessing neglect, with the graded tool
type: course
provider: Northmoor learning and development
hours: 6
mandatory: false
"
        );
        let path = format!("workers/{worker}/5-training/{day}-course-{}.md", place + 1);
        let titles = ["What I learnt", "What has changed in my practice"];
        self.record(&path, "cpd", &front, &titles, 4);
    }

    /// A Markdown record: front matter, and under each title so many sentences, give or take one.
    fn record(&mut self, path: &str, kind: &str, front: &str, titles: &[&str], sentences: usize) {
        let up = "../".repeat(path.matches('/').count());
        let mut text = format!(
            "---\n# yaml-language-server: $schema={up}.schemas/{kind}.schema.json\n{front}---\n"
        );
        for title in titles {
            let _ = write!(text, "\n## {title}\n\n");
            let count = sentences - 1 + self.random.below(3);
            text.push_str(&self.prose(count.max(1), ""));
            // Nobody writes the same twice, and who does is told so.
            let _ = writeln!(text, "\nIn the notebook under {:016x}.", self.random.next());
        }
        self.files.push((path.to_owned(), text));
    }

    /// Folded text as the value of a key at the top: `>-` and its lines.
    fn folded(&mut self, sentences: usize) -> String {
        format!(">-\n{}", self.prose(sentences, "  "))
    }

    fn prose(&mut self, sentences: usize, indent: &str) -> String {
        let mut text = indent.to_owned();
        let mut width = indent.len();
        let first = self.random.below(SENTENCES.len());
        let step = 1 + 2 * self.random.below(4);
        let words = (0..sentences)
            .flat_map(|count| SENTENCES[(first + step * count) % SENTENCES.len()].split(' '));
        for (count, word) in words.enumerate() {
            if width + 1 + word.len() > 100 {
                text.push('\n');
                text.push_str(indent);
                width = indent.len();
            } else if count > 0 {
                text.push(' ');
                width += 1;
            }
            text.push_str(word);
            width += word.len();
        }
        text
    }
}

fn as_of() -> Day {
    AS_OF.parse().expect("a day")
}

/// SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        value ^ (value >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }
}
