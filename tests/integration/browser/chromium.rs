//! Chromium without a window: found, started for one page, ended.

use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::server::{Routes, Server};

/// How it may be called, and where it lies where it is on no path.
const NAMES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/// What it must not do by itself.
const FLAGS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-proxy-server",
];

/// How long a run may take.
const LONGEST: Duration = Duration::from_secs(240);

/// What a run came to.
pub(super) struct Run {
    /// What the page said at its end.
    pub(super) said: serde_json::Value,
    /// Every request for anything but the pages.
    pub(super) strangers: Vec<String>,
}

/// Opens the page `/` among some pages and waits for what it says; none where there is no Chromium, which is said loudly, or fails
/// the test where everything is to be looked at.
pub(super) fn run(what: &str, routes: Routes) -> Option<Run> {
    let Some(name) = found() else {
        let is_full = std::env::var("ORACLE").is_ok_and(|value| value == "full");
        assert!(
            !(is_full && cfg!(target_os = "linux")),
            "there is no Chromium here for {what}: apt-get install chromium"
        );
        std::io::stderr()
            .write_all(format!("browser: SKIPPED, because there is no Chromium here. NOT looked at: {what}. Install it with: apt-get install chromium\n").as_bytes())
            .expect("standard error is open");
        return None;
    };
    let server = Server::start(routes);
    let profile = tempfile::tempdir().expect("a folder for its profile");
    let (port, trap) = (server.port, server.trap);
    let browser = Command::new(name)
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", profile.path().display()))
        // Whoever a page tries to reach, comes to the trap.
        .arg(format!(
            "--host-resolver-rules=MAP *.example 127.0.0.1:{trap}, MAP *.uk 127.0.0.1:{trap}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        ))
        .arg(format!("http://127.0.0.1:{port}/"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let browser = Ended(browser.expect("Chromium starts"));
    let said = server.said(LONGEST);
    // Whatever has reached the trap is noted by then.
    std::thread::sleep(Duration::from_millis(500));
    drop(browser);
    let said = said.unwrap_or_else(|| panic!("Chromium said nothing of {what} in {LONGEST:?}"));
    Some(Run {
        said: serde_json::from_str(&said).expect("it says JSON"),
        strangers: server.strangers(),
    })
}

fn found() -> Option<&'static str> {
    NAMES.into_iter().find(|name| {
        let version = Command::new(name)
            .arg("--version")
            .stdin(Stdio::null())
            .output();
        version.is_ok_and(|said| said.status.success())
    })
}

/// A browser that ends with its test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
