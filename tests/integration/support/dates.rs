//! Pages of dates: Markdown that a practice lead can read and correct, which lays records under an invented pack and says in
//! tables what falls due when. Nothing in them is reckoned by the program.
//!
//! What stands before the first `##` is in the store of every section; each section adds to it. A block
//! ```` ```yaml path="…" ```` is a file and a block with `sign-off="…"` a signature, as in `literate`. The rest are tables, known
//! by the words at the head of their first columns. Some lay records, the ordinary ones with a line each; `more` says what is
//! unusual, with `;` between:
//!
//! - `person | role`: somebody in that role since 2000.
//! - `worker | since | role | line manager | more`: somebody employed; `more` has `team`, `basis`, `hours`, `until`, or another
//!   field of the record (`asye: {from: 2026-01-05}`).
//! - `case | since | category | held by | more`: an open case.
//! - `session | worker | with | more`: a session held; `more` has fields of the record (`type: group`, `recorded: 2026-02-12`)
//!   and cases (`c-1: full`, `c-1: acknowledged`, `c-1: reflective`).
//! - `agreement | worker | with | every | more`: an agreement that holds from its day and says `as-policy` or `weeks: 3`.
//!
//! Others say what is expected:
//!
//! - `as of | what | whose | due | state | why`: everything of that kind that is open on that day, one line each; `nothing`
//!   where there is nothing. A day is written with its weekday, which has to be right.
//! - `as of | noted | why`: every rule, by its name, that is in force on that day, asks for something and is not reckoned.
//! - `as of | which first | why`: the children of whom something falls due, in the policy's order of precedence.
//! - `as of | finding | where | why`: every finding of that name on that day; `where` is a path, a colon and words that stand
//!   on the line; or `nowhere`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use supervision::calendar::Day;
use supervision::due::{self, Due, DueKind, Facts};
use supervision::policy::Entry;
use supervision::reading::Reading;
use supervision::record::parse::PART_MISSING;
use supervision::store::Snapshot;

use super::literate::{Block, Spec, check, files_below};

/// A table: its head and its rows.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
}

/// What stands under a heading.
#[derive(Default)]
struct Section {
    title: String,
    blocks: Vec<Block>,
    tables: Vec<Table>,
}

/// An invented policy: its packs, and the page of its dates.
pub(crate) struct Invented {
    /// The name of its folder.
    pub(crate) name: String,
    /// Its packs: path in a store, and text.
    pub(crate) packs: Vec<(String, String)>,
    page: String,
}

/// Every invented policy.
pub(crate) fn invented() -> Vec<Invented> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policies");
    let mut names: Vec<String> = std::fs::read_dir(&top)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").file_name())
        .map(|name| name.into_string().expect("its name is text"))
        .filter(|name| top.join(name).is_dir())
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| Invented::read(&top.join(&name), name))
        .collect()
}

