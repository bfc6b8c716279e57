//! Which files differ between two commits: what git says, over commits that add, change, move and take away files and folders, with
//! names that stand close to each other in a folder's order.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::oracle::chance::Chance;
use crate::support::git::{committed, done};
use supervision::store::{At, Store};

/// Names that git orders otherwise as a file and as a folder: `-` and `.` come before `/`, and `0` after it.
const NAMES: [&str; 7] = ["a", "a-", "a-b", "a.b", "a.", "a0", "b"];

fn path(chance: &mut Chance) -> PathBuf {
    let depth = 1 + chance.below(3);
    (0..depth).map(|_| chance.of(&NAMES)).collect()
}

/// Writes a file, in the place of whatever stands in its way.
fn write(top: &Path, path: &Path, text: &str) {
    let mut at = top.to_path_buf();
    for part in path.parent().into_iter().flat_map(Path::iter) {
        at.push(part);
        if at.is_file() {
            fs::remove_file(&at).expect("taken away");
        }
    }
    let path = top.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    if path.is_dir() {
        fs::remove_dir_all(&path).expect("taken away");
    }
    fs::write(path, text).expect("written");
}

/// Files that are new, changed or gone, as `A x`, `M x` and `D x`: a file that has moved is gone from one place and new in another.
fn ours(store: &Store, was: &str, is: &str) -> BTreeSet<String> {
    let at = |revision: &str| At::Commit(revision.to_owned());
    let changes = store.changes(&at(was), &at(is)).expect("they compare");
    let mut found = BTreeSet::new();
    for change in changes {
        match (change.was, change.is) {
            (Some(was), Some(is)) if was.path() == is.path() => {
                found.insert(format!("M {}", is.path()));
            }
            (was, is) => {
                found.extend(was.map(|was| format!("D {}", was.path())));
                found.extend(is.map(|is| format!("A {}", is.path())));
            }
        }
    }
    found
}

fn gits(top: &Path, was: &str, is: &str) -> BTreeSet<String> {
    let args = [
        "diff",
        "--no-renames",
        "--name-status",
        was,
        is,
        "--",
        "records",
    ];
    let said = done(top, &args);
    let line = |line: &str| line.replace('\t', " ").replace("records/", "");
    said.lines().map(line).collect()
}

#[test]
fn the_files_that_differ_are_those_that_git_names() {
    let top = tempfile::tempdir().expect("a folder");
    let records = top.path().join("records");
    write(&records, Path::new("supervision.yaml"), "kind: store\n");
    write(top.path(), Path::new("records-old/a"), "beside it\n");
    let mut commits = vec![committed(top.path())];
    let mut chance = Chance::new(1);
    for round in 0..60 {
        for edit in 0..1 + chance.below(6) {
            let path = path(&mut chance);
            match chance.below(4) {
                0 if records.join(&path).is_dir() => {
                    fs::remove_dir_all(records.join(&path)).expect("taken away");
                }
                0 if records.join(&path).is_file() => {
                    fs::remove_file(records.join(&path)).expect("taken away");
                }
                1 if records.join(&path).is_file() => {
                    let text = fs::read_to_string(records.join(&path)).expect("a file");
                    fs::remove_file(records.join(&path)).expect("taken away");
                    write(&records, &self::path(&mut chance), &text);
                }
                2 => write(
                    top.path(),
                    &Path::new("records-old").join(path),
                    "beside it again\n",
                ),
                _ => write(&records, &path, &format!("{round} {edit}\n")),
            }
        }
        done(top.path(), &["add", "-A"]);
        done(top.path(), &["commit", "-q", "--allow-empty", "-m", "More"]);
        commits.push(done(top.path(), &["rev-parse", "HEAD"]).trim().to_owned());
    }
    let store = Store::open(&records).expect("the store opens");
    let mut seen = BTreeSet::new();
    for at in 1..commits.len() {
        let further: Vec<usize> = (0..at).collect();
        for before in [at - 1, chance.of(&further)] {
            let (was, is) = (&commits[before], &commits[at]);
            let said = gits(top.path(), was, is);
            assert_eq!(ours(&store, was, is), said, "{was}..{is}");
            seen.extend(said.iter().map(|line| line[..1].to_owned()));
        }
    }
    assert_eq!(seen.into_iter().collect::<String>(), "ADM");
}
