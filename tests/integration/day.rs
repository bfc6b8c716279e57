//! A day of a team, from an empty folder to two clones that have changed one record: every step as people take it, with real git and
//! real keys.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::git::{done, refused};
use crate::support::run::{Output, Supervision};

const SESSION: &str = "workers/jo-field/3-supervision/2026-03-02.md";
const NAME: &str = "jo-field/3-supervision/2026-03-02";

/// An extract of the case system, as it comes on a Monday.
const EXTRACT: &str = "Person ID;CiN Status;Start Date;Allocated Worker;Allocation start;Referral Date;Name\n\
1042;Child in Need;19/01/2026;FIELD Jo;10/02/2026;19/01/2026;DOE Child\n\
1055;Child Protection Plan;02/02/2026;FIELD Jo;12/02/2026;02/02/2026;ROE Child\n";

const MAPPING: &str = "kind: import-mapping\nformat: 1\nof: children\nrows: current\ndate-format: dd/mm/yyyy\ncolumns:\n  case-reference: Person ID\n  opened: Referral Date\n  category: CiN Status\n  category-from: Start Date\n  worker: Allocated Worker\n  worker-from: Allocation start\ncase-reference: \"LCS-{reference}\"\nchild-id: \"c-{reference}\"\nwords:\n  category:\n    Child in Need: child-in-need\n    Child Protection Plan: child-protection-plan\nworkers:\n  FIELD Jo: jo-field\nabsent: leave-alone\n";

/// A folder with a home of its own in it.
struct Day {
    folder: TempDir,
}

impl Day {
    fn top(&self) -> &Path {
        self.folder.path()
    }

    fn records(&self) -> PathBuf {
        self.top().join("records")
    }

    /// Runs the program in a folder on 2 March 2026.
    fn run(&self, dir: &Path, args: &[&str]) -> Output {
        self.run_on("2026-03-02", dir, args)
    }

    fn run_on(&self, date: &str, dir: &Path, args: &[&str]) -> Output {
        let args = ["--as-of", date].into_iter().chain(args.iter().copied());
        let call = Supervision::new(args).in_dir(dir).with_home(self.top());
        call.that_signs(None).run()
    }

    /// Runs it, and it does what it was asked.
    #[track_caller]
    fn does(&self, dir: &Path, args: &[&str]) -> String {
        let output = self.run(dir, args);
        assert_eq!(
            output.status, 0,
            "{args:?}: {}{}",
            output.stdout, output.stderr
        );
        output.stdout + &output.stderr
    }

    /// A key of somebody's, and its public half.
    fn key(&self, name: &str) -> (String, String) {
        let file = self.top().join(name);
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"])
            .arg(&file)
            .status();
        assert!(made.expect("ssh-keygen runs").success());
        let public = fs::read_to_string(file.with_extension("pub")).expect("the public half");
        (
            file.to_string_lossy().into_owned(),
            public.trim().to_owned(),
        )
    }
}

/// Writes what only a person can know into a prepared record.
#[track_caller]
fn fill(file: &Path, answers: &[(&str, &str)]) {
    let mut text = fs::read_to_string(file).expect("the record");
    for (mark, answer) in answers {
        assert!(
            text.contains(mark),
            "{mark} stands in {}:\n{text}",
            file.display()
        );
        text = text.replace(mark, answer);
    }
    fs::write(file, text).expect("written");
}

/// The same for every line that begins so: what stands behind the key is the answer.
#[track_caller]
fn fill_lines(file: &Path, answers: &[(&str, &str)]) {
    let text = fs::read_to_string(file).expect("the record");
    let lines = text.lines().map(|line| {
        let begins = line.len() - line.trim_start_matches([' ', '-']).len();
        let (depth, said) = line.split_at(begins);
        let answer = answers.iter().find(|(key, _)| {
            said.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(": # TODO"))
        });
        match answer {
            None => line.to_owned(),
            Some((key, answer)) => format!("{depth}{key}: {answer}"),
        }
    });
    fs::write(file, lines.collect::<Vec<_>>().join("\n") + "\n").expect("written");
}