impl Invented {
    fn read(folder: &Path, name: String) -> Self {
        let text = |path: &Path| {
            std::fs::read_to_string(path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let is_pack = |path: &PathBuf| path.extension().is_some_and(|found| found == "yaml");
        let packs = files_below(folder).into_iter().filter(is_pack).map(|path| {
            let text = text(&path);
            let id = text.lines().find_map(|line| line.strip_prefix("id: "));
            let id = id.expect("a pack has an id").trim().to_owned();
            (format!("policies/{id}.yaml"), text)
        });
        Self {
            packs: packs.collect(),
            page: text(&folder.join("dates.md")),
            name,
        }
    }

    /// What the page says and the program does not, and the other way round; and how many lines the page has to say it.
    pub(crate) fn judge(&self) -> (Vec<String>, usize) {
        let mut sections = sections(&self.page).into_iter();
        let common = sections.next().unwrap_or_default();
        let (mut faults, mut lines) = (Vec::new(), 0);
        for section in sections {
            let mut spec = Spec {
                title: format!("{}: {}", self.name, section.title),
                today: day("2026-01-01"),
                files: self.packs.iter().cloned().collect(),
                expected: Vec::new(),
            };
            for part in [&common, &section] {
                part.lay(&mut spec);
            }
            for part in [&common, &section] {
                part.blocks.iter().for_each(|block| spec.sign(block));
            }
            let (before, mut named) = (lines, BTreeSet::new());
            for table in section.tables.iter().chain(&common.tables) {
                let head: Vec<&str> = table.rows[0].iter().map(String::as_str).collect();
                let said = table.rows[1..].iter().map(|row| expand(&head, row));
                match head[..] {
                    ["as of", "what", ..] => {
                        let said: Vec<Said> = said.map(|row| Said::due(&row)).collect();
                        lines += said.len();
                        faults.extend(differences(&spec, &said, &dues));
                    }
                    ["as of", "finding", ..] => {
                        let said: Vec<Said> = said.map(|row| Said::finding(&row)).collect();
                        named.extend(said.iter().map(|said| said.kind.clone()));
                        lines += said.len();
                        faults.extend(differences(&spec, &said, &findings));
                    }
                    ["as of", "noted", ..] => {
                        let said: Vec<Said> = said.map(|row| Said::noted(&row)).collect();
                        lines += said.len();
                        faults.extend(differences(&spec, &said, &noted));
                    }
                    ["as of", "which first", ..] => {
                        let said: Vec<Said> = said.map(|row| Said::order(&row)).collect();
                        lines += said.len();
                        faults.extend(differences(&spec, &said, &order));
                    }
                    ["person" | "worker" | "case" | "session" | "agreement", ..] => {}
                    _ => panic!("{}: a table begins with {head:?}", spec.title),
                }
            }
            assert!(lines > before, "{}: nothing is expected here", spec.title);
            faults.extend(unforeseen(&spec, &named));
        }
        (faults, lines)
    }
}

impl Section {
    /// Lays what stands here over a store.
    fn lay(&self, spec: &mut Spec) {
        self.blocks.iter().for_each(|block| spec.lay(block));
        for table in &self.tables {
            let (head, rows) = table.rows.split_first().expect("a table has a head");
            let write = match head[0].as_str() {
                "person" => person,
                "worker" => worker,
                "case" => case,
                "session" => session,
                "agreement" => agreement,
                _ => continue,
            };
            for row in rows {
                let cells: Vec<&str> = row.iter().map(String::as_str).collect();
                let (path, text) = write(&cells);
                let before = spec.files.insert(path.clone(), text);
                assert!(
                    before.is_none(),
                    "{}: {path} stands there twice",
                    spec.title
                );
            }
        }
    }
}

/// What is wrong with the form of the records or the packs, and is not what the page is about. Parts of a body are left out
/// on purpose.
fn unforeseen(spec: &Spec, named: &BTreeSet<String>) -> Vec<String> {
    let last = day("2100-01-01");
    let reading = Reading::of(Snapshot::from_files(spec.files.clone()), Some(last), last);
    let findings = reading.findings.clone().into_sorted(&reading.sources);
    let findings = findings
        .into_iter()
        .filter(|finding| finding.code != PART_MISSING && !named.contains(finding.code.name()));
    findings
        .map(|finding| {
            let file = reading.sources.file(finding.primary.span.source);
            let line = file.position(finding.primary.span.range().start).line;
            format!(
                "{}, {}:{line}: {}: {}",
                spec.title,
                file.path(),
                finding.code,
                finding.message
            )
        })
        .collect()
}

/// A row by the heads of its columns.
fn expand<'a>(head: &[&'a str], row: &'a [String]) -> BTreeMap<&'a str, &'a str> {
    head.iter()
        .copied()
        .zip(row.iter().map(String::as_str))
        .collect()
}

fn day(text: &str) -> Day {
    text.parse()
        .unwrap_or_else(|_| panic!("`{text}` is no day"))
}

/// `Mon 2026-02-02`: the weekday was looked up by whoever wrote the page, and is no ornament.
fn checked_day(text: &str) -> String {
    let (weekday, date) = text
        .split_once(' ')
        .unwrap_or_else(|| panic!("`{text}`: write the weekday before the day"));
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let monday = day("2024-01-01");
    let since = monday.days_to(day(date)).rem_euclid(7);
    let since = usize::try_from(since).expect("it is less than seven");
    assert_eq!(days[since], weekday, "{date} is no {weekday}");
    date.to_owned()
}

