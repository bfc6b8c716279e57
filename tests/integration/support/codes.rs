//! The names of findings, as the source declares them.

use std::collections::BTreeSet;
use std::path::Path;

use super::literate::files_below;

/// Every code that the program can give: `Code::new("…")` and `rule!(NAME, "…"` outside tests and comments.
pub(crate) fn codes_of_the_source() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for path in files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let source = std::fs::read_to_string(&path).expect("source is text");
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for sign in ["Code::new(\"", "rule!("] {
            for (at, _) in source.match_indices(sign) {
                let rest = &source[at..];
                let name = rest.split('"').nth(1).unwrap_or_default();
                let is_call = rest
                    .find(';')
                    .is_none_or(|end| end > rest.find('"').unwrap_or(usize::MAX));
                let is_comment = source[..at]
                    .rsplit('\n')
                    .next()
                    .is_some_and(|line| line.contains("//"));
                if is_call && !is_comment {
                    codes.insert(name.to_owned());
                }
            }
        }
    }
    codes
}
