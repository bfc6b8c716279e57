//! Each law catches what is planted against it, at its line, and lets the innocent neighbour pass.

use super::laws::{self, Breach, Door};
use super::rust_code::File;

fn order() -> Vec<String> {
    laws::floors(super::LIB)
}

/// The line and the words of each breach.
fn seen(breaches: &[Breach]) -> Vec<(usize, &str)> {
    let line = |breach: &Breach| {
        let (_, line) = breach.place.rsplit_once(':').expect("a place has a line");
        line.parse().expect("a number")
    };
    breaches
        .iter()
        .map(|breach| (line(breach), breach.what.as_str()))
        .collect()
}

fn names(path: &str, text: &str) -> Vec<String> {
    let file = File::new(path, text);
    file.paths().iter().map(|named| named.spoken()).collect()
}

#[test]
fn comments_and_texts_are_no_code() {
    let text = r####"
// git2::a
/* git2::b /* git2::c */ git2::d */
const A: &str = "git2::e \" git2::f";
const B: &str = r#"git2::g " git2::h"#;
const C: char = '"'; const D: char = '\''; const E: &'static str = b"git2::i";
fn f<'a>(x: &'a str) { git2::real(); }
"####;
    let file = File::new("due/mod.rs", text);
    let found = laws::through_the_door(&file, &laws::GIT);
    assert_eq!(seen(&found), [(7, "`git2::real`")]);
}

#[test]
fn use_trees_are_spread_and_short_names_put_in_full() {
    let text = "use crate::{calendar::Day, diag::{self, Code as Name}};\nuse super::facts::*;\nfn f() { diag::Span; Name::new(); Day; self::x(); }\n";
    let names = names("due/agreement/mod.rs", text);
    for name in [
        "crate::calendar::Day",
        "crate::diag",
        "crate::diag::Code",
        "crate::due::facts",
        "crate::diag::Span",
        "crate::diag::Code::new",
        "crate::due::agreement::x",
    ] {
        assert!(
            names.iter().any(|found| found == name),
            "{name} in {names:?}"
        );
    }
}

#[test]
fn an_import_that_points_down_is_found_in_every_spelling() {
    let down = |path: &str, text: &str| {
        let found = laws::imports_point_up(&File::new(path, text), &order());
        seen(&found)
            .iter()
            .map(|(line, _)| *line)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        down("record/id.rs", "//! x\nuse crate::policy::Pack;\n"),
        [2]
    );
    assert_eq!(
        down(
            "record/id.rs",
            "use crate::{\n    calendar::Day,\n    due::{Due, Facts},\n};\n"
        ),
        [3, 3]
    );
    assert_eq!(
        down("record/id.rs", "fn f() {\n    crate::render::x();\n}\n"),
        [2]
    );
    assert_eq!(down("record/mod.rs", "use super::rules::Rule;\n"), [1]);
    assert_eq!(down("record/id.rs", "use super::super::cli;\n"), [1]);
    assert_eq!(
        down(
            "record/id.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::policy::Policy;\n}\n"
        ),
        [3]
    );
    assert_eq!(down("record/id.rs", "use crate::nowhere::X;\n"), [1]);
    assert_eq!(down("reading.rs", "use crate::due::Due;\n"), [1]);
    assert!(
        down(
            "due/mod.rs",
            "use crate::{record, policy};\nuse super::text;\n/// [`x`](crate::cli)\n"
        )
        .is_empty()
    );
}

