//! `supervision schema`: the JSON Schema of a kind of record, for editors.

use crate::cli::context::Context;
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::import::mapping;
use crate::policy::pack::SCHEMA_TEXT;
use crate::record::{KINDS, Kind, schema};

/// Print the JSON Schema of a kind of record, for an editor
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The kind, such as `session`; `policy-pack` for packs, `import-mapping` for the mappings of `import`, `common` for the definitions that all share
    kind: String,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let text = match Kind::from_name(&args.kind) {
        Some(kind) => kind.info().schema,
        None if args.kind == "common" => schema::COMMON,
        None if args.kind == "policy-pack" => SCHEMA_TEXT,
        None if args.kind == "import-mapping" => mapping::SCHEMA_TEXT,
        None => {
            let hint = nearest(
                &args.kind,
                KINDS.iter().map(|info| info.name).chain([
                    "common",
                    "policy-pack",
                    "import-mapping",
                ]),
            );
            return Err(Error::usage(
                format!("there is no kind of record `{}`", args.kind),
                hint,
            ));
        }
    };
    terminal::data(context, text)?;
    Ok(ExitStatus::Clean)
}