/// One line of a table: of which day and kind it is, what it says, and the whole of it for a message.
struct Said {
    day: Day,
    kind: String,
    /// Nothing, where the line says that there is nothing.
    says: Option<String>,
    why: String,
}

impl Said {
    fn due(row: &BTreeMap<&str, &str>) -> Self {
        let (kind, subject) = row["what"].split_once(": ").unwrap_or((row["what"], ""));
        let known = DueKind::ALL.iter().any(|known| known.name() == kind);
        assert!(known, "`{kind}` is no kind of thing that falls due");
        let due = match row["due"] {
            "cannot tell" => "unknown".to_owned(),
            "nothing" => String::new(),
            due => checked_day(due),
        };
        let says = format!("{} {subject}: {due} {}", row["whose"], row["state"]);
        Self {
            day: day(row["as of"]),
            kind: kind.to_owned(),
            says: (row["due"] != "nothing").then_some(says),
            why: row["why"].to_owned(),
        }
    }

    fn noted(row: &BTreeMap<&str, &str>) -> Self {
        Self {
            day: day(row["as of"]),
            kind: "noted".to_owned(),
            says: (row["noted"] != "nothing").then(|| row["noted"].to_owned()),
            why: row["why"].to_owned(),
        }
    }

    fn order(row: &BTreeMap<&str, &str>) -> Self {
        Self {
            day: day(row["as of"]),
            kind: "which first".to_owned(),
            says: Some(row["which first"].to_owned()),
            why: row["why"].to_owned(),
        }
    }

    fn finding(row: &BTreeMap<&str, &str>) -> Self {
        Self {
            day: day(row["as of"]),
            kind: row["finding"].to_owned(),
            says: (row["where"] != "nowhere").then(|| row["where"].to_owned()),
            why: row["why"].to_owned(),
        }
    }
}

/// What the program says of a kind on a day: a line each, in the words of the page, and what it gives as reasons.
type Ask = dyn Fn(&Reading, &str, &[&Said]) -> Vec<(String, String)>;

/// What was said and is not so, and what is so and was not said.
fn differences(spec: &Spec, said: &[Said], ask: &Ask) -> Vec<String> {
    let asked: BTreeSet<(Day, &str)> = said
        .iter()
        .map(|said| (said.day, said.kind.as_str()))
        .collect();
    let mut faults = Vec::new();
    for (day, kind) in asked {
        let snapshot = Snapshot::from_files(spec.files.clone());
        let reading = Reading::of(snapshot, Some(day), day);
        let lines: Vec<&Said> = said
            .iter()
            .filter(|said| said.day == day && said.kind == kind)
            .collect();
        let mut found = ask(&reading, kind, &lines);
        let mut words = String::new();
        for (said, why) in lines
            .iter()
            .filter_map(|said| Some((said.says.as_ref()?, &said.why)))
        {
            match found.iter().position(|(found, _)| found == said) {
                Some(at) => drop(found.remove(at)),
                None => {
                    let _ = writeln!(words, "  missed   {said}\n           {why}");
                }
            }
        }
        for (found, why) in found {
            let _ = writeln!(words, "  surplus  {found}\n           {why}");
        }
        if !words.is_empty() {
            faults.push(format!("{}, {kind} as of {day}\n{words}", spec.title));
        }
    }
    faults
}

fn dues(reading: &Reading, kind: &str, _: &[&Said]) -> Vec<(String, String)> {
    let facts = Facts::new(&reading.records, &reading.policy, reading.today);
    let of_the_kind = |due: &Due| due.kind.name() == kind;
    let says = |due: Due| {
        let child = due.child.as_ref().map(|child| child.as_str());
        let worker = due.worker.as_ref().map(|worker| worker.as_str());
        let person = due.supervisor.as_ref().map(|person| person.as_str());
        let whose = child.or(worker).or(person).unwrap_or_default();
        let subject = due.subject.clone().unwrap_or_default();
        let when = due
            .due
            .map_or_else(|| "unknown".to_owned(), |day| day.to_string());
        let state = due.state.name().replace('-', " ");
        (
            format!("{whose} {subject}: {when} {state}"),
            due.why.join("\n           "),
        )
    };
    due::find(&facts)
        .into_iter()
        .filter(of_the_kind)
        .map(says)
        .collect()
}