#[test]
fn each_door_is_watched() {
    let found = |door: &Door, path: &str, text: &str| {
        let breaches = laws::through_the_door(&File::new(path, text), door);
        seen(&breaches)
            .iter()
            .map(|(line, _)| *line)
            .collect::<Vec<_>>()
    };
    let disk = &laws::DISK;
    assert_eq!(
        found(
            disk,
            "due/x.rs",
            "use std::fs;\nfn f() { fs::read(\"a\"); }\n"
        ),
        [1, 2]
    );
    assert_eq!(
        found(disk, "due/x.rs", "use std::{io, fs::{self, File}};\n"),
        [1, 1]
    );
    assert_eq!(
        found(
            disk,
            "cli/mod.rs",
            "fn f(p: &Path) -> bool {\n    p.exists()\n}\n"
        ),
        [2]
    );
    assert!(found(disk, "store/write.rs", "use std::fs;\n").is_empty());
    assert!(found(disk, "store/save/disk.rs", "use std::fs;\n").is_empty());
    assert_eq!(found(disk, "store/save/files.rs", "use std::fs;\n"), [1]);
    assert!(found(disk, "cli/context.rs", "x.is_file();\n").is_empty());
    assert_eq!(
        found(disk, "cli/context.rs", "x.is_file();\nstd::fs::read(x);\n"),
        [2]
    );

    let git = &laws::GIT;
    assert_eq!(found(git, "store/mod.rs", "use git2::Oid;\n"), [1]);
    assert!(found(git, "store/git/read.rs", "use git2::Oid;\n").is_empty());

    let screen = &laws::SCREEN;
    assert_eq!(
        found(
            screen,
            "rules/x.rs",
            "println!(\"a\");\nanstream::eprintln!(\"b\");\ndbg!(c);\n"
        ),
        [1, 2, 3]
    );
    assert_eq!(
        found(
            screen,
            "report/x.rs",
            "use std::io;\nfn f() { io::stderr().lock(); }\n"
        ),
        [2]
    );
    assert!(found(screen, "cli/terminal.rs", "println!(\"a\");\n").is_empty());
    assert!(
        found(
            screen,
            "report/x.rs",
            "let print = write!(f, \"println!\");\n"
        )
        .is_empty()
    );

    let clock = &laws::CLOCK_AND_ENVIRONMENT;
    assert_eq!(
        found(
            clock,
            "due/x.rs",
            "use chrono::{Datelike, Utc};\nfn f() { Utc::now(); }\n"
        ),
        [1, 2]
    );
    assert_eq!(found(clock, "due/x.rs", "std::env::var(\"HOME\");\n"), [1]);
    assert_eq!(
        found(clock, "due/x.rs", "use std::time::{Duration, Instant};\n"),
        [1]
    );
    assert!(
        found(
            clock,
            "due/x.rs",
            "env!(\"CARGO_PKG_NAME\"); let env = 1; chrono::NaiveDate::MIN;\n"
        )
        .is_empty()
    );
    assert!(found(clock, "cli/context.rs", "chrono::Local::now();\n").is_empty());

    let programs = &laws::PROGRAMS_AND_NETWORK;
    assert_eq!(
        found(programs, "store/git.rs", "use std::process::Command;\n"),
        [1]
    );
    assert_eq!(
        found(programs, "record/schema.rs", "use std::net::TcpStream;\n"),
        [1]
    );
    assert!(found(programs, "cli/exit.rs", "use std::process::ExitCode;\n").is_empty());
    let run = "use std::process::{Command, Stdio};\n";
    assert!(found(programs, "cli/keygen.rs", run).is_empty());
    assert_eq!(found(programs, "cli/commands/sign.rs", run), [1]);
    assert_eq!(found(programs, "revision/signature.rs", run), [1]);
}

#[test]
fn a_word_of_the_trade_in_the_ground_is_found() {
    let found = |path: &str, text: &str| {
        let breaches = laws::ground_speaks_no_trade(&File::new(path, text));
        seen(&breaches)
            .iter()
            .map(|(line, _)| *line)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found("calendar/x.rs", "struct SessionDay;\nfn of_worker() {}\n"),
        [1, 2]
    );
    assert_eq!(
        found("text/x.rs", "const A: &str = \"the supervisor's words\";\n"),
        [1]
    );
    assert_eq!(found("diag/x.rs", "enum E {\n    ChildMissing,\n}\n"), [2]);
    assert!(
        found(
            "text/x.rs",
            "// a session\nconst A: &str = \"$supervision::Spanned\"; fn visit_seq() {}\n"
        )
        .is_empty()
    );
    assert!(
        found(
            "text/x.rs",
            "fn f() {}\n#[cfg(test)]\nmod tests {\n    const A: &str = \"session\";\n}\n"
        )
        .is_empty()
    );
    assert!(found("record/x.rs", "struct Session;\n").is_empty());
}

#[test]
fn an_interval_made_by_record_is_found() {
    let found =
        |path: &str, text: &str| laws::record_makes_no_interval(&File::new(path, text)).len();
    let text = "use crate::calendar::Interval;\nfn f() -> Interval { Interval::weeks(4) }\n";
    assert_eq!(found("record/session.rs", text), 1);
    assert_eq!(
        found(
            "record/session.rs",
            "use crate::calendar::Interval;\nstruct A { every: Interval }\n"
        ),
        0
    );
    assert_eq!(found("due/session.rs", text), 0);
}

