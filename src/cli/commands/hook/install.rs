//! Hooks put in and taken away. A hook that somebody else wrote is never touched.

use super::{merge, script};
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::store::{HookFile, Store, read_hook, remove_hook, write_hook};

/// The hooks of a repository in which people work.
const AT_A_DESK: [&str; 2] = ["pre-commit", "commit-msg"];

/// The hook of a repository to which people push.
const ON_A_SERVER: [&str; 1] = ["pre-receive"];

pub(super) fn install(context: &Context) -> Result<ExitStatus, Error> {
    let (lines, status) = put_in(context, &context.open(&[])?)?;
    terminal::data(context, &lines)?;
    Ok(status)
}

/// Puts the hooks in: what was done, a line each, and whether all of them stand.
pub(in crate::cli) fn put_in(
    context: &Context,
    store: &Store,
) -> Result<(String, ExitStatus), Error> {
    let program = context.program.as_deref();
    // git's own shell on Windows takes these as well.
    let program = program.map(|path| path.to_string_lossy().replace('\\', "/"));
    let mut lines = String::new();
    let mut status = ExitStatus::Clean;
    for hook in hooks(store) {
        let path = store.hook_path(hook)?;
        let own = own_folder(store);
        let said = match read_hook(&path)? {
            HookFile::Text(there) if script::is_ours(&there) => {
                let mut stores = script::stores(&there);
                stores.extend(own.filter(|own| !stores.contains(own)));
                let text = script::text(hook, &stores, program.as_deref());
                if text == there {
                    format!("{} stands already", path.display())
                } else {
                    write_hook(&path, &text)?;
                    format!("wrote {}", path.display())
                }
            }
            HookFile::Missing => {
                let stores: Vec<String> = own.into_iter().collect();
                write_hook(&path, &script::text(hook, &stores, program.as_deref()))?;
                format!("wrote {}", path.display())
            }
            HookFile::Text(_) | HookFile::Other => {
                status = ExitStatus::Findings;
                let call = script::call(hook, own.as_deref());
                format!(
                    "{} is somebody else's and is left as it is; to call ours as well, add this line to it:\n    supervision {call} || exit 1",
                    path.display()
                )
            }
        };
        lines.push_str(&said);
        lines.push('\n');
    }
    if !store.is_bare() {
        for line in merge::put_in(store, program.as_deref())? {
            lines.push_str(&line);
            lines.push('\n');
        }
    }
    Ok((lines, status))
}

pub(super) fn uninstall(context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let mut lines = String::new();
    for hook in hooks(&store) {
        let path = store.hook_path(hook)?;
        let shown = path.display();
        let line = match read_hook(&path)? {
            HookFile::Text(text) if script::is_ours(&text) => {
                remove_hook(&path)?;
                format!("took away {shown}\n")
            }
            HookFile::Missing => format!("there is no {shown}\n"),
            HookFile::Text(_) | HookFile::Other => {
                format!("{shown} is somebody else's and is left as it is\n")
            }
        };
        lines.push_str(&line);
    }
    if !store.is_bare() {
        lines.push_str(&merge::take_out(&store)?);
    }
    terminal::data(context, &lines)?;
    Ok(ExitStatus::Clean)
}

fn hooks(store: &Store) -> &'static [&'static str] {
    match store.is_bare() {
        true => &ON_A_SERVER,
        false => &AT_A_DESK,
    }
}

/// The folder for which a hook is written; a server's hook finds the stores itself.
fn own_folder(store: &Store) -> Option<String> {
    match (store.is_bare(), store.folder_in_repository()) {
        (true, _) => None,
        (false, "") => Some(".".to_owned()),
        (false, folder) => Some(folder.to_owned()),
    }
}