fn noted(reading: &Reading, _: &str, _: &[&Said]) -> Vec<(String, String)> {
    let entries = reading.policy.noted(reading.today);
    let says = |(_, entry): (_, Entry<'_>)| {
        (
            entry.id.to_owned(),
            entry.noted.unwrap_or_default().to_owned(),
        )
    };
    entries.into_iter().map(says).collect()
}

fn order(reading: &Reading, _: &str, _: &[&Said]) -> Vec<(String, String)> {
    let facts = Facts::new(&reading.records, &reading.policy, reading.today);
    let children: BTreeSet<(usize, String)> = due::find(&facts)
        .into_iter()
        .filter_map(|due| Some((due.rank, due.child?.to_string())))
        .collect();
    let children: Vec<String> = children.into_iter().map(|(_, child)| child).collect();
    vec![(children.join(", "), String::new())]
}

fn findings(reading: &Reading, code: &str, said: &[&Said]) -> Vec<(String, String)> {
    let found = check(reading)
        .into_iter()
        .filter(|finding| finding.code.name() == code);
    let place = |finding: supervision::diag::Diagnostic| {
        let file = reading.sources.file(finding.primary.span.source);
        let line = file.position(finding.primary.span.range().start).line;
        let line = file.text().lines().nth(line - 1).unwrap_or_default().trim();
        let meant = said
            .iter()
            .filter_map(|said| said.says.as_deref())
            .find(|said| {
                let (path, words) = said.split_once(": ").unwrap_or((said, ""));
                file.path() == path && line.contains(words)
            });
        let here = meant.map_or_else(|| format!("{}: {line}", file.path()), str::to_owned);
        (here, finding.message)
    };
    found.map(place).collect()
}

/// What is unusual about a record: fields with their values.
fn fields(more: &str) -> Vec<(&str, &str)> {
    let items = more
        .split(';')
        .map(str::trim)
        .filter(|item| !item.is_empty());
    items
        .map(|item| {
            let field = item.split_once(": ");
            field.unwrap_or_else(|| panic!("`{item}` is no field with a value"))
        })
        .collect()
}

/// Takes a field out of those that are unusual.
fn take<'a>(fields: &mut Vec<(&'a str, &'a str)>, name: &str) -> Option<&'a str> {
    let at = fields.iter().position(|(field, _)| *field == name)?;
    Some(fields.remove(at).1)
}

fn lines(fields: &[(&str, &str)]) -> String {
    fields
        .iter()
        .map(|(field, value)| format!("{field}: {value}\n"))
        .collect()
}

fn person(row: &[&str]) -> (String, String) {
    let [id, role] = row else {
        panic!("a person has two columns: {row:?}")
    };
    (
        format!("people/{id}.yaml"),
        format!(
            "kind: person\nformat: 1\nid: {id}\nname: {id}\nposts:\n  - {{from: 2000-01-01, role: {role}}}\n"
        ),
    )
}

fn worker(row: &[&str]) -> (String, String) {
    let [id, since, role, manager, more] = row else {
        panic!("a worker has five columns: {row:?}")
    };
    let mut more = fields(more);
    let team = take(&mut more, "team").unwrap_or("team-one");
    let basis = take(&mut more, "basis").unwrap_or("permanent");
    let hours = take(&mut more, "hours").unwrap_or("37");
    let until = take(&mut more, "until").map_or_else(String::new, |day| format!(", to: {day}"));
    (
        format!("workers/{id}/worker.yaml"),
        format!(
            "kind: worker\nformat: 1\nid: {id}\nemployment:\n  - {{from: {since}{until}, role: {role}, team: {team}, basis: {basis}, hours: {hours}}}\nline-managers:\n  - {{from: {since}, person: {manager}}}\n{}",
            lines(&more)
        ),
    )
}

fn case(row: &[&str]) -> (String, String) {
    let [id, since, category, holder, more] = row else {
        panic!("a case has five columns: {row:?}")
    };
    (
        format!("children/{id}/child.yaml"),
        format!(
            "kind: child\nformat: 1\nid: {id}\ncase-reference: R-{id}\nopened: {since}\ncategories:\n  - {{from: {since}, category: {category}}}\nallocations:\n  - {{from: {since}, worker: {holder}}}\n{}",
            lines(&fields(more))
        ),
    )
}