#[test]
fn a_record_read_by_policy_is_found() {
    let found = |text: &str| laws::policy_knows_no_record(&File::new("policy/x.rs", text)).len();
    assert_eq!(found("use crate::record::child::Child;\n"), 1);
    assert_eq!(found("use crate::record::{Term, WorkerFile};\n"), 1);
    assert_eq!(
        found("use crate::record::sign_off;\nfn f(x: sign_off::Statement) {}\n"),
        1
    );
    assert_eq!(
        found("use crate::record::sign_off;\nfn f(x: sign_off::Role) {}\n"),
        0
    );
    assert_eq!(found("use crate::record::{PersonId, schema::Schema};\n"), 0);
}

#[test]
fn a_serialised_record_is_found() {
    let text = "#[derive(Debug, serde::Serialize)]\nstruct A;\n";
    let found = |path: &str| laws::domain_is_not_serialised(&File::new(path, text), &order()).len();
    assert_eq!(found("record/child.rs"), 1);
    assert_eq!(found("rules/mod.rs"), 1);
    assert_eq!(found("report/json_v1.rs"), 0);
}

#[test]
fn a_second_key_is_found() {
    let text = "fn f() { Key::for_audience(); }\n";
    assert_eq!(
        laws::one_hand_holds_the_key(&File::new("render/worker.rs", text)).len(),
        1
    );
    assert_eq!(
        laws::one_hand_holds_the_key(&File::new("render/audience.rs", text)).len(),
        0
    );
    let text = "fn f(key: &Key) { words::of_worker(x).open(key); }\n";
    assert_eq!(
        laws::child_document_has_no_key(&File::new("render/child.rs", text)).len(),
        2
    );
    assert_eq!(
        laws::child_document_has_no_key(&File::new("render/scaffold/child.rs", text)).len(),
        2
    );
    assert_eq!(
        laws::child_document_has_no_key(&File::new("render/worker.rs", text)).len(),
        0
    );
    assert_eq!(
        laws::child_document_has_no_key(&File::new("render/child.rs", "words::of_child(x);\n"))
            .len(),
        0
    );
}

#[test]
fn a_leak_in_the_lock_is_found() {
    let found =
        |text: &str| laws::worker_only_stays_shut(&File::new("record/worker_only.rs", text)).len();
    assert_eq!(
        found("impl<T: Display> std::fmt::Display for WorkerOnly<T> {}\n"),
        1
    );
    assert_eq!(found("impl<T> Deref for WorkerOnly<T> {}\n"), 1);
    assert_eq!(
        found("#[derive(Serialize)]\npub struct WorkerOnly<T>(T);\n"),
        1
    );
    assert_eq!(found("pub struct Key(pub ());\n"), 1);
    assert_eq!(
        found(
            "/// Shut.\npub struct WorkerOnly<T>(T);\nimpl<T> std::fmt::Debug for WorkerOnly<T> {}\n"
        ),
        0
    );
}

#[test]
fn a_rule_that_reads_another_is_found() {
    let rule = "//! x\n\nrule!(A, \"a\", Error, a);\n";
    let one = File::new(
        "rules/session/one.rs",
        &format!("{rule}use super::two::find;\n"),
    );
    let two = File::new("rules/session/two.rs", rule);
    let three = File::new(
        "rules/session/three.rs",
        &format!("{rule}use crate::rules::session::two;\nfn f(x: Level) {{}}\n"),
    );
    let four = File::new(
        "rules/session/four.rs",
        &format!("{rule}use crate::rules::{{Context, declare::rule}};\nuse super::shared::x;\n"),
    );
    let rules = laws::rule_modules(&[one, two, three, four]);
    let found = |text: &str| {
        let file = File::new("rules/session/x.rs", &format!("{rule}{text}"));
        laws::rules_stand_alone(&file, &rules).len()
    };
    assert_eq!(found("use super::two::find;\n"), 1);
    assert_eq!(
        found("use crate::rules::session::two;\nfn f(x: Level) {}\n"),
        2
    );
    assert_eq!(
        found("use crate::rules::{Context, declare::rule};\nuse super::shared::x;\n"),
        0
    );
}

#[test]
fn an_ill_kept_file_is_found() {
    let found = |text: &str| laws::well_kept(&File::new("due/x.rs", text)).len();
    assert_eq!(found("use a;\n"), 1);
    assert_eq!(found(&format!("//! x\n{}", "\n".repeat(500))), 1);
    assert_eq!(found("//! x\nfn f() { a.unwrap(); b.unwrap_or(1); }\n"), 1);
    assert_eq!(found("//! x\n// a.unwrap()\nfn f() {}\n"), 0);
}
