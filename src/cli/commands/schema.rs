//! `supervision schema`: the JSON Schema of a kind of record, for editors.

use crate::cli::context::Context;
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::import::mapping;
use crate::policy::pack::SCHEMA_TEXT;
use crate::record::{KINDS, Kind, schema};
use crate::render::{View, template_data};

/// How the names of the schemas of what templates are given begin.
const TEMPLATE: &str = "template-";

/// Print the JSON Schema of a kind of record, for an editor
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The kind, such as `session`; `policy-pack` for packs, `import-mapping` for the mappings of `import`, `template-worker` and its like for what templates are given, `common` for the definitions that all share
    kind: String,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let template = View::ALL
        .into_iter()
        .find(|view| args.kind.strip_prefix(TEMPLATE) == Some(view.name()));
    let text = match Kind::from_name(&args.kind) {
        None if template.is_some() => template
            .and_then(template_data::schema)
            .unwrap_or(template_data::PARTS),
        Some(kind) => kind.info().schema,
        None if args.kind == "common" => schema::COMMON,
        None if args.kind == "policy-pack" => SCHEMA_TEXT,
        None if args.kind == "import-mapping" => mapping::SCHEMA_TEXT,
        None => {
            let templates = View::ALL.map(|view| format!("{TEMPLATE}{}", view.name()));
            let hint = nearest(
                &args.kind,
                KINDS
                    .iter()
                    .map(|info| info.name)
                    .chain(["common", "policy-pack", "import-mapping"])
                    .chain(templates.iter().map(String::as_str)),
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
