//! The text of a hook: a few lines of shell that find the program and hand over to it.
//!
//! The program is looked for where it stood when the hook was written, because a desktop program for git rarely has the
//! paths of a shell; then by its name. A hook names the stores that it is for, each on a line of its own.

/// The line by which a hook is known as ours.
const OURS: &str =
    "# Written by `supervision hook install`; taken away by `supervision hook uninstall`.";

/// What precedes the name of a store.
const STORE: &str = "# store: ";

/// Whether a hook was written by this program.
pub(super) fn is_ours(text: &str) -> bool {
    text.lines().any(|line| line == OURS)
}

/// The stores that a hook is for.
pub(super) fn stores(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(STORE));
    lines.map(str::to_owned).collect()
}

/// The call of a hook, as it may stand in a script of somebody else's.
pub(super) fn call(hook: &str, store: Option<&str>) -> String {
    let rest = match hook {
        "commit-msg" => " \"$1\"",
        _ => "",
    };
    match store {
        None | Some(".") => format!("hook {hook}{rest}"),
        Some(store) => format!("--store {} hook {hook}{rest}", quoted(store)),
    }
}

/// The text of a hook for these stores; none for the hook of a server, which finds them in what is pushed.
pub(super) fn text(hook: &str, stores: &[String], program: Option<&str>) -> String {
    let mut text = format!("#!/bin/sh\n{OURS}\n");
    for store in stores {
        text.push_str(&format!("{STORE}{store}\n"));
    }
    text.push_str(&format!(
        "program={}\n",
        quoted(program.unwrap_or_default())
    ));
    text.push_str(&format!(
        "[ -x \"$program\" ] || program=$(command -v supervision) || {{\n\
         \x20   echo 'supervision: the {hook} hook cannot find the program `supervision`, neither where it was nor on the PATH, so nothing was checked.' >&2\n\
         \x20   echo 'Install it again and run `supervision hook install`, or take the hook away: it is the file' \"$0\" >&2\n\
         \x20   exit 1\n\
         }}\n"
    ));
    if stores.is_empty() {
        text.push_str(&format!("exec \"$program\" {}\n", call(hook, None)));
        return text;
    }
    for store in stores {
        let call = call(hook, Some(store));
        text.push_str(&format!("\"$program\" {call} || exit 1\n"));
    }
    text
}

/// A word that the shell takes as it stands.
pub(super) fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_a_quote_and_a_space_stays_one_word() {
        assert_eq!(quoted("jo's files"), "'jo'\\''s files'");
        let text = text("pre-commit", &["jo's files".to_owned()], Some("/bin/s"));
        assert!(
            text.contains("\"$program\" --store 'jo'\\''s files' hook pre-commit || exit 1\n"),
            "{text}"
        );
        assert_eq!(stores(&text), ["jo's files"]);
        assert!(is_ours(&text) && !is_ours("#!/bin/sh\nmake test\n"));
    }
}
