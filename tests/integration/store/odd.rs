//! What stands in a store and is no plain file of text, or cannot be read as one.

use std::fs;

use supervision::source::EncodingFaultKind;
use supervision::store::{At, OddKind, init_repository};

use super::{at_head, built, fault, files, odd};

#[cfg(unix)]
#[test]
fn links_are_odd_and_never_read_wherever_they_lead() {
    use std::os::unix::fs::symlink;
    let built = built();
    let secret = built.outside().join("secret.md");
    fs::write(&secret, "canary\n").expect("the file can be written");
    fs::create_dir(built.outside().join("folder")).expect("the folder can be made");
    fs::write(built.outside().join("folder/x.md"), "canary\n").expect("it can be written");
    let dir = built.dir();
    symlink("worker.yaml", dir.join("workers/jo-field/inside.yaml")).expect("a link can be made");
    symlink(&secret, dir.join("workers/outside.md")).expect("a link can be made");
    symlink(built.outside().join("folder"), dir.join("folder")).expect("a link can be made");
    symlink("..", dir.join("workers/round")).expect("a link can be made");
    symlink("nowhere", dir.join("dangling.md")).expect("a link can be made");
    built.git(&["add", "-A"]);
    built.git(&["commit", "-qm", "links"]);
    let store = built.open();
    let links = [
        "dangling.md",
        "folder",
        "workers/jo-field/inside.yaml",
        "workers/outside.md",
    ];
    let mut expected: Vec<_> = links.map(|path| (path, OddKind::Symlink)).into();
    expected.push(("workers/round", OddKind::Symlink));
    for at in [At::WorkTree, At::Index, At::Commit("HEAD".to_owned())] {
        let snapshot = store.snapshot(at.clone()).expect("the files can be read");
        assert_eq!(odd(&snapshot), expected, "{at:?}");
        assert_eq!(snapshot.len(), 5, "{at:?}");
        assert!(
            files(&snapshot)
                .iter()
                .all(|(_, text)| !text.contains("canary"))
        );
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_do_not_hang_the_reader() {
    let built = built();
    let pipe = built.dir().join("workers/pipe.md");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo runs").success());
    let socket = std::os::unix::net::UnixListener::bind(built.dir().join("socket"));
    let _socket = socket.expect("a socket can be bound");
    let disk = built
        .open()
        .snapshot(At::WorkTree)
        .expect("the disk can be read");
    let expected = [
        ("socket", OddKind::Special),
        ("workers/pipe.md", OddKind::Special),
    ];
    assert_eq!(odd(&disk), expected);
    assert_eq!(disk.len(), 5);
}

#[cfg(unix)]
#[test]
fn a_hard_linked_file_is_read_like_any_other() {
    let built = built();
    let dir = built.dir();
    fs::hard_link(dir.join("workers/jo-field.md"), dir.join("again.md")).expect("it can be linked");
    let disk = built
        .open()
        .snapshot(At::WorkTree)
        .expect("the disk can be read");
    assert_eq!(
        (disk.find("again.md").is_some(), disk.odd()),
        (true, &[][..])
    );
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf8_are_odd_and_not_entered() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let built = built();
    let folder = built.dir().join(OsStr::from_bytes(b"workers/na\xefve"));
    fs::create_dir(&folder).expect("the folder can be made");
    fs::write(folder.join("x.md"), "x").expect("the file can be written");
    fs::write(built.dir().join(OsStr::from_bytes(b"\xff.md")), "x").expect("it can be written");
    built.git(&["add", "-A"]);
    built.git(&["commit", "-qm", "names"]);
    let store = built.open();
    let expected = [
        ("workers/na\u{fffd}ve", OddKind::Name),
        ("\u{fffd}.md", OddKind::Name),
    ];
    for at in [At::WorkTree, At::Index, At::Commit("HEAD".to_owned())] {
        let snapshot = store.snapshot(at).expect("the files can be read");
        assert_eq!(odd(&snapshot), expected);
        assert_eq!(snapshot.len(), 5);
    }
}

#[test]
fn folders_too_deep_and_repositories_within_are_odd_and_not_entered() {
    let built = built();
    let deepest = format!("{}x.md", "f/".repeat(32));
    built.write(&deepest, "read\n");
    built.write(&format!("f/{deepest}"), "not read\n");
    built.git(&["add", "-A"]);
    init_repository(&built.dir().join("workers/own")).expect("a repository can be made");
    built.write("workers/own/x.md", "another history\n");
    let store = built.open();
    let too_deep = ["f"; 33].join("/");
    let index = store.snapshot(At::Index).expect("the index can be read");
    assert_eq!(odd(&index), [(too_deep.as_str(), OddKind::TooDeep)]);
    let disk = store.snapshot(At::WorkTree).expect("the disk can be read");
    let expected = [
        (too_deep.as_str(), OddKind::TooDeep),
        ("workers/own", OddKind::Repository),
    ];
    assert_eq!(odd(&disk), expected);
    assert!(disk.find(&deepest).is_some());
    assert_eq!(files(&disk), files(&index));
}

#[test]
fn large_files_and_files_that_are_not_text_are_named_with_their_fault() {
    let built = built();
    let largest = 1024 * 1024;
    built.write("large.md", vec![b'a'; 2 * largest]);
    built.write("limit.md", vec![b'a'; largest]);
    built.write("over.md", vec![b'a'; largest + 1]);
    built.write("latin.md", b"na\xefve\n");
    built.write("wide.md", b"\xff\xfea\0");
    built.write("empty.md", b"");
    let sparse = fs::File::create(built.dir().join("sparse.md")).expect("it can be made");
    sparse
        .set_len(10 << 30)
        .expect("a sparse file costs nothing");
    let store = built.open();
    let disk = store.snapshot(At::WorkTree).expect("the disk can be read");
    assert_eq!(fault(&disk, "sparse.md"), Some(EncodingFaultKind::TooLarge));
    fs::remove_file(built.dir().join("sparse.md")).expect("it can be removed");
    built.git(&["add", "-A"]);
    built.git(&["commit", "-qm", "odd bytes"]);
    for snapshot in [disk, at_head(&store)] {
        assert_eq!(
            fault(&snapshot, "large.md"),
            Some(EncodingFaultKind::TooLarge)
        );
        assert_eq!(
            fault(&snapshot, "over.md"),
            Some(EncodingFaultKind::TooLarge)
        );
        assert_eq!(fault(&snapshot, "limit.md"), None);
        assert_eq!(
            fault(&snapshot, "latin.md"),
            Some(EncodingFaultKind::NotUtf8)
        );
        assert_eq!(fault(&snapshot, "wide.md"), Some(EncodingFaultKind::Utf16));
        assert_eq!(fault(&snapshot, "empty.md"), None);
    }
}

#[test]
fn an_object_that_is_missing_is_odd_and_the_rest_is_read() {
    let built = built();
    built.write("workers/jo-field/worker.yaml", "kind: worker\nformat: 1\n");
    built.git(&["commit", "-qam", "an object in a file of its own"]);
    let id = built.git(&["rev-parse", "HEAD:workers/jo-field/worker.yaml"]);
    let (folder, name) = id.trim().split_at(2);
    let object = built.dir().join(".git/objects").join(folder).join(name);
    fs::remove_file(object).expect("the object can be removed");
    let commit = at_head(&built.open());
    let [only] = commit.odd() else {
        panic!("{:?}", commit.odd())
    };
    assert_eq!(only.path, "workers/jo-field/worker.yaml");
    assert!(matches!(only.kind, OddKind::UnreadableFile { .. }));
    assert_eq!(commit.len(), 4);
}
