//! The program itself, killed: at a system call that changes something, where `strace` can do that, and otherwise after some
//! microseconds. The other way round, each finished run shows that there is a way through.
//!
//! `KILLS=10000 cargo test --locked --test integration saving::kills` for the long run.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use supervision::store::Store;

use super::{Small, person, program, surround};
use crate::oracle::chance::Chance;
use crate::support::store::git;

/// The calls by which a process changes the disk.
const CALLS: [&str; 12] = [
    "write", "rename", "unlink", "unlinkat", "mkdir", "link", "fsync", "openat", "fchmod", "close",
    "flock", "rmdir",
];

fn wanted() -> u64 {
    let kills = std::env::var("KILLS").ok();
    kills.map_or(40, |kills| kills.parse().expect("KILLS is a number"))
}

fn has_strace() -> bool {
    let tried = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .output();
    tried.is_ok_and(|output| output.status.success())
}

/// Runs the program and kills it somewhere; whether it was killed, and where.
fn killed(dir: &Path, args: &[&str], strace: bool, chance: &mut Chance) -> Option<String> {
    let quiet = |command: &mut Command| {
        let command = command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("it starts")
    };
    if strace && chance.below(2) == 0 {
        let call = chance.of(&CALLS);
        // Many files are opened, closed and written to before the first is changed.
        let most = match call {
            "openat" | "close" => 160,
            "write" => 30,
            "mkdir" | "fsync" => 12,
            _ => 6,
        };
        let at = 1 + chance.below(most);
        let mut command = Command::new("strace");
        command
            .args(["-f", "-qq", "-o", "/dev/null", "-e"])
            .arg(format!("trace={call}"))
            .arg("-e")
            .arg(format!("inject={call}:signal=KILL:when={at}"))
            .arg(env!("CARGO_BIN_EXE_supervision"))
            .args(args);
        let mut child = quiet(surround(&mut command, dir));
        let status = child.wait().expect("it ends");
        return (status.code().is_none()).then(|| format!("{call} {at}"));
    }
    let mut child = quiet(&mut program(dir, args));
    let delay = chance.below(60_000);
    std::thread::sleep(Duration::from_micros(delay));
    let is_late = child.try_wait().expect("it can be asked").is_some();
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    (!is_late).then(|| format!("after {delay} µs"))
}

/// The next writer, who has nothing to say.
fn recover(dir: &Path) {
    let store = Store::open(dir).expect("the store opens");
    store.recover().expect("it can be put right");
    store.save(&[]).expect("there is nothing to save");
}

const PEOPLE: [&str; 3] = ["ada", "ben", "cyn"];

#[test]
#[expect(clippy::print_stderr, reason = "a long run says how long it was")]
fn a_commit_is_made_or_not_wherever_it_is_killed() {
    let (strace, mut chance) = (has_strace(), Chance::new(1));
    let mut small = Small::new(&PEOPLE);
    let (mut kills, mut made, mut runs) = (0, 0, 0);
    while kills < wanted() / 2 {
        runs += 1;
        if runs % 50 == 0 {
            small = Small::new(&PEOPLE); // a long history takes git long to look through
        }
        let dir = small.dir();
        let commits = git(&dir, &["rev-list", "--count", "HEAD"]);
        for name in PEOPLE {
            small.write(&format!("people/{name}.yaml"), &person(name, runs));
        }
        let new = format!("people/new-{runs}.yaml");
        small.write(&new, &person(&format!("new-{runs}"), runs));
        let Some(at) = killed(&dir, &["commit", "people"], strace, &mut chance) else {
            continue;
        };
        kills += 1;
        recover(&dir);
        assert_eq!(small.fault(), None, "killed at {at}");
        let later = git(&dir, &["rev-list", "--count", "HEAD"]);
        let status = git(&dir, &["status", "--porcelain"]);
        match later == commits {
            true => assert_eq!(status.lines().count(), 4, "killed at {at}: {status}"),
            false => {
                made += 1;
                assert_eq!(status, "", "killed at {at}");
            }
        }
        for name in PEOPLE {
            let path = format!("people/{name}.yaml");
            assert_eq!(
                small.text(&path),
                Some(person(name, runs)),
                "killed at {at}"
            );
        }
        if later == commits {
            let output = program(&dir, &["commit", "people"])
                .output()
                .expect("it runs");
            assert!(output.status.success(), "killed at {at}: {output:?}");
            assert_eq!(git(&dir, &["status", "--porcelain"]), "", "killed at {at}");
        }
    }
    assert!(
        runs < 20 * (kills + 10) as usize,
        "it is hardly ever killed in time"
    );
    eprintln!("{kills} kills of a commit in {runs} runs; {made} had been made");
}

#[test]
#[expect(clippy::print_stderr, reason = "a long run says how long it was")]
fn files_that_are_put_right_together_are_so_wherever_it_is_killed() {
    let (strace, mut chance) = (has_strace(), Chance::new(2));
    let small = Small::new(&PEOPLE);
    let dir = small.dir();
    let (mut kills, mut done, mut runs) = (0, 0, 0_usize);
    while kills < wanted().div_ceil(2) {
        runs += 1;
        let paths = PEOPLE.map(|name| format!("people/{name}.yaml"));
        let old = PEOPLE.map(|name| person(name, runs).replace("team:", "taem:"));
        for (path, text) in paths.iter().zip(&old) {
            small.write(path, text);
        }
        let new = PEOPLE.map(|name| person(name, runs));
        let fix = ["check", "--fix", "--write"];
        let Some(at) = killed(&dir, &fix, strace, &mut chance) else {
            let stands = paths
                .each_ref()
                .map(|path| small.text(path).unwrap_or_default());
            assert_eq!(stands, new, "it ended by itself");
            continue;
        };
        kills += 1;
        recover(&dir);
        assert_eq!(small.fault(), None, "killed at {at}");
        let stands = paths
            .each_ref()
            .map(|path| small.text(path).unwrap_or_default());
        assert!(stands == old || stands == new, "killed at {at}: {stands:?}");
        done += usize::from(stands == new);
    }
    assert!(
        runs < 20 * (kills + 10) as usize,
        "it is hardly ever killed in time"
    );
    eprintln!("{kills} kills of a save in {runs} runs; {done} had been done");
}
