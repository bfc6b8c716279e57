//! A copy of the example store to break.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// A copy of `records-example` in a temporary folder.
pub(crate) fn copy() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    copy_folder(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("records-example"),
        dir.path(),
    );
    dir
}

/// A copy with three workers' files and one child's alone, for tests that read it many times.
pub(crate) fn few() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("records-example");
    for part in [
        "people",
        "workers/jo-field",
        "workers/amira-shah",
        "workers/dana-wells",
        "children/c-0903",
    ] {
        copy_folder(&example.join(part), &dir.path().join(part));
    }
    let settings = "supervision.yaml";
    fs::copy(example.join(settings), dir.path().join(settings)).expect("copied");
    dir
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("listed") {
        let entry = entry.expect("an entry");
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let target = to.join(entry.file_name());
        match entry.file_type().expect("a type").is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => {
                fs::copy(entry.path(), target).expect("copied");
            }
        }
    }
}

/// Replaces the first line that begins with `start` in a record by another; gives its number, from 1.
pub(crate) fn edit(store: &Path, path: &str, start: &str, line: &str) -> usize {
    let path = store.join(path);
    let text = fs::read_to_string(&path).expect("the record");
    let at = text
        .lines()
        .position(|found| found.starts_with(start))
        .expect("the record has such a line");
    let lines = text
        .lines()
        .enumerate()
        .map(|(index, old)| if index == at { line } else { old });
    fs::write(&path, lines.collect::<Vec<_>>().join("\n") + "\n").expect("written");
    at + 1
}

/// Every file with its content, but for what saving keeps for itself.
pub(crate) fn contents(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("listed") {
            let path = entry.expect("an entry").path();
            let own = path.ends_with(".supervision") || path.ends_with(".git/supervision");
            match path.is_dir() {
                true if own => {}
                true => folders.push(path),
                false => {
                    let bytes = fs::read(&path).expect("read");
                    found.insert(path.to_string_lossy().into_owned(), bytes);
                }
            }
        }
    }
    found
}
