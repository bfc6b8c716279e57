//! What is said of saving: an act that was cut off, and what taking one back would do.

use std::fmt::Write;

use super::visible;
use crate::store::{Act, Back, Done, Recovered};

/// For whoever reads a store in which a writer was cut off.
pub const CUT_OFF: &str = "warning: an earlier command was cut off while it wrote here, so files that belong together may be old and new.\n  The next command that writes puts that right; `supervision undo` shows what it was, and `supervision undo --write` takes it back.";

/// What became of an act that was cut off, in a line.
pub fn recovered(recovered: &Recovered) -> String {
    let what = match (recovered.is_commit, recovered.paths.as_slice()) {
        (true, _) => "a commit".to_owned(),
        (false, []) => "a save".to_owned(),
        (false, [path]) => format!("the save of {}", visible(path)),
        (false, paths) => format!("the save of {} files", paths.len()),
    };
    let kept = match &recovered.kept {
        Some(folder) => format!("; its texts are kept in {}", folder.display()),
        None => String::new(),
    };
    match (recovered.finished, recovered.is_commit) {
        (true, _) => format!("{what} that had been cut off is finished now"),
        (false, true) => {
            format!("{what} that had been cut off was not made, and nothing is changed{kept}")
        }
        (false, false) => format!(
            "{what} that had been cut off is taken back, because other texts stand there now{kept}"
        ),
    }
}

/// What taking an act back would do, a line for each file.
pub fn plan(act: &Act) -> String {
    let mut out = String::new();
    let cut_off = match act.unfinished {
        true => " It was cut off, and is still half done.",
        false => "",
    };
    match &act.what {
        Done::Saved(files) => {
            let files_word = match files.len() {
                1 => "1 file".to_owned(),
                count => format!("{count} files"),
            };
            writeln!(
                out,
                "The last act saved {files_word}.{cut_off} To take it back:"
            )
            .expect("writing to text");
            for (path, back) in files {
                let what = match back {
                    Back::Goes => "goes, because nothing stood there before",
                    Back::AsBefore => "gets the text that stood there before",
                    Back::Returns => "comes back",
                };
                writeln!(out, "  {}: {what}", visible(path)).expect("writing to text");
            }
        }
        Done::Committed(commit, paths) => {
            writeln!(
                out,
                "The last act made the commit {}.{cut_off} To take it back, the branch goes back by one.\nThese files stay as they are, and are staged:",
                commit.abbreviated()
            )
            .expect("writing to text");
            for path in paths {
                writeln!(out, "  {}", visible(path)).expect("writing to text");
            }
        }
    }
    out
}
