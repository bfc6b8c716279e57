//! Every HTML document in a real browser, Chromium without a window: whether it shuts anybody out, and whether notes that mean harm are
//! anything but words in it.
//!
//! Each run is one start of the browser, which loads the pages from a listener of the test's own and tells it what it found. Where
//! there is no Chromium, the run says loudly that nothing was looked at; on Linux, with `ORACLE=full` as the workflows set it, the
//! tests fail instead. Deliberately not here: what the pages say, which `render_*` looks at.

mod accessibility;
mod chromium;
mod documents;
pub(crate) mod hostile;
mod server;
