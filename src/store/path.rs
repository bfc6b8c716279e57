//! Paths as git has them, without asking the disk: which are plain, which are hidden, which lie below a folder.
//!
//! Whether a name suits a record is not asked here.

use super::snapshot::{DEEPEST_FOLDER, OddKind};

/// Whether a path is names joined by `/` that stay where they are put, on every system.
pub(super) fn is_plain(path: &str) -> bool {
    path.split('/').all(|name| {
        !matches!(name, "" | "." | "..") && !name.contains(['\\', ':']) && !name.contains('\0')
    })
}

/// What the names in a path relative to the store say about it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// Somewhere in it a name starts with a dot.
    Hidden,
    /// It is not read; the path leads to the first name that is odd.
    Odd(String, OddKind),
    /// A file's path.
    Plain(&'a str),
}

/// Judges a path name by name, as a walk from the store's folder down would meet them.
pub(super) fn place(path: &[u8]) -> Place<'_> {
    let mut end = 0;
    for (depth, name) in path.split(|byte| *byte == b'/').enumerate() {
        if name.starts_with(b".") {
            return Place::Hidden;
        }
        if depth > DEEPEST_FOLDER {
            let folder = String::from_utf8_lossy(&path[..end - 1]);
            return Place::Odd(folder.into_owned(), OddKind::TooDeep);
        }
        end += name.len();
        if std::str::from_utf8(name).is_err() {
            let path = String::from_utf8_lossy(&path[..end]);
            return Place::Odd(path.into_owned(), OddKind::Name);
        }
        end += 1;
    }
    match std::str::from_utf8(path) {
        Ok(path) => Place::Plain(path),
        Err(_) => Place::Odd(String::from_utf8_lossy(path).into_owned(), OddKind::Name),
    }
}

/// The path relative to a folder (empty for the top), if it lies below it.
pub(super) fn below<'a>(path: &'a [u8], folder: &str) -> Option<&'a [u8]> {
    if folder.is_empty() {
        return Some(path);
    }
    path.strip_prefix(folder.as_bytes())?.strip_prefix(b"/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_paths_stay_inside() {
        for path in ["a", "a/b.md", "workers/jo-field/3-supervision/x.md", "a..b"] {
            assert!(is_plain(path), "{path}");
        }
        for path in [
            "", "/a", "a//b", "a/../b", "..", "./a", "a/", "a\\b", "c:x", "a\0",
        ] {
            assert!(!is_plain(path), "{path:?}");
        }
    }

    #[test]
    fn a_folder_holds_what_is_below_it_and_not_what_begins_alike() {
        assert_eq!(below(b"a/b/c.md", "a/b"), Some(b"c.md".as_slice()));
        assert_eq!(below(b"a/bc/d.md", "a/b"), None);
        assert_eq!(below(b"a.md", ""), Some(b"a.md".as_slice()));
    }

    #[test]
    fn the_first_odd_or_hidden_name_decides() {
        assert_eq!(place(b"a/b.md"), Place::Plain("a/b.md"));
        assert_eq!(place(b"a/.b/\xff"), Place::Hidden);
        let odd = Place::Odd("a/\u{fffd}".to_owned(), OddKind::Name);
        assert_eq!(place(b"a/\xff/c.md"), odd);
    }

    #[test]
    fn only_so_many_folders_are_entered() {
        let deepest = format!("{}x.md", "f/".repeat(DEEPEST_FOLDER));
        assert_eq!(place(deepest.as_bytes()), Place::Plain(deepest.as_str()));
        let deeper = format!("f/{deepest}");
        let folder = deeper.trim_end_matches("/x.md").to_owned();
        let odd = Place::Odd(folder, OddKind::TooDeep);
        assert_eq!(place(deeper.as_bytes()), odd);
    }
}
