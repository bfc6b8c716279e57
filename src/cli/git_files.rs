//! What git is told about a store, in files that are committed with it.

/// `.gitattributes`: how git is to treat the files of a store.
pub(super) const ATTRIBUTES: &str = "\
# Line ends are the same on every system: sign-offs are over bytes.
*.yaml text eol=lf diff=supervision merge=supervision
*.md text eol=lf diff=supervision merge=supervision
# A sign-off is never merged.
*.st text eol=lf -merge
*.sig text eol=lf -merge
**/signoffs/** -merge
";

/// `.gitignore`: what is never a record.
pub(super) const IGNORED: &str = "\
# What editors, desktops and an interrupted save leave behind.
.*.part
*.part
.supervision/
*~
.*.swp
.DS_Store
Thumbs.db
";
