//! Many writers at once: nothing is lost, nothing torn, and nobody is left waiting.

use std::process::Stdio;

use supervision::store::{Edit, Error, Store};

use super::{Small, person, program};
use crate::support::store::git;

const WRITERS: usize = 16;
const SAVES: usize = 20;

#[test]
fn sixteen_writers_of_twenty_saves_lose_nothing() {
    let small = Small::new(&["shared"]);
    let dir = small.dir();
    small.write("people/count.yaml", "0");
    std::thread::scope(|threads| {
        for writer in 0..WRITERS {
            let dir = &dir;
            threads.spawn(move || {
                let store = Store::open(dir).expect("the store opens");
                let own = format!("people/writer-{writer}.yaml");
                let mut before: Option<String> = None;
                for save in 1..=SAVES {
                    let text = person(&format!("writer-{writer}"), save);
                    // Its own file and the shared count go together; whoever comes second reads again.
                    loop {
                        let count = std::fs::read_to_string(dir.join("people/count.yaml"));
                        let count = count.expect("it is always there");
                        let next = count.parse::<usize>().expect("it is never torn") + 1;
                        let own = match &before {
                            None => Edit::new_file(own.as_str(), text.as_str()),
                            Some(before) => {
                                Edit::replace(own.as_str(), before.as_str(), text.as_str())
                            }
                        };
                        let counted = Edit::replace("people/count.yaml", count, next.to_string());
                        match store.save(&[own, counted]) {
                            Ok(()) => break,
                            Err(Error::ChangedMeanwhile { kept, .. }) => {
                                assert!(kept.is_some(), "the text is kept");
                            }
                            Err(error) => panic!("{error}"),
                        }
                    }
                    before = Some(text);
                }
            });
        }
    });
    let count = small.text("people/count.yaml").expect("the count");
    assert_eq!(count, (WRITERS * SAVES).to_string());
    for writer in 0..WRITERS {
        let name = format!("writer-{writer}");
        let text = small.text(&format!("people/{name}.yaml"));
        assert_eq!(text, Some(person(&name, SAVES)));
    }
    assert_eq!(small.fault(), None);
    let journal = std::fs::read_dir(dir.join(".git/supervision/journal")).expect("a journal");
    assert_eq!(journal.count(), 20, "it is bounded");
}

#[test]
fn sixteen_programs_that_commit_their_own_records_lose_nothing() {
    const EACH: usize = 3;
    let names: Vec<String> = (0..WRITERS)
        .map(|writer| format!("writer-{writer}"))
        .collect();
    let people: Vec<&str> = names.iter().map(String::as_str).collect();
    let small = Small::new(&people);
    let dir = small.dir();
    // Somebody has staged something else, and it stays so.
    small.write("people/staged.yaml", &person("staged", 1));
    git(&dir, &["add", "people/staged.yaml"]);
    std::thread::scope(|threads| {
        for name in &names {
            let (small, dir) = (&small, &dir);
            threads.spawn(move || {
                for save in 1..=EACH {
                    small.write(&format!("people/{name}.yaml"), &person(name, save));
                    let mut commit = program(dir, &["commit", &format!("people/{name}")]);
                    let output = commit.stdin(Stdio::null()).output().expect("it runs");
                    assert!(output.status.success(), "{output:?}");
                }
            });
        }
    });
    let log = git(&dir, &["log", "--format=%s", "--first-parent"]);
    for name in &names {
        let own = log
            .lines()
            .filter(|line| *line == format!("{name}: person changed"));
        assert_eq!(own.count(), EACH, "{name} in\n{log}");
    }
    assert_eq!(log.lines().count(), 1 + WRITERS * EACH);
    assert_eq!(
        git(&dir, &["status", "--porcelain"]),
        "A  people/staged.yaml\n"
    );
    git(&dir, &["rm", "-q", "--cached", "people/staged.yaml"]);
    assert_eq!(small.fault(), None);
}

#[test]
fn a_change_within_the_second_in_which_the_index_was_written_is_still_seen() {
    let small = Small::new(&["ada", "ben"]);
    let dir = small.dir();
    for number in 1..=3 {
        // Other words of the same length, in the same second as the index: git takes a second look at such a file.
        small.write("people/ben.yaml", &person("ben", 2 * number));
        git(&dir, &["add", "people/ben.yaml"]);
        small.write("people/ben.yaml", &person("ben", 2 * number + 1));
        small.write("people/ada.yaml", &person("ada", number));
        let output = program(&dir, &["commit", "people/ada"])
            .output()
            .expect("it runs");
        assert!(output.status.success(), "{output:?}");
        assert_eq!(
            git(&dir, &["status", "--porcelain"]),
            "MM people/ben.yaml\n"
        );
        git(&dir, &["add", "people/ben.yaml"]);
    }
}

#[test]
fn git_itself_commits_at_the_same_time_and_both_get_through() {
    let small = Small::new(&["ada", "ben"]);
    let dir = small.dir();
    const EACH: usize = 8;
    std::thread::scope(|threads| {
        let (small, dir) = (&small, &dir);
        threads.spawn(move || {
            for save in 1..=EACH {
                small.write("people/ada.yaml", &person("ada", save));
                let output = program(dir, &["commit", "people/ada"])
                    .output()
                    .expect("it runs");
                assert!(output.status.success(), "{output:?}");
            }
        });
        threads.spawn(move || {
            for save in 1..=EACH {
                small.write("people/ben.yaml", &person("ben", save));
                // git does not wait for a lock, so it is asked until it has one.
                let commit = || {
                    let mut command = std::process::Command::new("git");
                    super::surround(&mut command, dir)
                        .args(["commit", "-q", "--only", "-m", "by git", "people/ben.yaml"])
                        .output()
                        .expect("git runs")
                };
                let mut tries = 0;
                while !commit().status.success() {
                    tries += 1;
                    assert!(tries < 500, "git never gets through");
                }
            }
        });
    });
    let log = git(&dir, &["log", "--format=%s"]);
    assert_eq!(
        log.lines().filter(|line| *line == "by git").count(),
        EACH,
        "{log}"
    );
    let ours = log.lines().filter(|line| *line == "ada: person changed");
    assert_eq!(ours.count(), EACH, "{log}");
    assert_eq!(git(&dir, &["status", "--porcelain"]), "");
    assert_eq!(small.fault(), None);
}
