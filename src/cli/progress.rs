//! A word that work goes on, where it takes over a second and somebody waits for it at a terminal.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::terminal;

/// How long people wait without asking themselves whether anything happens.
const PATIENCE: Duration = Duration::from_secs(1);

/// Says what is being done until it is dropped.
pub(super) struct Progress {
    end: Option<Sender<()>>,
    speaker: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins; nothing is said in the first second, nor where nobody sits there.
    pub(super) fn begin(is_heard: bool, words: &'static str) -> Self {
        let (end, ended) = channel::<()>();
        let speak = move || {
            if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                terminal::passing(words);
                let _ = ended.recv();
                terminal::passed();
            }
        };
        match is_heard {
            true => Self {
                end: Some(end),
                speaker: Some(std::thread::spawn(speak)),
            },
            false => Self {
                end: None,
                speaker: None,
            },
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(speaker) = self.speaker.take() {
            let _ = speaker.join();
        }
    }
}
