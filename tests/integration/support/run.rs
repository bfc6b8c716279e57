//! Runs the program as a user would: its own home, no colour, no configuration from around it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A call of the program in the making.
pub(crate) struct Supervision {
    args: Vec<String>,
    dir: PathBuf,
    editor: Option<PathBuf>,
    signs: bool,
    key: Option<PathBuf>,
    home: Option<PathBuf>,
}

/// What a call printed, and how it ended.
#[must_use = "an output that nobody looks at proves nothing"]
pub(crate) struct Output {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

impl Supervision {
    /// A call in the project's own folder.
    pub(crate) fn new<S: Into<String>>(args: impl IntoIterator<Item = S>) -> Self {
        let args = args.into_iter().map(Into::into).collect();
        Self {
            args,
            dir: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
            editor: None,
            signs: false,
            key: None,
            home: None,
        }
    }

    /// In another folder.
    pub(crate) fn in_dir(mut self, dir: &Path) -> Self {
        self.dir = dir.to_path_buf();
        self
    }

    /// With an editor that the user has chosen.
    pub(crate) fn with_editor(mut self, editor: &Path) -> Self {
        self.editor = Some(editor.to_path_buf());
        self
    }

    /// Where programs are found, so that ssh-keygen can sign; with the key that the user has chosen for every signature.
    pub(crate) fn that_signs(mut self, key: Option<&Path>) -> Self {
        self.signs = true;
        self.key = key.map(Path::to_path_buf);
        self
    }

    /// With a home of the user's own, such as one with git's settings in it.
    pub(crate) fn with_home(mut self, home: &Path) -> Self {
        self.home = Some(home.to_path_buf());
        self
    }

    /// Runs it.
    pub(crate) fn run(self) -> Output {
        let empty = tempfile::tempdir().expect("a folder for the home");
        let home = self.home.as_deref().unwrap_or(empty.path());
        let path = std::env::var_os("PATH").filter(|_| self.signs);
        let path = path.map(|path| ("PATH", path));
        let output = Command::new(env!("CARGO_BIN_EXE_supervision"))
            .args(&self.args)
            .current_dir(&self.dir)
            .env_clear()
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home)
            .env("COLUMNS", "110")
            .env("TZ", "UTC")
            .envs(self.editor.map(|editor| ("EDITOR", editor)))
            .envs(path)
            .envs(self.key.map(|key| ("SUPERVISION_SIGNING_KEY", key)))
            .output()
            .expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
        let status = output.status.code().expect("the program ends by itself");
        Output {
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            status,
        }
    }
}