/// Writes a sentence under every heading of a body.
fn fill_body(file: &Path, words: &str) {
    let text = fs::read_to_string(file).expect("the record");
    let lines = text.lines().map(|line| match line.starts_with("## ") {
        true => format!("{line}\n\n{words}"),
        false => line.to_owned(),
    });
    fs::write(file, lines.collect::<Vec<_>>().join("\n") + "\n").expect("written");
}

#[test]
fn a_team_begins_writes_signs_commits_and_merges() {
    let day = Day {
        folder: tempfile::tempdir().expect("a folder"),
    };
    let (top, records) = (day.top().to_path_buf(), day.records());
    fs::write(
        top.join(".gitconfig"),
        "[user]\n\tname = Sam Okoro\n\temail = sam.okoro@example.org\n",
    )
    .expect("written");

    // A new store, and who is in it.
    let made = day.does(
        &top,
        &[
            "init",
            "records",
            "--id",
            "north-team",
            "--organisation",
            "Exampleshire County Council",
            "--marking",
            "OFFICIAL-SENSITIVE: PERSONAL",
            "--policy",
            "rotherham:2026-01-05",
        ],
    );
    assert!(
        made.contains("a git repository, with the branch main"),
        "{made}"
    );
    assert!(
        made.contains("git merges and shows records part by part"),
        "{made}"
    );
    for (id, name, role) in [
        ("sam-okoro", "Sam Okoro", "team-manager"),
        ("jo-field", "Jo Field", "social-worker"),
    ] {
        day.does(
            &records,
            &[
                "new",
                "person",
                "--person",
                id,
                "--name",
                name,
                "--role",
                role,
                "--team",
                "north",
                "--date",
                "2026-02-09",
            ],
        );
    }
    day.does(
        &records,
        &[
            "new",
            "worker",
            "--worker",
            "jo-field",
            "--role",
            "social-worker",
            "--team",
            "north",
            "--supervisor",
            "sam-okoro",
            "--date",
            "2026-02-09",
        ],
    );
    fill_lines(
        &records.join("workers/jo-field/worker.yaml"),
        &[("basis", "permanent"), ("hours", "37")],
    );
    let mut keys = Vec::new();
    for id in ["sam-okoro", "jo-field"] {
        let (file, public) = day.key(id);
        fill(
            &records.join(format!("people/{id}.yaml")),
            &[(
                &format!(
                    "# signing-keys:\n#   - key: ssh-ed25519 AAAA... {id}\n#     from: 2026-02-09\n"
                ),
                &format!("signing-keys:\n  - key: {public}\n    from: 2026-02-09\n"),
            )],
        );
        keys.push(file);
    }

    // The children come from the case system; a second time nothing changes.
    fs::write(top.join("extract.csv"), EXTRACT).expect("written");
    fs::write(top.join("mapping.yaml"), MAPPING).expect("written");
    let import = ["import", "../extract.csv", "--map", "../mapping.yaml"];
    let shown = day.does(&records, &import);
    assert!(
        shown.contains("c-1042: opened on 2026-01-19; category child-in-need from 2026-01-19"),
        "{shown}"
    );
    assert!(!records.join("children/c-1042").exists());
    day.does(&records, &[&import[..], &["--write"]].concat());
    let again = day.does(&records, &[&import[..], &["--write"]].concat());
    assert!(
        again.contains("0 records new, 0 changed, 2 the same"),
        "{again}"
    );
    let child = fs::read_to_string(records.join("children/c-1042/child.yaml")).expect("the child");
    assert!(!child.contains("DOE"), "{child}");
    done(&records, &["add", "."]);
    let said = day.does(&records, &["commit"]);
    assert!(said.contains("checklist-missing"), "{said}");

    // The session is prepared, held and written up; each child has a record of it.
    day.does(
        &records,
        &[
            "new",
            "session",
            "--worker",
            "jo-field",
            "--date",
            "2026-03-02",
        ],
    );
    let session = records.join(SESSION);
    let prepared = fs::read_to_string(&session).expect("the session");
    let (first, second) = (
        prepared.find("- child: c-1055"),
        prepared.find("- child: c-1042"),
    );
    assert!(
        first < second && first.is_some(),
        "a protection plan comes first:\n{prepared}"
    );
    let check = day.run(&records, &["check", SESSION]);
    assert_eq!(check.status, 1, "what only a person knows is missing");
    fill(
        &session,
        &[
            (
                "  - topic: # TODO\n    raised-by: supervisee\n",
                "  - topic: The duty rota\n    raised-by: supervisee\n",
            ),
            (
                "  - topic: # TODO\n    raised-by: supervisor\n",
                "  - topic: Visits\n    raised-by: supervisor\n",
            ),
            (
                "  - child: c-1055\n    discussion: # TODO full or acknowledged\n    reflective: false",
                "  - child: c-1055\n    discussion: full\n    reflective: true",
            ),
        ],
    );
    fill_lines(
        &session,
        &[
            ("start", "\"09:30\""),
            ("minutes", "95"),
            ("discussion", "full"),
            ("acknowledged-open-by", "[supervisor, supervisee]"),
            ("stable", "true"),
            ("safeguarding-concern", "false"),
            ("last-visit-seen", "2026-02-26"),
            ("next-discussion", "2026-03-30"),
            ("what", "Ask the school for its timetable"),
            ("by-when", "2026-03-16"),
            ("recorded", "2026-03-02"),
            ("next-session", "2026-03-30"),
        ],
    );
    fill_body(&session, "We talked about it and it is in hand.");
    for child in ["c-1042", "c-1055"] {
        day.does(
            &records,
            &[
                "new",
                "child-supervision",
                "--child",
                child,
                "--session",
                NAME,
            ],
        );
        let file = records.join(format!(
            "children/{child}/supervision/2026-03-02-jo-field.md"
        ));
        fill_body(&file, &format!("What was said of {child} that day."));
        let left = fs::read_to_string(&file).expect("the child's record");
        let todo: Vec<&str> = left.lines().filter(|line| line.contains("TODO")).collect();
        fill_lines(
            &file,
            &[
                ("recorded", "2026-03-02"),
                ("what", "Go on as planned"),
                ("reason", "It helps"),
                ("who", "jo-field"),
                ("by-when", "2026-03-20"),
                ("depth", "full"),
                ("entered-on", "2026-03-02"),
                ("reference", "LCS-CN-1"),
            ],
        );
        assert!(todo.len() < 12, "{todo:?}");
    }
    let check = day.run(
        &records,
        &["check", "--format", "short", SESSION, "children"],
    );
    assert_eq!(check.status, 0, "{}", check.stdout);

    // Two people sign it with two keys; a change after that is refused.
    let half = day.does(
        &records,
        &["sign", NAME, "--as", "supervisor", "--key", &keys[0]],
    );
    assert!(
        half.contains("jo-field"),
        "who is still to sign is said: {half}"
    );
    day.does(
        &records,
        &["sign", NAME, "--as", "supervisee", "--key", &keys[1]],
    );
    let wrong = day.run(
        &records,
        &["sign", NAME, "--as", "authoriser", "--key", &keys[1]],
    );
    assert_eq!(wrong.status, 2, "{}", wrong.stdout);
    let commit = day.does(&records, &["commit", "jo-field", "c-1042", "c-1055"]);
    assert!(commit.contains("jo-field"), "{commit}");
    assert_eq!(done(&records, &["status", "--porcelain"]), "");
    let message = done(&records, &["log", "-1", "--format=%B"]);
    assert!(message.contains(&format!("Record: {NAME}")), "{message}");
    assert!(!message.contains("in hand"), "{message}");
    let signed = fs::read_to_string(&session).expect("the session");
    fs::write(&session, signed.replace("minutes: 95", "minutes: 90")).expect("written");
    let refusal = day.run(&records, &["commit", NAME]);
    assert_eq!(refusal.status, 1, "{}", refusal.stdout);
    assert!(
        refusal.stdout.contains("signed, and changed since"),
        "{}",
        refusal.stdout
    );
    fs::write(&session, signed).expect("written");

    // It is pushed to a server that judges it.
    done(&top, &["init", "-q", "--bare", "-b", "main", "server.git"]);
    day.does(&top, &["hook", "install", "--store", "server.git"]);
    done(&records, &["remote", "add", "origin", "../server.git"]);
    done(&records, &["push", "-q", "-u", "origin", "main"]);

    // A colleague's clone changes one record while we do.
    done(&top, &["clone", "-q", "server.git", "colleague"]);
    let colleague = top.join("colleague");
    day.does(&colleague, &["hook", "install"]);
    let child = "children/c-1042/child.yaml";
    fill(
        &colleague.join(child),
        &[("case-reference: ", "siblings: [c-1055]\ncase-reference: ")],
    );
    done(&colleague, &["commit", "-qam", "Siblings"]);
    done(&colleague, &["push", "-q"]);
    fs::write(
        top.join("extract.csv"),
        EXTRACT.replace(
            "1042;Child in Need;19/01/2026",
            "1042;Child Protection Plan;05/03/2026",
        ),
    )
    .expect("written");
    let shown = day.run_on(
        "2026-03-09",
        &records,
        &[&import[..], &["--write"]].concat(),
    );
    assert_eq!(shown.status, 0, "{}{}", shown.stdout, shown.stderr);
    assert!(
        shown
            .stdout
            .contains("child-protection-plan from 2026-03-05"),
        "{}",
        shown.stdout
    );
    let commit = day.run_on("2026-03-09", &records, &["commit", "c-1042"]);
    assert_eq!(commit.status, 0, "{}{}", commit.stdout, commit.stderr);
    let pushed = refused(&records, &["push", "-q"]);
    assert!(
        pushed.contains("fetch first") || pushed.contains("rejected"),
        "{pushed}"
    );
    done(&records, &["pull", "-q", "--no-rebase", "--no-edit"]);
    let merged = fs::read_to_string(records.join(child)).expect("the child");
    assert!(
        merged.contains("siblings: [c-1055]") && merged.contains("from: 2026-03-05"),
        "{merged}"
    );
    done(&records, &["push", "-q"]);

    // Both change one line: that is for a person to decide, and what is not decided goes nowhere.
    let action = "children/c-1042/supervision/2026-03-02-jo-field.md";
    done(&colleague, &["pull", "-q"]);
    let line = "What was said of c-1042 that day.";
    for (clone, words) in [
        (&colleague, "He spoke of his brother."),
        (&records, "He spoke of his dog."),
    ] {
        let text = fs::read_to_string(clone.join(action)).expect("the record");
        fs::write(clone.join(action), text.replacen(line, words, 1)).expect("written");
        done(clone, &["commit", "-qam", "What he spoke of"]);
    }
    done(&colleague, &["push", "-q"]);
    let words = refused(&records, &["pull", "--no-rebase", "--no-edit"]);
    assert!(
        words.contains("both sides have changed it, and you are to decide:"),
        "{words}"
    );
    assert!(
        !words.contains("brother") && !words.contains("dog"),
        "{words}"
    );
    done(&records, &["add", "."]);
    let words = refused(&records, &["commit", "--no-edit"]);
    assert!(words.contains("unresolved-conflict"), "{words}");
    let undecided = fs::read_to_string(records.join(action)).expect("the record");
    assert!(
        undecided.contains("brother") && undecided.contains("dog"),
        "{undecided}"
    );
    // Both are true: what stands between the marks of the base goes, and the marks with it.
    let (before, rest) = undecided.split_once("<<<<<<< here\n").expect("a mark");
    let (ours, rest) = rest.split_once("||||||| before\n").expect("a mark");
    let (_, rest) = rest.split_once("=======\n").expect("a mark");
    let (theirs, after) = rest.split_once(">>>>>>> merged in\n").expect("a mark");
    let decided = format!("{before}{ours}{theirs}{after}");
    fs::write(records.join(action), decided).expect("written");
    done(&records, &["add", "."]);
    done(&records, &["commit", "-q", "--no-edit"]);
    done(&records, &["push", "-q"]);

    // And whoever looks back sees all of it.
    let log = day.does(&records, &["log", NAME]);
    for told in [
        "signed by sam-okoro as supervisor on 2 March 2026: agree",
        "signed by jo-field as supervisee",
        "written: of 2 March 2026",
    ] {
        assert!(log.contains(told), "{told}: {log}");
    }
    let check = day.run(
        &records,
        &["check", "--format", "short", SESSION, "children"],
    );
    assert_eq!(check.status, 0, "{}", check.stdout);
}
