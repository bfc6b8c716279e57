//! Shapes of repositories, and the words with which some are refused.

use std::fs;
use std::path::Path;

use supervision::store::{At, Error, RevisionState, Store, init_repository, write_new_tree};

use super::{SETTINGS, at_head, built, paths};
use crate::support::store::{StoreBuilder, git, hermetic};

#[test]
fn a_store_in_a_subfolder_reads_nothing_outside_it() {
    let built = StoreBuilder::new()
        .commit(
            "all",
            &[
                ("README.md", "outside"),
                ("records/supervision.yaml", SETTINGS),
                ("records/people/sam-okoro.yaml", "kind: person\n"),
                ("records-old/supervision.yaml", "outside"),
            ],
        )
        .build();
    let store = Store::open(&built.dir().join("records")).expect("the store opens");
    for at in [At::WorkTree, At::Index, At::Commit("HEAD".to_owned())] {
        let snapshot = store.snapshot(at).expect("the files can be read");
        assert_eq!(
            paths(&snapshot),
            ["people/sam-okoro.yaml", "supervision.yaml"]
        );
    }
    let state = || {
        store
            .revision()
            .expect("it can be compared")
            .expect("there is a commit")
            .state
    };
    built.write("README.md", "changed outside");
    built.write("records-old/new.md", "new outside");
    assert_eq!(state(), RevisionState::Unmodified);
    built.write("records/.draft.md", "hidden");
    assert_eq!(state(), RevisionState::Unmodified);
    built.write("records/people/new.yaml", "new");
    assert_eq!(state(), RevisionState::Modified);
    fs::remove_file(built.dir().join("records/people/new.yaml")).expect("it can be removed");
    assert_eq!(state(), RevisionState::Unmodified);
    fs::remove_file(built.dir().join("records/people/sam-okoro.yaml")).expect("removed");
    assert_eq!(state(), RevisionState::Modified);
}

#[test]
fn a_bare_repository_gives_its_commits_and_has_no_files() {
    let built = StoreBuilder::new()
        .commit(
            "one",
            &[
                ("a/records/supervision.yaml", SETTINGS),
                ("a/x.md", "outside"),
            ],
        )
        .commit("two", &[("b/supervision.yaml", SETTINGS)])
        .build();
    built.git(&["clone", "-q", "--bare", ".", "../bare.git"]);
    let bare = built.outside().join("bare.git");
    let commit = |text: &str| At::Commit(text.to_owned());
    let store = Store::open_bare(&bare, None).expect("the bare repository opens");
    assert_eq!(
        store.head_commit().expect("it has a head"),
        Some(built.commits[1])
    );
    let first = store
        .snapshot(commit("HEAD~1"))
        .expect("the only store is found");
    assert_eq!(paths(&first), ["supervision.yaml"]);
    let error = store.snapshot(commit("HEAD")).expect_err("two stores");
    assert!(error.to_string().contains("(a/records, b)"), "{error}");
    let named = Store::open_bare(&bare, Some("b")).expect("the bare repository opens");
    assert_eq!(
        paths(&named.snapshot(commit("main")).expect("b is there")),
        ["supervision.yaml"]
    );
    let error = named
        .snapshot(commit("HEAD~1"))
        .expect_err("b is not there yet");
    assert!(matches!(error, Error::NoStoreAt { .. }), "{error}");
    for at in [At::WorkTree, At::Index] {
        let error = store
            .snapshot(at)
            .expect_err("a bare repository has no files");
        assert!(error.to_string().contains("bare repository"), "{error}");
    }
    let error = Store::open_bare(&bare, Some("../b")).expect_err("outside");
    assert!(matches!(error, Error::PathOutside { .. }), "{error}");
}

#[test]
fn a_detached_head_reads_as_its_commit() {
    let built = built();
    built.git(&["checkout", "-q", "--detach", "HEAD~1"]);
    let store = built.open();
    assert_eq!(
        store.head_commit().expect("it has a head"),
        Some(built.commits[0])
    );
    assert_eq!(paths(&at_head(&store)), ["supervision.yaml"]);
    let revision = store
        .revision()
        .expect("it can be compared")
        .expect("there is a commit");
    assert_eq!(
        (revision.commit, revision.state),
        (built.commits[0], RevisionState::Unmodified)
    );
}