fn session(row: &[&str]) -> (String, String) {
    let [date, worker, with, more] = row else {
        panic!("a session has four columns: {row:?}")
    };
    let mut own = fields(more);
    let mut cases = String::new();
    own.retain(|(child, value)| {
        let (depth, rest) = value
            .split_once(", ")
            .map_or((*value, None), |(depth, rest)| (depth, Some(rest)));
        let depth = match depth {
            "full" => "discussion: full",
            "reflective" => "discussion: full, reflective: true",
            "acknowledged" => {
                "discussion: acknowledged, acknowledged-open-by: [supervisor, supervisee]"
            }
            _ => return true,
        };
        let rest = rest.map_or_else(String::new, |rest| format!(", {rest}"));
        let _ = writeln!(cases, "  - {{child: {child}, {depth}{rest}}}");
        false
    });
    let usual = [
        ("type", "individual"),
        ("minutes", "90"),
        ("planned", *date),
        ("recorded", *date),
    ];
    for (field, value) in usual {
        if !own.iter().any(|(name, _)| *name == field) {
            own.push((field, value));
        }
    }
    let cases = match cases.as_str() {
        "" => "cases: []\n".to_owned(),
        cases => format!("cases:\n{cases}"),
    };
    (
        format!("workers/{worker}/3-supervision/{date}.md"),
        format!(
            "---\nkind: session\nformat: 1\nworker: {worker}\nsupervisor: {with}\ndate: {date}\nstatus: held\nstart: \"09:30\"\n{}{cases}---\n",
            lines(&own)
        ),
    )
}

fn agreement(row: &[&str]) -> (String, String) {
    let [date, worker, with, every, more] = row else {
        panic!("an agreement has five columns: {row:?}")
    };
    let every = match *every {
        "as-policy" => "as-policy".to_owned(),
        every => format!("{{{every}}}"),
    };
    (
        format!("workers/{worker}/2-agreement-and-history/{date}-agreement.md"),
        format!(
            "---\nkind: agreement\nformat: 1\nworker: {worker}\nsupervisor: {with}\ndate: {date}\nstarts: {date}\nreview-by: 2099-12-31\ninterval: {every}\nminutes: 90\nconfirmations: {{supervision-policy: {date}, induction-policy: {date}, pdr-policy: {date}}}\n{}---\n",
            lines(&fields(more))
        ),
    )
}

/// Where in a page the reader is.
enum Inside {
    Text,
    Heading,
    Block,
    Cell,
}

/// The page, heading by heading; what stands before the first `##` comes first.
fn sections(markdown: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut inside = Inside::Text;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        let section = sections
            .last_mut()
            .expect("there is one from the beginning");
        let rows = section.tables.last_mut().map(|table| &mut table.rows);
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) => {
                sections.push(Section::default());
                inside = Inside::Heading;
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let (info, text) = (info.into_string(), String::new());
                section.blocks.push(Block { info, text });
                inside = Inside::Block;
            }
            Event::Start(Tag::CodeBlock(_)) => {
                panic!("`{}`: fence what is indented", section.title)
            }
            Event::Start(Tag::Table(_)) => section.tables.push(Table::default()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                rows.expect("a row stands in a table").push(Vec::new());
            }
            Event::Start(Tag::TableCell) => {
                let row = rows.and_then(|rows| rows.last_mut());
                row.expect("a cell stands in a row").push(String::new());
                inside = Inside::Cell;
            }
            Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableCell) => {
                inside = Inside::Text
            }
            Event::Text(words) | Event::Code(words) => {
                let cell = || rows?.last_mut()?.last_mut();
                let here = match inside {
                    Inside::Text => None,
                    Inside::Heading => Some(&mut section.title),
                    Inside::Block => section.blocks.last_mut().map(|block| &mut block.text),
                    Inside::Cell => cell(),
                };
                here.into_iter().for_each(|text| text.push_str(&words));
            }
            _ => {}
        }
    }
    sections
}
