//! `supervision audit`: on real repositories made and tampered with by real git, each attack found and named, and no harmless act.

mod attacks;
mod by_shell;
mod clocks;
mod harmless;
mod room;
mod speed;