#[test]
fn before_the_first_commit_the_disk_can_be_read_and_the_head_says_why_not() {
    hermetic();
    let folder = tempfile::tempdir().expect("a folder can be made");
    let dir = folder.path();
    init_repository(dir).expect("a repository can be made");
    let error = init_repository(dir).expect_err("there is one now");
    assert!(matches!(error, Error::AlreadyRepository { .. }), "{error}");
    fs::write(dir.join("supervision.yaml"), SETTINGS).expect("it can be written");
    let store = Store::open(dir).expect("the store opens");
    assert_eq!(
        paths(&store.snapshot(At::WorkTree).expect("it reads")),
        ["supervision.yaml"]
    );
    assert_eq!(store.head_commit().expect("no head is no failure"), None);
    assert_eq!(store.revision().expect("no head is no failure"), None);
    let error = store
        .snapshot(At::Commit("HEAD".to_owned()))
        .expect_err("nothing committed");
    assert!(
        error.to_string().contains("nothing has been committed"),
        "{error}"
    );
    let error = store.snapshot(At::Index).expect_err("nothing staged");
    assert!(error.to_string().contains("of the index"), "{error}");
    git(dir, &["add", "."]);
    assert_eq!(
        paths(&store.snapshot(At::Index).expect("it reads")),
        ["supervision.yaml"]
    );
}

#[test]
fn a_store_needs_no_repository_until_history_is_asked_for() {
    hermetic();
    let folder = tempfile::tempdir().expect("a folder can be made");
    let files = [
        ("supervision.yaml", SETTINGS),
        ("people/sam-okoro.yaml", "x"),
    ];
    let dir = folder.path().join("store");
    write_new_tree(&dir, files).expect("the tree can be written");
    let error = write_new_tree(&dir, files).expect_err("it is there now");
    assert!(matches!(error, Error::NotEmpty { .. }), "{error}");
    let error = write_new_tree(&folder.path().join("new"), [("../x", "x")]).expect_err("outside");
    assert!(matches!(error, Error::PathOutside { .. }), "{error}");
    let store = Store::find(&dir.join("people")).expect("the store is found upwards");
    assert!(!store.is_in_repository());
    assert_eq!(store.snapshot(At::WorkTree).expect("it reads").len(), 2);
    assert_eq!(store.revision().expect("no repository is no failure"), None);
    let error = store
        .snapshot(At::Commit("HEAD".to_owned()))
        .expect_err("no history");
    assert!(matches!(error, Error::NoRepository { .. }), "{error}");
    let error = Store::find(folder.path()).expect_err("the store is below");
    let words = error.to_string();
    assert!(
        words.contains("looked in ") && words.contains("use --store "),
        "{words}"
    );
    let error = Store::open(folder.path()).expect_err("the store is below");
    assert!(matches!(error, Error::NotAStore { .. }), "{error}");
}

#[test]
fn a_revision_that_names_no_commit_is_said_to() {
    let built = built();
    let store = built.open();
    for revision in ["no-such-branch", "HEAD~9", "HEAD:workers", "", "-x", "a..b"] {
        let error = store
            .snapshot(At::Commit(revision.to_owned()))
            .expect_err(revision);
        assert!(
            matches!(error, Error::UnknownRevision { .. }),
            "{revision}: {error}"
        );
    }
}

#[test]
fn repositories_that_libgit2_cannot_read_are_refused_with_the_way_to_convert_them() {
    hermetic();
    let cases = [
        ("--object-format=sha256", "git fast-export"),
        ("--ref-format=reftable", "git refs migrate"),
    ];
    for (option, way) in cases {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let dir: &Path = folder.path();
        git(dir, &["init", "-q", option]);
        fs::write(dir.join("supervision.yaml"), SETTINGS).expect("it can be written");
        let error = Store::open(dir).expect_err(option);
        assert!(error.to_string().contains(way), "{error}");
        let error = Store::open_bare(&dir.join(".git"), None).expect_err(option);
        assert!(error.to_string().contains(way), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_repository_of_another_account_is_refused_as_git_does() {
    let built = built();
    let (dir, git_dir) = (built.dir(), built.dir().join(".git"));
    if std::os::unix::fs::chown(&git_dir, Some(54_321), None).is_err() {
        return; // only root can give a folder away
    }
    let said = format!("safe.directory {}", dir.display());
    let opened = [Store::open(&dir), Store::open_bare(&git_dir, None)];
    for error in opened.map(|opened| opened.expect_err("it belongs to another account")) {
        assert!(matches!(error, Error::OtherOwner { .. }), "{error}");
        assert!(error.to_string().contains(&said), "{error}");
    }
}
