//! The store floor over real disks and real repositories.

mod odd;
mod repositories;

use supervision::source::EncodingFaultKind;
use supervision::store::{At, OddKind, Origin, Snapshot, Store};

use crate::support::store::{BuiltStore, StoreBuilder};

const SETTINGS: &str = "kind: store-settings\nformat: 1\n";

fn built() -> BuiltStore {
    StoreBuilder::new()
        .commit("store: begin", &[("supervision.yaml", SETTINGS)])
        .commit(
            "jo-field: first session",
            &[
                ("workers/jo-field/worker.yaml", "kind: worker\n"),
                (
                    "workers/jo-field.md",
                    "before the folder in order of path\n",
                ),
                (
                    "workers/jo-field/3-supervision/2026-02-10.md",
                    "---\r\nkind: session\r\n",
                ),
                (".gitattributes", "* -text\n"),
                ("children/.notes/draft.md", "hidden\n"),
                ("children/c-1042/child.yaml", "name: naïve\n"),
            ],
        )
        .build()
}

fn at_head(store: &Store) -> Snapshot {
    let head = At::Commit("HEAD".to_owned());
    store.snapshot(head).expect("the head can be read")
}

fn files(snapshot: &Snapshot) -> Vec<(String, String)> {
    let files = snapshot.sources().iter();
    files
        .map(|(_, file)| (file.path().to_owned(), file.text().to_owned()))
        .collect()
}

fn paths(snapshot: &Snapshot) -> Vec<String> {
    files(snapshot).into_iter().map(|(path, _)| path).collect()
}

fn odd(snapshot: &Snapshot) -> Vec<(&str, OddKind)> {
    let odd = snapshot.odd().iter();
    odd.map(|odd| (odd.path.as_str(), odd.kind.clone()))
        .collect()
}

fn fault(snapshot: &Snapshot, path: &str) -> Option<EncodingFaultKind> {
    let id = snapshot.find(path).expect("the file is in the snapshot");
    let fault = snapshot.sources().file(id).encoding_fault();
    fault.map(|fault| fault.kind)
}

#[test]
fn disk_index_and_commit_give_the_same_files_for_the_same_content() {
    let built = built();
    let store = built.open();
    let disk = store.snapshot(At::WorkTree).expect("the disk can be read");
    let index = store.snapshot(At::Index).expect("the index can be read");
    let commit = at_head(&store);
    assert_eq!(files(&disk), files(&commit));
    assert_eq!(files(&index), files(&commit));
    assert_eq!(
        (disk.odd(), index.odd(), commit.odd()),
        (&[][..], &[][..], &[][..])
    );
    let id = built.commits[1];
    assert_eq!(commit.origin(), Origin::Commit { id });
    assert_eq!(
        (disk.origin(), index.origin()),
        (Origin::WorkTree, Origin::Index)
    );
    let text = &files(&disk)[3].1;
    assert_eq!(text, "---\r\nkind: session\r\n", "bytes stay as they are");
}

#[test]
fn a_commit_has_the_files_that_git_lists_in_that_order_but_for_hidden_names() {
    let built = built();
    let listed = built.git(&["ls-tree", "-r", "--name-only", "HEAD"]);
    let shown = |path: &&str| !path.split('/').any(|name| name.starts_with('.'));
    let expected: Vec<_> = listed.lines().filter(shown).collect();
    assert_eq!(listed.lines().count(), expected.len() + 2);
    assert_eq!(paths(&at_head(&built.open())), expected);
    assert_eq!(built.git(&["status", "--porcelain"]), "");
    built.git(&["fsck", "--strict"]);
}

#[test]
fn the_same_plans_give_the_same_commit_ids() {
    assert_eq!(built().commits, built().commits);
    let one = StoreBuilder::new().commit("store: begin", &[("supervision.yaml", SETTINGS)]);
    let id = one.build().commits[0];
    assert_eq!(id.to_string(), "1e30b61cd5ff4ba5197a3682b154b43bd9580b10");
}

#[test]
fn staged_and_changed_files_are_told_apart() {
    let built = built();
    built.write("workers/jo-field/worker.yaml", "staged\n");
    built.git(&["add", "workers"]);
    built.write("workers/jo-field/worker.yaml", "on disk\n");
    let store = built.open();
    let text = |at| {
        let snapshot = store.snapshot(at).expect("the files can be read");
        let id = snapshot.find("workers/jo-field/worker.yaml");
        let id = id.expect("the file is there");
        snapshot.sources().file(id).text().to_owned()
    };
    assert_eq!(text(At::WorkTree), "on disk\n");
    assert_eq!(text(At::Index), "staged\n");
    assert_eq!(text(At::Commit("main".to_owned())), "kind: worker\n");
}

#[test]
fn what_is_staged_after_opening_is_seen() {
    let built = built();
    let store = built.open();
    store.snapshot(At::Index).expect("the index can be read");
    built.write("people/sam-okoro.yaml", "kind: person\n");
    built.git(&["add", "people"]);
    built.write("people/later.yaml", "only announced\n");
    built.git(&["add", "-N", "people/later.yaml"]);
    let index = store.snapshot(At::Index).expect("the index can be read");
    assert!(index.find("people/sam-okoro.yaml").is_some());
    assert!(index.find("people/later.yaml").is_none());
}

#[test]
fn a_merge_conflict_in_the_index_is_odd() {
    let built = built();
    built.git(&["checkout", "-q", "-b", "theirs"]);
    built.write("workers/jo-field/worker.yaml", "theirs\n");
    built.git(&["commit", "-qam", "theirs"]);
    built.git(&["checkout", "-q", "main"]);
    built.write("workers/jo-field/worker.yaml", "ours\n");
    built.git(&["commit", "-qam", "ours"]);
    built.git(&["read-tree", "-m", "HEAD~1", "main", "theirs"]);
    let index = built.open().snapshot(At::Index);
    let index = index.expect("the index can be read");
    assert_eq!(
        odd(&index),
        [("workers/jo-field/worker.yaml", OddKind::Conflicted)]
    );
}

#[test]
fn many_files_are_the_same_from_disk_and_from_a_commit() {
    let mut many = vec![("supervision.yaml".to_owned(), SETTINGS.to_owned())];
    for child in 0..1500 {
        many.push((
            format!("children/c-{child}/child.yaml"),
            format!("id: {child}\n"),
        ));
    }
    let many: Vec<_> = many
        .iter()
        .map(|(path, text)| (path.as_str(), text))
        .collect();
    let built = StoreBuilder::new().commit("children", &many).build();
    built.git(&["worktree", "add", "-q", "--detach", "../linked", "HEAD"]);
    let linked = Store::open(&built.outside().join("linked")).expect("a linked work tree opens");
    for store in [built.open(), linked] {
        let disk = store.snapshot(At::WorkTree).expect("the disk can be read");
        assert_eq!(disk.len(), 1501);
        assert!(files(&disk).is_sorted());
        assert_eq!(files(&disk), files(&at_head(&store)));
    }
}
